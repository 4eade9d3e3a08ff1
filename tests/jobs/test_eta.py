from __future__ import annotations

from itertools import pairwise

import pytest

from transcritor_gui.jobs.eta import PagePace, SteadyTime, TimeLeft


def test_nothing_is_said_before_there_is_something_to_judge_by() -> None:
    left = TimeLeft(started_s=0.0)
    assert left.page_done(5.0, pages_left=9) is None
    assert left.page_done(6.0, pages_left=8) is None
    assert left.page_done(7.0, pages_left=7) is not None


def test_a_steady_pace_is_told_exactly() -> None:
    left = TimeLeft(started_s=0.0)
    told = [left.page_done(2.0 * number, pages_left=50 - number) for number in range(1, 51)]
    assert told[9] == pytest.approx(80.0)
    assert told[-1] == 0.0


def test_one_slow_page_moves_the_number_a_little_only() -> None:
    left = TimeLeft(started_s=0.0)
    for number in range(1, 21):
        before = left.page_done(float(number), pages_left=120 - number)
    after = left.page_done(30.0, pages_left=99)
    assert before == pytest.approx(100.0)
    assert after is not None
    assert after < 120.0


def test_pages_of_uneven_length_do_not_throw_the_number_about() -> None:
    left, now_s, told = TimeLeft(started_s=0.0), 0.0, []
    for number in range(1, 41):  # digital pages between scans: 2 s and 40 s, in turns of three
        now_s += 40.0 if number % 4 == 0 else 2.0
        seconds = left.page_done(now_s, pages_left=60 - number)
        told.append((now_s, seconds))
    ends = [now + seconds for now, seconds in told[6:] if seconds is not None]
    assert max(ends) < 1.25 * min(ends)


def test_a_pace_is_that_of_the_last_minute() -> None:
    pace = PagePace()
    for second in range(0, 240, 2):
        pace.page_finished(float(second))
    for second in range(240, 300):
        pace.page_finished(float(second))
    assert pace.seconds_a_page(300.0) == pytest.approx(1.0, abs=0.05)


def test_a_first_page_says_nothing_about_a_pace() -> None:
    pace = PagePace()
    pace.page_finished(0.0)
    assert pace.seconds_a_page(1.0) is None


def test_after_a_rest_the_pace_is_judged_anew() -> None:
    pace = PagePace()
    for second in range(10):
        pace.page_finished(float(second))
    pace.rest()
    assert pace.seconds_a_page(11.0) is None


def test_a_time_falls_with_the_clock_while_estimates_scatter() -> None:
    time = SteadyTime()
    told = [time.steady(float(now), (600.0 - now) * (0.7 if now % 20 else 1.4)) for now in range(0, 300, 10)]
    assert (
        max(abs(after - before) for before, after in pairwise(told[1:])) < 100
    )  # of estimates that are up to 420 s apart


def test_what_is_quite_otherwise_is_told_at_once() -> None:
    time = SteadyTime()
    time.steady(0.0, 600.0)
    assert time.steady(1.0, 100.0) == pytest.approx(100.0)
