"""Fields of a dialogue that are as high as they need to be, and no higher than the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from transcritor_gui.ui.widgets.fitting_scroll import FittingScroll

_BOUND_MS = 30_000


def _window(qtbot: QtBot, rows: int) -> tuple[QWidget, FittingScroll, QPushButton, list[QLabel]]:
    window = QWidget()
    qtbot.addWidget(window)
    grid = QGridLayout()
    fields = [QLabel(f"Field {number}") for number in range(rows)]
    for number, field in enumerate(fields):
        field.setFixedHeight(40)
        grid.addWidget(field, number, 0)
    scroll, button = FittingScroll(grid, window), QPushButton("OK", window)
    column = QVBoxLayout(window)
    column.addWidget(scroll, 1)
    column.addWidget(button)
    window.show()
    return window, scroll, button, fields


def test_few_fields_are_all_in_sight(qtbot: QtBot) -> None:
    window, scroll, _, fields = _window(qtbot, 3)
    assert window.isVisible()
    assert scroll.verticalScrollBar().maximum() == 0
    assert scroll.viewport().height() >= 3 * fields[0].height()


def test_fields_stand_together_in_a_window_with_room_to_spare(qtbot: QtBot) -> None:
    window, _, _, fields = _window(qtbot, 3)
    window.resize(window.width(), 700)
    qtbot.waitUntil(lambda: window.height() == 700, timeout=_BOUND_MS)
    assert fields[2].y() < 4 * fields[0].height()


def test_a_window_that_grows_beyond_the_screen_goes_up(qtbot: QtBot) -> None:
    window, _, _, fields = _window(qtbot, 10)
    for field in fields[2:]:
        field.hide()
    qtbot.waitUntil(lambda: window.minimumSizeHint().height() < 200, timeout=_BOUND_MS)
    window.resize(window.width(), 150)
    bottom = window.screen().availableGeometry().bottom()
    window.move(0, bottom - 200)
    for field in fields:
        field.show()
    qtbot.waitUntil(
        lambda: window.height() >= 400 and window.frameGeometry().bottom() <= bottom, timeout=_BOUND_MS
    )


def test_the_buttons_below_many_fields_are_on_the_screen(qtbot: QtBot) -> None:
    window, scroll, button, _ = _window(qtbot, 60)
    assert window.height() <= window.screen().availableGeometry().height()
    assert window.rect().contains(button.geometry())
    assert scroll.verticalScrollBar().maximum() > 0


def test_fields_that_are_shown_later_get_their_room(qtbot: QtBot) -> None:
    window, scroll, _, fields = _window(qtbot, 6)
    for field in fields[2:]:
        field.hide()
    qtbot.waitUntil(lambda: scroll.minimumSizeHint().height() < 3 * 40, timeout=_BOUND_MS)
    for field in fields:
        field.show()
    qtbot.waitUntil(lambda: scroll.viewport().height() >= 6 * 40, timeout=_BOUND_MS)
    assert window.isVisible()
