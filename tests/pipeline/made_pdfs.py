"""Small PDFs for the pipeline's tests, written by hand so that a test knows every byte of its page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pikepdf

__all__ = ["image_page", "line_of_text", "picture_of_text", "save_pdf", "text_page"]

Grey = npt.NDArray[np.uint8]


def line_of_text(
    text: str, x: float, y: float, *, size: float = 12, mode: int = 0, font: str = "F1"
) -> bytes:
    """Content that draws `text` with its baseline at (x, y); `mode` 3 makes it invisible."""
    literal = text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"BT /%s %g Tf %d Tr %g %g Td (%s) Tj ET\n" % (font.encode(), size, mode, x, y, literal)


def _font(pdf: pikepdf.Pdf, name: str) -> pikepdf.Object:
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name(f"/{name}"),
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )


def _image(pdf: pikepdf.Pdf, pixels: Grey) -> pikepdf.Object:
    height, width = pixels.shape
    stream = pikepdf.Stream(pdf, pixels.tobytes())
    stream.Type = pikepdf.Name.XObject
    stream.Subtype = pikepdf.Name.Image
    stream.Width = width
    stream.Height = height
    stream.ColorSpace = pikepdf.Name.DeviceGray
    stream.BitsPerComponent = 8
    return pdf.make_indirect(stream)


def text_page(
    pdf: pikepdf.Pdf,
    content: bytes,
    *,
    size: tuple[float, float] = (595, 842),
    rotate: int = 0,
    images: Sequence[Grey] = (),
) -> pikepdf.Page:
    """Add a page with fonts F1 (Helvetica), F2 (bold) and F3 (oblique), and images Im0, Im1..."""
    page = pdf.add_blank_page(page_size=size)
    page.obj.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(
            F1=_font(pdf, "Helvetica"), F2=_font(pdf, "Helvetica-Bold"), F3=_font(pdf, "Helvetica-Oblique")
        ),
        XObject=pikepdf.Dictionary({f"/Im{n}": _image(pdf, pixels) for n, pixels in enumerate(images)}),
    )
    page.obj.Contents = pikepdf.Stream(pdf, content)
    if rotate:
        page.obj.Rotate = rotate
    return page


def image_page(
    pdf: pikepdf.Pdf, pixels: Grey, *, dpi: float, over: bytes = b"", under: bytes = b""
) -> pikepdf.Page:
    """Add a page that one picture fills; `under` is drawn before it, `over` after it."""
    height, width = pixels.shape
    size = (width * 72 / dpi, height * 72 / dpi)
    drawing = b"q %g 0 0 %g 0 0 cm /Im0 Do Q\n" % size
    return text_page(pdf, under + drawing + over, size=size, images=(pixels,))


def picture_of_text(
    lines: Sequence[str], *, width: int = 1654, height: int = 1200, scale: float = 1.6
) -> Grey:
    """A white picture (200 dpi for the default size) with `lines` in OpenCV's own letters; ASCII only."""
    pixels = np.full((height, width), 255, np.uint8)
    step = round(52 * scale)
    for number, line in enumerate(lines):
        place = (120, 160 + number * step)
        cv2.putText(pixels, line, place, cv2.FONT_HERSHEY_COMPLEX, scale, 0, 3, cv2.LINE_AA)
    return pixels


def save_pdf(pdf: pikepdf.Pdf, path: Path, *, encryption: pikepdf.Encryption | None = None) -> str:
    """Write `pdf` to `path`, the same bytes each time, and give back the path as text."""
    data = io.BytesIO()
    pdf.save(data, deterministic_id=encryption is None, encryption=encryption)
    path.write_bytes(data.getvalue())
    return str(path)
