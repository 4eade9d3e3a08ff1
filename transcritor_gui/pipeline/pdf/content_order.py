"""Characters put back in the order in which a page draws them, where PDFium has torn its lines. Pure.

PDFium sorts what stands on one line by its place, as if all lines ran to the right. Letters that are objects
of their own (browsers print so) come backwards where their line is upside down, leave their words where it is
aslant, and fall between those of a line that another is printed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.pdf.characters import Characters
from transcritor_gui.pipeline.pdf.spacing import is_line_end, is_right_to_left

__all__ = ["in_content_order"]

_LEVEL, _OVERLAP, _SPACE = 0.1, 0.1, 0.45
"""Of the type size: how far apart, across and along their line, letters that follow one another are."""

Places = npt.NDArray[np.intp]


def in_content_order(found: Characters, order: Mapping[int, int]) -> Characters:
    """The same characters; `order` is the place of each text object among all that the page draws.

    A stretch that PDFium has in another order is put back only where more of its letters follow one another
    then, and where none of them is read leftwards: those come from PDFium in the order they are read.
    """
    handles = found.objects.handles
    ranks = np.array([order.get(handle, -1) for handle in handles])
    if not (ranks[1:] < ranks[:-1]).any() or ranks.min() < 0 or len(set(handles)) < len(handles):
        return found
    drawn = np.argsort(ranks, kind="stable")
    # A stretch ends where all objects so far are the first ones in either order.
    ends = np.flatnonzero(np.maximum.accumulate(drawn) == np.arange(len(drawn))) + 1
    heads = np.searchsorted(found.owner, np.arange(len(handles) + 1))
    places = np.arange(len(found.codes))
    begin = 0
    for end in ends.tolist():
        if end - begin > 1:
            first, last = int(heads[begin]), int(heads[end])
            moved = np.concatenate(
                [np.arange(heads[item], heads[item + 1]) for item in drawn[begin:end].tolist()]
            )
            # With the neighbours that the stretch has in either order.
            before, after = places[max(first - 1, 0) : first], places[last : last + 1]
            drawn_after = heads[drawn[end : end + 1]]
            as_drawn = np.concatenate((before, moved, drawn_after))
            as_given = np.concatenate((before, places[first:last], after))
            if _following(found, as_drawn) > _following(found, as_given) and not (
                is_right_to_left(found.codes[moved]).any()
            ):
                places[first:last] = moved
        begin = end
    return _taken(found, places)


def _following(found: Characters, places: Places) -> int:
    """How many of the characters at `places`, in that order, go on where the one before them ends."""
    drawn, owner = found.objects, found.owner[places]
    size = np.maximum(drawn.size[owner], 0.01)[1:]
    gap = (found.start[places][1:] - found.end[places][:-1]) / size
    rise = np.abs(np.diff(found.base[places])) / size
    turn = np.abs(np.diff(drawn.degrees[owner]))
    return int(np.count_nonzero((gap > -_OVERLAP) & (gap < _SPACE) & (rise < _LEVEL) & (turn < 1.0)))


def _taken(found: Characters, places: Places) -> Characters:
    """The characters at `places`, in that order; nothing stands between two that were no neighbours."""
    spaces = found.space_before[places]
    spaces[1:][np.diff(places) != 1] = 0
    # What begins a line in one order does so in the other.
    moved = places != np.arange(len(places))
    first = np.flatnonzero(moved & ~np.concatenate(([False], moved[:-1])))
    ends = is_line_end(found.space_before[first])
    spaces[first] = np.where(ends, found.space_before[first], spaces[first])
    columns = ("codes", "places", "owner", "start", "end", "advance", "base", "stacked")
    return replace(found, space_before=spaces, **{name: getattr(found, name)[places] for name in columns})
