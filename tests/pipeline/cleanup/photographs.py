"""Sheets of paper photographed by a camera that is made up."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

__all__ = ["ASKEW", "photographed"]

ASKEW = ((150.0, 90.0), (1010.0, 160.0), (1060.0, 1440.0), (80.0, 1500.0))
"""Corners of a sheet in a picture of 1200 x 1600, from the top left, clockwise."""


def photographed(
    sheet: npt.NDArray[np.uint8],
    corners: tuple[tuple[float, float], ...] = ASKEW,
    *,
    size: tuple[int, int] = (1200, 1600),
    table: int = 70,
) -> npt.NDArray[np.uint8]:
    """`sheet` with its corners there in a picture of `size` (width, height), on a table of that grey."""
    height, width = sheet.shape
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, np.array(corners, np.float32))
    chance = np.random.default_rng(1)
    ground = np.clip(chance.normal(table, 4, (size[1], size[0])), 0, 255).astype(np.uint8)
    seen = cv2.warpPerspective(sheet, matrix, size, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full_like(sheet, 255), matrix, size)
    return np.where(mask > 127, seen, ground).astype(np.uint8)
