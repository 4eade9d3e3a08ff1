"""How far the lines of a page are tilted, from its bottom edges of ink projected along many angles.

The sharpest profile wins (W. Postl's criterion: the sum of squared differences of neighbouring bins), here
over the lower edges of letters only, which lie on baselines. Used by `cleanup`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["MAX_SKEW_DEGREES", "estimate_skew"]

MAX_SKEW_DEGREES = 15.0
_COARSE_STEP = 0.5
_FINE_STEP = 0.05
_MOST_POINTS = 30_000
_FEWEST_POINTS = 150
_CLEAR_PEAK = 1.25
"""How much sharper the best profile must be than the straight one before a page is turned."""


def estimate_skew(ink: GreyImage) -> float:
    """Degrees clockwise by which the lines of the page are tilted; 0.0 where nothing tells.

    `ink` is non-zero where there is ink; a height of 800 to 1,600 px is enough.
    """
    solid = ink > 0
    edges = solid[:-1] & ~solid[1:]
    ys, xs = np.nonzero(edges)
    if len(ys) < _FEWEST_POINTS:
        return 0.0
    if len(ys) > _MOST_POINTS:
        chosen = np.linspace(0, len(ys) - 1, _MOST_POINTS).astype(np.intp)
        ys, xs = ys[chosen], xs[chosen]
    y = ys.astype(np.float32)
    x = xs.astype(np.float32) - ink.shape[1] / 2
    coarse = np.arange(-MAX_SKEW_DEGREES, MAX_SKEW_DEGREES + 1e-6, _COARSE_STEP)
    sharpness = np.array([_sharpness(x, y, angle) for angle in coarse])
    best = float(coarse[int(sharpness.argmax())])
    straight = float(sharpness[len(coarse) // 2])
    if sharpness.max() < _CLEAR_PEAK * float(np.median(sharpness)):
        return 0.0
    fine = np.arange(best - _COARSE_STEP, best + _COARSE_STEP + 1e-6, _FINE_STEP)
    fine_sharpness = np.array([_sharpness(x, y, angle) for angle in fine])
    if fine_sharpness.max() < 1.02 * straight:
        return 0.0
    return float(fine[int(fine_sharpness.argmax())])


def _sharpness(x: npt.NDArray[np.float32], y: npt.NDArray[np.float32], degrees: float) -> float:
    slope = np.float32(np.tan(np.radians(degrees)))
    rows = y - x * slope
    bins = (rows - rows.min()).astype(np.intp)
    profile = np.bincount(bins).astype(np.float64)
    return float(np.square(np.diff(profile)).sum())
