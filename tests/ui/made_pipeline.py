"""The pipeline of made-up pages, with pictures. Worker processes import this: nothing of Qt here."""

from __future__ import annotations

import io

from PIL import Image

from tests.jobs import fakes
from transcritor_gui.jobs import Pipeline
from transcritor_gui.model import PreviewImage

__all__ = ["PIPELINE"]


def render_preview(path: str, page_index: int, *, width_px: int, password: str | None = None) -> PreviewImage:
    """A white page; a damaged or missing document has none."""
    fakes.inspect_document(path, password=password)
    picture = io.BytesIO()
    Image.new("L", (width_px, width_px), 255).save(picture, "PNG")
    return PreviewImage(width_px, width_px, picture.getvalue(), width_pt=595, height_pt=595)


PIPELINE = Pipeline(
    fakes.inspect_document,
    fakes.transcribe_page,
    render_preview,
    fakes.page_task,
    fakes.language_packs,
    fakes.page_key,
    fakes.load_readers,
)
