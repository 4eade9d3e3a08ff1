"""From one doubtful word to the next."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from tests.ui.review.pages import made_page, paragraph
from transcritor_gui.model import Line, PageResult
from transcritor_gui.ui.review.correcting.doubt_walk import (
    Doubt,
    WalkOrder,
    doubts_of,
    next_doubt,
    next_page_with_doubts,
    worst_page,
)


def _walked(doubts: tuple[Doubt, ...], at: Doubt | None, step: int) -> int | None:
    found = next_doubt(doubts, at, step)
    return None if found is None else found.word_index


def _page_with(*confidences: float | None) -> PageResult:
    """Doubtful words of these confidences, and a sure one before them."""
    page = made_page(paragraph("certo " + " ".join("dúvida?" for _ in confidences)))
    (block,) = page.blocks
    first, *others = block.lines[0].words
    words = (
        first,
        *(structs.replace(word, confidence=c) for word, c in zip(others, confidences, strict=True)),
    )
    return replace(page, blocks=(replace(block, lines=(Line(words, block.lines[0].box),)),))


def test_the_next_and_the_last_word_of_a_page() -> None:
    doubts = tuple(Doubt(0.0, index) for index in (2, 5, 9))
    onwards = [_walked(doubts, at, 1) for at in (None, Doubt(0.0, 2), Doubt(0.0, 9))]
    assert onwards == [2, 5, None]
    assert [_walked(doubts, at, -1) for at in (None, Doubt(0.0, 9), Doubt(0.0, 2))] == [9, 5, None]


def test_in_the_order_of_the_text_sureness_does_not_count() -> None:
    assert [doubt.word_index for doubt in doubts_of(_page_with(0.5, 0.2, 0.4))] == [1, 2, 3]


def test_the_least_sure_word_comes_first_where_the_worst_are_wanted() -> None:
    doubts = doubts_of(_page_with(0.5, 0.2, None, 0.2), WalkOrder.WORST_FIRST)
    assert [doubt.word_index for doubt in doubts] == [3, 2, 4, 1]


def test_what_is_likeliest_wrong_comes_first_however_sure_an_engine_is() -> None:
    page = _page_with(0.9, 0.2)
    (block,) = page.blocks
    sure, *others = block.lines[0].words
    known = (structs.replace(word, doubt=doubt) for word, doubt in zip(others, (0.7, 0.1), strict=True))
    page = replace(page, blocks=(replace(block, lines=(Line((sure, *known), block.lines[0].box),)),))
    assert [doubt.word_index for doubt in doubts_of(page, WalkOrder.WORST_FIRST)] == [1, 2]


def test_a_decided_word_keeps_its_place_in_the_walk() -> None:
    before = doubts_of(_page_with(0.5, 0.2, 0.4), WalkOrder.WORST_FIRST)
    left = tuple(doubt for doubt in before if doubt.word_index != 3)
    assert _walked(left, before[1], 1) == 1


def test_pages_without_doubts_are_passed_over() -> None:
    counts = {0: 2, 3: 1, 7: 4}
    assert [next_page_with_doubts(counts, page, 1) for page in (0, 3, 6, 7)] == [3, 7, 7, None]
    assert [next_page_with_doubts(counts, page, -1) for page in (7, 3, 1, 0)] == [3, 0, 0, None]


def test_the_worst_page_is_the_one_with_the_most_doubts() -> None:
    counts = {0: 2, 3: 1, 7: 4, 9: 4, 11: 0}
    assert worst_page(counts, without=()) == 7
    assert worst_page(counts, without=(7, 9)) == 0
    assert worst_page(counts, without=(0, 3, 7, 9)) is None


def test_a_page_that_is_not_read_has_no_doubts() -> None:
    assert doubts_of(None) == ()
