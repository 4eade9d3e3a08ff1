"""What is given to operators asks for figures that there are."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient

from tests.team.serving import fake_pdf, serving, upload, work_through, working
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.presence import Worker

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


def _queries(name: str) -> list[str]:
    text = (_DOCS / name).read_text("utf-8")
    queries = list(_asked(json.loads(text) if name.endswith("json") else yaml.safe_load(text)))
    assert queries
    return queries


@pytest.mark.parametrize("name", ["grafana.json", "transcritor-alerts.yml", "keda.yaml"])
def test_every_figure_asked_for_is_told(client: TestClient, name: str) -> None:
    client.get("/health/")
    told = {re.split(r"[{ ]", each)[0] for each in _figures(client)}
    asked = {figure for query in _queries(name) for figure in re.findall(r"transcritor_\w+", query)}
    assert asked <= told


def test_what_all_workers_have_counted_is_not_added_up_over_servers() -> None:
    """Each server passes the same figures on."""
    queries = [*_queries("grafana.json"), *_queries("transcritor-alerts.yml"), *_queries("keda.yaml")]
    shared = [
        each for each in queries if re.search("transcritor_(pages|queue|workers|worker_slots|open)", each)
    ]
    assert [each for each in shared if re.search(r"\b(sum|avg)\b", each)] == []


def test_prometheus_itself_understands_rules_queries_and_figures(client: TestClient, tmp_path: Path) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("there is no promtool on this machine (Debian: prometheus)")

    def check(*words: str, figures: bytes = b"") -> None:
        done = subprocess.run([promtool, "check", *words], input=figures, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    for name in ("prometheus.yml", "transcritor-alerts.yml"):
        text = (_DOCS / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("/etc/prometheus/", ""), "utf-8")
    (tmp_path / "transcritor-token").write_bytes(b"")
    check("config", str(tmp_path / "prometheus.yml"))
    queries = [*_queries("grafana.json"), *_queries("keda.yaml")]
    rules = [{"record": f"query_{number}", "expr": query} for number, query in enumerate(queries)]
    (tmp_path / "queries.yml").write_text(
        yaml.safe_dump({"groups": [{"name": "all", "rules": rules}]}), "utf-8"
    )
    check("rules", str(tmp_path / "queries.yml"))
    check("metrics", figures=client.get("/metrics").content)


def test_the_scaler_is_one_that_keda_takes() -> None:
    """By the fields of its definition (keda.sh_scaledobjects.yaml), where metadata of triggers is text."""
    scaler = yaml.safe_load((_DOCS / "keda.yaml").read_text("utf-8"))
    spec = scaler["spec"]
    assert (scaler["apiVersion"], scaler["kind"]) == ("keda.sh/v1alpha1", "ScaledObject")
    numbers = {"minReplicaCount", "maxReplicaCount", "pollingInterval", "cooldownPeriod"}
    assert spec.keys() <= numbers | {"scaleTargetRef", "triggers"}
    assert {type(spec[name]) for name in numbers & spec.keys()} == {int}
    for trigger in spec["triggers"]:
        assert trigger.keys() == {"type", "metadata"}
        assert {type(value) for value in trigger["metadata"].values()} == {str}
        assert float(trigger["metadata"]["threshold"]) > 0


def test_what_waits_and_what_was_read_is_told(client: TestClient, config: TeamConfig) -> None:
    task = upload(client, fake_pdf("ok", "crash"))
    waiting = _figures(client)
    assert waiting["transcritor_queue_length"] == 1
    assert waiting["transcritor_queue_oldest_seconds"] > 0
    with working(config) as work:
        work.live.presence.beat(Worker("desk:1", 3))
        assert work.piece_for(task, 0) == (task, -1)
        work_through(work, task)
    done = _figures(client)
    assert done["transcritor_worker_slots"] == 3
    assert done['transcritor_pages_total{status="done"}'] == 1
    assert done['transcritor_pages_total{status="failed"}'] == 1
    assert done["transcritor_queue_oldest_seconds"] == 0
