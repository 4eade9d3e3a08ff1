"""The log as JSON, a line each, for programs that collect logs: `TRANSCRITOR_TEAM_LOG_FORMAT=json`."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["JsonLines", "log_formatter"]

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_FORMATS = ("text", "json")
_TASK = re.compile(r"\btask ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b")


def log_formatter(environ: Mapping[str, str]) -> logging.Formatter:
    """As the environment asks for; TranscritorError(SETTINGS_INVALID)."""
    name = "TRANSCRITOR_TEAM_LOG_FORMAT"
    wanted = environ.get(name, "text")
    if wanted not in _FORMATS:
        raise TranscritorError(ErrorCode.SETTINGS_INVALID, name=name, allowed=", ".join(_FORMATS))
    return JsonLines() if wanted == "json" else logging.Formatter(_TEXT)


class JsonLines(logging.Formatter):
    """`time`, `level`, `logger`, `message`, `process`; `task` and `exception` where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage()
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message,
            "process": record.process,
        }
        task = _TASK.search(message)
        if task is not None:
            line["task"] = task[1]
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
