"""Signs of law: which words may be one misread, and which of two readings the structure supports."""

from __future__ import annotations

import pytest

from transcritor_gui.pipeline.recognition.signs import (
    Context,
    SignChoice,
    chosen_sign,
    is_easily_confused,
    is_glued,
    is_roman,
    missed_sign,
)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("8", "", "1º"),
        ("8", "do", "2º,"),
        ("$", "", "3°"),
        ("83º", "", "O"),
        ("|", "", "-"),
        ("1", "inciso", "do"),
        ("Il", "", "–"),
        ("HI", "", "—"),
        ("Iv", "", "-"),
        ("V-a", "", "lei"),
        ("7°", "§", "O"),
        ("72", "art.", "da"),
        ("RS", "de", "1.234,56"),
        ("n°", "Lei", "8.112/1990"),
        ("2?", "Cláusula", "O"),
        ("3?.", "", ""),
        ("22", "Cláusula", "-"),
        ("22", "da", "Vara"),
    ],
)
def test_what_may_be_a_sign_is_read_again_however_sure(text: str, before: str, after: str) -> None:
    assert is_easily_confused(text, Context(before, after), confidence=0.97)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("8", "as", "horas"),
        ("22", "da", "página"),
        ("8", "tem", "12"),
        ("72", "com", "anos"),
        ("RS", "Porto", "Alegre"),
        ("no", "e", "dia"),
        ("I", "and", "went"),
        ("XIV", "Luís", "foi"),
        ("lei", "a", "regula"),
        ("mil", "cem", "reais"),
        ("111", "das", "vezes"),
        ("7º", "§", "O"),
        ("", "", ""),
    ],
)
def test_other_words_are_left_alone(text: str, before: str, after: str) -> None:
    assert not is_easily_confused(text, Context(before, after), confidence=0.97)


@pytest.mark.parametrize(
    ("first", "second", "before", "after", "chosen"),
    [
        ("8", "§", "", "1º", SignChoice("§", doubtful=False)),
        ("8", "§", "tem", "casas", SignChoice("§", doubtful=True)),
        ("§", "8", "do", "4º", SignChoice("§", doubtful=False)),
        ("7°", "7º", "§", "O", SignChoice("7º", doubtful=False)),
        ("72,", "7º,", "art.", "da", SignChoice("7º,", doubtful=False)),
        ("72", "7º", "tem", "anos", SignChoice("7º", doubtful=True)),
        ("|", "I", "", "-", SignChoice("I", doubtful=False)),
        ("Il", "II", "", "-", SignChoice("II", doubtful=False)),
        ("HI", "III", "inciso", "do", SignChoice("III", doubtful=False)),
        ("XIX", "XIII", "", "-", SignChoice("XIII", doubtful=True)),
        ("VIl", "VIl", "", "-", SignChoice("VII", doubtful=False)),
        ("1", "I", "TÍTULO", "-", SignChoice("I", doubtful=False)),
        ("RS", "R$", "de", "10,00", SignChoice("R$", doubtful=False)),
        ("n2", "nº", "Lei", "8.112/1990", SignChoice("nº", doubtful=False)),
        ("—", "–", "XV", "a", SignChoice("–", doubtful=False)),
    ],
)
def test_the_structure_decides_between_readings(
    first: str, second: str, before: str, after: str, chosen: SignChoice
) -> None:
    assert chosen_sign(first, second, Context(before, after), confidence=0.99) == chosen


@pytest.mark.parametrize(("first", "second"), [("casa", "cosa"), ("12", "13"), ("11", "111"), ("R", "K")])
def test_of_other_words_the_structure_says_nothing(first: str, second: str) -> None:
    assert chosen_sign(first, second, Context("a", "de"), confidence=0.99) is None


def test_a_figure_that_both_engines_read_stays_and_the_sign_is_offered() -> None:
    choice = missed_sign("8", Context("", "1º"), confidence=0.99)
    assert choice == SignChoice("8", doubtful=True, alternative="§")


def test_between_degree_and_ordinal_the_structure_decides_where_the_ink_does_not() -> None:
    assert missed_sign("3°", Context("§", "A"), confidence=0.6) == SignChoice("3º", doubtful=False)
    assert missed_sign("3°", Context("§", "A"), confidence=0.97) is None
    assert missed_sign("30°", Context("faz", "hoje"), confidence=0.6) is None


@pytest.mark.parametrize("text", ["I", "IV", "IX", "XIV", "XXXV", "LXXVIII", "MCMLXXXVIII"])
def test_numerals_are_told(text: str) -> None:
    assert is_roman(text)


@pytest.mark.parametrize("text", ["", "IIII", "VX", "iv", "MIL", "1"])
def test_what_is_no_numeral_is_not(text: str) -> None:
    assert not is_roman(text)


@pytest.mark.parametrize("text", ["I-", "V-a", "X-—o", "81º", "/2022"])
def test_a_missing_gap_is_seen(text: str) -> None:
    assert is_glued(text)


def test_strokes_that_both_engines_take_for_a_small_l_are_a_numeral_where_one_stands() -> None:
    assert missed_sign("Il", Context("inciso", "do"), confidence=0.99) == SignChoice("II", doubtful=False)
    assert missed_sign("Il,", Context("inciso", "do"), confidence=0.99) == SignChoice("II,", doubtful=False)
    assert missed_sign("Il", Context("quando", "chegou"), confidence=0.99) is None
    assert missed_sign("IV", Context("inciso", "do"), confidence=0.99) is None


@pytest.mark.parametrize(
    ("text", "before", "after", "offered"),
    [
        ("2?", "Cláusula", "", "2ª"),
        ("15?", "da", "Vara", "15ª"),
        ("1?,", "do", "Ofício", "1º,"),
        ("7?.", "art.", "", "7º."),
    ],
)
def test_a_question_mark_where_an_ordinal_stands_is_doubted_when_both_engines_see_it(
    text: str, before: str, after: str, offered: str
) -> None:
    assert missed_sign(text, Context(before, after), confidence=0.9) == SignChoice(text, True, offered)


def test_a_question_mark_that_may_be_one_stands() -> None:
    assert missed_sign("2?", Context("são", "Ou"), confidence=0.9) is None


def test_the_ordinal_is_taken_where_the_second_engine_reads_it() -> None:
    assert chosen_sign("2?", "2ª", Context("Cláusula", ""), confidence=0.7) == SignChoice(
        "2ª", doubtful=False
    )
