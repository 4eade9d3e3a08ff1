"""What stands in the place of the pages of a document that failed before any was read: what happened, in
large, what can be done about it, and the one action that helps, which is the same as in the document's row.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from transcritor_gui.errors import message_for
from transcritor_gui.i18n import tr
from transcritor_gui.model import Job, JobStatus
from transcritor_gui.ui.job_list.job_story import Tone, story_of
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["FailureView", "is_failure_alone"]

_WIDEST = 70 * theme.GRID


def is_failure_alone(job: Job | None) -> bool:
    """Whether there is nothing to show of this document but why it failed."""
    return job is not None and job.status is JobStatus.FAILED and not job.pages_done


class FailureView(QWidget):
    """Shows one failed document at a time, and changes nothing itself."""

    action_wanted = Signal(object, object)
    """Job, RowAction"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._tone, self._drawing = Tone.BAD, "x"
        self._sign = QLabel(self)
        self._name = _line(self)
        self.what = _line(self)
        self.advice = _line(self)
        self.button = QPushButton(tr("Try again"), self)
        self.button.clicked.connect(self._on_clicked)
        column = QWidget(self)
        column.setMaximumWidth(_WIDEST)
        across = QHBoxLayout(self)
        across.setContentsMargins(*[3 * theme.GRID] * 4)
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.GRID)
        rows.addStretch(2)  # above the middle: news stands at the foot
        middle = Qt.AlignmentFlag.AlignHCenter
        rows.addWidget(self._sign, 0, middle)
        for label in (self._name, self.what, self.advice):
            rows.addWidget(label)
        rows.addSpacing(theme.GRID)
        rows.addWidget(self.button, 0, middle)
        rows.addStretch(3)
        self._follow_look()

    def show_job(self, job: Job) -> None:
        """A failed document; its name stands above what happened."""
        self._job = job
        story = story_of(job)
        self._tone, self._drawing = story.tone, story.icon
        advice = message_for(job.error).advice if job.error is not None else ""
        for label, words in ((self._name, job.name), (self.what, story.text), (self.advice, advice)):
            label.setText(words)
            label.setVisible(bool(words))
        self.button.setText(story.action_text)
        self.button.setVisible(story.action is not None)
        why = f"{story.text} {advice}".strip()
        spoken = tr("{name}: {why}", name=job.name, why=why)
        self.setAccessibleName(spoken)
        self.button.setAccessibleDescription(spoken)
        self._draw_sign()

    @Slot()
    def _on_clicked(self) -> None:
        if self._job is None:
            return
        action = story_of(self._job).action
        if action is not None:
            self.action_wanted.emit(self._job, action)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationFontChange):
            self._follow_look()

    def _follow_look(self) -> None:
        self.what.setFont(theme.heading_font(self.font()))
        quiet = QPalette(self.palette())
        quiet.setColor(QPalette.ColorRole.WindowText, theme.muted(self.palette()))
        for label in (self._name, self.advice):
            label.setPalette(quiet)
        self._draw_sign()

    def _draw_sign(self) -> None:
        side = theme.LARGE_ICON
        drawn = icon(self._drawing, self.palette(), colour=self._colour)
        self._sign.setPixmap(drawn.pixmap(QSize(side, side), self.devicePixelRatioF()))

    def _colour(self, palette: QPalette) -> QColor:
        return theme.warn(palette) if self._tone is Tone.WARN else theme.bad(palette)


def _line(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)  # names of files are in it
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
