from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.ui.desk import BOUND_MS, Desk
from tests.ui.made_team import MadeTeam
from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs import ExportProgress, JobService
from transcritor_gui.model import JobStatus, PageResult
from transcritor_gui.settings import Settings, load_settings
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.service.requests import ExportRequest


class _Connections:
    """On which threads the database was opened; a thread that uses it opens a connection of its own."""

    def __init__(self) -> None:
        self.threads: list[str] | None = None

    def hear(self, event: str, _arguments: tuple[object, ...]) -> None:
        name = threading.current_thread().name
        if event == "sqlite3.connect" and self.threads is not None and name != "upkeep":  # which makes copies
            self.threads.append(name)


_connections = _Connections()
sys.addaudithook(_connections.hear)


@pytest.fixture
def connections() -> Iterator[list[str]]:
    _connections.threads = []
    yield _connections.threads
    _connections.threads = None


def test_the_gui_thread_never_touches_the_database(
    connections: list[str], qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(qtbot, tmp_path).open()
    try:
        desk.add(desk.document("a.pdf", "ok", "ocr"))
        job = desk.wait_for("a.pdf", JobStatus.DONE)
        desk.table.selectAll()
        desk.controller.search.begin("página")
        _page(desk, job.id, 1)
        desk.window.parts.actions.retry.trigger()
        desk.window.parts.actions.remove.trigger()
        desk.wait(lambda: desk.job("a.pdf") is None)
    finally:
        desk.close()
    assert connections
    assert "MainThread" not in connections


def test_many_requests_share_few_connections(connections: list[str], qtbot: QtBot, tmp_path: Path) -> None:
    """A connection is three open files, and a window is open for days."""
    desk = Desk(qtbot, tmp_path).open()
    try:
        desk.add(desk.document("a.pdf", "ok", "ok"))
        job = desk.wait_for("a.pdf", JobStatus.DONE)
        _turn_pages(qtbot, desk, job.id)
        before = len(connections)
        for _turn in range(20):
            _turn_pages(qtbot, desk, job.id)
        assert len(connections) == before
    finally:
        desk.close()


def _page(desk: Desk, job_id: UUID, page_index: int) -> PageResult | None:
    came: list[PageResult | None] = []
    desk.controller.pages.request_page(job_id, page_index, came.append)
    desk.wait(lambda: bool(came))
    return came[0]


def _turn_pages(qtbot: QtBot, desk: Desk, job_id: UUID) -> None:
    """One request on each lane that reads or changes."""
    _page(desk, job_id, 1)
    with qtbot.waitSignal(desk.controller.jobs_removed, timeout=BOUND_MS):
        desk.controller.remove((job_id,))
    with qtbot.waitSignal(desk.controller.jobs_added, timeout=BOUND_MS):
        desk.controller.undo_remove()


def test_a_page_is_read_or_none_where_there_is_none_yet(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok", "ocr"))
    job = desk.wait_for("a.pdf", JobStatus.DONE)
    page = _page(desk, job.id, 1)
    assert page is not None
    assert page.text == "página 2 ocr"
    assert _page(desk, job.id, 7) is None


def test_a_preview_comes_as_a_picture(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    job = desk.wait_for("a.pdf", JobStatus.DONE)

    def is_it(_job_id: object, _page_index: int, image: QImage) -> bool:
        return image.width() == 123

    with desk.qtbot.waitSignal(desk.controller.pages.preview_ready, timeout=BOUND_MS, check_params_cb=is_it):
        desk.controller.pages.request_preview(job.id, 0, 123)


def test_a_preview_that_cannot_be_drawn_says_why(desk: Desk) -> None:
    path = desk.document("a.pdf", "ok")
    desk.add(path)
    job = desk.wait_for("a.pdf", JobStatus.DONE)
    path.unlink()
    with desk.qtbot.waitSignal(desk.controller.pages.preview_failed, timeout=BOUND_MS) as failed:
        desk.controller.pages.request_preview(job.id, 0, 50)
    assert failed.args is not None
    assert failed.args[2].code is ErrorCode.FILE_MISSING


def test_a_search_brings_its_words_and_its_hits(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok", "ocr"))
    job = desk.wait_for("a.pdf", JobStatus.DONE)
    with desk.qtbot.waitSignal(desk.controller.search.finished, timeout=BOUND_MS) as found:
        desk.controller.search.begin("pagina ocr")
    assert found.args is not None
    text, hits = found.args
    assert text == "pagina ocr"
    assert [(hit.job_id, hit.page_index) for hit in hits] == [(job.id, 1)]


def test_an_export_tells_what_came_of_it(desk: Desk, tmp_path: Path) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    job = desk.wait_for("a.pdf", JobStatus.DONE)
    with desk.qtbot.waitSignal(desk.controller.exports.finished, timeout=BOUND_MS) as finished:
        desk.controller.exports.begin(ExportRequest((job.id,), "txt", tmp_path))
    assert finished.args is not None
    (outcome,) = finished.args[0]
    assert outcome.path.read_text(encoding="utf-8").startswith("página 1 ok")
    assert "Exported to" in desk.window.parts.notices.text


def test_a_document_exports_itself_where_the_settings_want_it(desk: Desk) -> None:
    with desk.qtbot.waitSignal(desk.controller.settings_changed, timeout=BOUND_MS):
        desk.controller.change_settings(replace(desk.controller.settings, auto_export=True))
    with desk.qtbot.waitSignal(desk.controller.automatic_export_finished, timeout=BOUND_MS):
        desk.add(desk.document("a.pdf", "ok"))
    assert (desk.folder / "a.txt").is_file()
    assert "Exported to" in desk.window.parts.notices.text


def test_an_export_can_be_stopped_and_the_next_one_goes_on(desk: Desk, tmp_path: Path) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    job = desk.wait_for("a.pdf", JobStatus.DONE)
    out = tmp_path / "out"
    out.mkdir()
    many = ExportRequest((job.id,) * 2000, "docx", out)
    with desk.qtbot.waitSignal(desk.controller.exports.progressed, timeout=BOUND_MS):
        desk.controller.exports.begin(many)
    with desk.qtbot.waitSignal(desk.controller.exports.finished, timeout=BOUND_MS) as finished:
        desk.controller.exports.cancel()
    assert finished.args is not None
    outcomes, wanted = finished.args
    assert len(outcomes) < wanted == 2000
    assert len(list(out.iterdir())) == len(outcomes)
    assert "Export stopped" in desk.window.parts.notices.text
    with desk.qtbot.waitSignal(desk.controller.exports.finished, timeout=BOUND_MS) as finished:
        desk.controller.exports.begin(ExportRequest((job.id,), "txt", out))
    assert finished.args is not None
    assert len(finished.args[0]) == 1


def test_an_export_that_fails_as_a_whole_ends_for_the_window_too(desk: Desk, tmp_path: Path) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    job = desk.wait_for("a.pdf", JobStatus.DONE)
    desk.controller.exports.progressed.emit(ExportProgress(0, 1, "a.pdf"))
    with desk.qtbot.waitSignal(desk.controller.exports.finished, timeout=BOUND_MS) as finished:
        desk.controller.exports.begin(ExportRequest((job.id,), "no-such-format", tmp_path))
    assert finished.args is not None
    (outcome,) = finished.args[0]
    assert outcome.error.code is ErrorCode.FORMAT_UNKNOWN
    assert not desk.window.parts.exports.is_working()


def test_the_program_may_end_while_it_exports(desk: Desk, tmp_path: Path) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    job = desk.wait_for("a.pdf", JobStatus.DONE)
    out = tmp_path / "out"
    out.mkdir()
    with desk.qtbot.waitSignal(desk.controller.exports.progressed, timeout=BOUND_MS):
        desk.controller.exports.begin(ExportRequest((job.id,) * 2000, "docx", out))
    desk.close()
    assert all(path.suffix == ".docx" for path in out.iterdir())


def test_what_cannot_be_done_is_told_and_the_next_command_works(desk: Desk) -> None:
    with desk.qtbot.waitSignal(desk.controller.service_failed, timeout=BOUND_MS) as failed:
        desk.controller.set_password(uuid4(), "x")
    assert failed.args is not None
    assert failed.args[0].code is ErrorCode.JOB_UNKNOWN
    desk.add(desk.document("a.pdf", "ok"))
    desk.wait_for("a.pdf", JobStatus.DONE)


def test_settings_are_kept_and_told(desk: Desk, home: Path) -> None:
    wanted = Settings(languages="por", resume_interrupted=True)
    with desk.qtbot.waitSignal(desk.controller.settings_changed, timeout=BOUND_MS):
        desk.controller.change_settings(wanted)
    assert load_settings(home / "config" / "settings.toml", {}) == wanted
    assert desk.controller.settings == wanted


def test_files_given_before_the_service_is_open_are_queued(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path)
    path = desk.document("a.pdf", "ok")
    desk.controller.start()
    desk.add(path)
    desk._is_open = True
    try:
        desk.wait_for("a.pdf", JobStatus.DONE)
    finally:
        desk.close()


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (TranscritorError(ErrorCode.DATABASE_NEWER, path="x"), ErrorCode.DATABASE_NEWER),
        (ZeroDivisionError(), ErrorCode.INTERNAL),
    ],
)
def test_a_service_that_cannot_be_opened_is_told_once(
    qtbot: QtBot, home: Path, raised: Exception, code: ErrorCode
) -> None:
    def fail() -> JobService:
        raise raised

    controller = Controller(
        fail, Settings(), save_to=home / "settings.toml", open_team_access=MadeTeam().access
    )
    with qtbot.waitSignal(controller.start_failed, timeout=BOUND_MS) as failed:
        controller.start()
    assert failed.args is not None
    assert isinstance(failed.args[0], ErrorInfo)
    assert failed.args[0].code is code
    with qtbot.waitSignal(controller.stopped, timeout=BOUND_MS):
        controller.stop()
    assert controller.wait(timeout_ms=BOUND_MS)
    controller.deleteLater()
