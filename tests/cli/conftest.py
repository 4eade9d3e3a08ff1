"""The command line as a test runs it: in this process, over fake pages, real workers, a real database."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.jobs import fakes
from tests.jobs.office import FAKE_PIPELINE
from transcritor_gui.cli import run, session
from transcritor_gui.jobs import Pipeline


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Ask = Callable[..., Answer]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ask:
    """Runs a command line in `tmp_path`; its pipeline does what the files say (tests/jobs/fakes.py)."""

    def pipeline() -> Pipeline:
        return FAKE_PIPELINE

    monkeypatch.setattr(session, "built_in_pipeline", pipeline)
    monkeypatch.setenv("TRANSCRITOR_INTERFACE_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)

    def answer(*argv: object) -> Answer:
        capsys.readouterr()
        code = run([str(each) for each in argv])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return answer


@pytest.fixture
def document(tmp_path: Path) -> Callable[..., Path]:
    """Writes a document whose pages behave as the words say."""

    def write(name: str, *pages: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return fakes.write_document(path, *pages)

    return write
