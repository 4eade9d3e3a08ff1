"""The service on its lanes: opened, called and closed away from the GUI thread.

One lane does commands in the order they were given, one reads, one does what may take long (so that a walk
through a large folder holds up no pause), and one exports. Answers return through the bridge.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs import JobService
from transcritor_gui.ui.service.bridge import Bridge
from transcritor_gui.ui.service.lane import Lane

__all__ = ["LaneName", "ServiceLanes"]

_LAST_CALLS_END_MS: Final = 3_000
"""For a read that has begun, and an export that has been told to stop: they may need the database."""
_STOP_TIMEOUT_S: Final = 5.0
"""For pages in flight when the program ends; after that their processes are killed."""


class LaneName(Enum):
    COMMANDS = "commands"
    READS = "reads"
    LONG_CALLS = "long calls"
    EXPORTS = "exports"


class ServiceLanes(QObject):
    """`open_service` is called on the command lane: opening (and migrating) may take its time."""

    refused = Signal(object)
    """ErrorInfo of a call that failed."""

    def __init__(self, open_service: Callable[[], JobService], bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._open_service = open_service
        self._service: JobService | None = None  # set and cleared on the command lane alone
        self._was_opened = threading.Event()
        self._lanes = {name: Lane(bridge, self) for name in LaneName}

    def open(
        self,
        begin: Callable[[JobService], object],
        *,
        deliver: Callable[[Any], None],
        refuse: Callable[[ErrorInfo], None],
    ) -> None:
        """Open the service and `begin` with it, both on the command lane."""

        def start() -> None:
            try:
                self._service = self._open_service()
                begin(self._service)
            finally:
                self._was_opened.set()

        self._lanes[LaneName.COMMANDS].run(start, deliver=deliver, refuse=refuse)

    def call(
        self,
        lane: LaneName,
        call: Callable[[JobService], object],
        deliver: Callable[[Any], None],
        *,
        refuse: Callable[[ErrorInfo], None] | None = None,
    ) -> None:
        """Do `call` after all earlier ones of its lane; one given before the service is open waits for it.

        Before the opening, and after the end, nothing is done, and nothing delivered. What fails is told by
        `refused` unless there is a `refuse` of its own.
        """

        def on_lane() -> tuple[object, ...]:
            if lane in (LaneName.LONG_CALLS, LaneName.EXPORTS):
                self._was_opened.wait()
            service = self._service
            if service is None:
                return ()
            try:
                return (call(service),)
            except TranscritorError as error:
                if error.info.code is not ErrorCode.DATABASE_DAMAGED:
                    raise
                return (call(service),)  # the damage that was met is mended by now

        def on_gui(outcome: tuple[object, ...]) -> None:
            for result in outcome:
                deliver(result)

        self._lanes[lane].run(on_lane, deliver=on_gui, refuse=self.refused.emit if refuse is None else refuse)

    def run(self, call: Callable[[JobService | None], object], deliver: Callable[[Any], None]) -> None:
        """Do `call` on the command lane, whether the service is open or not."""
        self._lanes[LaneName.COMMANDS].run(
            lambda: call(self._service), deliver=deliver, refuse=self.refused.emit
        )

    def close(self, deliver: Callable[[object], None]) -> None:
        """End the service after the commands given so far; everything else that waits is dropped."""
        for name in (LaneName.READS, LaneName.LONG_CALLS, LaneName.EXPORTS):
            self._lanes[name].forget_waiting()

        def end() -> None:
            service, self._service = self._service, None
            for name in (LaneName.READS, LaneName.EXPORTS):
                self._lanes[name].wait(timeout_ms=_LAST_CALLS_END_MS)
            if service is not None:
                service.stop(timeout_s=_STOP_TIMEOUT_S)

        self._lanes[LaneName.COMMANDS].run(end, deliver=deliver, refuse=deliver)

    def wait(self, *, timeout_ms: int) -> bool:
        """Wait for all lanes after the end; False when one is still at work."""
        return all(lane.wait(timeout_ms=timeout_ms) for lane in self._lanes.values())
