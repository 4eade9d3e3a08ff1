"""`doctor` finds what is missing, says what to do, and tells scripts by its exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Ask
from transcritor_gui.cli import checks
from transcritor_gui.cli.checks import Finding
from transcritor_gui.cli.history_check import check_history
from transcritor_gui.cli.self_test import draw_sample
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.paths import places
from transcritor_gui.pipeline.ocr.pytesseract_engine import PYTESSERACT
from transcritor_gui.settings import Settings


def _by_name(findings: list[dict[str, object]]) -> dict[object, dict[str, object]]:
    return {finding["name"]: finding for finding in findings}


@pytest.mark.integration
def test_a_working_computer_is_fit(ask: Ask) -> None:
    answer = ask("doctor", "--json")
    found = _by_name(answer.json)
    assert answer.code == 0
    assert all(finding["ok"] for finding in found.values() if finding["essential"])
    assert set(found) == {
        "python",
        "settings",
        "data_folder",
        "history",
        "engine",
        "languages",
        "tesseract",
        "poppler",
        "window",
        "self_test",
    }


@pytest.mark.integration
def test_missing_languages_are_told_with_what_to_do(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSCRITOR_TESSDATA_DIR", str(tmp_path))
    answer = ask("doctor")
    assert answer.code == 3
    assert "PROBLEM  Languages: none, in" in answer.out
    assert "Missing: por, eng." in answer.out
    assert "Something needed is missing." in answer.out


@pytest.mark.integration
def test_settings_that_cannot_be_used_are_a_finding(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSCRITOR_WORKERS", "many")
    answer = ask("doctor", "--json")
    assert answer.code == 3
    assert not _by_name(answer.json)["settings"]["ok"]


def test_a_chosen_program_that_is_not_there_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    finding = checks.check_chosen_engine(Settings(engine=PYTESSERACT.name))
    assert not finding.is_good
    assert "tesseract" in finding.detail


def test_an_engine_that_there_is_not_is_a_fault_of_the_settings() -> None:
    with pytest.raises(TranscritorError) as caught:
        checks.check_names(Settings(engine="xerox"))
    assert caught.value.info.code is ErrorCode.SETTINGS_INVALID


def test_programs_of_the_system_are_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    for finding in (checks.check_system_tesseract(), checks.check_poppler()):
        assert finding.is_good
        assert finding.detail == "not installed; not needed"


def test_a_data_folder_that_is_a_file_is_a_problem(home: Path) -> None:
    (home / "data").write_text("x", encoding="utf-8")
    finding = checks.check_data_folder(places())
    assert not finding.is_good
    assert finding.is_essential
    assert "TRANSCRITOR_HOME" in finding.advice


def test_a_broken_history_is_a_problem(home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "transcritor.db").write_bytes(b"not a database" * 500)
    finding: Finding = check_history(places(), repair=False)
    assert not finding.is_good
    assert "--repair" in finding.advice
    assert (home / "data" / "transcritor.db").read_bytes() == b"not a database" * 500


def test_a_broken_history_is_mended_when_that_is_asked_for(home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "transcritor.db").write_bytes(b"not a database" * 500)
    finding = check_history(places(), repair=True)
    assert finding.is_good
    assert "The damaged file was kept" in finding.detail
    assert check_history(places(), repair=False).detail.startswith("0 transcriptions")


def test_languages_in_place_are_good() -> None:
    assert checks.check_languages(Settings()).is_good


def test_the_sample_is_a_pdf(tmp_path: Path) -> None:
    draw_sample(tmp_path / "x.pdf")
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
