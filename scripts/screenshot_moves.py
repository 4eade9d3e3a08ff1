"""What a person does in the screenshots: chooses a document, drags files, opens and closes dialogues."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget

from scripts.screenshot_stage import Stage
from transcritor_gui.model import Job
from transcritor_gui.ui.job_list.job_model import JobModel
from transcritor_gui.ui.job_list.job_table import JobTable
from transcritor_gui.ui.review.picture.page_view import PageView

__all__ = [
    "all_jobs",
    "close",
    "focused",
    "hover",
    "job_of",
    "job_or_none",
    "leave",
    "open_export",
    "select",
    "show_picture",
]


def all_jobs(stage: Stage) -> list[Job]:
    model = stage.window.findChild(JobModel)
    assert isinstance(model, JobModel)
    return [model.job_at(row) for row in range(model.rowCount())]


def job_or_none(stage: Stage, path: Path) -> Job | None:
    return next((job for job in all_jobs(stage) if job.name == path.name), None)


def job_of(stage: Stage, path: Path) -> Job:
    found = job_or_none(stage, path)
    assert found is not None, path.name
    return found


def select(stage: Stage, path: Path) -> None:
    stage.part(JobTable).select_job(job_of(stage, path).id)


def focused(stage: Stage) -> QWidget:
    focused = QApplication.focusWidget()
    return stage.window if focused is None else focused


def hover(stage: Stage, paths: tuple[Path, ...]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDragEnterEvent(
        QPoint(400, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(stage.window, event)
    stage.settle(300)


def leave(stage: Stage) -> None:
    QApplication.sendEvent(stage.window, QDragLeaveEvent())
    stage.settle(200)


def show_picture(stage: Stage) -> None:
    """Wait for the page's picture, where there is one to come."""
    view = stage.part(PageView)
    with contextlib.suppress(TimeoutError):
        stage.until(view.has_picture, timeout_s=4)
    stage.settle(400)


def close(stage: Stage, dialog: QDialog) -> None:
    dialog.close()
    stage.settle(100)
    stage.window.activateWindow()
    stage.part(JobTable).setFocus()
    stage.settle(200)


def open_export(stage: Stage, name: str) -> QDialog:
    """The export dialogue for what is selected, with a format chosen."""
    stage.part(JobTable).setFocus()
    QTest.keySequence(stage.window, QKeySequence("Ctrl+E"))
    stage.settle(300)
    dialog = stage.dialog()
    formats = dialog.findChildren(QComboBox)[0]
    formats.setCurrentIndex(formats.findData(name))
    stage.settle(300)
    return dialog
