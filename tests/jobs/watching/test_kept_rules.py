"""From watched folders in the settings to rules: as the settings say, as a preset, or in a way of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.other_options import OTHER_OPTIONS
from transcritor_gui.errors import ErrorCode
from transcritor_gui.jobs.watching.kept_rules import kept_rules
from transcritor_gui.jobs.watching.watch_rule import WatchRule
from transcritor_gui.model import ExportWish, Preset, TranscriptionOptions, WatchSetting
from transcritor_gui.settings import Settings, load_settings, save_settings

_MINE = Preset("Mine", OTHER_OPTIONS, exports=True, export=ExportWish("pdf", upright=True))
_SETTINGS = Settings(languages="eng", presets=(_MINE,))


def _setting(tmp_path: Path, **wish: object) -> WatchSetting:
    export = ExportWish(folder=str(tmp_path / "out"), **wish)  # type: ignore[arg-type]
    return WatchSetting(str(tmp_path / "in"), export)


def _rule(setting: WatchSetting) -> WatchRule:
    (kept,) = kept_rules(replace(_SETTINGS, watched_folders=(setting,)))
    assert kept.rule is not None, kept.fault
    return kept.rule


def test_without_a_preset_the_settings_hold(tmp_path: Path) -> None:
    rule = _rule(_setting(tmp_path))
    assert (rule.options, rule.export_options.upright) == (TranscriptionOptions(languages="eng"), False)


def test_a_preset_holds_for_what_it_writes_as_well(tmp_path: Path) -> None:
    rule = _rule(replace(_setting(tmp_path), preset="mine"))
    assert (rule.options, rule.export_options.upright) == (OTHER_OPTIONS, True)


def test_a_way_of_its_own_holds_for_reading_and_for_writing(tmp_path: Path) -> None:
    wish = {"upright": True, "portal": "eproc"}
    rule = _rule(replace(_setting(tmp_path, **wish), has_own_way=True, options=OTHER_OPTIONS))
    assert (rule.options, rule.export_options.upright) == (OTHER_OPTIONS, True)
    assert rule.export_options.portal is not None
    assert rule.export_options.portal.name == "eproc"


def test_a_portal_that_is_in_no_row_of_the_table_is_a_fault(tmp_path: Path) -> None:
    setting = replace(_setting(tmp_path, portal="TJXX"), has_own_way=True)
    (kept,) = kept_rules(replace(_SETTINGS, watched_folders=(setting,)))
    assert kept.rule is None
    assert kept.fault is not None
    assert (kept.fault.code, kept.fault.fact("name")) == (ErrorCode.PORTAL_UNKNOWN, "TJXX")


def test_a_way_of_its_own_is_kept_in_the_settings_file(tmp_path: Path) -> None:
    setting = replace(_setting(tmp_path), has_own_way=True, options=OTHER_OPTIONS)
    save_settings(replace(_SETTINGS, watched_folders=(setting,)), tmp_path / "s.toml")
    assert load_settings(tmp_path / "s.toml", {}).watched_folders == (setting,)
