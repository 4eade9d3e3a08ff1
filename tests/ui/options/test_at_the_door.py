"""Files that are added with options, and documents that are transcribed again with others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.other_options import OTHER_OPTIONS
from tests.ui.desk import Desk, drag_over, drop, mime_of
from transcritor_gui.model import ExportWish, JobStatus, OcrMode, Preset, TranscriptionOptions
from transcritor_gui.settings import Settings
from transcritor_gui.ui.options.options_dialog import OptionsDialog
from transcritor_gui.ui.options.preset_name_dialog import PresetNameDialog

_SHIFT = Qt.KeyboardModifier.ShiftModifier


def _asked(desk: Desk) -> OptionsDialog:
    desk.wait(lambda: any(each.isVisible() for each in desk.window.findChildren(OptionsDialog)))
    return next(each for each in desk.window.findChildren(OptionsDialog) if each.isVisible())


def _dialog(qtbot: QtBot, settings: Settings, export: ExportWish | None = None) -> OptionsDialog:
    made = OptionsDialog("Title", options=OTHER_OPTIONS, export=export, settings=settings)
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_shown_comes_back_as_it_was(qtbot: QtBot) -> None:
    wish = ExportWish("csv", "/", "{date} {name}", decimal_comma=False)
    request = _dialog(qtbot, Settings(), wish).request()
    assert (request.options, request.export) == (OTHER_OPTIONS, wish)


def test_a_preset_fills_the_fields_which_may_be_changed(qtbot: QtBot) -> None:
    mine = Preset("Mine", TranscriptionOptions(pages="1-2"), exports=True, export=ExportWish("md"))
    dialog = _dialog(qtbot, replace(Settings(), presets=(mine,)))
    dialog.choose_preset(1)
    assert (dialog.request().options, dialog.request().export) == (mine.options, mine.export)
    dialog.choose_preset(0)
    assert (dialog.request().options, dialog.request().export) == (OTHER_OPTIONS, None)


def _save_as(dialog: OptionsDialog, name: str) -> None:
    keep = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Save as preset…")
    keep.click()
    (asked,) = dialog.findChildren(PresetNameDialog)
    asked.findChild(QLineEdit).setText(name)  # type: ignore[union-attr]
    asked.findChild(QDialogButtonBox).accepted.emit()  # type: ignore[union-attr]


def test_what_is_shown_is_kept_as_a_preset(desk: Desk) -> None:
    desk.window.parts.intake.options_wanted.emit((str(desk.document("a.pdf", "ok")),))
    dialog = _asked(desk)
    wish = ExportWish("pdf", upright=True, portal="e-SAJ")
    dialog._show(Preset("-", OTHER_OPTIONS, exports=True, export=wish))
    _save_as(dialog, "Receipts")
    kept = Preset("Receipts", OTHER_OPTIONS, exports=True, export=wish)
    desk.wait(lambda: desk.controller.settings.presets[-1] == kept)
    assert dialog._preset.currentText() == "Receipts"
    assert (dialog.request().options, dialog.request().export) == (OTHER_OPTIONS, wish)


def test_pages_that_are_none_are_refused(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, Settings())
    dialog._reading.show_options(TranscriptionOptions(pages="x"))
    assert not dialog._ok.isEnabled()


def test_a_drop_asks_nothing(desk: Desk) -> None:
    drop(desk.window, mime_of(desk.document("a.pdf", "ok")))
    desk.wait_for("a.pdf", JobStatus.DONE)
    assert not desk.window.findChildren(OptionsDialog)


def test_a_drop_with_shift_asks_and_goes_by_the_answer(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    paths = [desk.document("a.pdf", "password:abre", "ok", "ok"), desk.document("b.pdf", "ok", "ok")]
    event = drop(desk.window, mime_of(*paths), keys=_SHIFT)
    assert event.dropAction() is Qt.DropAction.CopyAction
    dialog = _asked(desk)
    assert dialog.windowTitle() == "Add 2 files with options"
    assert desk.model.rowCount() == 0
    wish = ExportWish("md", str(tmp_path / "out"))
    dialog._show(Preset("-", TranscriptionOptions(pages="2"), exports=True, export=wish))
    dialog._password.setText("abre")
    dialog._ok.click()
    for name in ("a.pdf", "b.pdf"):
        assert desk.wait_for(name, JobStatus.DONE).pages_wanted == 1
    desk.wait(lambda: sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.md", "b.md"])


@pytest.mark.parametrize(
    ("keys", "words"), [(_SHIFT, "options"), (Qt.KeyboardModifier.NoModifier, "transcribe")]
)
def test_the_window_says_what_the_key_does(desk: Desk, keys: Qt.KeyboardModifier, words: str) -> None:
    drag_over(desk.window.parts.zone, mime_of(Path("a.pdf")), keys=keys)
    assert words in desk.window.parts.zone.hover_words


def test_what_the_window_said_holds_where_the_key_is_let_go_before_the_drop_arrives(desk: Desk) -> None:
    path = desk.document("a.pdf", "ok")
    drop(desk.window, mime_of(path), keys=_SHIFT, lets_go=True)
    _asked(desk).reject()
    drop(desk.window, mime_of(path))
    desk.wait_for("a.pdf", JobStatus.DONE)


def test_a_document_is_transcribed_again_with_other_options(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok", "ok"))
    job = desk.wait_for("a.pdf", JobStatus.DONE)
    desk.table.select_job(job.id)
    desk.window.parts.jobs.refresh()
    desk.window.parts.actions.retry_with_options.trigger()
    dialog = _asked(desk)
    changed = replace(job.options, ocr_mode=OcrMode.ALWAYS)
    dialog._show(Preset("-", changed, exports=True, export=ExportWish("md")))
    dialog._ok.click()
    desk.wait((desk.folder / "a.md").exists)
    again = desk.job("a.pdf")
    assert again is not None
    assert again.options == changed


def test_a_locked_document_is_transcribed_again_with_options_and_its_password(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "password:abre", "ok", "ok"))
    job = desk.wait_for("a.pdf", JobStatus.FAILED)
    desk.table.select_job(job.id)
    desk.window.parts.jobs.refresh()
    desk.window.parts.actions.retry_with_options.trigger()
    dialog = _asked(desk)
    dialog._password.setText("abre")
    dialog._ok.click()
    assert desk.wait_for("a.pdf", JobStatus.DONE).pages_done == 2
