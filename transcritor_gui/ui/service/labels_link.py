"""Notes and tags for widgets: what is asked for goes in, what was there before comes back for an undo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from transcritor_gui.model.labels import Labels
from transcritor_gui.ui.service.service_lanes import LaneName, ServiceLanes

__all__ = ["LabelsLink"]


class LabelsLink(QObject):
    changed = Signal(object)
    """tuple[Labels, ...] of the documents that were changed, as they were before; none for a `restore`."""

    def __init__(self, lanes: ServiceLanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes

    def put(self, labels: Sequence[Labels]) -> None:
        """Give documents these notes and tags; `changed` follows, and the controller's `jobs_changed`."""
        self._lanes.call(LaneName.COMMANDS, lambda service: service.labels.put(labels), self._on_put)

    def restore(self, labels: Sequence[Labels]) -> None:
        """Put back what `changed` told of."""
        self._lanes.call(LaneName.COMMANDS, lambda service: service.labels.put(labels), _nothing_more)

    def _on_put(self, before: tuple[Labels, ...]) -> None:
        if before:
            self.changed.emit(before)


def _nothing_more(_before: object) -> None:
    """The changes themselves come as events."""
