"""A page that is bent toward a gutter is seen as bent, flat ones are not; whichever way it lies."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.pipeline.scans import drawn_page
from transcritor_gui.model import Box, Word, WordSource
from transcritor_gui.pipeline.cleanup.curl import bent_grid
from transcritor_gui.pipeline.cleanup.flattening import uncurled
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.recognition.photograph import without_curl
from transcritor_gui.pipeline.recognition.picture import Picture, RegionReading


def _bent(page: GreyImage, *, depth: float = 0.06) -> GreyImage:
    """`page` on a dark table, its lines running down toward the gutter on the left."""
    height, width = page.shape
    margin = round(0.1 * height)
    whole = np.pad((page * 0.85).astype(np.uint8), margin, constant_values=60)
    y, x = np.mgrid[0 : whole.shape[0], 0 : whole.shape[1]].astype(np.float32)
    across = (x - margin) / width
    lifted = depth * height * np.exp(-((across / 0.25) ** 2))
    return np.asarray(cv2.remap(whole, x, y - lifted, cv2.INTER_CUBIC, borderValue=60), np.uint8)


@pytest.fixture(scope="module")
def bent() -> GreyImage:
    return _bent(drawn_page(dpi=200))


def test_a_flat_page_has_no_grid() -> None:
    assert bent_grid(drawn_page(dpi=200), turn=0) is None


def test_lines_of_a_bent_page_are_straighter_without_its_curl(bent: GreyImage) -> None:
    grid = bent_grid(bent, turn=0)
    assert grid is not None
    flat, _ = uncurled(bent, grid)
    assert flat.shape == bent.shape
    assert _spread(flat) < 0.6 * _spread(bent)


def _spread(picture: GreyImage) -> float:
    """How far apart down the page the first line's ink begins on its left and in its middle."""
    height, width = picture.shape
    tops = []
    for share in (0.18, 0.3, 0.45, 0.6):
        strip = picture[round(0.12 * height) :, round(share * width) : round((share + 0.06) * width)]
        dark = np.flatnonzero((strip < 0.6 * np.median(strip)).any(axis=1))
        tops.append(float(dark[0]))
    return max(tops) - min(tops)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_the_grid_of_a_turned_picture_is_the_same_paper(bent: GreyImage, turn: int) -> None:
    upright = bent_grid(bent, turn=0)
    turned_picture = np.ascontiguousarray(np.rot90(bent, turn // 90))
    turned = bent_grid(turned_picture, turn=turn)
    assert upright is not None
    assert turned is not None
    flat, _ = uncurled(bent, upright)
    other, _ = uncurled(turned_picture, turned)
    difference = np.abs(np.rot90(other, -(turn // 90)).astype(int) - flat.astype(int))
    assert float(np.mean(difference > 60)) < 0.05  # by a pixel beside edges; 0.15 where lines do not meet


def test_a_point_on_the_flat_page_lies_on_the_same_ink_of_the_bent_one(bent: GreyImage) -> None:
    grid = bent_grid(bent, turn=0)
    assert grid is not None
    flat, flattening = uncurled(bent, grid)
    rows, columns = np.nonzero(flat < 90)
    chosen = np.random.default_rng(1).choice(len(rows), 200)
    hits = 0
    for row, column in zip(rows[chosen], columns[chosen], strict=True):
        x, y = flattening._point(float(column), float(row))
        hits += int(
            bent[max(0, round(y) - 2) : round(y) + 3, max(0, round(x) - 2) : round(x) + 3].min() < 130
        )
    assert hits > 190


def test_a_page_on_which_next_to_nothing_is_read_is_not_looked_at() -> None:
    picture = Picture(np.full((50, 50), 255, np.uint8), 1.0, 72.0)
    reading = RegionReading((), 0, 0.0)

    def never(_flat: Picture, _more_than: float) -> RegionReading:
        raise AssertionError("there was nothing to judge by")

    assert without_curl(picture, reading, never) == (picture, reading, None)


def test_the_second_engine_is_asked_of_a_page_without_its_curl_where_the_first_reads_more_of_it(
    bent: GreyImage,
) -> None:
    picture = Picture(bent, 200 / 72, 200.0)
    words = tuple(Word("lines", Box(0, 0, 9, 9), 0.8, WordSource.OCR) for _ in range(25))
    poor = RegionReading(words, 0, 0.0, first_worth=30.0)
    asked: list[float] = []

    def read(_flat: Picture, more_than: float) -> RegionReading:
        asked.append(more_than)
        return RegionReading(words * 2, 0, 0.0) if more_than < 40 else RegionReading((), 0, 0.0)

    _, reading, flattening = without_curl(picture, poor, read)
    assert asked == [pytest.approx(31.2)]
    assert (len(reading.words), flattening is None) == (50, False)
    good = replace(poor, first_worth=40.0)
    assert without_curl(picture, good, read) == (picture, good, None)
