"""Words corrected in the review, with the real controller."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.review.fake_service import FakeService
from tests.ui.review.pages import made_page, paragraph
from tests.ui.review.showing import JOB, notes_of, part_of, show_page, text_of
from transcritor_gui.model import (
    Box,
    Correction,
    CorrectionKind,
)
from transcritor_gui.ui.review.correcting.doubt_card import DoubtCard
from transcritor_gui.ui.review.pane import ReviewPane
from transcritor_gui.ui.review.text_view import TextView


def _field(pane: ReviewPane) -> QLineEdit:
    (field,) = part_of(pane, DoubtCard).findChildren(QLineEdit)
    return field


def _next(qtbot: QtBot, pane: ReviewPane) -> None:
    pane.review_actions.next_doubt.trigger()
    qtbot.waitUntil(_field(pane).hasFocus)


def _made(service: FakeService) -> list[tuple[str, str]]:
    return [(each.before, each.after) for each in service.corrections.made]


def test_enter_takes_a_word_as_it_is_and_goes_on(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    show_page(qtbot, pane)
    _next(qtbot, pane)
    QTest.keyClick(_field(pane), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _made(service) == [("dois", "dois")])
    assert _field(pane).text() == "quatro"


def test_tab_takes_the_other_reading_and_goes_on(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    show_page(qtbot, pane)
    _next(qtbot, pane)
    QTest.keyClick(_field(pane), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: _made(service) == [("dois", "outro")])
    assert text_of(pane) == "um outro três quatro"
    assert _field(pane).text() == "quatro"
    assert _field(pane).hasFocus()


def test_typing_replaces_a_doubtful_word(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    show_page(qtbot, pane)
    _next(qtbot, pane)
    QTest.keyClicks(_field(pane), "dez mil")
    QTest.keyClick(_field(pane), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _made(service) == [("dois", "dez mil")])
    assert text_of(pane) == "um dez mil três quatro"
    assert _field(pane).text() == "quatro"


def test_the_last_doubt_of_a_page_leads_to_the_next_page_that_has_one(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    show_page(qtbot, pane)
    _next(qtbot, pane)
    for _ in range(2):
        QTest.keyClick(_field(pane), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.page_index == 3)
    qtbot.waitUntil(lambda: _field(pane).text() == "oito")


def test_a_correction_is_undone_with_its_key(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    show_page(qtbot, pane)
    _next(qtbot, pane)
    QTest.keyClick(_field(pane), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(_made(service)))
    pane.review_actions.undo.trigger()
    qtbot.waitUntil(lambda: text_of(pane) == "um dois três quatro")


def test_all_that_read_alike_are_corrected_at_once(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    service.pages[JOB.id, 0] = made_page(paragraph("8? um 8? dois", y=100))
    service.pages[JOB.id, 3] = made_page(paragraph("8? fim", y=100), page_index=3)
    show_page(qtbot, pane)
    _next(qtbot, pane)
    qtbot.waitUntil(
        lambda: any(
            button.text().startswith("And 2 more")
            for button in part_of(pane, DoubtCard).findChildren(QAbstractButton)
        )
    )
    _field(pane).setText("§")
    QTest.keyClick(_field(pane), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(_made(service)) == 3)
    assert service.pages[JOB.id, 0].text == "§ um § dois"
    assert service.pages[JOB.id, 3].text == "§ fim"
    qtbot.waitUntil(lambda: not _field(pane).isVisible())
    assert pane.page_index == 0


def test_the_text_is_typed_over_where_it_stands(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    show_page(qtbot, pane)
    view = part_of(pane, TextView)
    view.setFocus()
    cursor = view.textCursor()
    cursor.setPosition(3)
    view.setTextCursor(cursor)
    QTest.keyClicks(view, "ou ")
    assert _made(service) == []
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _made(service) == [("um", "um ou")])
    assert service.pages[JOB.id, 0].text == "um ou dois três quatro"


def test_what_is_being_typed_is_kept_when_another_page_is_shown(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    show_page(qtbot, pane)
    view = part_of(pane, TextView)
    view.setFocus()
    QTest.keyClicks(view, "A ")
    with qtbot.waitSignal(pane.page_shown):
        pane.show_page(1)
    qtbot.waitUntil(lambda: service.pages[JOB.id, 0].text == "A um dois três quatro")


def test_escape_forgets_what_was_typed(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    show_page(qtbot, pane)
    view = part_of(pane, TextView)
    view.setFocus()
    QTest.keyClicks(view, "errado ")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert text_of(pane) == "um dois três quatro"
    assert _made(service) == []


def test_a_page_is_ticked_as_compared(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    show_page(qtbot, pane)
    pane.review_actions.confer.trigger()
    qtbot.waitUntil(lambda: service.pages[JOB.id, 0].conferral is not None)
    qtbot.waitUntil(pane.review_actions.confer.isChecked)


def test_what_was_read_is_one_key_away(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    show_page(qtbot, pane)
    _next(qtbot, pane)
    QTest.keyClick(_field(pane), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(_made(service)))
    pane.review_actions.as_read.trigger()
    qtbot.waitUntil(lambda: text_of(pane) == "um dois três quatro")
    assert part_of(pane, TextView).isReadOnly()
    pane.review_actions.as_read.trigger()
    assert text_of(pane) == "um outro três quatro"


def test_a_correction_that_fits_no_longer_is_told(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    lost = Correction(0, CorrectionKind.TEXT, Box(0, 0, 9, 9), "8", "§")
    service.corrections.unfit_corrections = (lost,)
    show_page(qtbot, pane)
    qtbot.waitUntil(lambda: any("“8” → “§”" in note for note in notes_of(pane)))
