"""Fields whose outlines can be seen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QStyleFactory
from pytestqt.qtbot import QtBot

from tests.ui.desk import Desk
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.form import Hint
from transcritor_gui.ui.widgets.outlines import outlined


@pytest.mark.parametrize("window", ["#323232", "#efefef"])
def test_a_box_that_is_not_ticked_stands_out(qtbot: QtBot, window: str) -> None:
    palette = QPalette(QColor(window), QColor(window))
    box = QCheckBox()
    qtbot.addWidget(box)
    style = QStyleFactory.create("fusion")
    box.setStyle(style)
    box.setPalette(outlined(palette))
    box.resize(20, 20)
    picture = QImage(20, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor(window))
    box.render(picture)
    seen = (picture.pixelColor(x, 10) for x in range(20))
    assert max(theme.contrast(colour, QColor(window)) for colour in seen) >= 2.5


def test_windows_follow_from_light_to_dark(desk: Desk) -> None:
    before = QApplication.palette()
    hint = Hint("Fewer errors.", desk.window)
    light = hint.palette().windowText().color()
    try:
        QApplication.setPalette(QPalette(QColor("#323232"), QColor("#323232")))
        desk.wait(lambda: hint.palette().windowText().color().lightness() > light.lightness())
        if QApplication.style().name().lower() == "fusion":
            box = QCheckBox(desk.window)
            box.ensurePolished()
            wanted = outlined(QApplication.palette())
            assert box.palette().window().color() == wanted.window().color()
    finally:
        QApplication.setPalette(before)
