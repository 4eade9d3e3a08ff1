"""The five groups of the sidebar, and which jobs each holds. Every job is in ALL and in exactly one other."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from transcritor_gui.i18n import tr
from transcritor_gui.model import Job, JobStatus

__all__ = ["JobGroup", "folded", "group_label", "group_of"]


class JobGroup(StrEnum):
    ALL = "all"
    IN_PROGRESS = "in_progress"
    TO_REVIEW = "to_review"
    DONE = "done"
    FAILED = "failed"


_GROUP_OF = {
    JobStatus.QUEUED: JobGroup.IN_PROGRESS,
    JobStatus.RUNNING: JobGroup.IN_PROGRESS,
    JobStatus.PAUSED: JobGroup.IN_PROGRESS,
    JobStatus.DONE: JobGroup.DONE,
    JobStatus.DONE_WITH_ISSUES: JobGroup.TO_REVIEW,
    JobStatus.FAILED: JobGroup.FAILED,
    JobStatus.CANCELLED: JobGroup.FAILED,
    JobStatus.INTERRUPTED: JobGroup.FAILED,
}


def group_of(job: Job) -> JobGroup:
    """The group, other than ALL, that a job is counted in.

    What has doubts is to be reviewed, until they are decided or every page is compared with the original.
    """
    if job.status is JobStatus.DONE and job.doubts and job.pages_conferred < job.pages_done:
        return JobGroup.TO_REVIEW
    return _GROUP_OF[job.status]


def group_label(group: JobGroup) -> str:
    match group:
        case JobGroup.ALL:
            return tr("All")
        case JobGroup.IN_PROGRESS:
            return tr("In progress")
        case JobGroup.TO_REVIEW:
            return tr("To review")
        case JobGroup.DONE:
            return tr("Done")
        case JobGroup.FAILED:
            return tr("Failed")


def folded(text: str) -> str:
    """`text` without accents and in lower case, as names are compared with what is typed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
