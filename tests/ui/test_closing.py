"""What is asked when the window is closed while there is work."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox

from transcritor_gui.jobs import ExportProgress
from transcritor_gui.ui.closing import closing_question

from .desk import Desk


def test_documents_go_on_and_exports_stop() -> None:
    both = closing_question(2, is_exporting=True)
    assert both.text == "2 documents are not done yet."
    assert both.details.endswith("The export stops; files already written stay.")
    assert "export" not in closing_question(1, is_exporting=False).details
    assert "paused" not in closing_question(1, is_exporting=False).details
    alone = closing_question(0, is_exporting=True)
    assert alone.text == "An export is not done yet."
    assert "next start" not in alone.details


def test_what_is_paused_is_counted_and_said_to_stay_so() -> None:
    question = closing_question(3, paused=1, is_exporting=False)
    assert question.text == "3 documents are not done yet."
    assert question.details.endswith("what is paused stays paused.")


def test_an_export_at_work_is_asked_about(desk: Desk) -> None:
    desk.controller.exports.progressed.emit(ExportProgress(3, 9, "a.pdf"))
    desk.window.close()
    assert desk.window.isVisible()
    box = desk.window.findChild(QMessageBox, "closeQuestion")
    assert box is not None
    assert box.text() == "An export is not done yet."
    desk.controller.exports.finished.emit((), 9)
    assert not desk.window.parts.exports.is_working()
