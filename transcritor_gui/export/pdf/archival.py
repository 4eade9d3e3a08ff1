"""PDF/A-2b made of a PDF and the words recognised on it (decision 0034).

Most scans need nothing but a colour profile and a declaration, which are added to the pages as they are.
What is still not PDF/A then is written anew by Ghostscript, and takes its words afterwards. Either way the
result is checked before it is given out.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Generator, Iterator, Sequence
from typing import Any, BinaryIO

import pikepdf

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.pdf.ghostscript import converted_to_pdf_a
from transcritor_gui.export.pdf.layering import with_layers
from transcritor_gui.export.pdf.source import PdfBase, base_of, opened_pdf, refuse_signed
from transcritor_gui.export.pdf.writing import RewrittenFile
from transcritor_gui.export.source import SourceFile
from transcritor_gui.i18n import tr
from transcritor_gui.model import PageResult
from transcritor_gui.temporary import temporary_folder

__all__ = ["archival_pdf", "save_archival_part"]

_FLAVOUR = "2b"
_PIECE_BYTES = 1024 * 1024
_WAYS = (("LeaveColorUnchanged", True), ("RGB", True), ("RGB", False))
"""Ghostscript's colours, and whether JPEG 2000 stays as it is, in turn: a page printed in inks (CMYK) only
conforms once it is turned into light, and what is within JPEG 2000 cannot be checked."""
_MADE_NOW = re.compile(rb"<xmp:MetadataDate>[^<]*</xmp:MetadataDate>|\s+xmp:MetadataDate=\"[^\"]*\"")
"""The time of making would make every file another."""
_SLIDE_SHOW = ("/Trans", "/Dur")
"""How a page comes upon a screen in a slide show: PDF/A knows nothing of it, and programs that write it on
every page would keep all of theirs from being checked."""


def archival_pdf(
    source: SourceFile,
    pages: Sequence[PageResult],
    *,
    name: str,
    is_whole: bool,
    upright: bool,
    is_cut: bool = False,
) -> Iterator[bytes]:
    """The file, after empty pieces while it is being made.

    Raises GHOSTSCRIPT_MISSING and PDF_A_FAILED beside what `layering.layered_pdf` raises.
    """
    order = _Order(source, pages, name, is_whole=is_whole, upright=upright, is_cut=is_cut)
    with tempfile.TemporaryFile() as draft:
        yield from order.write(draft)
        draft.seek(0)
        while piece := draft.read(_PIECE_BYTES):
            yield piece


def save_archival_part(part: Any, stream: BinaryIO, *, name: str) -> None:
    """Save a part of a PDF/A file as PDF/A; raises PDF_A_FAILED where it is none."""
    if not _saved_as_pdf_a(part, stream):
        raise TranscritorError(
            ErrorCode.PDF_A_FAILED, name=name, reason=tr("something in it is not allowed there")
        )


class _Order:
    """One file to be made."""

    def __init__(
        self,
        source: SourceFile,
        pages: Sequence[PageResult],
        name: str,
        *,
        is_whole: bool,
        upright: bool,
        is_cut: bool,
    ) -> None:
        self._source = source
        self._pages = pages
        self._name = name
        self._is_whole = is_whole
        self._upright = upright
        self._is_cut = is_cut
        self._page_count = 0
        self._info: dict[str, Any] = {}

    def write(self, draft: BinaryIO) -> Iterator[bytes]:
        """Fill `draft`, giving empty pieces meanwhile."""
        base = base_of(self._source.path)
        if (yield from self._conforms(base, draft)):
            return
        with temporary_folder() as folder:
            original = base.path
            if base.made is not None:  # Ghostscript reads files
                original = folder / "picture.pdf"
                original.write_bytes(base.made)
            for colours, keeps_jpeg_2000 in _WAYS:
                converted = yield from converted_to_pdf_a(
                    original,
                    folder,
                    colours=colours,
                    keeps_jpeg_2000=keeps_jpeg_2000,
                    page_count=self._page_count,
                    name=self._name,
                )
                if (yield from self._conforms(PdfBase(converted), draft, is_converted=True)):
                    return
        raise TranscritorError(
            ErrorCode.PDF_A_FAILED, name=self._name, reason=tr("something in it is not allowed there")
        )

    def _conforms(
        self, base: PdfBase, draft: BinaryIO, *, is_converted: bool = False
    ) -> Generator[bytes, None, bool]:
        """Put the layered and declared PDF `base` into `draft`; whether it is PDF/A now."""
        with opened_pdf(base, self._source.password, name=self._name) as pdf:
            if not self._is_cut:
                refuse_signed(pdf, name=self._name)
            if pdf.is_encrypted:
                raise TranscritorError(
                    ErrorCode.PDF_A_FAILED, name=self._name, reason=tr("it is locked, which PDF/A forbids")
                )
            if is_converted:
                self._name_as_before(pdf)
            else:
                self._page_count = len(pdf.pages)
                self._info = {key: _kept(value) for key, value in pdf.docinfo.items()}
            yield from with_layers(
                pdf,
                self._pages,
                RewrittenFile(pdf),
                name=self._name,
                is_whole=self._is_whole,
                upright=self._upright,
            )
            draft.seek(0)
            draft.truncate()
            return _saved_as_pdf_a(pdf, draft)

    def _name_as_before(self, pdf: Any) -> None:
        """Give what Ghostscript made the title, author and dates of the original instead of its own."""
        for holder, key in ((pdf.Root, "/Metadata"), (pdf.trailer, "/ID")):
            if key in holder:
                del holder[key]
        for key in list(pdf.docinfo.keys()):
            del pdf.docinfo[key]
        for key, value in self._info.items():
            pdf.docinfo[key] = value


def _kept(value: Any) -> Any:
    """An entry of the document's information, for another file: names stay names (/Trapped is one)."""
    return pikepdf.Name(str(value)) if isinstance(value, pikepdf.Name) else str(value)


def _saved_as_pdf_a(pdf: Any, draft: BinaryIO) -> bool:
    """Declare `pdf` PDF/A and save it; whether what was written is."""
    import pikepdf.pdfa as archive

    for page in pdf.pages:
        for key in _SLIDE_SHOW:
            if key in page.obj:
                del page.obj[key]
    try:
        archive.prepare(pdf, _FLAVOUR)
        metadata = _MADE_NOW.sub(b"", pdf.Root.Metadata.read_bytes())
        pdf.Root.Metadata.write(metadata)
        pdf.save(draft, **archive.resolve_save_kwargs(_FLAVOUR, deterministic_id=True))
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        return False  # too far from PDF/A to be declared; Ghostscript writes it anew
    draft.seek(0)
    return bool(archive.validate_written(draft, _FLAVOUR).verdict == "pass")
