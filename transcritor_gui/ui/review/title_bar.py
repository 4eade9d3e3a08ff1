"""The line above the review while it has the window to itself: the way back, and which document this is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.model import Job, PageResult
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["TitleBar"]


class TitleBar(QWidget):
    back_clicked = Signal()

    def __init__(self, confer: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        back = QToolButton(self)
        back.setText(tr("All documents"))
        back.setIcon(icon("chevron-left"))
        back.setIconSize(QSize(theme.ICON, theme.ICON))
        back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        back.setAutoRaise(True)
        key = QKeySequence(Qt.Key.Key_Escape).toString(QKeySequence.SequenceFormat.NativeText)
        back.setToolTip(f"{tr('All documents')} ({key})")
        back.clicked.connect(self.back_clicked)
        self._name = _Name(self)
        self._state = QLabel(self)
        self._state.setFont(theme.tabular_font(self.font()))
        self._conferred = QToolButton(self)
        self._conferred.setDefaultAction(confer)
        self._conferred.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID, theme.GRID // 2, 2 * theme.GRID, theme.GRID // 2)
        row.setSpacing(theme.GRID)
        row.addWidget(back)
        row.addWidget(self._name, 1)
        row.addWidget(self._state)
        row.addWidget(self._conferred)

    def show_name(self, name: str) -> None:
        self._name.show_name(name)
        self._state.setText("")

    def show_job(self, job: Job, page: PageResult | None) -> None:
        """How many doubts are left in the document and on its page, and how much of it is compared."""
        parts = []
        if job.doubts:
            here = page.doubts if page is not None else 0
            left = ntr("{count} doubt left", "{count} doubts left", job.doubts)
            parts.append(tr("{left}, {count} here", left=left, count=here))
        if job.pages_conferred:
            parts.append(
                tr("{count} of {pages} compared", count=job.pages_conferred, pages=job.page_count or 0)
            )
        self._state.setText("   ".join(parts))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.hairline(self.palette()))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class _Name(QWidget):
    """A file name, shortened in the middle where it is too long."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._embolden()

    def show_name(self, name: str) -> None:
        self._text = name
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._embolden()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideMiddle, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _embolden(self) -> None:
        font = self.font()
        font.setBold(True)
        self.setFont(font)
