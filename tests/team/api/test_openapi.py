"""Requests made up from the OpenAPI description: whatever is sent, the server keeps its word."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.team.documents import text_pdf
from tests.team.office import TeamOffice

pytestmark = pytest.mark.integration

_EXAMPLES = 15
"""For each of the operations."""
_WITHOUT_END = "/process-pdf/events/"
"""Its answer goes on for as long as somebody listens: test_events has it."""


def test_made_up_requests_are_answered_as_described(open_office: TeamOffice) -> None:
    open_office.wait_for_end(open_office.upload(text_pdf("Um oficio")))
    schema = schemathesis.openapi.from_url(f"{open_office.address}/openapi.json")
    tried = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        if found.ok().path == _WITHOUT_END:
            continue
        _try(found.ok())
        tried += 1
    assert tried >= 8


def _try(operation: Any) -> None:
    @given(case=operation.as_strategy())
    @settings(max_examples=_EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def check(case: Any) -> None:
        answer = case.call()
        assert answer.status_code < 500, f"{operation.label}: {answer.text}"
        case.validate_response(
            answer,
            checks=[status_code_conformance, content_type_conformance, response_schema_conformance],
        )

    check()
