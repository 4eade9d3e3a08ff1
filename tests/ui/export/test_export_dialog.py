"""The export dialogue: its example, what it refuses, what it asks for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QRadioButton,
)
from pytestqt.qtbot import QtBot

from tests.ui.review.pages import made_job
from transcritor_gui.export import ExportOptions
from transcritor_gui.jobs import Conflict
from transcritor_gui.model import Job, JobStatus
from transcritor_gui.settings import Settings
from transcritor_gui.ui.export.export_dialog import ExportDialog, remembered
from transcritor_gui.ui.export.name_template_edit import NameTemplateEdit
from transcritor_gui.ui.service.requests import ExportRequest
from transcritor_gui.ui.widgets.form import Problem

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


def _edit(dialog: ExportDialog, name: str) -> QLineEdit:
    return next(edit for edit in dialog.findChildren(QLineEdit) if edit.accessibleName() == name)


def _radio(dialog: ExportDialog, text: str) -> QRadioButton:
    return next(each for each in dialog.findChildren(QRadioButton) if each.text() == text)


def _choose(box: QComboBox, text: str) -> None:
    assert box.findText(text) >= 0
    box.setCurrentIndex(box.findText(text))


def _problems(dialog: ExportDialog) -> list[str]:
    return [problem.text for problem in dialog.findChildren(Problem) if problem.text]


def test_the_example_follows_format_and_place(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, (_DONE,), Settings(export_folder="/"))
    assert "/file-1.txt" in _words(dialog)
    _choose(_box(dialog, "Format"), "Markdown (.md)")
    assert "/file-1.md" in _words(dialog)
    next(
        each for each in dialog.findChildren(QRadioButton) if each.text() == "Beside the document"
    ).setChecked(True)
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
    assert _problems(dialog) == ["There is no such folder."]
    assert not _confirm_button(dialog).isEnabled()


def test_by_default_both_files_are_kept(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(export_format="json", export_folder=str(tmp_path))
    dialog = _opened(qtbot, (_DONE,), settings)
    with qtbot.waitSignal(dialog.export_requested) as asked:
        _confirm_button(dialog).click()
    assert asked.args is not None
    assert asked.args[0] == ExportRequest((_DONE.id,), "json", tmp_path, Conflict.RENAME)


def test_beside_the_source_there_is_no_folder(qtbot: QtBot) -> None:
    dialog = _opened(qtbot, (_DONE,), Settings(export_beside_source=True))
    _box(dialog, "If a file is there already").setCurrentIndex(2)
    assert dialog.request() == ExportRequest((_DONE.id,), "txt", None, Conflict.SKIP)


def test_the_dialogue_does_not_stop_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    assert not _opened(qtbot, (_DONE,), Settings(export_folder=str(tmp_path))).isModal()


def test_what_was_chosen_is_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(export_format="txt", export_folder=str(tmp_path))
    dialog = _opened(qtbot, (_DONE,), settings)
    _edit(dialog, "File name").setText("{n:03} {name}")
    _choose(_box(dialog, "Lines"), "Columns as on paper")
    next(box for box in dialog.findChildren(QCheckBox) if box.isVisible()).setChecked(True)
    _edit(dialog, "Pages").setText("1")
    with qtbot.waitSignal(dialog.export_requested) as asked:
        _confirm_button(dialog).click()
    assert asked.args is not None
    request, chosen = asked.args
    assert request.options == ExportOptions(pages="1", columns=True, leave_out_headers_and_footers=True)
    kept = remembered(replace(settings, languages="eng"), chosen)
    assert kept.languages == "eng"
    again = _opened(qtbot, (_DONE,), kept).request()
    assert again == replace(request, options=replace(request.options, pages=""))


def test_only_what_the_format_understands_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, (_DONE,), Settings(export_format="csv", export_folder=str(tmp_path)))
    assert _box(dialog, "Numbers").isVisible()
    assert not _box(dialog, "Lines").isVisible()
    _choose(_box(dialog, "Format"), "Word (DOCX) (.docx)")
    assert not _box(dialog, "Numbers").isVisible()
    lines = _box(dialog, "Lines")
    assert [lines.itemText(row) for row in range(lines.count())] == ["As on the page", "Running text"]
    assert lines.currentText() == "Running text"
    _choose(_box(dialog, "Format"), "Plain text (.txt)")
    assert lines.currentText() == "As on the page"


def test_lines_that_were_chosen_stay_with_another_format(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, (_DONE,), Settings(export_format="txt", export_folder=str(tmp_path)))
    _choose(_box(dialog, "Lines"), "Running text")
    _choose(_box(dialog, "Format"), "Markdown (.md)")
    assert dialog.request().options.flowing is True


def test_pages_are_checked_as_they_are_typed(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, (_DONE,), Settings(export_folder=str(tmp_path)))
    pages = _edit(dialog, "Pages")
    pages.setText("1-")
    assert _problems(dialog) == []
    pages.setText("x")
    assert _problems(dialog) == ["Write page numbers like this: 1-3,7."]
    pages.setText("900")
    assert _problems(dialog)[0].startswith("The document has only")
    assert not _confirm_button(dialog).isEnabled()


def test_documents_without_these_pages_are_left_out(qtbot: QtBot, tmp_path: Path) -> None:
    long = replace(made_job(number=4, status=JobStatus.DONE), page_count=900)
    dialog = _opened(qtbot, (_DONE, long), Settings(export_folder=str(tmp_path)))
    _edit(dialog, "Pages").setText("800")
    assert "1 file has none of these pages and is left out." in _words(dialog)
    assert dialog.request().job_ids == (long.id,)


def test_a_template_shows_what_it_gives(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, (_DONE, _RUNNING), Settings(export_folder=str(tmp_path)))
    _edit(dialog, "File name").setText("{n:03} {name}")
    assert "/001 file-1.txt" in _words(dialog)
    assert "/002 file-2.txt" in _words(dialog)


def test_a_template_that_cannot_be_filled_is_refused_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, (_DONE,), Settings(export_folder=str(tmp_path)))
    _edit(dialog, "File name").setText("{nome}")
    assert "File names cannot be made from “{nome}”." in _problems(dialog)[0]
    assert not _confirm_button(dialog).isEnabled()


def test_many_may_go_into_one_file_where_the_format_can(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, (_DONE, _RUNNING), Settings(export_folder=str(tmp_path)))
    all_in_one = _radio(dialog, "All in one")
    assert all_in_one.isVisible()
    all_in_one.setChecked(True)
    assert dialog.request().all_in_one
    assert "/file-1 + 1.txt" in _words(dialog)
    assert _confirm_button(dialog).text() == "Export 1 file"
    _choose(_box(dialog, "Format"), "JSON (.json)")
    assert not all_in_one.isVisible()
    assert not dialog.request().all_in_one


def test_one_document_is_not_asked_about_files(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, (_DONE,), Settings(export_folder=str(tmp_path)))
    assert not any(
        each.isVisible() and each.text() == "All in one" for each in dialog.findChildren(QRadioButton)
    )


def test_everything_fits_a_small_screen(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, (_DONE, _RUNNING, _WAITING), Settings(export_folder=str(tmp_path)))
    assert dialog.height() <= 640


def test_a_pattern_that_is_known_is_shown_in_words(qtbot: QtBot) -> None:
    field = NameTemplateEdit("{date} {name}")
    qtbot.addWidget(field)
    field.show()
    choice = field.findChild(QComboBox)
    assert isinstance(choice, QComboBox)
    assert choice.currentText().startswith("Day and name")
    line = field.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert not line.isVisible()
    with qtbot.waitSignal(field.changed):
        choice.setCurrentIndex(0)
        choice.activated.emit(0)
    assert field.template == "{name}"


def test_a_pattern_of_ones_own_is_shown_as_it_is_written(qtbot: QtBot) -> None:
    field = NameTemplateEdit("{name} {pages}")
    qtbot.addWidget(field)
    field.show()
    line = field.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert (line.isVisible(), line.text()) == (True, "{name} {pages}")


def test_a_portal_is_chosen_where_the_format_is_written_in_parts(qtbot: QtBot) -> None:
    dialog = _opened(qtbot, (_DONE,), Settings(export_format="pdf"))
    assert dialog.request().options.portal is None
    _choose(_box(dialog, "Size"), "Parts for e-SAJ: up to 30 MB, 300 kB a page")
    portal = dialog.request().options.portal
    assert portal is not None
    assert "written in parts" in _words(dialog)
    assert (portal.name, portal.page_kb) == ("e-SAJ", 300)
    assert remembered(Settings(), dialog.kept()).export_portal == "e-SAJ"
    _choose(_box(dialog, "Format"), "Markdown (.md)")
    assert not _box(dialog, "Size").isVisible()
    assert dialog.request().options.portal is None


def test_pages_stand_upright_on_request(qtbot: QtBot) -> None:
    dialog = _opened(qtbot, (_DONE,), Settings(export_format="pdf"))
    assert not dialog.request().options.upright
    box = next(each for each in dialog.findChildren(QCheckBox) if "upright" in each.text())
    box.setChecked(True)
    assert dialog.request().options.upright
