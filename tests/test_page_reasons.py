"""What is said about a page's language and about a text layer that was refused."""

from __future__ import annotations

import pytest

from transcritor_gui.model import PageResult, PageSource, PageStatus, RefusalReason, evidence_written
from transcritor_gui.page_reasons import language_reason, language_words, refusal_words


def _page(language: str, reason: str = "") -> PageResult:
    return PageResult(
        0,
        595.0,
        842.0,
        PageStatus.DONE,
        PageSource.TEXT,
        language=language,
        language_evidence=evidence_written(reason),
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


def test_every_reason_has_words() -> None:
    assert all(map(refusal_words, RefusalReason))
