"""Letters that a layer has lost, taken from a reading."""

from __future__ import annotations

import pytest

from transcritor_gui.pipeline.recognition.gap_filling import filled


@pytest.mark.parametrize(
    ("text", "reading", "expected"),
    [
        ("condi\ufffdons", "conditions", "conditions"),
        ("dell\ufffdimpresa", "dell'impresa", "dell'impresa"),
        ("o\ufffdce", "office", "office"),
        ("de\x0cned", "defined,", "defined"),  # what the layer has not is not added
        ("a\u00e7\u00e3o\ufffd", "acao.", "a\u00e7\u00e3o."),  # nor are its accents changed
        ("\ufffd", "ffi", "ffi"),
    ],
)
def test_only_lost_letters_come_from_the_reading(text: str, reading: str, expected: str) -> None:
    result = filled(text, reading)
    assert result is not None
    assert result.text == expected


@pytest.mark.parametrize(
    ("text", "reading"), [("condi\ufffdons", "appeal"), ("xy\ufffd", ""), ("\ufffd", "whatever")]
)
def test_a_reading_of_something_else_is_not_taken(text: str, reading: str) -> None:
    assert filled(text, reading) is None
