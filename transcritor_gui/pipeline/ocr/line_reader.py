"""A second, independent engine that finds and reads single lines: PP-OCRv6 through rapidocr and onnxruntime.

Optional: `line_reader_available` tells whether its packages are here; the program works without. Used by
`second_opinion` for words in doubt and by `whole_page` for pages that the first engine cannot read. The
models lie inside the rapidocr package; nothing is fetched.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["FoundLine", "LineReader", "LineReading", "PaddleLineReader", "line_reader_available"]


_LEVEL = 0.25
"""Of its height, by which one end of a line may lie lower than the other and an upright box hold it alone."""


@dataclass(frozen=True, slots=True)
class LineReading:
    text: str
    confidences: tuple[float, ...]
    """One for each character of `text`, 0 to 1."""
    places: tuple[float, ...] = ()
    """Where the middle of each character stands, as a share of the piece's width; empty for no text."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """Where a line of text, or a part of one, stands; in pixels of the picture."""

    x0: int
    y0: int
    x1: int
    y1: int
    corners: tuple[tuple[float, float], ...] | None = None
    """Of a slanted line: top left, top right, bottom right, bottom left as read; None for a level one."""


class LineReader(Protocol):
    """Finds lines on an upright page, and reads pictures of single upright lines."""

    @property
    def name(self) -> str:
        """Name and version, for the record."""

    def find(self, page: GreyImage) -> tuple[FoundLine, ...]:
        """What looks like lines of text, from top to bottom. Raises TranscritorError(ENGINE_FAILED)."""

    def read(self, pieces: Sequence[GreyImage]) -> tuple[LineReading, ...]:
        """One reading a piece, in the same order. Raises TranscritorError(ENGINE_FAILED)."""


def line_reader_available() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


class PaddleLineReader:
    """PP-OCRv6 (small), one thread, loaded on first use (0.4 s, about 100 MB)."""

    def __init__(self) -> None:
        self._engine: Any = None

    @property
    def name(self) -> str:
        from importlib.metadata import version

        return f"PP-OCRv6 (rapidocr {version('rapidocr')})"

    def find(self, page: GreyImage) -> tuple[FoundLine, ...]:
        height, width = page.shape
        try:
            found = self._ready()(
                cv2.cvtColor(page, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False
            )
        except (RuntimeError, ValueError, cv2.error) as error:
            raise TranscritorError(ErrorCode.ENGINE_FAILED, engine="rapidocr") from error
        if found.boxes is None:
            return ()
        lines = []
        for corners in np.asarray(found.boxes, np.float64):
            (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
            line = FoundLine(
                max(0, round(x0)),
                max(0, round(y0)),
                min(width, round(x1)),
                min(height, round(y1)),
                _slanted(corners),
            )
            if line.x1 > line.x0 and line.y1 > line.y0:
                lines.append(line)
        return tuple(lines)

    def read(self, pieces: Sequence[GreyImage]) -> tuple[LineReading, ...]:
        from rapidocr.ch_ppocr_rec import TextRecInput

        if not pieces:
            return ()
        try:
            coloured = [cv2.cvtColor(piece, cv2.COLOR_GRAY2BGR) for piece in pieces]
            output = self._ready().text_rec(TextRecInput(img=coloured, return_word_box=True))
        except (RuntimeError, ValueError, cv2.error) as error:
            raise TranscritorError(ErrorCode.ENGINE_FAILED, engine="rapidocr") from error
        return tuple(
            LineReading(text, _character_confidences(text, words), _places(text, words))
            for text, words in zip(output.txts, output.word_results, strict=True)
        )

    def _ready(self) -> Any:
        if self._engine is None:
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
            self._engine = engine
        return self._engine


def _slanted(corners: npt.NDArray[np.float64]) -> tuple[tuple[float, float], ...] | None:
    """The corners, (4, 2), of a line whose ends lie at other heights; None for one as good as level."""
    fall = abs(corners[1, 1] - corners[0, 1])
    if fall <= _LEVEL * float(np.linalg.norm(corners[3] - corners[0])):
        return None
    return tuple((float(x), float(y)) for x, y in corners)


def _character_confidences(text: str, words: Any) -> tuple[float, ...]:
    confidences = tuple(float(value) for value in words.confs) if text else ()
    if len(confidences) == len(text):
        return confidences
    return (min(confidences, default=0.0),) * len(text)


def _places(text: str, words: Any) -> tuple[float, ...]:
    """Middles of the characters from the recogniser's columns, of which white space has none of its own."""
    columns = [column for word in words.word_cols or () for column in word]
    written = [index for index, letter in enumerate(text) if not letter.isspace()]
    if not written or len(columns) != len(written) or not words.line_txt_len:
        return tuple((index + 0.5) / len(text) for index in range(len(text)))
    shares = (np.asarray(columns, np.float64) + 0.5) / words.line_txt_len
    return tuple(np.interp(np.arange(len(text)), written, np.clip(shares, 0.0, 1.0)).tolist())
