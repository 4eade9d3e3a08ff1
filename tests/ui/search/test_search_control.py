from __future__ import annotations

from uuid import uuid4

from transcritor_gui.store import SearchHit
from transcritor_gui.ui.search.search_control import snippet_words


def hit(snippet: str, word: str) -> SearchHit:
    begin = snippet.index(word)
    return SearchHit(uuid4(), "a.pdf", 2, snippet, ((begin, begin + len(word)),))


def test_the_word_found_stands_near_the_beginning() -> None:
    found = hit(
        "…Pelo presente instrumento particular, de um lado a CONTRATANTE, decide a rescisão", "rescisão"
    )
    assert snippet_words(found) == "Page 3: …CONTRATANTE, decide a rescisão"


def test_an_early_word_keeps_what_stands_before_it() -> None:
    assert snippet_words(hit("a rescisão do contrato", "rescisão")) == "Page 3: a rescisão do contrato"
