"""The password that is asked for in a row, over a real service and real worker processes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.desk import Desk
from transcritor_gui.model import JobStatus


def test_the_password_is_asked_for_in_the_row(desk: Desk) -> None:
    desk.add(desk.document("locked.pdf", "password:senha", "ok"))
    desk.wait_for("locked.pdf", JobStatus.FAILED)
    desk.click_action("locked.pdf")
    field = desk.window.parts.jobs.prompt.field
    assert field.isVisible()
    assert field.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(field, "senha")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.wait_for("locked.pdf", JobStatus.DONE)
    assert not field.isVisible()
    assert field.text() == ""


def test_escape_closes_the_password_and_forgets_it(desk: Desk) -> None:
    desk.add(desk.document("locked.pdf", "password:senha", "ok"))
    desk.wait_for("locked.pdf", JobStatus.FAILED)
    desk.click_action("locked.pdf")
    field = desk.window.parts.jobs.prompt.field
    QTest.keyClicks(field, "sen")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.isVisible(), field.text()) == (False, "")


def test_one_password_opens_all_that_are_selected(desk: Desk) -> None:
    names = ("a.pdf", "b.pdf")
    desk.add(*(desk.document(name, "password:senha", "ok") for name in names))
    for name in names:
        desk.wait_for(name, JobStatus.FAILED)
    desk.table.selectAll()
    desk.window.parts.actions.enter_password.trigger()
    field = desk.window.parts.jobs.prompt.field
    QTest.keyClicks(field, "senha")
    QTest.keyClick(field, Qt.Key.Key_Return)
    for name in names:
        desk.wait_for(name, JobStatus.DONE)


def test_one_password_is_tried_on_all_that_were_added_together(desk: Desk) -> None:
    names = ("a.pdf", "b.pdf")
    desk.add(*(desk.document(name, "password:senha", "ok") for name in names))
    for name in names:
        desk.wait_for(name, JobStatus.FAILED)
    desk.click_action("a.pdf")
    field = desk.window.parts.jobs.prompt.field
    QTest.keyClicks(field, "senha")
    QTest.keyClick(field, Qt.Key.Key_Return)
    for name in names:
        desk.wait_for(name, JobStatus.DONE)


def test_enter_in_the_password_does_not_open_the_review(desk: Desk) -> None:
    desk.add(desk.document("locked.pdf", "password:senha", "ok"))
    desk.wait_for("locked.pdf", JobStatus.FAILED)
    desk.click_action("locked.pdf")
    field = desk.window.parts.jobs.prompt.field
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not desk.window.parts.area.is_full_review
    QTest.keyClicks(field, "senha")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.wait_for("locked.pdf", JobStatus.DONE)
    assert not desk.window.parts.area.is_full_review
