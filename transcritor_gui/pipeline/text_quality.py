"""Whether the text layer of a page says what the page shows, judged by its characters alone.

A layer may copy as garbage: its font has no map to Unicode, or a wrong one. The tests go from hard
evidence (characters that no text contains) to soft (letters that make no words), and the soft ones only
speak about Latin script and where there is enough of it, so that tables of numbers, code, other scripts
and short pages pass. Called by `page`; the table of letter pairs is in `letter_pairs`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from transcritor_gui.model import Word
from transcritor_gui.pipeline.letter_pairs import LETTERS, fold, pair_surprise, surprise

__all__ = ["FontFacts", "LayerVerdict", "judge_text_layer"]


@dataclass(frozen=True, slots=True)
class FontFacts:
    """What the PDF library knows of the page's characters beyond their code points."""

    characters: int
    """Characters with a glyph; spaces that the library made up are not counted."""
    unmapped: int
    """Those whose font gives no Unicode value (PDFium: FPDFText_HasUnicodeMapError)."""

    @property
    def unmapped_share(self) -> float:
        return self.unmapped / self.characters if self.characters > 0 else 0.0


@dataclass(frozen=True, slots=True)
class LayerVerdict:
    good: bool
    reason: str
    """A short code: 'ok', 'empty', 'too_short_to_tell', or why the layer is refused."""


_TYPOGRAPHY = "‘’“”„…–—•·°ºª«»§®©™"
_LEADER = re.compile(r"(.)\1{2,}")
_NUMBER = re.compile(r"^[\W\d_]*\d[\W\d_]*$")
_LETTERS_ONLY = re.compile(r"[^\W\d_]{3,}")
_GARBLED_WORD = re.compile(r"[a-zà-ÿ]\d[a-zà-ÿ]|[a-zà-ÿ]\d\d?[a-zà-ÿ]")
_LEET = str.maketrans("01345678", "oleasbtb")

# Shares of all characters above which a page holds what no text holds. A page may well have a few
# private-use bullets or one broken formula.
_MOST_REPLACEMENT = 0.05
_MOST_PRIVATE = 0.08
_MOST_CONTROL = 0.02

# Running text and lists of every language tried lie below 2.95 nats a pair, random letters above 3.6.
_NOT_A_LANGUAGE = 3.45
_NOT_A_LANGUAGE_UNMAPPED = 3.2
_FEWEST_PAIRS = 60
_FEWEST_PAIRS_UNMAPPED = 16
_NO_LETTERS_NATS = 5.0
"""What a pair that is not of two letters counts when shifts are compared."""


def judge_text_layer(words: Sequence[Word], *, languages: str, font_facts: FontFacts | None) -> LayerVerdict:
    """Whether to trust the text layer that holds `words`, with a reason code for the page's warning.

    `languages` are the Tesseract codes chosen for the page; they only ever make the judgement milder.
    """
    texts = [word.text for word in words if word.text.strip()]
    characters = Counter("".join(texts))
    total = sum(characters.values())
    if total == 0:
        return LayerVerdict(True, "empty")
    unmapped = font_facts.unmapped_share if font_facts is not None else 0.0
    reason = (
        _impossible_characters(texts, characters, total)
        or _misread_bytes(texts)
        or _shifted(texts, unmapped)
        or _digits_for_letters(texts)
        or _no_words(texts, unmapped)
        or _only_signs(characters, total, unmapped)
    )
    return LayerVerdict(reason is None, reason if reason is not None else "ok")


def _impossible_characters(texts: Sequence[str], characters: Counter[str], total: int) -> str | None:
    replacement = private = control = 0
    for character, count in characters.items():
        code = ord(character)
        if code in (0, 0xFFFD) or (code & 0xFFFE) == 0xFFFE:
            replacement += count
        elif code < 32 or 0x7F <= code <= 0x9F:
            control += count
    # A private-use character standing alone is a bullet or an icon; inside a word it is a lost letter.
    private = sum(
        sum(unicodedata.category(character) in ("Co", "Cn") for character in text)
        for text in texts
        if len(text) > 1
    )
    if replacement > 1 and replacement > _MOST_REPLACEMENT * total:
        return "replacement_characters"
    if private > 1 and private > _MOST_PRIVATE * total:
        return "private_use_characters"
    if control > 1 and control > _MOST_CONTROL * total:
        return "control_characters"
    return None


def _misread_bytes(texts: Sequence[str]) -> str | None:
    """UTF-8 shown as Latin-1 ('Ã§Ã£o'), or a DOS or Macintosh code page shown as Windows' ('a‡Æo')."""
    foreign = [text for text in texts if not text.isascii()]
    if len(foreign) < 3:
        return None
    for wrong, right in (("cp1252", "utf-8"), ("latin-1", "utf-8")):
        mended = sum(_mends(text, wrong, right) for text in foreign)
        if mended >= 3 and mended > 0.4 * len(foreign):
            return "misread_encoding"
    for right in ("cp850", "mac_roman", "cp437"):
        mended = sum(_mends_inside(text, right) for text in foreign)
        if mended >= 3 and mended > 0.4 * len(foreign):
            return "misread_encoding"
    return None


def _mends(text: str, wrong: str, right: str) -> bool:
    try:
        mended = text.encode(wrong).decode(right)
    except UnicodeError:
        return False
    return len(mended) < len(text)


def _mends_inside(text: str, right: str) -> bool:
    """Whether signs between the letters of `text` become accented letters in code page `right`."""
    core = text.strip("\"'.,;:!?()[]{}«»“”‘’…–—-•·")
    odd = [
        character
        for before, character in pairwise(core)
        if not character.isascii()
        and not character.isalpha()
        and character not in _TYPOGRAPHY
        and before.isalpha()
    ]
    if not odd:
        return False
    try:
        return all(
            unicodedata.category(character.encode("cp1252").decode(right)) == "Ll" for character in odd
        )
    except UnicodeError:
        return False


def _shifted(texts: Sequence[str], unmapped: float) -> str | None:
    """Whether another constant added to every character code turns nonsense into words."""
    pairs: Counter[tuple[int, int]] = Counter()
    for text in texts:
        if _NUMBER.match(text) or _is_alphabet(text):
            continue
        for part in _LEADER.split(text)[::2]:
            codes = [ord(character) for character in part]
            pairs.update(pairwise(codes))
    total = sum(pairs.values())
    if total < (8 if unmapped > 0.5 else 24):
        return None
    seen = np.array(list(pairs.keys()), dtype=np.int64)
    counts = np.fromiter(pairs.values(), dtype=np.float32)
    as_it_is = _surprise_when_shifted(seen, counts, 0)
    if as_it_is < _NOT_A_LANGUAGE_UNMAPPED:
        return None
    best = min(_surprise_when_shifted(seen, counts, shift) for shift in range(-96, 97) if shift != 0)
    return "shifted_characters" if best < 3.1 and as_it_is - best > 0.9 else None


_LETTER_OF_CODE = np.full(0x250, -1, dtype=np.int64)
for _code in range(0x250):
    _folded = fold(chr(_code))
    if chr(_code).isalpha() and len(_folded) == 1 and _folded in LETTERS:
        _LETTER_OF_CODE[_code] = LETTERS.index(_folded)


def _surprise_when_shifted(codes: np.ndarray, counts: np.ndarray, shift: int) -> float:
    moved = codes + shift
    inside = (moved >= 0) & (moved < len(_LETTER_OF_CODE))
    letters = np.where(inside, _LETTER_OF_CODE[np.clip(moved, 0, len(_LETTER_OF_CODE) - 1)], -1)
    both = (letters >= 0).all(axis=1)
    if not both.any():
        return _NO_LETTERS_NATS
    keys = letters[both, 0] * 27 + letters[both, 1]
    lettered = float(counts[both].sum())
    total = float(counts.sum())
    return (pair_surprise(keys, counts[both]) * lettered + _NO_LETTERS_NATS * (total - lettered)) / total


def _digits_for_letters(texts: Sequence[str]) -> str | None:
    garbled = [text for text in texts if _GARBLED_WORD.search(text)]
    wordlike = [text for text in texts if sum(map(str.isalpha, text)) >= 3]
    if len(garbled) < 6 or len(garbled) < 0.25 * len(wordlike):
        return None
    mended, pairs = surprise(_latin_words(text.translate(_LEET) for text in garbled))
    return "digits_for_letters" if pairs >= 30 and mended < 3.0 else None


def _latin_words(texts: Iterable[str]) -> list[str]:
    words = [fold(part) for text in texts for part in _LETTERS_ONLY.findall(text)]
    return [word for word in words if word.isascii() and not _is_alphabet(word)]


def _is_alphabet(word: str) -> bool:
    """Whether `word` is a sample of type such as 'abcdefgh' rather than a word."""
    steps = sum(ord(after) - ord(before) == 1 for before, after in pairwise(word))
    return len(word) >= 5 and steps >= 0.6 * (len(word) - 1)


def _no_words(texts: Sequence[str], unmapped: float) -> str | None:
    nats, pairs = surprise(_latin_words(texts))
    suspect = unmapped > 0.5
    if pairs < (_FEWEST_PAIRS_UNMAPPED if suspect else _FEWEST_PAIRS):
        return None
    limit = _NOT_A_LANGUAGE_UNMAPPED if suspect else _NOT_A_LANGUAGE
    return "letters_without_words" if nats > limit else None


def _only_signs(characters: Counter[str], total: int, unmapped: float) -> str | None:
    """A layer of ASCII signs with hardly a letter or a figure, apart from leaders and rules."""
    signs = sum(
        count for character, count in characters.items() if character in "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~"
    )
    wordlike = sum(count for character, count in characters.items() if character.isalpha())
    distinct = sum(character in "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~" for character in characters)
    if distinct >= 3 and signs >= 0.5 * total and wordlike < 0.2 * total:
        return "signs_without_words"
    if unmapped > 0.9 and total >= 4 and wordlike == 0 and signs > 0.3 * total:
        return "signs_without_words"
    return None
