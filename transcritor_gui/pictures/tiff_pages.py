"""The pages of a TIFF, each as a TIFF of its own: the same bytes, read from another page on.

A TIFF is a chain of directories, one a picture (TIFF 6.0, section 2; BigTIFF as libtiff documents it). Its
header points to the first; pointed to another one, every reader takes that for the first picture.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

__all__ = ["TiffPage", "tiff_pages"]

_MOST_PAGES = 100_000
_SUBFILE_TYPE = 254
_REDUCED, _MASK = 1, 4
"""Bits of NewSubfileType: a smaller copy of another picture, and what of another one is to be seen."""


@dataclass(frozen=True, slots=True)
class TiffPage:
    header: bytes
    """The header that makes this page the first."""

    def as_file(self, data: bytes) -> bytes:
        """`data`, the file, beginning with this page."""
        return self.header + data[len(self.header) :]


def tiff_pages(data: bytes) -> tuple[TiffPage, ...]:
    """The pages of the TIFF `data`: all its pictures but previews and masks of others.

    What can be reached before the chain breaks or bites its tail; () where there is nothing.
    """
    order = "<" if data[:2] == b"II" else ">"
    is_big = len(data) >= 16 and struct.unpack_from(order + "H", data, 2)[0] == 43
    layout = _Layout(order, is_big)
    pages: list[TiffPage] = []
    seen: set[int] = set()
    at = 0
    try:
        (at,) = struct.unpack_from(layout.pointer, data, layout.first_at)
        while at and at not in seen and len(seen) < _MOST_PAGES:
            seen.add(at)
            subfile_type, following = layout.directory(data, at)
            if not subfile_type & (_REDUCED | _MASK):
                header = data[: layout.first_at] + struct.pack(layout.pointer, at)
                pages.append(TiffPage(header))
            at = following
    except (struct.error, OverflowError):  # the chain leads out of the file
        pass
    return tuple(pages)


@dataclass(frozen=True, slots=True)
class _Layout:
    order: str
    is_big: bool

    @property
    def pointer(self) -> str:
        return self.order + ("Q" if self.is_big else "I")

    @property
    def first_at(self) -> int:
        return 8 if self.is_big else 4

    def directory(self, data: bytes, at: int) -> tuple[int, int]:
        """What kind of picture the directory at `at` describes, and where the next one is."""
        count_as = self.order + ("Q" if self.is_big else "H")
        entry_bytes = 20 if self.is_big else 12
        (count,) = struct.unpack_from(count_as, data, at)
        entries_at = at + struct.calcsize(count_as)
        (following,) = struct.unpack_from(self.pointer, data, entries_at + count * entry_bytes)
        for number in range(count):
            entry_at = entries_at + number * entry_bytes
            (tag,) = struct.unpack_from(self.order + "H", data, entry_at)
            if tag == _SUBFILE_TYPE:
                value_at = entry_at + (12 if self.is_big else 8)
                return struct.unpack_from(self.order + "I", data, value_at)[0], following
        return 0, following
