"""What one worker process keeps between pages: the documents it has open and its warm engines."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pipeline.ocr.adapted_engine import opened
from transcritor_gui.pipeline.ocr.engine import EngineKind, OcrEngine, OrientationReader
from transcritor_gui.pipeline.ocr.language_packs import LanguagePacks
from transcritor_gui.pipeline.ocr.registry import engine_named, engines, open_line_reader, open_orientation
from transcritor_gui.pipeline.pdf.opening import DocumentPages, opened_pages
from transcritor_gui.pipeline.recognition.picture import RegionReading

if TYPE_CHECKING:  # both bring OpenCV, which a digital document never needs
    from transcritor_gui.pipeline.ocr.line_reader import LineReader
    from transcritor_gui.pipeline.recognition.second_opinion import Judge

__all__ = ["WorkerState", "worker_state"]

_DOCUMENTS_KEPT = 3
"""Pages of all documents share the workers, so a worker goes to and fro between a few of them."""

_ENGINES_KEPT = 2
"""A warm engine holds its models: about 60 MB for por+eng."""

_READINGS_KEPT = 64

_Warm = TypeVar("_Warm", OcrEngine, OrientationReader)


class WorkerState:
    """Open documents and engines of this process; `known` are the engines there are, the registry's if None.

    `pdfium` is held for as long as anything of PDFium is in use: PDFium must never be called from two
    threads at once, even on different documents.
    """

    def __init__(self, known: tuple[EngineKind, ...] | None = None) -> None:
        self._known = engines() if known is None else known
        self.pdfium = threading.RLock()
        self._documents: OrderedDict[tuple[str, int, int, str | None], DocumentPages] = OrderedDict()
        self._engines: OrderedDict[tuple[str, LanguagePacks], OcrEngine] = OrderedDict()
        self._orientation: OrderedDict[tuple[str, LanguagePacks], OrientationReader] = OrderedDict()
        self._line_reader: LineReader | None = None
        self._readings: OrderedDict[bytes, RegionReading] = OrderedDict()

    def document(self, path: str, *, password: str | None) -> DocumentPages:
        """The document, opened now or kept from an earlier page. It stays the state's; never close it."""
        try:
            facts = Path(path).stat()
        except FileNotFoundError as error:
            raise TranscritorError(ErrorCode.FILE_MISSING, name=Path(path).name) from error
        except (OSError, ValueError) as error:
            raise TranscritorError(ErrorCode.FILE_UNREADABLE, name=Path(path).name) from error
        key = (path, facts.st_mtime_ns, facts.st_size, password)
        with self.pdfium:
            known = self._documents.get(key)
            if known is not None:
                self._documents.move_to_end(key)
                return known
            opened = opened_pages(path, password=password)
            self._documents[key] = opened
            while len(self._documents) > _DOCUMENTS_KEPT:
                self._documents.popitem(last=False)[1].close()
            return opened

    def kind(self, name: str) -> EngineKind:
        """What the engine `name` is and gives; raises SETTINGS_INVALID for one that there is not."""
        return engine_named(name, self._known)

    def engine(self, name: str, packs: LanguagePacks) -> OcrEngine:
        """The engine, made now or warm from an earlier page; raises SETTINGS_INVALID and ENGINE_MISSING."""
        kind = self.kind(name)
        return _warm(self._engines, name, packs, lambda chosen: opened(kind, chosen))

    def orientation(self, name: str, packs: LanguagePacks) -> OrientationReader:
        """What tells which way up pages stand, for pages that the engine `name` reads; as of `engine`."""
        kind = self.kind(name)
        return _warm(
            self._orientation, name, packs, lambda chosen: open_orientation(kind, chosen, self._known)
        )

    def judge(self, languages: str, *, second_opinion: bool) -> Judge:
        """What judges recognised words, with the second engine where it is wanted and installed."""
        from transcritor_gui.pipeline.recognition.dictionary import dictionary_of
        from transcritor_gui.pipeline.recognition.doubts.fitted_doubt import fitted_doubts
        from transcritor_gui.pipeline.recognition.second_opinion import Judge

        if self._line_reader is None and second_opinion:
            self._line_reader = open_line_reader()
        reader = self._line_reader if second_opinion else None
        return Judge(dictionary_of(languages), reader, None if reader is None else fitted_doubts())

    def reading(self, key: bytes, read: Callable[[], RegionReading]) -> RegionReading:
        """What `read` gives, or what it gave before under the same key: a letterhead stands on every page."""
        known = self._readings.get(key)
        if known is None:
            known = self._readings[key] = read()
            while len(self._readings) > _READINGS_KEPT:
                self._readings.popitem(last=False)
        self._readings.move_to_end(key)
        return known

    def close(self) -> None:
        with self.pdfium:
            while self._documents:
                self._documents.popitem()[1].close()
        self._readings.clear()
        for warm in (self._engines, self._orientation):
            while warm:
                warm.popitem()[1].close()


def _warm(
    kept: OrderedDict[tuple[str, LanguagePacks], _Warm],
    name: str,
    packs: LanguagePacks,
    make: Callable[[LanguagePacks], _Warm],
) -> _Warm:
    """The one of `name` and `packs` among `kept`, made if it is not there; the longest unused one goes."""
    key = (name, packs)
    known = kept.get(key)
    if known is None:
        known = kept[key] = make(packs)
        while len(kept) > _ENGINES_KEPT:
            kept.popitem(last=False)[1].close()
    kept.move_to_end(key)
    return known


@cache
def worker_state() -> WorkerState:
    """The state of this process, made on first use."""
    return WorkerState()
