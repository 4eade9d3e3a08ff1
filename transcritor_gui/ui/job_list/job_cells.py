"""What stands in the cells of the table of jobs, and over its columns: words and their side. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt

from transcritor_gui.i18n import number, tr
from transcritor_gui.job_words import confidence_words, source_words
from transcritor_gui.language_names import languages_words
from transcritor_gui.model import Job
from transcritor_gui.ui.job_list.job_order import Column
from transcritor_gui.ui.job_list.job_story import Story, added_words, name_words, place_of

__all__ = ["cell_alignment", "cell_text", "column_heading", "hover_text", "spoken_text"]

_FIGURES = (Column.PAGES, Column.CONFIDENCE, Column.ADDED)


def cell_text(job: Job, column: Column, story: Callable[[], Story]) -> str:  # noqa: PLR0911 - one a column
    match column:
        case Column.NAME:
            return job.name
        case Column.PAGES:
            return "" if job.page_count is None else number(job.page_count)
        case Column.PROGRESS:
            return story().text
        case Column.SOURCE:
            return source_words(job.source)
        case Column.CONFIDENCE:
            return confidence_words(job.confidence)
        case Column.LANGUAGE:
            return languages_words(job.options.languages)
        case Column.ADDED:
            return added_words(job.added_at, datetime.now().astimezone())


def spoken_text(job: Job, column: Column, story: Callable[[], Story]) -> str:
    """For screen readers: with what icons and marks say."""
    if column is Column.NAME:
        tags = tr("tags: {tags}", tags=", ".join(job.tags)) if job.tags else ""
        return ", ".join(part for part in (name_words(job), tags) if part)
    return story().spoken if column is Column.PROGRESS else cell_text(job, column, story)


def hover_text(job: Job, column: Column, story: Callable[[], Story]) -> str:
    """What the cell has no room for; '' where it says all."""
    match column:
        case Column.NAME:
            lines = (job.path, place_of(job), ", ".join(job.tags), job.note)
            return "\n".join(line for line in lines if line)
        case Column.PROGRESS:
            told = story()
            return told.detail if told.detail else told.text
        case Column.ADDED:
            return f"{job.added_at.astimezone():%Y-%m-%d %H:%M}"
        case _:
            return ""


def column_heading(column: Column) -> str:  # noqa: PLR0911 - one branch a column
    match column:
        case Column.NAME:
            return tr("Name")
        case Column.PAGES:
            return tr("Pages")
        case Column.PROGRESS:
            return tr("Progress")
        case Column.SOURCE:
            return tr("Source")
        case Column.CONFIDENCE:
            return tr("Confidence")
        case Column.LANGUAGE:
            return tr("Language")
        case Column.ADDED:
            return tr("Added")


def cell_alignment(column: Column) -> Qt.AlignmentFlag:
    """Figures stand at the right."""
    side = Qt.AlignmentFlag.AlignRight if column in _FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
