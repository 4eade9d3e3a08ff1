"""The search in all that was transcribed, for widgets."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from transcritor_gui.store import FoundDocument
from transcritor_gui.ui.service.service_lanes import LaneName, ServiceLanes

__all__ = ["SearchLink"]


class SearchLink(QObject):
    finished = Signal(str, object)
    """The words searched for, tuple of the store's FoundDocument, those with the most hits first."""
    similar_found = Signal(str, object)
    """The same for further documents, in which the words may stand misread."""

    def __init__(self, lanes: ServiceLanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes

    def begin(self, text: str) -> None:
        """Look for words; `finished` follows, and then `similar_found`."""

        def look_further(documents: tuple[FoundDocument, ...]) -> None:
            self.finished.emit(text, documents)
            known = [document.job_id for document in documents]
            self._lanes.call(
                LaneName.READS,
                lambda service: service.similar_documents(text, but=known),
                lambda similar: self.similar_found.emit(text, similar),
            )

        self._lanes.call(LaneName.READS, lambda service: service.search_documents(text), look_further)
