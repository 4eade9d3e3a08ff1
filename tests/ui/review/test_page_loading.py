"""Pages made ready before they are asked for, and pages that come as they were before a change."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.review.fake_service import FakeService
from tests.ui.review.pages import made_page, paragraph
from tests.ui.review.showing import JOB, part_of, show_page, text_of
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.events import PagesEdited
from transcritor_gui.model import PageResult
from transcritor_gui.ui.review.correcting.doubt_card import DoubtCard
from transcritor_gui.ui.review.pane import ReviewPane
from transcritor_gui.ui.review.picture.page_view import PageView

_PAGES_WITH_DOUBTS = (0, 3)


def _field(pane: ReviewPane) -> QLineEdit:
    (field,) = part_of(pane, DoubtCard).findChildren(QLineEdit)
    return field


def _look_alone(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    """The review has the window, and has made the next page with doubts ready."""
    pane.show_alone(is_alone=True)
    show_page(qtbot, pane)
    qtbot.waitUntil(lambda: {("page", 3), ("preview", 3)} <= set(service.asked))
    qtbot.waitUntil(lambda: 3 in _kept(pane))


def _kept(pane: ReviewPane) -> set[int]:
    pictures = pane._pictures._cache
    return {index for _, index in pane._loading._kept if pictures.get(JOB.id, index) is not None}


def test_the_next_page_with_doubts_is_shown_with_its_picture_before_the_key_is_up(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    _look_alone(qtbot, pane, service)
    for _ in range(3):  # over the two doubts of this page
        pane.review_actions.next_doubt.trigger()
    assert pane.page_index == 3
    assert _field(pane).text() == "oito"
    assert part_of(pane, PageView).has_picture()


def test_pages_are_made_ready_once_the_review_has_the_window(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    show_page(qtbot, pane)
    pane.show_alone(is_alone=True)
    qtbot.waitUntil(lambda: 3 in _kept(pane))


def test_the_page_that_follows_is_ready_too(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    _look_alone(qtbot, pane, service)
    qtbot.waitUntil(lambda: 1 in _kept(pane))
    pane.show_page(1)
    assert text_of(pane) == "cinco"


def test_a_page_that_another_window_has_changed_is_not_shown_as_it_was(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    _look_alone(qtbot, pane, service)
    service.pages[JOB.id, 3] = made_page(paragraph("sete novo", y=100), page_index=3)
    service.send(PagesEdited(((JOB.id, 3),)))
    qtbot.waitUntil(lambda: 3 not in _kept(pane))
    with qtbot.waitSignal(pane.page_shown):
        pane.show_page(3)
    assert text_of(pane) == "sete novo"


def test_doubts_that_another_window_has_decided_about_are_passed_over(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    _look_alone(qtbot, pane, service)
    service.pages[JOB.id, 3] = made_page(paragraph("sete novo", y=100), page_index=3)
    service.pages[JOB.id, 4] = made_page(paragraph("nove dez?", y=100), page_index=4)
    service.send(PagesEdited(((JOB.id, 3), (JOB.id, 4))))
    qtbot.waitUntil(lambda: 3 not in _kept(pane))
    for _ in range(3):
        pane.review_actions.next_doubt.trigger()
    qtbot.waitUntil(lambda: _field(pane).text() == "dez")
    assert pane.page_index == 4


def test_a_page_that_comes_as_it_was_before_a_change_takes_nothing_back(
    qtbot: QtBot, pane: ReviewPane, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_page(qtbot, pane)
    pane.review_actions.next_doubt.trigger()
    qtbot.waitUntil(_field(pane).hasFocus)
    before = service.pages[JOB.id, 0]
    asked: list[tuple[Callable[[PageResult | None], None], UUID]] = []
    monkeypatch.setattr(
        pane._controller.pages,
        "request_page",
        lambda job_id, _index, deliver: asked.append((deliver, job_id)),
    )
    pane._loading.load_now()
    QTest.keyClick(_field(pane), Qt.Key.Key_Tab)
    asked[0][0](before)
    assert text_of(pane) == "um outro três quatro"
    qtbot.waitUntil(lambda: len(asked) > 1)  # and is asked for again once the change is kept


def test_a_change_that_is_not_kept_is_not_shown(
    qtbot: QtBot, pane: ReviewPane, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise TranscritorError(ErrorCode.DISK_FULL)

    show_page(qtbot, pane)
    pane.review_actions.next_doubt.trigger()
    qtbot.waitUntil(_field(pane).hasFocus)
    monkeypatch.setattr(service.corrections, "correct", refuse)
    with qtbot.waitSignal(pane._controller.service_failed):
        QTest.keyClick(_field(pane), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: text_of(pane) == "um dois três quatro")
