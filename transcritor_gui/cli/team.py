"""`transcritor serve` and `transcritor worker`, where the extra `team` is installed."""

from __future__ import annotations

import importlib.util
import logging
import os
import platform
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from transcritor_gui.cli.exit_codes import ExitCode
from transcritor_gui.cli.terminal.console import write_json, write_line, write_note
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import tr
from transcritor_gui.paths import Places, places
from transcritor_gui.settings import Settings
from transcritor_gui.telemetry import remove_telemetry_traces
from transcritor_gui.temporary import remove_abandoned

if TYPE_CHECKING:
    from transcritor_gui.team.config import TeamConfig

__all__ = [
    "add_token",
    "check_server",
    "check_worker",
    "list_tokens",
    "remove_token",
    "serve_team",
    "work_for_team",
]

_NEEDED = ("fastapi", "uvicorn", "celery", "redis", "fsspec", "python_multipart", "prometheus_client")


def serve_team(settings: Settings, *, host: str, port: int) -> ExitCode:
    """Serve until told to end; TranscritorError where that cannot begin."""
    _prepared()
    from transcritor_gui.team.api.serve import run_server
    from transcritor_gui.team.config import team_config

    shown = f"[{host}]" if ":" in host else host

    def tell() -> None:
        write_note(
            tr("Listening on http://{host}:{port}", host=shown, port=str(port))
        )  # no count, so no commas

    config = team_config(settings)
    _tell_where_redis_is_away(config)
    return ExitCode(run_server(config, host=host, port=port, on_listening=tell))


def work_for_team(settings: Settings, *, concurrency: int) -> int:
    """Read pages until told to end."""
    where = _prepared()
    from transcritor_gui.team.config import team_config
    from transcritor_gui.team.work.container import fitted, share_here
    from transcritor_gui.team.work.worker import run_worker

    config = team_config(settings)
    _tell_where_redis_is_away(config)
    chosen = concurrency if concurrency > 0 else settings.workers
    slots, page_memory_mb = fitted(
        share_here(), slots=chosen if chosen > 0 else None, page_memory_mb=config.page_memory_mb
    )
    return run_worker(
        replace(config, page_memory_mb=page_memory_mb),
        concurrency=slots,
        logs=where.logs,
        cache=where.cache / "team",
    )


def check_worker(settings: Settings) -> ExitCode:
    """Issues where no worker of this computer has spoken lately; TranscritorError(QUEUE_AWAY)."""
    _check_installed()
    from transcritor_gui.team.config import team_config
    from transcritor_gui.team.storage.live import Live

    live = Live(team_config(settings))
    try:
        names = [worker.name for worker in live.presence.workers() if worker.host == platform.node()]
    finally:
        live.close()
    for name in names:
        write_line(name)
    return ExitCode.DONE if names else ExitCode.ISSUES


def check_server(settings: Settings, *, as_json: bool) -> ExitCode:
    """Whether all that a team server needs is well and agrees."""
    _check_installed()
    from transcritor_gui.cli.team_check import check_team
    from transcritor_gui.team.config import team_config

    return check_team(team_config(settings), as_json=as_json)


def add_token(settings: Settings, name: str, *, as_json: bool) -> ExitCode:
    """Write the new token (`--json`: `{name, token}`)."""
    _check_installed()
    from transcritor_gui.team.api.tokens import TokenFile
    from transcritor_gui.team.config import team_config

    token = TokenFile(team_config(settings).tokens_file).add(name)
    if as_json:
        write_json({"name": name, "token": token})
    else:
        write_line(token)
        write_note(tr("Keep it: only this once is it shown."))
    return ExitCode.DONE


def list_tokens(settings: Settings, *, as_json: bool) -> ExitCode:
    """Write one name a line (`--json`: a list of `{name, created}`)."""
    _check_installed()
    from transcritor_gui.team.api.tokens import TokenFile
    from transcritor_gui.team.config import team_config

    tokens = TokenFile(team_config(settings).tokens_file).all()
    if as_json:
        write_json([{"name": token.name, "created": token.created_at.isoformat()} for token in tokens])
    else:
        for token in tokens:
            write_line(f"{token.name}\t{token.created_at:%Y-%m-%d}")
    return ExitCode.DONE


def remove_token(settings: Settings, name: str) -> ExitCode:
    """Issues where there is no token of that name."""
    _check_installed()
    from transcritor_gui.team.api.tokens import TokenFile
    from transcritor_gui.team.config import team_config

    if TokenFile(team_config(settings).tokens_file).remove(name):
        return ExitCode.DONE
    write_note(tr("There is no token “{name}”.", name=name))
    return ExitCode.ISSUES


def _check_installed() -> None:
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        raise TranscritorError(ErrorCode.TEAM_NOT_INSTALLED)


def _tell_where_redis_is_away(config: TeamConfig) -> None:
    """For whoever sits before it: neither ends for that, both find Redis once it is there."""
    from transcritor_gui.team.storage.live import Live

    live = Live(config)
    try:
        live.redis_facts()
    except TranscritorError:
        write_note(
            tr(
                "Redis does not answer. Start it, or give its address in CELERY_BROKER_URL and "
                "CELERY_RESULT_BACKEND. It is tried again until it does."
            )
        )
    finally:
        live.close()


def _prepared() -> Places:
    """The folders of the program, and a log on standard error: the server and its workers are services."""
    _check_installed()
    where = places()
    try:
        where.create()
    except OSError as error:
        raise TranscritorError(ErrorCode.DATABASE_UNUSABLE, path=where.data, reason=error.strerror) from error
    remove_telemetry_traces(where.cache)
    remove_abandoned()
    from transcritor_gui.team.log_lines import log_formatter
    from transcritor_gui.team.log_rate import LogRate

    formatter = log_formatter(os.environ)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, force=True)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(formatter)
        handler.addFilter(LogRate())
    for noisy in ("celery.worker.strategy", "celery.app.trace", "kombu", "amqp"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    return where
