"""The filters in force as chips under the search field; a click takes one off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.ui.search.filters import Filter, filter_words
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon
from transcritor_gui.ui.widgets.link_button import LinkButton

__all__ = ["FilterChips"]

_WIDEST = 40 * theme.GRID


class FilterChips(QWidget):
    """Hidden while nothing is filtered."""

    removed = Signal(object)
    """Filter"""
    all_removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: tuple[QToolButton, ...] = ()
        self._words = QLabel(tr("Shown is only:"), self)
        self._all = LinkButton(tr("Show everything"), self)
        self._all.clicked.connect(self.all_removed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * theme.GRID, theme.GRID // 2, 2 * theme.GRID, theme.GRID // 2)
        self._row.setSpacing(theme.GRID)
        self._row.addWidget(self._words)
        self._row.addStretch(1)
        self._row.addWidget(self._all)
        self.hide()

    def show_filters(self, filters: tuple[Filter, ...]) -> None:
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self.chips = tuple(self._chip(each) for each in filters)
        for place, chip in enumerate(self.chips, start=1):
            self._row.insertWidget(place, chip)
        self.setVisible(bool(filters))

    def _chip(self, each: Filter) -> QToolButton:
        words = filter_words(each)
        chip = QToolButton(self)
        chip.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, _WIDEST))
        chip.setIcon(icon("x"))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setToolTip(tr("No longer filter by: {filter}", filter=words))
        chip.setAccessibleName(tr("No longer filter by: {filter}", filter=words))
        chip.clicked.connect(lambda _checked=False: self.removed.emit(each))
        return chip
