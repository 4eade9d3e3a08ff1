"""The text of a page: what the mouse finds in it, and what is marked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPalette, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.review.pages import made_page, paragraph, table, word
from transcritor_gui.model import BlockKind
from transcritor_gui.ui.review.text_view import TextView
from transcritor_gui.ui.review.word_tip import word_tip


@pytest.fixture
def view(qtbot: QtBot) -> TextView:
    made = TextView()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show_result(made_page(paragraph("Vistos relatados?", "e discutidos"), paragraph("Fim")))
    made.show()
    qtbot.waitExposed(made)
    return made


def test_words_about_handwriting_cannot_be_typed_over(view: TextView) -> None:
    view.show_result(made_page(paragraph("João?", kind=BlockKind.HANDWRITING)))
    view.set_typable(is_typable=True)
    shown = view.plain_text()
    view.setFocus()
    view.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(view, "x")
    assert view.plain_text() != shown
    view.finish_typing()
    assert view.plain_text() == shown


def test_the_word_under_a_position_is_found(view: TextView) -> None:
    for word_index in range(5):
        assert view.word_at(view.word_rect(word_index).center()) == word_index
    assert view.word_at(QPoint(2, 290)) == -1


def test_a_click_tells_the_word(qtbot: QtBot, view: TextView) -> None:
    with qtbot.waitSignal(view.word_clicked) as clicked:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.word_rect(1).center())
    assert clicked.args == [1]


def test_hovering_tells_the_word(qtbot: QtBot, view: TextView) -> None:
    with qtbot.waitSignal(view.word_hovered) as entered:
        QTest.mouseMove(view.viewport(), view.word_rect(3).center())
    assert entered.args == [3]


def test_hovered_and_selected_words_are_marked(view: TextView) -> None:
    view.set_hovered(0)
    view.set_selected(2)
    marked = [mark.cursor.selectedText() for mark in view.extraSelections()]
    assert marked == ["Vistos", "e"]


def test_words_of_a_search_are_marked(view: TextView) -> None:
    view.set_found(frozenset({0, 4}))
    assert [mark.cursor.selectedText() for mark in view.extraSelections()] == ["Vistos", "Fim"]


def test_another_palette_draws_the_text_anew(view: TextView) -> None:
    dark = QPalette(QColor("#3a3a3a"), QColor("#262626"))
    view.setPalette(dark)
    cursor = view.textCursor()
    cursor.setPosition(1)
    assert cursor.charFormat().foreground().color() == dark.color(QPalette.ColorRole.Text)
    assert view.word_at(view.word_rect(4).center()) == 4


def test_lines_do_not_grow_absurdly_long(view: TextView) -> None:
    view.resize(2000, 300)
    assert view.lineWrapColumnOrWidth() < 1000


def test_only_a_doubtful_word_has_a_tip() -> None:
    assert word_tip(word("certo")) == ""
    tip = word_tip(word("duvidoso", doubtful=True))
    assert "40 %" in tip
    assert "outro" in tip


def test_a_table_is_never_wider_than_the_pane(view: TextView) -> None:
    row = ("Parcela", "Vencimento", "Situação", "Valor")
    view.show_result(made_page(table(row, row)))
    for width in range(400, 420):
        view.resize(width, 300)
        assert view.horizontalScrollBar().maximum() == 0


def test_the_wheel_with_ctrl_makes_the_text_larger_and_keeps_its_words(view: TextView) -> None:
    before = view.word_rect(0).height()
    place = QPointF(20, 20)
    event = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(),
        QPoint(0, 360),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
    assert view.zoom_steps == 3
    assert view.word_rect(0).height() > 1.2 * before
    view.zoom(-3)
    assert view.word_rect(0).height() == before
