"""Settings: kept as TOML, overridden by the environment, never silently wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import OcrMode
from transcritor_gui.settings import Settings, load_settings, save_settings


def test_saved_settings_come_back(tmp_path: Path) -> None:
    settings = replace(
        Settings(), languages="por", ocr_mode=OcrMode.ALWAYS, workers=3, resume_interrupted=True
    )
    save_settings(settings, tmp_path / "new" / "settings.toml")
    assert load_settings(tmp_path / "new" / "settings.toml", {}) == settings
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["settings.toml"]


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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("workers", "many"),
        ("workers", "-1"),
        ("ocr_mode", "sometimes"),
        ("resume_interrupted", "perhaps"),
        ("languages", " "),
    ],
)
def test_impossible_value_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(TranscritorError) as caught:
        load_settings(tmp_path / "none.toml", {f"TRANSCRITOR_{name.upper()}": value})
    assert caught.value.info.code is ErrorCode.SETTINGS_INVALID
    assert caught.value.info.fact("name") == name


def test_setting_of_a_newer_version_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('workers = 2\nof_the_future = "x"\n', encoding="utf-8")
    assert load_settings(tmp_path / "s.toml", {}).workers == 2


def test_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("workers = = 2", encoding="utf-8")
    with pytest.raises(TranscritorError) as caught:
        load_settings(tmp_path / "s.toml", {})
    assert caught.value.info.fact("name") == "s.toml"
