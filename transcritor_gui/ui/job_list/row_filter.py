"""Which rows of the job table are shown: by group, by chosen criteria, and by what a search has found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from transcritor_gui.model.job_criteria import JobCriteria
from transcritor_gui.ui.job_list.job_groups import JobGroup, folded, group_of
from transcritor_gui.ui.job_list.job_order import Entry

__all__ = ["RowFilter", "search_words"]

_EVERYTHING = JobCriteria()


@dataclass(frozen=True, slots=True)
class RowFilter:
    group: JobGroup = JobGroup.ALL
    criteria: JobCriteria = _EVERYTHING
    words: tuple[str, ...] = ()
    """All of them in a job's name, as `search_words` gives them, or the job is among `snippets`."""
    snippets: Mapping[UUID, str] = field(default_factory=dict)
    """What a search has found in the text of jobs."""
    held: UUID | None = None
    """A row that stays although it does not pass any more: someone is at work on it."""

    def passing(self, entries: Mapping[UUID, Entry]) -> list[UUID]:
        """All that `passes`; at every letter of a search, so that of 10,000 none is asked one by one."""
        left: Collection[Entry] = entries.values()
        if self.group is not JobGroup.ALL:
            left = [entry for entry in left if group_of(entry.job) is self.group]
        if self.criteria != _EVERYTHING:
            left = [entry for entry in left if self.criteria.passes(entry.job)]
        found = self.snippets
        for word in self.words:
            if found:
                left = [entry for entry in left if word in entry.folded_name or entry.job.id in found]
            else:
                left = [entry for entry in left if word in entry.folded_name]
        passing = [entry.job.id for entry in left]
        if self.held is not None and self.held in entries and self.held not in passing:
            passing.append(self.held)
        return passing

    def passes(self, entry: Entry) -> bool:
        if entry.job.id == self.held:
            return True
        if self.group is not JobGroup.ALL and group_of(entry.job) is not self.group:
            return False
        if not self.criteria.passes(entry.job):
            return False
        return entry.job.id in self.snippets or all(word in entry.folded_name for word in self.words)


def search_words(text: str) -> tuple[str, ...]:
    """The words of what is typed into the search, as names are compared with them."""
    return tuple(folded(text).split())
