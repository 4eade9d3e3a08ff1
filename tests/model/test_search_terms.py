from __future__ import annotations

import pytest

from transcritor_gui.model.search_terms import (
    SearchTerm,
    SimilarWords,
    confusable_form,
    folded_tokens,
    matches_in,
    search_terms,
    similar_in,
)


def _marked(text: str, search: str) -> list[str]:
    words = text.split()
    return [" ".join(words[place.start : place.stop]) for place in matches_in(words, search_terms(search))]


def test_tokens_have_neither_case_nor_accents() -> None:
    assert folded_tokens("AÇÃO d'Ávila, nº 2024-01_x") == ("acao", "d", "avila", "nº", "2024", "01", "x")


def test_terms_are_words_phrases_and_a_beginning() -> None:
    assert search_terms('réu "foi julgada" pet') == (
        SearchTerm(("reu",)),
        SearchTerm(("foi", "julgada")),
        SearchTerm(("pet",), is_beginning=True),
    )
    assert search_terms(" - ") == ()


@pytest.mark.parametrize(
    ("search", "marked"),
    [
        ("publica ", ["PÚBLICA"]),
        ("publica", ["PÚBLICA", "PUBLICAÇÃO"]),
        ('"da lei"', ["da Lei"]),
        ("2024-01", ["2024-01"]),
        ("d'avila ", ["d'Ávila"]),
        ("lei ata ", ["Lei", "ata"]),
        ("nada", []),
    ],
)
def test_marks_match_what_the_search_matches(search: str, marked: list[str]) -> None:
    assert _marked("PÚBLICA e PUBLICAÇÃO da Lei na ata 2024-01 d'Ávila", search) == marked


@pytest.mark.parametrize(
    ("read", "meant"),
    [("rnenina", "menina"), ("1ei", "lei"), ("c1aro", "claro"), ("0bra", "obra"), ("5anto", "santo")],
)
def test_words_that_engines_confuse_have_one_form(read: str, meant: str) -> None:
    assert confusable_form(read) == confusable_form(meant)


def test_other_words_keep_forms_of_their_own() -> None:
    words = ["processo", "progresso", "autor", "doutor", "recurso", "decurso", "contrato", "contato"]
    assert len({confusable_form(word) for word in words}) == len(words)


def test_similar_words_stand_in_the_text_or_are_what_else_was_read() -> None:
    similar = SimilarWords(frozenset({"menina"}), frozenset({"rnenina"}))
    words = [("a", ""), ("Rnenina.", ""), ("nemina", "Menina"), ("menino", "menina-moça"), ("fim", "fins")]
    assert similar_in(words, similar) == (range(1, 2), range(2, 3), range(3, 4))
