"""Changed and added objects of a PDF as bytes: appended to the file as it is, or in a file written anew.

An appended update (ISO 32000-1, 7.5.6) leaves every byte of the original where it was; cut off at its old
length, the file is the original again. Where that cannot be, because the file is damaged, locked or loses
pages, qpdf writes a new one, in which all streams of the original are kept as they were.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Protocol

import pikepdf

from transcritor_gui.export.pdf.cross_references import COMPRESSION, CrossReferences
from transcritor_gui.export.pdf.source import PdfBase

__all__ = [
    "AppendedUpdate",
    "PdfWriter",
    "RewrittenFile",
    "Tail",
    "appendable_tail",
    "pieces_of",
    "save_part",
]

_PIECE_BYTES = 1024 * 1024
_TAIL_BYTES = 2048
"""The last startxref stands within so many bytes of the end (ISO 32000-1, implementation note 18: 1024)."""
_START = re.compile(rb"startxref\s+(\d+)\s")
_STREAM_HEAD = re.compile(rb"\s*\d+\s+\d+\s+obj\b")
_MOST_PACKED = 100
"""Objects in a stream, which has to be unpacked to read one of them."""


class PdfWriter(Protocol):
    """Takes objects in and gives bytes out; `pieces` may be asked in between, `end` once."""

    def add(self, value: Any) -> Any:
        """A new object that holds the dictionary `value`; a reference to it."""
        ...

    def add_stream(self, data: bytes, **entries: Any) -> Any:
        """A new stream, compressed; a reference to it."""
        ...

    def reserve(self) -> Any:
        """A reference to an object that `fill` gives its value later, once."""
        ...

    def fill(self, reference: Any, value: Any) -> None: ...

    def changed(self, value: Any) -> None:
        """Say that an object of the file is no longer as it was; it must not change again."""
        ...

    def pieces(self) -> Iterator[bytes]:
        """What of the file is ready and has not been given yet."""
        ...

    def end(self) -> Iterator[bytes]:
        """The rest of the file."""
        ...


@dataclass(frozen=True, slots=True)
class Tail:
    """How a file ends."""

    size_bytes: int
    xref_offset: int
    has_xref_stream: bool
    """Whether its last cross-reference section is a stream; an update's has to be of the same kind."""


def appendable_tail(base: PdfBase, pdf: Any) -> Tail | None:
    """How `base`, open as `pdf`, ends; None where an update cannot be appended to it."""
    with base.open() as stream:
        size = stream.seek(0, 2)
        stream.seek(0)
        if stream.read(5) != b"%PDF-":
            return None  # offsets count from a header further on: readers differ
        stream.seek(max(0, size - _TAIL_BYTES))
        starts = _START.findall(stream.read())
        if not starts or not 0 < int(starts[-1]) < size:
            return None
        offset = int(starts[-1])
        stream.seek(offset)
        head = stream.read(32)
    is_table = head.lstrip().startswith(b"xref")
    if pdf.is_encrypted or not (is_table or _STREAM_HEAD.match(head)) or "/Root" not in pdf.trailer:
        return None
    return Tail(size, offset, has_xref_stream=not is_table)


class AppendedUpdate(PdfWriter):
    """Objects are numbered by `pdf`, written at once and forgotten."""

    def __init__(self, base: PdfBase, pdf: Any, tail: Tail) -> None:
        self._base = base
        self._pdf = pdf
        self._tail = tail
        self._at = tail.size_bytes
        self._places = CrossReferences()
        self._packed: list[tuple[int, bytes]] = []
        self._ready: list[bytes] = []
        self._digest = hashlib.md5(usedforsecurity=False)
        self._is_begun = False

    def add(self, value: Any) -> Any:
        reference = self.reserve()
        self.fill(reference, value)
        return reference

    def reserve(self) -> Any:
        return self._pdf.make_indirect(pikepdf.Dictionary())

    def fill(self, reference: Any, value: Any) -> None:
        self._write(reference.objgen, value.unparse(resolved=True))

    def add_stream(self, data: bytes, **entries: Any) -> Any:
        reference = self.reserve()
        self._write_plain(reference.objgen, _stream(data, **entries))
        return reference

    def changed(self, value: Any) -> None:
        self._write(value.objgen, value.unparse(resolved=True))

    def pieces(self) -> Iterator[bytes]:
        if not self._is_begun:
            self._is_begun = True
            yield from pieces_of(self._base, self._tail.size_bytes)
        yield from self._ready
        self._ready.clear()

    def end(self) -> Iterator[bytes]:
        self._write_packed()
        if self._places.numbers:
            self._write_cross_references()
        yield from self.pieces()

    def _write(self, number: tuple[int, int], body: bytes) -> None:
        """Into an object stream (ISO 32000-1, 7.5.7), where the file has such and the object may go there."""
        if not self._tail.has_xref_stream or number[1] != 0:
            self._write_plain(number, body)
            return
        self._packed.append((number[0], body))
        if len(self._packed) == _MOST_PACKED:
            self._write_packed()

    def _write_packed(self) -> None:
        if not self._packed:
            return
        holder = self.reserve().objgen
        table, bodies = [], b""
        for place, (number, body) in enumerate(self._packed):
            table.append(b"%d %d" % (number, len(bodies)))
            bodies += body + b"\n"
            self._places.add_packed(number, holder[0], place)
        head = b" ".join(table) + b"\n"
        stream = _stream(head + bodies, Type=pikepdf.Name.ObjStm, N=len(self._packed), First=len(head))
        self._write_plain(holder, stream)
        self._packed.clear()

    def _write_plain(self, number: tuple[int, int], body: bytes) -> None:
        if self._at == self._tail.size_bytes:
            self._put(b"\n")
        self._places.add(number, self._at)
        self._put(b"%d %d obj\n%b\nendobj\n" % (*number, body))

    def _put(self, data: bytes) -> None:
        self._digest.update(data)
        self._ready.append(data)
        self._at += len(data)

    def _write_cross_references(self) -> None:
        trailer = pikepdf.Dictionary(Prev=self._tail.xref_offset)
        for key in ("/Root", "/Info"):
            if key in self._pdf.trailer:
                trailer[key] = self._pdf.trailer[key]
        trailer.ID = self._identity()
        start = self._at
        if self._tail.has_xref_stream:
            own = self.reserve().objgen
            self._places.add(own, start)
            trailer.Size = self._size()
            self._put(b"%d %d obj\n%b\nendobj\n" % (*own, self._places.stream(trailer)))
        else:
            trailer.Size = self._size()
            self._put(self._places.table() + b"trailer\n" + trailer.unparse() + b"\n")
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)

    def _identity(self) -> Any:
        """The first half says which document this is, the second which state of it."""
        second = self._digest.digest()
        known = self._pdf.trailer.get("/ID")
        first = bytes(known[0]) if known is not None and len(known) == 2 else second
        return pikepdf.Array([pikepdf.String(first), pikepdf.String(second)])

    def _size(self) -> int:
        known = int(self._pdf.trailer.get("/Size", 0))
        return max(known, max(number for number, _ in self._places.numbers) + 1)


class RewrittenFile(PdfWriter):
    """All of `pdf` saved at the end, through a temporary file without a name; locked again if it was."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf

    def add(self, value: Any) -> Any:
        return self._pdf.make_indirect(value)

    def reserve(self) -> Any:
        return self._pdf.make_indirect(pikepdf.Dictionary())

    def fill(self, reference: Any, value: Any) -> None:
        for key, entry in value.items():
            reference[key] = entry

    def add_stream(self, data: bytes, **entries: Any) -> Any:
        packed = zlib.compress(data, COMPRESSION)
        return self._pdf.make_indirect(
            pikepdf.Stream(self._pdf, packed, Filter=pikepdf.Name.FlateDecode, **entries)
        )

    def changed(self, value: Any) -> None:
        """Nothing to note: all is written."""

    def pieces(self) -> Iterator[bytes]:
        return iter(())

    def end(self) -> Iterator[bytes]:
        if "/Size" not in self._pdf.trailer:
            self._pdf.trailer.Size = 0  # of a file whose end was lost; qpdf then writes the right one
        with tempfile.TemporaryFile() as draft:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", pikepdf.PikepdfWarning)  # of what a damaged file lacks
                self._save(draft)
            draft.seek(0)
            while piece := draft.read(_PIECE_BYTES):
                yield piece

    def _save(self, draft: IO[bytes]) -> None:
        if self._pdf.is_encrypted:
            self._pdf.save(draft, fix_metadata_version=False, encryption=True)
            return
        self._pdf.save(
            draft,
            fix_metadata_version=False,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )


def save_part(pdf: Any, stream: IO[bytes]) -> None:
    """Write a new PDF as small as can be, its pictures as they are; the same bytes each time."""
    pdf.save(
        stream,
        fix_metadata_version=False,
        compress_streams=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
    )


def pieces_of(base: PdfBase, size: int | None = None) -> Iterator[bytes]:
    """The first `size` bytes of a PDF, or all of it."""
    with base.open() as stream:
        left = stream.seek(0, 2) if size is None else size
        stream.seek(0)
        while left and (piece := stream.read(min(_PIECE_BYTES, left))):
            left -= len(piece)
            yield piece


def _stream(data: bytes, **entries: Any) -> bytes:
    packed = zlib.compress(data, COMPRESSION)
    head = pikepdf.Dictionary(Length=len(packed), Filter=pikepdf.Name.FlateDecode, **entries)
    return bytes(head.unparse()) + b"\nstream\n" + packed + b"\nendstream"
