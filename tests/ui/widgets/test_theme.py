"""The shared colours can be read in light and in dark palettes, and in odd ones."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from pytestqt.qtbot import QtBot

from transcritor_gui.ui.widgets import theme

_PALETTES = {
    "light": ("#efefef", "#f5f5f5"),
    "dark": ("#3a3a3a", "#262626"),
    "black": ("#000000", "#000000"),
    "sepia": ("#e0d4b8", "#f4ecd8"),
}


@pytest.fixture(params=_PALETTES)
def palette(request: pytest.FixtureRequest, qtbot: QtBot) -> QPalette:
    button, window = _PALETTES[request.param]
    return QPalette(QColor(button), QColor(window))


@pytest.mark.parametrize("colour", [theme.muted, theme.ok, theme.warn, theme.bad])
def test_coloured_text_can_be_read_in_a_list(palette: QPalette, colour: object) -> None:
    assert callable(colour)
    assert theme.contrast(colour(palette), palette.color(QPalette.ColorRole.Base)) >= 4.5


def test_the_accent_can_be_seen_in_a_list(palette: QPalette) -> None:
    assert theme.contrast(theme.accent(palette), palette.color(QPalette.ColorRole.Base)) >= 3


@pytest.mark.parametrize("colour", [theme.ok, theme.warn, theme.bad])
def test_text_can_be_read_on_a_tint(palette: QPalette, colour: object) -> None:
    assert callable(colour)
    ground = theme.tint(colour(palette), palette)
    assert theme.contrast(palette.color(QPalette.ColorRole.Text), ground) >= 4.5


def test_dark_is_told_from_light(qtbot: QtBot) -> None:
    assert theme.is_dark(QPalette(QColor("#3a3a3a"), QColor("#262626")))
    assert not theme.is_dark(QPalette(QColor("#efefef"), QColor("#f5f5f5")))


def test_contrast_of_black_on_white_is_21() -> None:
    assert theme.contrast(QColor("black"), QColor("white")) == pytest.approx(21)


def test_figures_have_equal_width(qtbot: QtBot) -> None:
    assert theme.tabular_font(QFont()).featureValue(QFont.Tag("tnum")) == 1


def test_fonts_keep_their_kind_of_size(qtbot: QtBot) -> None:
    in_pixels = QFont()
    in_pixels.setPixelSize(20)
    assert theme.small_font(in_pixels).pixelSize() == 18
    in_points = QFont()
    in_points.setPointSizeF(10)
    assert theme.heading_font(in_points).pointSizeF() == pytest.approx(13)
