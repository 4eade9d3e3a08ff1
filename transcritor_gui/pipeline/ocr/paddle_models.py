"""The two networks of PP-OCRv6 run by onnxruntime: one finds lines on a page, one reads them.

What goes before and after them is done as PaddleOCR does it (DB post-processing, CTC decoding), with the
parameters that rapidocr has for these models. Its own classes are left alone: to import them takes 0.65 s of
processor time of every worker, most of it for a configuration of which nothing changes. Used by
`line_reader`.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime
import pyclipper

from transcritor_gui.cores import cores
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["LineFinder", "LineRecogniser", "ReadLine"]

_Floats = npt.NDArray[np.float32]

# Of the finder.
_LONGEST_SIDE_PX, _SHORTEST_SIDE_PX, _FEWEST_SIDE_PX = 2000, 736, 30
_WIDEST = 8.0
"""Width by height of a picture from which black is put above and below it."""
_GRID_PX = 32
"""Sides that the network takes are multiples of it."""
_IS_TEXT, _BOX_IS_TEXT = 0.3, 0.5
"""Probability of a pixel, and mean of a box, from which they are text."""
_MOST_LINES = 1000
_WIDENED: Final = 1.6
"""Area by circumference, times this, is how far a box is widened: the network marks the cores of lines."""
_LEAST_SIDE_PX = 3
_SAME_ROW_PX = 10
# Of the recogniser.
_LINE_PX, _LEAST_WIDTH_PX = 48, 320
"""What is narrower has grey behind it. Of the words of seven receipts 93.9 % were found with 320 pixels and
with 240, 93.2 with 96; of their words 92.6, 92.3 and 91.4 % were right.
"""


@dataclass(frozen=True, slots=True)
class ReadLine:
    text: str
    confidences: tuple[float, ...]
    """One for each character, 0 to 1."""
    places: tuple[float, ...]
    """Where each character stands, as a share of the picture's width."""


class LineFinder:
    """Finds lines of text on an upright page."""

    def __init__(self, model: Path) -> None:
        self._model = model
        self._sessions: dict[int, Any] = {}
        """By the threads that they work with."""
        self._frugal = onnxruntime.RunOptions()
        """A page takes half a gigabyte, which no page that follows may need."""
        self._frugal.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")

    def corners(self, page: GreyImage) -> _Floats:
        """Shape (lines, 4, 2): top left, top right, bottom right, bottom left, in pixels; from above."""
        small, scale, padding = _within_bounds(page)
        rows, columns = small.shape
        enough = max(1.0, _SHORTEST_SIDE_PX / min(rows, columns))
        size = _on_grid(columns * enough), _on_grid(rows * enough)
        shown = cv2.resize(small, size)
        session = self._session(cores())
        given = {session.get_inputs()[0].name: _as_input(_grey(shown))}
        found = session.run(None, given, self._frugal)[0]
        boxes = _in_rows(_boxes(np.asarray(found, np.float32)[0, 0], width=columns, height=rows))
        boxes[..., 1] -= padding
        height, width = page.shape
        return np.clip(boxes * scale, 0, (width, height)).astype(np.float32)

    def _session(self, threads: int) -> Any:
        if threads not in self._sessions:
            self._sessions[threads] = _session(self._model, threads=threads)
        return self._sessions[threads]


class LineRecogniser:
    """Reads pictures of single lines."""

    def __init__(self, model: Path) -> None:
        self._session = _session(model)
        listed = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ["", *listed, " "]
        """By the network's classes, of which the first is "nothing new"."""

    def read(self, pieces: Sequence[GreyImage]) -> list[ReadLine]:
        """One reading a piece, in the same order.

        One after the other, each in its own width: together they take as long for each column, and the
        narrower ones would have as many as the widest. A piece is read alike whatever is read with it.
        """
        if cores() == 1:
            return [self._read(piece) for piece in pieces]
        with ThreadPoolExecutor(cores(), thread_name_prefix="lines") as threads:
            return list(threads.map(self._read, pieces))

    def _read(self, piece: GreyImage) -> ReadLine:
        ratio = piece.shape[1] / piece.shape[0]
        wide = max(_LEAST_WIDTH_PX / _LINE_PX, ratio)
        line = _line_input(piece, int(_LINE_PX * wide))
        seen = self._session.run(None, {self._session.get_inputs()[0].name: line})[0]
        return self._decoded(np.asarray(seen, np.float32)[0], used=ratio / wide)

    def _decoded(self, steps: _Floats, *, used: float) -> ReadLine:
        """`steps` are probabilities, (columns, classes); the line takes up the share `used` of them."""
        classes, sure = steps.argmax(axis=1), steps.max(axis=1)
        is_new = classes != 0
        is_new[1:] &= classes[1:] != classes[:-1]
        columns = np.flatnonzero(is_new)
        places = np.clip((columns + 0.5) / max(1e-6, len(steps) * used), 0.0, 1.0)
        return ReadLine(
            "".join(self._characters[number] for number in classes[columns]),
            tuple(sure[columns].tolist()),
            tuple(places.tolist()),
        )


def _session(model: Path, *, threads: int = 1) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    # In an arena a layer takes up the memory of an earlier one. A pattern of the memory would be kept for
    # each shape of a picture, of which no two are alike (decision 0250).
    options.enable_cpu_mem_arena, options.enable_mem_pattern = True, False
    return onnxruntime.InferenceSession(str(model), sess_options=options, providers=["CPUExecutionProvider"])


def _within_bounds(page: GreyImage) -> tuple[GreyImage, npt.NDArray[np.float64], int]:
    """The page no larger and no smaller than the network was made for, with what its x and y have to be
    multiplied by, and the rows of black above it.
    """
    pixels = page
    for is_wrong, side in (
        (max(pixels.shape) > _LONGEST_SIDE_PX, _LONGEST_SIDE_PX / max(pixels.shape)),
        (min(pixels.shape) < _FEWEST_SIDE_PX, _FEWEST_SIDE_PX / min(pixels.shape)),
    ):
        if is_wrong:
            height, width = pixels.shape
            pixels = _grey(cv2.resize(pixels, (_on_grid(int(width * side)), _on_grid(int(height * side)))))
    scale = np.array([page.shape[1] / pixels.shape[1], page.shape[0] / pixels.shape[0]])
    height, width = pixels.shape
    padding = 0
    if height <= _FEWEST_SIDE_PX or width / height > _WIDEST:
        padding = abs(2 * max(int(width / _WIDEST), _FEWEST_SIDE_PX) - height) // 2
        pixels = _grey(cv2.copyMakeBorder(pixels, padding, padding, 0, 0, cv2.BORDER_CONSTANT, value=0))
    return pixels, scale, padding


def _grey(pixels: npt.NDArray[Any]) -> GreyImage:
    """What OpenCV gives back, as a picture."""
    return np.asarray(pixels, np.uint8)


def _on_grid(side: float) -> int:
    return max(_GRID_PX, round(int(side) / _GRID_PX) * _GRID_PX)


def _as_input(pixels: GreyImage) -> _Floats:
    """Shape (1, 3, height, width), -1 to 1."""
    levels = (pixels.astype(np.float32) / 255 - 0.5) / 0.5
    return np.ascontiguousarray(np.broadcast_to(levels, (1, 3, *levels.shape)), np.float32)


def _line_input(piece: GreyImage, width: int) -> _Floats:
    """A line as high as the network takes it, with grey behind it up to `width`."""
    own = min(width, int(np.ceil(_LINE_PX * piece.shape[1] / piece.shape[0])))
    line = _as_input(_grey(cv2.resize(piece, (own, _LINE_PX))))
    return np.pad(line, ((0, 0), (0, 0), (0, 0), (0, width - own)))


def _boxes(seen: _Floats, *, width: int, height: int) -> _Floats:
    """Corners (lines, 4, 2), in a picture of `width` and `height`, of what the network has marked as text."""
    marked = cv2.dilate((seen > _IS_TEXT).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _ = cv2.findContours(marked * 255, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    rows, columns = seen.shape
    found = []
    for outline in outlines[:_MOST_LINES]:
        core, side = _rectangle(outline)
        if side < _LEAST_SIDE_PX or _mean_inside(seen, core) < _BOX_IS_TEXT:
            continue
        box, side = _rectangle(_widened(core))
        if side < _LEAST_SIDE_PX + 2:
            continue
        box = np.clip(np.round(box / (columns, rows) * (width, height)), 0, (width, height))
        box = np.clip(_clockwise(np.trunc(box)), 0, (width - 1, height - 1))
        sides = np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[0] - box[3])
        if min(int(side) for side in sides) > _LEAST_SIDE_PX:
            found.append(box)
    return np.array(found, np.float32).reshape(-1, 4, 2)


def _rectangle(points: npt.NDArray[Any]) -> tuple[_Floats, float]:
    """The corners (4, 2) of the smallest rectangle around `points`, clockwise from the top left, and its
    shorter side.
    """
    around = cv2.minAreaRect(points)
    corners = np.asarray(cv2.boxPoints(around), np.float32)
    return _clockwise(corners[np.argsort(corners[:, 0], kind="stable")]), min(around[1])


def _clockwise(corners: npt.NDArray[Any]) -> _Floats:
    """Four corners from the top left on: of the two on the left the upper one comes first."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left = by_x[:2][np.argsort(by_x[:2, 1], kind="stable")]
    right = by_x[2:][np.argsort(by_x[2:, 1], kind="stable")]
    return np.array([left[0], right[0], right[1], left[1]], np.float32)


def _mean_inside(seen: _Floats, corners: _Floats) -> float:
    rows, columns = seen.shape
    low = np.clip(np.floor(corners.min(axis=0)), 0, (columns - 1, rows - 1)).astype(int)
    high = np.clip(np.ceil(corners.max(axis=0)), 0, (columns - 1, rows - 1)).astype(int)
    part = np.ascontiguousarray(seen[low[1] : high[1] + 1, low[0] : high[0] + 1])
    inside = np.zeros(part.shape, np.uint8)
    cv2.fillPoly(inside, [(corners - low).astype(np.int32)], (1,))
    return float(cv2.mean(part, inside)[0])


def _widened(corners: _Floats) -> npt.NDArray[np.int32]:
    """The outline of a box widened on all sides."""
    area, circumference = cv2.contourArea(corners), cv2.arcLength(corners, True)
    offset = pyclipper.PyclipperOffset()
    offset.AddPath(corners.tolist(), pyclipper.JT_ROUND, pyclipper.ET_CLOSEDPOLYGON)
    wider = offset.Execute(area * _WIDENED / max(1e-6, circumference))
    return np.array([point for path in wider for point in path], np.int32).reshape(-1, 1, 2)


def _in_rows(boxes: _Floats) -> _Floats:
    """The boxes from the top down, those of one row from the left."""
    boxes = boxes[np.argsort(boxes[:, 0, 1], kind="stable")]
    rows = np.concatenate([[0], np.cumsum(np.diff(boxes[:, 0, 1]) >= _SAME_ROW_PX)])[: len(boxes)]
    return boxes[np.lexsort((boxes[:, 0, 0], rows))]
