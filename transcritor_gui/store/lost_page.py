"""What stands in the place of a page whose kept result is damaged, until it is read again."""

from __future__ import annotations

import re
import zlib
from typing import Final

from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.model import PageResult, PageSource, PageStatus
from transcritor_gui.model.packed import PackedPage, pack_page

__all__ = ["is_whole", "lost_page"]

_BEGINNING: Final = re.compile(rb'\{"page_index":(\d+)[,}]')


def lost_page(page_index: int) -> PackedPage:
    error = ErrorInfo(ErrorCode.PAGE_LOST, (("page", str(page_index + 1)),))
    return pack_page(
        PageResult(
            page_index=page_index,
            width_pt=0.0,
            height_pt=0.0,
            status=PageStatus.FAILED,
            source=PageSource.BLANK,
            error=error,
        )
    )


def is_whole(data: bytes, page_index: int) -> bool:
    """Whether a folded page is as it was written (zlib keeps a checksum), and not that of another place."""
    try:
        beginning = _BEGINNING.match(zlib.decompress(data))
    except zlib.error:
        return False
    return beginning is None or int(beginning.group(1)) == page_index
