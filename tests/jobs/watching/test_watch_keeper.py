"""Watched folders that follow the settings: how they stand is told, and a change of the rules takes hold."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.jobs import fakes
from tests.jobs.office import BOUND_S, Office
from tests.jobs.watching.test_watch_folders import PACE
from transcritor_gui.errors import ErrorCode
from transcritor_gui.jobs.watching.rule_lock import RuleLock
from transcritor_gui.jobs.watching.watch_keeper import WatchKeeper
from transcritor_gui.jobs.watching.watch_rule import WatchRule, rule_digest
from transcritor_gui.jobs.watching.watch_state import WatchCondition, WatchState
from transcritor_gui.model import ExportWish, TranscriptionOptions, WatchSetting
from transcritor_gui.settings import Settings


class Kept:
    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path
        (tmp_path / "out").mkdir()
        self.office = Office(tmp_path / "home")
        self.keeper = WatchKeeper(self.office.service, tell=self._tell, pace=PACE)
        self._told: tuple[WatchState, ...] = ()
        self._changed = threading.Condition()

    def setting(self, name: str) -> WatchSetting:
        (self.folder / name).mkdir(exist_ok=True)
        wish = ExportWish(format="txt", folder=str(self.folder / "out" / name))
        return WatchSetting(str(self.folder / name), wish)

    def put(self, folder: str, name: str, *pages: str) -> None:
        draft = fakes.write_document(self.folder / "home" / "draft", *pages, salt=f"{name} %%EOF")
        draft.rename(self.folder / folder / name)

    def follow(self, *rules: WatchSetting) -> None:
        self.keeper.follow(replace(Settings(), watched_folders=rules))

    def wait(self, condition: Callable[[WatchState], bool], *, of: int = 0) -> WatchState:
        with self._changed:
            came = self._changed.wait_for(
                lambda: len(self._told) > of and condition(self._told[of]), timeout=BOUND_S
            )
            assert came, f"waited in vain; told: {self._told}"
            return self._told[of]

    def _tell(self, states: tuple[WatchState, ...]) -> None:
        with self._changed:
            self._told = states
            self._changed.notify_all()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    (tmp_path / "home").mkdir()
    kept = Kept(tmp_path)
    kept.office.service.start()
    yield kept
    kept.keeper.stop()
    kept.office.service.stop(timeout_s=0)


def test_what_became_of_files_is_told_of_their_folder(kept: Kept) -> None:
    kept.follow(kept.setting("a"), kept.setting("b"))
    kept.put("b", "good.pdf", "ok")
    written = kept.wait(lambda state: state.written == 1, of=1)
    assert (written.condition, written.last_file) == (WatchCondition.WATCHING, "good.pdf")
    kept.put("b", "bad.pdf", "damaged")
    (failure,) = kept.wait(lambda state: bool(state.failures), of=1).failures
    assert failure.path.name == "bad.pdf"
    assert failure.error is not None
    assert kept.keeper.states()[0].taken == 0


def test_a_folder_that_goes_away_and_comes_back_is_told(kept: Kept) -> None:
    kept.follow(kept.setting("a"))
    kept.wait(lambda state: state.condition is WatchCondition.WATCHING)
    (kept.folder / "a").rename(kept.folder / "elsewhere")
    kept.wait(lambda state: state.condition is WatchCondition.AWAY)
    (kept.folder / "elsewhere").rename(kept.folder / "a")
    kept.wait(lambda state: state.condition is WatchCondition.WATCHING)


def test_other_rules_take_hold_and_what_was_counted_stays(kept: Kept) -> None:
    kept.follow(kept.setting("a"))
    kept.put("a", "first.pdf", "ok")
    kept.wait(lambda state: state.written == 1)
    kept.follow(replace(kept.setting("a"), is_on=False), kept.setting("b"))
    off = kept.wait(lambda state: state.condition is WatchCondition.OFF)
    assert off.written == 1
    kept.put("b", "second.pdf", "ok")
    kept.wait(lambda state: state.written == 1, of=1)


def test_a_rule_that_cannot_be_is_told_and_the_others_go_on(kept: Kept) -> None:
    good = kept.setting("a")
    within = replace(kept.setting("b"), export=ExportWish(folder=str(kept.folder / "a" / "out")))
    preset = replace(kept.setting("c"), preset="none")
    kept.follow(good, within, preset)
    kept.wait(lambda state: state.condition is WatchCondition.FAULTY, of=2)
    faults = [state.fault.code if state.fault is not None else None for state in kept.keeper.states()]
    assert faults == [None, ErrorCode.WATCH_FOLDERS_OVERLAP, ErrorCode.PRESET_UNKNOWN]
    kept.put("a", "good.pdf", "ok")
    kept.wait(lambda state: state.written == 1)


def test_a_rule_that_another_program_carries_out_waits_for_its_end(kept: Kept) -> None:
    setting = kept.setting("a")
    rule = WatchRule(Path(setting.folder), TranscriptionOptions(), "txt", Path(setting.export.folder))
    other = RuleLock(kept.office.service.watch_locks, rule_digest(rule))
    assert other.acquire()
    kept.put("a", "good.pdf", "ok")
    kept.follow(setting)
    kept.wait(lambda state: state.condition is WatchCondition.HELD)
    other.release()
    kept.wait(lambda state: state.condition is WatchCondition.WATCHING)
    kept.wait(lambda state: state.written == 1)
