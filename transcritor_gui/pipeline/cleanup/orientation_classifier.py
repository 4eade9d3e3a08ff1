"""A trained classifier's word on which way up a page stands; one of the voices that `orientation` hears.

The network (PP-LCNet, `resources/orientation`) looks at the page as a whole, as small as a thumbnail: it
tells tables of figures, photographs and handwriting too, where letters and words say little. 0.02 s a look.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.paths import resource_dir
from transcritor_gui.pipeline.cleanup.grey import as_grey, shrunk
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["ClassifiedTurn", "classified_turn"]

_SHORT_SIDE_PX, _SIDE_PX = 256, 224
"""The picture is shrunk to the first, and a square of the second cut from it, as in its training."""
_LOOKS = 3
"""Squares along the longer side that are looked at: one would see the middle of a long receipt only."""
_MEANS, _DEVIATIONS = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Of the three channels, as in its training."""
_QUARTER = 90


@dataclass(frozen=True, slots=True)
class ClassifiedTurn:
    turn: int
    """Degrees clockwise (0, 90, 180 or 270) to turn the picture so that it stands upright."""
    certainty: float
    """Mean probability over the squares, 0 to 1; 0.25 says nothing, 0.93 is the most there is."""


def classified_turn(grey: GreyImage) -> ClassifiedTurn:
    """What the classifier takes the picture's turn for."""
    squares = np.stack([_input(square) for square in _squares(grey)])
    (chances,) = _session().run(None, {"x": squares})
    mean = np.asarray(chances, np.float64).mean(axis=0)
    quarters = int(mean.argmax())
    # Its classes say how far the page has been turned clockwise from upright.
    return ClassifiedTurn(-quarters * _QUARTER % 360, float(mean[quarters]))


def _squares(grey: GreyImage) -> list[GreyImage]:
    height, width = grey.shape
    factor = _SHORT_SIDE_PX / max(1, min(height, width))
    if factor <= 1.0:
        small = shrunk(grey, factor)
    else:
        size = (max(_SIDE_PX, round(width * factor)), max(_SIDE_PX, round(height * factor)))
        small = as_grey(cv2.resize(grey, size, interpolation=cv2.INTER_LINEAR))
    height, width = small.shape
    places = np.linspace(0.0, 1.0, _LOOKS) if max(height, width) > 1.2 * min(height, width) else [0.5]
    across, down = width - _SIDE_PX, height - _SIDE_PX
    tall = height >= width
    starts = [
        (across // 2, round(share * down)) if tall else (round(share * across), down // 2) for share in places
    ]
    return [small[y : y + _SIDE_PX, x : x + _SIDE_PX] for x, y in starts]


def _input(square: GreyImage) -> npt.NDArray[np.float32]:
    """(3, side, side), the same grey in each channel, scaled as in the network's training."""
    light = square.astype(np.float32) / 255
    return np.stack([(light - mean) / deviation for mean, deviation in zip(_MEANS, _DEVIATIONS, strict=True)])


@lru_cache(maxsize=1)
def _session() -> Any:
    """A warm session of this process (0.04 s)."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    model = resource_dir() / "orientation" / "page_orientation.onnx"
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
