"""Blank backs of sheets, with what paper and scanner leave on them, and pages with little on them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.pipeline.made_pdfs import Grey
from transcritor_gui.pipeline.cleanup.stray_ink import bears_writing

_DPI = 150


def _paper() -> Grey:
    grain = np.random.default_rng(7).normal(238, 2, (1754, 1240))
    return np.asarray(cv2.GaussianBlur(grain, (0, 0), 0.7).clip(0, 255), np.uint8)


def _spots() -> Grey:
    page = _paper()
    for x, y in np.random.default_rng(8).integers(30, 1200, (25, 2)).tolist():
        cv2.circle(page, (x, y), 2, 40, -1, cv2.LINE_AA)
    return page


def _shadow() -> Grey:
    """Hard along the left, soft along the foot."""
    page = _paper()
    page[:, :30] = 20
    light = np.linspace(1, 0.2, 40)[:, None]
    page[-40:] = (page[-40:] * light).astype(np.uint8)
    return page


def _holes() -> Grey:
    page = _paper()
    for y in (640, 1114):
        cv2.circle(page, (70, y), 18, 60, -1, cv2.LINE_AA)
    return page


def _staple() -> Grey:
    page = _paper()
    cv2.line(page, (90, 110), (140, 80), 50, 4, cv2.LINE_AA)
    for x in (1100, 1140):
        cv2.circle(page, (x, 60), 3, 40, -1, cv2.LINE_AA)
    return page


def _fold() -> Grey:
    page = _paper()
    page[872:876] -= 40
    return page


@pytest.mark.parametrize("draw", [_paper, _spots, _shadow, _holes, _staple, _fold])
def test_dirt_is_no_writing(draw: object) -> None:
    assert callable(draw)
    assert not bears_writing(draw(), dpi=_DPI)


@pytest.mark.parametrize("dirt", [_paper, _spots, _shadow, _holes, _staple, _fold])
@pytest.mark.parametrize(
    ("text", "at"),
    [("7", (600, 1690)), ("1", (1100, 90)), ("fls. 12", (1050, 80)), ("EM BRANCO", (420, 800))],
)
def test_a_lone_number_or_word_is_writing_whatever_is_beside_it(
    dirt: object, text: str, at: tuple[int, int]
) -> None:
    assert callable(dirt)
    page = dirt()
    cv2.putText(page, text, at, cv2.FONT_HERSHEY_SIMPLEX, 0.7, 60, 2, cv2.LINE_AA)
    assert bears_writing(page, dpi=_DPI, plainly=True)


def test_a_faint_line_of_a_pencil_is_writing() -> None:
    page = _paper()
    cv2.line(page, (300, 700), (620, 690), 165, 2, cv2.LINE_AA)
    assert bears_writing(page, dpi=_DPI, plainly=True)


def test_what_may_shine_through_from_the_back_counts_unless_it_has_to_be_plain() -> None:
    shown = np.zeros((1754, 1240), np.uint8)
    for y in range(200, 1500, 40):
        cv2.putText(
            shown, "the committee met on three occasions", (150, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 255, 3
        )
    shine = cv2.GaussianBlur(shown[:, ::-1].astype(np.float32), (0, 0), 1.5) / 255 * 22
    page = (_paper() - shine).astype(np.uint8)
    assert bears_writing(page, dpi=_DPI)
    assert not bears_writing(page, dpi=_DPI, plainly=True)


def test_a_picture_that_reaches_the_edges_of_its_page_is_more_than_a_shadow() -> None:
    page = _paper()
    page[:900] = np.random.default_rng(9).integers(0, 200, (900, 1240)).astype(np.uint8)
    assert bears_writing(page, dpi=_DPI, plainly=True)


def test_letters_that_touch_the_edges_of_a_small_picture_are_no_shadow() -> None:
    page = np.full((40, 260), 255, np.uint8)
    cv2.putText(page, "R$ 1.472,10", (1, 36), cv2.FONT_HERSHEY_SIMPLEX, 1.3, 0, 2, cv2.LINE_AA)
    assert bears_writing(page, dpi=96)
