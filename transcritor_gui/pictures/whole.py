"""All pages of a picture's file as one PDF, for exports that hold them."""

from __future__ import annotations

import io
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pictures.picture_file import PictureFile

__all__ = ["wrapped_pdf"]

_A4_PT: Final = (595, 842)


def wrapped_pdf(path: Path) -> bytes:
    """The file as a PDF; the same bytes for the same file. A picture that cannot be read is an empty page.

    Raises what PictureFile and, for a single picture, its `page` do.
    """
    picture = PictureFile(path)
    if picture.page_count == 1:
        return picture.page(0).pdf
    return _joined(picture)


def _joined(picture: PictureFile) -> bytes:
    import pikepdf

    with ExitStack() as opened:
        whole = opened.enter_context(pikepdf.new())
        for page_index in range(picture.page_count):
            try:
                pdf = picture.page(page_index).pdf
            except TranscritorError as error:
                if error.info.code not in (ErrorCode.PICTURE_DAMAGED, ErrorCode.PICTURE_TOO_LARGE):
                    raise
                whole.add_blank_page(page_size=_A4_PT)
                continue
            # Its streams are read when the whole is saved.
            page = opened.enter_context(pikepdf.open(io.BytesIO(pdf)))
            whole.pages.extend(page.pages)
        data = io.BytesIO()
        whole.save(data, deterministic_id=True, compress_streams=False)
    return data.getvalue()
