"""How words are set so that PDF readers find them one by one: their order, and the room between them.

pdf.js, which no test runs, puts a space between two words only where the second stands right of the first, at
a tenth of their size or more (decision 0033).
"""

from __future__ import annotations

import pytest

from tests.export.pdf_making import placed
from transcritor_gui.export.pdf.line import SetLine, set_line
from transcritor_gui.model import Line, Word, enclosing


def _set(*words: Word, angle: float = 0.0) -> SetLine:
    line = Line(words, enclosing(word.box for word in words))
    found = set_line(line, angle=angle, page_height=300.0)
    assert found is not None
    return found


def _texts(line: SetLine) -> list[str]:
    return [word.text for word in line.words]


def test_words_stand_in_reading_order() -> None:
    assert _texts(_set(placed("segunda", 90, 60), placed("primeira", 40, 60))) == ["segunda", "primeira"]


def test_words_read_from_the_right_stand_from_left_to_right() -> None:
    words = placed("שלום", 140, 60), placed("עולם", 110, 60), placed("2024", 80, 60)
    assert _texts(_set(*words)) == ["2024", "עולם", "שלום"]


def test_words_of_a_turned_line_stand_along_it() -> None:
    """Written up the page: the first word to be read is at the top."""
    first = placed("שלום", 60, 40, width=10, height=30)
    second = placed("עולם", 60, 80, width=10, height=30)
    assert _texts(_set(first, second, angle=90)) == ["עולם", "שלום"]


def test_words_of_a_line_read_from_the_right_share_their_size() -> None:
    heights = (13.0, 11.2, 13.0, 11.2)
    words = [placed("עולם", 200 - 40 * n, 60 - height, height=height) for n, height in enumerate(heights)]
    assert len({word.size_pt for word in _set(*words).words}) == 1


@pytest.mark.parametrize("overlap", [-1.0, 0.0, 0.5])
def test_words_that_all_but_touch_are_parted(overlap: float) -> None:
    first, second = _set(placed("um", 40, 60, width=20), placed("dois", 60 - overlap, 60)).words
    gap = second.along - first.along - first.length
    assert gap >= 0.102 * first.size_pt
    assert first.length >= 20 - 2.0


def test_words_that_lie_on_each_other_keep_their_length() -> None:
    first, second = _set(placed("um", 40, 60, width=20), placed("dois", 40, 60, width=20)).words
    assert (first.length, second.length) == (20, 20)
