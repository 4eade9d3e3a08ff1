"""From one doubtful word to the next."""

from __future__ import annotations

from transcritor_gui.ui.review.doubt_walk import DoubtWalk, doubts_of, next_doubt


def test_the_next_and_the_last_word_of_a_page() -> None:
    doubts = (2, 5, 9)
    assert [next_doubt(doubts, selected, 1) for selected in (-1, 2, 9)] == [2, 5, None]
    assert [next_doubt(doubts, selected, -1) for selected in (-1, 9, 2)] == [9, 5, None]


def test_pages_are_asked_for_in_order_up_to_the_end() -> None:
    walk = DoubtWalk()
    assert not walk.wants(0)
    walk.begin(1, 1)
    assert walk.next_page(4) == 2
    assert walk.wants(2)
    assert walk.next_page(4) == 3
    assert walk.next_page(4) is None
    assert not walk.wants(4)


def test_backwards_it_ends_before_the_first_page() -> None:
    walk = DoubtWalk()
    walk.begin(1, -1)
    assert walk.next_page(4) == 0
    assert walk.next_page(4) is None


def test_a_page_that_is_not_read_has_no_doubts() -> None:
    assert doubts_of(None) == ()
