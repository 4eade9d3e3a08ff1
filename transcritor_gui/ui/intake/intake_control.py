"""How files come in: chosen, pasted, dropped, or given at the start; and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from transcritor_gui.document_kinds import name_patterns
from transcritor_gui.i18n import tr
from transcritor_gui.jobs.events import IntakeFinished, RefusedFile
from transcritor_gui.paths import resource_dir
from transcritor_gui.ui.intake.drops import Dropped, dropped, is_of_interest
from transcritor_gui.ui.intake.picture_question import PictureQuestion
from transcritor_gui.ui.intake.refused_list import RefusedList
from transcritor_gui.ui.news import intake_notice
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.service.requests import ReadingRequest
from transcritor_gui.ui.widgets.notice_bar import Notice

__all__ = ["IntakeControl"]

_LOOKING_MS: Final = 700
"""Sooner than this nobody wonders what is going on."""
_MOST_REFUSED: Final = 10_000


class IntakeControl(QObject):
    """Dialogues open over `window`, and hold nothing up."""

    notice = Signal(object)
    """Notice"""
    options_wanted = Signal(object)
    """tuple[str, ...]: files and folders that are to be added with options."""
    refused_counted = Signal(int)
    """How many files were not added since the list of them was cleared."""

    def __init__(self, controller: Controller, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window
        self._early_refusals: list[RefusedFile] = []
        self._all_refused: tuple[RefusedFile, ...] = ()
        self.pictures = PictureQuestion(controller, self)
        self.pictures.notice.connect(self.notice)
        self._samples = tuple(sorted((resource_dir() / "sample").glob("*.pdf")))
        self.looking = QTimer(self)
        self.looking.setSingleShot(True)
        self.looking.setInterval(_LOOKING_MS)
        self.looking.timeout.connect(self._say_looking)
        controller.intake_finished.connect(self._on_finished)
        controller.service_failed.connect(self.looking.stop)

    @property
    def has_sample(self) -> bool:
        return bool(self._samples)

    @Slot(list)
    def add_paths(self, paths: Sequence[str]) -> None:
        """Files and folders from wherever; when a large folder takes its time, the window says so."""
        if paths:  # a second start of the program without files only wants the window
            self.add_as(paths, None)

    def add_as(self, paths: Sequence[str], request: ReadingRequest | None) -> None:
        """The same, in a way of their own. Several pictures become one document where that was chosen."""
        choice = self._controller.settings.several_pictures if self.pictures.are_in(paths) else "each"
        self._controller.intake.add_paths(
            paths, request, together=choice == "one", deliver=self.pictures.after(choice)
        )
        self.looking.start()

    @Slot()
    def add_samples(self) -> None:
        self.add_paths([str(path) for path in self._samples])

    @Slot(object)
    def add_dropped(self, found: Dropped) -> None:
        self._early_refusals.extend(found.refused)
        if found.paths and found.asks_options:
            self.options_wanted.emit(found.paths)
        elif found.paths:
            self.add_paths(found.paths)
        elif found.refused:
            self._on_finished(IntakeFinished((), ()))

    @Slot()
    def choose_files(self) -> None:
        self._choose_files().filesSelected.connect(self.add_paths)

    @Slot()
    def choose_files_and_options(self) -> None:
        self._choose_files().filesSelected.connect(lambda paths: self.options_wanted.emit(tuple(paths)))

    def _choose_files(self) -> QFileDialog:
        dialog = self._file_dialog(
            tr("Choose PDFs or pictures to transcribe"), QFileDialog.FileMode.ExistingFiles
        )
        documents = tr("PDFs and pictures ({patterns})", patterns=name_patterns())
        dialog.setNameFilters([documents, tr("All files (*)")])
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)  # thirty suffixes
        dialog.open()
        return dialog

    @Slot()
    def choose_folder(self) -> None:
        dialog = self._file_dialog(tr("Choose a folder of PDFs or pictures"), QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self.add_paths)
        dialog.open()

    @Slot(object)
    def take_in_attached(self, job_ids: tuple[UUID, ...]) -> None:
        """The documents inside these PDFs; where there are none, that is said."""

        def say(outcome: IntakeFinished) -> None:
            if not outcome.added and not outcome.refused:
                self.notice.emit(Notice(tr("There is no PDF or picture attached")))

        self._controller.intake.take_in_attached(job_ids, say)

    @Slot()
    def paste(self) -> None:
        """Files, or else a picture: a screenshot, or what was copied out of another program."""
        data = QGuiApplication.clipboard().mimeData()
        found = dropped(data)
        image = QGuiApplication.clipboard().image() if not found.paths and data.hasImage() else QImage()
        if not image.isNull():
            self._controller.intake.add_picture(partial(_png_of, image), name=_picture_name(datetime.now()))
            self.looking.start()
        elif is_of_interest(data):
            self.add_dropped(found)
        else:
            self.notice.emit(Notice(tr("There is nothing to paste. Copy PDFs, pictures or folders first.")))

    def _file_dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        return dialog

    @Slot()
    def _say_looking(self) -> None:
        self.notice.emit(Notice(tr("Looking for PDFs and pictures…")))

    @Slot(object)
    def _on_finished(self, event: IntakeFinished) -> None:
        if event.is_unasked:  # the settings tell how watched folders stand
            return
        self.looking.stop()
        refused = (*self._early_refusals, *event.refused)
        self._early_refusals.clear()
        notice = intake_notice(IntakeFinished(event.added, refused), self._show_refused)
        if notice is not None:
            self.notice.emit(notice)
        if refused:
            self._keep_refused((*self._all_refused, *refused)[-_MOST_REFUSED:])

    @Slot()
    def show_refused(self) -> None:
        """All that were not added since the list was cleared, long after the news of them has gone."""
        if self._all_refused:
            self._show_refused(self._all_refused)

    def _show_refused(self, refused: tuple[RefusedFile, ...]) -> None:
        shown = RefusedList(refused, self._window)
        shown.cleared.connect(lambda: self._keep_refused(()))
        shown.show()

    def _keep_refused(self, refused: tuple[RefusedFile, ...]) -> None:
        self._all_refused = refused
        self.refused_counted.emit(len(refused))


def _picture_name(now: datetime) -> str:
    """What a picture without a name of its own is called."""
    return tr("Screenshot of {date}, {time}", date=now.strftime("%Y-%m-%d"), time=now.strftime("%H.%M.%S"))


def _png_of(image: QImage) -> bytes:
    """On any thread: a picture of Qt's is a value."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload,unused-ignore]
    buffer.close()
    return bytes(data.data())
