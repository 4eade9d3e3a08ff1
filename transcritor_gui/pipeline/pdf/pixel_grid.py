"""Where the pixels of a picture lie on its page, so that a page may be drawn pixel for pixel.

`page_objects` finds the grids of pictures, `render` draws on them.
"""

from __future__ import annotations

from dataclasses import dataclass

from transcritor_gui.model import Box

__all__ = ["PixelGrid", "grid_of"]

_MOST_UNLIKE = 1.05
"""Pixels an inch in one direction for each in the other, up to which letters are read as they stand: fax of
fine resolution has 204 to 196. Other pages are drawn with square pixels."""


@dataclass(frozen=True, slots=True)
class PixelGrid:
    x_pt: float
    y_pt: float
    """Where the picture's top left corner lies on the page as shown."""
    columns: int
    rows: int
    """Of the picture as shown."""
    px_per_pt: float
    """Across the page as shown."""
    px_per_pt_down: float

    @property
    def stretch(self) -> float:
        """How much finer the pixels lie down the page than across it."""
        return self.px_per_pt_down / self.px_per_pt

    def pixels_in(self, region: Box) -> tuple[int, int]:
        """Columns and rows of the region once its edges lie on the grid."""
        left, top, right, bottom = self._edges(region)
        return right - left, bottom - top

    def snapped(self, region: Box) -> Box:
        """The region with each edge moved, by half a pixel at most, to one of the grid."""
        left, top, right, bottom = self._edges(region)
        return Box(
            self.x_pt + left / self.px_per_pt,
            self.y_pt + top / self.px_per_pt_down,
            self.x_pt + right / self.px_per_pt,
            self.y_pt + bottom / self.px_per_pt_down,
        )

    def _edges(self, region: Box) -> tuple[int, int, int, int]:
        across, down = self.px_per_pt, self.px_per_pt_down
        return (
            round((region.x0 - self.x_pt) * across),
            round((region.y0 - self.y_pt) * down),
            round((region.x1 - self.x_pt) * across),
            round((region.y1 - self.y_pt) * down),
        )


def grid_of(whole: Box, *, columns: int, rows: int) -> PixelGrid | None:
    """The grid of a picture that fills `whole` with so many pixels across and down the page as shown.

    None where a pixel is so far from square that letters would be read in a strange shape.
    """
    if min(whole.width, whole.height) <= 0 or min(columns, rows) <= 0:
        return None
    across, down = columns / whole.width, rows / whole.height
    if max(across, down) > _MOST_UNLIKE * min(across, down):
        return None
    return PixelGrid(whole.x0, whole.y0, columns, rows, across, down)
