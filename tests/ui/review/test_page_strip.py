"""The pages of the document down the side."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.ui.review.fake_service import FakeService
from tests.ui.review.showing import JOB, part_of, show_page
from transcritor_gui.jobs.events import PagesEdited
from transcritor_gui.ui.review.page_strip import PageStrip
from transcritor_gui.ui.review.pane import ReviewPane


def _picture(pane: ReviewPane, page_index: int) -> QImage | None:
    strip = part_of(pane, PageStrip)
    found = strip.model().index(page_index, 0).data(Qt.ItemDataRole.DecorationRole)
    return found if isinstance(found, QImage) else None


def _is_lying(pane: ReviewPane, page_index: int) -> bool:
    picture = _picture(pane, page_index)
    return picture is not None and picture.width() > picture.height()


def test_a_page_that_is_read_turned_is_shown_so(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    service.pages[JOB.id, 1] = replace(service.pages[JOB.id, 1], rotation=90)
    pane.show_alone(is_alone=True)
    show_page(qtbot, pane)
    qtbot.waitUntil(lambda: _is_lying(pane, 1))
    assert not _is_lying(pane, 0)


def test_a_page_that_is_turned_by_hand_turns_here_too(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    pane.show_alone(is_alone=True)
    show_page(qtbot, pane)
    qtbot.waitUntil(lambda: _picture(pane, 0) is not None)
    service.pages[JOB.id, 0] = replace(service.pages[JOB.id, 0], rotation=270)
    service.send(PagesEdited(((JOB.id, 0),)))
    qtbot.waitUntil(lambda: _is_lying(pane, 0))


def test_the_pages_that_are_selected_are_dragged_together(qtbot: QtBot, pane: ReviewPane) -> None:
    pane.show_alone(is_alone=True)
    show_page(qtbot, pane)
    strip = part_of(pane, PageStrip)
    for page_index in (3, 2):
        strip.selectionModel().select(
            strip.model().index(page_index, 0), QItemSelectionModel.SelectionFlag.Select
        )
    with qtbot.waitSignal(pane.pages_dragged) as dragged:
        strip.startDrag(Qt.DropAction.CopyAction)
    assert dragged.args == [JOB, (0, 2, 3)]


def test_pages_stay_selected_when_one_of_them_is_shown(qtbot: QtBot, pane: ReviewPane) -> None:
    pane.show_alone(is_alone=True)
    show_page(qtbot, pane)
    strip = part_of(pane, PageStrip)
    with qtbot.waitSignal(pane.page_shown):
        strip.selectionModel().setCurrentIndex(
            strip.model().index(1, 0), QItemSelectionModel.SelectionFlag.Select
        )
    assert pane.page_index == 1
    assert len(strip.selectionModel().selectedRows()) == 2
