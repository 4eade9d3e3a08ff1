"""Two readings made one: the better piece, its place, and a doubt where it is not clear."""

from __future__ import annotations

from dataclasses import replace

from tests.pipeline.recognition.test_alignment import words
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.doubts.doubt import Grounds
from transcritor_gui.pipeline.recognition.fusion import Leader, fused
from transcritor_gui.pipeline.recognition.readings import JudgedWord, Token

_GROUNDS = Grounds(Dictionary([dict.fromkeys(("a", "casa", "do", "da", "lei", "amarela", "não"), 10)]))


def fuse(
    first: list[OcrWord], *second: str, confidence: float = 0.99, leader: Leader = Leader.FIRST
) -> list[JudgedWord]:
    width = first[-1].x1 / sum(len(text) + 1 for text in second)
    tokens, x = [], 0.0
    for text in second:
        tokens.append(Token(text, (confidence,) * len(text), x, x + width * len(text)))
        x += width * (len(text) + 1)
    return fused(first, tokens, _GROUNDS, leader=leader)


def texts(judged: list[JudgedWord]) -> list[tuple[str, bool]]:
    return [(item.word.text, item.doubtful) for item in judged]


def test_a_space_that_the_second_engine_drops_costs_no_letters() -> None:
    assert texts(fuse(words("do", "8", "4º"), "do", "§4º")) == [("do", False), ("§", False), ("4º", False)]


def test_a_gap_that_the_first_engine_misses_is_made() -> None:
    judged = fuse(words("83º", "da", "lei"), "§", "3º", "da", "lei")
    assert texts(judged)[:2] == [("§", False), ("3º", False)]
    assert judged[0].word.x1 <= judged[1].word.x0
    assert judged[0].alternative == "83º"


def test_a_dash_glued_to_a_numeral_is_taken_off() -> None:
    assert texts(fuse(words("I-", "não"), "I", "-", "não"))[:2] == [("I", False), ("-", False)]


def test_the_piece_that_makes_more_words_is_taken() -> None:
    judged = fuse(words("cas", "aamarela"), "casa", "amarela")
    assert texts(judged) == [("casa", False), ("amarela", False)]


def test_a_piece_that_makes_fewer_words_is_only_the_alternative() -> None:
    judged = fuse(words("casa", "amarela"), "casamarelo", confidence=0.8)
    assert [item.word.text for item in judged] == ["casa", "amarela"]
    assert all(item.doubtful and item.alternative == "casamarelo" for item in judged)


def test_a_word_between_two_others_is_taken_in_as_a_doubt() -> None:
    first = [words("da")[0], OcrWord("lei", 200, 0, 236, 20, 0.9, 0, 0, 0)]
    judged = fused(
        first,
        [
            Token("da", (0.99,) * 2, 0, 24),
            Token("casa", (0.99,) * 4, 80, 130),
            Token("lei", (0.99,) * 3, 200, 236),
        ],
        _GROUNDS,
    )
    assert texts(judged)[1] == ("casa", True)
    assert (judged[1].word.x0, judged[1].word.x1) == (80, 130)


def test_the_ink_decides_against_the_structure() -> None:
    (figure, _) = fuse(words("8", "4º"), "8", "4º")
    assert (figure.word.text, figure.doubtful, figure.alternative) == ("8", True, "§")


def lead(first: list[OcrWord], *second: str) -> list[str]:
    return [item.word.text for item in fuse(first, *second, leader=Leader.SECOND)]


def test_where_the_second_engine_leads_its_word_wins_unless_only_the_first_is_one() -> None:
    assert lead(words("540272"), "560272") == ["560272"]
    assert lead(words("casa"), "cosa") == ["casa"]
    assert lead(words("RH"), "RM") == ["RM"]


def test_a_gap_within_a_number_is_not_kept() -> None:
    assert lead(words("177,", "20"), "177.20") == ["177.20"]
    assert lead(words("0001817477", "12"), "000181747712") == ["000181747712"]


def test_the_second_engine_makes_one_of_words_that_are_two() -> None:
    assert lead(words("amar", "ela"), "amarela") == ["amarela"]
    assert lead(words("da", "casa"), "dacasa") == ["da", "casa"]


def test_a_date_and_a_time_are_two() -> None:
    assert lead(words("at:21/01/2018", "15:46:09"), "at:21/01/201815:46:09") == ["at:21/01/2018", "15:46:09"]
    assert lead(words("Counter:", "7290"), "Counter:7290") == ["Counter:", "7290"]


def test_each_word_keeps_what_both_engines_made_of_its_place() -> None:
    first, second = fuse(words("casa", "cnsa"), "casa", "casa")
    assert first.readings is not None
    assert second.readings is not None
    assert (first.readings.differing, second.readings.differing) == (0.0, 0.25)


def _chosen(first: str, own: float, second: str, sure: float, *, leader: Leader = Leader.SECOND) -> str:
    word = OcrWord(first, 0, 0, 12 * len(first), 20, own, 0, 0, 0)
    return " ".join(item.word.text for item in fuse([word], second, confidence=sure, leader=leader))


def test_of_two_figures_that_differ_in_points_alone_the_surer_one_stands() -> None:
    assert _chosen("1,08", 0.96, "1.08", 0.92) == "1,08"
    assert _chosen("49,60", 0.89, "49.60", 1.0) == "49.60"


def test_a_short_word_gives_way_to_a_code_that_is_surely_read() -> None:
    assert _chosen("lei", 0.93, "ley", 0.98) == "ley"
    assert _chosen("lei", 0.93, "ley", 0.90) == "lei"
    assert _chosen("casa", 0.93, "caza", 0.98) == "casa"


def test_a_number_that_is_surely_read_beats_one_that_is_not() -> None:
    assert _chosen("33196", 0.91, "33198", 0.99, leader=Leader.FIRST) == "33198"
    assert _chosen("33196", 0.95, "33198", 0.99, leader=Leader.FIRST) == "33196"


def test_a_number_that_is_surer_beats_letters_that_are_doubted() -> None:
    assert _chosen("da", 0.5, "42", 0.68, leader=Leader.FIRST) == "42"


def test_a_long_word_needs_less_certainty_against_none() -> None:
    assert _chosen("amatela", 0.92, "amarela", 0.76, leader=Leader.FIRST) == "amarela"


def test_a_gap_within_a_number_below_zero_is_not_kept() -> None:
    first = words("-30.", "00")
    assert [item.word.text for item in fuse(first, "-30.00", leader=Leader.SECOND)] == ["-30.00"]


def test_another_reading_of_a_known_word_that_was_in_no_question_is_no_doubt() -> None:
    assert texts(_fused_asking_for_last(("da", "nao"), ("do", "não")))[0] == ("da", False)


def test_a_number_beside_a_word_in_question_is_still_judged_by_both() -> None:
    assert texts(_fused_asking_for_last(("12", "nao"), ("72", "não")))[0] == ("12", True)


def _fused_asking_for_last(first: tuple[str, str], second: tuple[str, str]) -> list[JudgedWord]:
    own = [replace(word, confidence=0.95) for word in words(*first)]
    tokens = [
        Token(text, (0.99,) * len(text), word.x0, word.x1) for text, word in zip(second, own, strict=True)
    ]
    return fused(own, tokens, _GROUNDS, asked=frozenset(own[1:]))


def test_a_word_that_the_first_engine_tears_is_kept_whole() -> None:
    for leader in Leader:
        judged = fuse(words("amer", "eel", "a"), "amarela", leader=leader)
        assert [item.word.text for item in judged] == ["amarela"]


def test_a_time_that_the_first_engine_tears_is_kept_whole() -> None:
    judged = fuse(words("ai:", "08:", "20"), "21:09:20", leader=Leader.SECOND)
    assert [item.word.text for item in judged] == ["21:09:20"]


def test_a_cross_for_a_letter_is_no_other_reading() -> None:
    (item,) = fuse(words("10x"), "10×", leader=Leader.SECOND)
    assert (item.word.text, item.doubtful) == ("10x", False)


def test_where_the_second_engine_leads_it_wins_over_what_was_hardly_read() -> None:
    unsure = [replace(word, confidence=0.5) for word in words("lei", "casa")]
    for confidence, expected in ((0.99, ["U.casa"]), (0.9, ["lei", "casa"])):
        judged = fuse(unsure, "U.casa", confidence=confidence, leader=Leader.SECOND)
        assert [item.word.text for item in judged] == expected
    surer = fuse(words("lei", "casa"), "U.casa", leader=Leader.SECOND)
    assert [item.word.text for item in surer] == ["lei", "casa"]
