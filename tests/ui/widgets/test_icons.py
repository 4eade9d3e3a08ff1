"""The line icons: their colours, their sharpness, and that copies of them are safe."""

from __future__ import annotations

import gc
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPalette
from pytestqt.qtbot import QtBot

from transcritor_gui.paths import resource_dir
from transcritor_gui.ui.widgets.icons import ICON_NAMES, application_icon, icon

_DARK = QPalette(QColor("#3a3a3a"), QColor("#262626"))


def _ink(image: QImage) -> QColor:
    """The colour of the most opaque pixel."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=lambda colour: colour.alpha())


def _drawn(name: str, palette: QPalette | None = None, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return icon(name, palette).pixmap(QSize(32, 32), 1.0, mode).toImage()


@pytest.mark.parametrize("name", ICON_NAMES)
def test_every_name_has_a_drawing(qtbot: QtBot, name: str) -> None:
    assert _ink(_drawn(name)).alpha() > 200


def test_every_drawing_has_a_name() -> None:
    folder = resource_dir() / "icons"
    assert {path.stem for path in folder.glob("*.svg")} - {"transcritor"} == set(ICON_NAMES)


def test_unknown_name_is_refused(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="no-such"):
        icon("no-such")


def test_what_was_stopped_is_not_marked_with_a_box_that_seems_to_wait_for_a_tick(qtbot: QtBot) -> None:
    stopped = _drawn("stop")
    assert stopped.pixelColor(16, 16).alpha() > 100  # the stroke across
    assert stopped.pixelColor(4, 4).alpha() == 0  # no corner


def test_drawn_in_the_text_colour_of_its_palette(qtbot: QtBot) -> None:
    assert _ink(_drawn("stop", _DARK)).rgb() == _DARK.color(QPalette.ColorRole.WindowText).rgb()


def test_follows_the_application_from_light_to_dark(qtbot: QtBot) -> None:
    before = QGuiApplication.palette()
    made_once = icon("stop")
    light = made_once.pixmap(QSize(32, 32), 1.0).toImage()
    try:
        QGuiApplication.setPalette(_DARK)
        dark = made_once.pixmap(QSize(32, 32), 1.0).toImage()
    finally:
        QGuiApplication.setPalette(before)
    assert _ink(light).lightness() < 100 < _ink(dark).lightness()


def test_disabled_and_selected_look_like_the_text_beside_them(qtbot: QtBot) -> None:
    disabled = _DARK.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    selected = _DARK.color(QPalette.ColorRole.HighlightedText)
    assert _ink(_drawn("stop", _DARK, QIcon.Mode.Disabled)).rgb() == disabled.rgb()
    assert _ink(_drawn("stop", _DARK, QIcon.Mode.Selected)).rgb() == selected.rgb()


def test_a_colour_of_its_own_replaces_the_text_colour(qtbot: QtBot) -> None:
    red = icon("stop", colour=lambda _palette: QColor("#ff0000"))
    assert _ink(red.pixmap(QSize(32, 32), 1.0).toImage()).name() == "#ff0000"


def test_a_scaled_screen_gets_more_pixels(qtbot: QtBot) -> None:
    pixmap = icon("file").pixmap(QSize(16, 16), 2.0)
    assert pixmap.size() == QSize(32, 32)
    assert pixmap.devicePixelRatio() == 2.0


def test_a_copy_that_qt_makes_outlives_the_first(qtbot: QtBot) -> None:
    first = icon("file")
    second = QIcon(first)
    second.setIsMask(True)  # makes Qt clone the engine
    del first
    gc.collect()
    assert _ink(second.pixmap(QSize(16, 16), 1.0).toImage()).alpha() > 200


def test_application_icon_has_every_size(qtbot: QtBot) -> None:
    sizes = {size.width() for size in application_icon().availableSizes()}
    assert {16, 32, 48, 128, 256} <= sizes


def test_the_licence_of_the_drawings_is_kept() -> None:
    text = Path(resource_dir() / "icons" / "LICENSE").read_text(encoding="utf-8")
    assert re.search(r"ISC License", text)
    assert re.search(r"Lucide", text)
