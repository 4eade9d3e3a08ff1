"""Unknown words in the review: underlined on request, walked, corrected, added to the dictionary."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.review.fake_service import FakeService
from tests.ui.review.pages import made_page, paragraph
from tests.ui.review.showing import JOB, part_of, selected_of, show_page, text_of
from transcritor_gui.ui.review.correcting.correction_menu import CorrectionMenu
from transcritor_gui.ui.review.correcting.doubt_card import DoubtCard
from transcritor_gui.ui.review.pane import ReviewPane
from transcritor_gui.ui.review.text_view import TextView

_WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


@pytest.fixture(autouse=True)
def pages(service: FakeService) -> None:
    """Unknown words on the pages 1 and 3."""
    texts = {0: "o autor apresentou a peticão inicial", 1: "o contrato foi assinado", 2: "e a sentemça veio"}
    for index, text in texts.items():
        page = made_page(paragraph(text, y=100), page_index=index)
        service.pages[JOB.id, index] = replace(page, language="por")
    del service.pages[JOB.id, 3]


def _underlined(pane: ReviewPane) -> list[str]:
    marks = part_of(pane, TextView).extraSelections()
    return [mark.cursor.selectedText() for mark in marks if mark.format.underlineStyle() == _WAVE]


def test_nothing_is_underlined_until_it_is_asked_for(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane)
    assert _underlined(pane) == []
    pane.review_actions.check_spelling.trigger()
    assert _underlined(pane) == ["peticão"]
    pane.review_actions.check_spelling.trigger()
    assert _underlined(pane) == []


def test_a_word_that_is_corrected_is_underlined_no_more(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane)
    pane.review_actions.check_spelling.trigger()
    pane.review_actions.next_unknown.trigger()
    assert selected_of(pane)[-1:] == ["peticão"]
    field = part_of(pane, DoubtCard).findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_Tab)  # the suggestion
    assert text_of(pane) == "o autor apresentou a petição inicial"
    assert _underlined(pane) == []


def test_unknown_words_are_walked_over_the_pages_and_the_end_is_told(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane)
    step = pane.review_actions.next_unknown.trigger
    step()
    assert selected_of(pane) == ["peticão"]
    step()
    qtbot.waitUntil(lambda: pane.page_index == 2 and selected_of(pane) == ["sentemça"])
    step()
    words = "No unknown words after this one"
    qtbot.waitUntil(lambda: any(label.text() == words for label in pane.findChildren(QLabel)))


def test_a_word_added_to_the_dictionary_is_known_everywhere(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane)
    pane.review_actions.check_spelling.trigger()
    view = part_of(pane, TextView)
    view.menu_wanted.emit(4, view.mapToGlobal(view.rect().center()))
    menu = next(each for each in QApplication.topLevelWidgets() if isinstance(each, CorrectionMenu))
    texts = [action.text() for action in menu.actions()]
    assert texts[0] == "petição"
    add = next(action for action in menu.actions() if action.text().startswith("Add"))
    with qtbot.waitSignal(pane.notice):
        add.trigger()
    menu.close()
    assert _underlined(pane) == []
