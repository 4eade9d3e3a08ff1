"""What the list can be filtered by, and the words for it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from transcritor_gui.i18n import tr
from transcritor_gui.job_words import source_words, status_words
from transcritor_gui.language_names import language_name
from transcritor_gui.model import Job, JobStatus, PageSource
from transcritor_gui.model.job_criteria import JobCriteria

__all__ = [
    "Choices",
    "Filter",
    "FilterKind",
    "Period",
    "choices_in",
    "criteria_of",
    "filter_words",
    "kind_words",
    "value_words",
]

_MOST_FOLDERS: Final = 12


class FilterKind(StrEnum):
    ADDED = "added"
    FOLDER = "folder"
    STATUS = "status"
    LANGUAGE = "language"
    SOURCE = "source"
    TAG = "tag"


class Period(StrEnum):
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_DAYS: Final = {Period.TODAY: 0, Period.WEEK: 6, Period.MONTH: 29, Period.YEAR: 364}
"""Before today."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One chip: a kind, and the value that is asked for."""

    kind: FilterKind
    value: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the documents that there are can be told apart by, each value with its words."""

    folders: tuple[str, ...]
    """Those that hold the most documents."""
    languages: tuple[str, ...]
    tags: tuple[str, ...]


def choices_in(jobs: Iterable[Job]) -> Choices:
    folders: Counter[str] = Counter()
    languages: set[str] = set()
    tags: dict[str, str] = {}
    for job in jobs:
        folders[_folder(job.path)] += 1
        languages.add(job.options.languages)
        for tag in job.tags:
            tags.setdefault(tag.casefold(), tag)
    codes = {code for joined in languages for code in joined.split("+") if code}
    return Choices(
        tuple(sorted(folder for folder, _ in folders.most_common(_MOST_FOLDERS) if folder)),
        tuple(sorted(codes)),
        tuple(tags[key] for key in sorted(tags)),
    )


def criteria_of(filters: Iterable[Filter], *, today: date) -> JobCriteria:
    """Of several filters of one kind one has to hold, but of tags all, and of folders and days the last."""
    criteria = JobCriteria()
    for each in filters:
        match each.kind:
            case FilterKind.ADDED:
                criteria = replace(criteria, since=today - timedelta(days=_DAYS[Period(each.value)]))
            case FilterKind.FOLDER:
                criteria = replace(criteria, folder=each.value)
            case FilterKind.STATUS:
                criteria = replace(criteria, statuses=criteria.statuses | {JobStatus(each.value)})
            case FilterKind.LANGUAGE:
                criteria = replace(criteria, languages=criteria.languages | {each.value})
            case FilterKind.SOURCE:
                criteria = replace(criteria, sources=criteria.sources | {PageSource(each.value)})
            case FilterKind.TAG:
                criteria = replace(criteria, tags=criteria.tags | {each.value})
    return criteria


def kind_words(kind: FilterKind) -> str:
    match kind:
        case FilterKind.ADDED:
            return tr("Added")
        case FilterKind.FOLDER:
            return tr("Folder")
        case FilterKind.STATUS:
            return tr("State")
        case FilterKind.LANGUAGE:
            return tr("Language")
        case FilterKind.SOURCE:
            return tr("Source")
        case FilterKind.TAG:
            return tr("Tag")


def value_words(each: Filter) -> str:
    match each.kind:
        case FilterKind.ADDED:
            return _period_words(Period(each.value))
        case FilterKind.STATUS:
            return status_words(JobStatus(each.value))
        case FilterKind.LANGUAGE:
            return tr("automatic") if each.value == "auto" else language_name(each.value)
        case FilterKind.SOURCE:
            return source_words(PageSource(each.value))
        case FilterKind.FOLDER | FilterKind.TAG:
            return each.value


def filter_words(each: Filter) -> str:
    """What a chip says."""
    return tr("{kind}: {value}", kind=kind_words(each.kind), value=value_words(each))


def _period_words(period: Period) -> str:
    match period:
        case Period.TODAY:
            return tr("today")
        case Period.WEEK:
            return tr("in the last 7 days")
        case Period.MONTH:
            return tr("in the last 30 days")
        case Period.YEAR:
            return tr("in the last 12 months")


def _folder(path: str) -> str:
    """Without the last part, whatever system the path is of."""
    return path[: max(path.rfind("/"), path.rfind("\\"), 0)]
