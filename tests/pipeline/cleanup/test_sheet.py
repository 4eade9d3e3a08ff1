"""A sheet on a photograph is found by its corners; what a scanner made is none."""

from __future__ import annotations

import numpy as np
import pytest

from tests.pipeline.cleanup.photographs import ASKEW, photographed
from transcritor_gui.pipeline.cleanup.sheet import find_sheet

_PAPER = np.full((1400, 1000), 225, np.uint8)
_STRAIGHT = ((150.0, 90.0), (1050.0, 90.0), (1050.0, 1500.0), (150.0, 1500.0))
_TILTED = ((150.0, 120.0), (1050.0, 70.0), (1128.0, 1478.0), (228.0, 1528.0))


def test_the_corners_of_a_photographed_sheet_are_found() -> None:
    found = find_sheet(photographed(_PAPER))
    assert found is not None
    assert np.allclose(np.array(found.corners), np.array(ASKEW), atol=4)


def test_type_on_the_sheet_does_not_hide_it() -> None:
    written = _PAPER.copy()
    written[100:1300:40, 100:900] = 30
    found = find_sheet(photographed(written))
    assert found is not None
    assert np.allclose(np.array(found.corners), np.array(ASKEW), atol=4)


@pytest.mark.parametrize("corners", [_STRAIGHT, _TILTED])
def test_a_sheet_with_right_angles_was_scanned(corners: tuple[tuple[float, float], ...]) -> None:
    assert find_sheet(photographed(_PAPER, corners)) is None


def test_a_sheet_that_runs_out_of_the_picture_is_left_alone() -> None:
    corners = ((150.0, -60.0), (1010.0, -20.0), (1060.0, 1440.0), (80.0, 1500.0))
    assert find_sheet(photographed(_PAPER, corners)) is None


def test_a_sheet_on_a_table_as_bright_is_left_alone() -> None:
    assert find_sheet(photographed(_PAPER, table=215)) is None


def test_a_page_of_text_is_no_photograph() -> None:
    page = np.full((1600, 1200), 255, np.uint8)
    page[200:1400:40, 150:1050] = 0
    assert find_sheet(page) is None
