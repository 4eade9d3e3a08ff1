"""A comma before a capital is doubted where its ink is that of a full stop."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.doubts.round_commas import is_comma_round, with_round_commas
from transcritor_gui.pipeline.recognition.readings import JudgedWord

_LINE = 40


def page(*, tail: int, at: int = 0) -> GreyImage:
    """Two letters on a line, and a dot of six pixels behind them whose ink goes `tail` pixels lower."""
    pixels = np.full((70, 120), 255, np.uint8)
    for left in (10, 30):
        cv2.rectangle(pixels, (left, _LINE - 20), (left + 11, _LINE - 1), 0, 3)
    pixels[_LINE - 6 + at : _LINE + at, 48:54] = 0
    pixels[_LINE + at : _LINE + at + tail, 48:51] = 0
    return pixels


def word(text: str, x0: int, x1: int) -> OcrWord:
    return OcrWord(text, x0, _LINE - 22, x1, _LINE + 2, 0.96, 0, 0, 0)


def judged(*texts: str) -> list[JudgedWord]:
    places = ((8, 55), (62, 110))
    return [JudgedWord(word(text, *place), doubtful=False) for text, place in zip(texts, places, strict=True)]


@pytest.mark.parametrize(
    ("pixels", "is_round"),
    [
        (page(tail=0), True),
        (page(tail=5), False),
        (page(tail=0, at=-12), False),
        (page(tail=0)[:, :40], False),
    ],
    ids=["full stop", "comma", "above the line", "cut off"],
)
def test_ink_as_high_as_wide_on_the_line_is_that_of_a_full_stop(pixels: GreyImage, is_round: bool) -> None:
    assert is_comma_round(word("ou,", 8, 55), pixels) is is_round


def test_a_round_comma_before_a_capital_is_marked_with_a_full_stop_to_choose() -> None:
    first, second = with_round_commas(judged("ou,", "Tal"), page(tail=0))
    assert (first.word.text, first.doubtful, first.alternative) == ("ou,", True, "ou.")
    assert not second.doubtful


@pytest.mark.parametrize(("texts", "tail"), [(("ou,", "tal"), 0), (("ou", "Tal"), 0), (("ou,", "Tal"), 5)])
def test_other_commas_stay_as_they_were_judged(texts: tuple[str, str], tail: int) -> None:
    assert list(with_round_commas(judged(*texts), page(tail=tail))) == judged(*texts)


def test_paper_without_ink_says_nothing() -> None:
    assert not is_comma_round(word("ou,", 8, 55), np.full((70, 120), 255, np.uint8))
