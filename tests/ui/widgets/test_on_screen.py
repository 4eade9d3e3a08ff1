"""Windows that are no larger than their screen, and not beyond its end."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from transcritor_gui.ui.widgets.on_screen import bring_up, shrink_to_screen


def test_a_window_larger_than_the_screen_is_made_smaller(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    window.resize(room.width() + 400, room.height() + 400)
    shrink_to_screen(window)
    assert window.width() < room.width()
    assert window.height() < room.height()


def test_a_window_that_fits_stays_as_it_is(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(30, 40, 300, 200)
    shrink_to_screen(window)
    assert window.geometry().getRect() == (30, 40, 300, 200)


def test_a_window_beyond_the_end_of_the_screen_comes_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    window.setGeometry(room.right() - 50, room.bottom() - 50, 300, 200)
    shrink_to_screen(window)
    assert room.contains(window.geometry())


def test_a_window_that_reaches_below_the_screen_goes_up(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    room = window.screen().availableGeometry()
    window.setGeometry(30, room.bottom() - 100, 300, 200)
    bring_up(window)
    assert window.frameGeometry().bottom() <= room.bottom()
