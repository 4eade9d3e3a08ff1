"""`transcritor serve check`: what is wrong with a team server is said, and what is right."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.team.office import TeamOffice
from tests.workers.waiting import BOUND_S, waited_for
from transcritor_gui import __version__
from transcritor_gui.cli.team_check import WorkerSeen, worker_findings
from transcritor_gui.team.storage.presence import Worker, WorkerFacts

_GOOD = WorkerFacts(__version__, "spool", 0.1)


def _faults(facts: WorkerFacts | None) -> list[str]:
    seen = [WorkerSeen(Worker("desk:1", 2), facts)]
    return [each.detail for each in worker_findings(seen, spool_id="spool") if not each.is_good]


def test_workers_that_agree_are_well() -> None:
    assert _faults(_GOOD) == []


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        (WorkerFacts("0.1", "spool", 0), "version 0.1"),
        (WorkerFacts(__version__, "other", 0), "another spool"),
        (WorkerFacts(__version__, "spool", -90_000), "-90,000 s"),
        (None, "nothing of itself"),
    ],
)
def test_a_worker_that_does_not_agree_is_named(facts: WorkerFacts | None, word: str) -> None:
    (fault,) = _faults(facts)
    assert word in fault


def test_no_worker_is_an_issue() -> None:
    (finding,) = worker_findings([], spool_id="spool")
    assert not finding.is_good
    assert not finding.is_essential


def _check(environ: dict[str, str]) -> tuple[int, dict[str, dict[str, Any]]]:
    done = subprocess.run(
        [sys.executable, "-m", "transcritor_gui", "serve", "check", "--json"],
        env={**environ, "TRANSCRITOR_INTERFACE_LANGUAGE": "en"},
        capture_output=True,
        timeout=BOUND_S,
        check=False,
    )
    return done.returncode, {each["name"]: each for each in json.loads(done.stdout)}


@pytest.mark.integration
def test_an_office_at_work_is_well(open_office: TeamOffice) -> None:
    def is_well() -> bool:
        code, found = _check(open_office.environ)
        return code == 0 and all(each["ok"] for each in found.values()) and "workers" in found

    assert waited_for(is_well), _check(open_office.environ)


@pytest.mark.integration
def test_without_redis_the_server_cannot_work(tmp_path: Path) -> None:
    away = {"CELERY_BROKER_URL": "redis://127.0.0.1:1/0", "CELERY_RESULT_BACKEND": "redis://127.0.0.1:1/1"}
    code, found = _check({**os.environ, "TRANSCRITOR_HOME": str(tmp_path), **away})
    assert code == 3
    assert not found["redis"]["ok"]
    assert found["spool"]["ok"]
