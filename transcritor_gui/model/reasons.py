"""Why the pipeline did with a page what it did, as values: a text layer refused, a language told.

`page_reasons` has the words for people. What is written of them for programs (JSON files, `history --json`)
is what `LanguageEvidence.written` gives, and is read back by `evidence_written` alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["EvidenceKind", "LanguageEvidence", "LanguageShare", "RefusalReason", "evidence_written"]

_SHARE: Final = re.compile(r"(\w+) (\d+)%")


class RefusalReason(StrEnum):
    """What speaks against trusting the text layer of a page."""

    REPLACEMENT_CHARACTERS = "replacement_characters"
    PRIVATE_USE_CHARACTERS = "private_use_characters"
    CONTROL_CHARACTERS = "control_characters"
    MISREAD_ENCODING = "misread_encoding"
    LOST_LETTERS = "lost_letters"
    ONE_CHARACTER = "one_character"
    SIGNS_AMONG_LETTERS = "signs_among_letters"
    SHIFTED_CHARACTERS = "shifted_characters"
    DIGITS_FOR_LETTERS = "digits_for_letters"
    LETTERS_WITHOUT_WORDS = "letters_without_words"
    MIXED_SCRIPTS = "mixed_scripts"
    SIGNS_WITHOUT_WORDS = "signs_without_words"
    UNLIKE_PAGE = "unlike_page"
    """What was recognised of the page says something else."""


class EvidenceKind(StrEnum):
    """What tells the language of a page."""

    SMALL_WORDS = "small words"
    """How many of its words are small words (articles, prepositions) of a language."""
    SCRIPT = "script"
    """It is written in signs that one language alone has."""
    TOO_FEW_WORDS = "too few words"
    """Nothing could be told."""


@dataclass(frozen=True, slots=True)
class LanguageShare:
    code: str
    """Tesseract's."""
    share: float
    """Of the page's words, 0 to 1, that are small words of this language."""


@dataclass(frozen=True, slots=True)
class LanguageEvidence:
    kind: EvidenceKind
    shares: tuple[LanguageShare, ...] = ()
    """For SMALL_WORDS: of the likeliest languages, the likeliest first."""

    @property
    def written(self) -> str:
        """'por 46%, eng 4%', 'script' or 'too few words': for programs."""
        if self.kind is not EvidenceKind.SMALL_WORDS:
            return str(self.kind)
        return ", ".join(f"{each.code} {each.share:.0%}" for each in self.shares)


def evidence_written(text: str) -> LanguageEvidence | None:
    """The evidence that was written as `text`, its shares in whole per cent; None for any other text."""
    for kind in (EvidenceKind.SCRIPT, EvidenceKind.TOO_FEW_WORDS):
        if text == kind:
            return LanguageEvidence(kind)
    shares = tuple(LanguageShare(code, int(percent) / 100) for code, percent in _SHARE.findall(text))
    return LanguageEvidence(EvidenceKind.SMALL_WORDS, shares) if shares else None
