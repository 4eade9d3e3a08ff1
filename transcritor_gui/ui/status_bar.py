"""The foot of the window: how fast pages are read, how long it will take, and in which languages."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs.eta import PagePace, SteadyTime
from transcritor_gui.language_names import languages_words
from transcritor_gui.model import ACTIVE, JobStatus
from transcritor_gui.settings import Settings
from transcritor_gui.ui.export.export_strip import ExportStrip
from transcritor_gui.ui.job_list.durations import duration_words, steadied
from transcritor_gui.ui.job_list.job_groups import JobGroup
from transcritor_gui.ui.job_list.job_model import JobModel
from transcritor_gui.ui.job_list.pages_left import pages_left
from transcritor_gui.ui.team_words import place_words
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.link_button import LinkButton

__all__ = ["StatusBar"]

_REFRESH_MS = 1_000


class StatusBar(QWidget):
    """Refreshed once a second, and only while there is work."""

    refused_clicked = Signal()
    """What was not added is to be shown."""

    def __init__(self, model: JobModel, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._pace = PagePace()
        self._time = SteadyTime()
        self._shown_s: float | None = None
        self.exports = ExportStrip()
        self._work = QLabel()
        self.place = QLabel()
        self.refused = LinkButton("")
        self.refused.clicked.connect(self.refused_clicked)
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.GRID, 0, 2 * theme.GRID, 0)
        row.setSpacing(3 * theme.GRID)
        row.addWidget(self._work, 1)
        row.addWidget(self.exports)
        row.addWidget(self.refused)
        row.addWidget(self.place)
        self.setFixedHeight(4 * theme.GRID)
        for label in (self._work, self.place, self.refused):
            label.setFont(theme.tabular_font(theme.small_font(self.font())))
        model.counts_changed.connect(self.refresh)
        self.show_refused(0)
        self.show_settings(settings)
        self._follow_palette()

    @Slot(object)
    def show_settings(self, settings: Settings) -> None:
        languages = languages_words(settings.languages)
        place = place_words(settings)
        self.place.setText(tr("{place} · {languages}", place=place, languages=languages))

    @Slot(int)
    def show_refused(self, count: int) -> None:
        """How many files were not added, to be looked at when the person has time; 0 for none."""
        words = ntr("{count} file was not added", "{count} files were not added", count)
        self.refused.setText(words)
        self.refused.setVisible(count > 0)
        self.refused.updateGeometry()

    @Slot(object)
    def page_finished(self, _event: object) -> None:
        self._pace.page_finished(time.monotonic())

    @Slot()
    def refresh(self) -> None:
        if not self._model.count(JobGroup.IN_PROGRESS):
            self._rest("")
            return
        active = [job for job in self._model.jobs() if job.status in ACTIVE]
        if not active:
            self._rest(tr("Paused"))
            return
        if not self._timer.isActive():
            self._timer.start()
        self._work.setText(self._words(sum(job.status is JobStatus.RUNNING for job in active)))

    def _words(self, running: int) -> str:
        now_s = time.monotonic()
        seconds_a_page = self._pace.seconds_a_page(now_s)
        if seconds_a_page is None:
            return ntr("Transcribing {count} document", "Transcribing {count} documents", max(1, running))
        left = pages_left(self._model.jobs())
        pages = ntr("{count} page a minute", "{count} pages a minute", max(1, round(60 / seconds_a_page)))
        if left is None:
            return pages
        steady_s = self._time.steady(now_s, left * seconds_a_page)
        self._shown_s = steadied(self._shown_s, steady_s)
        assert self._shown_s is not None
        self._model.set_seconds_left_of_all(self._shown_s)
        return tr("{pages}, {time_left} left", pages=pages, time_left=duration_words(self._shown_s))

    def _rest(self, words: str) -> None:
        self._timer.stop()
        self._pace.rest()
        self._time.forget()
        self._shown_s = None
        self._model.set_seconds_left_of_all(None)
        self._work.setText(words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._follow_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme.hairline(self.palette()))
        painter.end()

    def _follow_palette(self) -> None:
        for label in (self._work, self.place):
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, theme.muted(self.palette()))
            label.setPalette(palette)
