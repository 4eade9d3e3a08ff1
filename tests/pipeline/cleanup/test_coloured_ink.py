"""Coloured stamps over print: seen in colour, taken off the print, whole by themselves; nothing else is."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tests.pipeline.scans import drawn_page
from transcritor_gui.pipeline.cleanup.coloured_ink import LOOKING_DPI, may_have_stamps, part_ink
from transcritor_gui.pipeline.grey_image import GreyImage

_DPI = 150.0
_RED, _GREEN, _BLUE = (30, 20, 200), (60, 130, 20), (190, 60, 40)
Colours = npt.NDArray[np.uint8]


def _print() -> GreyImage:
    """Black at 30 on paper at 240."""
    return (30 + drawn_page(dpi=_DPI).astype(np.float32) * 210 / 255).astype(np.uint8)


def _stamped(page: GreyImage, ink: tuple[int, int, int], *, at: tuple[int, int]) -> tuple[Colours, GreyImage]:
    """The page with a stamp through which its print is seen; and the stamp alone, dark on white."""
    alone = np.full(page.shape, 255, np.uint8)
    cv2.putText(alone, "RECEBIDO", at, cv2.FONT_HERSHEY_SIMPLEX, 2.0, 0, 8, cv2.LINE_AA)
    share = (255 - alone.astype(np.float32))[:, :, None] / 255
    light = 1 - share * (1 - np.array(ink, np.float32) / 255)
    return (page[:, :, None] * light).astype(np.uint8), alone


def _middle(page: GreyImage) -> tuple[int, int]:
    """Where a stamp crosses lines of print."""
    rows = np.flatnonzero((page < 100).sum(axis=1) > 20)
    return 200, int(rows[len(rows) // 2]) + 20


def _grey(colours: Colours) -> GreyImage:
    return np.asarray(cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY), np.uint8)


def _small(colours: Colours) -> Colours:
    factor = LOOKING_DPI / _DPI
    return np.asarray(cv2.resize(colours, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)


@pytest.mark.parametrize("ink", [_RED, _GREEN, _BLUE])
def test_print_under_a_stamp_comes_out_as_it_was(ink: tuple[int, int, int]) -> None:
    page = _print()
    colours, alone = _stamped(page, ink, at=_middle(page))
    assert may_have_stamps(_small(colours), dpi=LOOKING_DPI)
    parted = part_ink(_grey(colours), colours, dpi=_DPI)
    assert parted is not None
    was_stamped = alone < 128
    assert ((parted.print < 135) == (page < 135))[was_stamped].mean() > 0.97
    assert (parted.print[page < 60] < 135).all()


def test_the_stamp_is_whole_where_print_crosses_it() -> None:
    page = _print()
    colours, alone = _stamped(page, _RED, at=_middle(page))
    parted = part_ink(_grey(colours), colours, dpi=_DPI)
    assert parted is not None
    (stamp,) = parted.stamps
    box = stamp.box
    inside = alone[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)]
    assert (inside < 128).sum() == (alone < 128).sum()
    assert (stamp.pixels[inside < 64] < 128).mean() > 0.95
    assert (stamp.pixels[inside > 250] > 128).mean() > 0.97
    assert stamp.colour >> 16 > 150 > stamp.colour & 0xFF


def test_a_stamp_beside_the_print_is_left_there() -> None:
    page = _print()
    page[-200:] = 240
    colours, _ = _stamped(page, _RED, at=(200, page.shape[0] - 80))
    assert not may_have_stamps(_small(colours), dpi=LOOKING_DPI)
    assert part_ink(_grey(colours), colours, dpi=_DPI) is None


@pytest.mark.parametrize("ink", [(60, 30, 45), (45, 80, 110)])
def test_print_in_ink_that_is_not_quite_black_is_no_stamp(ink: tuple[int, int, int]) -> None:
    """Purplish, and the brown of old paper."""
    share = (240 - _print().astype(np.float32))[:, :, None] / 210
    paper = np.array((200, 225, 240), np.float32)
    colours = (paper * (1 - share) + np.array(ink, np.float32) * share).astype(np.uint8)
    assert not may_have_stamps(_small(colours), dpi=LOOKING_DPI)
