"""The window over a real service, a real database and real worker processes; only the pages are made up."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from transcritor_gui.jobs import JobService
from transcritor_gui.model import JobStatus
from transcritor_gui.paths import places
from transcritor_gui.settings import Settings
from transcritor_gui.store import Store
from transcritor_gui.ui.help_dialog import HelpDialog
from transcritor_gui.ui.intake.refused_list import RefusedList
from transcritor_gui.ui.job_list.job_groups import JobGroup
from transcritor_gui.ui.job_list.job_order import Column
from transcritor_gui.ui.settings.dialog import SettingsDialog
from transcritor_gui.workers import WorkerPool

from .desk import Desk, drop, mime_of
from .made_pipeline import PIPELINE


def test_an_empty_window_is_a_drop_zone(desk: Desk) -> None:
    assert desk.window.parts.area.is_empty


def test_the_sidebar_counts_and_filters(desk: Desk) -> None:
    desk.add(
        desk.document("a.pdf", "ok"), desk.document("b.pdf", "ok", "look"), desk.document("c.pdf", "damaged")
    )
    desk.wait(lambda: desk.model.count(JobGroup.IN_PROGRESS) == 0 and desk.model.count(JobGroup.ALL) == 3)
    assert [desk.model.count(group) for group in JobGroup] == [3, 0, 1, 1, 1]
    desk.window.parts.sidebar.choose(JobGroup.TO_REVIEW)
    assert desk.row_names() == ["b.pdf"]
    desk.window.parts.sidebar.choose(JobGroup.FAILED)
    assert desk.row_names() == ["c.pdf"]
    spoken = desk.window.parts.sidebar.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "To review: 1"


def test_a_heading_sorts(desk: Desk) -> None:
    desk.add(desk.document("b.pdf", "ok"), desk.document("a.pdf", "ok", "ok"))
    desk.wait(lambda: desk.model.count(JobGroup.DONE) == 2)
    header = desk.table.horizontalHeader()

    def click() -> None:
        middle = header.sectionViewportPosition(Column.NAME) + header.sectionSize(Column.NAME) // 2
        place = header.viewport().rect().center()
        place.setX(middle)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert desk.row_names() == ["b.pdf", "a.pdf"]
    click()
    assert desk.row_names() == ["a.pdf", "b.pdf"]
    click()
    assert desk.row_names() == ["b.pdf", "a.pdf"]


def test_colours_follow_the_palette_while_it_runs(desk: Desk, qapp: QApplication) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    desk.wait_for("a.pdf", JobStatus.DONE)
    before = qapp.palette()
    try:
        qapp.setPalette(QPalette(QColor(50, 50, 50)))
        desk.wait(lambda: desk.table.palette().base().color().lightness() < 80)
        corner = desk.window.grab().toImage().pixelColor(5, desk.window.height() - 5)
        row = desk.table.viewport().grab().toImage().pixelColor(300, desk.table.viewport().height() - 5)
        assert corner.lightness() < 80
        assert row.lightness() < 80
    finally:
        qapp.setPalette(before)


def test_the_action_of_a_row_tries_again(desk: Desk) -> None:
    path = desk.document("gone.pdf", "hang", "ok")
    desk.add(path)
    desk.wait_for("gone.pdf", JobStatus.RUNNING)
    desk.table.selectAll()
    desk.window.parts.actions.cancel.trigger()
    desk.wait_for("gone.pdf", JobStatus.CANCELLED)
    desk.document("gone.pdf", "ok", "ok")
    desk.click_action("gone.pdf")
    desk.wait_for("gone.pdf", JobStatus.DONE, JobStatus.FAILED)


def test_space_pauses_and_goes_on(desk: Desk) -> None:
    desk.add(desk.document("long.pdf", *["slow"] * 200))
    desk.wait_for("long.pdf", JobStatus.RUNNING)
    desk.table.selectAll()
    desk.table.setFocus()
    QTest.keyClick(desk.table, Qt.Key.Key_Space)
    desk.wait_for("long.pdf", JobStatus.PAUSED)
    desk.wait(lambda: "arry" in desk.window.parts.actions.pause_or_resume.text())
    QTest.keyClick(desk.table, Qt.Key.Key_Space)
    desk.wait_for("long.pdf", JobStatus.RUNNING)


def test_all_are_paused_and_resumed_at_once(desk: Desk) -> None:
    desk.add(*(desk.document(f"{number}.pdf", *["slow"] * 200) for number in range(3)))
    desk.wait(lambda: desk.model.count(JobGroup.ALL) == 3)
    desk.window.parts.actions.pause_or_resume_all.trigger()
    desk.wait(lambda: desk.model.status_counts[JobStatus.PAUSED] == 3)
    desk.wait(lambda: desk.window.parts.actions.pause_or_resume_all.text() == "Carry on with all")
    desk.window.parts.actions.pause_or_resume_all.trigger()
    desk.wait(lambda: desk.model.status_counts[JobStatus.PAUSED] == 0)


def test_removing_can_be_undone(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    desk.wait_for("a.pdf", JobStatus.DONE)
    desk.table.selectAll()
    QTest.keyClick(desk.table, Qt.Key.Key_Delete)
    desk.wait(lambda: desk.job("a.pdf") is None)
    assert desk.window.parts.notices.text == "1 transcription removed from the list"
    QTest.mouseClick(desk.window.parts.notices.action_button, Qt.MouseButton.LeftButton)
    assert desk.wait_for("a.pdf", JobStatus.DONE).pages_done == 1


def test_ctrl_z_brings_back_one_removal_after_the_other(desk: Desk) -> None:
    for name in ("a.pdf", "b.pdf"):
        desk.add(desk.document(name, "ok"))
        desk.wait_for(name, JobStatus.DONE)
    for name in ("a.pdf", "b.pdf"):
        job = desk.job(name)
        assert job is not None
        desk.table.select_job(job.id)
        desk.table.setFocus()
        QTest.keyClick(desk.table, Qt.Key.Key_Delete)
        desk.wait(partial(_is_gone, desk, name))
    assert desk.window.parts.area.is_empty
    desk.window.parts.notices.close_notice()
    desk.window.parts.zone.setFocus()
    QTest.keyClick(desk.window.parts.zone, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for("b.pdf", JobStatus.DONE)
    desk.table.setFocus()
    QTest.keyClick(desk.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for("a.pdf", JobStatus.DONE)
    assert not desk.window.parts.actions.undo_remove.isEnabled()


def test_what_comes_back_by_an_undo_is_selected(desk: Desk) -> None:
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        desk.add(desk.document(name, "ok"))
        desk.wait_for(name, JobStatus.DONE)
    job = desk.job("b.pdf")
    assert job is not None
    desk.table.select_job(job.id)
    desk.window.parts.actions.remove.trigger()
    desk.wait(lambda: desk.job("b.pdf") is None)
    desk.wait(desk.window.parts.notices.isVisible)
    QTest.mouseClick(desk.window.parts.notices.action_button, Qt.MouseButton.LeftButton)
    desk.wait(lambda: desk.job("b.pdf") is not None)
    assert [each.name for each in desk.table.selected_jobs()] == ["b.pdf"]
    assert QApplication.focusWidget() is desk.table


def test_after_removing_the_next_row_is_selected(desk: Desk) -> None:
    desk.add(*(desk.document(f"{number}.pdf", "ok") for number in (1, 2, 3)))
    desk.wait(lambda: desk.model.count(JobGroup.DONE) == 3)
    desk.table.selectRow(1)
    desk.window.parts.actions.remove.trigger()
    desk.wait(lambda: desk.job("2.pdf") is None)
    assert [job.name for job in desk.table.selected_jobs()] == ["3.pdf"]


def test_deleting_for_good_asks(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    desk.wait_for("a.pdf", JobStatus.DONE)
    desk.table.selectAll()
    desk.window.parts.actions.purge.trigger()
    box = desk.window.findChild(QMessageBox)
    assert box is not None
    assert "1 transcription" in box.text()
    delete = next(button for button in box.buttons() if button.text() == "Delete")
    QTest.mouseClick(delete, Qt.MouseButton.LeftButton)
    desk.wait(lambda: desk.job("a.pdf") is None)


def test_the_name_filter_answers_at_once_and_the_text_follows(desk: Desk) -> None:
    desk.add(desk.document("contrato.pdf", "ok", "ocr"), desk.document("nota.pdf", "ok"))
    desk.wait(lambda: desk.model.count(JobGroup.DONE) == 2)
    field = desk.window.parts.header.search
    QTest.keyClicks(field, "ocr")
    assert desk.row_names() == []
    desk.wait(lambda: desk.row_names() == ["contrato.pdf"])
    assert str(desk.model.index(0, Column.PROGRESS).data()).startswith("Page 2: ")
    field.clear()
    assert sorted(desk.row_names()) == ["contrato.pdf", "nota.pdf"]


def test_a_search_is_over_everything_whatever_group_is_shown(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    desk.wait_for("a.pdf", JobStatus.DONE)
    desk.window.parts.sidebar.choose(JobGroup.FAILED)
    QTest.keyClicks(desk.window.parts.header.search, "a.p")
    assert desk.row_names() == ["a.pdf"]


def test_a_search_without_hits_says_so(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    desk.wait_for("a.pdf", JobStatus.DONE)
    QTest.keyClicks(desk.window.parts.header.search, "zebra")
    assert desk.table.empty_words == "Nothing found for “zebra”"


def test_enter_gives_the_review_the_window_and_escape_gives_it_back(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    desk.wait_for("a.pdf", JobStatus.DONE)
    desk.table.selectRow(0)
    desk.table.setFocus()
    QTest.keyClick(desk.table, Qt.Key.Key_Return)
    assert desk.window.parts.area.is_full_review
    desk.window.activateWindow()
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    assert not desk.window.parts.area.is_full_review


def test_selecting_a_row_shows_its_page(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    desk.wait_for("a.pdf", JobStatus.DONE)
    desk.table.selectRow(0)
    desk.wait(lambda: "página 1 ok" in desk.window.parts.review._text_view.plain_text())


def test_there_is_one_settings_window(desk: Desk) -> None:
    desk.window.parts.actions.settings.trigger()
    desk.window.parts.actions.settings.trigger()
    (dialog,) = desk.window.findChildren(SettingsDialog)
    dialog.close()


def test_closing_with_nothing_to_do_does_not_ask(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.window.closed):
        desk.window.close()


def question(desk: Desk) -> QMessageBox:
    box = desk.window.findChild(QMessageBox, "closeQuestion")
    assert box is not None
    return box


def button(box: QMessageBox, words: str) -> QAbstractButton:
    return next(one for one in box.buttons() if one.text() == words)


def test_closing_with_work_in_progress_asks_and_may_be_declined(desk: Desk) -> None:
    desk.add(desk.document("long.pdf", *["slow"] * 500))
    desk.wait_for("long.pdf", JobStatus.RUNNING)
    desk.window.close()
    assert desk.window.isVisible()
    assert "Work goes on at the next start." in question(desk).informativeText()
    QTest.mouseClick(button(question(desk), "Keep working"), Qt.MouseButton.LeftButton)
    assert desk.window.isVisible()


def test_closing_anyway_keeps_the_work_for_the_next_start(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.add(desk.document("long.pdf", *["slow"] * 30))
    desk.wait(lambda: (job := desk.job("long.pdf")) is not None and job.pages_done > 2)
    desk.window.close()
    with qtbot.waitSignal(desk.window.closed):
        QTest.mouseClick(button(question(desk), "Close"), Qt.MouseButton.LeftButton)
    desk.close()
    again = Desk(qtbot, tmp_path).open()
    try:
        job = again.wait_for("long.pdf", JobStatus.DONE)
        assert job.pages_done == 30
    finally:
        again.close()


def test_the_window_remembers_its_columns(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.table.horizontalHeader().resizeSection(Column.SOURCE, 131)
    desk.table.sortByColumn(Column.PAGES, Qt.SortOrder.DescendingOrder)
    desk.window.close()
    desk.close()
    again = Desk(qtbot, tmp_path).open()
    try:
        header = again.table.horizontalHeader()
        assert header.sectionSize(Column.SOURCE) == 131
        assert header.sortIndicatorSection() == Column.PAGES
    finally:
        again.close()


@pytest.mark.parametrize("kind", [QAbstractButton, QLineEdit])
def test_everything_that_takes_input_has_a_name_for_screen_readers(
    desk: Desk, kind: type[QAbstractButton] | type[QLineEdit]
) -> None:
    nameless = [
        widget
        for widget in desk.window.findChildren(kind)
        if not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        # Qt's own inner parts: the editor of a spin box, the arrows of a tool bar and of a search field.
        and not widget.objectName().startswith("qt_")
        and widget.metaObject().className() != "QLineEditIconButton"
    ]
    assert nameless == []


def test_rows_speak(desk: Desk) -> None:
    desk.add(desk.document("locked.pdf", "password:senha", "ok"))
    desk.wait_for("locked.pdf", JobStatus.FAILED)
    spoken = desk.model.index(0, Column.PROGRESS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Needs a password. Enter password…"


def test_what_the_command_line_adds_meanwhile_is_shown(desk: Desk) -> None:
    other = JobService(
        store=Store(places().database),
        pool=WorkerPool(workers=1, memory_limit_mb=1024),
        pipeline=PIPELINE,
        settings=Settings(),
    )
    other.start(adopt=False)
    try:
        other.add([desk.document("b.pdf", "ok", "ok")])
        assert desk.wait_for("b.pdf", JobStatus.DONE).pages_done == 2
        other.purge([job.id for job in other.jobs()])
        desk.wait(lambda: desk.job("b.pdf") is None)
    finally:
        other.stop(timeout_s=0)


def test_the_program_can_be_left_with_help_in_front(desk: Desk, qtbot: QtBot) -> None:
    desk.window.parts.actions.help.trigger()
    help_dialog = desk.window.findChild(HelpDialog)
    assert isinstance(help_dialog, HelpDialog)
    help_dialog.activateWindow()
    qtbot.waitUntil(help_dialog.isActiveWindow)
    with qtbot.waitSignal(desk.window.closed):
        QTest.keyClick(help_dialog, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


def _is_gone(desk: Desk, name: str) -> bool:
    return desk.job(name) is None


def test_a_failed_document_says_in_large_what_happened_and_what_helps(desk: Desk) -> None:
    desk.add(desk.document("locked.pdf", "password:senha", "ok"))
    desk.wait_for("locked.pdf", JobStatus.FAILED)
    failure = desk.window.parts.area.failure
    desk.wait(failure.isVisible)
    assert "password" in failure.what.text()
    QTest.mouseClick(failure.button, Qt.MouseButton.LeftButton)
    field = desk.window.parts.jobs.prompt.field
    assert field.isVisible()
    QTest.keyClicks(field, "senha")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.wait_for("locked.pdf", JobStatus.DONE)
    desk.wait(desk.window.parts.review.isVisible)


def test_what_was_skipped_can_be_seen_after_the_news_has_gone(desk: Desk) -> None:
    (desk.folder / "notes.txt").write_text("no PDF")
    drop(desk.window, mime_of(desk.folder / "notes.txt", desk.folder / "absent.pdf"))
    refused = desk.window.parts.status.refused
    desk.wait(refused.isVisible)
    desk.window.parts.notices.close_notice()
    QTest.mouseClick(refused, Qt.MouseButton.LeftButton)
    shown = desk.window.findChild(RefusedList)
    assert isinstance(shown, RefusedList)
    assert {name for name, _why in shown.rows()} == {"notes.txt", "absent.pdf"}
    shown.cleared.emit()
    assert not refused.isVisible()


def test_the_name_gets_what_the_progress_does_not_need(desk: Desk) -> None:
    desk.window.resize(1400, 800)
    desk.add(desk.document("a.pdf", "ok"))
    desk.wait_for("a.pdf", JobStatus.DONE)
    width = desk.table.columnWidth
    desk.wait(lambda: width(Column.NAME) > width(Column.PROGRESS))
