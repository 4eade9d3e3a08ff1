"""The pieces that dialogues are put together from: section titles, quiet hints, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["FIELD_WIDTH", "Caution", "Hint", "Problem", "Remark", "Success", "choice", "section_title"]

FIELD_WIDTH: Final = 38 * theme.GRID
"""Of lists to choose from, so that they stand in one column."""


def section_title(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def choice(parent: QWidget, name: str, options: tuple[tuple[str, object], ...], chosen: object) -> QComboBox:
    """A list of labels with their values as data; the first is chosen where `chosen` is not among them."""
    box = QComboBox(parent)
    box.setAccessibleName(name)
    for label, value in options:
        box.addItem(label, value)
    values = [value for _label, value in options]
    box.setCurrentIndex(values.index(chosen) if chosen in values else 0)
    box.setMinimumWidth(FIELD_WIDTH)
    return box


class Hint(QLabel):
    """A quiet line that explains the field above it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)
        self.setFont(theme.small_font(self.font()))
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        parent = self.parentWidget()
        window = QGuiApplication.palette() if parent is None else parent.palette()
        muted = theme.muted(window)
        if self.palette().color(QPalette.ColorRole.WindowText) == muted:
            return
        changed = QPalette()  # all but this colour stays the parent's
        changed.setColor(QPalette.ColorRole.WindowText, muted)
        self.setPalette(changed)


class Remark(QWidget):
    """A sentence with its sign, such as `check` in green; hidden while there is nothing to say."""

    def __init__(
        self, sign: str, colour: Callable[[QPalette], QColor], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon(sign, colour=colour)
        self._sign = QLabel(self)
        self._sign.setFixedWidth(theme.ICON)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)  # words of a team server may be in it
        self._text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def say(self, text: str) -> None:
        """Show `text`; hide for ''."""
        if text:
            size = QSize(theme.ICON, theme.ICON)
            self._sign.setPixmap(self._icon.pixmap(size, self.devicePixelRatioF()))
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    @property
    def text(self) -> str:
        return self._text.text()


class Problem(Remark):
    """What cannot be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("alert", theme.bad, parent)


class Caution(Remark):
    """What can be, but should be looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("alert", theme.warn, parent)


class Success(Remark):
    """What was tried, and is well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("check", theme.ok, parent)
