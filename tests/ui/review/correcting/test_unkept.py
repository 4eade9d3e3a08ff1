"""A correction is on disk before the next word is shown, and off it once it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.review.fake_service import FakeService
from tests.ui.review.showing import JOB, part_of, show_page
from transcritor_gui.jobs.correcting.unkept import UnkeptChanges
from transcritor_gui.ui.review.correcting.doubt_card import DoubtCard
from transcritor_gui.ui.review.pane import ReviewPane


def test_a_correction_is_noted_before_it_is_kept(
    qtbot: QtBot, pane: ReviewPane, service: FakeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = pane._controller.review
    unkept = UnkeptChanges(tmp_path / "unkept.jsonl")
    monkeypatch.setattr(link, "_unkept", unkept)
    show_page(qtbot, pane)
    pane.review_actions.next_doubt.trigger()
    (field,) = part_of(pane, DoubtCard).findChildren(QLineEdit)
    qtbot.waitUntil(field.hasFocus)
    with qtbot.waitSignal(link.edited):
        QTest.keyClick(field, Qt.Key.Key_Tab)
        (change,) = unkept.left()
    ((job_id, correction),) = change.corrections
    assert (job_id, correction.before, correction.after) == (JOB.id, "dois", "outro")
    assert unkept.left() == []
