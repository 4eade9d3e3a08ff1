from __future__ import annotations

import threading
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from tests.ui.made_jobs import made_job
from transcritor_gui.jobs.events import (
    Event,
    IntakeFinished,
    JobsAdded,
    JobsChanged,
    JobsRemoved,
    PageFinished,
)
from transcritor_gui.ui.service.bridge import Bridge, Delivery, coalesced


class Ear(QObject):
    """Hears on the GUI thread, and notes on which thread that was."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[QThread] = set()

    @Slot(object)
    def hear(self, event: object) -> None:
        self.heard.append(event)
        self.threads.add(QThread.currentThread())


def page_event(page_index: int) -> PageFinished:
    return PageFinished(uuid4(), page_index, 1, 1, None)


def test_five_thousand_events_from_four_threads_all_arrive_on_the_gui_thread(qtbot: QtBot) -> None:
    bridge, ear = Bridge(), Ear()
    bridge.event_arrived.connect(ear.hear)

    def post(first: int) -> None:
        for number in range(first, first + 1250):
            bridge.post(page_event(number))

    threads = [threading.Thread(target=post, args=(first * 1250,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    qtbot.waitUntil(lambda: len(ear.heard) == 5000, timeout=20_000)
    assert {event.page_index for event in ear.heard if isinstance(event, PageFinished)} == set(range(5000))
    assert ear.threads == {bridge.thread()}


def test_answers_come_after_the_events_that_came_before_them(qtbot: QtBot) -> None:
    bridge, ear = Bridge(), Ear()
    bridge.event_arrived.connect(ear.hear)
    changed = JobsChanged((made_job(),))
    removed = JobsRemoved((uuid4(),))
    for item in (changed, Delivery(ear.hear, "answer"), removed):
        bridge.post(item)
    qtbot.waitUntil(lambda: len(ear.heard) == 3)
    assert ear.heard == [changed, "answer", removed]


def test_only_the_last_snapshot_of_a_job_is_told() -> None:
    job = made_job()
    newer = replace(job, pages_done=1)
    other = made_job()
    assert list(coalesced([JobsChanged((job, other)), JobsChanged((newer,))])) == [
        JobsChanged((newer, other))
    ]


def test_a_job_added_and_changed_at_once_is_added_as_it_is_now() -> None:
    job = made_job()
    newer = replace(job, pages_done=1)
    assert list(coalesced([JobsAdded((job,)), JobsChanged((newer,))])) == [JobsAdded((newer,))]


def test_nothing_is_gathered_across_a_removal() -> None:
    job = made_job()
    events: list[Event] = [JobsChanged((job,)), JobsRemoved((job.id,)), JobsAdded((job,))]
    assert list(coalesced(events)) == events


def test_pages_stand_between_additions_and_changes() -> None:
    old, new, page = made_job(), made_job(), page_event(1)
    gathered = list(coalesced([JobsChanged((old,)), page, JobsAdded((new,)), IntakeFinished((new.id,), ())]))
    assert gathered == [JobsAdded((new,)), page, JobsChanged((old,)), IntakeFinished((new.id,), ())]
