"""How a page of a book is bent on a photograph, as a trained network sees it: a grid even on the paper.

UVDoc (Verhoeven, Magne and Sorkine-Hornung: Neural Grid-based Document Unwarping, 2023; `resources/curl`)
looks at the picture as small as a thumbnail. 0.4 s a look.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.paths import resource_dir
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["bent_grid"]

_WIDTH_PX, _HEIGHT_PX = 488, 712
"""Of the picture that the network looks at, as in its training."""
_LEAST_BEND: Final = 0.006
"""Of the picture's height by which one point in twenty is off a sheet that is flat. Most scans have 0.002 to
0.005, a page that is curled toward its gutter 0.0085; poor scans that have more are read twice."""


def bent_grid(grey: GreyImage, *, turn: int) -> npt.NDArray[np.float64] | None:
    """x and y in pixels of points that are even on the paper: (rows, columns, 2); None where it is flat.

    `turn`, in degrees clockwise, is how the picture has to be turned to be read: the network knows upright
    pages.
    """
    quarters = turn // 90 % 4
    upright = np.rot90(grey, -quarters)
    grid = _seen(np.ascontiguousarray(upright))
    if _bend(grid, upright.shape[0]) < _LEAST_BEND:
        return None
    height, width = grey.shape
    x, y = grid[..., 0], grid[..., 1]
    match quarters:
        case 1:
            x, y = y, height - 1 - x
        case 2:
            x, y = width - 1 - x, height - 1 - y
        case 3:
            x, y = width - 1 - y, x
    return np.ascontiguousarray(np.rot90(np.stack([x, y], axis=-1), quarters))


def _seen(upright: GreyImage) -> npt.NDArray[np.float64]:
    height, width = upright.shape
    small = cv2.resize(upright, (_WIDTH_PX, _HEIGHT_PX), interpolation=cv2.INTER_AREA)
    light = np.asarray(small, np.float16) / np.float16(255)
    points, _ = _session().run(None, {"input": np.repeat(light[None, None], 3, axis=1)})
    relative = (np.asarray(points[0], np.float64) + 1) / 2
    return np.stack([relative[0] * (width - 1), relative[1] * (height - 1)], axis=-1)


def _bend(grid: npt.NDArray[np.float64], height: int) -> float:
    """How far the grid is off a flat sheet that is seen askew, up and down, as a share of the height."""
    rows, columns, _ = grid.shape
    even = np.stack(np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows)), axis=-1).reshape(-1, 2)
    matrix, _ = cv2.findHomography(even, grid.reshape(-1, 2), 0)
    flat = cv2.perspectiveTransform(even[None], matrix)[0]
    return float(np.percentile(np.abs(flat[:, 1] - grid.reshape(-1, 2)[:, 1]), 95)) / height


@lru_cache(maxsize=1)
def _session() -> Any:
    """A warm session of this process."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    model = resource_dir() / "curl" / "uvdoc.onnx"
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
