"""Lines cut into pieces that the line reader can take. Used by `second_opinion` and `fallback_page`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.line_reader import FoundLine

__all__ = ["LONGEST_PIECE", "cut_at_gaps"]

LONGEST_PIECE: Final = 14
"""Heights of the line that are read at once; longer pieces are squeezed by the reader and lose letters."""
_CUT_FROM: Final = 9
"""Heights of the line from the beginning of a piece at which a gap to cut it at is looked for."""


def cut_at_gaps(page: GreyImage, line: FoundLine) -> Iterator[FoundLine]:
    """A line of which no words are known, cut in the middle of the widest gap that lies far enough on."""
    height = line.y1 - line.y0
    light = page[line.y0 : line.y1, line.x0 : line.x1].astype(np.float32).min(axis=0)
    start = line.x0
    while line.x1 - start > LONGEST_PIECE * height:
        first = start + _CUT_FROM * height
        window = light[first - line.x0 : start + LONGEST_PIECE * height - line.x0]
        middle = first + _widest_gap(window)
        yield FoundLine(start, line.y0, middle, line.y1)
        start = middle
    yield FoundLine(start, line.y0, line.x1, line.y1)


def _widest_gap(light: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> int:
    """The middle of the longest run of columns without ink, `light` being each column's darkest pixel."""
    level = (float(light.min()) + float(light.max())) / 2
    empty = np.concatenate(([False], light > level, [False]))
    edges = np.flatnonzero(np.diff(empty.astype(np.int8)))
    begins, ends = edges[::2], edges[1::2]
    if len(begins) == 0:
        return len(light) // 2
    longest = int((ends - begins).argmax())
    return int(begins[longest] + ends[longest]) // 2
