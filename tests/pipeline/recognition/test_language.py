"""Which language a page is in."""

from __future__ import annotations

import re

import pytest

from tests.corpus import corpus_file
from transcritor_gui.pipeline.recognition.language import find_language

_PORTUGUESE = (
    "Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de razão e de"
    " consciência, devem agir uns para com os outros em espírito de fraternidade."
)
_ENGLISH = (
    "All human beings are born free and equal in dignity and rights. They are endowed with reason and"
    " conscience and should act towards one another in a spirit of brotherhood."
)
_SPANISH = (
    "Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están de razón y"
    " conciencia, deben comportarse fraternalmente los unos con los otros."
)
_GREEK = "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα."


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        (_PORTUGUESE, "por"),
        (_ENGLISH, "eng"),
        (_SPANISH, "spa"),
        (_GREEK, "ell"),
        (_PORTUGUESE.upper(), "por"),
        (_PORTUGUESE + " " + _ENGLISH + " " + _PORTUGUESE + " " + _PORTUGUESE + " " + _ENGLISH, "por+eng"),
    ],
)
def test_running_text_is_told(text: str, languages: str) -> None:
    assert find_language(text.split()).languages == languages


def test_the_reason_names_the_shares_of_small_words() -> None:
    assert re.fullmatch(r"por \d\d%, \w{3} \d+%", find_language(_PORTUGUESE.split()).evidence.written)


def test_recognition_without_accents_does_not_hide_portuguese() -> None:
    read_as_english = _PORTUGUESE.replace("ã", "a").replace("ê", "e").replace("í", "i")
    assert find_language(read_as_english.split()).languages == "por"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Total 12,00",
        "1 100 200 2 101 201 3 102 202 " * 20,
        "Ricardo Fiuza João Alves Cid Carvalho José Geraldo Manoel Moreira Genebaldo Correia " * 3,
    ],
)
def test_figures_and_names_are_in_no_language(text: str) -> None:
    assert find_language(text.split()).languages == ""


def test_a_few_words_of_another_language_do_not_make_two() -> None:
    text = " ".join([_PORTUGUESE] * 6) + " The Debian Project and the Free Software Foundation of the year"
    assert find_language(text.split()).languages == "por"


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("en-inaugural-1933-Roosevelt.txt", "eng"),
        ("udhr-eng.txt", "eng"),
        ("udhr-spa.txt", "spa"),
        ("udhr-por_BR.txt", "por"),
        ("pt-machado-memorias_postumas.txt", "por"),
        ("pt-machado-ocidentais_poesia.txt", "por"),
        ("pt-ud_bosque-test_sentences.txt", "por"),
        ("pt-debian-faq.txt", "por"),  # with English commands and package descriptions in it
    ],
)
def test_pieces_of_two_hundred_letters_are_told(name: str, languages: str) -> None:
    words = corpus_file(f"text/{name}").read_text(encoding="utf-8").split()
    pieces, piece = [], list[str]()
    for word in words:
        piece.append(word)
        if sum(map(len, piece)) + len(piece) > 200:
            pieces.append(piece)
            piece = []
    written = [piece for piece in pieces if sum(c.isalpha() for word in piece for c in word) > 100]
    wrong = [piece for piece in written if find_language(piece).languages != languages]
    assert len(wrong) <= (0.02 if "faq" in name else 0.011) * len(written)
