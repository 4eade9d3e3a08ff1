"""Paper put over parts of a region's picture, or around it, as light as its own. Used by `regions`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from transcritor_gui.model import Box
from transcritor_gui.pipeline.recognition.picture import Picture

__all__ = ["blanked", "is_cut_out", "with_paper_around"]

_MARGIN_IN = 0.1
"""White around a region that is cut out of its page."""
_PAPER_PERCENTILE = 90
"""Of a region's pixels, every fourth each way: what is put around it is as light as its paper."""


def blanked(picture: Picture, boxes: Sequence[Box]) -> Picture:
    """`picture` with paper in the place of these parts of the page."""
    pixels, paper = picture.pixels.copy(), _paper_of(picture)
    across, down = picture.px_per_pt, picture.px_per_pt * picture.stretch
    for box in boxes:
        x0, x1 = (max(0, round((x - picture.x_pt) * across)) for x in (box.x0, box.x1))
        y0, y1 = (max(0, round((y - picture.y_pt) * down)) for y in (box.y0, box.y1))
        pixels[y0:y1, x0:x1] = paper
    return replace(picture, pixels=pixels)


def _paper_of(picture: Picture) -> int:
    return int(np.percentile(picture.pixels[::4, ::4], _PAPER_PERCENTILE))


def is_cut_out(picture: Picture) -> bool:
    """Whether a page is too small for a sheet: a piece of a screen, say, with letters at its edges."""
    from transcritor_gui.pipeline.cleanup.stray_ink import SMALLEST_SHEET_IN

    return bool(min(picture.pixels.shape) < SMALLEST_SHEET_IN * picture.dpi)


def with_paper_around(picture: Picture) -> Picture:
    """Engines want paper around what they read."""
    margin = round(_MARGIN_IN * picture.dpi)
    paper = _paper_of(picture)
    return replace(
        picture,
        pixels=np.pad(picture.pixels, margin, constant_values=paper),
        x_pt=picture.x_pt - margin / picture.px_per_pt,
        y_pt=picture.y_pt - margin / (picture.px_per_pt * picture.stretch),
    )
