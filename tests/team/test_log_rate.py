"""The same message again and again fills no disk."""

from __future__ import annotations

import logging

from transcritor_gui.team.log_rate import LogRate


class _Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def _record(text: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord("server", logging.WARNING, "", 0, text, args, None)


def test_a_message_comes_through_twenty_times_a_minute() -> None:
    clock = _Clock()
    rate = LogRate(clock_s=clock)
    assert sum(rate.filter(_record("connection %d is refused", number)) for number in range(1000)) == 20
    assert rate.filter(_record("another"))


def test_the_next_one_says_how_many_were_left_out() -> None:
    clock = _Clock()
    rate = LogRate(clock_s=clock)
    for number in range(25):
        rate.filter(_record("connection %d is refused", number))
    clock.now_s = 61
    record = _record("connection %d is refused", 7)
    assert rate.filter(record)
    assert record.getMessage() == "connection 7 is refused (5 more like it were left out before)"


def test_messages_of_ever_new_words_take_no_memory_without_end() -> None:
    rate = LogRate(clock_s=_Clock())
    for number in range(5000):
        rate.filter(_record(f"connection {number} is refused"))
    assert rate.filter(_record("another"))
