"""Spelling for people."""

from __future__ import annotations

import pytest

from transcritor_gui.pipeline.recognition.dictionary import Dictionary, dictionary_of
from transcritor_gui.pipeline.recognition.spelling import Speller

_SMALL = Speller(
    Dictionary([{"petição": 90, "peticionar": 5, "autor": 50, "autora": 20, "do": 900, "contrato": 80}]),
    {"souza"},
)


@pytest.mark.parametrize("text", ["peticão", "petição—peticao", "autop.", "CONTRATOO", "Peticão"])
def test_what_no_dictionary_has_is_told(text: str) -> None:
    assert _SMALL.is_unknown(text)


@pytest.mark.parametrize(
    "text", ["petição,", "AUTOR", "Souza", "souza;", "Xyzwak", "STF", "12ª", "fl3", "—", "q"]
)
def test_known_words_names_figures_and_acronyms_are_not(text: str) -> None:
    assert not _SMALL.is_unknown(text)


def test_nothing_is_told_in_a_language_without_a_list() -> None:
    assert not Speller(dictionary_of("grc")).is_unknown("peticão")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("peticão", "petição"),
        ("“Auotr”,", "“Autor”,"),
        ("AUTR", "AUTOR"),
        ("docontrato", "do contrato"),
        ("sousa", "souza"),
    ],
)
def test_the_likeliest_word_comes_first_written_as_it_stood(text: str, first: str) -> None:
    assert _SMALL.suggestions(text)[0] == first


def test_there_are_no_more_than_are_asked_for() -> None:
    assert _SMALL.suggestions("autoro", most=1) == ("autora",)


def test_what_lies_near_no_word_has_no_suggestions() -> None:
    assert _SMALL.suggestions("xqzwk") == ()


def test_the_lists_that_come_along_know_portuguese() -> None:
    speller = Speller(dictionary_of("por"))
    assert speller.suggestions("condenacão")[0] == "condenação"
    assert not speller.is_unknown("condenação")
