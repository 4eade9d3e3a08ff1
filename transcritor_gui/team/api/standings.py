"""How tasks stand: asked on the event loop by many at the same time, looked up a few times a second at most.

    POST, DELETE ---- the truth (book) and what is quick (live)
    status, list, events ---- Standings ---- looked up in a thread, kept for a moment

Clients that wait for a document ask again and again, mostly for what has not changed. What never changes of a
task, its record and how many pages it has, is remembered; the rest is looked up, for all that are asked about
meanwhile together, with one question to Redis.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from starlette.concurrency import run_in_threadpool

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import current_language
from transcritor_gui.team.api.answers import status_answer
from transcritor_gui.team.api.state import Known, Standing, known_task, standings_of
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.live import Live
from transcritor_gui.team.storage.records import ENDED_STATES

__all__ = ["FRESH_S", "Standings"]

FRESH_S = 0.25
"""So old an answer may be. A page takes longer, and a person does not see it."""
_MOST_KEPT = 10_000
"""Tasks; about 3 KB each."""
_ASKED_LATELY_S = 5.0
"""Who asks about a hundred tasks in turn will ask about the others in a moment: what was asked lately is
looked up together with the first of them."""
_MOST_TOGETHER = 200
"""A look at so many takes 9 ms of a processor."""


@dataclass(slots=True)
class _Kept:
    known: Known
    standing: Standing | None = None
    fresh_until_s: float = 0.0
    asked_s: float = float("-inf")
    bodies: dict[str, bytes] = field(default_factory=dict)
    """The answer in each language that was asked for."""
    looking: asyncio.Future[None] | None = None


class Standings:
    """Used on the event loop of one server."""

    def __init__(
        self,
        book: TaskBook,
        live: Live,
        *,
        fresh_s: float = FRESH_S,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._book = book
        self._live = live
        self._fresh_s = fresh_s
        self._clock_s = clock_s
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._wanted: list[_Kept] = []
        """To be looked up as soon as those before them have been."""
        self._looking: asyncio.Task[None] | None = None

    async def answer(self, owner: str, task_id: str) -> bytes:
        """What `GET /process-pdf/status/` answers, in the language in force.

        TranscritorError(TASK_UNKNOWN) where there is no such task of `owner`, SPOOL_AWAY.
        """
        return (await self.answer_and_end(owner, task_id))[0]

    async def answer_and_end(self, owner: str, task_id: str) -> tuple[bytes, bool]:
        """The same, and whether the task has ended."""
        kept = await self._fresh(owner, task_id)
        standing = kept.standing
        if standing is None:  # deleted while it was looked up
            raise TranscritorError(ErrorCode.TASK_UNKNOWN, id=task_id)
        language = current_language()
        body = kept.bodies.get(language)
        if body is None:
            body = kept.bodies[language] = status_answer(standing).model_dump_json().encode()
        return body, standing.state in ENDED_STATES

    async def all(self, owner: str, task_ids: Sequence[str]) -> tuple[Standing, ...]:
        """Those of the tasks that are there and the owner's, in their order; looked up together."""
        known = [self._kept[each].known if each in self._kept else None for each in task_ids]
        found = await run_in_threadpool(_looked_up_all, self._book, self._live, owner, task_ids, known)
        for standing in found:
            self._keep(standing)
        return found

    def forget(self, task_id: str) -> None:
        """The task has just been changed or deleted here."""
        self._kept.pop(task_id, None)

    async def _fresh(self, owner: str, task_id: str) -> _Kept:
        kept = self._kept.get(task_id)
        if kept is None:
            known = await run_in_threadpool(known_task, self._book, task_id)
            if known is None or known.record.owner != owner:
                raise TranscritorError(ErrorCode.TASK_UNKNOWN, id=task_id)
            kept = self._kept.setdefault(task_id, _Kept(known))
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        if kept.known.record.owner != owner:
            raise TranscritorError(ErrorCode.TASK_UNKNOWN, id=task_id)
        self._kept.move_to_end(task_id)
        kept.asked_s = self._clock_s()
        if kept.asked_s >= kept.fresh_until_s:
            await asyncio.shield(self._looked_up(kept))  # who hangs up stops it for nobody else
        return kept

    def _looked_up(self, kept: _Kept) -> asyncio.Future[None]:
        if kept.looking is None:
            kept.looking = asyncio.get_running_loop().create_future()
            self._wanted.append(kept)
            if self._looking is None:
                self._looking = asyncio.create_task(self._look())
        return kept.looking

    async def _look(self) -> None:
        """Until nothing is wanted any more; each round takes all that were asked about in the last one."""
        try:
            while self._wanted:
                batch, self._wanted = self._wanted, []
                await self._look_up([*batch, *self._soon_wanted(batch)])
        finally:
            self._looking = None

    def _soon_wanted(self, batch: Sequence[_Kept]) -> list[_Kept]:
        """Others that were asked about lately, and what is known of them is about to be too old."""
        now_s = self._clock_s()
        wanted = {id(kept) for kept in batch}
        found: list[_Kept] = []
        for kept in islice(reversed(self._kept.values()), 2 * _MOST_TOGETHER):  # what was asked last is last
            if len(found) + len(batch) >= _MOST_TOGETHER:
                break
            is_asked = now_s - kept.asked_s <= _ASKED_LATELY_S and id(kept) not in wanted
            if is_asked and now_s >= kept.fresh_until_s - self._fresh_s / 2:
                found.append(kept)
        return found

    async def _look_up(self, batch: Sequence[_Kept]) -> None:
        began_s = self._clock_s()
        failure: BaseException | None = None
        found: dict[str, Standing] = {}
        try:
            look = partial(standings_of, self._book, self._live, [kept.known for kept in batch])
            found = {each.known.record.id: each for each in await run_in_threadpool(look)}
        except Exception as error:  # noqa: BLE001 - whoever asked is told
            failure = error
        for kept in batch:
            task_id = kept.known.record.id
            standing = found.get(task_id)
            looking, kept.looking = kept.looking, None
            if standing is not None:
                self._note(kept, standing, began_s)
            elif failure is None:
                kept.standing = None
                if self._kept.get(task_id) is kept:
                    del self._kept[task_id]
            if looking is None or looking.done():
                continue
            if failure is None:
                looking.set_result(None)
            else:
                looking.set_exception(failure)
                looking.exception()  # nobody may be there any more to hear it

    def _keep(self, standing: Standing) -> None:
        kept = self._kept.setdefault(standing.known.record.id, _Kept(standing.known))
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        self._note(kept, standing, self._clock_s())

    def _note(self, kept: _Kept, standing: Standing, began_s: float) -> None:
        kept.known = standing.known
        kept.fresh_until_s = began_s + self._fresh_s
        if kept.standing != standing:
            kept.standing = standing
            kept.bodies.clear()


def _looked_up_all(
    book: TaskBook, live: Live, owner: str, task_ids: Sequence[str], known: Sequence[Known | None]
) -> tuple[Standing, ...]:
    there = (
        known_task(book, task_id) if each is None else each
        for task_id, each in zip(task_ids, known, strict=True)
    )
    return standings_of(
        book, live, tuple(each for each in there if each is not None and each.record.owner == owner)
    )
