"""Settings: kept as TOML, overridden by the environment, never silently wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import ExportWish, OcrMode, Preset, TranscriptionOptions, WatchSetting
from transcritor_gui.settings import Settings, limits_of, load_settings, save_settings


def test_saved_settings_come_back(tmp_path: Path) -> None:
    settings = replace(
        Settings(), languages="por", ocr_mode=OcrMode.ALWAYS, workers=3, resume_interrupted=True
    )
    save_settings(settings, tmp_path / "new" / "settings.toml")
    assert load_settings(tmp_path / "new" / "settings.toml", {}) == settings
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["settings.toml"]


def test_presets_and_watched_folders_come_back(tmp_path: Path) -> None:
    wish = ExportWish(format="docx", folder="/out", name_template="{date} {name}", without_headers=True)
    preset = Preset("Autos", TranscriptionOptions(languages="por", pages="1-3"), exports=True, export=wish)
    watched = WatchSetting("/in", wish, is_on=False, subfolders=True, preset="Autos", done_folder="/done")
    settings = replace(Settings(), presets=(preset,), watched_folders=(watched,))
    save_settings(settings, tmp_path / "settings.toml")
    assert load_settings(tmp_path / "settings.toml", {}) == settings
    save_settings(replace(Settings(), presets=()), tmp_path / "none.toml")
    assert load_settings(tmp_path / "none.toml", {}).presets == ()


def test_a_list_in_the_environment_is_json(tmp_path: Path) -> None:
    given = '[{"folder": "/in", "export": {"folder": "/out"}}]'
    settings = load_settings(tmp_path / "none.toml", {"TRANSCRITOR_WATCHED_FOLDERS": given})
    assert settings.watched_folders == (WatchSetting("/in", ExportWish(folder="/out")),)
    for bad in ("nonsense", '[{"folder": ""}]', "{}"):
        with pytest.raises(TranscritorError) as caught:
            load_settings(tmp_path / "none.toml", {"TRANSCRITOR_WATCHED_FOLDERS": bad})
        assert caught.value.info.code is ErrorCode.SETTINGS_INVALID


def test_defaults_without_a_file(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml", {}) == Settings()


def test_environment_wins_over_the_file(tmp_path: Path) -> None:
    save_settings(replace(Settings(), workers=3), tmp_path / "s.toml")
    environ = {
        "TRANSCRITOR_WORKERS": "5",
        "TRANSCRITOR_RESUME_INTERRUPTED": "yes",
        "TRANSCRITOR_OCR_MODE": "never",
    }
    settings = load_settings(tmp_path / "s.toml", environ)
    assert (settings.workers, settings.resume_interrupted, settings.ocr_mode) == (5, True, OcrMode.NEVER)


def test_a_flag_may_be_written_in_several_ways(tmp_path: Path) -> None:
    for text in ("1", "TRUE", "Yes", "0", "False", "no"):
        settings = load_settings(tmp_path / "none.toml", {"TRANSCRITOR_AUTO_EXPORT": text})
        assert settings.auto_export is (text in ("1", "TRUE", "Yes"))


@pytest.mark.parametrize("name", ["workers", "page_timeout_s", "page_memory_mb"])
def test_a_number_may_be_up_to_its_limits_and_no_further(tmp_path: Path, name: str) -> None:
    least, most = limits_of(name)
    for value in (least, most):
        read = load_settings(tmp_path / "none.toml", {f"TRANSCRITOR_{name.upper()}": str(value)})
        assert getattr(read, name) == value
    for value in (least - 1, most + 1):
        with pytest.raises(TranscritorError) as caught:
            load_settings(tmp_path / "none.toml", {f"TRANSCRITOR_{name.upper()}": str(value)})
        assert caught.value.info.fact("allowed") == f"{least}-{most}"


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("workers", "many", "0-256"),
        ("ocr_mode", "sometimes", "auto, always, never"),
        ("resume_interrupted", "perhaps", "true, false"),
        ("languages", " ", "por+eng"),
        ("interface_language", "fr", "system, en, pt_BR"),
        ("export_lines", "kept\n", "usual, kept, joined, columns"),
        ("team_address", "no address", "https://host:port"),
    ],
)
def test_impossible_value_is_named(tmp_path: Path, name: str, value: str, allowed: str) -> None:
    with pytest.raises(TranscritorError) as caught:
        load_settings(tmp_path / "none.toml", {f"TRANSCRITOR_{name.upper()}": value})
    assert caught.value.info.code is ErrorCode.SETTINGS_INVALID
    assert caught.value.info.fact("name") == name
    assert caught.value.info.fact("allowed") == allowed


@pytest.mark.parametrize("text", ["languages = 5", "workers = 'x'", "auto_export = 2", "ocr_mode = 1"])
def test_a_value_of_another_kind_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TranscritorError) as caught:
        load_settings(tmp_path / "s.toml", {})
    assert caught.value.info.fact("name") == text.partition(" ")[0]


def test_setting_of_a_newer_version_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('workers = 2\nof_the_future = "x"\n', encoding="utf-8")
    assert load_settings(tmp_path / "s.toml", {}).workers == 2


def test_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("workers = = 2", encoding="utf-8")
    with pytest.raises(TranscritorError) as caught:
        load_settings(tmp_path / "s.toml", {})
    assert caught.value.info.fact("name") == "s.toml"
