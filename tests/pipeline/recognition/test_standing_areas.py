"""Where letters stand on their side, from ink and words alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.pipeline.scans import drawn_page, tilted
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.standing_areas import standing_areas

_DPI = 300.0
_FACE = (cv2.FONT_HERSHEY_SIMPLEX, 1.1, 2)
_LINE = "Signed digitally by the clerk of the court, code 7A3F21C"


def _line(level: int) -> GreyImage:
    line = np.full((52, 1400), 255, np.uint8)
    cv2.putText(line, _LINE, (16, 36), *_FACE[:2], level, _FACE[2], cv2.LINE_AA)
    return line


def _stamped(*, level: int = 0, left: int = 24) -> GreyImage:
    page = drawn_page(dpi=_DPI)
    stamp = np.rot90(_line(level))
    height, width = stamp.shape
    part = page[400 : 400 + height, left : left + width]
    np.minimum(part, stamp, out=part)
    return page


def _lines_of(left: int) -> list[OcrWord]:
    """The lines of `drawn_page` as words that begin at `left`."""
    return [
        OcrWord("inspected", left, 132 + 76 * number, 1600, 200 + 76 * number, 0.9, 0, 0, number)
        for number in range(18)
    ]


@pytest.mark.parametrize("level", [0, 140])
def test_a_line_up_the_side_is_found_in_black_and_in_grey(level: int) -> None:
    (area,) = standing_areas(_stamped(level=level), _lines_of(120), dpi=_DPI)
    assert 16 <= area.box.x0 <= area.box.x1 <= 84
    length = cv2.getTextSize(_LINE, *_FACE)[0][0]
    assert area.box.height == pytest.approx(length, abs=30)
    assert abs(area.slope) < 0.003


def test_letters_that_run_together_at_their_pale_edges_stand_as_well() -> None:
    page = _stamped()
    page[:, :110] = cv2.erode(page[:, :110], np.ones((15, 1), np.uint8)) // 3 + 170
    np.minimum(page, _stamped(), out=page)
    (area,) = standing_areas(page, _lines_of(120), dpi=_DPI)
    assert area.box.height > 800


def test_it_is_found_where_words_of_the_text_have_taken_it_in() -> None:
    (area,) = standing_areas(_stamped(left=62), _lines_of(60), dpi=_DPI)
    assert 56 <= area.box.x0 <= area.box.x1 <= 122


def test_its_area_leans_as_the_page_does() -> None:
    (area,) = standing_areas(tilted(_stamped(), 1.0), _lines_of(140), dpi=_DPI)
    assert area.slope == pytest.approx(-np.tan(np.radians(1.0)), abs=0.004)
    assert area.box.width < 80


def test_lines_of_text_do_not_stand() -> None:
    assert standing_areas(drawn_page(dpi=_DPI), _lines_of(120), dpi=_DPI) == ()
    assert standing_areas(drawn_page(dpi=_DPI), [], dpi=_DPI) == ()
