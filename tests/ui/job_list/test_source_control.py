"""Files that come again, and files that have moved, in the real window."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.ui.desk import Desk
from tests.ui.made_jobs import made_job
from transcritor_gui.i18n import install_language
from transcritor_gui.model import JobStatus
from transcritor_gui.store import KnownFile
from transcritor_gui.ui.job_list.source_control import known_words


def test_the_day_is_told_as_the_language_writes_it() -> None:
    finished = datetime(2026, 11, 30, 12, tzinfo=UTC).astimezone()
    known = KnownFile(replace(made_job("a.pdf", JobStatus.DONE), finished_at=finished), 0)
    assert known_words([known]) == "“a.pdf” was transcribed on 2026-11-30 already"
    install_language("pt_BR")
    assert known_words([known]) == "“a.pdf” já havia sido transcrito em 30/11/2026"


def said(desk: Desk, words: str) -> bool:
    return words in desk.window.parts.notices.words.text()


def test_a_file_added_again_says_what_is_known_of_it(desk: Desk, tmp_path: Path) -> None:
    first = desk.document("a.pdf", "ok")
    desk.add(first)
    earlier = desk.wait_for("a.pdf", JobStatus.DONE)
    again = tmp_path / "copy.pdf"
    shutil.copy(first, again)
    desk.add(again)
    desk.wait_for("copy.pdf", JobStatus.DONE)
    desk.wait(lambda: said(desk, "“a.pdf” was transcribed on"))
    desk.window.parts.notices.action_button.click()
    job = desk.window.parts.review.job
    assert job is not None
    assert job.id == earlier.id


def test_a_file_that_has_moved_is_asked_for_when_its_picture_is_wanted(desk: Desk, tmp_path: Path) -> None:
    path = desk.document("a.pdf", "ok")
    desk.add(path)
    job = desk.wait_for("a.pdf", JobStatus.DONE)
    new = tmp_path / "elsewhere.pdf"
    shutil.move(path, new)
    desk.controller.pages.request_preview(job.id, 0, 50)
    desk.wait(lambda: said(desk, "no longer where it was"))
    with desk.qtbot.waitSignal(desk.controller.pages.preview_ready):
        desk.controller.sources.relocate(job.id, new)
    desk.wait(lambda: said(desk, "The file was found"))
    found = desk.model.job(job.id)
    assert found is not None
    assert found.path == str(new)
