"""Languages have names for people."""

from __future__ import annotations

from transcritor_gui.ui.language_names import language_name


def test_common_languages_are_named_in_the_language_in_force() -> None:
    assert language_name("por") == "Portuguese"


def test_a_rarer_language_has_its_own_name() -> None:
    assert language_name("swe") == "Svenska"


def test_what_is_no_language_keeps_its_code() -> None:
    assert language_name("my_own_model") == "my_own_model"
