"""Boxes as an array."""

from __future__ import annotations

from statistics import median

import numpy as np
import pytest

from transcritor_gui.model import Box
from transcritor_gui.pipeline.box_array import box_array, is_any_of, medians_of, middle_of


def test_each_box_is_a_row() -> None:
    boxes = [Box(1, 2, 3, 4), Box(5, 6, 7, 8)]
    assert box_array(boxes).tolist() == [[1, 2, 3, 4], [5, 6, 7, 8]]


def test_no_boxes_are_no_rows() -> None:
    assert box_array([]).shape == (0, 4)


@pytest.mark.parametrize("values", [[3.0], [3.0, 1.0], [0.1, 0.3, 0.2], [0.1, 0.7, 0.4, 0.2]])
def test_the_middle_is_numpys_median(values: list[float]) -> None:
    assert middle_of(np.array(values)) == np.median(values)


def test_values_are_found_among_a_few() -> None:
    assert is_any_of(np.array([3, 0, 7, 7, 2]), (3, 7)).tolist() == [True, False, True, True, False]


def test_each_stretch_has_its_median() -> None:
    values = [0.3, 0.1, 0.2, 7.0, 0.4, 0.3, 0.1, 0.2]
    starts = np.array([0, 3, 4])
    stretches = (values[0:3], values[3:4], values[4:])
    assert medians_of(np.array(values), starts).tolist() == [median(each) for each in stretches]
