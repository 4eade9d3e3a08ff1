"""A window over a real service: real workers, a real database, and pages that obey their files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.jobs import fakes
from transcritor_gui.jobs import JobService, Pipeline
from transcritor_gui.model import Job, JobStatus
from transcritor_gui.paths import places
from transcritor_gui.settings import Settings
from transcritor_gui.store import Store
from transcritor_gui.ui.main_window import MainWindow
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.service.launcher import QtLauncher
from transcritor_gui.workers import WorkerPool

from .made_pipeline import PIPELINE
from .made_team import MadeTeam

__all__ = ["BOUND_MS", "Desk", "drag_over", "drop"]

BOUND_MS = 30_000


class Desk:
    """What `app` puts together, with a pipeline of fakes; `open` shows the window."""

    def __init__(
        self, qtbot: QtBot, folder: Path, settings: Settings | None = None, *, pipeline: Pipeline = PIPELINE
    ) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self._settings = settings if settings is not None else Settings()
        self._pipeline = pipeline
        self._launcher = QtLauncher()
        self.team = MadeTeam()
        here = places()
        here.create()
        self.controller = Controller(
            self._open_service,
            self._settings,
            save_to=here.settings_file,
            open_team_access=self.team.access,
        )
        self.window = MainWindow(self.controller, here)
        self.model = self.window.parts.model
        self.table = self.window.parts.table
        self._is_open = False

    def _open_service(self) -> JobService:
        return JobService(
            store=Store(places().database),
            pool=WorkerPool(workers=2, memory_limit_mb=1024),
            pipeline=self._pipeline,
            settings=self._settings,
            launcher=self._launcher,
            open_backend=self.team.open_backend,
        )

    def open(self) -> Desk:
        self._is_open = True
        with self.qtbot.waitSignal(self.controller.started, timeout=BOUND_MS):
            self.controller.start()
        self.window.show()
        self.qtbot.waitExposed(self.window)
        return self

    def close(self) -> None:
        """End the service and the window; a second call does nothing."""
        if not self._is_open:
            return
        self._is_open = False
        with self.qtbot.waitSignal(self.controller.stopped, timeout=BOUND_MS):
            self.controller.stop()
        assert self._launcher.wait(timeout_ms=BOUND_MS)
        assert self.controller.wait(timeout_ms=BOUND_MS)
        self.window._may_close = True
        self.window.close()
        self.window.deleteLater()
        self.controller.deleteLater()

    def document(self, name: str, *pages: str) -> Path:
        return fakes.write_document(self.folder / name, *pages)

    def add(self, *paths: Path) -> None:
        self.controller.intake.add_paths(paths)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=BOUND_MS)

    def job(self, name: str) -> Job | None:
        return next((job for job in self.model.jobs() if job.name == name), None)

    def wait_for(self, name: str, *statuses: JobStatus) -> Job:
        def is_there() -> bool:
            job = self.job(name)
            return job is not None and job.status in statuses

        self.wait(is_there)
        job = self.job(name)
        assert job is not None
        return job

    def row_names(self) -> list[str]:
        return [self.model.job_at(row).name for row in range(self.model.rowCount())]

    def click_action(self, name: str) -> None:
        """Click on the words of the row's action, as a person does."""
        job = self.job(name)
        assert job is not None
        row = self.model.row_of(job.id)
        assert row is not None
        place = self.table.action_rect(row)
        assert not place.isEmpty()
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=place.center())


def mime_of(*urls: QUrl | Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([url if isinstance(url, QUrl) else QUrl.fromLocalFile(str(url)) for url in urls])
    return data


_MOVE_FIRST = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
_LEFT, _NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drag_over(widget: QWidget, data: QMimeData, *, keys: Qt.KeyboardModifier = _NO_KEYS) -> QDragEnterEvent:
    """Enter and move, as a file manager that would rather move; the enter event comes back."""
    enter = QDragEnterEvent(QPoint(40, 40), _MOVE_FIRST, data, _LEFT, keys)
    QApplication.sendEvent(widget, enter)
    move = QDragMoveEvent(QPoint(60, 50), _MOVE_FIRST, data, _LEFT, keys)
    QApplication.sendEvent(widget, move)
    return enter


def drop(
    widget: QWidget, data: QMimeData, *, keys: Qt.KeyboardModifier = _NO_KEYS, lets_go: bool = False
) -> QDropEvent:
    """A whole drag that ends on `widget`; the drop event comes back. With `lets_go` the keys are let go
    before it."""
    drag_over(widget, data, keys=keys)
    event = QDropEvent(QPointF(60, 50), _MOVE_FIRST, data, _LEFT, _NO_KEYS if lets_go else keys)
    QApplication.sendEvent(widget, event)
    return event


def leave(widget: QWidget) -> None:
    QApplication.sendEvent(widget, QDragLeaveEvent())
