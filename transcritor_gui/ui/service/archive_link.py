"""Backing up and restoring the history for widgets: on the lane of exports, with progress and a stop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from transcritor_gui.jobs import JobService
from transcritor_gui.store import ArchiveFacts
from transcritor_gui.ui.service.bridge import Bridge, Delivery
from transcritor_gui.ui.service.service_lanes import LaneName, ServiceLanes
from transcritor_gui.ui.service.wish import Wish

__all__ = ["ArchiveLink"]

_STEPS = 200
"""Progress is passed on when it has moved by one of so many."""


class ArchiveLink(QObject):
    """One thing at a time."""

    looked_into = Signal(object, object)
    """Path of a backup, and its ArchiveFacts."""
    progressed = Signal(float)
    """0 to 1"""
    backed_up = Signal(object, object)
    """Path, and the ArchiveFacts of what was written; None when it was stopped."""
    restored = Signal(object)
    """ArchiveFacts, or None when it was stopped."""
    refused = Signal(object)
    """ErrorInfo: nothing has changed."""

    def __init__(self, lanes: ServiceLanes, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._bridge = bridge
        self._wish = Wish()

    def look_into(self, path: Path) -> None:
        """`looked_into` or `refused` follows."""
        self._lanes.call(
            LaneName.READS,
            lambda service: service.archive.facts(path),
            lambda facts: self.looked_into.emit(path, facts),
            refuse=self.refused.emit,
        )

    def back_up(self, path: Path) -> None:
        """`progressed`, and `backed_up` or `refused` follow."""

        def write(service: JobService) -> ArchiveFacts | None:
            return service.archive.back_up(path, is_wanted=self._wish.is_held, on_progress=self._paced())

        self._begin(write, lambda facts: self.backed_up.emit(path, facts))

    def restore(self, path: Path) -> None:
        """`progressed`, and `restored` or `refused` follow."""

        def read(service: JobService) -> ArchiveFacts | None:
            return service.archive.restore(path, is_wanted=self._wish.is_held, on_progress=self._paced())

        self._begin(read, self.restored.emit)

    def stop(self) -> None:
        """Give up what is going on."""
        self._wish.give_up()

    def _begin(
        self,
        call: Callable[[JobService], ArchiveFacts | None],
        deliver: Callable[[ArchiveFacts | None], None],
    ) -> None:
        self._wish = Wish()
        self._lanes.call(LaneName.EXPORTS, call, deliver, refuse=self.refused.emit)

    def _paced(self) -> Callable[[float], None]:
        last = -1

        def tell(done: float) -> None:
            nonlocal last
            step = int(done * _STEPS)
            if step != last:
                last = step
                self._bridge.post(Delivery(self.progressed.emit, done))

        return tell
