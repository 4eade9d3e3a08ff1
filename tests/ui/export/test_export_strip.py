"""The foot of the window while an export is at work."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from transcritor_gui.jobs import ExportProgress
from transcritor_gui.ui.export.export_strip import ExportStrip
from transcritor_gui.ui.widgets.link_button import LinkButton


@pytest.fixture
def strip(qtbot: QtBot) -> ExportStrip:
    made = ExportStrip()
    qtbot.addWidget(made)
    return made


def _cancel(strip: ExportStrip) -> LinkButton:
    found = strip.findChild(LinkButton)
    assert isinstance(found, LinkButton)
    return found


def test_a_short_export_shows_nothing(strip: ExportStrip) -> None:
    strip.show_progress(ExportProgress(0, 1, "a.pdf"))
    strip.finish()
    assert not strip.isVisible()


def test_a_long_one_says_how_far_it_is(qtbot: QtBot, strip: ExportStrip) -> None:
    strip.show_progress(ExportProgress(11, 240, "a.pdf"))
    qtbot.waitUntil(strip.isVisible)
    assert strip.words == "Exporting 12 of 240"
    strip.finish()
    assert not strip.isVisible()


def test_a_single_document_is_named(strip: ExportStrip) -> None:
    strip.show_progress(ExportProgress(0, 1, "contrato.pdf"))
    assert strip.words == "Exporting “contrato.pdf”"


def test_a_name_is_no_markup(strip: ExportStrip) -> None:
    strip.show_progress(ExportProgress(0, 1, "<small>contrato</small>.pdf"))
    label = strip.label
    assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(strip.words)


def test_it_can_be_stopped_once(qtbot: QtBot, strip: ExportStrip) -> None:
    strip.show_progress(ExportProgress(0, 2, "a.pdf"))
    with qtbot.waitSignal(strip.cancel_clicked):
        _cancel(strip).click()
    strip.show_progress(ExportProgress(1, 2, "b.pdf"))
    assert strip.words == "Stopping the export…"
    assert not _cancel(strip).isEnabled()
    strip.finish()
    assert _cancel(strip).isEnabled()
