"""Backing up the whole history into one file, and restoring it: dialogues, progress and what came of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from transcritor_gui.errors import ErrorInfo, message_for
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs.keeping.archive import ARCHIVE_SUFFIX
from transcritor_gui.store import ArchiveFacts
from transcritor_gui.ui.actions import Actions
from transcritor_gui.ui.service.archive_link import ArchiveLink
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.notice_bar import Notice
from transcritor_gui.ui.widgets.question import Question, ask

__all__ = ["ArchiveControl"]

_SHOWN_AFTER_MS: Final = 400
_WHOLE: Final = 1000
_WIDTH: Final = 44 * theme.GRID
_NOTICE_MS: Final = 12_000


class ArchiveControl(QObject):
    """Dialogues open over `window`, and hold nothing up."""

    notice = Signal(object)
    """Notice"""
    move_wanted = Signal(object)
    """Path of the folder that the history is to be kept in: the window is to be closed for that."""

    def __init__(self, link: ArchiveLink, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._link = link
        self._window = window
        self._actions = (actions.back_up, actions.restore, actions.move_history)
        self.progress: QProgressDialog | None = None
        actions.back_up.triggered.connect(self._choose_target)
        actions.restore.triggered.connect(self._choose_backup)
        actions.move_history.triggered.connect(self._choose_folder)
        link.looked_into.connect(self._ask_restore)
        link.progressed.connect(self._on_progress)
        link.backed_up.connect(self._on_backed_up)
        link.restored.connect(self._on_restored)
        link.refused.connect(self._on_refused)

    @Slot()
    def _choose_target(self) -> None:
        dialog = self._dialog(tr("Back up the history"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(ARCHIVE_SUFFIX.removeprefix("."))
        dialog.selectFile(f"transcritor-{datetime.now():%Y-%m-%d}{ARCHIVE_SUFFIX}")
        dialog.fileSelected.connect(lambda path: self.back_up(Path(path)))
        dialog.open()

    @Slot()
    def _choose_backup(self) -> None:
        dialog = self._dialog(tr("Restore a backup"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self._link.look_into(Path(path)))
        dialog.open()

    @Slot()
    def _choose_folder(self) -> None:
        dialog = QFileDialog(self._window, tr("Choose an empty folder for the history"), QDir.homePath())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.ask_move(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_move(self, folder: Path) -> None:
        """Say what is about to happen; nothing happens yet."""
        question = Question(
            title=tr("Move the history"),
            text=tr("Keep the history in {folder} from now on?", folder=folder),
            details=tr(
                "The window closes, everything is copied there and checked, then the window opens again. "
                "What is being transcribed goes on after that."
            ),
            yes=tr("Move"),
            no=tr("Cancel"),
        )
        ask(self._window, question, lambda: self.move_wanted.emit(folder), name="moveQuestion")

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title, QDir.homePath())
        backups = tr("Backups of the history ({patterns})", patterns="*" + ARCHIVE_SUFFIX)
        dialog.setNameFilters([backups, tr("All files (*)")])
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def back_up(self, path: Path) -> None:
        """Write the history to `path`."""
        self._begin(tr("The history is being backed up…"))
        self._link.back_up(path)

    def restore(self, path: Path) -> None:
        """Put the backup at `path` in the place of all there is."""
        self._begin(tr("The backup is being restored…"))
        self._link.restore(path)

    @Slot(object, object)
    def _ask_restore(self, path: Path, facts: ArchiveFacts) -> None:
        day = f"{facts.made_at.astimezone():%Y-%m-%d %H:%M}"
        question = Question(
            title=tr("Restore a backup"),
            text=ntr(
                "Replace the history by the backup of {day}, with {count} transcription?",
                "Replace the history by the backup of {day}, with {count} transcriptions?",
                facts.documents,
                day=day,
            ),
            details=tr("What is in the history now is kept beside it, as a daily backup."),
            yes=tr("Replace"),
            no=tr("Cancel"),
            is_dangerous=True,
        )
        ask(self._window, question, lambda: self.restore(path), name="restoreQuestion")

    # How far it has come

    def _begin(self, words: str) -> None:
        for action in self._actions:
            action.setEnabled(False)
        self.progress = QProgressDialog(words, tr("Cancel"), 0, _WHOLE, self._window)
        self.progress.setWindowTitle(tr("History"))
        self.progress.setWindowModality(Qt.WindowModality.NonModal)
        self.progress.setMinimumWidth(_WIDTH)
        self.progress.setMinimumDuration(_SHOWN_AFTER_MS)
        self.progress.setAutoClose(False)
        self.progress.setAutoReset(False)
        self.progress.canceled.connect(self._link.stop)
        self.progress.setValue(0)

    @Slot(float)
    def _on_progress(self, done: float) -> None:
        if self.progress is not None and not self.progress.wasCanceled():
            self.progress.setValue(int(done * _WHOLE))

    def _end(self) -> None:
        for action in self._actions:
            action.setEnabled(True)
        if self.progress is not None:
            self.progress.canceled.disconnect(self._link.stop)
            self.progress.close()
            self.progress.deleteLater()
            self.progress = None

    @Slot(object, object)
    def _on_backed_up(self, path: Path, facts: ArchiveFacts | None) -> None:
        self._end()
        if facts is None:
            self.notice.emit(Notice(tr("The backup was given up; nothing is left of it")))
            return
        words = ntr(
            "{count} transcription backed up as “{name}”",
            "{count} transcriptions backed up as “{name}”",
            facts.documents,
            name=path.name,
        )
        self.notice.emit(Notice(words, shown_ms=_NOTICE_MS))

    @Slot(object)
    def _on_restored(self, facts: ArchiveFacts | None) -> None:
        self._end()
        if facts is None:
            self.notice.emit(Notice(tr("Restoring was given up; nothing has changed")))
            return
        words = ntr("{count} transcription restored", "{count} transcriptions restored", facts.documents)
        self.notice.emit(Notice(words, shown_ms=_NOTICE_MS))

    @Slot(object)
    def _on_refused(self, error: ErrorInfo) -> None:
        self._end()
        message = message_for(error)
        self.notice.emit(Notice(f"{message.what} {message.advice}".strip(), shown_ms=_NOTICE_MS))
