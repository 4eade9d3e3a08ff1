"""The few page pictures that the review keeps, and how wide the next one should be."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final
from uuid import UUID

from PySide6.QtGui import QImage

__all__ = ["PictureCache", "picture_width_px"]

_KEPT: Final = 6
_KEPT_BYTES: Final = 96_000_000
"""Two pages as large as they come, or all six as they usually are."""
_STEP_PX: Final = 256
_NARROWEST_PX: Final = 768
_WIDEST_PX: Final = 3072


def picture_width_px(shown_px: int) -> int:
    """The width to ask for so that `shown_px` is sharp: a few steps only, so that resizing asks rarely."""
    stepped = -(-shown_px // _STEP_PX) * _STEP_PX
    return max(_NARROWEST_PX, min(stepped, _WIDEST_PX))


class PictureCache:
    """Keeps the pictures used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[UUID, int], QImage] = OrderedDict()

    def put(self, job_id: UUID, page_index: int, picture: QImage) -> None:
        key = (job_id, page_index)
        known = self._kept.get(key)
        if known is None or known.width() <= picture.width():
            self._kept[key] = picture
        self._kept.move_to_end(key)
        while len(self._kept) > 1 and (len(self._kept) > _KEPT or self._size_bytes() > _KEPT_BYTES):
            self._kept.popitem(last=False)

    def get(self, job_id: UUID, page_index: int) -> QImage | None:
        key = (job_id, page_index)
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def _size_bytes(self) -> int:
        return sum(picture.sizeInBytes() for picture in self._kept.values())
