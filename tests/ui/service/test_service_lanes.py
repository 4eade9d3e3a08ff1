"""The service behind the window: when it is closed."""

from __future__ import annotations

import threading
from typing import cast

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.ui.service.test_lane import WAIT_MS, Ear
from transcritor_gui.jobs import JobService
from transcritor_gui.ui.service.bridge import Bridge
from transcritor_gui.ui.service.service_lanes import LaneName, ServiceLanes


class _Service:
    def __init__(self) -> None:
        self.is_stopped = threading.Event()

    def stop(self, *, timeout_s: float) -> None:
        del timeout_s
        self.is_stopped.set()


def test_a_read_that_has_begun_ends_before_the_service_does(qtbot: QtBot) -> None:
    service, ear, began, owner = _Service(), Ear(), threading.Event(), QObject()
    lanes = ServiceLanes(lambda: cast("JobService", service), Bridge(owner), owner)
    lanes.open(lambda _service: None, deliver=ear.hear, refuse=ear.hear)
    qtbot.waitUntil(lambda: len(ear.heard) == 1)

    def read(_service: JobService) -> bool:
        began.set()
        return service.is_stopped.wait(0.3)

    was_stopped = Ear()
    lanes.call(LaneName.READS, read, was_stopped.hear)
    assert began.wait(WAIT_MS / 1000)
    lanes.close(ear.hear)
    qtbot.waitUntil(lambda: len(ear.heard) == 2)
    assert was_stopped.heard == [False]
    assert service.is_stopped.is_set()
    assert lanes.wait(timeout_ms=WAIT_MS)
