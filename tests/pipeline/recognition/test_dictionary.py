"""What is a word, and what looks like another word misread."""

from __future__ import annotations

import pytest

from transcritor_gui.pipeline.recognition.dictionary import Dictionary, dictionary_of

_SMALL = Dictionary([{"capítulo": 500, "capitulo": 20, "esta": 50, "está": 300}, {"country": 90}])


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("casa", True),
        ("Guarda-chuva,", True),
        ("“people”", True),
        ("xqzt", False),
        ("2.480", None),
        ("—", None),
    ],
)
def test_words_of_its_languages_are_known(text: str, known: bool | None) -> None:
    assert dictionary_of("por+eng").knows(text) is known


@pytest.mark.parametrize(
    "text",
    [
        "gênero",
        "género",
        "econômicos",
        "matrimônio",
        "registro",
        "precatório",
        "ônibus",
        "esporte",
        "idéia",
        "conseqüência",
        "vôo",
    ],
)
def test_words_as_brazil_and_portugal_write_and_wrote_them_are_known_and_not_suspected(text: str) -> None:
    dictionary = dictionary_of("por")
    assert dictionary.knows(text)
    assert not dictionary.suspects(text)


def test_a_language_without_a_list_leaves_it_open() -> None:
    assert dictionary_of("grc").knows("casa") is None
    assert not dictionary_of("grc").suspects("casa")


@pytest.mark.parametrize("text", ["capitulo", "Capitulo.", "esta", "couutry", "sub-couutry"])
def test_a_spelling_near_a_commoner_word_is_suspect(text: str) -> None:
    assert _SMALL.suspects(text)


@pytest.mark.parametrize("text", ["capítulo", "está", "country", "Machado", "cou", "1839", "—"])
def test_common_words_and_strings_near_no_word_are_not(text: str) -> None:
    assert not _SMALL.suspects(text)


@pytest.mark.parametrize(("languages", "word"), [("por", "capitulo"), ("eng", "couutry"), ("por+eng", "nao")])
def test_the_lists_that_come_with_the_program_tell_commoner_words(languages: str, word: str) -> None:
    assert dictionary_of(languages).suspects(word)


@pytest.mark.parametrize("text", ["1º", "§", "3ª", "12"])
def test_ordinals_are_figures_not_words(text: str) -> None:
    assert dictionary_of("por").knows(text) is None


def test_the_language_that_knows_most_of_the_words_speaks_alone() -> None:
    main = _SMALL.of_one_language(["está", "capítulo", "country"])
    assert (main.count("está"), main.count("country")) == (300, 0)


def test_words_of_no_language_leave_all_of_them() -> None:
    assert _SMALL.of_one_language(["xqzt"]) is _SMALL
