"""What is dragged out of the window becomes files where it is dropped: in a folder, in a mail. Rows of the
list become their documents' exports, pages of the review a searchable PDF.

They are exported, rows in the way that was asked for with them or else in the format that was last exported
in, when they are let go over a place that takes files, and not before: a drag that ends nowhere has written
nothing. The files lie in a folder of this process's own, from which the place takes its copies.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QMimeData,
    QObject,
    QPoint,
    QRectF,
    Qt,
    QTimer,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtGui import QDrag, QGuiApplication, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

from transcritor_gui.export import Exporter, ExportOptions, exporter_for, filled_name
from transcritor_gui.i18n import ntr
from transcritor_gui.jobs import ExportOutcome, export_options, name_fields
from transcritor_gui.model import Job, page_numbers
from transcritor_gui.temporary import temporary_folder
from transcritor_gui.ui.export.export_news import export_notice
from transcritor_gui.ui.news import failure_notice
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.service.requests import ExportRequest
from transcritor_gui.ui.widgets import theme

__all__ = ["DragOut", "Dragged", "LazyFiles"]

_URLS: Final = "text/uri-list"
_FORMAT_OF_PAGES: Final = "pdf"
_LABEL_WIDTH: Final = 28 * theme.GRID


class LazyFiles(QMimeData):
    """Files that are there from the moment they are dropped.

    While they are held over a place, it is told what they would be called; `write` makes them, once.
    """

    def __init__(
        self, planned: Sequence[Path], *, is_dropped: Callable[[], bool], write: Callable[[], Sequence[Path]]
    ) -> None:
        super().__init__()
        self._planned = planned
        self._is_dropped = is_dropped
        self._write = write
        self._written: Sequence[Path] | None = None

    def formats(self) -> list[str]:
        return [_URLS]

    def hasFormat(self, mimetype: str) -> bool:
        return mimetype == _URLS

    def retrieveData(self, mimetype: str, _preferred: Any) -> Any:
        if mimetype != _URLS:
            return None
        if self._written is None and self._is_dropped():
            self._written = ()  # a place that asks again while they are being written gets nothing
            self._written = self._write()
        paths = self._planned if self._written is None else self._written
        return [QUrl.fromLocalFile(str(path)) for path in paths]


@dataclass(frozen=True, slots=True)
class Dragged:
    """What becomes files when it is dropped: one of each job."""

    jobs: tuple[Job, ...]
    exporter: Exporter
    name_template: str
    options: ExportOptions
    goes_by_wishes: bool = False
    """Whether documents for which a way of writing was asked come in that one."""


class DragOut(QObject):
    notice = Signal(object)
    """Notice"""

    def __init__(self, controller: Controller, source: QWidget) -> None:
        """Drags begin at `source`."""
        super().__init__(source)
        self._controller = controller
        self._source = source
        self._kept = ExitStack()
        self._folder: Path | None = None
        self._count = 0

    def begin(self, jobs: Sequence[Job]) -> None:
        """Drag `jobs`, as far as there is something of them, until the mouse is let go."""
        wanted = tuple(job for job in jobs if job.pages_done > 0)
        if wanted:
            words = wanted[0].name if len(wanted) == 1 else ntr("{count} file", "{count} files", len(wanted))
            self._drag(self.rows(wanted), words)

    def begin_pages(self, job: Job, page_indices: Sequence[int]) -> None:
        """Drag these pages of a document as one PDF, until the mouse is let go."""
        self._drag(self.pages(job, page_indices), _pages_words(page_indices))

    def _drag(self, wanted: Dragged, words: str) -> None:
        drag = QDrag(self._source)
        release = _Release(drag)
        QTimer.singleShot(0, release.watch)
        drag.setMimeData(self.files(wanted, is_dropped=lambda: release.has_come))
        drag.setPixmap(self._label(words))
        drag.setHotSpot(QPoint(-theme.GRID, -theme.GRID))
        before = self._count
        if drag.exec(Qt.DropAction.CopyAction) is Qt.DropAction.IgnoreAction and self._folder is not None:
            for number in range(before, self._count):
                shutil.rmtree(self._folder / str(number + 1), ignore_errors=True)

    def rows(self, jobs: Sequence[Job]) -> Dragged:
        """Documents, in the way that was asked for with them, else in the one that was last chosen."""
        settings = self._controller.settings
        exporter = exporter_for(settings.export_format)
        return Dragged(
            tuple(jobs),
            exporter,
            settings.export_name_template,
            export_options(settings, exporter),
            goes_by_wishes=True,
        )

    def pages(self, job: Job, page_indices: Sequence[int]) -> Dragged:
        """Pages of a document, as a searchable PDF."""
        settings = self._controller.settings
        exporter = exporter_for(_FORMAT_OF_PAGES)
        template = settings.export_name_template if settings.export_name_template.strip() else "{name}"
        options = replace(export_options(settings, exporter), pages=page_numbers(page_indices))
        return Dragged((job,), exporter, f"{template} ({_pages_words(page_indices)})", options)

    def files(self, wanted: Dragged, *, is_dropped: Callable[[], bool]) -> LazyFiles:
        """What is dragged, for other programs: the files are written once `is_dropped`."""
        names = [
            filled_name(
                wanted.name_template,
                name_fields(job, number=number, format=wanted.exporter.format),
                wanted.exporter.suffix,
            )
            for number, job in enumerate(wanted.jobs, start=1)
        ]
        return LazyFiles(
            [Path.home() / name for name in names],
            is_dropped=is_dropped,
            write=lambda: self._written(wanted),
        )

    def _written(self, wanted: Dragged) -> Sequence[Path]:
        """Export it, while the window goes on being painted; where the files are."""
        try:
            folder = self._new_folder()
        except OSError:
            return ()  # the cache cannot be written to, of which the program tells in other places
        request = ExportRequest(
            job_ids=tuple(job.id for job in wanted.jobs),
            format=wanted.exporter.format,
            folder=folder,
            name_template=wanted.name_template,
            options=wanted.options,
        )
        waiting = QEventLoop()
        outcomes: list[ExportOutcome] = []

        def deliver(done: Sequence[ExportOutcome]) -> None:
            outcomes.extend(done)
            waiting.quit()

        def refuse(error: Any) -> None:
            self.notice.emit(failure_notice(error))
            waiting.quit()

        self._controller.stopped.connect(waiting.quit)
        self._controller.exports.write(
            request,
            portals=self._controller.settings.portals if wanted.goes_by_wishes else None,
            is_wanted=lambda: True,
            deliver=deliver,
            refuse=refuse,
        )
        waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if any(outcome.error is not None for outcome in outcomes):
            self.notice.emit(export_notice(outcomes, lambda _place: None))
        return [path for outcome in outcomes for path in outcome.paths]

    def _new_folder(self) -> Path:
        """One for each drop, so that files keep their names."""
        if self._folder is None:
            self._folder = self._kept.enter_context(temporary_folder())
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir()
        return folder

    def _label(self, words: str) -> QPixmap:
        """What hangs below the mouse."""
        metrics = self._source.fontMetrics()
        words = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, _LABEL_WIDTH)
        width, height = metrics.horizontalAdvance(words) + 3 * theme.GRID, metrics.height() + 2 * theme.GRID
        scale = self._source.devicePixelRatioF()
        label = QPixmap(round(width * scale), round(height * scale))
        label.setDevicePixelRatio(scale)
        label.fill(Qt.GlobalColor.transparent)
        palette = self._source.palette()
        painter = QPainter(label)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._source.font())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
        painter.drawRoundedRect(QRectF(0, 0, width, height), theme.GRID / 2, theme.GRID / 2)
        painter.setPen(palette.color(QPalette.ColorRole.HighlightedText))
        painter.drawText(QRectF(0, 0, width, height), int(Qt.AlignmentFlag.AlignCenter), words)
        painter.end()
        return label

    @Slot()
    def forget(self) -> None:
        """Remove what was dropped somewhere from here; its copies are where they were dropped."""
        self._kept.close()
        self._folder = None


class _Release(QObject):
    """Knows when the mouse is let go: from then on it is the place of the drop that asks for the files.

    Only X11 has the program itself move the mouse through a drag. Elsewhere the system does, and what a place
    asks for while the mouse is over it has to be there.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.has_come = QGuiApplication.platformName() != "xcb"

    def watch(self) -> None:
        """To be called from within the drag, whose own filter would swallow what comes."""
        application = QGuiApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonRelease:
            self.has_come = True
        return super().eventFilter(watched, event)


def _pages_words(page_indices: Sequence[int]) -> str:
    numbers = page_numbers(page_indices)
    return ntr("page {numbers}", "pages {numbers}", len(page_indices), numbers=numbers)
