"""Check digits settle doubts, raise them, and offer what would be right; nothing is changed."""

from __future__ import annotations

from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.doubts.proven_numbers import with_proven_numbers
from transcritor_gui.pipeline.recognition.readings import JudgedWord


def judged(*texts: str, doubtful: bool = False, alternative: str | None = None) -> list[JudgedWord]:
    return [
        JudgedWord(OcrWord(text, 60 * place, 0, 60 * place + 50, 20, 0.7, 0, 0, 0), doubtful, alternative)
        for place, text in enumerate(texts)
    ]


def test_a_right_number_is_out_of_doubt() -> None:
    (_, number) = with_proven_numbers(judged("CPF", "111.444.777-35", doubtful=True))
    assert not number.doubtful
    assert number.word.confidence >= 0.99


def test_a_wrong_number_is_a_doubt_and_stays_as_it_was_read() -> None:
    (number,) = with_proven_numbers(judged("222.444.777-35"))
    assert number.doubtful
    assert number.word.text == "222.444.777-35"
    assert number.alternative is None


def test_one_confusable_figure_that_makes_it_right_is_offered() -> None:
    (number,) = with_proven_numbers(judged("111.444.777-85,"))
    assert (number.word.text, number.alternative) == ("111.444.777-85,", "111.444.777-35,")


def test_a_number_with_more_letters_than_figures_is_doubted_and_its_letter_mended() -> None:
    (number,) = with_proven_numbers(judged("RN.DOW.FJF/0001-62"))
    assert (number.doubtful, number.alternative) == (True, "RN.D0W.FJF/0001-62")


def test_the_other_reading_is_offered_first_where_it_is_right() -> None:
    (number,) = with_proven_numbers(judged("121.444.777-85", alternative="111.444.777-35"))
    assert number.alternative == "111.444.777-35"
    assert number.doubtful


def test_a_number_of_several_words_is_one() -> None:
    words = with_proven_numbers(judged("GB82", "WEST", "1234", "5698", "7654", "32.", doubtful=True))
    assert not any(word.doubtful for word in words)


def test_of_a_wrong_number_of_several_words_the_one_to_change_has_the_alternative() -> None:
    words = with_proven_numbers(judged("00190.50095", "40144.816069", "06809.350314", "3", "37870000000100"))
    assert all(word.doubtful for word in words)
    assert words[4].alternative == "37370000000100"


def test_a_right_number_that_was_read_with_gaps_is_one_word() -> None:
    words = with_proven_numbers(judged("CNPJ", "11.222.", "333/", "0001-81", "requer", doubtful=True))
    assert [word.word.text for word in words] == ["CNPJ", "11.222.333/0001-81", "requer"]
    number = words[1]
    assert (number.word.x0, number.word.x1) == (60, 230)
    assert not number.doubtful


def test_a_number_with_gaps_that_has_a_word_glued_to_it_is_parted_from_it() -> None:
    words = with_proven_numbers(judged("11.222.", "333/0001-81em", "curso"))
    assert [word.word.text for word in words] == ["11.222.333/0001-81", "em", "curso"]


def test_a_number_that_begins_with_a_letter_by_itself_is_one_word() -> None:
    (number,) = with_proven_numbers(judged("Y", "A.Z6M.W0Z/0001-50"))
    assert number.word.text == "YA.Z6M.W0Z/0001-50"


def test_a_wrong_number_that_was_read_with_gaps_stays_as_it_was_read() -> None:
    words = with_proven_numbers(judged("CNPJ", "11.222.", "333/", "0001-82"))
    assert [word.word.text for word in words] == ["CNPJ", "11.222.", "333/", "0001-82"]


def test_groups_that_were_read_together_prove_their_number() -> None:
    words = with_proven_numbers(
        judged("00190.5009540144.816069", "06809.350314", "3", "37370000000100", doubtful=True)
    )
    assert not any(word.doubtful for word in words)


def test_words_of_other_lines_are_no_part_of_a_number() -> None:
    first, second = judged("GB82", "WEST"), judged("1234", "5698", "7654", "32", doubtful=True)
    below = [JudgedWord(OcrWord(item.word.text, 0, 30, 50, 50, 0.7, 0, 0, 1), True) for item in second]
    assert all(word.doubtful for word in with_proven_numbers([*first, *below])[2:])


def test_a_number_that_has_lost_a_figure_is_a_doubt() -> None:
    (number,) = with_proven_numbers(judged("111.444.77-35"))
    assert number.doubtful


def test_other_words_stay_as_they_were_judged() -> None:
    words = judged("Valor", "1.234,56", "em", "2024")
    assert with_proven_numbers(words) == tuple(words)


def test_a_word_glued_to_a_right_number_is_taken_off() -> None:
    number, word = with_proven_numbers(judged("111.444.777-35nos,", doubtful=True))
    assert (number.word.text, number.doubtful) == ("111.444.777-35", False)
    assert (word.word.text, word.doubtful) == ("nos,", True)
    assert number.word.x1 == word.word.x0


def test_a_word_glued_to_a_wrong_number_stays() -> None:
    (item,) = with_proven_numbers(judged("111.444.777-36nos"))
    assert item.word.text == "111.444.777-36nos"


def test_the_rest_of_a_number_that_was_torn_is_a_doubt() -> None:
    assert all(item.doubtful for item in with_proven_numbers(judged("444.777-35")))
    assert all(item.doubtful for item in with_proven_numbers(judged("802-55.2018.8.02.0001")))
