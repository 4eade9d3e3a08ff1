"""Pages of documents for widgets: what was read of one, and its picture."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from transcritor_gui.errors import TranscritorError
from transcritor_gui.jobs import JobService
from transcritor_gui.model import PageResult
from transcritor_gui.ui.service.bridge import Bridge, Delivery
from transcritor_gui.ui.service.previews import preview_picture
from transcritor_gui.ui.service.service_lanes import LaneName, ServiceLanes

__all__ = ["PagesLink"]


@dataclass(frozen=True, slots=True)
class _Preview:
    job_id: UUID
    page_index: int
    value: Any
    """A QImage or an ErrorInfo."""


class PagesLink(QObject):
    preview_ready = Signal(object, int, QImage)
    """UUID, page_index, the page's picture."""
    preview_failed = Signal(object, int, object)
    """UUID, page_index, ErrorInfo."""

    def __init__(self, lanes: ServiceLanes, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._bridge = bridge

    def request_page(
        self, job_id: UUID, page_index: int, deliver: Callable[[PageResult | None], None]
    ) -> None:
        """A page, or None where it has not been read yet; `deliver` is called on the GUI thread."""
        self._lanes.call(LaneName.READS, lambda service: service.page(job_id, page_index), deliver)

    def request_preview(self, job_id: UUID, page_index: int, width_px: int) -> None:
        """`preview_ready` or `preview_failed` follows, or nothing when the program is ending."""

        def report(future: Future[Any]) -> None:
            value = preview_picture(future)
            if value is not None:
                self._bridge.post(Delivery(self._on_preview, _Preview(job_id, page_index, value)))

        def begin(service: JobService) -> None:
            try:
                service.preview(job_id, page_index, width_px=width_px).add_done_callback(report)
            except TranscritorError as error:
                self._bridge.post(Delivery(self._on_preview, _Preview(job_id, page_index, error.info)))

        self._lanes.call(LaneName.READS, begin, _nothing_more)

    def _on_preview(self, preview: _Preview) -> None:
        if isinstance(preview.value, QImage):
            self.preview_ready.emit(preview.job_id, preview.page_index, preview.value)
        else:
            self.preview_failed.emit(preview.job_id, preview.page_index, preview.value)


def _nothing_more(_result: object) -> None:
    """The picture comes by itself when a worker has drawn it."""
