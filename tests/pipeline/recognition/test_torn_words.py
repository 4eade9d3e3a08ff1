"""Words read across the white between two cells, cut where the white is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.readings import JudgedWord
from transcritor_gui.pipeline.recognition.torn_words import cut_at_white

_BASELINE = 40


def _page(*texts: tuple[str, int]) -> tuple[GreyImage, int]:
    """White, with each text from its x on, in figures 22 pixels high, and where the last one ends."""
    page = np.full((60, 900), 255, np.uint8)
    end = 0
    for text, x in texts:
        cv2.putText(page, text, (x, _BASELINE), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2)
        (width, _), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 1.0, 2)
        end = x + width
    return page, end


def _cut(text: str, page: GreyImage, end: int) -> list[str]:
    word = JudgedWord(OcrWord(text, 8, 17, end + 2, 42, 0.9, 1, 1, 1), doubtful=False)
    return [each.word.text for each in cut_at_white([word], page)]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param((("11,8", 10), ("253,7", 220)), id="two figures"),
        pytest.param((("34.956", 10), ("60.726", 260)), id="two with points"),
        pytest.param((("7", 10), ("77", 300)), id="single figures"),
        pytest.param((("6,5", 10), ("7,9", 180), ("1,5", 350)), id="three figures"),
    ],
)
def test_figures_of_several_cells_are_cut_where_the_white_is(texts: tuple[tuple[str, int], ...]) -> None:
    page, end = _page(*texts)
    assert _cut("".join(text for text, _ in texts), page, end) == [text for text, _ in texts]


def test_the_parts_lie_on_their_ink() -> None:
    page, end = _page(("11,8", 10), ("253,7", 220))
    word = JudgedWord(OcrWord("11,8253,7", 8, 17, end + 2, 42, 0.9, 1, 1, 1), doubtful=False)
    left, right = (each.word for each in cut_at_white([word], page))
    assert left.x1 < 100 < 215 < right.x0 < 230


def test_a_rule_in_the_white_is_no_letter() -> None:
    page, end = _page(("11,8", 10), ("253,7", 220))
    page[10:50, 150:152] = 0
    assert _cut("11,8253,7", page, end) == ["11,8", "253,7"]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        pytest.param("11.825,37", (("11.825,37", 10),), id="one figure"),
        pytest.param(
            "ACÓRDÃO", tuple((letter, 10 + 60 * n) for n, letter in enumerate("ACORDAO")), id="letter-spaced"
        ),
        pytest.param("..........", tuple((".", 10 + 40 * n) for n in range(10)), id="dots that lead"),
    ],
)
def test_other_words_stay_whole(text: str, texts: tuple[tuple[str, int], ...]) -> None:
    page, end = _page(*texts)
    assert _cut(text, page, end) == [text]


def test_a_word_whose_box_reaches_over_another_stays_whole() -> None:
    page, end = _page(("0300", 10), ("5101", 220))
    assert _cut("0300", page, end) == ["0300"]


def test_letters_that_wear_has_thinned_are_no_white() -> None:
    page, end = _page(*((letter, 10 + 28 * n) for n, letter in enumerate("FISCAL")))
    worn = np.where(page < 128, 140, page).astype(np.uint8)
    for stem in (13, end - 20):  # pieces of two letters alone are as dark as they were
        worn[20:30, stem : stem + 8] = 20
    assert _cut("FISCAL", worn, end) == ["FISCAL"]
