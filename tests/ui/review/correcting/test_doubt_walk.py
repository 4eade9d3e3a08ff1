"""From one doubtful word to the next."""

from __future__ import annotations

from transcritor_gui.ui.review.correcting.doubt_walk import doubts_of, next_doubt, next_page_with_doubts


def test_the_next_and_the_last_word_of_a_page() -> None:
    doubts = (2, 5, 9)
    assert [next_doubt(doubts, selected, 1) for selected in (-1, 2, 9)] == [2, 5, None]
    assert [next_doubt(doubts, selected, -1) for selected in (-1, 9, 2)] == [9, 5, None]


def test_pages_without_doubts_are_passed_over() -> None:
    counts = {0: 2, 3: 1, 7: 4}
    assert [next_page_with_doubts(counts, page, 1) for page in (0, 3, 6, 7)] == [3, 7, 7, None]
    assert [next_page_with_doubts(counts, page, -1) for page in (7, 3, 1, 0)] == [3, 0, 0, None]


def test_a_page_that_is_not_read_has_no_doubts() -> None:
    assert doubts_of(None) == ()
