"""Signs where letters or spaces should be, in the words of a text layer: what is wrong with its map. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from transcritor_gui.model import RefusalReason

__all__ = [
    "ALL_UNMAPPED",
    "FEWEST_WORDS",
    "WORDLIKE",
    "lost_letters",
    "signs_among_letters",
    "signs_for_spaces",
]

WORDLIKE = 3
"""Characters of a text that may be a word."""
FEWEST_WORDS = 8
_FEWEST_CHARACTERS = 60
"""Of a page with fewer words than that."""
ALL_UNMAPPED = 0.9
"""Share of the characters, as `FontFacts` tells it."""
_SOME_UNMAPPED = (0.05, 0.6)
_LOST_LETTERS = re.compile(r"^[^\W\d_]+\?{1,3}[^\W\d_]+\W*$")
_FEWEST_LOST, _MOST_LOST = 3, 0.04
_SIGN = re.compile(r"[!\"#$%&()*+;<=>?@\[\\\]^`{|}~]")
_SIGN_INSIDE = re.compile(r"[^\W_][!\"#$%&()*+;<=>?@\[\\\]^`{|}~][^\W_]")
_SIGN_FOR_LETTER = re.compile(r"[a-zà-ÿ](?:[^\w\s'’–-]|\d)[a-zà-ÿ]|^[)\]}>!?=<][a-zà-ÿ]{2}")
_SPACE_SIGNS = '?#"$!@'
"""What a space becomes where a map is off by a few; others part words of paths and tables, too."""
_SIGNS_AS_SPACES, _LONGEST_WORDS = 0.08, 20
"""Of all characters, where one sign stands for the space, and characters a word where it does."""
_MOST_FULL_OF_SIGNS, _MOST_FULL_OF_SIGNS_UNMAPPED = 0.4, 0.15
_MOST_SIGNS_FOR_LETTERS = 0.2


def lost_letters(texts: Sequence[str]) -> RefusalReason | None:
    """Question marks where letters were: 'informa??o'."""
    lost = sum(_LOST_LETTERS.match(text) is not None for text in texts if "?" in text)
    wordlike = sum(len(text) >= WORDLIKE for text in texts)
    return RefusalReason.LOST_LETTERS if lost >= _FEWEST_LOST and lost > _MOST_LOST * wordlike else None


def signs_for_spaces(texts: Sequence[str], characters: Counter[str], total: int) -> RefusalReason | None:
    """Lines in one piece, with one sign where spaces were: 'ponta?da?mesaK?um?pratoK'."""
    sign = max(_SPACE_SIGNS, key=lambda each: characters[each])
    if characters[sign] < _SIGNS_AS_SPACES * total or total < _LONGEST_WORDS * len(texts):
        return None
    inside = len(re.findall(rf"(?<=[^\W\d_]){re.escape(sign)}(?=[^\W\d_])", "\n".join(texts)))
    return RefusalReason.SIGNS_AMONG_LETTERS if 2 * inside >= characters[sign] else None


def signs_among_letters(
    texts: Sequence[str], total: int, unmapped: float, *, makes_words: bool
) -> RefusalReason | None:
    """Words full of signs that are made of no words either: 'O3K@J8I!L<N<I', as numbers of glyphs read."""
    some_lost = _SOME_UNMAPPED[0] < unmapped < _SOME_UNMAPPED[1]
    if makes_words and not some_lost:
        return None
    words = [text for text in texts if len(text) >= WORDLIKE]
    if not words or (len(words) < FEWEST_WORDS and total < _FEWEST_CHARACTERS):
        return None
    mixed = sum(_is_full_of_signs(text) for text in words) / len(words)
    most = _MOST_FULL_OF_SIGNS_UNMAPPED if unmapped > ALL_UNMAPPED else _MOST_FULL_OF_SIGNS
    if mixed > most and not makes_words:
        return RefusalReason.SIGNS_AMONG_LETTERS
    # Some letters only are lost, and signs stand in their places.
    lost = sum(_SIGN_FOR_LETTER.search(text) is not None for text in words) / len(words)
    return RefusalReason.SIGNS_AMONG_LETTERS if lost > _MOST_SIGNS_FOR_LETTERS and some_lost else None


def _is_full_of_signs(text: str) -> bool:
    return _SIGN_INSIDE.search(text) is not None or 2 * len(_SIGN.findall(text)) >= len(text)
