"""The files of documents for widgets: what is known of one that came again, and one that has moved."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from transcritor_gui.store import KnownFile
from transcritor_gui.ui.service.service_lanes import LaneName, ServiceLanes

__all__ = ["SourcesLink"]


class SourcesLink(QObject):
    known = Signal(object, object)
    """UUID of a job, and the KnownFile that its file was before; nothing follows for a new one."""
    relocated = Signal(object, int)
    """UUID of a job whose file was found, and how many others were found beside it."""
    refused = Signal(object)
    """ErrorInfo: why the file that was chosen is not taken."""

    def __init__(self, lanes: ServiceLanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes

    def request_known(self, job_id: UUID) -> None:
        """`known` follows where something is."""

        def tell(found: KnownFile | None) -> None:
            if found is not None:
                self.known.emit(job_id, found)

        self._lanes.call(LaneName.READS, lambda service: service.sources.known_before(job_id), tell)

    def relocate(self, job_id: UUID, path: Path) -> None:
        """`relocated` or `refused` follows."""
        self._lanes.call(
            LaneName.LONG_CALLS,
            lambda service: service.sources.relocate(job_id, path),
            lambda others: self.relocated.emit(job_id, others),
            refuse=self.refused.emit,
        )
