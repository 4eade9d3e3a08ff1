"""Coloured stamps over print: seen in colour, taken off the print, whole by themselves; nothing else is."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tests.pipeline.scans import drawn_page
from transcritor_gui.pipeline.cleanup.coloured_ink import LOOKING_DPI, level_ink, part_ink, stamp_boxes
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
    assert stamp_boxes(_small(colours))
    cleared, _ = part_ink(_grey(colours), colours, stamp_boxes(_small(colours)), dpi=_DPI)
    was_stamped = alone < 128
    assert ((cleared < 135) == (page < 135))[was_stamped].mean() > 0.97
    assert (cleared[page < 60] < 135).all()


def test_the_stamp_is_whole_where_print_crosses_it() -> None:
    page = _print()
    colours, alone = _stamped(page, _RED, at=_middle(page))
    _, (stamp,) = part_ink(_grey(colours), colours, stamp_boxes(_small(colours)), dpi=_DPI)
    box = stamp.box
    inside = alone[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)]
    assert (inside < 128).sum() == (alone < 128).sum()
    assert (stamp.pixels[inside < 64] < 128).mean() > 0.95
    assert (stamp.pixels[inside > 250] > 128).mean() > 0.97
    assert stamp.colour >> 16 > 150 > stamp.colour & 0xFF


def test_pale_green_is_a_stamp_where_brown_as_pale_is_not() -> None:
    page = _print()
    green, _ = _stamped(page, (152, 180, 140), at=_middle(page))
    brown, _ = _stamped(page, (140, 162, 180), at=_middle(page))
    assert stamp_boxes(_small(green))
    assert not stamp_boxes(_small(brown))


def test_a_stamp_beside_the_print_is_left_there() -> None:
    page = _print()
    page[-200:] = 240
    colours, _ = _stamped(page, _RED, at=(200, page.shape[0] - 80))
    assert not stamp_boxes(_small(colours))


@pytest.mark.parametrize("ink", [(60, 30, 45), (45, 80, 110)])
def test_print_in_ink_that_is_not_quite_black_is_no_stamp(ink: tuple[int, int, int]) -> None:
    """Purplish, and the brown of old paper."""
    share = (240 - _print().astype(np.float32))[:, :, None] / 210
    paper = np.array((200, 225, 240), np.float32)
    colours = (paper * (1 - share) + np.array(ink, np.float32) * share).astype(np.uint8)
    assert not stamp_boxes(_small(colours))


def _in_colour(page: GreyImage, where: npt.NDArray[np.bool_], ink: tuple[int, int, int]) -> Colours:
    """The page with its print at `where` in a colour."""
    share = (240 - page.astype(np.float32))[:, :, None] / 210
    inks = np.where(where[:, :, None], np.array(ink, np.float32), 30.0)
    return (240 * (1 - share) + inks * share).astype(np.uint8)


def _words_in_colour() -> tuple[Colours, list[tuple[int, int]]]:
    """A page with red words in every second line, and where each of these lines is."""
    page = _print()
    dark = (page < 100).sum(axis=1) > 3
    edges = np.flatnonzero(np.diff(np.concatenate(([False], dark, [False])).astype(np.int8))).reshape(-1, 2)
    lines = [(int(top), int(foot)) for top, foot in edges if foot - top > 12]
    where = np.zeros(page.shape, np.bool_)
    for top, foot in lines[::2]:
        where[top - 8 : foot + 8, 200:520] = True
    return _in_colour(page, where, _RED), lines[::2]


@pytest.mark.parametrize("how", ["plain", "underlined", "struck through", "struck through in red"])
def test_coloured_words_of_a_line_are_no_stamp(how: str) -> None:
    colours, lines = _words_in_colour()
    for top, foot in lines:
        y = {"plain": None, "underlined": foot + 2}.get(how, (top + foot) // 2)
        if y is not None:
            ink = _RED if how.endswith("red") else (30, 30, 30)
            colours[y : y + 2, 195:525] = ink
    assert stamp_boxes(_small(colours)) == []


def test_highlighted_words_are_no_stamp() -> None:
    page = _print()
    colours = np.repeat(page[:, :, None], 3, axis=2)
    y = _middle(page)[1]
    band = colours[y - 40 : y + 10, 150:600]
    band[...] = np.minimum(band, np.array((90, 255, 255), np.uint8))
    assert stamp_boxes(_small(colours)) == []


def test_a_rule_in_print_under_a_coloured_word_does_not_make_it_a_stamp() -> None:
    page = np.full(_print().shape, 240, np.uint8)
    colours, _ = _stamped(page, _BLUE, at=(200, 400))
    colours[375:378, 100:700] = 30
    assert stamp_boxes(_small(colours)) == []


@pytest.mark.parametrize("degrees", [-23.0, -6.0, 12.0])
def test_a_stamp_is_turned_until_it_is_level(degrees: float) -> None:
    alone = np.full((500, 700), 255, np.uint8)
    cv2.putText(alone, "RECEBIDO", (120, 240), cv2.FONT_HERSHEY_SIMPLEX, 2.0, 0, 8, cv2.LINE_AA)
    cv2.putText(alone, "12 MAR 2024", (130, 320), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 0, 6, cv2.LINE_AA)
    # OpenCV's positive angle is anticlockwise: the lines fall to the right by `degrees`.
    turn = cv2.getRotationMatrix2D((350, 250), -degrees, 1.0)
    aslant = np.asarray(cv2.warpAffine(alone, turn, (700, 500), borderValue=(255,)), np.uint8)
    _, angle = level_ink(aslant, dpi=_DPI)
    assert angle == pytest.approx(degrees, abs=1.0)
