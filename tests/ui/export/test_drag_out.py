"""Rows that are dragged out: files are made when they are let go, and not before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from tests.jobs import fakes
from tests.ui.desk import BOUND_MS, Desk
from tests.ui.review.pages import made_job
from transcritor_gui.model import ExportWish, JobStatus, TranscriptionOptions
from transcritor_gui.paths import places
from transcritor_gui.ui.export.drag_out import DragOut, LazyFiles
from transcritor_gui.ui.service.requests import ReadingRequest


def test_nothing_is_written_while_files_are_held_over_a_place(tmp_path: Path) -> None:
    written: list[int] = []

    def write() -> list[Path]:
        written.append(1)
        return []

    data = LazyFiles([tmp_path / "a.txt"], is_dropped=lambda: False, write=write)
    assert data.hasUrls()
    assert [url.fileName() for url in data.urls()] == ["a.txt"]
    assert not written


def test_files_are_written_once_when_they_are_let_go(tmp_path: Path) -> None:
    calls: list[int] = []

    def write() -> list[Path]:
        calls.append(1)
        return [tmp_path / "a (2).txt"]

    data: QMimeData = LazyFiles([tmp_path / "a.txt"], is_dropped=lambda: True, write=write)
    assert data.urls() == [QUrl.fromLocalFile(str(tmp_path / "a (2).txt"))]
    assert bytes(data.data("text/uri-list").data()).startswith(b"file://")
    assert calls == [1]


def test_rows_become_exports_as_it_was_asked_for_them(desk: Desk, tmp_path: Path) -> None:
    desk.open()
    wish = ExportWish("md", str(tmp_path), "{name} lido")
    paths = [str(fakes.write_document(tmp_path / f"{name}.pdf", "ok")) for name in ("a", "b")]
    desk.controller.intake.add_paths(paths[:1], ReadingRequest(TranscriptionOptions(), wish))
    desk.controller.intake.add_paths(paths[1:])
    jobs = [desk.wait_for(f"{name}.pdf", JobStatus.DONE) for name in ("a", "b")]
    out = DragOut(desk.controller, desk.table)
    files = [Path(url.toLocalFile()) for url in out.files(out.rows(jobs), is_dropped=lambda: True).urls()]
    assert [path.name for path in files] == ["a lido.md", "b.txt"]
    assert all(path.is_relative_to(places().cache) for path in files)


def test_a_row_that_cannot_be_written_as_asked_keeps_no_other_back(desk: Desk, tmp_path: Path) -> None:
    desk.open()
    paths = [str(fakes.write_document(tmp_path / f"{name}.pdf", "ok")) for name in ("a", "b")]
    wish = ExportWish("pdf", str(tmp_path), portal="no such portal")
    desk.controller.intake.add_paths(paths[:1], ReadingRequest(TranscriptionOptions(), wish))
    desk.controller.intake.add_paths(paths[1:])
    jobs = [desk.wait_for(f"{name}.pdf", JobStatus.DONE) for name in ("a", "b")]
    out = DragOut(desk.controller, desk.table)
    with desk.qtbot.waitSignal(out.notice):
        files = out.files(out.rows(jobs), is_dropped=lambda: True).urls()
    assert [url.fileName() for url in files] == ["b.txt"]


def test_rows_become_exports_in_the_last_format(desk: Desk, tmp_path: Path) -> None:
    desk.open()
    desk.controller.intake.add_paths((str(fakes.write_document(tmp_path / "a.pdf", "ok")),))
    desk.qtbot.waitUntil(
        lambda: bool(list(desk.model.jobs())) and next(iter(desk.model.jobs())).status is JobStatus.DONE,
        timeout=BOUND_MS,
    )
    out = DragOut(desk.controller, desk.table)
    data = out.files(out.rows(tuple(desk.model.jobs())), is_dropped=lambda: True)
    (url,) = data.urls()
    path = Path(url.toLocalFile())
    assert path.name == "a.txt"
    assert "página 1 ok" in path.read_text(encoding="utf-8")
    assert path.is_relative_to(places().cache)
    out.forget()
    assert not path.exists()


def test_pages_are_planned_as_one_pdf_that_says_which(desk: Desk) -> None:
    desk.open()
    out = DragOut(desk.controller, desk.table)
    dragged = out.pages(made_job(page_count=9), (1, 3, 4, 5))
    (url,) = out.files(dragged, is_dropped=lambda: False).urls()
    assert Path(url.toLocalFile()).name == "file-1 (pages 2,4-6).pdf"
    assert dragged.options.pages == "2,4-6"
