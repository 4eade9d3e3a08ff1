"""A history with one long scan in it, as the review meets it: made pages of words, some of them in doubt.

The words are made up, and so is the picture that all pages share: a scanned page of lines, as large as a
scanner's. What is measured with it is how fast pages are shown, not how they are read.
"""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid5

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from transcritor_gui.model import (
    Block,
    BlockKind,
    Box,
    DocumentFacts,
    Job,
    JobStatus,
    Line,
    PageResult,
    PageSource,
    PageStatus,
    TranscriptionOptions,
    Word,
    WordSource,
    enclosing,
)
from transcritor_gui.model.packed import pack_page
from transcritor_gui.store import Store, content_key

__all__ = ["DOUBTS_A_PAGE", "make_history"]

_NAMESPACE = UUID("b1b7a9a2-54a0-4f6b-9a0e-1d1b6c8c9f10")
_WIDTH_PT, _HEIGHT_PT, _DPI = 595, 842, 200
_LINES, _WORDS_A_LINE = 40, 10
_LINES_A_BLOCK = 5
_DOUBTFUL_EACH = 67
DOUBTS_A_PAGE = len(range(5, _LINES * _WORDS_A_LINE, _DOUBTFUL_EACH))


def make_history(database: Path, folder: Path, *, pages: int) -> None:
    """One job of so many scanned pages, all read, in a new history; its file lies in `folder`."""
    path = folder / "autos.pdf"
    _write_scan(path, pages)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    job = Job(
        id=uuid5(_NAMESPACE, "autos"),
        name=path.name,
        path=str(path),
        status=JobStatus.DONE,
        options=TranscriptionOptions(),
        added_at=datetime(2026, 1, 1, tzinfo=UTC),
        position=1.0,
    )
    facts = DocumentFacts(
        name=path.name, sha256=digest, size_bytes=path.stat().st_size, page_count=pages, encrypted=False
    )
    store = Store(database)
    try:
        store.jobs.insert([job], owner="")
        with store.transaction():
            store.jobs.set_facts(job.id, facts, pages_wanted=pages)
            for page_index in range(pages):
                store.pages.save(job.id, pack_page(_page(page_index)), content_key(digest, "made"))
    finally:
        store.close()


def _page(page_index: int) -> PageResult:
    lines = []
    for row in range(_LINES):
        words = tuple(_word(page_index, row, column) for column in range(_WORDS_A_LINE))
        lines.append(Line(words, enclosing(word.box for word in words)))
    blocks = tuple(
        Block(
            BlockKind.PARAGRAPH,
            tuple(lines[start : start + _LINES_A_BLOCK]),
            enclosing(line.box for line in lines[start : start + _LINES_A_BLOCK]),
        )
        for start in range(0, _LINES, _LINES_A_BLOCK)
    )
    return PageResult(
        page_index, _WIDTH_PT, _HEIGHT_PT, PageStatus.DONE, PageSource.OCR, blocks, confidence=0.9
    )


def _word(page_index: int, row: int, column: int) -> Word:
    number = row * _WORDS_A_LINE + column
    is_doubtful = number % _DOUBTFUL_EACH == 5
    left, top = 60.0 + column * 48, 60.0 + row * 16
    return Word(
        f"termo{(number * 31 + page_index) % 997}",
        Box(left, top, left + 40, top + 10),
        confidence=0.4 if is_doubtful else 0.95,
        source=WordSource.OCR,
        doubtful=is_doubtful,
        alternative="outro" if is_doubtful else None,
    )


def _write_scan(path: Path, pages: int) -> None:
    """Pages that show one picture, which is kept once."""
    width, height = _WIDTH_PT * _DPI // 72, _HEIGHT_PT * _DPI // 72
    picture = Image.effect_noise((width, height), 12).point(lambda value: min(255, value + 110))
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=10 * _DPI / 72)
    for row in range(_LINES):
        top = (60 + row * 16) * _DPI / 72
        draw.text((60 * _DPI / 72, top), "termo da sentença " * 5, fill=30, font=font)
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=80)
    pdf = pikepdf.new()
    image = pikepdf.Stream(pdf, data.getvalue())
    image.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    resources = pdf.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=pdf.make_indirect(image))))
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(_WIDTH_PT, _HEIGHT_PT))
        page.obj["/Resources"] = resources
        page.obj["/Contents"] = pikepdf.Stream(pdf, f"q {_WIDTH_PT} 0 0 {_HEIGHT_PT} 0 0 cm /I Do Q".encode())
    pdf.save(path, deterministic_id=True)
