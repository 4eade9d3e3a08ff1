"""All engines, in the order in which people are offered them; the first is used unless another is chosen.

A new one is a module with its EngineKind, and a line here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pipeline.ocr.engine import EngineKind, OrientationReader
from transcritor_gui.pipeline.ocr.language_packs import LanguagePacks
from transcritor_gui.pipeline.ocr.pytesseract_engine import PYTESSERACT
from transcritor_gui.pipeline.ocr.tesserocr_engine import TESSEROCR

if TYPE_CHECKING:
    from transcritor_gui.pipeline.ocr.line_reader import LineReader

__all__ = ["engine_named", "engines", "line_reader_version", "open_line_reader", "open_orientation"]


def engines() -> tuple[EngineKind, ...]:
    """One a recognition program; nothing of them is loaded by asking."""
    return (TESSEROCR, PYTESSERACT)


def engine_named(name: str, known: Sequence[EngineKind] | None = None) -> EngineKind:
    """The engine that settings and options call `name`, among `known`, else among all there are.

    Raises SETTINGS_INVALID, naming those there are, for any other name.
    """
    listed = engines() if known is None else known
    for kind in listed:
        if kind.name == name:
            return kind
    raise TranscritorError(
        ErrorCode.SETTINGS_INVALID, name="engine", allowed=", ".join(kind.name for kind in listed)
    )


def open_line_reader() -> LineReader | None:
    """The independent engine for second opinions; None where it is not installed."""
    # OpenCV comes with it, which a digital document never needs.
    from transcritor_gui.pipeline.ocr.line_reader import PaddleLineReader, line_reader_available

    return PaddleLineReader() if line_reader_available() else None


@cache
def line_reader_version() -> str:
    """Name and version of that engine, '' where it is not installed; nothing of it is loaded."""
    try:
        return f"rapidocr {metadata.version('rapidocr')}"
    except metadata.PackageNotFoundError:
        return ""


def open_orientation(
    kind: EngineKind, packs: LanguagePacks, known: Sequence[EngineKind] | None = None
) -> OrientationReader:
    """The orientation reader of `kind`, or of the first that has one and can be used here.

    Raises ENGINE_MISSING where there is none.
    """
    listed = engines() if known is None else known
    for each in (kind, *listed):
        if each.open_orientation is not None and each.is_available():
            return each.open_orientation(packs)
    raise TranscritorError(ErrorCode.ENGINE_MISSING, engine=kind.name)
