"""What people have corrected in a document, beside its pages, which stay as they were read.

    tasks/<id>/corrections/<revision>      Corrections, all that hold: 1, 2, ...

Each change is a file of its own that is created and never written again, so that of two who change the same
document at the same time one is told that the other was quicker. The last revision holds; the one before it
stays for whoever makes an export of it at this moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import Conferral, Correction, PageResult, corrected_page
from transcritor_gui.team.storage.spool import Spool

__all__ = ["CorrectionBook", "Corrections"]


@dataclass(frozen=True, slots=True)
class Corrections:
    """Of one document."""

    made: tuple[Correction, ...] = ()
    """In the order in which they are laid over the pages."""
    conferred: tuple[tuple[int, Conferral], ...] = ()
    """Page indices with their tick."""

    def laid_over(self, pages: Iterable[PageResult]) -> Iterator[PageResult]:
        """The pages with them; those that do not fit what stands there are left out."""
        of_page: dict[int, list[Correction]] = {}
        for each in self.made:
            of_page.setdefault(each.page_index, []).append(each)
        ticks = dict(self.conferred)
        for page in pages:
            made, tick = of_page.get(page.page_index, ()), ticks.get(page.page_index)
            yield corrected_page(page, made, conferral=tick).page


# Made when the module is: two threads that meet a type for the first time crash msgspec (decisions/0062).
_corrections = msgspec.json.Decoder(Corrections)


class CorrectionBook:
    """As safe among threads and hosts as its spool. Raises TranscritorError(SPOOL_AWAY | DISK_FULL)."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    def revision(self, task_id: str) -> int:
        """Of what holds; 0 where nothing was ever corrected."""
        return max((int(name) for name in self._spool.names(_folder(task_id)) if name.isdecimal()), default=0)

    def at(self, task_id: str, revision: int) -> Corrections:
        """None at all where that revision is 0.

        TranscritorError(CORRECTIONS_CHANGED) where it is not kept any more: there are two newer ones.
        """
        if not revision:
            return Corrections()
        data = self._spool.read(f"{_folder(task_id)}/{revision}")
        if data is None:
            raise TranscritorError(ErrorCode.CORRECTIONS_CHANGED)
        return _corrections.decode(data)

    def last(self, task_id: str) -> tuple[int, Corrections]:
        """The revision that holds, and what it says."""
        while True:
            revision = self.revision(task_id)
            try:
                return revision, self.at(task_id, revision)
            except TranscritorError as error:
                if error.info.code is not ErrorCode.CORRECTIONS_CHANGED:
                    raise

    def replace(self, task_id: str, corrections: Corrections, *, after: int) -> bool:
        """Let these hold; False where the revision `after` which they were made is not the last one."""
        if self.revision(task_id) != after:
            return False
        if not self._spool.create(f"{_folder(task_id)}/{after + 1}", msgspec.json.encode(corrections)):
            return False
        if after > 1:
            self._spool.delete(f"{_folder(task_id)}/{after - 1}")
        return True


def _folder(task_id: str) -> str:
    return f"tasks/{task_id}/corrections"
