"""Which workers are there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.live import Live
from transcritor_gui.team.storage.presence import Worker, WorkerFacts, is_fresh

_DESK, _ATTIC = Worker("desk:17", 2), Worker("attic:4", 3)


@pytest.fixture
def live(config: TeamConfig) -> Iterator[Live]:
    with closing(Live(config)) as live:
        yield live


def test_nobody_is_there_at_first(live: Live) -> None:
    assert live.presence.workers() == ()
    assert live.presence.slots() == 1
    assert not live.progress_of(["t"])["t"].is_any_worker_there


def test_whoever_speaks_is_there_until_it_takes_its_leave(live: Live) -> None:
    live.presence.beat(_DESK)
    live.presence.beat(_ATTIC)
    assert set(live.presence.workers()) == {_DESK, _ATTIC}
    assert live.presence.slots() == 5
    assert live.progress_of(["t"])["t"].is_any_worker_there
    live.presence.gone(_DESK)
    assert live.presence.workers() == (_ATTIC,)


def test_the_host_is_what_stands_before_the_process() -> None:
    assert _DESK.host == "desk"


def test_a_worker_tells_facts_of_itself(live: Live) -> None:
    facts = WorkerFacts("1.2", "spool", 0.5)
    assert live.presence.facts_of(_DESK) is None
    live.presence.tell_facts(_DESK, facts)
    assert live.presence.facts_of(_DESK) == facts
    assert live.presence.facts_of(_ATTIC) is None


@pytest.mark.parametrize(("last_spoke_s", "is_there"), [(100, True), (85, True), (84, False)])
def test_who_has_said_nothing_for_a_while_is_gone(last_spoke_s: int, is_there: bool) -> None:
    assert is_fresh([(b"2~desk:17", last_spoke_s)], now_s=100) is is_there
