"""The picture of a page: where words are, what clicks and zooming do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.review.pages import word
from transcritor_gui.ui.review.picture.page_view import PageView
from transcritor_gui.ui.review.picture.placement import ZOOM_STEPS, Fit

_WORDS = (word("um", 100, 100), word("dois", 200, 700, doubtful=True))


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    made = PageView()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show_page(QSizeF(600, 800), _WORDS)
    picture = QImage(600, 800, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    made.set_picture(picture)
    made.show()
    qtbot.waitExposed(made)
    return made


def _centre(view: PageView, word_index: int) -> QPoint:
    return view.word_rect(word_index).center().toPoint()


def test_the_word_under_a_position_is_found(view: PageView) -> None:
    assert view.word_at(view.word_rect(0).center()) == 0
    assert view.word_at(view.word_rect(1).center()) == 1
    assert view.word_at(QPointF(1, 1)) == -1


def test_of_two_boxes_one_in_the_other_the_smaller_is_meant(view: PageView) -> None:
    view.set_words(QSizeF(600, 800), (word("comprida", 100, 100), word("a", 110, 100)))
    assert view.word_at(view.word_rect(1).center()) == 1


def test_a_click_tells_the_word(qtbot: QtBot, view: PageView) -> None:
    with qtbot.waitSignal(view.word_clicked) as clicked:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_centre(view, 0))
    assert clicked.args == [0]


def test_a_drag_moves_the_page_and_is_no_click(qtbot: QtBot, view: PageView) -> None:
    view.set_zoom(2.0)
    with qtbot.assertNotEmitted(view.word_clicked):
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 300))
        QTest.mouseMove(view.viewport(), QPoint(200, 100))
        before = view.verticalScrollBar().value()
        QTest.mouseMove(view.viewport(), QPoint(200, 50))
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 50))
    assert view.verticalScrollBar().value() == before + 50


def test_hovering_tells_the_word_and_leaving_it(qtbot: QtBot, view: PageView) -> None:
    with qtbot.waitSignal(view.word_hovered) as entered:
        QTest.mouseMove(view.viewport(), _centre(view, 0))
    with qtbot.waitSignal(view.word_hovered) as left:
        QTest.mouseMove(view.viewport(), QPoint(2, 2))
    assert (entered.args, left.args) == ([0], [-1])


def test_a_selected_word_is_scrolled_into_view(view: PageView) -> None:
    view.set_zoom(2.0)
    view.set_selected(1)
    assert view.viewport().rect().contains(_centre(view, 1))


def test_the_width_fits_at_first_and_follows_the_size(view: PageView) -> None:
    before = view.zoom
    view.resize(900, 400)
    assert view.fit is Fit.WIDTH
    assert view.zoom > before
    assert view.horizontalScrollBar().maximum() == 0


def test_a_whole_page_fits(view: PageView) -> None:
    view.set_fit(Fit.PAGE)
    assert view.verticalScrollBar().maximum() == 0


def test_zooming_goes_in_steps_and_stops_at_the_ends(view: PageView) -> None:
    view.set_zoom(1.0)
    view.zoom_in()
    assert view.zoom == 1.25
    view.zoom_out()
    assert view.zoom == 1.0
    for _ in ZOOM_STEPS:
        view.zoom_out()
    assert view.zoom == ZOOM_STEPS[0]


def test_zooming_asks_for_a_sharper_picture(qtbot: QtBot, view: PageView) -> None:
    before = view.wanted_width_px()
    with qtbot.waitSignal(view.sharper_wanted):
        view.set_zoom(3.0)
    assert view.wanted_width_px() > before


def test_the_middle_stays_where_it_is_when_zooming(view: PageView) -> None:
    view.set_zoom(2.0)
    view.set_selected(1)
    before = view.word_rect(1).center()
    view.set_zoom(3.0)
    after = view.word_rect(1).center()
    assert abs(after.y() - before.y()) < view.viewport().height() / 3


def test_a_picture_alone_gives_the_page_its_shape(view: PageView) -> None:
    view.show_page(None)
    landscape = QImage(800, 400, QImage.Format.Format_RGB32)
    view.set_picture(landscape)
    view.set_fit(Fit.WIDTH)
    assert view.verticalScrollBar().maximum() == 0


def test_a_message_takes_the_place_of_the_picture(view: PageView) -> None:
    view.set_message("The file was not found.")
    assert not view.has_picture()
    view.grab()


def test_a_very_wide_view_does_not_blow_the_page_up(view: PageView) -> None:
    view.resize(3000, 400)
    assert view.zoom == 1.5
    assert view.word_at(view.word_rect(0).center()) == 0


def test_a_page_is_shown_as_it_is_read(view: PageView) -> None:
    """Turned to the right: what was on the left is on top, and the words lie where they are seen."""
    picture = QImage(600, 800, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    for x in range(20):
        picture.setPixelColor(x, 700, QColor("black"))
    view.set_picture(picture)
    view.set_words(QSizeF(600, 800), _WORDS, turn=90)
    assert view.page.size == QSizeF(800, 600)
    assert view.picture is not None
    assert view.picture.size() == picture.size().transposed()
    assert view.picture.pixelColor(99, 5) == QColor("black")
    assert view.page.shown_rect(_WORDS[0].box) == QRectF(690, 100, 10, 12)
    assert view.page.page_box(view.page.shown_rect(_WORDS[1].box)) == _WORDS[1].box
    assert view.word_at(view.word_rect(1).center()) == 1
    view.set_words(QSizeF(600, 800), _WORDS)
    assert view.picture == picture
