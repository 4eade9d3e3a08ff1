"""What the team server and its workers are told by their environment; docs/team-server.md lists it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.paths import places
from transcritor_gui.settings import Settings

__all__ = ["TeamConfig", "team_config"]


@dataclass(frozen=True, slots=True)
class TeamConfig:
    """The same on the server and on every worker: they share Redis and the spool, and agree on the limits."""

    broker_url: str = field(repr=False)
    """Celery's broker; it may hold a password."""
    result_backend: str = field(repr=False)
    """Celery's results, and what is quick and may be lost: progress, leases, cancellations."""
    spool_url: str = field(repr=False)
    """Where uploads and results lie: a folder, or an address that fsspec knows."""
    tokens_file: Path
    max_upload_mb: int = 500
    max_pages: int = 5000
    uploads_per_minute: int = 120
    """For each token."""
    open_tasks: int = 200
    """Not yet ended, for each token."""
    keep_hours: float = 24
    """How long a task is kept after its end, and Celery's own results."""
    task_hours: float = 24
    """A task that has not ended this long after its upload fails."""
    chunk_pages: int = 4
    """Most pages of one message."""
    lost_after_s: float = 10
    """Work that no worker has spoken of for so long is given out again."""
    page_timeout_s: int = 180
    page_memory_mb: int = 2048
    tessdata_dir: str = ""

    @property
    def chunk_soft_limit_s(self) -> int:
        """Every page of a chunk twice at its deadline, and a minute for processes to start."""
        return 2 * self.chunk_pages * self.page_timeout_s + 60

    @property
    def chunk_hard_limit_s(self) -> int:
        return self.chunk_soft_limit_s + 30

    @property
    def visibility_timeout_s(self) -> int:
        """When Redis gives a message that nobody has acknowledged to somebody else: after the hard limit."""
        return self.chunk_hard_limit_s + 600


def team_config(settings: Settings, environ: Mapping[str, str] = os.environ) -> TeamConfig:
    """The configuration in force; TranscritorError(SETTINGS_INVALID) naming the variable that is wrong."""
    where = places()
    return TeamConfig(
        broker_url=environ.get("CELERY_BROKER_URL", "redis://127.0.0.1:6379/0"),
        result_backend=environ.get("CELERY_RESULT_BACKEND", "redis://127.0.0.1:6379/1"),
        spool_url=environ.get("TRANSCRITOR_SPOOL_URL", str(where.data / "team")),
        tokens_file=Path(environ.get("TRANSCRITOR_TEAM_TOKENS", where.config / "team-tokens.json")),
        max_upload_mb=int(_number(environ, "TRANSCRITOR_TEAM_MAX_UPLOAD_MB", 500, least=1)),
        max_pages=int(_number(environ, "TRANSCRITOR_TEAM_MAX_PAGES", 5000, least=1)),
        uploads_per_minute=int(_number(environ, "TRANSCRITOR_TEAM_UPLOADS_PER_MINUTE", 120, least=1)),
        open_tasks=int(_number(environ, "TRANSCRITOR_TEAM_OPEN_TASKS", 200, least=1)),
        keep_hours=_number(environ, "TRANSCRITOR_TEAM_KEEP_HOURS", 24, least=0.01),
        task_hours=_number(environ, "TRANSCRITOR_TEAM_TASK_HOURS", 24, least=0.001),
        chunk_pages=int(_number(environ, "TRANSCRITOR_TEAM_CHUNK_PAGES", 4, least=1)),
        lost_after_s=_number(environ, "TRANSCRITOR_TEAM_LOST_AFTER_S", 10, least=2),
        page_timeout_s=settings.page_timeout_s,
        page_memory_mb=settings.page_memory_mb,
        tessdata_dir=settings.tessdata_dir,
    )


def _number(environ: Mapping[str, str], name: str, default: float, *, least: float) -> float:
    try:
        value = float(environ.get(name, default))
    except ValueError:
        value = float("nan")
    if not least <= value < float("inf"):
        raise TranscritorError(ErrorCode.SETTINGS_INVALID, name=name, allowed=f"{least:g}-")
    return value
