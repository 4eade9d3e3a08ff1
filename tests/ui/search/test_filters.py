"""The list is filtered by what a person chooses, and says by what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.store import samples
from tests.ui.desk import Desk
from transcritor_gui.model import JobStatus, PageSource
from transcritor_gui.model.labels import Labels
from transcritor_gui.ui.job_list.job_groups import JobGroup
from transcritor_gui.ui.job_list.labels_dialog import LabelsDialog
from transcritor_gui.ui.search.days_dialog import DaysDialog
from transcritor_gui.ui.search.filters import (
    Filter,
    FilterKind,
    choices_in,
    criteria_of,
    days_filter,
    filter_words,
)


def test_filters_of_one_kind_are_either_or() -> None:
    filters = [
        Filter(FilterKind.SOURCE, "text"),
        Filter(FilterKind.SOURCE, "ocr"),
        Filter(FilterKind.TAG, "a"),
    ]
    criteria = criteria_of(filters, today=date(2026, 3, 1))
    assert criteria.sources == {PageSource.TEXT, PageSource.OCR}
    assert criteria.tags == {"a"}
    week = criteria_of([Filter(FilterKind.ADDED, "week")], today=date(2026, 3, 7))
    assert week.since == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2026, 1, 2), date(2026, 2, 3), "Added: from 2026-01-02 to 2026-02-03"),
        (date(2026, 1, 2), None, "Added: since 2026-01-02"),
        (None, date(2026, 2, 3), "Added: until 2026-02-03"),
        (date(2026, 1, 2), date(2026, 1, 2), "Added: on 2026-01-02"),
    ],
)
def test_days_of_ones_own_bound_what_is_shown(since: date | None, until: date | None, words: str) -> None:
    chosen = days_filter(since, until)
    criteria = criteria_of([chosen], today=date(2026, 3, 1))
    assert (criteria.since, criteria.until) == (since, until)
    assert filter_words(chosen) == words


def test_days_are_chosen_in_a_dialogue_the_earlier_first(qtbot: QtBot) -> None:
    dialog = DaysDialog(None, None, today=date(2026, 3, 1))
    qtbot.addWidget(dialog)
    dialog.since.edit.setDate(QDate(2026, 2, 20))
    dialog.until.edit.setDate(QDate(2026, 2, 10))
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.accept()
    assert chosen.args == [date(2026, 2, 10), date(2026, 2, 20)]


def test_a_day_that_is_switched_off_bounds_nothing(qtbot: QtBot) -> None:
    dialog = DaysDialog(date(2026, 2, 1), None, today=date(2026, 3, 1))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.accept()
    assert chosen.args == [date(2026, 2, 1), None]


def test_what_there_is_to_choose_comes_from_the_documents() -> None:
    jobs = [
        replace(samples.job("a.pdf"), path="/x/y/a.pdf", tags=("b", "A")),
        replace(samples.job("b.pdf"), path=r"C:\z\b.pdf", tags=("a",)),
    ]
    choices = choices_in(jobs)
    assert choices.folders == ("/x/y", r"C:\z")
    assert choices.tags == ("A", "b")


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (Filter(FilterKind.ADDED, "today"), "Added: today"),
        (Filter(FilterKind.STATUS, "failed"), "State: Failed"),
        (Filter(FilterKind.TAG, "urgente"), "Tag: urgente"),
    ],
)
def test_a_chip_says_what_is_filtered_by(chosen: Filter, words: str) -> None:
    assert filter_words(chosen) == words


def choose(desk: Desk, kind: str, value: str) -> None:
    """As a person does: open the menu, and take the entry."""
    menu = desk.window.parts.header.filter.menu()
    menu.aboutToShow.emit()
    within = [action.menu() for action in menu.actions() if action.text() == kind]
    assert isinstance(within[0], QMenu)
    (entry,) = [action for action in within[0].actions() if action.text() == value]
    entry.trigger()


def test_the_list_is_filtered_by_tag_and_a_chip_takes_it_off(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok"), desk.document("b.pdf", "ok"))
    job = desk.wait_for("a.pdf", JobStatus.DONE)
    desk.wait_for("b.pdf", JobStatus.DONE)
    desk.controller.labels.put([Labels(job.id, "", ("urgente",))])
    desk.wait(lambda: desk.model.job(job.id).tags == ("urgente",))  # type: ignore[union-attr]
    choose(desk, "Tag", "Urgente")
    assert desk.row_names() == ["a.pdf"]
    (chip,) = desk.window.parts.chips.chips
    assert chip.accessibleName() == "No longer filter by: Tag: urgente"
    chip.click()
    assert sorted(desk.row_names()) == ["a.pdf", "b.pdf"]
    assert desk.window.parts.chips.isHidden()


def test_note_and_tags_are_typed_and_undone(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    job = desk.wait_for("a.pdf", JobStatus.DONE)
    desk.table.select_job(job.id)
    desk.window.parts.actions.labels.trigger()
    dialog = desk.window.findChild(LabelsDialog)
    assert isinstance(dialog, LabelsDialog)
    dialog.tags.setText("urgente, Réu")
    dialog.note.setPlainText("falta a página 3")
    dialog.accept()
    desk.wait(lambda: desk.model.job(job.id).note == "falta a página 3")  # type: ignore[union-attr]
    assert desk.model.job(job.id).tags == ("Réu", "urgente")  # type: ignore[union-attr]
    desk.wait(desk.window.parts.notices.action_button.isVisible)
    desk.window.parts.notices.action_button.click()
    desk.wait(lambda: desk.model.job(job.id).tags == ())  # type: ignore[union-attr]
    assert desk.model.job(job.id).note == ""  # type: ignore[union-attr]


def test_documents_with_misread_words_follow_the_exact_ones(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "says:o_proxessq"))
    desk.wait(lambda: desk.model.count(JobGroup.IN_PROGRESS) == 0 and desk.model.count(JobGroup.ALL) == 1)
    desk.window.parts.header.search.setText("processo")
    desk.wait(lambda: desk.window.parts.header.found.text() == "0 pages in 0 documents · 1 similar")
    assert desk.row_names() == ["a.pdf"]
