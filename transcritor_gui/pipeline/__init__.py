"""One page: open, inspect, text layer, render, recognise, merge, order. No Qt, no database.

Runs inside a worker process. Everything else imports the pipeline from here; inside, `page` is the place
to start reading.
"""

from transcritor_gui.pipeline.inspect import inspect_document
from transcritor_gui.pipeline.ocr.language_packs import LanguagePacks, bundled_packs, chosen_packs
from transcritor_gui.pipeline.page import transcribe_page
from transcritor_gui.pipeline.pdf.attachments import TakenOut, take_out_documents
from transcritor_gui.pipeline.preview import render_preview
from transcritor_gui.pipeline.task import PageTask
from transcritor_gui.pipeline.text_key import page_key

__all__ = [
    "LanguagePacks",
    "PageTask",
    "TakenOut",
    "bundled_packs",
    "chosen_packs",
    "inspect_document",
    "page_key",
    "render_preview",
    "take_out_documents",
    "transcribe_page",
]
