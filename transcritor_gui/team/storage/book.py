"""The truth about every task, as files in the spool.

    tasks/<id>/task.json        TaskRecord            written once, before the upload is answered
    tasks/<id>/source.pdf
    tasks/<id>/plan.json        Plan                  once the file has been opened
    tasks/<id>/pages/<index>    PackedPage            by whichever worker has read the page
    tasks/<id>/attempts/...     empty                 one for each time that a chunk was begun
    tasks/<id>/transcript       all pages together    before the ending
    tasks/<id>/corrections/...  what people have corrected; see `corrections`
    tasks/<id>/results/<name>   exports, as they were asked for
    tasks/<id>/ended.json       Ending
    open/<owner>~<id>           empty                 the tasks that have not ended
    ended/<when>~<owner>~<created>~<id>               those that have, by the second of their end
    owners/<owner>/<created>~<id>                     each owner's, in the order in which they came

Nothing is ever read, changed and written back, so that hosts need no locks: every file has one content that
it can have. The three folders of empty files are indexes; `reaper` mends them after a crash or a power cut.
"""

from __future__ import annotations

import logging
import secrets
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import Transcript
from transcritor_gui.model.packed import PackedPage, unpack_page
from transcritor_gui.team.storage.clock import SpoolClock
from transcritor_gui.team.storage.corrections import CorrectionBook
from transcritor_gui.team.storage.export_calls import revision_of
from transcritor_gui.team.storage.records import Ending, Plan, TaskRecord, TaskState
from transcritor_gui.team.storage.spool import Spool
from transcritor_gui.team.storage.summary import failure_of_all, summary_of

__all__ = ["Attempt", "OpenTask", "TaskBook"]

_log = logging.getLogger(__name__)

_T = TypeVar("_T")

# Made when the module is: two threads that meet a type for the first time crash msgspec (decisions/0062).
_record = msgspec.json.Decoder(TaskRecord)
_plan = msgspec.json.Decoder(Plan)
_ending = msgspec.json.Decoder(Ending)
_packed_page = msgspec.msgpack.Decoder(PackedPage)
_packed_pages = msgspec.msgpack.Decoder(list[bytes])

_IDENTITY = "identity"
_CREATED = "%Y%m%dT%H%M%S.%f"


@dataclass(frozen=True, slots=True)
class OpenTask:
    owner: str
    id: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """A chunk that was begun; while it is not forgotten, its worker may have ended of it."""

    path: str
    number: int
    """How often the chunk was begun with no more pages done, this time among them."""


class TaskBook:
    """Reads and writes tasks; as safe among threads and hosts as its spool."""

    def __init__(self, spool: Spool) -> None:
        self.spool = spool
        self.clock = SpoolClock(spool)
        self.corrections = CorrectionBook(spool)

    def now(self) -> datetime:
        """By the one clock that ages of tasks are told by."""
        return self.clock.now()

    def identity(self) -> str:
        """A word that stands for this spool: whoever reads another one shares another folder."""
        self.spool.create(_IDENTITY, secrets.token_hex(8).encode())
        return (self.spool.read(_IDENTITY) or b"").decode()

    def source(self, task_id: str) -> str:
        """The place of the upload in the spool."""
        return f"tasks/{task_id}/source.pdf"

    def open_task(self, record: TaskRecord) -> TaskRecord:
        """From here on the task exists. Its source must be in place.

        The record that holds: another's, where the same document was sent twice at the same time.
        """
        if not self.spool.create(f"tasks/{record.id}/task.json", msgspec.json.encode(record)):
            known = self.record(record.id)
            if known is not None:
                return known
            raise TranscritorError(ErrorCode.SPOOL_AWAY, reason=record.id)  # deleted in this very moment
        self._list_as_open(record)
        return record

    def list_again(self, record: TaskRecord) -> None:
        """Put the task into the indexes where it belongs: who wrote its record may have ended just then."""
        ending = self.ending(record.id)
        if ending is None:
            self._list_as_open(record)
        else:
            self.file_as_ended(record, ending)
        if not self.is_there(record.id):  # deleted meanwhile
            self._unlist(record)

    def _list_as_open(self, record: TaskRecord) -> None:
        # What is open is known to be listed: a task that was killed in between is listed again.
        self._mark(f"owners/{record.owner}/{_created_name(record)}")
        self._mark(f"open/{record.owner}~{record.id}")

    def _unlist(self, record: TaskRecord) -> None:
        self.spool.delete(f"owners/{record.owner}/{_created_name(record)}")
        self.spool.delete(f"open/{record.owner}~{record.id}")

    def _mark(self, path: str) -> None:
        """An empty file: `list_again` makes it anew where a power cut has taken it."""
        self.spool.write(path, b"", outlives_power_cut=False)

    def record(self, task_id: str) -> TaskRecord | None:
        return self._value(f"tasks/{task_id}/task.json", _record)

    def is_there(self, task_id: str) -> bool:
        """Whether it has been taken in, and not been deleted."""
        return self.spool.exists(f"tasks/{task_id}/task.json")

    def plan(self, task_id: str) -> Plan | None:
        return self._value(f"tasks/{task_id}/plan.json", _plan)

    def set_plan(self, task_id: str, plan: Plan) -> Plan:
        """Keep `plan` unless there is one; the one that holds."""
        known = self.plan(task_id)
        if known is not None:
            return known
        self.spool.write(f"tasks/{task_id}/plan.json", msgspec.json.encode(plan))
        return plan

    def ending(self, task_id: str) -> Ending | None:
        return self._value(f"tasks/{task_id}/ended.json", _ending)

    def save_page(self, task_id: str, page: PackedPage) -> None:
        """Without waiting for the disk: a page that a power cut has broken is read again; see `conclude`."""
        path = f"tasks/{task_id}/pages/{page.page_index}"
        self.spool.write(path, msgspec.msgpack.encode(page), outlives_power_cut=False)

    def has_page(self, task_id: str, page_index: int) -> bool:
        return self.spool.exists(f"tasks/{task_id}/pages/{page_index}")

    def pages_done(self, task_id: str) -> frozenset[int]:
        return frozenset(int(name) for name in self.spool.names(f"tasks/{task_id}/pages"))

    def note_attempt(self, task_id: str, chunk: int, pages_done: int) -> Attempt:
        """Write down that a chunk is begun with so many of its pages done."""
        folder = f"tasks/{task_id}/attempts/{chunk}"
        path = f"{folder}/{pages_done}.{secrets.token_hex(6)}"
        self._mark(path)
        number = sum(name.startswith(f"{pages_done}.") for name in self.spool.names(folder))
        return Attempt(path, number)

    def forget_attempt(self, attempt: Attempt) -> None:
        """Its worker lives and has said what held it up, so it tells nothing of the page."""
        self.spool.delete(attempt.path)

    def conclude(self, task_id: str, plan: Plan) -> Ending:
        """Put the pages together and end the task; the ending that holds, if another was quicker.

        TranscritorError(SPOOL_AWAY) for a page that is broken or not there: it must be read again.
        """
        pages = []
        for index in plan.page_indices:
            page = self._page(task_id, index)
            if page is None:
                ending = self.ending(task_id)
                if ending is None:
                    raise TranscritorError(ErrorCode.SPOOL_AWAY, reason=f"page {index + 1}")
                return ending
            pages.append(page)
        self.spool.write(f"tasks/{task_id}/transcript", msgspec.msgpack.encode([page.data for page in pages]))
        failed = failure_of_all(pages)
        state = TaskState.SUCCESS if failed is None else TaskState.FAILURE
        ending = self.end(task_id, Ending(state, self.now(), failed, summary_of(pages)))
        self.forget_pages(task_id)
        if ending.state is TaskState.REVOKED or self.record(task_id) is None:  # deleted meanwhile
            self.spool.delete(f"tasks/{task_id}/transcript")
        return ending

    def end(self, task_id: str, ending: Ending) -> Ending:
        """End the task unless it has ended; the ending that holds."""
        record = self.record(task_id)
        known = self.ending(task_id)
        if known is not None or record is None:
            return ending if known is None else known
        self.spool.write(f"tasks/{task_id}/ended.json", msgspec.json.encode(ending))
        self.file_as_ended(record, ending)
        return ending

    def file_as_ended(self, record: TaskRecord, ending: Ending) -> None:
        """Move the task from one index to the other; may be done again."""
        when = int(ending.ended_at.timestamp())
        self._mark(f"ended/{when}~{record.owner}~{_created_name(record)}")
        self.spool.delete(f"open/{record.owner}~{record.id}")

    def forget_pages(self, task_id: str) -> None:
        """Delete what a task that is over has not put together."""
        self.spool.delete_tree(f"tasks/{task_id}/pages")
        self.spool.delete_tree(f"tasks/{task_id}/attempts")

    def forget_plan(self, task_id: str) -> None:
        """Delete what was found out of a task that was deleted meanwhile."""
        ending = self.ending(task_id)
        if ending is None or ending.state is TaskState.REVOKED:
            self.spool.delete(f"tasks/{task_id}/plan.json")
            self.spool.delete_if_empty(f"tasks/{task_id}")

    def forget_document(self, record: TaskRecord) -> None:
        """Delete all that was in the file or read from it, and the task from its owner's list."""
        self.forget_pages(record.id)
        self.spool.delete_tree(f"tasks/{record.id}/results")
        for part in ("source.pdf", "transcript", "plan.json"):
            self.spool.delete(f"tasks/{record.id}/{part}")
        self.spool.delete_drafts(f"tasks/{record.id}")
        self.spool.delete(f"owners/{record.owner}/{_created_name(record)}")

    def delete(self, task_id: str) -> None:
        """Delete all there is of a task."""
        record = self.record(task_id)
        if record is not None:
            self._unlist(record)
        self.spool.delete_tree(f"tasks/{task_id}")

    def forget_results(self, task_id: str, *, before: int) -> None:
        """Delete the exports of revisions `before` that one; those made at this moment go with the task, and
        those of the pages as they were read stay.
        """
        for name in self.spool.names(f"tasks/{task_id}/results"):
            if 0 < revision_of(name) < before:
                self.spool.delete(f"tasks/{task_id}/results/{name}")

    def transcript(self, record: TaskRecord, *, revision: int = 0) -> Transcript:
        """All pages of a task that has ended well, with the corrections of that revision laid over them.

        TranscritorError(TASK_UNKNOWN) where they are gone.
        """
        plan = self.plan(record.id)
        packed = self.spool.read(f"tasks/{record.id}/transcript")
        if plan is None or packed is None:
            raise TranscritorError(ErrorCode.TASK_UNKNOWN, id=record.id)
        held = self.corrections.at(record.id, revision)
        pages = held.laid_over(unpack_page(page) for page in _packed_pages.decode(packed))
        return Transcript(plan.facts, record.options, tuple(pages))

    def open_tasks(self) -> tuple[OpenTask, ...]:
        return tuple(
            OpenTask(owner, task_id)
            for owner, tilde, task_id in (name.partition("~") for name in self.spool.names("open"))
            if tilde
        )

    def tasks_of(self, owner: str) -> tuple[str, ...]:
        """Ids of all tasks of `owner`, the newest first."""
        return tuple(name.rpartition("~")[2] for name in reversed(self.spool.names(f"owners/{owner}")))

    def ended_ids(self) -> tuple[str, ...]:
        """Ids of all tasks that have ended and are still kept."""
        return tuple(name.rpartition("~")[2] for name in self.spool.names("ended"))

    def unlisted(self) -> frozenset[str]:
        """Ids of what lies among the tasks and is in no index: uploads under way, or broken off."""
        listed = {task.id for task in self.open_tasks()}
        listed.update(self.ended_ids())
        return frozenset(self.spool.names("tasks")) - listed

    def forget_unknown(self) -> None:
        """Take out of the owners' lists what is no task: of a copy made while tasks came and went."""
        tasks = frozenset(self.spool.names("tasks"))
        for owner in self.spool.names("owners"):
            for name in self.spool.names(f"owners/{owner}"):
                task_id = name.rpartition("~")[2]
                if task_id not in tasks and not self.is_there(task_id):
                    self.spool.delete(f"owners/{owner}/{name}")

    def sweep(self, before: datetime) -> int:
        """Delete the tasks that ended before then; how many."""
        limit = int(before.timestamp())
        swept = 0
        for name in self.spool.names("ended"):
            when, _, rest = name.partition("~")
            if when.isdigit() and int(when) < limit:
                self.delete(rest.rpartition("~")[2])
                self.spool.delete(f"ended/{name}")
                swept += 1
        return swept

    def _page(self, task_id: str, page_index: int) -> PackedPage | None:
        """None for one that is not there, or that a power cut has left broken; then it is deleted."""
        path = f"tasks/{task_id}/pages/{page_index}"
        data = self.spool.read(path)
        if data is None:
            return None
        try:
            page = _packed_page.decode(data)
            zlib.decompress(page.data)  # has a checksum
        except (msgspec.MsgspecError, zlib.error) as error:
            _log.warning("task %s: page %d is broken, and is read again: %s", task_id, page_index + 1, error)
            self.spool.delete(path)
            return None
        return page

    def _value(self, path: str, decoder: msgspec.json.Decoder[_T]) -> _T | None:
        data = self.spool.read(path)
        return None if data is None else decoder.decode(data)


def _created_name(record: TaskRecord) -> str:
    return f"{record.created_at.astimezone(UTC).strftime(_CREATED)}~{record.id}"
