"""Backing up and restoring from the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QMessageBox

from tests.ui.desk import Desk
from transcritor_gui.model import JobStatus


def test_a_backup_is_written_and_restored_from_the_window(desk: Desk, tmp_path: Path) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    desk.wait_for("a.pdf", JobStatus.DONE)
    backup = tmp_path / "history.transcritor"
    control = desk.window._archive
    control.back_up(backup)
    desk.wait(lambda: "backed up" in desk.window.parts.notices.words.text())
    assert backup.is_file()
    assert control.progress is None
    desk.add(desk.document("b.pdf", "ok"))
    desk.wait_for("b.pdf", JobStatus.DONE)
    desk.controller.archive.look_into(backup)
    desk.wait(lambda: desk.window.findChild(QMessageBox, "restoreQuestion") is not None)
    box = desk.window.findChild(QMessageBox, "restoreQuestion")
    assert isinstance(box, QMessageBox)
    assert "1 transcription" in box.text()
    (replace,) = [button for button in box.findChildren(QAbstractButton) if button.text() == "Replace"]
    replace.click()
    desk.wait(lambda: "restored" in desk.window.parts.notices.words.text())
    desk.wait(lambda: desk.row_names() == ["a.pdf"])
    assert desk.window.parts.actions.back_up.isEnabled()


def test_what_is_no_backup_is_said_so(desk: Desk) -> None:
    desk.controller.archive.look_into(desk.document("a.pdf", "ok"))
    desk.wait(lambda: "no backup of this program" in desk.window.parts.notices.words.text())
