"""A page as a picture for people; made by the pipeline in a worker, shown by the window."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PreviewImage"]


@dataclass(frozen=True, slots=True)
class PreviewImage:
    width_px: int
    height_px: int
    file: bytes
    """An image file without compression, for Pillow and Qt: packing it would take longer than drawing it."""
    width_pt: float
    """Size of the page as shown: what boxes are measured in."""
    height_pt: float
