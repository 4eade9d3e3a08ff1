"""The language packs of a folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from transcritor_gui.errors import TranscritorError
from transcritor_gui.model import AUTO_LANGUAGES
from transcritor_gui.pipeline.ocr.language_packs import bundled_packs, packs_in


def test_portuguese_and_english_come_with_the_program() -> None:
    assert bundled_packs().installed == ("eng", "por")
    assert bundled_packs().osd.is_file()


def test_languages_of_a_folder_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "script").mkdir()
    for name in ("spa.traineddata", "osd.traineddata", "script/Latin.traineddata", "notes.txt"):
        (tmp_path / name).touch()
    assert packs_in(tmp_path).installed == ("script/Latin", "spa")


def test_a_missing_folder_has_none(tmp_path: Path) -> None:
    assert packs_in(tmp_path / "none").installed == ()


@pytest.mark.parametrize("languages", ["", "+", "deu", "por+deu"])
def test_what_is_not_installed_is_refused(languages: str) -> None:
    with pytest.raises(TranscritorError):
        bundled_packs().require(languages)


def _pack(folder: Path, code: str, content: bytes) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{code}.traineddata").write_bytes(content)


def test_the_same_packs_elsewhere_have_the_same_digest(tmp_path: Path) -> None:
    for folder in (tmp_path / "a", tmp_path / "b"):
        _pack(folder, "por", b"1")
        _pack(folder, "eng", b"2")
    first, second = packs_in(tmp_path / "a"), packs_in(tmp_path / "b")
    assert first.digest("por+eng") == second.digest("eng+por")


def test_an_exchanged_pack_changes_the_digest(tmp_path: Path) -> None:
    _pack(tmp_path, "por", b"1")
    before = packs_in(tmp_path)
    digest = before.digest("por")
    _pack(tmp_path, "por", b"2")
    os.utime(tmp_path / "por.traineddata", ns=(1, 1))
    after = packs_in(tmp_path)
    assert before != after
    assert after.digest("por") != digest


def test_a_pack_that_joins_changes_only_what_it_is_used_for(tmp_path: Path) -> None:
    _pack(tmp_path, "eng", b"1")
    before = packs_in(tmp_path)
    _pack(tmp_path, "por", b"2")
    after = packs_in(tmp_path)
    assert before.digest("eng") == after.digest("eng")
    assert before.digest("por+eng") != after.digest("por+eng")
    assert before.digest(AUTO_LANGUAGES) != after.digest(AUTO_LANGUAGES)


def test_a_pack_that_is_gone_by_then_is_told(tmp_path: Path) -> None:
    _pack(tmp_path / "packs", "por", b"1")
    packs = packs_in(tmp_path / "packs")
    shutil.rmtree(tmp_path / "packs")
    with pytest.raises(TranscritorError):
        packs.digest("por")
