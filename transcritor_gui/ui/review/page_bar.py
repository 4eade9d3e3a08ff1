"""The bar below the picture: < 3 of 44 > and - 100 % + fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.ui.widgets import theme

__all__ = ["PageBar", "action_button"]


def action_button(action: QAction, parent: QWidget) -> QToolButton:
    """A flat button for an action that has an icon, with its name for screen readers."""
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setAutoRaise(True)
    button.setIconSize(QSize(theme.ICON, theme.ICON))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setAccessibleName(action.text().replace("&", ""))
    return button


class _PageEdit(QLineEdit):
    """Takes a page number; gives back the old one when left with something else."""

    left = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class PageBar(QWidget):
    """Says and changes which page is shown; the actions are the pane's."""

    page_wanted = Signal(int)
    """page_index"""

    def __init__(
        self,
        *,
        previous_page: QAction,
        next_page: QAction,
        zoom_out: QAction,
        zoom_in: QAction,
        fit: QAction,
        page_tools: Sequence[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._page_index = 0
        self._count = 0
        self._edit = _PageEdit(self)
        self._edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._edit.setFont(theme.tabular_font(self.font()))
        self._edit.setAccessibleName(tr("Page number"))
        self._edit.setToolTip(tr("Page number"))
        self._edit.returnPressed.connect(self._go)
        self._edit.left.connect(self._write_number)
        self._of = QLabel(self)
        self._of.setFont(theme.tabular_font(self.font()))
        self._zoom = QLabel(self)
        self._zoom.setFont(theme.tabular_font(self.font()))
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setMinimumWidth(self.fontMetrics().horizontalAdvance("400 %") + theme.GRID)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
        row.setSpacing(theme.GRID // 2)
        self._turning = (
            action_button(previous_page, self),
            self._edit,
            self._of,
            action_button(next_page, self),
        )
        for widget in self._turning:
            row.addWidget(widget)
        row.addStretch(1)
        for tool in page_tools:
            row.addWidget(action_button(tool, self))
        row.addSpacing(theme.GRID)
        row.addWidget(action_button(zoom_out, self))
        row.addWidget(self._zoom)
        row.addWidget(action_button(zoom_in, self))
        row.addWidget(action_button(fit, self))

    def show_page(self, page_index: int, count: int) -> None:
        """`count` is 0 while nobody knows how many pages there are."""
        is_typing = self._edit.hasFocus() and self._edit.isModified() and page_index == self._page_index
        self._page_index, self._count = page_index, count
        for widget in self._turning:
            widget.setVisible(count > 0)
        self._edit.setEnabled(count > 1)
        self._edit.setValidator(QIntValidator(1, max(1, count), self._edit))
        widest = max(2, len(str(count)))
        self._edit.setFixedWidth(self.fontMetrics().horizontalAdvance("0" * widest) + 3 * theme.GRID)
        self._of.setText(tr("of {count}", count=count) if count else "")
        if not is_typing:  # news of a document that is being read must not take the number away
            self._write_number()

    def show_zoom(self, zoom: float) -> None:
        self._zoom.setText(tr("{percent} %", percent=round(zoom * 100)))

    def _write_number(self) -> None:
        self._edit.setText(str(self._page_index + 1) if self._count else "")

    def _go(self) -> None:
        if self._edit.hasAcceptableInput():
            self.page_wanted.emit(int(self._edit.text()) - 1)
            self._edit.selectAll()
