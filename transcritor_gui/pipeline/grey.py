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
    # Halving exactly is ten times as fast as any other factor; what is left to do then is little.
    while picture.shape[0] >= 2 * size[1] + 2 and picture.shape[1] >= 2 * size[0] + 2:
        half = (picture.shape[1] // 2, picture.shape[0] // 2)
        even = picture[: 2 * half[1], : 2 * half[0]]
        picture = as_grey(cv2.resize(even, half, interpolation=cv2.INTER_AREA))
    if picture.shape == (size[1], size[0]):
        return picture
    return as_grey(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
