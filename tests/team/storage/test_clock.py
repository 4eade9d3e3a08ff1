"""The spool's clock: every computer tells ages by it, whatever its own clock says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.team.storage.clock import SpoolClock
from transcritor_gui.team.storage.spool import Spool

_THERE = datetime(2026, 3, 1, 12, tzinfo=UTC)


class FarSpool(Spool):
    """One whose computer has a clock of its own."""

    says = _THERE
    is_away = False

    def now(self) -> datetime:
        if self.is_away:
            raise TranscritorError(ErrorCode.SPOOL_AWAY)
        return self.says


class Steady:
    now_s = 50.0

    def __call__(self) -> float:
        return self.now_s


def test_the_time_is_that_of_the_spool(tmp_path: Path) -> None:
    steady = Steady()
    clock = SpoolClock(FarSpool(str(tmp_path)), steady_s=steady)
    assert clock.now() == _THERE
    steady.now_s += 7
    assert clock.now() == _THERE + timedelta(seconds=7)


def test_the_time_is_asked_again_and_goes_on_while_the_spool_is_away(tmp_path: Path) -> None:
    steady, spool = Steady(), FarSpool(str(tmp_path))
    clock = SpoolClock(spool, steady_s=steady)
    clock.now()
    spool.is_away = True
    steady.now_s += 100
    assert clock.now() == _THERE + timedelta(seconds=100)
    spool.is_away, spool.says = False, _THERE + timedelta(hours=1)
    steady.now_s += 100
    assert clock.now() == _THERE + timedelta(hours=1)


def test_a_folder_on_this_computer_has_its_time_and_nothing_stays_of_the_question(tmp_path: Path) -> None:
    spool = Spool(str(tmp_path))
    assert abs(SpoolClock(spool).difference()) < timedelta(seconds=5)
    assert spool.names("clock") == []
