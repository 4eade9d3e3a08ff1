"""The review, and what it shows of a document of five pages."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.review.pages import made_job
from transcritor_gui.ui.review.notes import NoteBar
from transcritor_gui.ui.review.pane import ReviewPane
from transcritor_gui.ui.review.text_view import TextView

Part = TypeVar("Part", bound=QWidget)
JOB = made_job(page_count=5)
"""The document that the review shows."""


def part_of(pane: ReviewPane, kind: type[Part]) -> Part:
    found = pane.findChild(kind)
    assert isinstance(found, kind)
    return found


def text_of(pane: ReviewPane) -> str:
    return part_of(pane, TextView).plain_text()


def notes_of(pane: ReviewPane) -> list[str]:
    return [note.text for note in part_of(pane, NoteBar).notes]


def selected_of(pane: ReviewPane) -> list[str]:
    return [mark.cursor.selectedText() for mark in part_of(pane, TextView).extraSelections()]


def show_page(qtbot: QtBot, pane: ReviewPane, page_index: int = 0) -> None:
    with qtbot.waitSignal(pane.page_shown):
        pane.show_job(JOB, page_index)
