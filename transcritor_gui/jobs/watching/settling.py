"""When a file that comes into a folder is complete: pure arithmetic on what was seen of it, and when.

Times are seconds of any clock that does not go back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from transcritor_gui.jobs.file_stamp import FileStamp

__all__ = ["REST_S", "Settling"]

REST_S: Final = 1.0
"""A file is at rest when nothing of it has changed for so long: of the two seconds from its last byte to the
beginning of its work, the other is for noticing it, its digest and the queue."""
_PAUSES: Final = 2.0
"""A copy over a slow line that has paused before is given so many times its longest pause."""
_LONGEST_REST_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class _Seen:
    stamp: FileStamp
    changed_at_s: float
    longest_pause_s: float
    ready_at_s: float


class Settling:
    """The files of one folder that are not known to be complete yet."""

    def __init__(self, *, rest_s: float = REST_S) -> None:
        self._rest_s = rest_s
        self._seen: dict[Path, _Seen] = {}

    def saw(self, path: Path, stamp: FileStamp, *, at_s: float) -> None:
        """The file stands so now; to be called again and again."""
        known = self._seen.get(path)
        if known is None:
            self._seen[path] = _Seen(stamp, at_s, 0.0, at_s + self._rest_s)
        elif known.stamp != stamp:
            pause_s = max(known.longest_pause_s, at_s - known.changed_at_s)
            rest_s = max(self._rest_s, min(_PAUSES * pause_s, _LONGEST_REST_S))
            self._seen[path] = _Seen(stamp, at_s, pause_s, at_s + rest_s)

    def drop(self, path: Path) -> None:
        """It is gone, or has been dealt with."""
        self._seen.pop(path, None)

    def postpone(self, path: Path, *, until_s: float) -> None:
        """It is at rest, and yet not to be taken before that time."""
        if path in self._seen:
            self._seen[path] = replace(self._seen[path], ready_at_s=until_s)

    def changed_at_s(self, path: Path) -> float:
        """When its last change was seen."""
        return self._seen[path].changed_at_s

    def stamp(self, path: Path) -> FileStamp:
        return self._seen[path].stamp

    def is_due(self, *, by_s: float) -> bool:
        """Whether one will have rested long enough by then."""
        return any(seen.ready_at_s <= by_s for seen in self._seen.values())

    def waiting(self) -> tuple[Path, ...]:
        """All there are, in the order in which they were first seen."""
        return tuple(self._seen)

    def at_rest(self, *, at_s: float) -> tuple[Path, ...]:
        """Those that have rested long enough, in the order in which they were first seen."""
        return tuple(path for path, seen in self._seen.items() if at_s >= seen.ready_at_s)
