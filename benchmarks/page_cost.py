"""What a digital page costs beside PDFium's own text of it, in processor time of this process."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from transcritor_gui.model import TranscriptionOptions
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page

__all__ = ["PageCost", "page_costs"]

_TURNS = 15


@dataclass(frozen=True, slots=True)
class PageCost:
    name: str
    page_index: int
    ours_ms: float
    pdfium_ms: float

    @property
    def ratio(self) -> float:
        return self.ours_ms / self.pdfium_ms


def page_costs(pages: Sequence[tuple[Path, int]]) -> list[PageCost]:
    """Of each page, both ways in turn, the quickest of several times: other work only ever adds to it."""
    return [_cost(path, page_index) for path, page_index in pages]


def _cost(path: Path, page_index: int) -> PageCost:
    task = PageTask(str(path), page_index, TranscriptionOptions(), None, bundled_packs())
    transcribe_page(task)  # opens the document, warms what is made once
    with pypdfium2.PdfDocument(path) as document:
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(_TURNS):
            theirs.append(_taken_ms(lambda: _text_by_pdfium(document, page_index)))
            ours.append(_taken_ms(lambda: transcribe_page(task)))
    return PageCost(path.name, page_index, min(ours), min(theirs))


def _text_by_pdfium(document: pypdfium2.PdfDocument, page_index: int) -> str:
    page = document[page_index]
    text_page = page.get_textpage()
    text: str = text_page.get_text_range()
    text_page.close()
    page.close()
    return text


def _taken_ms(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return 1000 * (time.process_time() - started)
