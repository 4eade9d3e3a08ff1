"""The states of the window, each played on the real program and photographed.

Four acts, each in a process and a home of its own: `empty` (nothing added yet), `prepare` (fills a home with
finished work and dies in the middle of a document, as a crash would), `work` (goes on from there) and `many`
(a history of 10,000 documents).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from scripts.screenshot_documents import Documents
from scripts.screenshot_stage import Stage
from transcritor_gui.model import FINISHED, Job, JobStatus
from transcritor_gui.ui.job_filter import JobGroup
from transcritor_gui.ui.job_model import JobModel
from transcritor_gui.ui.job_table import JobTable
from transcritor_gui.ui.notice_bar import NoticeBar
from transcritor_gui.ui.review.page_view import PageView
from transcritor_gui.ui.review.pane import ReviewPane
from transcritor_gui.ui.search_field import SearchField
from transcritor_gui.ui.settings.dialog import SettingsDialog
from transcritor_gui.ui.settings.section import Section
from transcritor_gui.ui.sidebar import Sidebar

__all__ = ["ACTS"]

Act = Callable[[Stage, Documents], None]


def _empty(stage: Stage, documents: Documents) -> None:
    stage.settle(500)
    stage.shoot("01-empty")
    _hover(stage, (*documents.finished, *documents.long))
    stage.shoot("02-empty-hovering")
    _leave(stage)


def _prepare(stage: Stage, documents: Documents) -> None:
    wanted = (documents.sample, *documents.finished, documents.locked, documents.damaged)
    stage.program.controller.add_paths(wanted)
    stage.until(lambda: len(_jobs(stage)) >= len(wanted) - 1, timeout_s=60)
    stage.until(lambda: all(job.status in FINISHED for job in _jobs(stage)), timeout_s=600)
    stage.program.controller.add_paths((documents.long[3], documents.long[4]))
    stage.until(lambda: _job(stage, documents.long[3]).pages_done >= 3, timeout_s=120)
    stage.program.controller.cancel((_job(stage, documents.long[4]).id,))
    stage.until(lambda: _job(stage, documents.long[4]).status is JobStatus.CANCELLED)
    os._exit(9)  # a crash: what was read must be there at the next start


def _work(stage: Stage, documents: Documents) -> None:
    controller = stage.program.controller
    stage.until(lambda: _job_or_none(stage, documents.sample) is not None)
    _select(stage, documents.sample)
    _show_picture(stage)
    stage.shoot("03-finished")
    controller.add_paths(documents.long[:3])
    stage.until(lambda: _job_or_none(stage, documents.long[2]) is not None)
    stage.until(lambda: _job(stage, documents.long[0]).pages_done >= 2, timeout_s=180)
    _select(stage, documents.long[0])
    _show_picture(stage)
    stage.shoot("04-three-rows-busy")
    _select(stage, documents.long[2])
    _show_picture(stage)
    stage.shoot("05-page-not-read-yet")
    controller.pause((_job(stage, documents.long[1]).id,))
    stage.until(lambda: _job(stage, documents.long[1]).status is JobStatus.PAUSED, timeout_s=60)
    _select(stage, documents.sample)
    _show_picture(stage)
    stage.shoot("06-all-states")
    _hover(stage, documents.finished)
    stage.shoot("07-hovering-over-the-list")
    _leave(stage)
    _reviews(stage, documents)
    _searches(stage)
    _dialogs(stage, documents)
    _troubles(stage, documents)


def _reviews(stage: Stage, documents: Documents) -> None:
    _select(stage, documents.sample)
    pane = stage.part(ReviewPane)
    stage.settle(300)
    QTest.keyClick(stage.part(JobTable), Qt.Key.Key_Return)
    for page_index in range(4):
        pane.show_page(page_index)
        _show_picture(stage)
        stage.shoot(f"08-review-page-{page_index + 1}")
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    _select(stage, documents.finished[6])
    stage.settle(300)
    QTest.keyClick(stage.part(JobTable), Qt.Key.Key_Return)
    _show_picture(stage)
    for _step in range(3):
        pane.review_actions.next_doubt.trigger()
        stage.settle(300)
    stage.shoot("08-review-doubtful-words")
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    for number, path in ((9, documents.finished[5]), (10, documents.damaged), (11, documents.finished[4])):
        if _job_or_none(stage, path) is None:
            continue
        _select(stage, path)
        _show_picture(stage)
        stage.shoot(f"{number:02}-review-{_WHAT[number]}")


_WHAT = {9: "nothing-readable", 10: "failed-file", 11: "blank-page"}


def _searches(stage: Stage) -> None:
    field = stage.part(SearchField)
    for name, words in (("12-search-with-hits", "digitalização"), ("13-search-without-hits", "zebra azul")):
        field.setText(words)
        stage.settle(1200)
        table = stage.part(JobTable)
        if table.model().rowCount():
            table.selectRow(0)
            _show_picture(stage)
        stage.shoot(name)
    field.clear()
    stage.settle(500)
    stage.part(Sidebar).choose(JobGroup.FAILED)
    stage.settle(400)
    stage.shoot("14-only-failed")
    stage.part(Sidebar).choose(JobGroup.ALL)
    stage.settle(300)


def _dialogs(stage: Stage, documents: Documents) -> None:
    QTest.keySequence(stage.window, QKeySequence("Ctrl+,"))
    stage.settle(300)
    settings = stage.dialog()
    assert isinstance(settings, SettingsDialog)
    for section in Section:
        settings.show_section(section)
        stage.settle(200)
        stage.shoot(f"15-settings-{section + 1}-{section.name.lower()}", settings)
    _close(stage, settings)
    table = stage.part(JobTable)
    _select(stage, documents.sample)
    table.setFocus()
    QTest.keySequence(stage.window, QKeySequence("Ctrl+E"))
    stage.settle(300)
    stage.shoot("17-export-one", stage.dialog())
    _close(stage, stage.dialog())
    table.selectAll()
    stage.settle(300)
    QTest.keySequence(stage.window, QKeySequence("Ctrl+E"))
    stage.settle(300)
    stage.shoot("18-export-many", stage.dialog())
    _close(stage, stage.dialog())
    _select(stage, documents.sample)
    QTest.keySequence(stage.window, QKeySequence("F1"))
    stage.settle(300)
    stage.shoot("19-help", stage.dialog())
    _close(stage, stage.dialog())
    for menu in stage.window.menuBar().findChildren(QMenu):
        if menu.actions() and menu.title():
            menu.popup(stage.window.mapToGlobal(QPoint(0, 0)))
            stage.settle(100)
            menu.grab().save(str(stage.folder / f"20-menu-{_plain(menu.title())}.png"))
            menu.hide()


def _troubles(stage: Stage, documents: Documents) -> None:
    _select(stage, documents.locked)
    stage.settle(500)
    table = stage.part(JobTable)
    rect = table.action_rect(table.currentIndex().row())
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    stage.settle(400)
    stage.shoot("21-password-prompt")
    QTest.keyClick(_focus(stage), Qt.Key.Key_Escape)
    stage.program.controller.add_paths((documents.not_a_pdf, *documents.finished[:2]))
    stage.until(lambda: stage.part(NoticeBar).isVisible())
    stage.settle(400)
    stage.shoot("22-notice-of-refused-files")
    _select(stage, documents.finished[2])
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    stage.settle(500)
    stage.shoot("23-notice-with-undo")
    stage.window.close()
    stage.settle(300)
    stage.shoot("24-closing-with-work", stage.dialog())
    _close(stage, stage.dialog())


def _many(stage: Stage, documents: Documents) -> None:
    stage.until(lambda: len(_jobs(stage)) >= 10_000)
    stage.settle(1500)
    stage.shoot("25-ten-thousand-rows")
    table = stage.part(JobTable)
    table.scrollToBottom()
    stage.settle(300)
    stage.shoot("26-ten-thousand-rows-end")


ACTS: dict[str, Act] = {"empty": _empty, "prepare": _prepare, "work": _work, "many": _many}


def _jobs(stage: Stage) -> list[Job]:
    model = stage.window.findChild(JobModel)
    assert isinstance(model, JobModel)
    return [model.job_at(row) for row in range(model.rowCount())]


def _job_or_none(stage: Stage, path: Path) -> Job | None:
    return next((job for job in _jobs(stage) if job.name == path.name), None)


def _job(stage: Stage, path: Path) -> Job:
    found = _job_or_none(stage, path)
    assert found is not None, path.name
    return found


def _select(stage: Stage, path: Path) -> None:
    stage.part(JobTable).select_job(_job(stage, path).id)


def _focus(stage: Stage) -> QWidget:
    focused = QApplication.focusWidget()
    return stage.window if focused is None else focused


def _hover(stage: Stage, paths: tuple[Path, ...]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDragEnterEvent(
        QPoint(400, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(stage.window, event)
    stage.settle(300)


def _leave(stage: Stage) -> None:
    QApplication.sendEvent(stage.window, QDragLeaveEvent())
    stage.settle(200)


def _show_picture(stage: Stage) -> None:
    """Wait for the page's picture, where there is one to come."""
    view = stage.part(PageView)
    with contextlib.suppress(TimeoutError):
        stage.until(view.has_picture, timeout_s=4)
    stage.settle(400)


def _close(stage: Stage, dialog: QDialog) -> None:
    dialog.close()
    stage.settle(100)
    stage.window.activateWindow()
    stage.part(JobTable).setFocus()
    stage.settle(200)


def _plain(title: str) -> str:
    return title.replace("&", "").lower()
