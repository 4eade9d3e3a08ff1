"""Settling: when a file is complete."""

from __future__ import annotations

from pathlib import Path

from transcritor_gui.jobs.file_stamp import FileStamp
from transcritor_gui.jobs.watching.settling import Settling

A = Path("a.pdf")


def stamp(size_bytes: int, modified_ns: int = 1) -> FileStamp:
    return FileStamp(size_bytes, modified_ns, 7)


def test_a_file_at_rest_for_its_time_is_complete() -> None:
    files = Settling(rest_s=1)
    files.saw(A, stamp(10), at_s=5)
    files.saw(A, stamp(10), at_s=5.9)
    assert files.at_rest(at_s=5.9) == ()
    assert files.at_rest(at_s=6) == (A,)


def test_every_change_of_size_or_time_begins_its_rest_anew() -> None:
    files = Settling(rest_s=1)
    files.saw(A, stamp(10), at_s=0)
    files.saw(A, stamp(11), at_s=0.4)
    files.saw(A, stamp(11, modified_ns=2), at_s=0.8)
    assert files.at_rest(at_s=1.7) == ()
    assert files.at_rest(at_s=1.8) == (A,)


def test_a_copy_that_has_paused_is_given_twice_as_long() -> None:
    files = Settling(rest_s=1)
    files.saw(A, stamp(10), at_s=0)
    files.saw(A, stamp(20), at_s=3)
    assert files.at_rest(at_s=8.9) == ()
    assert files.at_rest(at_s=9) == (A,)


def test_no_pause_makes_a_file_wait_for_ever() -> None:
    files = Settling(rest_s=1)
    files.saw(A, stamp(10), at_s=0)
    files.saw(A, stamp(20), at_s=3600)
    assert files.at_rest(at_s=3630) == (A,)


def test_a_file_that_was_postponed_waits_until_then() -> None:
    files = Settling(rest_s=1)
    files.saw(A, stamp(10), at_s=0)
    files.postpone(A, until_s=7)
    assert files.at_rest(at_s=6.9) == ()
    assert files.at_rest(at_s=7) == (A,)


def test_a_file_that_is_gone_is_not_waited_for() -> None:
    files = Settling(rest_s=1)
    files.saw(A, stamp(10), at_s=0)
    files.drop(A)
    assert files.at_rest(at_s=9) == files.waiting() == ()


def test_a_file_is_due_before_it_is_taken_and_not_while_it_is_put_off() -> None:
    files = Settling(rest_s=1)
    assert not files.is_due(by_s=9)
    files.saw(A, stamp(10), at_s=5)
    assert files.is_due(by_s=6)
    files.postpone(A, until_s=60)
    assert not files.is_due(by_s=59)
