"""The strip at the top of the window: the few things people do all the time, and the search."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.ui.actions import Actions
from transcritor_gui.ui.search.search_field import SearchField
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["HeaderBar"]


class HeaderBar(QWidget):
    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(self)
        self.found = QLabel(self)
        """How much the search has found."""
        self.found.setFont(theme.tabular_font(self.font()))
        self.filter = QToolButton(self)
        """Opens the menu of filters."""
        self.filter.setIcon(icon("sliders"))
        self.filter.setIconSize(QSize(theme.ICON, theme.ICON))
        self.filter.setAutoRaise(True)
        self.filter.setToolTip(tr("Filter"))
        self.filter.setAccessibleName(tr("Filter"))
        self.filter.setMinimumHeight(4 * theme.GRID)
        self.filter.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.filter.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.filter.setMenu(QMenu(self.filter))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID + 1)
        row.setSpacing(theme.GRID // 2)
        row.addWidget(_button(actions.add_files, tr("Add files")))
        row.addWidget(_button(actions.pause_or_resume_all))
        row.addWidget(_button(actions.export, tr("Export")))
        row.addStretch(1)
        row.addWidget(self.found)
        row.addWidget(self.search, 2)
        row.addWidget(self.filter)
        row.addSpacing(theme.GRID)
        settings = _button(actions.settings)
        settings.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        settings.setAccessibleName(tr("Settings"))
        row.addWidget(settings)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.hairline(self.palette()))
        painter.end()


class _Button(QToolButton):
    """Follows its action, but may have words of its own and keeps its width when they change."""

    def __init__(self, action: QAction, words: str) -> None:
        super().__init__()
        self._words = words
        self.setDefaultAction(action)
        self.setAutoRaise(True)
        self.setIconSize(QSize(theme.ICON, theme.ICON))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setMinimumHeight(4 * theme.GRID)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        action.changed.connect(self._keep_words)
        self._keep_words()

    def _keep_words(self) -> None:
        if self._words and self.text() != self._words:
            self.setText(self._words)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + theme.GRID, max(hint.height(), 4 * theme.GRID))


def _button(action: QAction, words: str = "") -> QToolButton:
    return _Button(action, words)
