"""Boxes drawn in to the ink of their words."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.tight_boxes import drawn_in, lines_side_by_side, side_by_side

_BASELINE = 60


def _page(*texts: tuple[str, int, int]) -> GreyImage:
    """White, with each text at its x and baseline, in capitals 20 pixels high."""
    page = np.full((120, 300), 255, np.uint8)
    for text, x, baseline in texts:
        cv2.putText(page, text, (x, baseline), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2)
    return page


def _word(text: str, y0: int, y1: int, *, x0: int = 8, x1: int = 120) -> OcrWord:
    return OcrWord(text, x0, y0, x1, y1, 0.9, 1, 1, 1)


def test_a_box_as_tall_as_its_row_comes_down_to_the_letters() -> None:
    drawn = drawn_in(_word("NORTE", 20, 80), _page(("NORTE", 10, _BASELINE)))
    assert (drawn.y0, drawn.y1) == pytest.approx((40, 60), abs=1)
    assert (drawn.x0, drawn.x1) == (8, 120)


def test_a_box_that_hugs_its_letters_stays() -> None:
    word = _word("NORTE", 39, 61)
    assert drawn_in(word, _page(("NORTE", 10, _BASELINE))) == word


def test_what_reaches_in_from_the_lines_beside_is_left_out() -> None:
    page = _page(("NORTE", 10, _BASELINE), ("SUL", 10, 28), ("LESTE", 10, 105))
    drawn = drawn_in(_word("NORTE", 22, 90), page)
    assert (drawn.y0, drawn.y1) == pytest.approx((40, 60), abs=1)


def test_accents_belong_to_the_letters() -> None:
    page = _page(("NORTE", 10, _BASELINE))
    page[30:34, 40:50] = 0
    drawn = drawn_in(_word("NÓRTE", 10, 90), page)
    assert (drawn.y0, drawn.y1) == pytest.approx((30, 60), abs=1)


def test_an_underline_is_none_of_the_letters() -> None:
    page = _page(("NORTE", 10, _BASELINE))
    page[66:68] = 0
    drawn = drawn_in(_word("NORTE", 20, 80), page)
    assert (drawn.y0, drawn.y1) == pytest.approx((40, 60), abs=1)


def test_a_rule_under_paler_figures_is_none_of_them() -> None:
    page = np.maximum(_page(("8.91", 10, _BASELINE)), np.uint8(190))
    page[66:69, 20:110] = 0
    word = _word("8.91", 32, 72)
    assert drawn_in(word, page) == word


@pytest.mark.parametrize("text", ["NORTE", "-"])
def test_paper_without_ink_and_signs_keep_their_box(text: str) -> None:
    word = _word(text, 20, 80)
    assert drawn_in(word, _page()) == word


def test_a_box_beyond_the_picture_is_no_error() -> None:
    word = _word("NORTE", 118, 160)
    assert drawn_in(word, _page(("NORTE", 10, _BASELINE))) == word


def test_a_word_with_the_box_of_its_whole_line_ends_before_the_next_one() -> None:
    whole = OcrWord("Cláusula", 64, 10, 219, 30, 0.9, block=1, paragraph=0, line=0)
    behind = OcrWord("4º", 121, 10, 132, 30, 0.8, block=1, paragraph=0, line=0)
    last = OcrWord("rescisão", 168, 10, 219, 30, 0.9, block=1, paragraph=0, line=0)
    apart = side_by_side([behind, whole, last])
    assert [(word.text, word.x0, word.x1) for word in apart] == [
        ("4º", 121, 132),
        ("Cláusula", 64, 120),
        ("rescisão", 168, 219),
    ]


def test_words_of_other_lines_may_lie_over_one_another() -> None:
    care = OcrWord("care", 984, 40, 1126, 63, 0.9, block=1, paragraph=0, line=0)
    of = OcrWord("of", 1089, 38, 1120, 61, 0.9, block=1, paragraph=0, line=0)
    below = OcrWord("treated", 1000, 70, 1110, 92, 0.9, block=1, paragraph=0, line=1)
    assert [word.x1 for word in lines_side_by_side([care, of, below])] == [1088, 1120, 1110]
