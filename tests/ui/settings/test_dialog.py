"""The settings dialogue: what it shows, what it refuses, what it sends."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.jobs.made_server import ADDRESS
from transcritor_gui.i18n import LANGUAGES, install_language
from transcritor_gui.model import OcrMode, ReadingOptions, WorkPlace, options_of
from transcritor_gui.pipeline.ocr.language_packs import bundled_packs_dir
from transcritor_gui.settings import Settings
from transcritor_gui.ui.options.language_choice import LanguageChoice
from transcritor_gui.ui.settings.dialog import SettingsDialog
from transcritor_gui.ui.settings.page import SettingsPage
from transcritor_gui.ui.settings.section import Section
from transcritor_gui.ui.widgets.form import Problem
from transcritor_gui.ui.widgets.side_list import FAULT_ROLE, SideList


@pytest.fixture
def dialog(qtbot: QtBot) -> SettingsDialog:
    return _opened(qtbot, Settings())


def _opened(qtbot: QtBot, settings: Settings) -> SettingsDialog:
    made = SettingsDialog(settings)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def _save_button(dialog: SettingsDialog) -> QAbstractButton:
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    return next(
        button for button in box.buttons() if box.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole
    )


def _named(dialog: SettingsDialog, name: str) -> QComboBox:
    return next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == name)


def _problems(dialog: SettingsDialog) -> list[str]:
    """What the pages say is wrong."""
    said = (each.text for each in dialog.findChildren(Problem) if each is not dialog.problem)
    return [text for text in said if text]


def _sections(dialog: SettingsDialog) -> SideList:
    found = dialog.findChild(SideList)
    assert isinstance(found, SideList)
    return found


def _section(dialog: SettingsDialog) -> Section:
    return dialog.section


def _languages(dialog: SettingsDialog) -> QListWidget:
    choice = dialog.findChild(LanguageChoice)
    assert isinstance(choice, LanguageChoice)
    found = choice.findChild(QListWidget)
    assert isinstance(found, QListWidget)
    return found


def test_unchanged_settings_come_back_as_they_were(qtbot: QtBot) -> None:
    settings = Settings(
        interface_language="pt_BR",
        languages="eng",
        ocr_mode=OcrMode.ALWAYS,
        workers=3,
        page_timeout_s=60,
        page_memory_mb=1024,
        resume_interrupted=True,
        export_format="md",
        export_beside_source=True,
        second_opinion=False,
        auto_export=True,
        auto_export_format="docx",
        auto_export_beside_source=False,
        auto_export_folder="/",
        auto_export_name_template="{date} {name}",
    )
    assert _opened(qtbot, settings).chosen_settings() == settings


def test_the_second_opinion_can_be_switched_off(dialog: SettingsDialog) -> None:
    switch = next(each for each in dialog.findChildren(QCheckBox) if "a second time" in each.text())
    assert switch.isChecked()
    switch.setChecked(False)
    assert not dialog.chosen_settings().second_opinion


def test_how_to_export_by_itself_is_asked_when_it_is_switched_on(dialog: SettingsDialog) -> None:
    switch = next(each for each in dialog.findChildren(QCheckBox) if each.text().startswith("Export each"))
    template = next(each for each in dialog.findChildren(QLineEdit) if each.accessibleName() == "File name")
    names = next(
        each for each in dialog.findChildren(QComboBox) if each.accessibleName() == "How files are called"
    )
    dialog.show_section(Section.EXPORT)
    assert not names.isVisible()
    switch.setChecked(True)
    assert names.isVisible()
    template.setText("{nome}")
    assert "File names cannot be made from “{nome}”." in _problems(dialog)
    assert not _save_button(dialog).isEnabled()
    switch.setChecked(False)
    assert _save_button(dialog).isEnabled()


def test_languages_have_names_and_the_chosen_ones_are_ticked(qtbot: QtBot) -> None:
    shown = _languages(_opened(qtbot, Settings(languages="eng")))
    states = {shown.item(row).text(): shown.item(row).checkState() for row in range(shown.count())}
    assert states == {"English": Qt.CheckState.Checked, "Portuguese": Qt.CheckState.Unchecked}


def test_no_language_is_refused_at_once(dialog: SettingsDialog) -> None:
    shown = _languages(dialog)
    for row in range(shown.count()):
        shown.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert _problems(dialog) == ["Tick at least one language."]
    assert not _save_button(dialog).isEnabled()


def test_what_was_refused_can_be_mended(dialog: SettingsDialog) -> None:
    first = _languages(dialog).item(0)
    for row in range(_languages(dialog).count()):
        _languages(dialog).item(row).setCheckState(Qt.CheckState.Unchecked)
    first.setCheckState(Qt.CheckState.Checked)
    assert _problems(dialog) == []
    assert dialog.chosen_settings().languages == "por"


def test_a_folder_that_is_not_there_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, Settings(export_folder=str(tmp_path / "none")))
    assert _problems(dialog) == ["There is no such folder."]
    edit = next(e for e in dialog.findChildren(QLineEdit) if e.accessibleName() == "Folder of the exports")
    edit.setText(str(tmp_path))
    assert _problems(dialog) == []


def test_beside_the_pdf_no_folder_is_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, Settings(export_folder=str(tmp_path / "none"), export_beside_source=True))
    assert _problems(dialog) == []


def test_a_tesseract_that_is_not_there_is_refused(
    dialog: SettingsDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    _named(dialog, "Recognition program").setCurrentIndex(1)
    assert _problems(dialog) == ["Tesseract of this computer: not found."]


def test_languages_of_another_folder_are_listed(qtbot: QtBot, tmp_path: Path) -> None:
    for code in ("spa", "por", "osd"):
        (tmp_path / f"{code}.traineddata").touch()
    shown = _languages(_opened(qtbot, Settings(tessdata_dir=str(tmp_path))))
    assert [shown.item(row).text() for row in range(shown.count())] == ["Portuguese", "Spanish"]


def test_a_folder_without_languages_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, Settings(tessdata_dir=str(tmp_path)))
    assert _problems(dialog) == ["There are no languages in the folder of other languages."]


def test_languages_may_be_left_to_the_program(dialog: SettingsDialog) -> None:
    automatic = next(box for box in dialog.findChildren(QCheckBox) if box.text().startswith("Automatic"))
    assert not automatic.isChecked()
    automatic.setChecked(True)
    assert dialog.chosen_settings().languages == "auto"
    assert not _languages(dialog).isEnabled()
    automatic.setChecked(False)
    assert dialog.chosen_settings().languages == "por+eng"


def test_automatic_languages_come_back(qtbot: QtBot) -> None:
    assert _opened(qtbot, Settings(languages="auto")).chosen_settings().languages == "auto"


def test_a_language_can_be_added_from_a_file(qtbot: QtBot, dialog: SettingsDialog, tmp_path: Path) -> None:
    file = tmp_path / "spa.traineddata"
    shutil.copyfile(bundled_packs_dir() / "por.traineddata", file)
    choice = dialog.findChild(LanguageChoice)
    assert isinstance(choice, LanguageChoice)
    with qtbot.waitSignal(choice.changed):
        choice.add_file(str(file))
    assert dialog.chosen_settings().languages == "por+eng+spa"


def test_a_file_that_is_no_language_is_refused(qtbot: QtBot, dialog: SettingsDialog, tmp_path: Path) -> None:
    file = tmp_path / "spa.traineddata"
    file.write_bytes(b"no")
    choice = dialog.findChild(LanguageChoice)
    assert isinstance(choice, LanguageChoice)
    choice.add_file(str(file))
    qtbot.waitUntil(lambda: bool(_problems(dialog)))
    assert "is not a language of Tesseract" in _problems(dialog)[0]
    assert _save_button(dialog).isEnabled()


def test_saving_sends_the_settings_and_closes(qtbot: QtBot, dialog: SettingsDialog) -> None:
    _named(dialog, "Text recognition").setCurrentIndex(2)
    with qtbot.waitSignal(dialog.settings_saved) as saved:
        _save_button(dialog).click()
    assert saved.args == [replace(Settings(), ocr_mode=OcrMode.NEVER)]
    assert not dialog.isVisible()


def test_saving_keeps_what_an_export_has_remembered_meanwhile(dialog: SettingsDialog) -> None:
    _named(dialog, "Text recognition").setCurrentIndex(2)
    dialog.show_in_force(replace(Settings(), export_format="docx"))
    assert dialog.chosen_settings() == replace(Settings(), export_format="docx", ocr_mode=OcrMode.NEVER)


def test_the_dialogue_does_not_stop_the_window(dialog: SettingsDialog) -> None:
    assert not dialog.isModal()


def test_keys_turn_the_pages(qtbot: QtBot, dialog: SettingsDialog) -> None:
    assert dialog.focusWidget() is _sections(dialog)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    assert _section(dialog) is Section.RECOGNITION
    QTest.keyClick(dialog, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert _section(dialog) is Section.LANGUAGES
    back = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for _page in range(3):
        QTest.keyClick(dialog, Qt.Key.Key_Backtab, back)
    assert _section(dialog) is Section.ADVANCED


def _is_to_be_reached(field: QWidget) -> bool:
    """Not the line inside a field for numbers, which shows its field's focus."""
    is_inside = isinstance(field.parent(), QSpinBox)
    takes_keys = bool(field.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return field.isVisible() and field.isEnabled() and takes_keys and not is_inside


@pytest.mark.parametrize("section", Section)
def test_every_field_of_a_page_is_reached_with_the_keyboard(qtbot: QtBot, section: Section) -> None:
    dialog = _opened(qtbot, Settings(work_place=WorkPlace.TEAM, team_address=ADDRESS, auto_export=True))
    dialog.show_section(section)
    kinds = (QComboBox, QSpinBox, QAbstractButton, QLineEdit, QListWidget)
    fields = {field for kind in kinds for field in dialog.findChildren(kind) if _is_to_be_reached(field)}
    reached = set()
    for _step in range(len(fields) + 2):
        reached.add(dialog.focusWidget())
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert fields <= reached


def test_a_fault_on_another_page_is_named_beside_the_buttons(dialog: SettingsDialog) -> None:
    shown = _languages(dialog)
    dialog.show_section(Section.LANGUAGES)
    for row in range(shown.count()):
        shown.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert _problems(dialog) == ["Tick at least one language."]
    assert dialog.problem.text == ""
    dialog.show_section(Section.GENERAL)
    assert dialog.problem.text == "Languages: Tick at least one language."
    marks = _sections(dialog).model()
    faulty = [row for row in range(marks.rowCount()) if marks.index(row, 0).data(FAULT_ROLE)]
    assert faulty == [Section.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_the_dialogue(qtbot: QtBot, language: str) -> None:
    install_language(language)
    try:
        dialog = _opened(qtbot, Settings(work_place=WorkPlace.TEAM, auto_export=True))
    finally:
        install_language("en")
    for area in dialog.findChildren(QScrollArea):
        page = area.widget()
        assert isinstance(page, SettingsPage)
        assert page.minimumSizeHint().width() <= area.width(), type(page).__name__


def test_every_field_has_a_name_for_screen_readers(dialog: SettingsDialog) -> None:
    for kind in (QComboBox, QSpinBox, QListWidget):
        assert all(field.accessibleName() for field in dialog.findChildren(kind))
    assert all(b.text() or b.accessibleName() for b in dialog.findChildren(QAbstractButton))


def test_everything_fits_a_small_screen(dialog: SettingsDialog) -> None:
    assert dialog.height() <= 560
    assert dialog.width() <= 960


def test_every_option_of_transcription_can_be_chosen(dialog: SettingsDialog) -> None:
    for box in dialog.findChildren(QCheckBox):
        box.toggle()
    for choice in dialog.findChildren(QComboBox):
        choice.setCurrentIndex((choice.currentIndex() + 1) % choice.count())
    _languages(dialog).item(0).setCheckState(Qt.CheckState.Unchecked)
    before, after = Settings(), dialog.chosen_settings()
    names = [option.name for option in options_of(ReadingOptions)]
    assert [name for name in names if getattr(before, name) == getattr(after, name)] == []
