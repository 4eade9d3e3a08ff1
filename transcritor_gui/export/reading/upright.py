"""Where a line lies for its reader, on pages that had to be turned to be read."""

from __future__ import annotations

from transcritor_gui.model import Box, PageResult, turned_box

__all__ = ["upright"]


def upright(box: Box, page: PageResult) -> Box:
    """`box` of `page` once the page is turned so that its text is upright. Tilt is left as it is."""
    return turned_box(box, page.rotation, width=page.width_pt, height=page.height_pt)
