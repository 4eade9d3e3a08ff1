"""One page: open, inspect, text layer, render, recognise, merge, order. No Qt, no database.

Runs inside a worker process. Everything else imports the pipeline from here; inside, `page` is the place
to start reading. What opens documents is loaded by the process that opens one: the window and the command
line, which only hand these functions to workers, do not wait for its libraries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcritor_gui.pipeline.ocr.language_packs import LanguagePacks, bundled_packs, chosen_packs
from transcritor_gui.pipeline.pdf.attachments import TakenOut, take_out_documents
from transcritor_gui.pipeline.task import PageTask
from transcritor_gui.pipeline.text_key import page_key

if TYPE_CHECKING:
    from transcritor_gui.model import DocumentFacts, PageResult, PreviewImage
    from transcritor_gui.pipeline.state import WorkerState

__all__ = [
    "LanguagePacks",
    "PageTask",
    "TakenOut",
    "bundled_packs",
    "chosen_packs",
    "inspect_document",
    "load_readers",
    "page_key",
    "render_preview",
    "take_out_documents",
    "transcribe_page",
]


def inspect_document(path: str, *, password: str | None = None) -> DocumentFacts:
    """See `inspect.inspect_document`."""
    from transcritor_gui.pipeline import inspect

    return inspect.inspect_document(path, password=password)


def transcribe_page(task: PageTask, *, state: WorkerState | None = None) -> PageResult:
    """See `page.transcribe_page`."""
    from transcritor_gui.pipeline import page

    return page.transcribe_page(task, state=state)


def load_readers() -> None:
    """Load what reads pages into this process; models are loaded by pages that need them."""
    from transcritor_gui.pipeline import page

    del page


def render_preview(path: str, page_index: int, *, width_px: int, password: str | None = None) -> PreviewImage:
    """See `preview.render_preview`."""
    from transcritor_gui.pipeline import preview

    return preview.render_preview(path, page_index, width_px=width_px, password=password)
