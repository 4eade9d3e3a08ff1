"""Which recognised words a person should look at, and which are worth a second reading. Pure.

Used by `second_opinion` and `whole_page`. docs/decisions/0014-second-opinion.md has the figures behind the
thresholds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from transcritor_gui.model import mean_confidence
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.dictionary import Dictionary

__all__ = ["DOUBT_BELOW", "READ_AGAIN_BELOW", "Grounds", "PageCondition", "condition_of", "stands_oddly"]

READ_AGAIN_BELOW = 0.80
_READ_UNKNOWN_AGAIN_BELOW, _READ_NAMES_AGAIN_BELOW = 0.93, 0.90
"""Confidence under which a word that no dictionary has is read again. On clean pages nearly all between the
two are names, or far from any word, and read rightly."""

_SURE = 0.97
"""Confidence from which nothing but its letters speaks against a word."""
_BAD_BELOW = 0.93
"""Mean confidence of a page under which even sure words are doubtful."""
_QUOTES = "\"'“”„‟«»‘’‚‹›"
_DOTS = ":;"
_LONE_SIGNS = frozenset(".,|¦_~^`´'{}[]¢\"“”")
"""Nothing that stands between two spaces in print, but what specks and broken letters are read as."""
_NO_ABBREVIATION = 4
"""Letters from which a word before a full stop is hardly an abbreviation."""


class PageCondition(Enum):
    """How far small marks and the engine's figures can be trusted."""

    CLEAN = "clean"
    ROUGH = "rough"
    """Light, grain, specks, contrast or size had to be mended."""
    BAD = "bad"
    """Mended, and still read without confidence."""


DOUBT_BELOW = {PageCondition.CLEAN: 0.91, PageCondition.ROUGH: 0.92, PageCondition.BAD: 0.955}
"""Confidence under which a word is doubtful, unless both engines read it alike."""


def condition_of(words: Sequence[OcrWord], *, mended: bool) -> PageCondition:
    """`mended` tells whether clean-up had to change what the page looks like."""
    if not mended:
        return PageCondition.CLEAN
    mean = mean_confidence(words)
    return PageCondition.BAD if mean is not None and mean < _BAD_BELOW else PageCondition.ROUGH


@dataclass(frozen=True, slots=True)
class Grounds:
    """What there is to judge the words of a page by."""

    dictionary: Dictionary
    condition: PageCondition = PageCondition.CLEAN

    def needs_reading(self, word: OcrWord) -> bool:
        """Whether a second reading is worth its time: some 30 ms for the piece of line around the word."""
        if not any(letter.isalnum() for letter in word.text):
            return False
        if word.confidence < READ_AGAIN_BELOW:
            return True
        is_rough = self.condition is not PageCondition.CLEAN
        if word.confidence < _READ_UNKNOWN_AGAIN_BELOW and self.dictionary.knows(word.text) is False:
            is_surer = not is_rough and word.confidence >= _READ_NAMES_AGAIN_BELOW
            return not is_surer or (word.text.islower() and self.dictionary.suspects(word.text))
        return is_rough and word.confidence < _SURE and self.dictionary.suspects(word.text)

    def is_doubtful(self, word: OcrWord) -> bool:
        """What the engine's figure, the dictionary and the page's condition say of a word read once."""
        if word.confidence < DOUBT_BELOW[self.condition]:
            return True
        if word.confidence >= _SURE:
            return False
        if self.dictionary.knows(word.text) is False or _is_quoted(word.text):
            return True
        # The comma under a dot, the accent on a letter are what grain, blur and fax take first.
        return self.condition is not PageCondition.CLEAN and (
            word.text[-1] in _DOTS or self.dictionary.suspects(word.text)
        )

    def settles(self, text: str) -> bool:
        """Whether a word is out of doubt once both engines read `text`.

        Now and then both take a smudge for the same wrong letter; what they agree on is then no word, but
        near one. On rough pages both lose accents and the commas under dots.
        """
        if self.condition is PageCondition.CLEAN:
            return self.dictionary.knows(text) is not False or not self.dictionary.suspects(text)
        return text[-1] not in _DOTS and not self.dictionary.suspects(text)


def stands_oddly(text: str, following: str, condition: PageCondition) -> bool:
    """Whether no print would have `text` where it stands before `following`, whatever the engines' figures.

    A sign by itself, and the word that has lost it; a full stop before a small letter; a nought as a word;
    two full stops; half a word after its hyphen. On rough pages a comma before a capital too: one in fifteen
    is a full stop.
    """
    if _LONE_SIGNS.issuperset(text):
        return text != "..."
    if following in (".", ",") or (text[0] == "-" and text[1:2].islower()):
        return True
    if text.endswith(".."):
        return not text.endswith("...")
    if text[-1] == "," and following[:1].isupper():
        return condition is not PageCondition.CLEAN
    if not following[:1].islower():
        return False
    return text == "0" or (text[-1] == "." and sum(map(str.isalpha, text)) >= _NO_ABBREVIATION)


def _is_quoted(text: str) -> bool:
    """Whether a quotation mark stands at an end of `text`; within a word it is an apostrophe."""
    return text[0] in _QUOTES or text.rstrip(".,;:!?)")[-1:] in tuple(_QUOTES)
