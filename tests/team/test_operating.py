"""What is given to operators asks for figures that there are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient

from tests.team.serving import fake_pdf, serving, upload, work_through, working
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.live import Worker

_DOCS = Path(__file__).parents[2] / "docs" / "team-server"


@pytest.fixture
def client(config: TeamConfig) -> Iterator[TestClient]:
    with serving(config) as (client, _server):
        yield client


def _figures(client: TestClient) -> dict[str, float]:
    lines = [line for line in client.get("/metrics").text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def _asked(data: Any) -> Iterator[str]:
    """All queries in a dashboard, a file of rules or of a scaler."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("expr", "query") and isinstance(value, str) and value != "prometheus":
                yield value
            else:
                yield from _asked(value)
    elif isinstance(data, list):
        for each in data:
            yield from _asked(each)


@pytest.mark.parametrize("name", ["grafana.json", "transcritor-alerts.yml", "keda.yaml"])
def test_every_figure_asked_for_is_told(client: TestClient, name: str) -> None:
    client.get("/health/")
    told = {re.split(r"[{ ]", each)[0] for each in _figures(client)}
    text = (_DOCS / name).read_text("utf-8")
    queries = list(_asked(json.loads(text) if name.endswith("json") else yaml.safe_load(text)))
    assert queries
    asked = {figure for query in queries for figure in re.findall(r"transcritor_\w+", query)}
    assert asked <= told


def test_what_waits_and_what_was_read_is_told(client: TestClient, config: TeamConfig) -> None:
    task = upload(client, fake_pdf("ok", "crash"))
    waiting = _figures(client)
    assert waiting["transcritor_queue_length"] == 1
    assert waiting["transcritor_queue_oldest_seconds"] > 0
    with working(config) as work:
        work.live.beat(Worker("desk:1", 3))
        assert work.piece_for(task, 0) == (task, -1)
        work_through(work, task)
    done = _figures(client)
    assert done["transcritor_worker_slots"] == 3
    assert done['transcritor_pages_total{status="done"}'] == 1
    assert done['transcritor_pages_total{status="failed"}'] == 1
    assert done["transcritor_queue_oldest_seconds"] == 0
