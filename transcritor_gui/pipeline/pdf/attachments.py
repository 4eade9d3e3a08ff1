"""Documents inside a PDF: what a portfolio is made of, and files attached to a document or to its pages.

Only PDFs and pictures are of interest, by their content. A file too damaged to be asked has none.
"""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from transcritor_gui.document_kinds import HEAD_BYTES, claimed_kind, kind_of
from transcritor_gui.pipeline.pdf.stated import WRONG_KINDS

__all__ = ["TakenOut", "count_attached_documents", "take_out_documents"]

_MOST_FILES: Final = 2_000
_MOST_BYTES: Final = 4_000_000_000
"""Of all documents in one PDF: a few kilobytes may be packed to stand for more than any disk holds."""
_PIECE_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class TakenOut:
    documents: tuple[tuple[str, str], ...]
    """Where each lies, and the name that the PDF has for it (which may be anything), in the PDF's order."""


def count_attached_documents(path: str, password: str | None) -> int:
    import pikepdf

    try:
        with _opened(path, password) as pdf:
            return sum(1 for _ in _documents(pdf))
    except (pikepdf.PikepdfError, *WRONG_KINDS):
        return 0


def take_out_documents(path: str, folder: str, password: str | None) -> TakenOut:
    """Write each document in the PDF at `path` into `folder`, under a number; raises OSError."""
    import pikepdf

    taken: list[tuple[str, str]] = []
    room = _MOST_BYTES
    try:
        with _opened(path, password) as pdf:
            for number, (name, stream) in enumerate(_documents(pdf)):
                target = Path(folder, str(number))
                with target.open("wb") as file:
                    for piece in _pieces(stream):
                        room -= len(piece)
                        if room < 0:
                            return TakenOut(tuple(taken))
                        file.write(piece)
                taken.append((str(target), name))
    except (pikepdf.PikepdfError, zlib.error, *WRONG_KINDS):
        pass  # what could be taken out is there
    return TakenOut(tuple(taken))


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
    for piece in _pieces(stream, HEAD_BYTES):
        return piece[:HEAD_BYTES]
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
