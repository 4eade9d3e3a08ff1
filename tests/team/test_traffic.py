"""A real server and a real worker: everything with curl alone, and many clients at the same time."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.team.documents import text_pdf
from tests.team.office import TeamOffice
from tests.workers.waiting import waited_for

pytestmark = pytest.mark.integration

_CLIENTS = 20
_UPLOADS = 100


def _curl(*arguments: str) -> bytes:
    done = subprocess.run(["curl", "-sS", "--fail", *arguments], capture_output=True, check=True)
    return done.stdout


def test_curl_alone_sends_asks_and_fetches(open_office: TeamOffice, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("there is no curl on this machine")
    file = tmp_path / "oficio.pdf"
    file.write_bytes(text_pdf("Um oficio"))

    task = json.loads(_curl("-F", f"file=@{file}", f"{open_office.address}/process-pdf/"))["task_id"]

    def status() -> dict[str, Any]:
        found: dict[str, Any] = json.loads(_curl(f"{open_office.address}/process-pdf/status/{task}"))
        return found

    assert waited_for(lambda: status()["status"] == "SUCCESS")
    link = status()["result"]["links"]["txt"]
    assert "Um oficio" in _curl(f"{open_office.address}{link}").decode()


def test_a_hundred_uploads_from_twenty_clients_none_lost_none_doubled(open_office: TeamOffice) -> None:
    known = open_office.client.get("/process-pdf/").json()["total"]

    def send(number: int) -> tuple[str, str]:
        return open_office.upload(text_pdf(f"Oficio {number} de hoje"), name=f"{number}.pdf"), str(number)

    with ThreadPoolExecutor(_CLIENTS) as clients:
        sent = dict(clients.map(send, range(_UPLOADS)))
    ends = {task: open_office.wait_for_end(task, bound_s=120) for task in sent}

    assert len(sent) == _UPLOADS
    assert Counter(end["status"] for end in ends.values()) == {"SUCCESS": _UPLOADS}
    assert open_office.client.get("/process-pdf/").json()["total"] == known + _UPLOADS
    with ThreadPoolExecutor(_CLIENTS) as clients:
        texts = dict(zip(sent, clients.map(open_office.text, sent), strict=True))
    assert all(f"Oficio {number} de hoje" in texts[task] for task, number in sent.items())
    assert all(end["progress"] == {"done": 1, "total": 1} for end in ends.values())
