"""Documents attached inside PDFs, by the row's menu."""

from __future__ import annotations

from tests.ui.desk import Desk
from transcritor_gui.model import JobStatus


def test_where_none_is_attached_that_is_said(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    desk.wait_for("a.pdf", JobStatus.DONE)
    desk.table.selectAll()
    desk.window.parts.jobs.refresh()
    desk.window.parts.actions.take_in_attached.trigger()
    desk.wait(lambda: "no PDF or picture attached" in desk.window.parts.notices.words.text())
