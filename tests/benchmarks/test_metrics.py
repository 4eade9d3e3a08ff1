"""The figures that the accuracy benchmark is judged by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("rapidfuzz")

from benchmarks.metrics import (
    RowScore,
    character_errors,
    doubled_words,
    fold,
    line_order,
    phrase_found,
    rows_kept,
    word_errors,
    word_recall,
    wrong_words,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a  b\n\nc", "a b c"),
        ("“ação”", '"ação"'),
        ("«rápida»", '"rápida"'),
        ("it’s", "it's"),
        ("1939–1945 — fim", "1939-1945 - fim"),
        ("trans-\ncrição", "transcrição"),
        ("trans\ufffe\ncrição", "transcrição"),
        ("trans\u00ad\ncrição", "transcrição"),
        ("ac\u0327a\u0303o", "ação"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_folding_takes_away_what_is_not_an_error(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("acao", "ação"), ("Casa", "casa"), ("fim.", "fim"), ("ﬁm", "fim")]
)
def test_folding_keeps_what_is_an_error(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_hyphen_before_a_capital_stays() -> None:
    assert fold("Grã-\nBretanha") == "Grã- Bretanha"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text(max_size=60))
def test_a_text_has_no_errors_against_itself(text: str) -> None:
    assert character_errors(text, text).edits == 0
    assert word_errors(text, text).edits == 0


def test_character_errors_count_edits_per_character_of_the_truth() -> None:
    errors = character_errors("coração", "coracão x")
    assert errors.edits == 3
    assert errors.rate == pytest.approx(3 / 7)


def test_reading_something_on_an_empty_page_is_one_hundred_percent_wrong() -> None:
    assert character_errors("", "noise").rate == 1.0


def test_recall_ignores_order_and_punctuation_and_counts_repeats() -> None:
    assert word_recall("um dois dois", "dois, (UM)") == pytest.approx(2 / 3)


def test_doubled_words_are_those_of_the_stamp_read_twice() -> None:
    assert doubled_words("processo 12345 fls. 7", "processo 12345 12345 fls. 7 fls.", "12345 fls.") == 2
    assert doubled_words("processo 12345", "processo 12345", "12345") == 0


def test_phrases_are_found_across_line_breaks_and_case() -> None:
    assert phrase_found("Acordam os membros", "... ACORDAM\nos  membros do")


def test_order_of_lines_read_across_columns_is_lower_than_down_them() -> None:
    left = ["primeira linha da esquerda", "segunda linha da esquerda"]
    right = ["alguma coisa bem diferente", "um outro assunto qualquer"]
    down = "\n".join(left + right)
    across = f"{left[0]} {right[0]}\n{left[1]} {right[1]}"
    assert line_order(left + right, down).rate == 1.0
    assert line_order(left + right, across).rate == pytest.approx(5 / 6)


def test_lines_that_are_not_found_do_not_count_as_pairs() -> None:
    score = line_order(["uma linha que existe", "qwertyuiop asdfghjkl"], "uma linha que existe")
    assert (score.lines_found, score.lines, score.pairs) == (1, 2, 0)


def test_wrong_words_are_told_from_right_ones() -> None:
    truth = "A raposa marrom salta sobre o cão"
    assert wrong_words(truth, ["A", "raposa", "marrorn", "salta", "sobreo", "cão"]) == (
        False, False, True, False, True, False,
    )  # fmt: skip


def test_halves_of_a_broken_word_are_right() -> None:
    assert wrong_words("uma transcrição fiel", ["uma", "trans-", "crição", "fiel"]) == (False,) * 4


def test_a_word_that_is_not_there_is_wrong() -> None:
    assert wrong_words("um dois", ["um", "xyz", "dois"]) == (False, True, False)


def test_a_page_without_words_has_no_wrong_ones() -> None:
    assert wrong_words("um dois", []) == ()


def test_a_row_with_a_price_is_kept_where_one_line_holds_it() -> None:
    truth = ["PASTEL DE QUEIJO 2 UN 19,80", "2 x 9,90", "Obrigado, volte sempre"]
    assert rows_kept(truth, "COMPRAS\nPASTEL DE QUEIJ0 2 UN\t19.80\n") == RowScore(1, 2)


def test_a_row_is_not_kept_where_it_is_torn_or_its_price_is_lost_or_another() -> None:
    truth = ["PASTEL DE QUEIJO 2 UN 19,80"]
    for reading in (
        "PASTEL DE QUEIJO 2 UN\n19,80",
        "PASTEL DE QUEIJO 2 UN",
        "PASTEL DE QUEIJO 2 UN 19,60",
        "PASTEL DE SUCO DE LARANJA GELADO 4,00 QUEIJO 2 UN 19,80",
    ):
        assert rows_kept(truth, reading) == RowScore(0, 1)


@pytest.mark.parametrize("reading", ["ARROZ 15,00", "ARROZ 5,001", "ARROZ 5,00,1"])
def test_a_price_that_holds_another_is_not_that_one(reading: str) -> None:
    assert rows_kept(["ARROZ 5,00"], reading) == RowScore(0, 1)


def test_dates_and_times_are_no_prices() -> None:
    assert rows_kept(["EMISSAO 12.05.2026 10:12", "VERSAO 4.10.15"], "").rows == 0
