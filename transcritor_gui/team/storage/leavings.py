"""What work in flight leaves of documents that were deleted meanwhile: found and deleted.

Workers and exports look whether the task is still there after they have written, and delete what they wrote.
One that is killed between the two cannot.
"""

from __future__ import annotations

from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.records import TaskState

__all__ = ["Leavings"]

_READ = frozenset({"plan.json", "pages", "attempts", "transcript", "corrections", "results"})
"""What is made of a document. A folder without these, and without a record, is an upload under way."""


class Leavings:
    """Used by one thread; remembers which tasks have ended well."""

    def __init__(self, book: TaskBook) -> None:
        self._book = book
        self._kept: set[str] = set()

    def delete(self) -> int:
        """From how many deleted tasks something was left."""
        spool = self._book.spool
        ids = spool.names("tasks")
        self._kept.intersection_update(ids)
        found = 0
        for task_id in ids:
            if task_id in self._kept:
                continue
            parts = frozenset(
                name.partition(".part")[0] for name in spool.names(f"tasks/{task_id}", drafts=True)
            )
            made = {part for part in parts if part in _READ or part.startswith("transcript.")}
            if not made:
                continue
            if "task.json" not in parts:
                spool.delete_tree(f"tasks/{task_id}")
                found += 1
            elif "ended.json" in parts:
                found += self._see_to_ended(task_id)
        return found

    def _see_to_ended(self, task_id: str) -> int:
        ending = self._book.ending(task_id)
        record = self._book.record(task_id)
        if ending is None or record is None:
            return 0
        if ending.state is TaskState.REVOKED:
            self._book.forget_document(record)
            return 1
        self._kept.add(task_id)
        return 0
