"""Presets and watched folders in the settings: added, changed, removed; what cannot be is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.other_options import OTHER_OPTIONS
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.jobs.watching.watch_state import FailedFile, WatchCondition, WatchState
from transcritor_gui.model import ExportWish, Preset, TranscriptionOptions, WatchSetting
from transcritor_gui.settings import Settings
from transcritor_gui.ui.settings.dialog import SettingsDialog
from transcritor_gui.ui.settings.entry_list import Entry, EntryList
from transcritor_gui.ui.settings.preset_dialog import PresetDialog
from transcritor_gui.ui.settings.presets_page import PresetsPage
from transcritor_gui.ui.settings.section import Section
from transcritor_gui.ui.settings.watch_rule_dialog import WatchRuleDialog
from transcritor_gui.ui.settings.watching_page import WatchingPage

_Widget = TypeVar("_Widget", bound=QWidget)


def _opened(qtbot: QtBot, settings: Settings) -> SettingsDialog:
    made = SettingsDialog(settings)
    qtbot.addWidget(made)
    made.show()
    return made


def _child(parent: QWidget, kind: type[_Widget], name: str = "") -> _Widget:
    found = (each for each in parent.findChildren(kind) if not name or each.accessibleName() == name)
    return next(found)


def _press(parent: QWidget, words: str) -> None:
    button = next(each for each in parent.findChildren(QPushButton) if each.text() == words)
    assert button.isEnabled()
    button.click()


def _notes(page: QWidget) -> list[str]:
    entries = _child(page, EntryList).list
    return [entries.item(row).toolTip() for row in range(entries.count())]


def _rule(tmp_path: Path, name: str, **changed: object) -> WatchSetting:
    (tmp_path / name).mkdir()
    wish = ExportWish(format="txt", folder=str(tmp_path / "out"))
    return replace(WatchSetting(str(tmp_path / name), wish), **changed)  # type: ignore[arg-type]


def test_every_option_of_a_preset_comes_back_from_its_dialogue(qtbot: QtBot) -> None:
    wish = ExportWish("csv", "/", "{date} {name}", without_headers=False, decimal_comma=False)
    preset = Preset("Mine", OTHER_OPTIONS, exports=True, export=wish)
    dialog = PresetDialog(preset, taken=(), settings=Settings())
    qtbot.addWidget(dialog)
    assert dialog.preset() == preset
    upright = replace(preset, export=ExportWish("pdf", upright=True, portal="e-SAJ"))
    again = PresetDialog(upright, taken=(), settings=Settings())
    qtbot.addWidget(again)
    assert again.preset() == upright


def test_a_portal_that_has_left_the_table_is_named_and_not_lost(qtbot: QtBot) -> None:
    preset = Preset("Mine", exports=True, export=ExportWish("pdf", portal="TJXX"))
    dialog = PresetDialog(preset, taken=(), settings=Settings())
    qtbot.addWidget(dialog)
    ok = next(each for each in dialog.findChildren(QPushButton) if each.text() == "OK")
    assert dialog.preset() == preset
    assert not ok.isEnabled()
    size = _child(dialog, QComboBox, "Size")
    size.setCurrentIndex(size.findData("e-SAJ"))
    assert ok.isEnabled()
    assert dialog.preset().export.portal == "e-SAJ"


def test_a_preset_is_added_changed_and_removed(qtbot: QtBot) -> None:
    dialog = _opened(qtbot, Settings())
    page = _child(dialog, PresetsPage)
    _press(page, "Add a preset…")
    asked = _child(page, PresetDialog)
    _child(asked, QLineEdit, "Name of the preset").setText("Receipts")
    _press(asked, "OK")
    assert [each.name for each in dialog.chosen_settings().presets] == ["Scanner", "Court file", "Receipts"]
    _child(page, EntryList).choose(0)
    _press(page, "Remove")
    assert [each.name for each in dialog.chosen_settings().presets] == ["Court file", "Receipts"]


def test_a_rule_means_its_preset_whatever_that_is_called(qtbot: QtBot, tmp_path: Path) -> None:
    rule = _rule(tmp_path, "a", preset="Scanner")
    dialog = _opened(qtbot, replace(Settings(), watched_folders=(rule,)))
    page = _child(dialog, PresetsPage)
    _child(page, EntryList).choose(0)
    _press(page, "Change…")
    asked = _child(page, PresetDialog)
    _child(asked, QLineEdit, "Name of the preset").setText("Office scanner")
    _press(asked, "OK")
    assert dialog.chosen_settings().watched_folders == (replace(rule, preset="Office scanner"),)
    assert "no preset" not in _notes(_child(dialog, WatchingPage))[0]


def test_two_presets_of_one_name_are_refused(qtbot: QtBot) -> None:
    dialog = PresetDialog(Preset("Mine"), taken={"scanner"}, settings=Settings())
    qtbot.addWidget(dialog)
    name = _child(dialog, QLineEdit, "Name of the preset")
    ok = next(each for each in dialog.findChildren(QPushButton) if each.text() == "OK")
    for text, is_well in (("SCANNER ", False), ("", False), ("Scanner 2", True)):
        name.setText(text)
        assert ok.isEnabled() is is_well


def test_a_folder_to_watch_is_added(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    dialog = _opened(qtbot, Settings())
    page = _child(dialog, WatchingPage)
    _press(page, "Watch a folder…")
    asked = _child(page, WatchRuleDialog)
    ok = next(each for each in asked.findChildren(QPushButton) if each.text() == "OK")
    assert not ok.isEnabled()
    _child(asked, QLineEdit, "Folder to watch").setText(str(tmp_path / "in"))
    output = _child(asked, QLineEdit, "Folder of the exports")
    output.setText(str(tmp_path / "in" / "out"))
    assert not ok.isEnabled()
    assert "lie in each other" in asked._problem.text
    output.setText(str(tmp_path / "out"))
    _child(asked, QCheckBox).setChecked(True)
    preset = _child(asked, QComboBox, "How its files are read")
    preset.setCurrentIndex(preset.findData("Court file"))
    preset.activated.emit(preset.currentIndex())
    _press(asked, "OK")
    assert dialog.chosen_settings().watched_folders == (
        WatchSetting(
            str(tmp_path / "in"),
            ExportWish(format="docx", folder=str(tmp_path / "out")),
            subfolders=True,
            preset="Court file",
        ),
    )


def _choose(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def test_a_folder_is_read_and_written_in_its_own_way(qtbot: QtBot, tmp_path: Path) -> None:
    wish = ExportWish("csv", str(tmp_path / "out"), "{date} {name}", decimal_comma=False)
    rule = _rule(tmp_path, "a", has_own_way=True, options=OTHER_OPTIONS, export=wish)
    dialog = _opened(qtbot, replace(Settings(), watched_folders=(rule,)))
    page = _child(dialog, WatchingPage)
    _child(page, EntryList).choose(0)
    _press(page, "Change…")
    asked = _child(page, WatchRuleDialog)
    assert asked.setting() == rule
    _choose(_child(asked, QComboBox, "How its files are read"), "As the settings say")
    assert asked.setting() == replace(rule, has_own_way=False, options=TranscriptionOptions())


def test_a_way_of_its_own_begins_with_the_preset_that_was_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    preset = Preset("Mine", OTHER_OPTIONS, exports=True, export=ExportWish("pdf", upright=True))
    rule = _rule(tmp_path, "a", preset="Mine")
    asked = WatchRuleDialog(rule, settings=Settings(), presets=(preset,), fault_of=lambda _: "")
    qtbot.addWidget(asked)
    asked.show()
    way = _child(asked, QComboBox, "How its files are read")
    upright = next(each for each in asked.findChildren(QCheckBox) if "on their side" in each.text())
    assert not upright.isVisible()
    _choose(way, "Mine")
    _choose(way, "In its own way")
    assert upright.isVisible()
    made = asked.setting()
    assert (made.options, made.preset) == (OTHER_OPTIONS, "")
    assert made.export == replace(preset.export, folder=rule.export.folder)


def test_pages_that_are_none_are_refused_in_a_rule(qtbot: QtBot, tmp_path: Path) -> None:
    rule = _rule(tmp_path, "a", has_own_way=True)
    asked = WatchRuleDialog(rule, settings=Settings(), presets=(), fault_of=lambda _: "")
    qtbot.addWidget(asked)
    ok = next(each for each in asked.findChildren(QPushButton) if each.text() == "OK")
    assert ok.isEnabled()
    _child(asked, QLineEdit, "Pages").setText("x")
    assert not ok.isEnabled()


def test_a_list_with_nothing_in_it_says_what_it_is_for(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _opened(qtbot, Settings())
    page = _child(dialog, WatchingPage)
    dialog.show_section(Section.WATCHING)
    entries = _child(page, EntryList)
    assert entries.list.accessibleDescription().startswith("No folder is watched yet.")
    empty = entries.list.viewport().grab().toImage()
    entries.list.empty = ""
    assert entries.list.viewport().grab().toImage() != empty
    entries.show_entries([Entry("a", "b")])
    assert entries.list.accessibleDescription() == ""


def test_a_folder_is_switched_off_and_removed(qtbot: QtBot, tmp_path: Path) -> None:
    rules = (_rule(tmp_path, "a"), _rule(tmp_path, "b", is_on=False))
    dialog = _opened(qtbot, replace(Settings(), watched_folders=rules))
    page = _child(dialog, WatchingPage)
    entries = _child(page, EntryList)
    entries.list.item(0).setCheckState(entries.list.item(1).checkState())
    assert [each.is_on for each in dialog.chosen_settings().watched_folders] == [False, False]
    entries.choose(1)
    _press(page, "Remove")
    assert [each.folder for each in dialog.chosen_settings().watched_folders] == [rules[0].folder]


def test_how_folders_stand_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    rules = (_rule(tmp_path, "a"), _rule(tmp_path, "b", is_on=False), _rule(tmp_path, "c", preset="gone"))
    page = _child(_opened(qtbot, replace(Settings(), watched_folders=rules)), WatchingPage)
    now = datetime.now(UTC)
    bad = FailedFile(tmp_path / "a" / "x.pdf", ErrorInfo(ErrorCode.PDF_DAMAGED), now)
    watched = WatchState(
        rules[0].folder, WatchCondition.WATCHING, None, taken=2, written=2, last_file="y.pdf", failures=(bad,)
    )
    page.show_states((replace(watched, last_at=now),))
    first, second, third = _notes(page)
    assert "watching · 2 files written · 1 not done · last: y.pdf" in first
    assert second.endswith("off")
    assert "no preset “gone”" in third
    _child(page, EntryList).choose(0)
    with qtbot.waitSignal(page.failures_wanted) as asked:
        _press(page, "What was not done…")
    ((refused,),) = asked.args
    assert refused.path.endswith("x.pdf")


@pytest.mark.parametrize("condition", list(WatchCondition))
def test_every_condition_has_words(qtbot: QtBot, tmp_path: Path, condition: WatchCondition) -> None:
    rule = _rule(tmp_path, "a")
    page = _child(_opened(qtbot, replace(Settings(), watched_folders=(rule,))), WatchingPage)
    page.show_states((WatchState(rule.folder, condition, ErrorInfo(ErrorCode.DISK_FULL)),))
    assert _notes(page)[0].split(" · ")[1]
