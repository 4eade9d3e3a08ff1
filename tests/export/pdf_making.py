"""Small PDFs to put words on, transcripts of them, and what readers find in the result."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from tests.export.making import transcript
from transcritor_gui.export import SourceFile
from transcritor_gui.export.formats.pdf_file import SearchablePdfExporter
from transcritor_gui.model import (
    Block,
    BlockKind,
    Box,
    Line,
    PageResult,
    PageSource,
    PageStatus,
    Transcript,
    Word,
    WordSource,
    enclosing,
)

__all__ = [
    "exported",
    "found_words",
    "ocr_page",
    "page_text",
    "placed",
    "scan",
    "source_of",
    "transcript_of",
    "write_pdf",
]

_PAINTED = b"0.9 g 0 0 40 40 re f"


def scan(
    *pages: Mapping[str, Any], contents: bytes = _PAINTED, object_streams: bool = False, **save: Any
) -> bytes:
    """A PDF with a page for each of `pages`, which hold further entries of the page ('Rotate')."""
    pdf = pikepdf.new()
    for entries in pages if pages else ({},):
        page = pdf.add_blank_page(page_size=(400, 300))
        page.obj["/Contents"] = pikepdf.Stream(pdf, contents)
        for key, value in entries.items():
            page.obj[f"/{key}"] = value
    data = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if object_streams else pikepdf.ObjectStreamMode.disable
    pdf.save(data, static_id=True, object_stream_mode=mode, **save)
    return data.getvalue()


def write_pdf(folder: Path, data: bytes, name: str = "contrato.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def placed(text: str, x0: float, y0: float, *, width: float = 0.0, height: float = 10.0) -> Word:
    """A recognised word; five points wide a letter where nothing is said."""
    box = Box(x0, y0, x0 + (width if width else 5.0 * len(text)), y0 + height)
    return Word(text, box, 0.9, WordSource.OCR)


def ocr_page(
    *lines: Iterable[Word],
    index: int = 0,
    size: tuple[float, float] = (400.0, 300.0),
    source: PageSource = PageSource.OCR,
    **more: Any,
) -> PageResult:
    made = [Line(tuple(words), enclosing(word.box for word in words)) for words in map(tuple, lines)]
    blocks = tuple(Block(BlockKind.PARAGRAPH, (line,), line.box) for line in made)
    return PageResult(index, *size, PageStatus.DONE, source, blocks, **more)


def transcript_of(path: Path, *pages: PageResult) -> Transcript:
    """Of the file at `path`, so that it is known again."""
    made = transcript(*pages, name=path.name)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return replace(made, document=replace(made.document, sha256=sha256))


def source_of(path: Path, password: str | None = None) -> SearchablePdfExporter:
    return SearchablePdfExporter().with_source(SourceFile(path, password))


def exported(path: Path, *pages: PageResult, password: str | None = None) -> bytes:
    return source_of(path, password).render(transcript_of(path, *pages))


def page_text(data: bytes, page_index: int = 0, password: str | None = None) -> str:
    """What PDFium finds on a page, lines parted by spaces."""
    with pypdfium2.PdfDocument(data, password=password) as pdf:
        text_page = pdf[page_index].get_textpage()
        try:
            return " ".join(text_page.get_text_range().split())
        finally:
            text_page.close()


def found_words(data: bytes, page_index: int = 0) -> list[tuple[str, Box]]:
    """The words that PDFium finds with their boxes in points on the page as shown, /UserUnit left out."""
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[page_index]
        text_page = page.get_textpage()
        try:
            return _words(page, text_page)
        finally:
            text_page.close()


def _words(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> list[tuple[str, Box]]:
    words: list[tuple[str, list[Box]]] = []
    is_within = False
    for index in range(text_page.count_chars()):
        character = text_page.get_text_range(index, 1)
        if character.isspace() or not character:
            is_within = False
            continue
        if not is_within:
            words.append(("", []))
            is_within = True
        text, boxes = words[-1]
        words[-1] = (text + character, [*boxes, _shown(page, text_page.get_charbox(index))])
    return [(text, enclosing(boxes)) for text, boxes in words]


def _shown(page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> Box:
    """Left, bottom, right, top of user space as a box on the page as shown, by PDFium's own reckoning."""
    corners = []
    width, height = page.get_size()
    scale = 1000
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        device_x, device_y = _to_device(page, x, y, round(width * scale), round(height * scale))
        corners.append((device_x / scale, device_y / scale))
    (x0, x1), (y0, y1) = (sorted(values) for values in zip(*corners, strict=True))
    return Box(x0, y0, x1, y1)


def _to_device(page: pypdfium2.PdfPage, x: float, y: float, width: int, height: int) -> tuple[int, int]:
    import ctypes

    device_x, device_y = ctypes.c_int(), ctypes.c_int()
    pypdfium2.raw.FPDF_PageToDevice(
        page.raw, 0, 0, width, height, 0, x, y, ctypes.byref(device_x), ctypes.byref(device_y)
    )
    return device_x.value, device_y.value
