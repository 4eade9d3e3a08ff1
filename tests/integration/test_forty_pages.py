"""The errand of an office: forty mixed pages from the clipboard to a corrected Word file and a PDF.

The real engine and the real window, with the keyboard alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import docx
import numpy as np
import pdfplumber
import pikepdf
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.pipeline.made_pages import words_of_text
from tests.pipeline.made_pdfs import image_page, line_of_text, save_pdf, text_page
from tests.pipeline.ruled_scans import PAYMENTS, payments_page
from tests.ui.desk import Desk
from transcritor_gui.jobs import built_in_pipeline
from transcritor_gui.model import FINISHED, Job
from transcritor_gui.settings import Settings
from transcritor_gui.ui.export.export_dialog import ExportDialog
from transcritor_gui.ui.review.correcting.doubt_card import DoubtCard

pytestmark = [pytest.mark.integration, pytest.mark.timeout(900)]

_PAGES = 40
_SCANNED = (4, 17, 30)
"""Page indices; each has a table in which the engine doubts figures."""
_SIDEWAYS, _BLANK = 23, 36
_READ_MS = 240_000
"""For all pages, on a computer that has other things to do."""
_TYPED = "9999,99"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(languages="eng", export_beside_source=True)
    made = Desk(qtbot, tmp_path, settings, pipeline=built_in_pipeline()).open()
    made.window.activateWindow()
    qtbot.waitActive(made.window)
    yield made
    QGuiApplication.clipboard().clear()
    made.close()


def _mixed_scan(folder: Path) -> Path:
    pdf = pikepdf.new()
    scanned = payments_page()
    for page_index in range(_PAGES):
        if page_index in _SCANNED:
            image_page(pdf, scanned, dpi=200)
        elif page_index == _SIDEWAYS:
            image_page(pdf, np.ascontiguousarray(np.rot90(scanned)), dpi=200)
        elif page_index == _BLANK:
            text_page(pdf, b"")
        else:
            words = words_of_text(60, seed=page_index)
            lines = [" ".join(words[start : start + 8]) for start in range(0, len(words), 8)]
            drawn = [line_of_text(line, 80, 740 - 18 * number) for number, line in enumerate(lines)]
            text_page(pdf, b"".join(drawn))
    return Path(save_pdf(pdf, folder / "autos.pdf"))


def _keyboard() -> QWidget:
    """Where keys go: what has the focus, else the window in front."""
    found = QApplication.focusWidget() or QApplication.activeWindow()
    assert found is not None
    return found


def _press(key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(_keyboard(), key, keys)


def _job(desk: Desk) -> Job:
    (job,) = desk.model.jobs()
    return job


def _has_keyboard(desk: Desk) -> bool:
    """Whether keys go to the list again: a platform without a screen leaves it to us to see to that."""
    desk.window.activateWindow()
    desk.table.setFocus()
    return desk.table.hasFocus() and not desk.window.findChildren(ExportDialog)


def _is_decided(desk: Desk, left: int) -> bool:
    return _job(desk).doubts == left


def _is_at_another(card: DoubtCard, before: str) -> bool:
    """Whether the card has gone on to the next doubt, and the keyboard with it."""
    return card.text != before and card.isAncestorOf(_keyboard())


def _export(desk: Desk, label: str, target: Path) -> None:
    """Ctrl+E, the arrow keys to the format, Enter."""
    _press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: isinstance(QApplication.activeWindow(), ExportDialog))
    formats = _keyboard()
    assert isinstance(formats, QComboBox)
    _press(Qt.Key.Key_Home)
    for _ in range(formats.count()):
        if not formats.currentText().startswith(label):
            _press(Qt.Key.Key_Down)
    _press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(target.exists, timeout=_READ_MS)
    desk.wait(lambda: _has_keyboard(desk))


def test_forty_mixed_pages_are_read_corrected_and_exported_with_the_keyboard_alone(
    qtbot: QtBot, desk: Desk
) -> None:
    document = _mixed_scan(desk.folder)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(document))])
    QGuiApplication.clipboard().setMimeData(files)
    _press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(job.status in FINISHED for job in desk.model.jobs()), timeout=_READ_MS)
    assert _job(desk).pages_done == _PAGES

    desk.table.setFocus()
    _press(Qt.Key.Key_Return)
    doubts = _job(desk).doubts
    assert doubts >= len(_SCANNED)
    _press(Qt.Key.Key_F8)
    card = desk.window.findChild(DoubtCard)
    assert isinstance(card, DoubtCard)
    field = card.findChild(QLineEdit)
    desk.wait(lambda: _keyboard() is field)
    read = card.text
    QTest.keyClicks(_keyboard(), _TYPED)
    for left in range(doubts - 1, -1, -1):  # one key a doubt
        before = card.text
        _press(Qt.Key.Key_Return)
        desk.wait(partial(_is_decided, desk, left))
        if left:
            desk.wait(partial(_is_at_another, card, before))

    _press(Qt.Key.Key_Escape)
    desk.wait(desk.table.hasFocus)
    _export(desk, "Word (", document.with_suffix(".docx"))
    text = "\n".join(
        cell.text
        for table in docx.Document(str(document.with_suffix(".docx"))).tables
        for row in table.rows
        for cell in row.cells
    )
    assert text.count(_TYPED) == 1
    on_a_scan = sum(row.count(read) for row in PAYMENTS)
    assert text.count(read) == on_a_scan * (len(_SCANNED) + 1) - 1  # one of them lay sideways
    searchable = document.with_name("autos (2).pdf")
    _export(desk, "Searchable", searchable)
    with pdfplumber.open(searchable) as written:
        assert len(written.pages) == _PAGES
        on_page = written.pages[_SCANNED[0]].extract_text()
    assert (on_page.count(_TYPED), on_page.count(read)) == (1, on_a_scan - 1)
