"""What a worker keeps between pages."""

from __future__ import annotations

import pytest

from transcritor_gui.pipeline.recognition.picture import RegionReading
from transcritor_gui.pipeline.state import WorkerState

_NOTHING = RegionReading((), 0, 0.0)


def _never() -> RegionReading:
    pytest.fail("read a second time")


def test_the_same_picture_is_read_once() -> None:
    state = WorkerState()
    assert state.reading(b"a", lambda: _NOTHING) is _NOTHING
    assert state.reading(b"a", _never) is _NOTHING


def test_only_the_latest_readings_are_kept() -> None:
    state = WorkerState()
    for number in range(200):
        state.reading(b"%d" % number, lambda: _NOTHING)
    read: list[bytes] = []

    def again() -> RegionReading:
        read.append(b"0")
        return _NOTHING

    state.reading(b"199", _never)
    state.reading(b"0", again)
    assert read == [b"0"]
