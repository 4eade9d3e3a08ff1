"""Languages in words, at every door."""

from __future__ import annotations

import pytest

from transcritor_gui.i18n import speaking
from transcritor_gui.language_names import languages_words


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Portuguese, English and Latin"), ("pt_BR", "Português, inglês e latim")],
)
def test_several_languages_are_told_as_people_tell_them(language: str, words: str) -> None:
    with speaking(language):
        assert languages_words("por+eng+lat") == words


def test_a_single_language_and_the_choice_by_page_are_told() -> None:
    assert (languages_words("por"), languages_words("auto")) == ("Portuguese", "automatic")
