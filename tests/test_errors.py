"""Every code has words, and the words are whole."""

from __future__ import annotations

import pytest

from transcritor_gui.errors import ErrorCode, ErrorInfo, message_for

_FACTS = tuple(
    (name, "7")
    for name in (
        "page",
        "pages",
        "limit",
        "seconds",
        "engine",
        "language",
        "installed",
        "name",
        "reason",
        "path",
        "allowed",
        "id",
        "format",
        "host",
        "hours",
        "port",
        "known",
        "size",
        "count",
    )
)


@pytest.mark.parametrize("code", list(ErrorCode))
def test_every_code_says_what_happened(code: ErrorCode) -> None:
    message = message_for(ErrorInfo(code, _FACTS))
    assert message.what.endswith((".", ":", "7"))
    assert "{" not in message.what + message.advice


@pytest.mark.parametrize("code", list(ErrorCode))
def test_no_code_needs_a_fact_to_find_words(code: ErrorCode) -> None:
    message = message_for(ErrorInfo(code))
    assert message.what
    assert "{" not in message.what + message.advice
