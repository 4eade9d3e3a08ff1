from __future__ import annotations

import logging
import threading

import pytest
from pytestqt.qtbot import QtBot

from transcritor_gui.ui.service.launcher import QtLauncher


def test_every_run_is_called_and_an_error_in_one_harms_no_other(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    launcher = QtLauncher()
    called: list[int] = []
    lock = threading.Lock()

    def run(number: int) -> None:
        with lock:
            called.append(number)
        if number == 3:
            raise RuntimeError

    with caplog.at_level(logging.ERROR):
        for number in range(200):
            launcher.launch(lambda number=number: run(number))  # type: ignore[misc]
        assert launcher.wait(timeout_ms=30_000) or len(called) == 200
    assert "a document's thread ended in an error" in caplog.text


def test_what_is_still_at_work_is_told(qtbot: QtBot) -> None:
    launcher = QtLauncher()
    begun, may_end = threading.Event(), threading.Event()

    def run() -> None:
        begun.set()
        may_end.wait()

    launcher.launch(run)
    assert begun.wait(30)
    assert not launcher.wait(timeout_ms=1)
    may_end.set()
    assert launcher.wait(timeout_ms=30_000)
