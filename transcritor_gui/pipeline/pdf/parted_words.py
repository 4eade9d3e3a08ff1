"""Words that PDFium gives in two parts, as what is printed over their line stands between them. Pure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.pdf.spacing import HELD_SPACE, Gaps, is_letter

__all__ = ["put_together"]

_MOST_BETWEEN = 4
"""Words that may stand between two parts of one."""
_SAME_TYPE = 0.02
"""By which the baseline and size of two parts of a word may differ, in sizes of the type."""
_TOUCHING_EXACTLY = 0.02

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


def put_together(gaps: Gaps, starts: Flags) -> tuple[Places, Flags] | None:
    """The order of the glyphs, and where words begin in it, once words are whole that others lie between.

    PDFium puts what is printed over a line among the line's own words by its place. None where all are whole.
    """
    heads = np.flatnonzero(starts)
    tails = np.append(heads[1:], len(starts)) - 1
    count = len(heads)
    after: dict[int, int] = {}
    for distance in range(2, _MOST_BETWEEN + 1):
        if count <= distance:
            break
        one, other = tails[:-distance], heads[distance:]
        size = gaps.size[one]
        gap = (gaps.start[other] - gaps.end[one]) / size
        whole = (
            (gaps.direction[one] == gaps.direction[other])
            & (np.abs(gaps.base[one] - gaps.base[other]) < _SAME_TYPE * size)
            & (np.abs(gaps.size[one] - gaps.size[other]) < _SAME_TYPE * size)
            & (np.abs(gap) < _TOUCHING_EXACTLY)
            & (gaps.space_before[other] != HELD_SPACE)
            & (gaps.space_before[heads[1 : count - distance + 1]] != HELD_SPACE)
            & is_letter(gaps.codes[one])
            & is_letter(gaps.codes[other])
        )
        for first in np.flatnonzero(whole).tolist():
            if first + distance not in after.values():
                after.setdefault(first, first + distance)
    if not after:
        return None
    moved = set(after.values())
    order: list[Places] = []
    begins = starts.copy()
    for word in range(count):
        if word in moved:
            continue
        part: int | None = word
        while part is not None:
            order.append(np.arange(heads[part], tails[part] + 1))
            part = after.get(part)
    for word in moved:
        begins[heads[word]] = False
    places = np.concatenate(order)
    return places, begins[places]
