"""A page as a picture for people: what the window shows beside the text."""

from __future__ import annotations

import io
from contextlib import closing

import pypdfium2

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import PreviewImage
from transcritor_gui.pipeline.pdf.document import page_frame
from transcritor_gui.pipeline.state import worker_state

__all__ = ["render_preview"]

_FORMAT = "PPM"
"""Grey or in colour. Of a noisy scan 1,024 pixels wide: 5 ms and 11 for its reader; as PNG 90 and 34."""
_MAX_SIDE_PX = 6000
_MAX_PIXELS = 24_000_000
"""About 70 MB while it is drawn; more than any screen shows."""


def render_preview(path: str, page_index: int, *, width_px: int, password: str | None = None) -> PreviewImage:
    """The page in colour, `width_px` wide or less where that would make it too large.

    Raises all that `open_document` does, and PAGE_UNREADABLE.
    """
    state = worker_state()
    with state.pdfium:
        document = state.document(path, password=password)
        with closing(document.page(page_index)) as page:
            frame = page_frame(page, user_unit=document.user_unit(page_index))
            width, height = page.get_size()
            try:
                scale = _scale(width, height, width_px)
                picture = page.render(scale=scale, may_draw_forms=False).to_pil()
            except (
                pypdfium2.PdfiumError,
                ValueError,
                MemoryError,
                OverflowError,
                ZeroDivisionError,
            ) as error:
                raise TranscritorError(ErrorCode.PAGE_UNREADABLE, page=page_index + 1) from error
    data = io.BytesIO()
    picture.save(data, _FORMAT)
    return PreviewImage(picture.width, picture.height, data.getvalue(), frame.width_pt, frame.height_pt)


def _scale(width: float, height: float, width_px: int) -> float:
    """Pixels a unit of the page, within the limits of a picture."""
    wanted = max(1, width_px) / width
    by_side = _MAX_SIDE_PX / max(width, height)
    by_area = float((_MAX_PIXELS / (width * height)) ** 0.5)
    return min(wanted, by_side, by_area)
