"""Pages turned by hand, and regions marked on their picture, with mouse and keyboard."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.review.fake_service import FakeService
from tests.ui.review.showing import JOB, part_of, show_page
from transcritor_gui.model import Box, OcrMode, PageRegion, PageWish, RegionKind
from transcritor_gui.ui.review.marking.region_bar import RegionBar
from transcritor_gui.ui.review.marking.region_marker import RegionMarker
from transcritor_gui.ui.review.pane import ReviewPane
from transcritor_gui.ui.review.picture.page_view import PageView

_MARKED = PageRegion(Box(100, 100, 300, 200), RegionKind.TABLE)


def _shown(qtbot: QtBot, pane: ReviewPane) -> RegionMarker:
    """The frame's widget, over a page that is shown with its picture."""
    show_page(qtbot, pane)
    qtbot.waitUntil(part_of(pane, PageView).has_picture)
    return part_of(pane, RegionMarker)


def _wished(service: FakeService) -> PageWish:
    return service.page_again.asked[-1][2]


def _at(pane: ReviewPane, x: float, y: float) -> QPoint:
    """A point of the page in the picture's view."""
    paper, scale = part_of(pane, PageView).placement().paper, part_of(pane, PageView).placement().scale
    return QPoint(round(paper.left() + x * scale), round(paper.top() + y * scale))


def _draw(marker: RegionMarker, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(marker, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(marker, (start + end) / 2)
    QTest.mouseMove(marker, end)
    QTest.mouseRelease(marker, Qt.MouseButton.LeftButton, pos=end)


def test_a_page_is_turned_and_shown_so(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    _shown(qtbot, pane)
    with qtbot.waitSignal(pane.notice):
        pane.review_actions.turn_right.trigger()
    qtbot.waitUntil(lambda: part_of(pane, PageView).page.size.width() == 800)
    assert _wished(service).turn == 90
    with qtbot.waitSignal(pane._controller.review.read_again_ended):
        pane.review_actions.turn_over.trigger()
    qtbot.waitUntil(lambda: pane._page is not None and pane._page.rotation == 270)
    pane.review_actions.undo.trigger()
    qtbot.waitUntil(lambda: pane._page is not None and pane._page.rotation == 90)


def test_a_page_keeps_the_options_that_were_chosen_for_it_alone(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    own = replace(JOB.options, ocr_mode=OcrMode.ALWAYS)
    service.pages[JOB.id, 0] = replace(service.pages[JOB.id, 0], options=own)
    _shown(qtbot, pane)
    with qtbot.waitSignal(pane._controller.review.read_again_ended):
        pane.review_actions.turn_left.trigger()
    assert service.page_again.asked == [(0, own, PageWish(turn=270))]


def test_a_frame_is_drawn_with_the_mouse_and_read_as_a_table(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    marker = _shown(qtbot, pane)
    pane.review_actions.mark_region.trigger()
    _draw(marker, _at(pane, 60, 40), _at(pane, 260, 140))
    bar = part_of(pane, RegionBar)
    table = next(each for each in bar.findChildren(QPushButton) if each.text() == "Read as table")
    with qtbot.waitSignal(pane._controller.review.read_again_ended):
        table.click()
    (region,) = _wished(service).regions
    assert region.kind is RegionKind.TABLE
    sides = (region.box.x0, region.box.y0, region.box.x1, region.box.y1)
    assert all(abs(side - wanted) < 2 for side, wanted in zip(sides, (60, 40, 260, 140), strict=True))
    assert _wished(service).turn == 0
    assert not bar.isVisible()


def test_a_frame_is_moved_by_its_inside_and_made_larger_by_its_corner(qtbot: QtBot, pane: ReviewPane) -> None:
    marker = _shown(qtbot, pane)
    pane.review_actions.mark_region.trigger()
    _draw(marker, _at(pane, 60, 40), _at(pane, 260, 140))
    _draw(marker, _at(pane, 160, 90), _at(pane, 260, 190))
    _draw(marker, _at(pane, 360, 240), _at(pane, 460, 260))
    assert marker.box is not None
    sides = (marker.box.x0, marker.box.y0, marker.box.x1, marker.box.y1)
    assert all(abs(side - wanted) < 3 for side, wanted in zip(sides, (160, 140, 460, 260), strict=True))


def test_the_keyboard_moves_the_frame_makes_it_larger_and_leaves_it_out(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    marker = _shown(qtbot, pane)
    pane.review_actions.mark_region.trigger()
    qtbot.waitUntil(marker.hasFocus)
    before = marker.box
    assert before is not None
    QTest.keyClick(marker, Qt.Key.Key_Left)
    QTest.keyClick(marker, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(marker, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert marker.box == Box(before.x0 - 7, before.y0, before.x1 - 7, before.y1 + 8)
    with qtbot.waitSignal(pane._controller.review.read_again_ended):
        QTest.keyClick(marker, Qt.Key.Key_3)
    (region,) = _wished(service).regions
    assert region.kind is RegionKind.LEFT_OUT
    assert part_of(pane, PageView).hasFocus()


def test_escape_leaves_the_frame_and_nothing_is_read(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    marker = _shown(qtbot, pane)
    pane.review_actions.mark_region.trigger()
    QTest.keyClick(marker, Qt.Key.Key_Escape)
    assert not pane.review_actions.mark_region.isChecked()
    assert (marker.box, service.page_again.asked) == (None, [])


def test_a_marked_region_is_taken_up_by_a_click_and_its_mark_removed(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    page = service.pages[JOB.id, 0]
    service.pages[JOB.id, 0] = replace(page, wish=PageWish(regions=(_MARKED,)))
    marker = _shown(qtbot, pane)
    pane.review_actions.mark_region.trigger()
    QTest.mouseClick(marker, Qt.MouseButton.LeftButton, pos=_at(pane, 200, 150))
    assert marker.picked == _MARKED
    with qtbot.waitSignal(pane._controller.review.read_again_ended):
        QTest.keyClick(marker, Qt.Key.Key_Delete)
    assert _wished(service) == PageWish(turn=0)


def test_another_page_leaves_the_frame(qtbot: QtBot, pane: ReviewPane) -> None:
    _shown(qtbot, pane)
    pane.review_actions.mark_region.trigger()
    with qtbot.waitSignal(pane.page_shown):
        pane.show_page(1)
    assert not pane.review_actions.mark_region.isChecked()


def test_the_mouse_reaches_the_words_while_nothing_is_marked(qtbot: QtBot, pane: ReviewPane) -> None:
    marker = _shown(qtbot, pane)
    assert marker.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert marker.focusPolicy() is Qt.FocusPolicy.NoFocus
