"""Lines cut into pieces that the line reader can take. Used by `second_opinion` and `line_strips`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["LONGEST_PIECE", "cut_at_gaps"]

LONGEST_PIECE: Final = 14
"""Heights of the line that are read at once; longer pieces are squeezed by the reader and lose letters."""
_CUT_FROM: Final = 9
"""Heights of the line from the beginning of a piece at which a gap to cut it at is looked for."""


def cut_at_gaps(line: GreyImage) -> Iterator[tuple[int, int]]:
    """First column, and the one after the last, of each piece of a line of which no words are known.

    It is cut in the middle of the widest gap that lies far enough on.
    """
    height, width = line.shape
    light = line.astype(np.float32).min(axis=0)
    start = 0
    while width - start > LONGEST_PIECE * height:
        first = start + _CUT_FROM * height
        middle = first + _widest_gap(light[first : start + LONGEST_PIECE * height])
        yield start, middle
        start = middle
    yield start, width


def _widest_gap(light: npt.NDArray[np.float32]) -> int:
    """The middle of the longest run of columns without ink, `light` being each column's darkest pixel."""
    level = (float(light.min()) + float(light.max())) / 2
    empty = np.concatenate(([False], light > level, [False]))
    edges = np.flatnonzero(np.diff(empty.astype(np.int8)))
    begins, ends = edges[::2], edges[1::2]
    if len(begins) == 0:
        return len(light) // 2
    longest = int((ends - begins).argmax())
    return int(begins[longest] + ends[longest]) // 2
