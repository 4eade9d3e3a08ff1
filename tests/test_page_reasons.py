"""What is said about a page's language and about a text layer that was refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from transcritor_gui import pipeline
from transcritor_gui.model import PageResult, PageSource, PageStatus
from transcritor_gui.page_reasons import language_reason, language_words, refusal_words


def _page(language: str, reason: str = "") -> PageResult:
    return PageResult(
        0, 595.0, 842.0, PageStatus.DONE, PageSource.TEXT, language=language, language_reason=reason
    )


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ("", ""),
        ("por", "Portuguese"),
        ("por+eng", "Portuguese and English"),
        ("por+eng+spa", "Portuguese, English and Spanish"),
    ],
)
def test_languages_are_called_by_their_names(codes: str, words: str) -> None:
    assert language_words(_page(codes)) == words


def test_small_words_are_the_reason() -> None:
    reason = language_reason(_page("por", "por 46%, eng 4%"))
    assert reason.startswith("46 % of its words are such as Portuguese is full of")
    assert reason.endswith("4 % are such words of English.")


def test_letters_are_the_reason() -> None:
    assert "letters" in language_reason(_page("ell", "script"))


@pytest.mark.parametrize("reason", ["too few words", "nld 6%, cat 5%"])
def test_what_could_not_be_told_says_so(reason: str) -> None:
    assert "the languages in which the page was read" in language_reason(_page("por+eng", reason))


def test_nothing_is_said_where_no_language_is_known() -> None:
    assert language_reason(_page("", "too few words")) == ""


def test_every_reason_of_the_judge_has_words() -> None:
    source = (Path(pipeline.__file__).parent / "pdf" / "text_quality.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'"([a-z]+_[a-z_]+)"', source)) - {"judge_text_layer"}
    assert codes
    assert [code for code in codes if refusal_words(code) == code.replace("_", " ")] == []


def test_a_reason_not_known_yet_is_readable() -> None:
    assert refusal_words("odd_thing") == "odd thing"
