from __future__ import annotations

import pytest

from transcritor_gui.jobs.eta import TimeLeft


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
        before = left.page_done(float(number), pages_left=100)
    after = left.page_done(30.0, pages_left=100)
    assert before == pytest.approx(100.0)
    assert after is not None
    assert after < 250.0
