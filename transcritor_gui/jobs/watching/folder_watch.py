"""One watched folder: what changes in it, by the system's word or by looking, and which files are complete.

`watch_folders` asks it what there is to take.
"""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

from watchfiles import watch

from transcritor_gui.errors import TranscritorError
from transcritor_gui.jobs.file_stamp import FileStamp, file_stamp
from transcritor_gui.jobs.watching.settling import REST_S, Settling
from transcritor_gui.jobs.watching.watch_rule import WatchRule, rule_digest
from transcritor_gui.jobs.watching.watched_sources import (
    is_candidate,
    is_on_network,
    is_written,
    looks_whole,
    watched_files,
)

__all__ = ["FolderWatch", "WatchPace"]

_log = logging.getLogger(__name__)

_DEBOUNCE_MS: Final = 200
_STEP_MS: Final = 50
_POLL_MS: Final = 500
_LONGEST_WAIT_MS: Final = 1000
"""How long one wait for the system's word lasts: then the folder is looked after, which may have gone."""


@dataclass(frozen=True, slots=True)
class WatchPace:
    """How patiently folders are watched, in seconds."""

    rest_s: float = REST_S
    look_s: float = 0.2
    """Between two looks at files that are not complete."""
    rescan_s: float = 30.0
    """Between two looks at a whole folder, for what the system has not told."""
    away_s: float = 2.0
    """Between two looks for a folder that is not there."""
    unfinished_s: float = 30.0
    """How long a file rests whose end is none, before it is taken for what it is."""
    again_s: float = 60.0
    """Before that is tried again which the computer kept from being done: a full disk, a folder away."""


class FolderWatch:
    """`start` begins listening on a thread of its own. All else is called from one thread."""

    def __init__(self, rule: WatchRule, pace: WatchPace, *, places: dict[str, str]) -> None:
        self.rule = rule
        self.digest = rule_digest(rule)
        self.is_there = True
        self._pace = pace
        self._places = places
        self._settling = Settling(rest_s=pace.rest_s)
        self._told: SimpleQueue[str] = SimpleQueue()
        self._rescan_at_s = 0.0
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="watched folder")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """May be called when it was never started."""
        self._ending.set()
        if self._thread.ident is not None:
            self._thread.join()

    # Looking

    def look(self, *, at_s: float) -> None:
        """Take notice of all that has changed; raises nothing."""
        for path in self._changed():
            self.look_at(path, at_s=at_s)
        if at_s >= self._rescan_at_s:
            self._rescan(at_s=at_s)
        for path in self._settling.waiting():
            self.look_at(path, at_s=at_s)

    def look_at(self, path: Path, *, at_s: float) -> None:
        """Take notice of how one file stands now; raises nothing."""
        try:
            stamp = file_stamp(str(path)) if path.is_file() else None
        except (OSError, TranscritorError):  # gone just now, or the whole folder is
            stamp = None
        if stamp is None:
            self._settling.drop(path)
            self._places.pop(_place(path), None)  # it may come back as it was
        else:
            self._note(path, stamp, at_s=at_s)

    def complete(self, *, at_s: float, limit: int) -> tuple[Path, ...]:
        """At most so many complete files, oldest first; each to be `done_with`, or to `postpone`."""
        found: list[Path] = []
        for path in self._settling.at_rest(at_s=at_s):
            if len(found) == limit:
                break
            try:
                if is_written(path):
                    self._settling.postpone(path, until_s=at_s + self._pace.rest_s)
                    continue
                due_s = self._settling.changed_at_s(path) + self._pace.unfinished_s
                if at_s < due_s and not looks_whole(path):
                    self._settling.postpone(path, until_s=min(due_s, at_s + self._pace.rest_s))
                    continue
            except OSError:
                pass  # taking it tells what is wrong with it
            found.append(path)
        return tuple(found)

    def stamp(self, path: Path) -> FileStamp:
        """How the file stood when it was found complete."""
        return self._settling.stamp(path)

    def is_due(self, *, by_s: float) -> bool:
        """Whether a file will be at rest by then, as far as can be told now."""
        return self._settling.is_due(by_s=by_s)

    def is_waiting(self, path: Path) -> bool:
        return path in self._settling.waiting()

    def postpone(self, path: Path, *, until_s: float) -> None:
        self._settling.postpone(path, until_s=until_s)

    def done_with(self, paths: Sequence[Path]) -> dict[str, str]:
        """These need not be looked at again as they stand; their stamps by the digests of their places."""
        noted = {_place(path): _written(self._settling.stamp(path)) for path in paths}
        self._places |= noted
        for path in paths:
            self._settling.drop(path)
        return noted

    def _changed(self) -> frozenset[Path]:
        paths: set[str] = set()
        while True:
            try:
                paths.add(self._told.get_nowait())
            except Empty:
                break
        if "" in paths or any(os.path.isdir(path) for path in paths):  # noqa: PTH112 - never raises
            self._rescan_at_s = 0.0
        return frozenset(Path(path) for path in paths if path and is_candidate(os.path.basename(path)))  # noqa: PTH119

    def _rescan(self, *, at_s: float) -> None:
        self._rescan_at_s = at_s + self._pace.rescan_s
        try:
            for path, stamp in watched_files(self.rule.folder, subfolders=self.rule.subfolders):
                self._note(path, stamp, at_s=at_s)
        except OSError:
            self._rescan_at_s = at_s + self._pace.away_s
            self.is_there = False
        else:
            self.is_there = True

    def _note(self, path: Path, stamp: FileStamp, *, at_s: float) -> None:
        if self._places.get(_place(path)) == _written(stamp):
            self._settling.drop(path)
        else:
            self._settling.saw(path, stamp, at_s=at_s)

    # Listening

    def _listen(self) -> None:
        polling = is_on_network(self.rule.folder)
        while not self._ending.is_set():
            try:
                self._told.put("")
                self._listen_here(polling=polling)
            except Exception:  # noqa: BLE001 - the edge of the thread; looking goes on without it
                if self.rule.folder.is_dir():  # the system has no more watches to give
                    _log.info("a watched folder is polled from now on", exc_info=True)
                    polling = True
            self._ending.wait(self._pace.away_s)

    def _listen_here(self, *, polling: bool) -> None:
        """Put what changes into `_told` until the folder is another, or gone. Raises as watchfiles does."""
        was = self.rule.folder.stat()
        for changes in watch(
            self.rule.folder,
            watch_filter=None,
            debounce=_DEBOUNCE_MS,
            step=_STEP_MS,
            stop_event=self._ending,
            rust_timeout=_LONGEST_WAIT_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=polling,
            poll_delay_ms=_POLL_MS,
            recursive=self.rule.subfolders,
            ignore_permission_denied=True,
        ):
            for _, path in changes:
                self._told.put(path)
            now = self.rule.folder.stat()
            if (now.st_dev, now.st_ino) != (was.st_dev, was.st_ino):
                return


def _written(stamp: FileStamp) -> str:
    """As the store keeps it."""
    return f"{stamp.size_bytes}:{stamp.modified_ns}:{stamp.inode}"


def _place(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()
