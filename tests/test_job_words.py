"""Words for states, sources and confidence."""

from __future__ import annotations

from transcritor_gui.i18n import install_language
from transcritor_gui.job_words import confidence_words, source_words
from transcritor_gui.model import PageSource


def test_a_doubt_is_never_rounded_away() -> None:
    assert confidence_words(0.9999) == "99 %"
    assert confidence_words(1.0) == "100 %"
    assert confidence_words(None) == ""


def test_sources_have_words_in_both_languages() -> None:
    assert source_words(PageSource.MIXED) == "mixed"
    install_language("pt_BR")
    assert source_words(PageSource.MIXED) == "misto"
