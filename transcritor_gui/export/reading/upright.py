"""Where a line lies for its reader, on pages that had to be turned to be read."""

from __future__ import annotations

from transcritor_gui.model import Box, PageResult

__all__ = ["upright"]


def upright(box: Box, page: PageResult) -> Box:
    """`box` of `page` once the page is turned so that its text is upright. Tilt is left as it is."""
    width, height = page.width_pt, page.height_pt
    match page.rotation:
        case 90:
            return Box(height - box.y1, box.x0, height - box.y0, box.x1)
        case 180:
            return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
        case 270:
            return Box(box.y0, width - box.x1, box.y1, width - box.x0)
        case _:
            return box
