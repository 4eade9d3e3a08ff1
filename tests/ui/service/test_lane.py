"""The threads that do the window's requests."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.ui.service.bridge import Bridge
from transcritor_gui.ui.service.lane import Lane

WAIT_MS = 10_000


class Ear:
    def __init__(self) -> None:
        self.heard: list[object] = []

    def hear(self, value: object) -> None:
        self.heard.append(value)


@pytest.fixture
def lane(qtbot: QtBot) -> Lane:
    return Lane(Bridge())


def test_all_calls_are_done_in_order_on_one_thread_of_python(qtbot: QtBot, lane: Lane) -> None:
    own, ear = threading.local(), Ear()

    def count() -> int:
        own.calls = getattr(own, "calls", 0) + 1
        return int(own.calls)

    for _call in range(5):
        lane.run(count, deliver=ear.hear, refuse=ear.hear)
    qtbot.waitUntil(lambda: len(ear.heard) == 5)
    assert ear.heard == [1, 2, 3, 4, 5]
    assert lane.wait(timeout_ms=WAIT_MS)


def test_failures_come_as_values_and_the_lane_goes_on(qtbot: QtBot, lane: Lane) -> None:
    ear = Ear()

    def refuse() -> None:
        raise TranscritorError(ErrorCode.DISK_FULL)

    lane.run(refuse, deliver=ear.hear, refuse=ear.hear)
    lane.run(lambda: 1 // 0, deliver=ear.hear, refuse=ear.hear)
    lane.run(lambda: "well", deliver=ear.hear, refuse=ear.hear)
    qtbot.waitUntil(lambda: len(ear.heard) == 3)
    assert ear.heard == [ErrorInfo(ErrorCode.DISK_FULL), ErrorInfo(ErrorCode.INTERNAL), "well"]
    assert lane.wait(timeout_ms=WAIT_MS)


def test_what_waits_can_be_forgotten_and_what_runs_is_waited_for(qtbot: QtBot, lane: Lane) -> None:
    ear, began, may_end = Ear(), threading.Event(), threading.Event()

    def hold() -> str:
        began.set()
        may_end.wait()
        return "held"

    lane.run(hold, deliver=ear.hear, refuse=ear.hear)
    lane.run(lambda: "forgotten", deliver=ear.hear, refuse=ear.hear)
    assert began.wait(WAIT_MS / 1000)
    lane.forget_waiting()
    assert not lane.wait(timeout_ms=1)
    may_end.set()
    assert lane.wait(timeout_ms=WAIT_MS)
    qtbot.waitUntil(lambda: ear.heard == ["held"])
    lane.run(lambda: "again", deliver=ear.hear, refuse=ear.hear)
    qtbot.waitUntil(lambda: ear.heard == ["held", "again"])
    assert lane.wait(timeout_ms=WAIT_MS)


def test_the_thread_ends_with_the_lane(qtbot: QtBot) -> None:
    lane, ear = Lane(Bridge()), Ear()
    lane.run(threading.current_thread, deliver=ear.hear, refuse=ear.hear)
    qtbot.waitUntil(lambda: bool(ear.heard))
    (thread,) = ear.heard
    assert isinstance(thread, threading.Thread)
    lane.deleteLater()
    qtbot.waitUntil(lambda: not thread.is_alive())


def test_an_answer_for_a_window_that_has_been_closed_is_dropped(qtbot: QtBot) -> None:
    window = QObject()
    lane = Lane(Bridge(window), window)
    ear, began, may_end = Ear(), threading.Event(), threading.Event()
    threads: list[threading.Thread] = []

    def hold() -> None:
        threads.append(threading.current_thread())
        began.set()
        may_end.wait()

    lane.run(hold, deliver=ear.hear, refuse=ear.hear)
    assert began.wait(WAIT_MS / 1000)
    with qtbot.waitSignal(window.destroyed):
        window.deleteLater()
    may_end.set()
    qtbot.waitUntil(lambda: not threads[0].is_alive())
    assert ear.heard == []
