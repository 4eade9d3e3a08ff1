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
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from transcritor_gui.model import RefusalReason, Word
from transcritor_gui.pipeline.pdf.letter_pairs import LETTERS, fold, pairs_of, surprise, weighted_surprise
from transcritor_gui.pipeline.pdf.misread import is_misread

__all__ = ["FontFacts", "LayerVerdict", "judge_text_layer"]


@dataclass(frozen=True, slots=True)
class FontFacts:
    """What the PDF library knows of the page's characters beyond their code points."""

    characters: int
    """Characters with a glyph; spaces that the library made up are not counted."""
    unmapped: int
    """Those whose font gives no Unicode value (PDFium: FPDFText_HasUnicodeMapError).

    Good layers have them too (TeX's fonts, whose codes happen to be ASCII), so they only lower the bar.
    """

    wild: int = 0
    """Those of them whose codes are not ASCII either, so that nothing is known of what they stand for."""

    @property
    def unmapped_share(self) -> float:
        return self.unmapped / self.characters if self.characters > 0 else 0.0


@dataclass(frozen=True, slots=True)
class LayerVerdict:
    refusal: RefusalReason | None
    """Why the layer is not to be trusted; None where it is, or where it is empty."""

    @property
    def good(self) -> bool:
        return self.refusal is None


_NUMBER = re.compile(r"^[\W\d_]*\d[\W\d_]*$")
_LETTERS_ONLY = re.compile(r"(?<![^\W_])[^\W\d_]{3,}(?![^\W_])")
_CODE = re.compile(r"[A-Z]\d|\d[A-Z]")
_GARBLED_WORD = re.compile(r"[a-zà-ÿ]\d{1,2}[a-zà-ÿ]")
_LOST_LETTERS = re.compile(r"^[^\W\d_]+\?{1,3}[^\W\d_]+\W*$")
_SIGN = re.compile(r"[!\"#$%&()*+;<=>?@\[\\\]^`{|}~]")
_SIGN_INSIDE = re.compile(r"[^\W_][!\"#$%&()*+;<=>?@\[\\\]^`{|}~][^\W_]")
_SIGN_FOR_LETTER = re.compile(r"[a-zà-ÿ](?:[^\w\s'’–-]|\d)[a-zà-ÿ]|^[)\]}>!?=<][a-zà-ÿ]{2}")
_LEADER = re.compile(r"(.)\1{2,}")
_ASCII_SIGNS = frozenset("!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~")
_STEP = re.compile("|".join(map("".join, pairwise("abcdefghijklmnopqrstuvwxyz"))))
_DIGITS = frozenset("0123456789")
_BEYOND_LATIN = "\u0250"
_LEET = str.maketrans("01345678", "oleasbtb")

# Shares of all characters above which a page holds what no text holds. A page may well have a few
# private-use bullets or one broken formula.
_MOST_REPLACEMENT = 0.03
_MOST_PRIVATE = 0.08
_MOST_CONTROL = 0.02
_MOST_MIXED = 0.25
_FEW_LOST = 0.06
"""Of the words of a page that otherwise reads well: a ligature is in fewer, an accent in many more."""

# Nats a pair. Pages of every language and kind tried lie below 2.95, alphabets put out of order above 3.5.
_LIKE_A_LANGUAGE = 2.8
_NOT_A_LANGUAGE = 3.35
_NOT_A_LANGUAGE_UNMAPPED = 3.15
_FEWEST_PAIRS = 60
_MOST_REPEATS = 3
"""How often one word speaks for or against a page: a column of one unit of measure is one word."""
_FEWEST_PAIRS_UNMAPPED = 16
_PART_PAIRS = 150
_NOT_A_LANGUAGE_PART = 3.6
_MOST_BAD_PARTS = 0.2
_NO_LETTERS_NATS = 5.0
"""What a pair that is not of two letters counts when shifts are compared."""


def judge_text_layer(words: Sequence[Word], *, languages: str, font_facts: FontFacts | None) -> LayerVerdict:
    """Whether to trust the text layer that holds `words`, and if not, why.

    `languages` are the Tesseract codes chosen for the page. They do not make the judgement stricter: a
    page in another language than was chosen is still right.
    """
    texts = [word.text for word in words if word.text.strip()]
    characters = Counter("".join(texts))
    total = sum(characters.values())
    if total == 0:
        return LayerVerdict(None)
    unmapped = font_facts.unmapped_share if font_facts is not None else 0.0
    latin = pairs_of(_latin_words(texts))
    reads_well = len(latin) > 0.4 * total and surprise(latin) < _LIKE_A_LANGUAGE
    return LayerVerdict(
        _impossible_characters(texts, characters, total, reads_well=reads_well)
        or (RefusalReason.MISREAD_ENCODING if is_misread(texts) else None)
        or _one_character(texts, characters)
        or (_lost_letters(texts) if "?" in characters else None)
        or (None if reads_well else _shifted(texts, unmapped))
        or _signs_among_letters(texts, latin, total, unmapped)
        or (None if characters.keys().isdisjoint(_DIGITS) else _digits_for_letters(texts))
        or _no_words(latin, unmapped)
        or (_mixed_scripts(texts, languages) if _has_other_scripts(characters) else None)
        or _only_signs(characters, total, unmapped)
    )


def _impossible_characters(
    texts: Sequence[str], characters: Counter[str], total: int, *, reads_well: bool
) -> RefusalReason | None:
    replacement = control = 0
    for character, count in characters.items():
        code = ord(character)
        if code in (0, 0xFFFD) or (code & 0xFFFE) == 0xFFFE:
            replacement += count
        elif (code < 32 and code != 2) or 0x7F <= code <= 0x9F:  # PDFium's mark of a broken word is U+0002
            control += count
    if (
        replacement > 1
        and replacement > _MOST_REPLACEMENT * total
        and not (reads_well and sum("\ufffd" in text for text in texts) < _FEW_LOST * len(texts))
    ):
        return RefusalReason.REPLACEMENT_CHARACTERS
    if any(_is_private(character) for character in characters):
        # A private-use character standing alone is a bullet or an icon; inside a word it is a lost letter.
        private = sum(sum(map(_is_private, text)) for text in texts if len(text) > 1)
        lone = sum(len(text) == 1 and _is_private(text) for text in texts)
        if (private > 1 and private > _MOST_PRIVATE * total) or lone > 0.5 * len(texts) > 2:
            return RefusalReason.PRIVATE_USE_CHARACTERS
    if control > 1 and control > _MOST_CONTROL * total:
        return RefusalReason.CONTROL_CHARACTERS
    return None


def _is_private(character: str) -> bool:
    return not character.isascii() and unicodedata.category(character) in ("Co", "Cn")


def _lost_letters(texts: Sequence[str]) -> RefusalReason | None:
    """Question marks where letters were: 'informa??o'."""
    lost = sum(_LOST_LETTERS.match(text) is not None for text in texts)
    wordlike = sum(len(text) >= 3 for text in texts)
    return RefusalReason.LOST_LETTERS if lost >= 3 and lost > 0.04 * wordlike else None


def _one_character(texts: Sequence[str], characters: Counter[str]) -> RefusalReason | None:
    """Words all of one or two letters, or of question marks: a map that sends all glyphs to one place."""
    if sum(count for _, count in characters.most_common(2)) < 0.5 * sum(characters.values()):
        return None
    words = [text for text in texts if len(text) >= 3 and not _is_leader(text)]
    found = Counter("".join(words))
    commonest = [character for character, _ in found.most_common(2)]
    if len(words) < 8 or not all(character.isalpha() or character in "?.:" for character in commonest):
        return None
    share = sum(found[character] for character in commonest) / sum(found.values())
    return RefusalReason.ONE_CHARACTER if share > 0.85 else None


def _is_leader(text: str) -> bool:
    """Whether `text` is a row of dots that leads to a figure."""
    return text[0] in "._-" and _LEADER.fullmatch(text) is not None


def _signs_among_letters(
    texts: Sequence[str], latin: npt.NDArray[np.intp], total: int, unmapped: float
) -> RefusalReason | None:
    """Words full of signs that are made of no words either: 'O3K@J8I!L<N<I', as numbers of glyphs read."""
    words = [text for text in texts if len(text) >= 3]
    if not words or (len(words) < 8 and total < 60):
        return None
    makes_words = len(latin) > 0.35 * total and surprise(latin) < _NOT_A_LANGUAGE_UNMAPPED
    some_lost = 0.05 < unmapped < 0.6
    if makes_words and not some_lost:
        return None
    mixed = sum(_is_full_of_signs(text) for text in words) / len(words)
    if mixed > (0.15 if unmapped > 0.9 else 0.4) and not makes_words:
        return RefusalReason.SIGNS_AMONG_LETTERS
    # Some letters only are lost, and signs stand in their places.
    lost = sum(_SIGN_FOR_LETTER.search(text) is not None for text in words) / len(words)
    return RefusalReason.SIGNS_AMONG_LETTERS if lost > 0.2 and some_lost else None


def _is_full_of_signs(text: str) -> bool:
    return _SIGN_INSIDE.search(text) is not None or 2 * len(_SIGN.findall(text)) >= len(text)


def _shifted(texts: Sequence[str], unmapped: float) -> RefusalReason | None:
    """Whether another constant added to every character code turns nonsense into words."""
    pairs: Counter[tuple[int, int]] = Counter()
    for text in texts:
        if _NUMBER.match(text) or _is_alphabet(text):
            continue
        for part in _LEADER.split(text)[::2]:
            pairs.update(pairwise(map(ord, part)))
    total = sum(pairs.values())
    if total < (8 if unmapped > 0.5 else 24):
        return None
    seen = np.array(list(pairs.keys()), dtype=np.intp)
    counts = np.fromiter(pairs.values(), dtype=np.float32)
    as_it_is = _when_shifted(seen, counts, 0)
    if as_it_is.nats < _NOT_A_LANGUAGE_UNMAPPED:
        return None
    # Case alone (a shift by 32) changes nothing; capitals may lie outside the letters when shifted.
    shifts = [shift for shift in range(-96, 97) if shift not in (0, 32, -32)]
    best = min((_when_shifted(seen, counts, shift) for shift in shifts), key=lambda shifted: shifted.nats)
    if as_it_is.nats - best.nats < 0.8:
        return None
    # Spaces and capitals that have become signs leave fewer pairs of letters, but those make words.
    makes_words = best.nats < 3.1 or (best.lettered > 0.5 and best.of_letters < 2.75)
    return RefusalReason.SHIFTED_CHARACTERS if makes_words else None


@dataclass(frozen=True, slots=True)
class _Shifted:
    nats: float
    """Mean of all pairs; what is no pair of letters counts `_NO_LETTERS_NATS`."""
    of_letters: float
    lettered: float
    """Share of the pairs that are of letters."""


def _letter_of_code() -> npt.NDArray[np.intp]:
    letters = np.full(0x250, -1, dtype=np.intp)
    for code in range(len(letters)):
        folded = fold(chr(code))
        if chr(code).isalpha() and len(folded) == 1 and folded in LETTERS:
            letters[code] = LETTERS.index(folded)
    return letters


_LETTER_OF_CODE = _letter_of_code()


def _when_shifted(codes: npt.NDArray[np.intp], counts: npt.NDArray[np.float32], shift: int) -> _Shifted:
    moved = codes + shift
    inside = (moved >= 0) & (moved < len(_LETTER_OF_CODE))
    letters = np.where(inside, _LETTER_OF_CODE[np.clip(moved, 0, len(_LETTER_OF_CODE) - 1)], -1)
    both = (letters >= 0).all(axis=1)
    if not both.any():
        return _Shifted(_NO_LETTERS_NATS, _NO_LETTERS_NATS, 0.0)
    share = float(counts[both].sum() / counts.sum())
    nats = weighted_surprise(letters[both, 0] * 27 + letters[both, 1], counts[both])
    return _Shifted(nats * share + _NO_LETTERS_NATS * (1 - share), nats, share)


def _digits_for_letters(texts: Sequence[str]) -> RefusalReason | None:
    garbled = [text for text in texts if _GARBLED_WORD.search(text)]
    if len(garbled) < 6:
        return None
    wordlike = sum(sum(map(str.isalpha, text)) >= 3 for text in texts)
    if len(garbled) < 0.2 * wordlike:
        return None
    mended = pairs_of(_latin_words([text.translate(_LEET) for text in garbled]))
    return RefusalReason.DIGITS_FOR_LETTERS if len(mended) >= 30 and surprise(mended) < 3.0 else None


def _latin_words(texts: Sequence[str]) -> list[str]:
    """Folded words of Latin letters, without abbreviations, each at most `_MOST_REPEATS` times."""
    whole = " ".join(texts)
    found = Counter(_LETTERS_ONLY.findall(whole))
    # On a page of codes ('4B7-KQXWPT') capitals make no words.
    codes = False
    if len(_CODE.findall(whole)) > 0.2 * len(texts):
        codes = sum(_CODE.search(text) is not None for text in texts) > 0.2 * len(texts)
    words: list[str] = []
    for part, count in found.items():
        if part.isupper() and (codes or len(part) < 6):
            continue
        word = fold(part)
        if word.isascii() and word.isalpha() and not _is_alphabet(word):
            words.extend([word] * min(count, _MOST_REPEATS))
    return words


def _is_alphabet(word: str) -> bool:
    """Whether `word` is a sample of type such as 'abcdefgh' rather than a word."""
    if len(word) < 5 or _STEP.search(word) is None:
        return False
    steps = sum(ord(after) - ord(before) == 1 for before, after in pairwise(word))
    return steps >= 0.45 * (len(word) - 1)


def _no_words(pairs: npt.NDArray[np.intp], unmapped: float) -> RefusalReason | None:
    suspect = unmapped > 0.5
    if len(pairs) < (_FEWEST_PAIRS_UNMAPPED if suspect else _FEWEST_PAIRS):
        return None
    limit = _NOT_A_LANGUAGE_UNMAPPED if suspect else _NOT_A_LANGUAGE
    if surprise(pairs) > limit:
        return RefusalReason.LETTERS_WITHOUT_WORDS
    # One bad font among good ones: parts of the page make no words.
    parts = np.array_split(pairs, max(1, len(pairs) // _PART_PAIRS))
    if len(parts) < 4:
        return None
    bad = sum(surprise(part) > _NOT_A_LANGUAGE_PART for part in parts)
    return RefusalReason.LETTERS_WITHOUT_WORDS if bad >= 2 and bad > _MOST_BAD_PARTS * len(parts) else None


def _has_other_scripts(characters: Counter[str]) -> bool:
    return any(character >= _BEYOND_LATIN and character.isalpha() for character in characters)


def _mixed_scripts(texts: Sequence[str], languages: str) -> RefusalReason | None:
    """Words that change script from letter to letter, as glyph numbers taken for characters do."""
    if any(code in languages for code in ("jpn", "chi", "kor")):
        return None
    mixed = words = 0
    for text in texts:
        letters = [letter for letter in text if letter.isalpha()]
        if len(letters) < 3:
            continue
        words += 1
        if not text.isascii():
            mixed += len({_script(letter) for letter in letters} - {"CJK", "HIRAGANA", "KATAKANA"}) > 1
    return RefusalReason.MIXED_SCRIPTS if mixed >= 4 and mixed > _MOST_MIXED * words else None


def _script(letter: str) -> str:
    """The first word of the character's name: LATIN, GREEK, ARABIC..., or '' for letters of all scripts."""
    if letter.isascii():
        return "LATIN"
    name = unicodedata.name(letter, "").split(" ", 1)[0]
    return "LATIN" if name in ("FEMININE", "MASCULINE", "MICRO", "MODIFIER") else name


def _only_signs(characters: Counter[str], total: int, unmapped: float) -> RefusalReason | None:
    """A layer of signs with hardly a letter or a figure, apart from leaders, bullets and rules."""
    signs = {character: count for character, count in characters.items() if _is_sign(character)}
    wordlike = sum(
        count for character, count in characters.items() if character.isalnum() and character not in signs
    )
    if len(signs) >= 3 and sum(signs.values()) >= 0.5 * total and wordlike < 0.35 * total:
        return RefusalReason.SIGNS_WITHOUT_WORDS
    if unmapped > 0.9 and total >= 4 and wordlike == 0 and sum(signs.values()) > 0.3 * total:
        return RefusalReason.SIGNS_WITHOUT_WORDS
    return None


def _is_sign(character: str) -> bool:
    if character.isascii():
        return character in _ASCII_SIGNS
    code = ord(character)
    if 0x2500 <= code <= 0x25FF:  # boxes and blocks draw tables
        return False
    return 0x2700 <= code <= 0x27BF or unicodedata.category(character) == "So"
