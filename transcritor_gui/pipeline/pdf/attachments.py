"""Documents inside a PDF: what a portfolio is made of, and files attached to a document or to its pages.

Only PDFs and pictures are of interest, by their content. A file too damaged to be asked has none. Those that
are attached to attached PDFs are taken out with them.
"""

from __future__ import annotations

import hashlib
import mmap
import warnings
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from transcritor_gui.document_kinds import HEAD_BYTES, PDF, claimed_kind, kind_of
from transcritor_gui.pipeline.pdf.stated import WRONG_KINDS

__all__ = ["TakenOut", "count_attached_documents", "may_have_attached_pages", "take_out_documents"]

_MOST_FILES: Final = 2_000
_MOST_BYTES: Final = 4_000_000_000
"""Of all documents in one PDF: a few kilobytes may be packed to stand for more than any disk holds."""
_DEEPEST: Final = 8
"""PDFs in PDFs in PDFs: letters that were forwarded with what was attached to them come this far."""
_PIECE_BYTES: Final = 1024 * 1024
_HANGING: Final = b"/FileAttachment"
_PACKED: Final = b"/ObjStm"
_STREAM: Final = b"stream"
_LONGEST_DICTIONARY: Final = 1_000
"""Bytes from the type of an object stream to its data, which its dictionary ends before."""
_MOST_PACKED_BYTES: Final = 256_000_000
"""Of objects that are unpacked to be looked at: more than the largest court files have."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    documents: tuple[tuple[str, str], ...]
    """Where each lies, and the name that the PDF has for it (which may be anything), in the PDF's order; then
    those that were in these, level by level."""


def count_attached_documents(path: str, password: str | None) -> int:
    import pikepdf

    try:
        with _opened(path, password) as pdf:
            return sum(1 for _ in _documents(pdf))
    except (pikepdf.PikepdfError, *WRONG_KINDS):
        return 0


def may_have_attached_pages(path: str) -> bool:
    """Whether a file may hang on a page: looks for the name of such notes, in packed objects too."""
    with Path(path).open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(_HANGING) >= 0 or any(_HANGING in each for each in _packed_objects(data))


def take_out_documents(path: str, folder: str, password: str | None) -> TakenOut:
    """Write each document in the PDF at `path` into `folder`, under a number; raises OSError.

    Each content once: a PDF may hold itself. The password is tried on those inside as well.
    """
    taken: list[tuple[str, str]] = []
    contents: set[bytes] = set()
    outer = deque([(path, 0)])
    room = _MOST_BYTES
    while outer:
        place, depth = outer.popleft()
        with _documents_in(place, password) as documents:
            for name, stream in documents:
                target = Path(folder, str(len(taken)))
                size_bytes, digest = _written(stream, target, room)
                room -= size_bytes
                if room < 0 or len(taken) == _MOST_FILES:
                    target.unlink()
                    return TakenOut(tuple(taken))
                if digest is None or digest in contents:
                    target.unlink()
                    continue
                contents.add(digest)
                taken.append((str(target), name))
                if depth + 1 < _DEEPEST and _is_pdf(target):
                    outer.append((str(target), depth + 1))
    return TakenOut(tuple(taken))


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return kind_of(file.read(HEAD_BYTES)) is PDF


def _written(stream: Any, target: Path, room: int) -> tuple[int, bytes | None]:
    """How many bytes were written, which are more than `room` where it had to end; and their digest, None
    where the content is damaged. Raises OSError."""
    import pikepdf

    size_bytes, digest = 0, hashlib.sha256()
    with target.open("wb") as file:
        try:
            for piece in _pieces(stream):
                size_bytes += len(piece)
                if size_bytes > room:
                    break
                digest.update(piece)
                file.write(piece)
        except (pikepdf.PikepdfError, zlib.error, *WRONG_KINDS):
            return size_bytes, None
    return size_bytes, digest.digest()


@contextmanager
def _documents_in(path: str, password: str | None) -> Iterator[Iterator[tuple[str, Any]]]:
    """Name and stream of each, as far as the file can be read."""
    import pikepdf

    try:
        pdf = _opened(path, password)
    except (pikepdf.PikepdfError, *WRONG_KINDS):
        yield iter(())
        return
    with pdf:
        yield _as_far_as_possible(_documents(pdf))


def _as_far_as_possible(documents: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    import pikepdf

    try:
        yield from documents
    except (pikepdf.PikepdfError, zlib.error, *WRONG_KINDS):
        return


def _opened(path: str, password: str | None) -> Any:
    import pikepdf

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a password that was not needed
        return pikepdf.open(path, password=password if password is not None else "")


def _documents(pdf: Any) -> Iterator[tuple[str, Any]]:
    """Name and stream of each PDF and picture, each content once."""
    seen: set[tuple[int, int]] = set()
    for number, specification in enumerate(_specifications(pdf)):
        if number == _MOST_FILES:
            return
        found = _embedded(specification)
        if found is None or found[1].objgen in seen:
            continue
        seen.add(found[1].objgen)
        name, stream = found
        kind = kind_of(_head(stream))
        if kind is not None:
            claimed = claimed_kind(name)
            yield (name if claimed is not None else f"{name}{kind.suffixes[0]}"), stream


def _specifications(pdf: Any) -> Iterator[Any]:
    """File specifications (ISO 32000-1, 7.11.3): of the document by their names, then of its pages."""
    import pikepdf

    names = pdf.Root.get("/Names")
    tree = names.get("/EmbeddedFiles") if names is not None else None
    if tree is not None:
        for _, specification in pikepdf.NameTree(tree).items():
            yield specification
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") == "/FileAttachment" and "/FS" in annotation:
                yield annotation.FS


def _embedded(specification: Any) -> tuple[str, Any] | None:
    """Name without folders, and stream; None where nothing is embedded."""
    import pikepdf

    try:
        embedded = specification.get("/EF")
        stream = embedded.get("/UF", embedded.get("/F")) if embedded is not None else None
        if not isinstance(stream, pikepdf.Stream):
            return None
        name = str(specification.get("/UF", specification.get("/F", "")))
    except (pikepdf.PikepdfError, *WRONG_KINDS):
        return None
    return name.replace("\\", "/").rsplit("/", 1)[-1], stream


def _head(stream: Any) -> bytes:
    """The first bytes; none where the content is damaged from its beginning."""
    import pikepdf

    try:
        return next(_pieces(stream, HEAD_BYTES), b"")[:HEAD_BYTES]
    except (pikepdf.PikepdfError, zlib.error, *WRONG_KINDS):
        return b""


def _pieces(stream: Any, size_bytes: int = _PIECE_BYTES) -> Iterator[bytes]:
    """The content, unpacked little by little where it is packed in the usual way."""
    filters = stream.get("/Filter")
    names = [str(each) for each in filters] if isinstance(filters, list) else []
    if filters is None or (not names and str(filters) != "/FlateDecode") or stream.get("/DecodeParms"):
        data = stream.read_bytes()
        for start in range(0, len(data), size_bytes):
            yield data[start : start + size_bytes]
        return
    unpacking = zlib.decompressobj()
    left = stream.read_raw_bytes()
    while left and not unpacking.eof:
        piece = unpacking.decompress(left, size_bytes)
        left = unpacking.unconsumed_tail
        if not piece:
            return
        yield piece


def _packed_objects(data: mmap.mmap) -> Iterator[bytes]:
    """The content of the object streams (ISO 32000-1, 7.5.7) in the bytes of a PDF, as far as they unpack."""
    room = _MOST_PACKED_BYTES
    at = data.find(_PACKED)
    while at >= 0 and room > 0:
        start = data.find(_STREAM, at, at + _LONGEST_DICTIONARY)
        if start >= 0:
            start += len(_STREAM)
            while data[start : start + 1] in (b"\r", b"\n"):
                start += 1
            end = data.find(b"endstream", start)
            try:
                unpacked = zlib.decompressobj().decompress(data[start : end if end >= 0 else None], room)
            except zlib.error:  # of another kind, or locked
                unpacked = b""
            room -= len(unpacked)
            yield unpacked
        at = data.find(_PACKED, at + len(_PACKED))
