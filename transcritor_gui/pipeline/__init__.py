"""One page: open, inspect, text layer, render, recognise, merge, order. No Qt, no database.

Runs inside a worker process. Everything else imports the pipeline from here; inside, `page` is the place
to start reading.
"""

from transcritor_gui.pipeline.inspect import inspect_document
from transcritor_gui.pipeline.ocr.languages import bundled_tessdata_dir, installed_languages, languages_dir
from transcritor_gui.pipeline.page import transcribe_page
from transcritor_gui.pipeline.preview import render_preview
from transcritor_gui.pipeline.task import PageTask, PreviewImage

__all__ = [
    "PageTask",
    "PreviewImage",
    "bundled_tessdata_dir",
    "inspect_document",
    "installed_languages",
    "languages_dir",
    "render_preview",
    "transcribe_page",
]
