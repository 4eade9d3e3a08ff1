"""Options of `history list` and `history search` by which documents are chosen."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from transcritor_gui.cli.arguments.option_arguments import with_options
from transcritor_gui.cli.usage import WrongUsage
from transcritor_gui.i18n import tr
from transcritor_gui.model import JobStatus, PageSource
from transcritor_gui.model.job_criteria import JobCriteria

__all__ = ["with_criteria"]


def with_criteria(command: Callable[..., int]) -> Callable[..., int]:
    """`command`, its parameter `criteria` put together from options of the command line."""
    return with_options(command, "criteria", _table(), made=_chosen)


def _table() -> tuple[inspect.Parameter, ...]:
    day = tr("DAY")
    return (
        _parameter("since", str, "--since", tr("Only what was added on this day or later."), metavar=day),
        _parameter("until", str, "--until", tr("Only what was added on this day or earlier."), metavar=day),
        _parameter(
            "folder", str, "--folder", tr("Only files in this folder or below it."), metavar=tr("PATH")
        ),
        _parameter("status", list[JobStatus], "--status", tr("Only what is in this state.")),
        _parameter(
            "language", list[str], "--language", tr("Only what was read in this language."), metavar="por"
        ),
        _parameter("source", list[PageSource], "--source", tr("Only what is digital, a scan, or both.")),
        _parameter("tag", list[str], "--tag", tr("Only what has this tag."), metavar=tr("TAG")),
    )


def _parameter(
    name: str, kind: Any, flag: str, words: str, *, metavar: str | None = None
) -> inspect.Parameter:
    argument = typer.Option(flag, help=words, metavar=metavar, show_default=False)
    default: object = "" if kind is str else []
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, argument]
    )


def _chosen(
    *,
    since: str,
    until: str,
    folder: str,
    status: list[JobStatus],
    language: list[str],
    source: list[PageSource],
    tag: list[str],
) -> JobCriteria:
    return JobCriteria(
        since=_day(since),
        until=_day(until),
        folder=str(Path(folder).absolute()) if folder else "",
        statuses=frozenset(status),
        languages=frozenset(language),
        sources=frozenset(source),
        tags=frozenset(tag),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongUsage(
            tr("“{text}” is no day: write it as {example}.", text=text, example="2026-11-29")
        ) from None
