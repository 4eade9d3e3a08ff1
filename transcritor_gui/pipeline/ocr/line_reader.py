"""A second, independent engine that reads single lines: PP-OCRv6 through rapidocr and onnxruntime.

Optional: `line_reader_available` tells whether its packages are here; the program works without. Used by
`second_opinion`. The models lie inside the rapidocr package; nothing is fetched.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import cv2
import numpy as np

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pipeline.ocr.engine import GreyImage

__all__ = ["LineReader", "PaddleLineReader", "Reading", "line_reader_available"]


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    confidences: tuple[float, ...]
    """One for each character of `text`, 0 to 1."""


class LineReader(Protocol):
    """Reads pictures of single upright lines."""

    @property
    def name(self) -> str:
        """Name and version, for the record."""

    def read(self, pieces: Sequence[GreyImage]) -> tuple[Reading, ...]:
        """One reading a piece, in the same order. Raises TranscritorError(ENGINE_FAILED)."""


def line_reader_available() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


class PaddleLineReader:
    """PP-OCRv6 (small), one thread, loaded on first use (0.4 s, about 100 MB)."""

    def __init__(self) -> None:
        self._recogniser: Any = None

    @property
    def name(self) -> str:
        from importlib.metadata import version

        return f"PP-OCRv6 (rapidocr {version('rapidocr')})"

    def read(self, pieces: Sequence[GreyImage]) -> tuple[Reading, ...]:
        from rapidocr.ch_ppocr_rec import TextRecInput

        if not pieces:
            return ()
        try:
            coloured = [cv2.cvtColor(piece, cv2.COLOR_GRAY2BGR) for piece in pieces]
            output = self._ready()(TextRecInput(img=coloured, return_word_box=True))
        except (RuntimeError, ValueError, cv2.error) as error:
            raise TranscritorError(ErrorCode.ENGINE_FAILED, engine="rapidocr") from error
        return tuple(
            Reading(text, _character_confidences(text, words))
            for text, words in zip(output.txts, output.word_results, strict=True)
        )

    def _ready(self) -> Any:
        if self._recogniser is None:
            from rapidocr import RapidOCR

            engine = RapidOCR(
                params={
                    "Global.log_level": "error",
                    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                }
            )
            # A first line makes the engine load its recogniser, which then takes batches.
            engine(np.full((48, 96, 3), 255, np.uint8), use_det=False, use_cls=False, use_rec=True)
            self._recogniser = engine.text_rec
        return self._recogniser


def _character_confidences(text: str, words: Any) -> tuple[float, ...]:
    confidences = tuple(float(value) for value in words.confs) if text else ()
    if len(confidences) == len(text):
        return confidences
    return (min(confidences, default=0.0),) * len(text)
