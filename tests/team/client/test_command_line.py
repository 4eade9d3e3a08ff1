"""The command line as a client of a real team server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.team.documents import text_pdf
from tests.team.office import TeamOffice
from transcritor_gui.cli import run
from transcritor_gui.cli.exit_codes import ExitCode

pytestmark = pytest.mark.integration


@pytest.fixture(autouse=True)
def at_the_server(open_office: TeamOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSCRITOR_INTERFACE_LANGUAGE", "en")
    monkeypatch.setenv("TRANSCRITOR_WORK_PLACE", "team")
    monkeypatch.setenv("TRANSCRITOR_TEAM_ADDRESS", open_office.address)


def _written(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def test_documents_are_read_there_and_failures_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = _written(tmp_path, "petição.pdf", text_pdf("Um oficio", "Outro oficio"))
    bad = _written(tmp_path, "bad.pdf", b"%PDF-1.7 nothing else")
    assert run(["transcribe", good, bad, "--json"]) == ExitCode.ISSUES
    read, failed = json.loads(capsys.readouterr().out)
    assert (read["status"], read["done"], read["text"]) == ("done", 2, "Um oficio\n\fOutro oficio\n")
    assert failed["error"]["code"] == "pdf_damaged"


def test_the_languages_are_those_of_the_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _written(tmp_path, "a.pdf", text_pdf("Um oficio"))
    run(["transcribe", path, "--lang", "tlh", "--ocr", "always", "--json"])
    (failed,) = json.loads(capsys.readouterr().out)
    assert failed["error"]["code"] == "team_refused"
    assert "“tlh”" in failed["error"]["message"]
