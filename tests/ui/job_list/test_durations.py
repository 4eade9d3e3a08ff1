from __future__ import annotations

import pytest

from transcritor_gui.ui.job_list.durations import duration_words, of_one, steadied


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


def test_no_document_is_said_to_take_longer_than_all_together() -> None:
    assert of_one(420.0, 180.0, is_alone=False) == 180.0
    assert of_one(60.0, 180.0, is_alone=False) == 60.0


def test_a_document_alone_tells_the_same_time_as_the_foot_of_the_window() -> None:
    assert of_one(420.0, 360.0, is_alone=True) == 360.0
    assert of_one(420.0, None, is_alone=True) == 420.0
