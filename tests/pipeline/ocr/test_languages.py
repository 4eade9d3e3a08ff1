"""The languages of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcritor_gui.errors import TranscritorError
from transcritor_gui.pipeline import bundled_tessdata_dir, installed_languages
from transcritor_gui.pipeline.ocr.languages import check_languages


def test_portuguese_and_english_come_with_the_program() -> None:
    assert installed_languages(bundled_tessdata_dir()) == ("eng", "por")


def test_languages_of_a_folder_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "script").mkdir()
    for name in ("spa.traineddata", "osd.traineddata", "script/Latin.traineddata", "notes.txt"):
        (tmp_path / name).touch()
    assert installed_languages(str(tmp_path)) == ("script/Latin", "spa")


def test_a_missing_folder_has_none(tmp_path: Path) -> None:
    assert installed_languages(str(tmp_path / "none")) == ()


@pytest.mark.parametrize("languages", ["", "+", "deu", "por+deu"])
def test_what_is_not_installed_is_refused(languages: str) -> None:
    with pytest.raises(TranscritorError):
        check_languages(languages, tessdata_dir=bundled_tessdata_dir())
