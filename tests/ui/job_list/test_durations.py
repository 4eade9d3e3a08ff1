from __future__ import annotations

import pytest

from transcritor_gui.ui.job_list.durations import duration_words, steadied


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3, "a few seconds"),
        (37, "about 40 seconds"),
        (58, "about 1 minute"),
        (235, "about 4 minutes"),
        (3600, "about 1 hour"),
        (7_900, "about 2 h 10 min"),
        (200_000, "about 55 hours"),
    ],
)
def test_time_left_is_told_in_round_words(seconds: float, words: str) -> None:
    assert duration_words(seconds) == words


def test_a_small_rise_is_not_shown() -> None:
    assert steadied(100, 110) == 100


def test_a_clear_rise_and_every_fall_are_shown() -> None:
    assert steadied(100, 200) == 200
    assert steadied(100, 90) == 90


def test_the_first_estimate_is_taken_as_it_is() -> None:
    assert steadied(None, 50) == 50
    assert steadied(50, None) is None
