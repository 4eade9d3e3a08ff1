"""The log of the command line: a file, so that standard error stays with what people need to know."""

from __future__ import annotations

import logging
import logging.handlers
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from transcritor_gui.paths import places

__all__ = ["log_file", "log_to_file"]

_MOST_BYTES = 2_000_000
_OLDER_FILES = 3


def log_file() -> Path:
    return places().logs / "command-line.log"


@contextmanager
def log_to_file() -> Iterator[None]:
    """Within, warnings and errors go to the log file, which is made when there is the first of them."""
    handler = _LogFile(
        log_file(), maxBytes=_MOST_BYTES, backupCount=_OLDER_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        handler.close()


class _LogFile(logging.handlers.RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """A log that cannot be written (a full disk) is no reason for a second complaint."""
