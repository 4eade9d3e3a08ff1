"""Several pictures dropped at once: a document each, or one, asked once and changed later."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy

from tests.pictures.made_pictures import page, saved
from tests.ui.desk import BOUND_MS, Desk, drop, mime_of
from transcritor_gui.ui.widgets.notice_bar import Notice


def _pictures(desk: Desk, count: int = 3) -> list[Path]:
    paths = [desk.folder / f"{number}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(saved(page(240 + number), "JPEG"))
    return paths


def _choose(desk: Desk, choice: str) -> None:
    with desk.qtbot.waitSignal(desk.controller.settings_changed, timeout=BOUND_MS):
        desk.controller.change_settings(replace(desk.controller.settings, several_pictures=choice))


def _names(desk: Desk) -> list[str]:
    return sorted(job.name for job in desk.model.jobs())


def _notice(desk: Desk, words: str) -> Notice:
    shown = desk.window.parts.notices
    desk.wait(lambda: words in shown.words.text() and shown._notice is not None)
    assert shown._notice is not None
    return shown._notice


def test_they_are_a_document_each_and_may_be_joined(desk: Desk) -> None:
    drop(desk.window, mime_of(*_pictures(desk)))
    asked = _notice(desk, "3 pictures added, one document each")
    assert _names(desk) == ["0.jpg", "1.jpg", "2.jpg"]
    assert asked.action is not None
    asked.action()
    told = _notice(desk, "one document now")
    desk.wait(lambda: _names(desk) == ["0 – 2.pdf"])
    desk.wait(lambda: desk.controller.settings.several_pictures == "one")
    assert told.action is not None
    told.action()
    desk.wait(lambda: _names(desk) == ["0.jpg", "1.jpg", "2.jpg"])


def test_the_answer_that_each_stays_is_remembered(desk: Desk) -> None:
    drop(desk.window, mime_of(*_pictures(desk, 2)))
    asked = _notice(desk, "2 pictures added, one document each")
    assert asked.other_action is not None
    asked.other_action()
    desk.wait(lambda: desk.controller.settings.several_pictures == "each")


@pytest.mark.parametrize(("choice", "names"), [("one", ["0 – 2.pdf"]), ("each", ["0.jpg", "1.jpg", "2.jpg"])])
def test_what_was_chosen_is_done_unasked(desk: Desk, choice: str, names: list[str]) -> None:
    _choose(desk, choice)
    spy = QSignalSpy(desk.window.parts.intake.pictures.notice)
    drop(desk.window, mime_of(*_pictures(desk)))
    desk.wait(lambda: _names(desk) == names)
    assert all(not spy.at(number)[0].other_text for number in range(spy.count()))


def test_one_picture_or_pdfs_are_no_question(desk: Desk) -> None:
    spy = QSignalSpy(desk.window.parts.intake.pictures.notice)
    (picture,) = _pictures(desk, 1)
    drop(desk.window, mime_of(picture, desk.document("a.pdf", "ok"), desk.document("b.pdf", "ok")))
    desk.wait(lambda: len(_names(desk)) == 3)
    assert spy.count() == 0


def test_rows_are_joined_and_separated_by_their_menu(desk: Desk) -> None:
    _choose(desk, "each")
    drop(desk.window, mime_of(*_pictures(desk)))
    desk.wait(lambda: len(_names(desk)) == 3)
    actions = desk.window.parts.actions
    desk.table.selectAll()
    desk.window.parts.jobs.refresh()
    assert actions.join_pictures.isEnabled()
    assert not actions.separate_pictures.isEnabled()
    actions.join_pictures.trigger()
    desk.wait(lambda: _names(desk) == ["0 – 2.pdf"])
    desk.table.selectAll()
    desk.window.parts.jobs.refresh()
    assert not actions.join_pictures.isEnabled()
    actions.separate_pictures.trigger()
    desk.wait(lambda: len(_names(desk)) == 3)
