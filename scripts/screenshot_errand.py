"""The errand of a working day, keyboard alone, photographed: a scan dropped, its doubts decided, a page
turned and a region marked, spelling, and what is handed on. An act of `screenshots`, in a home of its own.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from scripts.screenshot_documents import Documents
from scripts.screenshot_moves import (
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
from transcritor_gui.model import FINISHED
from transcritor_gui.ui.job_list.job_table import JobTable
from transcritor_gui.ui.review.pane import ReviewPane

__all__ = ["errand"]

_MOST_DOUBTS = 40
"""Of the errand's document; it has some ten."""


def errand(stage: Stage, documents: Documents) -> None:
    scan, mixed = documents.finished[6], documents.finished[1]
    hover(stage, (scan, mixed))
    stage.shoot("40-errand-dropping")
    leave(stage)
    stage.program.controller.intake.add_paths((scan, mixed))
    for path in (scan, mixed):
        stage.until(lambda path=path: job_or_none(stage, path) is not None)  # type: ignore[misc]
        stage.until(lambda path=path: job_of(stage, path).status in FINISHED, timeout_s=300)  # type: ignore[misc]
    select(stage, scan)
    show_picture(stage)
    stage.shoot("41-errand-transcribed")
    _decide(stage)
    _page_tools(stage)
    _spelling(stage)
    _press(stage, "Escape")
    _press(stage, "Escape")
    select(stage, scan)
    dialog = open_export(stage, "docx")
    stage.shoot("49-errand-export", dialog)
    close(stage, dialog)


def _decide(stage: Stage) -> None:
    """Each doubt by one key: as it is, as the other engine read it, or typed."""
    pane = stage.part(ReviewPane)
    stage.part(JobTable).setFocus()
    _press(stage, "Return")
    show_picture(stage)
    stage.until(lambda: pane.has_text)
    _press(stage, "F8")
    stage.settle(600)
    stage.shoot("42-errand-first-doubt")
    QTest.keyClicks(focused(stage), "corrigida")
    stage.settle(200)
    stage.shoot("43-errand-typed")
    for _ in range(_MOST_DOUBTS):
        before = pane.shown_word
        _press(stage, "Return")
        if pane.shown_word == before or pane.shown_word[1] < 0:
            break
    stage.settle(500)
    stage.shoot("44-errand-doubts-decided")


def _page_tools(stage: Stage) -> None:
    pane = stage.part(ReviewPane)
    pane.review_actions.mark_region.trigger()
    stage.settle(300)
    for key, times in ((Qt.Key.Key_Down, 3), (Qt.Key.Key_Right, 2)):
        for _ in range(times):
            QTest.keyClick(focused(stage), key, Qt.KeyboardModifier.ShiftModifier)
    stage.settle(300)
    stage.shoot("45-errand-marking-a-region")
    _press(stage, "Escape")
    pane.review_actions.turn_right.trigger()
    stage.settle(300)
    stage.shoot("46-errand-page-read-again")
    ended: list[object] = []
    stage.program.controller.review.read_again_ended.connect(lambda *_: ended.append(None))
    stage.until(lambda: bool(ended), timeout_s=180)
    show_picture(stage)
    stage.shoot("46-errand-page-turned")
    pane.review_actions.undo.trigger()
    stage.settle(1500)


def _spelling(stage: Stage) -> None:
    pane = stage.part(ReviewPane)
    pane.review_actions.check_spelling.trigger()
    stage.settle(1500)
    pane.review_actions.next_unknown.trigger()
    stage.settle(800)
    stage.shoot("47-errand-spelling")


def _press(stage: Stage, keys: str) -> None:
    QTest.keySequence(focused(stage), QKeySequence(keys))
    stage.settle(250)
