from __future__ import annotations

from uuid import uuid4

from transcritor_gui.store import FoundDocument
from transcritor_gui.ui.search.search_control import snippet_words


def found(snippet: str, word: str, *, pages: int = 1, is_similar: bool = False) -> FoundDocument:
    begin = snippet.find(word)
    return FoundDocument(uuid4(), "a.pdf", pages, 2, is_similar, snippet, ((begin, begin + len(word)),))


def test_the_word_found_stands_near_the_beginning() -> None:
    document = found(
        "…Pelo presente instrumento particular, de um lado a CONTRATANTE, decide a rescisão", "rescisão"
    )
    assert snippet_words(document) == "Page 3: …a rescisão"


def test_a_long_word_before_it_does_not_push_it_out_of_sight() -> None:
    document = found("Pelo presente instrumento, o Arquivo Bem-Te-Vi Digitalização Fictícia", "Digitalização")
    assert snippet_words(document) == "Page 3: …Digitalização Fictícia"


def test_a_part_of_a_long_word_is_shown_with_all_of_it() -> None:
    document = found("de acordo com a lei infraconstitucional-estadual", "estadual")
    assert snippet_words(document) == "Page 3: …infraconstitucional-estadual"


def test_an_early_word_keeps_what_stands_before_it() -> None:
    document = found("a rescisão do contrato", "rescisão", pages=12)
    assert snippet_words(document) == "12 pages · page 3: a rescisão do contrato"


def test_similar_words_are_named_so() -> None:
    assert snippet_words(found("", "", pages=2, is_similar=True)) == "Similar words, 2 pages, first on page 3"
