"""A second, independent engine that finds and reads single lines: PP-OCRv6 through onnxruntime.

Optional: `line_reader_available` tells whether its packages are here; the program works without. Used by
`second_opinion` for words in doubt and by `whole_page` for pages that the first engine cannot read. The
models lie inside the rapidocr package, of which nothing else is loaded; nothing is fetched. `paddle_models`
runs them.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pipeline.grey_image import GreyImage

if TYPE_CHECKING:
    from transcritor_gui.pipeline.ocr.paddle_models import LineFinder, LineRecogniser

__all__ = ["FoundLine", "LineReader", "LineReading", "PaddleLineReader", "line_reader_available"]


_FINDER, _RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
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

    def prepare(self) -> None:
        """Begin to load what `read` needs, which it will wait for; returns at once."""


def line_reader_available() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


class PaddleLineReader:
    """PP-OCRv6 (small), one thread, each network loaded on first use (0.1 s together, about 100 MB)."""

    def __init__(self) -> None:
        self._coming: Future[LineRecogniser] | None = None

    @property
    def name(self) -> str:
        from importlib.metadata import version

        return f"PP-OCRv6 (rapidocr {version('rapidocr')})"

    def find(self, page: GreyImage) -> tuple[FoundLine, ...]:
        height, width = page.shape
        try:
            found = self._finder.corners(page)
        except _failures() as error:
            raise TranscritorError(ErrorCode.ENGINE_FAILED, engine="rapidocr") from error
        lines = []
        for corners in found.astype(np.float64):
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
        if not pieces:
            return ()
        try:
            lines = self._recogniser.read(pieces)
        except _failures() as error:
            raise TranscritorError(ErrorCode.ENGINE_FAILED, engine="rapidocr") from error
        return tuple(LineReading(line.text, line.confidences, line.places) for line in lines)

    def prepare(self) -> None:
        self._loading()

    # They come with libraries that a page without doubts never needs; most pages need no finder.

    @property
    def _recogniser(self) -> LineRecogniser:
        coming = self._loading()
        if coming.exception() is not None:
            self._coming = None  # the next page tries again
        return coming.result()

    def _loading(self) -> Future[LineRecogniser]:
        if self._coming is None:
            thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="models of lines")
            self._coming = thread.submit(_loaded_recogniser)
            thread.shutdown(wait=False)
        return self._coming

    @cached_property
    def _finder(self) -> LineFinder:
        from transcritor_gui.pipeline.ocr.paddle_models import LineFinder

        return LineFinder(_models_dir() / _FINDER)


def _loaded_recogniser() -> LineRecogniser:
    from transcritor_gui.pipeline.ocr.paddle_models import LineRecogniser

    return LineRecogniser(_models_dir() / _RECOGNISER)


def _models_dir() -> Path:
    """The folder of the models in the rapidocr package, which is looked at and not imported."""
    found = importlib.util.find_spec("rapidocr")
    folders = found.submodule_search_locations if found is not None else None
    if not folders:
        raise TranscritorError(ErrorCode.ENGINE_FAILED, engine="rapidocr")
    return Path(folders[0]) / "models"


def _failures() -> tuple[type[Exception], ...]:
    """What the networks and what stands around them raise on a picture that they cannot take."""
    from onnxruntime.capi.onnxruntime_pybind11_state import (
        Fail,
        InvalidArgument,
        NoSuchFile,
        RuntimeException,
    )

    return RuntimeError, ValueError, cv2.error, Fail, InvalidArgument, NoSuchFile, RuntimeException


def _slanted(corners: npt.NDArray[np.float64]) -> tuple[tuple[float, float], ...] | None:
    """The corners, (4, 2), of a line whose ends lie at other heights; None for one as good as level."""
    fall = abs(corners[1, 1] - corners[0, 1])
    if fall <= _LEVEL * float(np.linalg.norm(corners[3] - corners[0])):
        return None
    return tuple((float(x), float(y)) for x, y in corners)
