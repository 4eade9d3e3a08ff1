"""`transcritor serve` and `transcritor worker` on the command line."""

from __future__ import annotations

import importlib.util
import json
import logging
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from tests.team.documents import text_pdf
from tests.team.office import TeamOffice
from tests.workers.waiting import BOUND_S
from transcritor_gui.cli import run
from transcritor_gui.cli.exit_codes import ExitCode


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSCRITOR_INTERFACE_LANGUAGE", "en")


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """`serve` and `worker` log to standard error, which is the test's own."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_without_a_token_no_address_of_the_network_is_listened_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["serve", "--host", "0.0.0.0"]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "only listens on this computer, not on 0.0.0.0" in said
    assert "transcritor serve token add NAME" in said


def test_an_address_that_is_taken_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert run(["serve", "--port", str(taken.getsockname()[1])]) == ExitCode.ENVIRONMENT
    said = capsys.readouterr().err
    assert "cannot listen on 127.0.0.1" in said
    assert "Listening" not in said


def test_tokens_are_made_listed_and_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "token", "add", "ana", "--json"]) == ExitCode.DONE
    made = json.loads(capsys.readouterr().out)
    assert made["name"] == "ana"
    assert made["token"].startswith("trc_")
    assert run(["serve", "token", "list"]) == ExitCode.DONE
    listed = capsys.readouterr().out
    assert listed.startswith("ana\t")
    assert made["token"] not in listed
    assert run(["serve", "token", "remove", "ana"]) == ExitCode.DONE
    assert run(["serve", "token", "remove", "ana"]) == ExitCode.ISSUES


@pytest.mark.parametrize("command", [["serve"], ["worker"], ["serve", "token", "list"]])
def test_without_the_extra_the_command_says_how_to_get_it(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = importlib.util.find_spec

    def find_spec(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "celery" else real(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", find_spec)
    assert run(command) == ExitCode.ENVIRONMENT
    assert "pip install 'transcritor[team]'" in capsys.readouterr().err


def test_help_loads_nothing_of_the_team() -> None:
    code = (
        "import sys; from transcritor_gui.cli import run; run(['worker', '--help']);"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert not {"celery", "fastapi", "redis", "fsspec"} & set(done.stderr.split())


def test_a_queue_that_is_away_is_said_by_the_check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setenv("CELERY_RESULT_BACKEND", "redis://127.0.0.1:1/1")
    assert run(["worker", "--check"]) == ExitCode.ENVIRONMENT
    assert "queue of the team server does not answer" in capsys.readouterr().err


@pytest.mark.integration
def test_the_check_finds_the_worker_of_this_computer(
    open_office: TeamOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CELERY_BROKER_URL", "CELERY_RESULT_BACKEND"):
        monkeypatch.setenv(name, open_office.environ[name])
    assert run(["worker", "--check"]) == ExitCode.DONE


@pytest.mark.integration
def test_a_server_with_tokens_may_be_reached_from_elsewhere(tmp_path: Path) -> None:
    office = TeamOffice(tmp_path, TRANSCRITOR_TEAM_TOKENS=str(tmp_path / "tokens.json"))
    token = subprocess.run(
        [sys.executable, "-m", "transcritor_gui", "serve", "token", "add", "ana"],
        env=office.environ, capture_output=True, check=True, text=True,
    ).stdout.strip()  # fmt: skip
    try:
        office.redis.start()
        office.start_server(host="0.0.0.0")
        assert office.client.get("/process-pdf/").status_code == 401
        headers = {"Authorization": f"Bearer {token}", "Host": "transcritor.example"}
        assert office.client.get("/process-pdf/", headers=headers).status_code == 200
    finally:
        office.close()


@pytest.mark.integration
def test_a_server_that_is_told_to_end_lets_go_of_those_who_watch(tmp_path: Path) -> None:
    office = TeamOffice(tmp_path)
    try:
        office.redis.start()
        office.start_server()
        assert office.server is not None
        task = office.upload(text_pdf("Um oficio"))  # nobody reads it
        with office.client.stream("GET", f"/process-pdf/events/{task}") as events:
            lines = events.iter_lines()
            assert next(lines) == "event: status"
            office.server.send_signal(signal.SIGTERM)
            assert not [line for line in lines if line.startswith("event")]
        office.server.wait(BOUND_S)
        assert "Traceback" not in office.logs()
    finally:
        office.close()


@pytest.mark.integration
def test_the_address_that_is_told_is_the_one_to_open(open_office: TeamOffice) -> None:
    assert f"Listening on {open_office.address}\n" in (open_office.folder / "1-serve.log").read_text()
