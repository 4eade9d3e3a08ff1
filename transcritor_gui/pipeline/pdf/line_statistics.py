"""What the gaps of each line of a page are like, line by line at once. Pure; used by `spacing`."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["FEWEST_NEIGHBOURS", "medians", "spread"]

FEWEST_NEIGHBOURS = 4
"""Gaps of a line under which nothing is said of it."""

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


def medians(values: Floats, groups: Places, counted: Flags) -> Floats:
    """For each row the median of the counted values of its group; 0 where they are too few to tell."""
    chosen = np.flatnonzero(counted)
    result = np.zeros(len(values))
    if len(chosen) < FEWEST_NEIGHBOURS:
        return result
    order = chosen[np.lexsort((values[chosen], groups[chosen]))]
    ordered = groups[order]
    heads = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    sizes = np.diff(np.append(heads, len(ordered)))
    of_group = np.zeros(int(groups[-1]) + 1)
    middle = values[order[heads + sizes // 2]]
    of_group[ordered[heads]] = np.where(sizes >= FEWEST_NEIGHBOURS, middle, 0.0)
    return of_group[groups]


def spread(values: Floats, groups: Places, counted: Flags) -> Floats:
    """For each row the standard deviation of the counted values of its group."""
    total = np.maximum(np.bincount(groups, counted), 1)
    mean = np.bincount(groups, np.where(counted, values, 0.0)) / total
    square = np.bincount(groups, np.where(counted, values**2, 0.0)) / total
    return np.sqrt(np.maximum(square - mean**2, 0.0))[groups]
