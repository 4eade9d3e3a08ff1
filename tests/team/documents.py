"""Small PDFs to send: pages of text, which take milliseconds, and scans, which take a second each."""

from __future__ import annotations

import io
from functools import cache

import pikepdf

from tests.pipeline.made_pdfs import image_page, line_of_text, picture_of_text, text_page

__all__ = ["scanned_pdf", "text_pdf"]


def text_pdf(*pages: str) -> bytes:
    """One page for each text."""
    with pikepdf.new() as pdf:
        for text in pages:
            text_page(pdf, line_of_text(text, 72, 700))
        return _saved(pdf)


@cache
def scanned_pdf(page_count: int) -> bytes:
    """Pages that are pictures, 'Folha numero 1 do processo' and so on, three lines each."""
    with pikepdf.new() as pdf:
        for number in range(1, page_count + 1):
            lines = [f"Folha numero {number} do processo"] + ["A sentenca foi lida na sala de audiencia"] * 2
            image_page(pdf, picture_of_text(lines), dpi=200)
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()
