"""From the search field to the table: names at once, then what the full-text search found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.store import FoundDocument
from transcritor_gui.ui.job_list.job_model import JobModel
from transcritor_gui.ui.search.search_field import SearchField
from transcritor_gui.ui.service.controller import Controller

__all__ = ["SearchControl", "snippet_words"]

_LETTERS_BEFORE = 8
"""At most, of what stands before the first word found: in a narrow row only the beginning is seen."""


class SearchControl(QObject):
    changed = Signal()
    """The rows have been filtered anew."""
    began = Signal()
    """The first letter has been typed: everything is searched, whatever group was shown."""
    found = Signal()
    """What was found inside the texts is listed."""

    def __init__(
        self, controller: Controller, model: JobModel, field: SearchField, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._model = model
        self._typed = ""
        self._asked = ""
        self._hits: dict[UUID, FoundDocument] = {}
        field.typed.connect(self._on_typed)
        field.rested.connect(self._on_rested)
        controller.search.finished.connect(self._on_found)
        controller.search.similar_found.connect(self._on_similar)

    @property
    def text(self) -> str:
        """What is searched for."""
        return self._typed

    def hit(self, job_id: UUID) -> FoundDocument | None:
        """What was found in the text of a job."""
        return self._hits.get(job_id)

    def count_words(self) -> str:
        """How much was found, for the line beside the field; '' while nothing is searched for."""
        if not self._typed or self._asked != self._typed:
            return ""
        shown = [hit for hit in self._hits.values() if self._model.row_of(hit.job_id) is not None]
        exact = [document for document in shown if not document.is_similar]
        words = tr(
            "{pages} in {documents}",
            pages=ntr("{count} page", "{count} pages", sum(document.pages for document in exact)),
            documents=ntr("{count} document", "{count} documents", len(exact)),
        )
        similar = len(shown) - len(exact)
        if not similar:
            return words
        return " · ".join((words, ntr("{count} similar", "{count} similar", similar)))

    def empty_words(self) -> str:
        """What to say when no row is left; '' while nothing is searched for."""
        return tr("Nothing found for “{words}”", words=self._typed) if self._typed else ""

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        if text and not self._typed:
            self.began.emit()
        self._typed = text
        if not text or not text.startswith(self._asked):
            self._hits = {}
        self._show()

    @Slot(str)
    def _on_rested(self, text: str) -> None:
        if text != self._asked:
            self._asked = text
            if text:
                self._controller.search.begin(text)

    @Slot(str, object)
    def _on_found(self, text: str, documents: tuple[FoundDocument, ...]) -> None:
        if text != self._typed:
            return
        self._hits = {document.job_id: document for document in documents}
        self._show()
        self.found.emit()

    @Slot(str, object)
    def _on_similar(self, text: str, documents: tuple[FoundDocument, ...]) -> None:
        """Further documents come behind those that are shown already."""
        if text == self._typed and documents:
            self._hits.update({document.job_id: document for document in documents})
            self._show()

    def _show(self) -> None:
        self._model.set_search(self._typed, _SnippetWords(self._hits if self._typed else {}))
        self.changed.emit()


class _SnippetWords(Mapping[UUID, str]):
    """The words of each hit, put together when a row is painted: thousands may be found."""

    def __init__(self, hits: Mapping[UUID, FoundDocument]) -> None:
        self._hits = dict(hits)

    def __getitem__(self, job_id: UUID) -> str:
        return snippet_words(self._hits[job_id])

    def __contains__(self, job_id: object) -> bool:
        return job_id in self._hits

    def __iter__(self) -> Iterator[UUID]:
        return iter(self._hits)

    def __len__(self) -> int:
        return len(self._hits)


def snippet_words(found: FoundDocument) -> str:
    """How many pages, the first of them, and the text around the first word found."""
    page = tr("page {number}", number=found.page_index + 1)
    if found.is_similar and found.snippet:
        snippet = _from_mark(found)
        return tr(
            "Similar words, {pages} · {page}: {snippet}", pages=_pages(found), page=page, snippet=snippet
        )
    if found.is_similar:
        return tr("Similar words, {pages}, first on {page}", pages=_pages(found), page=page)
    if not found.snippet:
        return tr("{pages}, first on {page}", pages=_pages(found), page=page)
    snippet = _from_mark(found)
    if found.pages == 1:
        return tr("Page {number}: {snippet}", number=found.page_index + 1, snippet=snippet)
    return tr("{pages} · {page}: {snippet}", pages=_pages(found), page=page, snippet=snippet)


def _pages(found: FoundDocument) -> str:
    return ntr("{count} page", "{count} pages", found.pages)


def _from_mark(hit: FoundDocument) -> str:
    """The snippet from a whole word a little before the first one found."""
    mark = hit.marks[0][0] if hit.marks else 0
    if mark <= _LETTERS_BEFORE:
        return hit.snippet
    space = hit.snippet.find(" ", mark - _LETTERS_BEFORE - 1, mark)
    word = (space if space >= 0 else hit.snippet.rfind(" ", 0, mark)) + 1
    return f"…{hit.snippet[word:].lstrip('…')}"
