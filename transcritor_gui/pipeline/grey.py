"""The grey picture that recognition works on: its type, and how it is made smaller."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

__all__ = ["Grey", "as_grey", "shrunk"]

Grey = npt.NDArray[np.uint8]
"""Shape (height, width); 0 is black, 255 is white."""


def as_grey(picture: npt.NDArray[Any]) -> Grey:
    """What OpenCV returned, under its true type."""
    return np.asarray(picture, dtype=np.uint8)


def shrunk(picture: Grey, factor: float) -> Grey:
    """`picture` at `factor` (0 to 1) of its size, each new pixel the mean of those it covers."""
    height, width = picture.shape
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return (
        picture
        if size == (width, height)
        else as_grey(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
    )
