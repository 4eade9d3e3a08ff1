"""The dialogue for reading one page again: what it asks for the page, and what of the document it leaves."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from transcritor_gui.model import Cleanup, PageCleanup, PageWish, TranscriptionOptions
from transcritor_gui.ui.review.correcting.read_again_dialog import ReadAgainDialog, ReadingChoices

_CHOICES = ReadingChoices(languages=("eng", "por"), engines=(("tesserocr", "Tesseract"),))


def _dialog(qtbot: QtBot, *, document: Cleanup, page: PageCleanup) -> ReadAgainDialog:
    options = TranscriptionOptions(cleanup=document)
    dialog = ReadAgainDialog(options, PageWish(cleanup=page), _CHOICES, page_number=1)
    qtbot.addWidget(dialog)
    return dialog


def _picture(dialog: ReadAgainDialog) -> QComboBox:
    (found,) = [box for box in dialog.findChildren(QComboBox) if box.itemText(1) == "Read as it stands"]
    return found


@pytest.mark.parametrize("document", list(Cleanup))
@pytest.mark.parametrize("page", list(PageCleanup))
def test_how_a_page_is_cleaned_stays_where_nothing_is_changed(
    qtbot: QtBot, document: Cleanup, page: PageCleanup
) -> None:
    dialog = _dialog(qtbot, document=document, page=page)
    assert dialog.wish().cleanup_in(document) is PageWish(cleanup=page).cleanup_in(document)
    assert dialog.chosen().cleanup is document


def test_a_page_may_be_cleaned_in_a_document_that_is_not(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, document=Cleanup.NONE, page=PageCleanup.USUAL)
    _picture(dialog).setCurrentIndex(0)
    assert dialog.wish().cleanup is PageCleanup.WHERE_NEEDED


def test_a_page_that_is_to_be_as_its_document_asks_for_nothing(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, document=Cleanup.AUTO, page=PageCleanup.NONE)
    _picture(dialog).setCurrentIndex(0)
    assert dialog.wish().is_plain
