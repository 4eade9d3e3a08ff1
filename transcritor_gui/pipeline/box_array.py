"""Boxes as an array, for what is asked of all words of a page at once;
and short ways to what numpy takes long ones to.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import structs

from transcritor_gui.model import Box

__all__ = ["box_array", "is_any_of", "medians_of", "middle_of"]


_FEW = 12
"""Stretches that take less time one after the other than together."""


def box_array(boxes: Sequence[Box]) -> npt.NDArray[np.float64]:
    """Shape (boxes, 4): x0, y0, x1, y1 of each. A quarter of what an array made of tuples takes."""
    values = chain.from_iterable(map(structs.astuple, boxes))
    return np.fromiter(values, np.float64, 4 * len(boxes)).reshape(-1, 4)


def is_any_of(values: npt.NDArray[Any], few: Sequence[int]) -> npt.NDArray[np.bool_]:
    """What `np.isin` gives for a handful of numbers, without its way through all kinds of arrays."""
    found: npt.NDArray[np.bool_] = values == few[0]
    for number in few[1:]:
        found |= values == number
    return found


def medians_of(values: npt.NDArray[np.float64], starts: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """What `statistics.median` gives for each stretch of `values`, from one of the `starts` to the next."""
    if len(starts) <= _FEW:
        few = values.tolist()
        bounds = [*starts.tolist(), len(few)]
        return np.array([median(few[low:high]) for low, high in pairwise(bounds)])
    lengths = np.diff(np.append(starts, len(values)))
    ordered = values[np.lexsort((values, np.repeat(np.arange(len(starts)), lengths)))]
    low, high = ordered[starts + (lengths - 1) // 2], ordered[starts + lengths // 2]
    found: npt.NDArray[np.float64] = (low + high) / 2
    return found


def middle_of(values: npt.NDArray[np.float64]) -> float:
    """What `np.median` gives for one or more values in a row, without its way through all kinds of arrays."""
    order = np.sort(values)
    half = len(order) // 2
    return float(order[half]) if len(order) % 2 else float((order[half - 1] + order[half]) / 2)
