"""Requests made up from the OpenAPI description: whatever is sent, the server keeps its word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from tests.team.documents import text_pdf
from tests.team.office import TeamOffice
from transcritor_gui.team.api.tokens import TokenFile

pytestmark = pytest.mark.integration

_EXAMPLES = 15
"""For each of the operations, as described and otherwise."""
_WITHOUT_END = "/process-pdf/events/"
"""Its answer goes on for as long as somebody listens: test_events has it."""

schemathesis.openapi.media_type("application/pdf", st.just(text_pdf("Um oficio")))
schemathesis.openapi.format("page-ranges", st.sampled_from(["", "1", "1-3,7", "-2", "5-"]))
schemathesis.openapi.format("password", st.text(max_size=60))


@pytest.fixture(scope="module")
def token_and_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, TeamOffice]]:
    folder = tmp_path_factory.mktemp("office")
    token = TokenFile(folder / "tokens.json").add("ana")
    office = TeamOffice(folder / "office", TRANSCRITOR_TEAM_TOKENS=str(folder / "tokens.json"))
    try:
        office.open()
        office.client.headers["Authorization"] = f"Bearer {token}"
        office.wait_for_end(office.upload(text_pdf("Um oficio")))
        yield token, office
    finally:
        office.close()


_FRAMING = frozenset({"connection", "content-length", "expect", "host", "transfer-encoding", "upgrade"})
"""Of the protocol and not of any request: with nonsense in them a server cannot tell where a request ends."""


def test_made_up_requests_are_answered_as_described(token_and_office: tuple[str, TeamOffice]) -> None:
    token, office = token_and_office
    schema = schemathesis.openapi.from_url(f"{office.address}/openapi.json")
    tried = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        if found.ok().path == _WITHOUT_END:
            continue
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            tried += _tries(found.ok(), mode, token)
    assert tried >= 14


def _tries(operation: Any, mode: GenerationMode, token: str) -> int:
    """0 where there is nothing that could be sent in that way."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=_EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def check(case: Any) -> None:
        for name in [name for name in case.headers or () if name.lower() in _FRAMING]:
            del case.headers[name]
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"})  # with all checks that there are

    try:
        check()
    except Unsatisfiable:
        return 0
    return 1
