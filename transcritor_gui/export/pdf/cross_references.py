"""Where the objects of an appended update lie, as the two kinds of tables of ISO 32000-1, 7.5.4 and 7.5.8."""

from __future__ import annotations

import zlib
from typing import Any

import pikepdf

__all__ = ["COMPRESSION", "CrossReferences"]

COMPRESSION = 6
"""The highest level saves two bytes in a hundred more and takes twice as long."""
_PLAIN, _PACKED = 1, 2
"""Kinds of entries: an offset in the file, or a place within an object stream."""


class CrossReferences:
    def __init__(self) -> None:
        self._entries: dict[tuple[int, int], tuple[int, int, int]] = {}

    @property
    def numbers(self) -> tuple[tuple[int, int], ...]:
        """(number, generation) of all objects, ascending."""
        return tuple(sorted(self._entries))

    def add(self, number: tuple[int, int], offset: int) -> None:
        """An object at `offset` in the file."""
        self._entries[number] = (_PLAIN, offset, number[1])

    def add_packed(self, number: int, holder: int, place: int) -> None:
        """An object that is the one at `place` within the object stream numbered `holder`."""
        self._entries[number, 0] = (_PACKED, holder, place)

    def table(self) -> bytes:
        """For files without object streams; what follows is the trailer."""
        lines = [b"xref\n"]
        for section in self._sections():
            lines.append(b"%d %d\n" % (section[0][0], len(section)))
            lines += [b"%010d %05d n \n" % self._entries[number][1:] for number in section]
        return b"".join(lines)

    def stream(self, trailer: Any) -> bytes:
        """The same as a stream, to whose dictionary `trailer` is made."""
        sections = self._sections()
        entries = [self._entries[number] for section in sections for number in section]
        width = max(1, (max(entry[1] for entry in entries).bit_length() + 7) // 8)
        rows = b"".join(
            kind.to_bytes(1, "big") + where.to_bytes(width, "big") + detail.to_bytes(2, "big")
            for kind, where, detail in entries
        )
        packed = zlib.compress(rows, COMPRESSION)
        trailer.Type = pikepdf.Name.XRef
        trailer.W = pikepdf.Array([1, width, 2])
        trailer.Index = pikepdf.Array([each for part in sections for each in (part[0][0], len(part))])
        trailer.Filter = pikepdf.Name.FlateDecode
        trailer.Length = len(packed)
        return bytes(trailer.unparse()) + b"\nstream\n" + packed + b"\nendstream"

    def _sections(self) -> list[list[tuple[int, int]]]:
        """Object numbers in ascending order, parted where one is missing."""
        sections: list[list[tuple[int, int]]] = []
        for number in self.numbers:
            if sections and sections[-1][-1][0] + 1 == number[0]:
                sections[-1].append(number)
            else:
                sections.append([number])
        return sections
