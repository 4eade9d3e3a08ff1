"""Events of all one's documents over one connection, of a real server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import pytest

from tests.team.documents import text_pdf
from tests.team.office import TeamOffice

pytestmark = pytest.mark.integration


def _events(lines: Iterator[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def test_all_documents_are_told_of_over_one_connection(open_office: TeamOffice) -> None:
    before = open_office.upload(text_pdf("Um oficio"))
    with open_office.client.stream("GET", "/process-pdf/events/") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        events = _events(answer.iter_lines())
        told = list(takewhile(lambda event: event[0] != "listed", events))
        assert before in {data["task_id"] for _, data in told}
        after = open_office.upload(text_pdf("Outro oficio"))
        ended = next(data for _, data in events if data["task_id"] == after and data["status"] == "SUCCESS")
        assert ended["result"]["pages"] == 1
        open_office.client.delete(f"/process-pdf/{after}")
        assert next(data for name, data in events if name == "gone") == {"task_id": after}
