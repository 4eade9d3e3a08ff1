"""The export dialogue: its example, what it refuses, what it asks for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialogButtonBox, QLabel, QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from tests.ui.review.pages import made_job
from transcritor_gui.jobs import Conflict
from transcritor_gui.model import Job, JobStatus
from transcritor_gui.settings import Settings
from transcritor_gui.ui.export_dialog import ExportDialog, remembered
from transcritor_gui.ui.form import Problem
from transcritor_gui.ui.requests import ExportRequest

_DONE = made_job(number=1, status=JobStatus.DONE)
_RUNNING = made_job(number=2, status=JobStatus.RUNNING)
_WAITING = made_job(number=3, status=JobStatus.QUEUED, pages_done=0)


def _opened(qtbot: QtBot, jobs: tuple[Job, ...], settings: Settings) -> ExportDialog:
    made = ExportDialog(jobs, settings)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def _words(dialog: ExportDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def _confirm_button(dialog: ExportDialog) -> QAbstractButton:
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    return box.buttons()[0]


def _box(dialog: ExportDialog, name: str) -> QComboBox:
    return next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == name)


def test_the_example_follows_format_and_place(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, (_DONE,), Settings(export_folder="/"))
    assert "/file-1.txt" in _words(dialog)
    _box(dialog, "Format").setCurrentIndex(1)
    assert "/file-1.md" in _words(dialog)
    dialog.findChildren(QRadioButton)[0].setChecked(True)
    assert "/files/file-1.md" in _words(dialog)


def test_what_is_unfinished_is_said_and_what_is_empty_is_left_out(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, (_DONE, _RUNNING, _WAITING), Settings(export_folder=str(tmp_path)))
    assert "1 file is not finished: the pages read so far are exported." in _words(dialog)
    assert "1 file has no finished page yet and is left out." in _words(dialog)
    assert dialog.request().job_ids == (_DONE.id, _RUNNING.id)


def test_the_button_counts_the_files(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, (_DONE, _RUNNING), Settings(export_folder=str(tmp_path)))
    assert _confirm_button(dialog).text() == "Export 2 files"


def test_nothing_finished_cannot_be_exported(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, (_WAITING,), Settings(export_folder=str(tmp_path)))
    assert not _confirm_button(dialog).isEnabled()


def test_a_folder_that_is_not_there_is_refused_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, (_DONE,), Settings(export_folder=str(tmp_path)))
    edit = next(e for e in dialog.findChildren(QLineEdit) if e.accessibleName() == "Folder of the exports")
    edit.setText(str(tmp_path / "none"))
    assert [problem.text for problem in dialog.findChildren(Problem)] == ["There is no such folder."]
    assert not _confirm_button(dialog).isEnabled()


def test_by_default_both_files_are_kept(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(export_format="json", export_folder=str(tmp_path))
    dialog = _opened(qtbot, (_DONE,), settings)
    with qtbot.waitSignal(dialog.export_requested) as asked:
        _confirm_button(dialog).click()
    assert asked.args == [ExportRequest((_DONE.id,), "json", tmp_path, Conflict.RENAME)]


def test_beside_the_source_there_is_no_folder(qtbot: QtBot) -> None:
    dialog = _opened(qtbot, (_DONE,), Settings(export_beside_source=True))
    _box(dialog, "If a file is there already").setCurrentIndex(2)
    assert dialog.request() == ExportRequest((_DONE.id,), "txt", None, Conflict.SKIP)


def test_the_dialogue_does_not_stop_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    assert not _opened(qtbot, (_DONE,), Settings(export_folder=str(tmp_path))).isModal()


def test_format_and_place_are_remembered(tmp_path: Path) -> None:
    request = ExportRequest((_DONE.id,), "md", tmp_path)
    kept = remembered(Settings(export_beside_source=True), request)
    assert (kept.export_format, kept.export_beside_source, kept.export_folder) == ("md", False, str(tmp_path))
    beside = remembered(kept, ExportRequest((_DONE.id,), "txt", None))
    assert (beside.export_beside_source, beside.export_folder) == (True, str(tmp_path))
