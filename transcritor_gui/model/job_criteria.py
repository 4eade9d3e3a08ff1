"""Which documents are wanted: by day, folder, state, language, source and tag. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transcritor_gui.model.job import Job, JobStatus
from transcritor_gui.model.labels import has_tag
from transcritor_gui.model.page import PageSource

__all__ = ["JobCriteria"]


@dataclass(frozen=True, slots=True)
class JobCriteria:
    """What is empty asks for nothing; of what is not, everything has to hold."""

    since: date | None = None
    until: date | None = None
    """First and last day on which it was added, here."""
    folder: str = ""
    """The file lies in it or below it."""
    statuses: frozenset[JobStatus] = frozenset()
    """One of them; so too `languages` and `sources`."""
    languages: frozenset[str] = frozenset()
    sources: frozenset[PageSource] = frozenset()
    tags: frozenset[str] = frozenset()
    """All of them."""

    def passes(self, job: Job) -> bool:
        return (
            (not self.statuses or job.status in self.statuses)
            and (not self.sources or job.source in self.sources)
            and (not self.languages or not self.languages.isdisjoint(job.options.languages.split("+")))
            and all(has_tag(job.tags, tag) for tag in self.tags)
            and (not self.folder or _is_below(job.path, self.folder))
            and self._is_of_these_days(job)
        )

    def _is_of_these_days(self, job: Job) -> bool:
        if self.since is None and self.until is None:
            return True
        day = job.added_at.astimezone().date()
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def _is_below(path: str, folder: str) -> bool:
    """Whatever system the path is of."""
    return path.replace("\\", "/").startswith(folder.replace("\\", "/").rstrip("/") + "/")
