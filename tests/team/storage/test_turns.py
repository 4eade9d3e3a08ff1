"""Whose turn it is, of many people and documents that wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pytest

from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.live import PREPARE, Live
from transcritor_gui.team.storage.presence import Worker
from transcritor_gui.team.storage.turns import Piece


@pytest.fixture
def live(config: TeamConfig) -> Iterator[Live]:
    with closing(Live(config)) as live:
        live.presence.beat(Worker("desk:1", 4))
        yield live


def _wait(live: Live, owner: str, task: str, *, pages: int, chunks: int, arrived_s: float = 0.0) -> None:
    for chunk in range(chunks):
        live.turns.wait(Piece(owner, task, chunk, pages, arrived_s))


def _next(live: Live) -> str:
    piece = live.turns.next()
    return "" if piece is None else piece.task_id


def _done(live: Live) -> str:
    """The next piece, taken and done at once."""
    piece = live.turns.next()
    if piece is None:
        return ""
    live.turns.give_back(piece.task_id, piece.chunk)
    return piece.task_id


def test_nothing_waits(live: Live) -> None:
    assert live.turns.next() is None
    assert live.turns.waiting() == frozenset()
    assert live.turns.oldest_wait_s() == 0


def test_every_piece_is_given_once_and_in_order(live: Live) -> None:
    _wait(live, "ana", "a", pages=3, chunks=3)
    live.turns.wait(Piece("ana", "a", 1, 3, 0.0))  # given out again while it waits
    pieces = [live.turns.next() for _ in range(4)]
    assert [None if piece is None else piece.chunk for piece in pieces] == [0, 1, 2, None]
    assert live.turns.count() == 0


def test_somebody_with_nothing_at_work_goes_before_a_hundred_documents(live: Live) -> None:
    for number in range(100):
        _wait(live, "ana", f"a{number}", pages=40, chunks=4)
    assert _next(live).startswith("a")
    _wait(live, "rui", "r", pages=40, chunks=4)
    assert [_next(live)[0] for _ in range(3)] == ["r", "a", "r"]


def test_people_take_turns_on_a_single_slot(live: Live) -> None:
    for number in range(20):
        _wait(live, "ana", f"a{number}", pages=1, chunks=1)
    _wait(live, "rui", "r", pages=5, chunks=5)
    assert Counter(_done(live)[0] for _ in range(10)) == {"a": 5, "r": 5}


def test_small_documents_of_a_person_go_first_and_a_large_one_goes_on(live: Live) -> None:
    _wait(live, "ana", "large", pages=3000, chunks=8, arrived_s=1)
    for number in range(9):
        _wait(live, "ana", f"small{number}", pages=1, chunks=1, arrived_s=10 + number)
    order = [_done(live) for _ in range(12)]
    assert order[:3] == ["small0", "small1", "small2"]
    assert order[3] == order[7] == "large"
    assert order.count("large") == 3


def test_no_document_has_more_than_half_of_the_slots_while_others_wait(live: Live) -> None:
    _wait(live, "ana", "a", pages=10, chunks=4, arrived_s=1)
    _wait(live, "ana", "b", pages=20, chunks=4, arrived_s=2)
    assert Counter(_next(live) for _ in range(4)) == {"a": 2, "b": 2}


def test_a_document_alone_has_all_slots(live: Live) -> None:
    _wait(live, "ana", "a", pages=10, chunks=4)
    assert Counter(_next(live) for _ in range(4)) == {"a": 4}


def test_to_open_a_file_is_nobodys_turn(live: Live) -> None:
    _wait(live, "ana", "a", pages=10, chunks=4)
    live.turns.wait(Piece("rui", "r", PREPARE, 0, 0.0))
    assert _done(live) in ("a", "r")
    assert _done(live) in ("a", "r")
    _wait(live, "rui", "r", pages=1, chunks=1)
    assert _done(live) == "r"


def test_who_has_more_at_work_gives_way_and_who_has_less_does_not(live: Live) -> None:
    _wait(live, "ana", "a", pages=10, chunks=4)
    _next(live)
    _next(live)
    assert not live.turns.gives_way("a")
    _wait(live, "rui", "r", pages=10, chunks=4)
    assert live.turns.gives_way("a")
    _next(live)
    _next(live)
    assert not live.turns.gives_way("a")
    assert not live.turns.gives_way("r")


def test_a_large_document_gives_way_to_a_smaller_one_of_the_same_person(live: Live) -> None:
    _wait(live, "ana", "large", pages=3000, chunks=8)
    _next(live)
    _wait(live, "ana", "small", pages=1, chunks=1)
    assert live.turns.gives_way("large")
    _wait(live, "ana", "larger", pages=4000, chunks=1)
    assert _next(live) == "small"
    assert not live.turns.gives_way("large")


def test_work_of_a_worker_that_was_lost_counts_no_longer(live: Live) -> None:
    _wait(live, "ana", "a", pages=10, chunks=4)
    assert live.take("a", 7, "a worker")  # brought by its message, without a turn
    _wait(live, "rui", "r", pages=10, chunks=4)
    assert _next(live) == "r"
    live.release("a", 7)
    assert _next(live) == "a"


def test_what_is_forgotten_waits_no_longer(live: Live) -> None:
    _wait(live, "ana", "a", pages=10, chunks=4)
    _wait(live, "ana", "b", pages=10, chunks=1)
    live.turns.forget("a")
    assert live.turns.waiting() == {"b"}
    assert _next(live) == "b"
    assert live.turns.next() is None
