"""The card of a doubtful word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from transcritor_gui.i18n import install_language
from transcritor_gui.model import Box, Word, WordSource
from transcritor_gui.ui.review.correcting.differing import ReadingButton
from transcritor_gui.ui.review.correcting.doubt_card import DoubtCard


def test_the_letters_that_differ_are_marked_and_not_those_of_the_sentence(qtbot: QtBot) -> None:
    install_language("en")
    card = DoubtCard()
    qtbot.addWidget(card)
    word = Word("à", Box(0, 0, 10, 10), 0.5, WordSource.OCR, doubtful=True, alternative="a")
    card.show_word(word, QRectF(0, 0, 10, 10), None, QSizeF(100, 100))
    button = card.findChild(ReadingButton)
    assert button is not None
    assert button.text() == "Other reading: a  (Tab)"
    assert button.marks == (range(15, 16),)
    assert "Read: <b><u>à</u></b>" in [label.text() for label in card.findChildren(QLabel)]
