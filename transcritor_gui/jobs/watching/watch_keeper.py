"""Watched folders beside other work: they follow the settings, and tell how they stand.

The window keeps one of these; `transcritor watch` runs `WatchFolders` itself.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.service import JobService
from transcritor_gui.jobs.watching.folder_watch import WatchPace
from transcritor_gui.jobs.watching.kept_rules import KeptRule, kept_rules
from transcritor_gui.jobs.watching.watch_events import WatchEvent
from transcritor_gui.jobs.watching.watch_folders import WatchFolders
from transcritor_gui.jobs.watching.watch_rule import WatchRule
from transcritor_gui.jobs.watching.watch_state import WatchCondition, WatchState, after, concerned
from transcritor_gui.settings import Settings

__all__ = ["WatchKeeper"]

_log = logging.getLogger(__name__)

_STOP_S: Final = 10.0
_TELL_S: Final = 0.25
"""At least so long between two tellings: a thousand files may come at once."""


class WatchKeeper:
    """`follow` and `stop` may be called from any thread, and `follow` returns at once.

    (To look at folders of a network may take long.) `tell` is called with the states of all folders, from
    other threads.
    """

    def __init__(
        self,
        service: JobService,
        *,
        tell: Callable[[tuple[WatchState, ...]], None],
        pace: WatchPace = WatchPace(),  # noqa: B008 - a frozen value
    ) -> None:
        self._service = service
        self._tell = tell
        self._pace = pace
        self._wanted: SimpleQueue[Settings | None] = SimpleQueue()
        self._kept: tuple[KeptRule, ...] | None = None
        self._lock = threading.Lock()
        self._states: tuple[WatchState, ...] = ()
        self._is_news = threading.Event()
        self._ending = threading.Event()
        self._threads: tuple[threading.Thread, ...] = ()
        # daemons: one that waits for a dead network must not keep the program from ending
        self._following = threading.Thread(target=self._follow, name="watch rules", daemon=True)

    def follow(self, settings: Settings) -> None:
        """Carry out the rules of `settings` from now on; nothing is disturbed where they are as before."""
        self._wanted.put(settings)
        if self._following.ident is None:
            self._following.start()

    def stop(self, *, timeout_s: float = _STOP_S) -> None:
        """End in good order; what has begun goes on at the next start. May be called when nothing began."""
        self._ending.set()
        self._wanted.put(None)
        if self._following.ident is not None:
            self._following.join(timeout_s)

    def states(self) -> tuple[WatchState, ...]:
        """How all folders stand, in the order of the settings."""
        with self._lock:
            return self._states

    # On threads of their own

    def _follow(self) -> None:
        while (settings := self._wanted.get()) is not None:
            kept = kept_rules(settings)
            if kept != self._kept:
                self._end_watch()
                self._begin_watch(kept)
        self._end_watch()

    def _begin_watch(self, kept: tuple[KeptRule, ...]) -> None:
        before = {state.folder: state for state in self._states}
        with self._lock:
            self._kept = kept
            self._states = tuple(_first_state(each, before.get(each.setting.folder)) for each in kept)
        rules = tuple(each.rule for each in kept if each.rule is not None)
        self._ending = ending = threading.Event()
        self._is_news.set()
        threads = [threading.Thread(target=self._tell_news, args=(ending,), name="watch news", daemon=True)]
        if rules:
            watch = threading.Thread(
                target=self._watch, args=(rules, ending), name="watched folders", daemon=True
            )
            threads.append(watch)
        self._threads = tuple(threads)
        for thread in threads:
            thread.start()

    def _end_watch(self) -> None:
        self._ending.set()
        self._is_news.set()
        for thread in self._threads:
            thread.join()
        self._threads = ()

    def _watch(self, rules: tuple[WatchRule, ...], ending: threading.Event) -> None:
        try:
            while not ending.is_set():
                try:
                    _make_targets(rules)
                    watch = WatchFolders(self._service, rules, tell=self._note, pace=self._pace)
                    watch.run(ending)
                except TranscritorError as error:
                    self._note_fault(error.info)
                except Exception:  # noqa: BLE001 - the edge of a thread, which is to go on
                    _log.exception("the watch over folders ended in an error of the program")
                    self._note_fault(ErrorInfo(ErrorCode.INTERNAL))
                if not ending.wait(self._pace.again_s):
                    self._note_recovered()
        finally:
            self._service.close_thread()

    def _tell_news(self, ending: threading.Event) -> None:
        while not ending.is_set():
            self._is_news.wait()
            self._is_news.clear()
            self._tell(self.states())
            ending.wait(_TELL_S)

    # States

    def _note(self, event: WatchEvent) -> None:
        place = concerned(event)
        now = datetime.now(UTC)
        with self._lock:
            folders = [Path(state.folder) for state in self._states]
            holding = [number for number, folder in enumerate(folders) if place.is_relative_to(folder)]
            if not holding:
                return
            nearest = max(holding, key=lambda number: len(folders[number].parts))
            changed = after(self._states[nearest], event, at=now)
            self._states = (*self._states[:nearest], changed, *self._states[nearest + 1 :])
        self._is_news.set()

    def _note_fault(self, error: ErrorInfo) -> None:
        self._change_all(WatchCondition.WATCHING, WatchCondition.FAULTY, error)

    def _note_recovered(self) -> None:
        self._change_all(WatchCondition.FAULTY, WatchCondition.WATCHING, None)

    def _change_all(self, old: WatchCondition, new: WatchCondition, fault: ErrorInfo | None) -> None:
        with self._lock:
            self._states = tuple(
                replace(state, condition=new, fault=fault)
                if kept.rule is not None and state.condition is old
                else state
                for kept, state in zip(self._kept or (), self._states, strict=True)
            )
        self._is_news.set()


def _first_state(kept: KeptRule, before: WatchState | None) -> WatchState:
    """What is known before anything has been told; what was counted of the same folder stays."""
    if kept.fault is not None:
        condition = WatchCondition.FAULTY
    elif kept.rule is None:
        condition = WatchCondition.OFF
    else:
        condition = WatchCondition.WATCHING
    known = before if before is not None else WatchState(kept.setting.folder, condition)
    return replace(known, condition=condition, fault=kept.fault)


def _make_targets(rules: tuple[WatchRule, ...]) -> None:
    """The folders that rules write to; not what holds them: that may be a drive which is away."""
    for rule in rules:
        for target in (rule.export_folder, rule.done_folder):
            if target is not None:
                with suppress(OSError):  # writing into it tells
                    target.mkdir(exist_ok=True)
