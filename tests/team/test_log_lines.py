"""The log as JSON lines."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.team.log_lines import JsonLines, log_formatter

_TASK = "6f1c6a0e-0000-4000-8000-000000000001"


def _record(message: str, *values: object, failed: bool = False) -> logging.LogRecord:
    error = None
    if failed:
        try:
            raise ValueError("a\nb")
        except ValueError:
            error = sys.exc_info()
    return logging.LogRecord("transcritor.x", logging.WARNING, __file__, 1, message, values, error)


def test_a_line_is_json_with_the_task_that_it_is_about() -> None:
    line = json.loads(JsonLines().format(_record("task %s: %d chunks were lost", _TASK, 2)))
    assert line["message"] == f"task {_TASK}: 2 chunks were lost"
    assert (line["level"], line["logger"], line["task"]) == ("WARNING", "transcritor.x", _TASK)
    assert line["time"].endswith("+00:00")


def test_a_failure_is_one_line_too() -> None:
    text = JsonLines().format(_record("it failed", failed=True))
    assert "\n" not in text
    assert "ValueError" in json.loads(text)["exception"]
    assert "task" not in json.loads(text)


def test_the_environment_chooses_and_is_told_what_there_is() -> None:
    assert isinstance(log_formatter({"TRANSCRITOR_TEAM_LOG_FORMAT": "json"}), JsonLines)
    assert not isinstance(log_formatter({}), JsonLines)
    with pytest.raises(TranscritorError) as refused:
        log_formatter({"TRANSCRITOR_TEAM_LOG_FORMAT": "xml"})
    assert refused.value.info.code is ErrorCode.SETTINGS_INVALID
