"""The states of the window, each played on the real program and photographed.

Six acts, each in a process and a home of its own: `empty` (nothing added yet), `prepare` (fills a home
with finished work and dies in the middle of a document, as a crash would), `work` (goes on from there),
`team` (with a team server), `many` (a history of 10,000 documents) and `errand` (from drop to export).
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
)

from scripts.screenshot_documents import Documents
from scripts.screenshot_errand import errand
from scripts.screenshot_moves import (
    all_jobs,
    close,
    focused,
    hover,
    job_of,
    job_or_none,
    leave,
    open_export,
    select,
    show_picture,
)
from scripts.screenshot_stage import Stage
from scripts.screenshot_team import ADDRESS, REFUSING_ADDRESS, Plan, StagedTeam
from transcritor_gui.jobs.remote.backend import RemoteState
from transcritor_gui.model import FINISHED, JobStatus
from transcritor_gui.ui.export.export_strip import ExportStrip
from transcritor_gui.ui.job_list.job_groups import JobGroup
from transcritor_gui.ui.job_list.job_table import JobTable
from transcritor_gui.ui.job_list.sidebar import Sidebar
from transcritor_gui.ui.review.correcting.doubt_card import DoubtCard
from transcritor_gui.ui.review.correcting.replace_dialog import ReplaceDialog
from transcritor_gui.ui.review.pane import ReviewPane
from transcritor_gui.ui.search.search_field import SearchField
from transcritor_gui.ui.settings.dialog import SettingsDialog
from transcritor_gui.ui.settings.section import Section
from transcritor_gui.ui.widgets.link_button import LinkButton
from transcritor_gui.ui.widgets.notice_bar import NoticeBar

__all__ = ["ACTS"]

Act = Callable[[Stage, Documents], None]


def _empty(stage: Stage, documents: Documents) -> None:
    stage.settle(500)
    stage.shoot("01-empty")
    hover(stage, (*documents.finished, *documents.long))
    stage.shoot("02-empty-hovering")
    leave(stage)


def _prepare(stage: Stage, documents: Documents) -> None:
    wanted = (documents.sample, *documents.finished, documents.locked, documents.damaged)
    stage.program.controller.intake.add_paths(wanted)
    stage.until(lambda: len(all_jobs(stage)) >= len(wanted) - 1, timeout_s=60)
    stage.until(lambda: all(job.status in FINISHED for job in all_jobs(stage)), timeout_s=600)
    stage.program.controller.intake.add_paths((documents.long[3], documents.long[4]))
    stage.until(lambda: job_of(stage, documents.long[3]).pages_done >= 3, timeout_s=120)
    stage.program.controller.cancel((job_of(stage, documents.long[4]).id,))
    stage.until(lambda: job_of(stage, documents.long[4]).status is JobStatus.CANCELLED)
    os._exit(9)  # a crash: what was read must be there at the next start


def _work(stage: Stage, documents: Documents) -> None:
    controller = stage.program.controller
    stage.until(lambda: job_or_none(stage, documents.sample) is not None)
    select(stage, documents.sample)
    show_picture(stage)
    stage.shoot("03-finished")
    controller.intake.add_paths(documents.long[:3])
    stage.until(lambda: job_or_none(stage, documents.long[2]) is not None)
    stage.until(lambda: job_of(stage, documents.long[0]).pages_done >= 2, timeout_s=180)
    select(stage, documents.long[0])
    show_picture(stage)
    stage.shoot("04-three-rows-busy")
    select(stage, documents.long[2])
    show_picture(stage)
    stage.shoot("05-page-not-read-yet")
    controller.pause((job_of(stage, documents.long[1]).id,))
    stage.until(lambda: job_of(stage, documents.long[1]).status is JobStatus.PAUSED, timeout_s=60)
    select(stage, documents.sample)
    show_picture(stage)
    stage.shoot("06-all-states")
    hover(stage, documents.finished)
    stage.shoot("07-hovering-over-the-list")
    leave(stage)
    _reviews(stage, documents)
    _searches(stage)
    _dialogs(stage, documents)
    _troubles(stage, documents)


def _reviews(stage: Stage, documents: Documents) -> None:
    select(stage, documents.sample)
    pane = stage.part(ReviewPane)
    stage.settle(300)
    QTest.keyClick(stage.part(JobTable), Qt.Key.Key_Return)
    for page_index in range(4):
        pane.show_page(page_index)
        show_picture(stage)
        stage.shoot(f"08-review-page-{page_index + 1}")
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    select(stage, documents.finished[6])
    stage.settle(300)
    QTest.keyClick(stage.part(JobTable), Qt.Key.Key_Return)
    show_picture(stage)
    for _step in range(3):
        pane.review_actions.next_doubt.trigger()
        stage.settle(300)
    stage.shoot("08-review-doubtful-words")
    field = stage.part(DoubtCard).findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "corrigida")
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.settle(600)
    stage.shoot("08-review-corrected")
    pane.review_actions.confer.trigger()
    stage.settle(400)
    pane.review_actions.replace.trigger()
    stage.settle(300)
    dialog = stage.part(ReplaceDialog)
    dialog.look_for("de")
    stage.settle(600)
    stage.shoot("08-review-find-and-replace", dialog)
    close(stage, dialog)  # and the window is active again: a platform without a screen leaves that to us
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    for number, path in ((9, documents.finished[5]), (10, documents.damaged), (11, documents.finished[4])):
        if job_or_none(stage, path) is None:
            continue
        select(stage, path)
        show_picture(stage)
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
            show_picture(stage)
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
    close(stage, settings)
    table = stage.part(JobTable)
    select(stage, documents.sample)
    for name in ("txt", "csv", "pdf"):
        dialog = open_export(stage, name)
        stage.shoot(f"17-export-one-{name}", dialog)
        close(stage, dialog)
    table.selectAll()
    stage.settle(300)
    dialog = open_export(stage, "docx")
    stage.shoot("18-export-many", dialog)
    all_in_one = dialog.findChildren(QRadioButton)[1]
    all_in_one.setChecked(True)
    stage.settle(200)
    stage.shoot("18-export-many-in-one", dialog)
    close(stage, dialog)
    select(stage, documents.sample)
    QTest.keySequence(stage.window, QKeySequence("F1"))
    stage.settle(300)
    stage.shoot("19-help", stage.dialog())
    close(stage, stage.dialog())
    for menu in stage.window.menuBar().findChildren(QMenu):
        if menu.actions() and menu.title():
            menu.popup(stage.window.mapToGlobal(QPoint(0, 0)))
            stage.settle(100)
            menu.grab().save(str(stage.folder / f"20-menu-{_plain(menu.title())}.png"))
            menu.hide()


def _automatic_export(stage: Stage, documents: Documents) -> None:
    """Pages that are known already are taken over, so that the copy is done at once."""
    before = stage.program.controller.settings
    stage.program.controller.change_settings(replace(before, auto_export=True, auto_export_format="docx"))
    copy = documents.finished[0].with_name("Petição inicial, cópia do cartório.pdf")
    shutil.copyfile(documents.finished[0], copy)
    stage.program.controller.intake.add_paths((copy,))
    notices = stage.part(NoticeBar)
    with contextlib.suppress(TimeoutError):
        stage.until(lambda: notices.isVisible() and ".docx" in notices.text, timeout_s=60)
    stage.settle(300)
    stage.shoot("24-automatic-export")
    stage.program.controller.change_settings(before)


def _team(stage: Stage, documents: Documents) -> None:
    plans = {
        documents.finished[0].name: Plan(RemoteState.DONE, 2),
        documents.long[0].name: Plan(RemoteState.READING, 17),
        documents.long[1].name: Plan(RemoteState.WAITING),
        documents.finished[2].name: Plan(RemoteState.READING, is_away=True),
    }
    stage.program._team._access = StagedTeam(plans)
    stage.settle(500)
    stage.shoot("31-team-empty")
    wanted = (documents.finished[0], documents.long[0], documents.long[1], documents.finished[2])
    stage.program.controller.intake.add_paths(wanted)
    stage.until(lambda: len(all_jobs(stage)) == len(wanted), timeout_s=60)
    stage.until(lambda: job_of(stage, documents.finished[0]).status in FINISHED, timeout_s=60)
    stage.until(lambda: job_of(stage, documents.long[0]).pages_done > 0, timeout_s=60)
    stage.settle(6000)  # until the news of added files has gone
    for number, path in enumerate(wanted):
        select(stage, path)
        show_picture(stage)
        stage.shoot(f"32-team-row-{number + 1}")
    QTest.keySequence(stage.window, QKeySequence("Ctrl+,"))
    stage.settle(300)
    settings = stage.dialog()
    assert isinstance(settings, SettingsDialog)
    settings.show_section(Section.TEAM)
    page = settings.team
    tests = ((ADDRESS, "found"), (REFUSING_ADDRESS, "refused"), ("https://nenhum.example", "away"))
    for number, (address, name) in enumerate((*tests, ("http://ocr.escritorio.example", "not-secret"))):
        line, button = page.findChildren(QLineEdit)[0], page.findChildren(QPushButton)[0]
        line.setText(address)
        line.editingFinished.emit()
        stage.settle(200)
        button.click()
        stage.settle(500)
        stage.shoot(f"33-team-settings-{number + 1}-{name}", settings)
    settings.close()


def _troubles(stage: Stage, documents: Documents) -> None:
    select(stage, documents.locked)
    stage.settle(500)
    table = stage.part(JobTable)
    rect = table.action_rect(table.currentIndex().row())
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    stage.settle(400)
    stage.shoot("21-password-prompt")
    QTest.keyClick(focused(stage), Qt.Key.Key_Escape)
    stage.program.controller.intake.add_paths((documents.not_a_pdf, *documents.finished[:2]))
    stage.until(lambda: stage.part(NoticeBar).isVisible())
    stage.settle(400)
    stage.shoot("22-notice-of-refused-files")
    select(stage, documents.finished[2])
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    stage.settle(500)
    stage.shoot("23-notice-with-undo")
    _automatic_export(stage, documents)
    stage.window.close()
    stage.settle(300)
    stage.shoot("24-closing-with-work", stage.dialog())
    close(stage, stage.dialog())


def _many(stage: Stage, documents: Documents) -> None:
    stage.until(lambda: len(all_jobs(stage)) >= 10_000)
    stage.settle(1500)
    stage.shoot("25-ten-thousand-rows")
    table = stage.part(JobTable)
    table.scrollToBottom()
    stage.settle(300)
    stage.shoot("26-ten-thousand-rows-end")
    target = documents.locked.parent / "exports"
    target.mkdir(exist_ok=True)
    before = stage.program.controller.settings
    stage.program.controller.change_settings(replace(before, export_folder=str(target)))
    table.selectAll()
    stage.settle(500)
    dialog = open_export(stage, "docx")
    stage.shoot("27-export-of-ten-thousand", dialog)
    dialog.findChildren(QDialogButtonBox)[0].buttons()[0].click()
    strip = stage.part(ExportStrip)
    stage.until(strip.isVisible, timeout_s=60)
    stage.settle(1500)
    stage.shoot("28-exporting")
    QTest.mouseClick(strip.findChildren(LinkButton)[0], Qt.MouseButton.LeftButton)
    stage.until(lambda: not strip.isVisible(), timeout_s=60)
    stage.settle(400)
    stage.shoot("29-export-stopped")


ACTS: dict[str, Act] = {
    "empty": _empty,
    "prepare": _prepare,
    "work": _work,
    "team": _team,
    "many": _many,
    "errand": errand,
}


def _plain(title: str) -> str:
    return title.replace("&", "").lower()
