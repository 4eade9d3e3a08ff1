"""Makes resources/sample: a short PDF with a page of every kind that offices have, and the text it holds.

    python -m scripts.make_sample

Page 1 is digital; page 2 is a scan (tilted a little, noisy, darker on one side); page 3 is such a scan over
which a court's system has printed real text; page 4 is digital with a ruled table. The same packages give the
same bytes. The fonts are Bitstream Vera, which reportlab carries and whose licence lets documents embed it.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
import reportlab
from numpy.typing import NDArray
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from reportlab.platypus import Paragraph as TextFlow
from reportlab.platypus import Table as TableFlow

from scripts.sample_content import PAGES, Page, Paragraph, Table

__all__ = ["expected_text", "make_pdf"]

_FOLDER = Path(__file__).resolve().parents[1] / "resources" / "sample"
_PDF = _FOLDER / "Exemplo - Transcritor.pdf"
_EXPECTED = _FOLDER / "sample.expected.txt"

_MARGIN_PT = 64
_GAP_PT = 10
_SCAN_DPI = 200
_JPEG_QUALITY = 42
_FONTS = {"Sample": "Vera.ttf", "SampleBold": "VeraBd.ttf"}
_STYLES = {
    "title": ParagraphStyle("title", fontName="SampleBold", fontSize=14, leading=20, alignment=TA_CENTER),
    "heading": ParagraphStyle("heading", fontName="SampleBold", fontSize=11, leading=15, spaceBefore=6),
    "body": ParagraphStyle("body", fontName="Sample", fontSize=11, leading=16),
    "centred": ParagraphStyle("centred", fontName="Sample", fontSize=10, leading=14, alignment=TA_CENTER),
}


def expected_text(pages: tuple[Page, ...] = PAGES) -> str:
    """The text of all pages: a paragraph or a table row a line, cells parted by tabs, pages by form feeds."""
    return "\f".join("".join(f"{line}\n" for line in _expected_lines(page)) for page in pages)


def _expected_lines(page: Page) -> list[str]:
    lines = []
    for block in page.blocks:
        if isinstance(block, Table):
            lines += ["\t".join(row).rstrip() for row in block.rows]
        else:
            lines.append(block.text)
    if page.stamp is not None:
        lines = [page.stamp.header, *lines, page.stamp.footer]
    return lines


def make_pdf(pages: tuple[Page, ...] = PAGES) -> bytes:
    """The sample PDF."""
    fonts = Path(reportlab.__file__).parent / "fonts"
    for name, file in _FONTS.items():
        pdfmetrics.registerFont(TTFont(name, str(fonts / file)))
    buffer = io.BytesIO()
    canvas = _canvas(buffer)
    for number, page in enumerate(pages, start=1):
        if page.scanned:
            width_pt, height_pt = A4
            scan = ImageReader(io.BytesIO(_scan(page, seed=number)))
            canvas.drawImage(scan, 0, 0, width_pt, height_pt)
        else:
            _draw_blocks(canvas, page)
        _draw_stamp(canvas, page)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _canvas(buffer: io.BytesIO) -> Any:
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle("Exemplo para o Transcritor")
    canvas.setAuthor("Transcritor")
    return canvas


def _draw_blocks(canvas: Any, page: Page) -> None:
    width_pt, height_pt = A4
    top_pt = height_pt - _MARGIN_PT - (24 if page.stamp is not None else 0)
    for block in page.blocks:
        flow = _flow(block)
        _, used_pt = flow.wrapOn(canvas, width_pt - 2 * _MARGIN_PT, height_pt)
        top_pt -= used_pt
        flow.drawOn(canvas, _MARGIN_PT, top_pt)
        top_pt -= _GAP_PT


def _flow(block: Paragraph | Table) -> Flowable:
    if isinstance(block, Paragraph):
        return TextFlow(block.text, _STYLES[block.style])
    width_pt = (A4[0] - 2 * _MARGIN_PT) / len(block.rows[0])
    return TableFlow(
        block.rows,
        colWidths=width_pt,
        rowHeights=24,
        style=[
            ("FONT", (0, 0), (-1, -1), "Sample", 11),
            ("FONT", (0, 0), (-1, 0), "SampleBold", 11),
            ("FONT", (0, -1), (-1, -1), "SampleBold", 11),
            ("ALIGN", (-1, 0), (-1, -1), "RIGHT"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("GRID", (0, 0), (-1, -1), 0.75, colors.black),
        ],
    )


def _draw_stamp(canvas: Any, page: Page) -> None:
    if page.stamp is None:
        return
    width_pt, height_pt = A4
    canvas.setFont("Sample", 9)
    canvas.drawRightString(width_pt - 28, height_pt - 30, page.stamp.header)
    canvas.setFont("Sample", 8)
    canvas.drawCentredString(width_pt / 2, 24, page.stamp.footer)


def _scan(page: Page, *, seed: int) -> bytes:
    """A JPEG of the page as an office scanner would give it."""
    buffer = io.BytesIO()
    canvas = _canvas(buffer)
    _draw_blocks(canvas, page)
    canvas.showPage()
    canvas.save()
    with pdfium.PdfDocument(buffer.getvalue()) as document:
        image = document[0].render(scale=_SCAN_DPI / 72, grayscale=True).to_numpy()
    scanned = _worn(np.squeeze(image), angle_degrees=0.8 if seed % 2 == 0 else -0.6, seed=seed)
    done, data = cv2.imencode(".jpg", scanned, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    if not done:
        raise RuntimeError("the scan could not be written as JPEG")
    return data.tobytes()


def _worn(image: NDArray[np.uint8], *, angle_degrees: float, seed: int) -> NDArray[np.uint8]:
    """`image` tilted, a little out of focus, darker towards one side, and with grain."""
    height_px, width_px = image.shape
    turn = cv2.getRotationMatrix2D((width_px / 2, height_px / 2), angle_degrees, 1.0)
    tilted = cv2.warpAffine(image, turn, (width_px, height_px), flags=cv2.INTER_CUBIC, borderValue=(255,))
    blurred = cv2.GaussianBlur(tilted, (0, 0), 0.7).astype(np.float32)
    light = np.linspace(0.94, 0.72, width_px, dtype=np.float32)[None, :]
    light = light * np.linspace(1.0, 0.93, height_px, dtype=np.float32)[:, None]
    grain = np.random.default_rng(seed).normal(0.0, 5.0, image.shape).astype(np.float32)
    worn: NDArray[np.uint8] = np.clip((blurred * 0.86 + 24) * light + grain, 0, 255).astype(np.uint8)
    return worn


if __name__ == "__main__":
    _FOLDER.mkdir(parents=True, exist_ok=True)
    _PDF.write_bytes(make_pdf())
    _EXPECTED.write_text(expected_text(), encoding="utf-8", newline="\n")
    print(f"{_PDF.name}: {_PDF.stat().st_size // 1024} kB, {len(PAGES)} pages")
