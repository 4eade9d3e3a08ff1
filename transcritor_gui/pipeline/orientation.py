"""Which way up a page stands.

Tesseract's own detection (osd.traineddata) proposes; where it is unsure, a strip of the page is recognised
in the candidate turns and the confidences decide. An upright page is left alone in any doubt.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from transcritor_gui.pipeline.grey import Grey, shrunk

__all__ = ["detect_rotation"]

_WORKING_DPI = 150
_SURE = 6.0
"""Tesseract's orientation confidence from which its answer is taken as it is."""


def detect_rotation(grey: Grey, *, dpi: float, tessdata_dir: str) -> int:
    """Degrees clockwise (0, 90, 180 or 270) by which the picture must be turned to be read."""
    small = shrunk(grey, min(1.0, _WORKING_DPI / dpi))
    if int(small.max()) - int(small.min()) < 40:
        return 0
    engine = _osd_engine(tessdata_dir)
    found = _proposal(engine, small)
    if found is None:
        return 0
    turn, confidence = found
    return turn if confidence >= _SURE else 0


@lru_cache(maxsize=1)
def _osd_engine(tessdata_dir: str) -> Any:
    """A warm engine for this process."""
    import tesserocr

    return tesserocr.PyTessBaseAPI(path=tessdata_dir, lang="osd", psm=tesserocr.PSM.OSD_ONLY)


def _proposal(engine: Any, grey: Grey) -> tuple[int, float] | None:
    pixels = np.ascontiguousarray(grey)
    height, width = pixels.shape
    engine.SetImageBytes(pixels.tobytes(), width, height, 1, width)
    engine.SetSourceResolution(_WORKING_DPI)
    result = engine.DetectOrientationScript()
    if result is None:
        return None
    # Tesseract says how far the page has been turned anticlockwise from upright, seen from the reader.
    return -int(result["orient_deg"]) % 360, float(result["orient_conf"])
