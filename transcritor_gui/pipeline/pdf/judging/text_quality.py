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
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from transcritor_gui.model import RefusalReason, Word
from transcritor_gui.pipeline.pdf.fonts.glyphs import has_lost_letters
from transcritor_gui.pipeline.pdf.judging.letter_pairs import (
    fold,
    most_surprises,
    pairs_of,
    surprise,
    surprises,
)
from transcritor_gui.pipeline.pdf.judging.misread import is_misread
from transcritor_gui.pipeline.pdf.judging.odd_signs import (
    ALL_UNMAPPED,
    FEWEST_WORDS,
    WORDLIKE,
    lost_letters,
    signs_among_letters,
    signs_for_spaces,
)
from transcritor_gui.pipeline.pdf.judging.shifted_letters import has_swapped_bytes, is_shifted

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

    unlike: int = 0
    """Those of them whose font maps other characters: PDFium gives their codes for letters, which in fonts of
    numbered glyphs are not those that are drawn."""

    @property
    def unmapped_share(self) -> float:
        return self.unmapped / self.characters if self.characters > 0 else 0.0


@dataclass(frozen=True, slots=True)
class LayerVerdict:
    refusal: RefusalReason | None
    """Why the layer is not to be trusted; None where it is, or where it is empty."""
    looks_odd: bool = False
    """Whether its letters are hardly like those of a language, which tells nothing for certain."""
    is_unproven: bool = False
    """Whether its fonts do not say what most of it stands for, and it is too short to tell by itself."""

    @property
    def good(self) -> bool:
        return self.refusal is None


_NUMBER = re.compile(r"^[\W\d_]*\d[\W\d_]*$")
_WHOLE_RUN, _DIGIT = re.compile(r"[^\W_]{3,}"), re.compile(r"\d")
"""Letters and figures up to what is neither; a figure among them."""
_CODE = re.compile(r"[A-Z]\d|\d[A-Z]")
_GARBLED_WORD = re.compile(r"[a-zà-ÿ]\d{1,2}[a-zà-ÿ]")
_LEADER = re.compile(r"(.)\1{2,}")
_ASCII_SIGNS = frozenset("!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~")
_STEP = re.compile("|".join(map("".join, pairwise("abcdefghijklmnopqrstuvwxyz"))))
_DIGITS = frozenset("0123456789")
_BEYOND_LATIN = "\u0250"
_LEET = str.maketrans("01345678", "oleasbtb")
_REPLACEMENTS = frozenset({0x0000, 0xFFFD})
_LAST_OF_PLANE = 0xFFFE
"""The last two code points of every plane, but for their lowest bit, are no characters."""
_BROKEN_WORD = 0x0002
"""PDFium's mark of a word that a hyphen breaks."""
_CONTROLS = frozenset({*range(0x20), *range(0x7F, 0xA0)} - {_BROKEN_WORD})
_DRAWING = range(0x2500, 0x2600)
"""Boxes and blocks draw tables."""
_DINGBATS = range(0x2700, 0x27C0)
_FIRST_EMOJI = 0x1F000
"""From here on signs are what somebody meant: no wrong map leads here."""

# How much there must be of a thing before anything is said about it.
_FEWEST_SHIFTED, _FEWEST_SHIFTED_UNMAPPED = 24, 8
"""Pairs of characters."""
_FEWEST_GARBLED = 6
_FEWEST_MENDED_PAIRS = 30
_FEWEST_MIXED = 4
_SHORTEST_ALPHABET = 5
_SHORTEST_CAPITALS = 6
"""Letters; shorter words of capitals are abbreviations."""
_FEWEST_PARTS, _FEWEST_BAD_PARTS = 4, 2
_FEWEST_SIGNS = 3
"""Different ones."""
_FEWEST_UNMAPPED_SIGNS = 4
"""Characters of a page of signs alone, all without a map."""

# Shares of all characters above which a page holds what no text holds. A page may well have a few
# private-use bullets or one broken formula.
_MOST_REPLACEMENT = 0.03
_MOST_PRIVATE = 0.08
_MOST_CONTROL = 0.02
_MOST_MIXED = 0.25
_MOST_LONE_PRIVATE, _FEW_LONE = 0.5, 2
"""Of the words of a page, and what half of them must be more than."""
_ONE_OR_TWO_CHARACTERS, _ONE_OR_TWO_IN_WORDS = 0.5, 0.85
"""Of all characters, and of those in words without leaders."""
_MOST_GARBLED = 0.2
_CODES = 0.2
"""Of the words of a page, from which it is one of product codes."""
_STEPS_OF_ALPHABET = 0.45
_MOSTLY_SIGNS, _MANY_SIGNS = 0.5, 0.3
_FEW_WORDLIKE = 0.35
"""Of all characters: letters and figures on a page of signs."""
_READS_WELL_LETTERS, _MAKES_WORDS_LETTERS = 0.4, 0.35
"""Pairs of letters against all characters."""
_FEW_LOST = 0.06
"""Of the words of a page that otherwise reads well: a ligature is in fewer, an accent in many more."""

# Shares of the characters whose font has no map. 83 % of a right cheat sheet and 50 % of a right page of
# accents had none, so that they only lower the bar.
_MOSTLY_UNMAPPED = 0.5

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
_MENDED_IS_LANGUAGE = 3.0


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
    nats = surprise(latin)
    reads_well = len(latin) > _READS_WELL_LETTERS * total and nats < _LIKE_A_LANGUAGE
    return LayerVerdict(
        _impossible_characters(texts, characters, total, reads_well=reads_well)
        or (RefusalReason.MISREAD_ENCODING if is_misread(texts) else None)
        or _one_character(texts, characters)
        or (lost_letters(texts) if "?" in characters else None)
        or signs_for_spaces(texts, characters, total)
        or (None if reads_well else _shifted(texts, unmapped))
        or signs_among_letters(
            texts,
            total,
            unmapped,
            makes_words=len(latin) > _MAKES_WORDS_LETTERS * total and nats < _NOT_A_LANGUAGE_UNMAPPED,
        )
        or (None if characters.keys().isdisjoint(_DIGITS) else _digits_for_letters(texts))
        or _no_words(latin, nats, unmapped)
        or (_mixed_scripts(texts, languages) if _has_other_scripts(characters) else None)
        or _only_signs(characters, total, unmapped),
        looks_odd=len(latin) >= _FEWEST_PAIRS and nats >= _LIKE_A_LANGUAGE,
        is_unproven=len(latin) < _FEWEST_PAIRS and unmapped > _MOSTLY_UNMAPPED,
    )


def _impossible_characters(
    texts: Sequence[str], characters: Counter[str], total: int, *, reads_well: bool
) -> RefusalReason | None:
    replacement = control = 0
    for character, count in characters.items():
        code = ord(character)
        if code in _REPLACEMENTS or (code & _LAST_OF_PLANE) == _LAST_OF_PLANE:
            replacement += count
        elif code in _CONTROLS:
            control += count
    too_many_replaced = replacement > 1 and replacement > _MOST_REPLACEMENT * total
    too_many_controls = control > 1 and control > _MOST_CONTROL * total
    lost_here_and_there = (
        reads_well
        and (too_many_replaced or too_many_controls)
        and sum(map(has_lost_letters, texts)) < _FEW_LOST * len(texts)
    )
    if too_many_replaced and not lost_here_and_there:
        return RefusalReason.REPLACEMENT_CHARACTERS
    if any(_is_private(character) for character in characters):
        # A private-use character standing alone is a bullet or an icon; inside a word it is a lost letter.
        private = sum(sum(map(_is_private, text)) for text in texts if len(text) > 1)
        lone = sum(len(text) == 1 and _is_private(text) for text in texts)
        many_lone = lone > _MOST_LONE_PRIVATE * len(texts) > _FEW_LONE
        if (private > 1 and private > _MOST_PRIVATE * total) or many_lone:
            return RefusalReason.PRIVATE_USE_CHARACTERS
    if too_many_controls and not lost_here_and_there:
        return RefusalReason.CONTROL_CHARACTERS
    return None


def _is_private(character: str) -> bool:
    return not character.isascii() and unicodedata.category(character) in ("Co", "Cn")


def _one_character(texts: Sequence[str], characters: Counter[str]) -> RefusalReason | None:
    """Words all of one or two letters, or of question marks: a map that sends all glyphs to one place."""
    of_two = sum(count for _, count in characters.most_common(2))
    if of_two < _ONE_OR_TWO_CHARACTERS * sum(characters.values()):
        return None
    words = [text for text in texts if len(text) >= WORDLIKE and not _is_leader(text)]
    found = Counter("".join(words))
    commonest = [character for character, _ in found.most_common(2)]
    if len(words) < FEWEST_WORDS or not all(
        character.isalpha() or character in "?.:" for character in commonest
    ):
        return None
    share = sum(found[character] for character in commonest) / sum(found.values())
    return RefusalReason.ONE_CHARACTER if share > _ONE_OR_TWO_IN_WORDS else None


def _is_leader(text: str) -> bool:
    """Whether `text` is a row of dots that leads to a figure."""
    return text[0] in "._-" and _LEADER.fullmatch(text) is not None


def _shifted(texts: Sequence[str], unmapped: float) -> RefusalReason | None:
    words = "\n".join([text for text in texts if not (_NUMBER.match(text) or _is_alphabet(text))])
    fewest = _FEWEST_SHIFTED_UNMAPPED if unmapped > _MOSTLY_UNMAPPED else _FEWEST_SHIFTED
    is_so = is_shifted(_LEADER.sub("\n", words), fewest_pairs=fewest, nonsense_nats=_NOT_A_LANGUAGE_UNMAPPED)
    return RefusalReason.SHIFTED_CHARACTERS if is_so or has_swapped_bytes(words) else None


def _digits_for_letters(texts: Sequence[str]) -> RefusalReason | None:
    if len(_GARBLED_WORD.findall("\n".join(texts))) < _FEWEST_GARBLED:
        return None
    garbled = [text for text in texts if _GARBLED_WORD.search(text)]
    if len(garbled) < _FEWEST_GARBLED:
        return None
    wordlike = sum(sum(map(str.isalpha, text)) >= WORDLIKE for text in texts)
    if len(garbled) < _MOST_GARBLED * wordlike:
        return None
    mended = pairs_of(_latin_words([text.translate(_LEET) for text in garbled]))
    makes_words = len(mended) >= _FEWEST_MENDED_PAIRS and surprise(mended) < _MENDED_IS_LANGUAGE
    return RefusalReason.DIGITS_FOR_LETTERS if makes_words else None


def _latin_words(texts: Sequence[str]) -> list[str]:
    """Folded words of Latin letters, without abbreviations, each at most `_MOST_REPEATS` times."""
    whole = " ".join(texts)
    found = Counter(_WHOLE_RUN.findall(whole))
    # On a page of codes ('4B7-KQXWPT') capitals make no words.
    codes = False
    if len(_CODE.findall(whole)) > _CODES * len(texts):
        codes = sum(_CODE.search(text) is not None for text in texts) > _CODES * len(texts)
    words: list[str] = []
    for part, count in found.items():
        if not part.isalpha() and _DIGIT.search(part):
            continue
        word = _latin_word(part)
        if word and not (part.isupper() and (codes or len(part) < _SHORTEST_CAPITALS)):
            words.extend([word] * min(count, _MOST_REPEATS))
    return words


@lru_cache(maxsize=8192)
def _latin_word(part: str) -> str:
    """`part` folded; '' where it is of other letters, or a sample of type."""
    word = fold(part)
    return word if word.isascii() and word.isalpha() and not _is_alphabet(word) else ""


def _is_alphabet(word: str) -> bool:
    """Whether `word` is a sample of type such as 'abcdefgh' rather than a word."""
    if len(word) < _SHORTEST_ALPHABET or _STEP.search(word) is None:
        return False
    steps = sum(ord(after) - ord(before) == 1 for before, after in pairwise(word))
    return steps >= _STEPS_OF_ALPHABET * (len(word) - 1)


def _no_words(pairs: npt.NDArray[np.intp], nats: float, unmapped: float) -> RefusalReason | None:
    suspect = unmapped > _MOSTLY_UNMAPPED
    if len(pairs) < (_FEWEST_PAIRS_UNMAPPED if suspect else _FEWEST_PAIRS):
        return None
    limit = _NOT_A_LANGUAGE_UNMAPPED if suspect else _NOT_A_LANGUAGE
    if nats > limit:
        return RefusalReason.LETTERS_WITHOUT_WORDS
    # One bad font among good ones: parts of the page make no words.
    parts = np.array_split(pairs, max(1, len(pairs) // _PART_PAIRS))
    if len(parts) < _FEWEST_PARTS:
        return None
    if _bad_parts(most_surprises(parts)) < _FEWEST_BAD_PARTS:
        return None
    bad = _bad_parts(surprises(parts))
    some_bad = bad >= _FEWEST_BAD_PARTS and bad > _MOST_BAD_PARTS * len(parts)
    return RefusalReason.LETTERS_WITHOUT_WORDS if some_bad else None


def _bad_parts(nats: Sequence[float]) -> int:
    return sum(each > _NOT_A_LANGUAGE_PART for each in nats)


def _has_other_scripts(characters: Counter[str]) -> bool:
    return any(character >= _BEYOND_LATIN and character.isalpha() for character in characters)


def _mixed_scripts(texts: Sequence[str], languages: str) -> RefusalReason | None:
    """Words that change script from letter to letter, as glyph numbers taken for characters do."""
    if any(code in languages for code in ("jpn", "chi", "kor")):
        return None
    mixed = words = 0
    for text in texts:
        letters = [letter for letter in text if letter.isalpha()]
        if len(letters) < WORDLIKE:
            continue
        words += 1
        if not text.isascii():
            mixed += len({_script(letter) for letter in letters} - {"CJK", "HIRAGANA", "KATAKANA"}) > 1
    return RefusalReason.MIXED_SCRIPTS if mixed >= _FEWEST_MIXED and mixed > _MOST_MIXED * words else None


def _script(letter: str) -> str:
    """The first word of the character's name: LATIN, GREEK, ARABIC..., or '' for letters of all scripts."""
    if letter.isascii():
        return "LATIN"
    name = unicodedata.name(letter, "").split(" ", 1)[0]
    # A formula's letters are those of the text in another style.
    return "LATIN" if name in ("FEMININE", "MASCULINE", "MICRO", "MODIFIER", "MATHEMATICAL") else name


def _only_signs(characters: Counter[str], total: int, unmapped: float) -> RefusalReason | None:
    """A layer of signs with hardly a letter or a figure, apart from leaders, bullets and rules."""
    signs = {character: count for character, count in characters.items() if _is_sign(character)}
    wordlike = sum(
        count for character, count in characters.items() if character.isalnum() and character not in signs
    )
    found = sum(signs.values())
    only_signs = (
        len(signs) >= _FEWEST_SIGNS and found >= _MOSTLY_SIGNS * total and wordlike < _FEW_WORDLIKE * total
    )
    unmapped_signs = (
        unmapped > ALL_UNMAPPED
        and total >= _FEWEST_UNMAPPED_SIGNS
        and wordlike == 0
        and found > _MANY_SIGNS * total
    )
    return RefusalReason.SIGNS_WITHOUT_WORDS if only_signs or unmapped_signs else None


def _is_sign(character: str) -> bool:
    if character.isascii():
        return character in _ASCII_SIGNS
    code = ord(character)
    if code in _DRAWING:
        return False
    return code in _DINGBATS or (code < _FIRST_EMOJI and unicodedata.category(character) == "So")
