"""Opening a PDF, whatever its state: with PDFium, or rebuilt by qpdf first; refused with the reason why.

`inspect` and `page` get their documents from here through `WorkerState`, which keeps the last few open.
"""

from __future__ import annotations

import io
import logging
import mmap
import warnings
from collections import OrderedDict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

import pypdfium2
from pypdfium2 import raw

from transcritor_gui.document_kinds import examined_file
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pipeline.pdf.annotations import page_with_annotations
from transcritor_gui.pipeline.pdf.attachments import count_attached_documents, may_have_attached_pages
from transcritor_gui.pipeline.pdf.frame import PageFrame
from transcritor_gui.pipeline.pdf.hidden.covering_annotations import COVERING_KINDS, may_cover
from transcritor_gui.pipeline.pdf.mended import FontMender
from transcritor_gui.pipeline.pdf.metadata import has_metadata_bomb
from transcritor_gui.pipeline.pdf.stated import WRONG_KINDS, has_hidden_layers, needs_rendering, user_units

__all__ = ["OpenDocument", "open_document", "page_frame"]

_log = logging.getLogger(__name__)

_PAGES_KEPT = 4
_MOST_OBJECTS_KEPT = 50_000
"""Of a PDF that qpdf holds open beside PDFium, for the maps of its fonts: some 20 MB. A file of 1,000 pages
has 7,000, and takes 40 ms to open and to close, at each page that is mended."""
_DEFAULT_SIZE = (612.0, 792.0)
"""Points; what readers take for a page without a size."""


@dataclass
class OpenDocument:
    """A PDF held open by PDFium. Belongs to one thread at a time; `close` it."""

    path: str
    pdf: pypdfium2.PdfDocument
    password: str | None
    repaired: bool
    _rebuilt: pypdfium2.PdfDocument | None = None
    _user_units: dict[int, float] | None = None
    _has_hidden_layers: bool | None = None
    _dynamic_xfa: bool | None = None
    _mender: FontMender | None = None
    _flattened: set[int] = field(default_factory=set)
    _remade: OrderedDict[tuple[int, str], pypdfium2.PdfDocument] = field(default_factory=OrderedDict)
    """Pages made anew, by their place in this document and by what is different in them."""

    @property
    def page_count(self) -> int:
        return len(self.pdf)

    @property
    def encrypted(self) -> bool:
        return bool(raw.FPDF_GetSecurityHandlerRevision(self.pdf.raw) != -1)

    @property
    def dynamic_xfa(self) -> bool:
        """Whether its pages only ask for another reader: an XFA form with pages made at run time."""
        if self._dynamic_xfa is None:
            self._dynamic_xfa = bool(self.pdf.get_formtype() == raw.FORMTYPE_XFA_FULL) or (
                # A shell without any /AcroForm still says so in its catalogue.
                self.page_count == 1
                and _mentions(self.path, b"/NeedsRendering")
                and needs_rendering(self.path, self.password)
            )
        return self._dynamic_xfa

    @property
    def attached_documents(self) -> int:
        """How many PDFs and pictures are embedded as files, besides the pages."""
        may_be = raw.FPDFDoc_GetAttachmentCount(self.pdf.raw) > 0 or may_have_attached_pages(self.path)
        return count_attached_documents(self.path, self.password) if may_be else 0

    def page(self, page_index: int) -> pypdfium2.PdfPage:
        """The page, which the caller closes; raises PAGE_UNREADABLE where no repair helps either."""
        if not 0 <= page_index < self.page_count:
            raise TranscritorError(ErrorCode.PAGE_UNREADABLE, page=page_index + 1)
        try:
            return self._prepared(self.pdf, page_index)
        except pypdfium2.PdfiumError as error:
            try:
                if self._rebuilt is None:
                    self._rebuilt = _rebuilt_with_qpdf(self.path, self.password)
                return self._prepared(self._rebuilt, page_index)
            except (TranscritorError, pypdfium2.PdfiumError):
                raise TranscritorError(ErrorCode.PAGE_UNREADABLE, page=page_index + 1) from error

    def mended_page(self, page_index: int, *, names_first: bool) -> pypdfium2.PdfPage | None:
        """The page with the maps of its fonts made anew, of a document that is kept here for a while.

        None where that fails, and with `names_first` where they are no others than without.
        """
        variant = "names" if names_first else "codes"
        known = self._remade.get((page_index, variant))
        if known is None:
            make = partial(self._mended, page_index, names_first=names_first)
            known = self._made_anew(page_index, variant, make)
        return None if known is None else known[0]

    def user_unit(self, page_index: int) -> float:
        """Points per unit of the page's user space; PDFium itself leaves /UserUnit out of account."""
        if self._user_units is None:
            mentioned = _mentions(self.path, b"/UserUnit")
            self._user_units = user_units(self.path, self.password) if mentioned else {}
        return self._user_units.get(page_index, 1.0)

    @property
    def has_hidden_layers(self) -> bool:
        """Whether the file says of some of its layers (optional content) that they are not shown."""
        if self._has_hidden_layers is None:
            # The catalogue that names the layers may lie in a packed object stream.
            named = _mentions(self.path, b"/OCProperties") or _mentions(self.path, b"/ObjStm")
            self._has_hidden_layers = named and has_hidden_layers(self.path, self.password)
        return self._has_hidden_layers

    def close(self) -> None:
        self.pdf.close()
        if self._mender is not None:
            self._mender.close()
        while self._remade:
            self._remade.popitem()[1].close()
        if self._rebuilt is not None:
            self._rebuilt.close()

    def __enter__(self) -> OpenDocument:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _prepared(self, pdf: pypdfium2.PdfDocument, page_index: int) -> pypdfium2.PdfPage:
        """The page with what is written in form fields, stamps and notes on it made part of its content."""
        drawn = self._remade.get((page_index, ""))
        if drawn is not None:
            return drawn[0]
        page = pdf[page_index]
        if page_index in self._flattened or not _has_drawn_annotations(page):
            return page
        drawn = self._made_anew(page_index, "", partial(self._with_annotations, page_index))
        if drawn is not None:
            page.close()
            return drawn[0]
        self._flattened.add(page_index)
        result = raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
        if result != raw.FLATTEN_SUCCESS:
            return page
        page.close()
        return pdf[page_index]

    def _made_anew(
        self, page_index: int, variant: str, make: Callable[[], bytes | None]
    ) -> pypdfium2.PdfDocument | None:
        """The page that `make` has made with qpdf, as a document of its own; None where qpdf cannot."""
        import pikepdf

        try:
            data = make()
            if data is None:
                return None
            made = pypdfium2.PdfDocument(data)
        except (pikepdf.PikepdfError, pypdfium2.PdfiumError, *WRONG_KINDS) as error:
            _log.warning("A page cannot be made anew: %s", type(error).__name__)
            return None
        self._remade[page_index, variant] = made
        while len(self._remade) > _PAGES_KEPT:
            self._remade.popitem(last=False)[1].close()
        return made

    def _with_annotations(self, page_index: int) -> bytes:
        with self._opened_by_qpdf() as pdf:
            return page_with_annotations(pdf, page_index)

    def _mended(self, page_index: int, *, names_first: bool) -> bytes | None:
        mender = self._mender
        if mender is None:
            mender = FontMender(self._opened_by_qpdf())
            if mender.object_count > _MOST_OBJECTS_KEPT:
                with closing(mender):
                    return mender.page(page_index, names_first=names_first)
            self._mender = mender
        return mender.page(page_index, names_first=names_first)

    def _opened_by_qpdf(self) -> Any:
        import pikepdf

        return pikepdf.open(self.path, password=self.password if self.password is not None else "")


def open_document(path: str, *, password: str | None = None) -> OpenDocument:
    """The PDF at `path`, opened.

    Raises FILE_MISSING, FILE_UNREADABLE, PDF_EMPTY, NOT_A_PDF, PASSWORD_NEEDED, PASSWORD_WRONG,
    PDF_ENCRYPTION_UNSUPPORTED, PDF_DAMAGED or PDF_NO_PAGES.
    """
    examined_file(path)
    repaired = False
    try:
        if has_metadata_bomb(path, password):
            pdf = _rebuilt_with_qpdf(path, password)
        else:
            _forget_last_error()
            pdf = pypdfium2.PdfDocument(Path(path).absolute(), password=password)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise TranscritorError(ErrorCode.PDF_ENCRYPTION_UNSUPPORTED, name=Path(path).name) from error
        if error.err_code == raw.FPDF_ERR_PASSWORD and not password:
            raise TranscritorError(ErrorCode.PASSWORD_NEEDED, name=Path(path).name) from error
        # A password that PDFium refuses may still open the file: qpdf knows more of their encodings.
        pdf = _rebuilt_with_qpdf(path, password)
        repaired = error.err_code != raw.FPDF_ERR_PASSWORD
    if pdf.get_formtype() == raw.FORMTYPE_ACRO_FORM:
        pdf.init_forms()  # draws the values of fields that were filled without being drawn
    return OpenDocument(path, pdf, password, repaired)


def _forget_last_error() -> None:
    """Make PDFium's last error that of a file which is no PDF.

    Where it refuses one without saying why (it has no pages, say), the error of an earlier one would be told:
    that it needs a password.
    """
    raw.FPDF_LoadMemDocument(b"-", 1, None)


def _rebuilt_with_qpdf(path: str, password: str | None) -> pypdfium2.PdfDocument:
    """The document written anew without its metadata, which nothing here reads and PDFium would unpack."""
    import pikepdf

    name = Path(path).name
    data = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a damaged file lacks, and of a password it did not need
            with pikepdf.open(path, password=password if password is not None else "") as pdf:
                if len(pdf.pages) == 0:
                    raise TranscritorError(ErrorCode.PDF_NO_PAGES, name=name)
                if "/Metadata" in pdf.Root:
                    del pdf.Root["/Metadata"]
                pdf.save(data)
        return pypdfium2.PdfDocument(data.getvalue())
    except pikepdf.PasswordError as error:
        code = ErrorCode.PASSWORD_WRONG if password else ErrorCode.PASSWORD_NEEDED
        raise TranscritorError(code, name=name) from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError, RuntimeError, ValueError, OSError) as error:
        raise TranscritorError(ErrorCode.PDF_DAMAGED, name=name) from error


_WRITTEN = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP})


def _has_drawn_annotations(page: pypdfium2.PdfPage) -> bool:
    """Whether annotations say something, or may hide what the page says."""
    for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        counts = kind in _WRITTEN or (kind in COVERING_KINDS and may_cover(annotation))
        raw.FPDFPage_CloseAnnot(annotation)
        if counts:
            return True
    return False


def _mentions(path: str, name: bytes) -> bool:
    """Whether the bytes of the file hold `name`; one inside a packed object stream is not seen."""
    with Path(path).open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(name) >= 0


def page_frame(page: pypdfium2.PdfPage, *, user_unit: float) -> PageFrame:
    """The page's visible box and how it is shown."""
    bounds = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, bounds)
    low, high = sorted((bounds.bottom, bounds.top))
    if bounds.right <= bounds.left or high <= low:
        return PageFrame(0.0, 0.0, *_DEFAULT_SIZE, 0)
    rotation = int(raw.FPDFPage_GetRotation(page.raw)) * 90 % 360
    return PageFrame(bounds.left, low, bounds.right, high, rotation, user_unit)
