"""Words found and right, judged by what most programs give and by what the page shows."""

from __future__ import annotations

from benchmarks.text_scores import PageScore, agreed, judged, words_of


def test_words_are_composed_and_parted_at_hyphens_and_breaks() -> None:
    assert words_of("O\u0308l ﬁnal, notifique-se recom\xad\nmended a 1.204,50.") == {
        "Öl": 1, "final": 1, "notifique": 1, "se": 1, "recom": 1, "mended": 1, "1.204,50": 1,
    }  # fmt: skip


def test_agreed_is_each_word_as_often_as_enough_texts_hold_it() -> None:
    texts = [words_of(text) for text in ("dois dois um", "dois dois", "dois três")]
    assert agreed(texts, by=2) == {"dois": 2}


def _judged(ours: str, peers: tuple[str, ...], seen: str | None) -> PageScore:
    named = {str(number): words_of(text) for number, text in enumerate(peers)}
    return judged(words_of(ours), named, None if seen is None else words_of(seen))[""]


def test_a_word_that_most_give_and_we_do_not_is_missed() -> None:
    assert _judged("primeiro", ("primeiro segundo",) * 3, None) == PageScore(1, 2, 1, 1)
    assert _judged("primeiro", ("primeiro segundo",) * 3, "primeiro segundo") == PageScore(1, 2, 1, 1)


def test_a_word_that_the_page_does_not_show_is_expected_of_nobody() -> None:
    assert _judged("primeiro", ("primeiro segredo",) * 3, "primeiro") == PageScore(1, 1, 1, 1)


def test_a_word_that_the_page_shows_with_a_letter_read_wrong_is_expected() -> None:
    assert _judged("primeiro", ("primeiro segundo",) * 3, "primeiro segnndo") == PageScore(1, 2, 1, 1)


def test_a_word_of_letters_that_could_not_be_recognised_is_expected() -> None:
    assert _judged("primeiro", ("primeiro Лист",) * 3, "primeiro") == PageScore(1, 2, 1, 1)


def test_a_word_that_only_we_give_is_right_where_the_page_shows_it() -> None:
    assert _judged("mended", ("Makset htaeg",) * 3, "mended") == PageScore(0, 0, 1, 1)
    assert _judged("invented", ("mended",) * 3, "mended") == PageScore(0, 1, 0, 1)
