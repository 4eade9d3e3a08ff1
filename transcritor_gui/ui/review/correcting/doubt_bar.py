"""The bar below the text: the next doubtful word, how many follow, the language, and the copy button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.ui.review.actions import ReviewActions
from transcritor_gui.ui.review.page_bar import action_button
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.elided_label import ElidedLabel

__all__ = ["DoubtBar"]


class DoubtBar(QWidget):
    """Says what is to be looked at on the page, and goes there."""

    def __init__(self, actions: ReviewActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        next_doubt = QToolButton(self)
        next_doubt.setDefaultAction(actions.next_doubt)
        next_doubt.setAutoRaise(True)
        next_doubt.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        key = actions.next_doubt.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        actions.next_doubt.setIconText(tr("Next doubt ({key})", key=key))
        self._left = ElidedLabel(parent=self)
        self._left.setFont(theme.tabular_font(self.font()))
        self._language = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
        row.setSpacing(theme.GRID // 2)
        row.addWidget(next_doubt)
        row.addWidget(action_button(actions.worst_first, self))
        row.addWidget(self._left, 1)
        row.addWidget(self._language)
        row.addWidget(action_button(actions.copy_text, self))

    def show_count(self, *, total: int, left: int) -> None:
        """`left` of the `total` doubtful words of the page come after the one that is selected."""
        if total == 0:
            text = tr("None on this page")
        elif left == 0:
            text = tr("Last one on this page")
        elif left == total:
            text = ntr("{count} on this page", "{count} on this page", total)
        else:
            text = ntr("{count} more after this word", "{count} more after this word", left)
        self._left.setText(text)

    def show_language(self, language: str, reason: str) -> None:
        """The language of the page, and in its tool tip how it was told; nothing for ''."""
        self._language.setText(language)
        self._language.setToolTip(reason)
        self._language.setAccessibleName(tr("Language of the page: {language}", language=language))
        self._language.setAccessibleDescription(reason)
        self._language.setVisible(bool(language))

    def show_message(self, text: str) -> None:
        """Something else, until the next count."""
        self._left.setText(text)
