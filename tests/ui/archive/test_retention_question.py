from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton, QMessageBox

from tests.store import samples
from tests.ui.desk import Desk
from transcritor_gui.model import JobStatus
from transcritor_gui.settings import Settings
from transcritor_gui.ui.archive.retention_question import change_settings, retention_question

NOW = datetime(2026, 6, 1, tzinfo=UTC)
OLD = replace(samples.job("old.pdf"), status=JobStatus.DONE, finished_at=NOW - timedelta(days=400))


def test_what_would_go_is_named_before_it_is_switched_on() -> None:
    question = retention_question([OLD], before=Settings(), chosen=Settings(keep_days=365), now=NOW)
    assert question is not None
    assert "1 transcription is older than 365 days" in question.text
    assert "old.pdf" in question.details
    assert question.is_dangerous


@pytest.mark.parametrize(("before", "chosen"), [(0, 0), (365, 365), (30, 365), (0, 800), (365, 0)])
def test_nothing_is_asked_where_nothing_more_would_go(before: int, chosen: int) -> None:
    settings = Settings(keep_days=before), Settings(keep_days=chosen)
    assert retention_question([OLD], before=settings[0], chosen=settings[1], now=NOW) is None


def test_with_a_no_the_other_settings_are_kept_alone(desk: Desk) -> None:
    chosen = replace(desk.controller.settings, keep_days=1, backups=7)
    with desk.qtbot.waitSignal(desk.controller.settings_changed):
        change_settings(desk.window, desk.controller, chosen, [OLD])
        box = desk.window.findChild(QMessageBox, "retentionQuestion")
        assert isinstance(box, QMessageBox)
        (keep,) = [button for button in box.findChildren(QAbstractButton) if button.text() == "Keep"]
        keep.click()
    assert (desk.controller.settings.keep_days, desk.controller.settings.backups) == (0, 7)
