"""The type of picture that all stages share. Apart from `cleanup.grey`, which brings OpenCV along."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["GreyImage"]

GreyImage = npt.NDArray[np.uint8]
"""Shape (height, width), 0 black to 255 white."""
