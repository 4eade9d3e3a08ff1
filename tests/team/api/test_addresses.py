"""Addresses answer with and without a slash at their end, with no redirection between."""

from __future__ import annotations

import pytest

from tests.team.serving import fake_pdf, serving, upload
from transcritor_gui.team.config import TeamConfig


def test_a_document_is_taken_in_without_the_slash_as_with_it(config: TeamConfig) -> None:
    with serving(config) as (client, _):
        answer = client.post(
            "/process-pdf", files={"file": ("a.pdf", fake_pdf("ok"))}, follow_redirects=False
        )
        assert answer.status_code == 202
        assert client.get(f"/process-pdf/status/{answer.json()['task_id']}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/process-pdf", "/process-pdf/", "/health", "/health/", "/metrics/", "/docs/"]
)
def test_what_can_be_asked_for_answers_either_way(config: TeamConfig, path: str) -> None:
    with serving(config) as (client, _):
        assert client.get(path, follow_redirects=False).status_code == 200


def test_a_task_is_found_with_a_slash_behind_its_id(config: TeamConfig) -> None:
    with serving(config) as (client, _):
        task = upload(client, fake_pdf("ok"))
        assert client.get(f"/process-pdf/status/{task}/", follow_redirects=False).status_code == 200
        assert client.delete(f"/process-pdf/{task}/", follow_redirects=False).json()["status"] == "REVOKED"
