"""The size of type from boxes that hug its letters, or are as high as its lines."""

from __future__ import annotations

import numpy as np
import pytest

from transcritor_gui.model import Box, Word
from transcritor_gui.pipeline.layout.letter_reach import reaches
from transcritor_gui.pipeline.layout.type_sizes import are_line_high, raised_by_width

_TEXT = ["o", "caso", "em", "nome", "das", "escolas", "que", "a", "sua", "comarca", "com", "Liberdade"]
_TEXT += ["e", "Justiça", "some", "dos", "autos", "e", "vale", "o", "tempo"]


def _hugged(texts: list[str], size: float) -> list[float]:
    up, down = reaches(texts)
    return [size * (a + b) for a, b in zip(up, down, strict=True)]


def test_boxes_of_two_sizes_of_type_hug_their_letters() -> None:
    """Running text in large type, without tall words of its own beside the low ones of a small table."""
    texts = [*_TEXT, *["Município", "pago", "Jundiaí", "Região"] * 6]
    height = [*_hugged(_TEXT, 12.0), *_hugged(texts[len(_TEXT) :], 5.0)]
    up, down = reaches(texts)
    assert not are_line_high(np.array(height), up, down)


def test_boxes_of_one_height_are_as_high_as_the_line() -> None:
    up, down = reaches(_TEXT)
    assert are_line_high(np.full(len(_TEXT), 11.5), up, down)


@pytest.mark.parametrize(
    ("width", "expected"),
    [pytest.param(4.2, 7.14, id="fixed pitch"), pytest.param(2.3, 4.2, id="proportional type")],
)
def test_type_whose_letters_are_too_wide_for_it_is_larger(width: float, expected: float) -> None:
    texts = [
        "Município",
        "Santana",
        "Feira",
        "Alegre",
        "Porto",
        "34.153,9",
        "não",
        "aplica",
        "Campos",
        "José",
    ]
    words = [(place, Word(text, Box(0, 0, 1, 1))) for place, text in enumerate(texts)]
    widths = np.array([width * (len(text) - 0.15) for text in texts])
    sizes = raised_by_width(np.full(len(texts), 4.2), words, widths)
    assert sizes == pytest.approx(np.full(len(texts), expected))


def test_a_typed_page_is_raised_as_one() -> None:
    """A line of narrow figures is no smaller than the others for it."""
    texts = [*_TEXT * 2, "1111", "11,11", "1.111", "111"]
    words = [(place, Word(text, Box(0, 0, 1, 1))) for place, text in enumerate(texts)]
    widths = np.array([(4.2 if text[0] != "1" else 2.6) * (len(text) - 0.15) for text in texts])
    sizes = raised_by_width(np.full(len(texts), 5.0), words, widths)
    assert len(set(sizes.tolist())) == 1
    assert sizes[0] > 6
