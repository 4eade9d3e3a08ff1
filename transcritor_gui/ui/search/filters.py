"""What the list can be filtered by, and the words for it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from transcritor_gui.i18n import tr
from transcritor_gui.job_words import day_words, source_words, status_words
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
    "days_filter",
    "days_in",
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


_BETWEEN: Final = "/"
"""Parts the first day from the last, as in ISO 8601; either may be missing."""
_DAYS: Final = {Period.TODAY: 0, Period.WEEK: 6, Period.MONTH: 29, Period.YEAR: 364}
"""Before today."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One chip: a kind, and the value that is asked for."""

    kind: FilterKind
    value: str


def days_filter(since: date | None, until: date | None) -> Filter:
    """Added on these days, both of them among them; None for no bound."""
    bounds = ("" if day is None else day.isoformat() for day in (since, until))
    return Filter(FilterKind.ADDED, _BETWEEN.join(bounds))


def days_in(each: Filter) -> tuple[date | None, date | None]:
    """First and last day of a filter that `days_filter` made; (None, None) of any other."""
    if each.kind is not FilterKind.ADDED or _BETWEEN not in each.value:
        return None, None
    since, until = (date.fromisoformat(day) if day else None for day in each.value.split(_BETWEEN))
    return since, until


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
            case FilterKind.ADDED if _BETWEEN in each.value:
                since, until = days_in(each)
                criteria = replace(criteria, since=since, until=until)
            case FilterKind.ADDED:
                since = today - timedelta(days=_DAYS[Period(each.value)])
                criteria = replace(criteria, since=since, until=None)
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
            return _days_words(each) if _BETWEEN in each.value else _period_words(Period(each.value))
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


def _days_words(each: Filter) -> str:
    since, until = days_in(each)
    if since is not None and since == until:
        return tr("on {day}", day=day_words(since))
    if until is None:
        return tr("since {day}", day=day_words(since)) if since is not None else ""
    if since is None:
        return tr("until {day}", day=day_words(until))
    return tr("from {first} to {last}", first=day_words(since), last=day_words(until))


def _folder(path: str) -> str:
    """Without the last part, whatever system the path is of."""
    return path[: max(path.rfind("/"), path.rfind("\\"), 0)]
