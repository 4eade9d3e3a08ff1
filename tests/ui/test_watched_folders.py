"""Folders watched by the window: begun with it, following the settings, gone on with at the next start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtTest import QSignalSpy

from tests.jobs import fakes
from tests.ui.desk import BOUND_MS, Desk
from transcritor_gui.jobs.watching.watch_state import WatchCondition
from transcritor_gui.model import ExportWish, JobStatus, WatchSetting
from transcritor_gui.settings import Settings


def _settings(tmp_path: Path) -> Settings:
    (tmp_path / "in").mkdir(exist_ok=True)
    wish = ExportWish(format="txt", folder=str(tmp_path / "texts"))
    return replace(Settings(), watched_folders=(WatchSetting(str(tmp_path / "in"), wish),))


def _put(tmp_path: Path, name: str) -> None:
    fakes.write_document(tmp_path / "draft", "ok", salt=f"{name} %%EOF").rename(tmp_path / "in" / name)


def test_what_comes_into_a_folder_is_in_the_list_and_written(desk: Desk, tmp_path: Path) -> None:
    with desk.qtbot.waitSignal(desk.controller.settings_changed, timeout=BOUND_MS):
        desk.controller.change_settings(_settings(tmp_path))
    news = QSignalSpy(desk.window.parts.intake.notice)
    _put(tmp_path, "a.pdf")
    desk.wait_for("a.pdf", JobStatus.DONE)
    desk.wait((tmp_path / "texts" / "a.txt").exists)
    desk.wait(lambda: desk.controller.watching.states[0].written == 1)
    assert news.count() == 0
    off = replace(_settings(tmp_path).watched_folders[0], is_on=False)
    desk.controller.change_settings(replace(Settings(), watched_folders=(off,)))
    desk.wait(lambda: desk.controller.watching.states[0].condition is WatchCondition.OFF)
