"""What painted areas do to the words over and under them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from transcritor_gui.model import Box
from transcritor_gui.pipeline.pdf.hidden.covers import PlacedArea
from transcritor_gui.pipeline.pdf.hidden.painted_areas import WordsAndAreas, words_and_areas

_WORD = Box(100, 100, 140, 110)
_BLACK, _WHITE, _GLASS = (0, 0, 0, 255), (255, 255, 255, 255), (0, 0, 0, 128)


def _of(areas: Sequence[PlacedArea], *, order: int = 5, fill: tuple[int, int, int, int]) -> WordsAndAreas:
    """What becomes of a word of that colour, and of one far away."""
    boxes = np.array([(10.0, 10.0, 30.0, 20.0), (_WORD.x0, _WORD.y0, _WORD.x1, _WORD.y1)])
    found = words_and_areas(areas, boxes, np.array([order, order]), np.array([fill, fill], np.int32))
    assert not found.hidden[0]
    assert not found.covered[0]
    assert not found.contrasts[0]
    return found


def test_a_word_under_two_halves_of_a_bar_is_covered() -> None:
    halves = [PlacedArea(Box(99, 99, 120, 111), 8, _BLACK), PlacedArea(Box(120, 99, 141, 111), 9, _BLACK)]
    found = _of(halves, fill=_BLACK)
    assert found.hidden[1]
    assert found.covered[1]


def test_a_word_under_glass_is_hidden_but_not_covered() -> None:
    found = _of([PlacedArea(Box(90, 90, 150, 120), 8, _GLASS)], fill=_BLACK)
    assert found.hidden[1]
    assert not found.covered[1]


def test_the_area_painted_last_under_a_word_says_whether_it_is_seen() -> None:
    paper, bar = PlacedArea(Box(0, 0, 600, 800), 1, _WHITE), PlacedArea(Box(90, 90, 150, 120), 2, _BLACK)
    for areas in ((paper, bar), (bar, paper)):
        white, black = _of_both(areas)
        assert white.contrasts[0]
        assert not white.hidden[0]
        assert black.hidden[0]
        assert not black.contrasts[0]


def test_an_area_that_ends_before_a_word_does_nothing_to_it() -> None:
    found = _of([PlacedArea(Box(140, 90, 200, 120), 8, _BLACK)], fill=_BLACK)
    assert not found.hidden[1]


def _of_both(areas: Sequence[PlacedArea]) -> tuple[WordsAndAreas, WordsAndAreas]:
    """What becomes of the word in white, and in black."""
    box = np.array([(_WORD.x0, _WORD.y0, _WORD.x1, _WORD.y1)])
    white, black = (
        words_and_areas(areas, box, np.array([5]), np.array([fill], np.int32)) for fill in (_WHITE, _BLACK)
    )
    return white, black
