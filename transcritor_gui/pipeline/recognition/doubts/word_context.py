"""What a word's language and its page say against it, as numbers: one row a word. Pure.

`doubt_features` puts them beside what the engines say. Both engines may be sure of "lias" for "has", or of a
comma where the next sentence begins; what stands around a word then tells more than their figures do.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.near_words import of_like_shape, other_accents

__all__ = ["CONTEXT_FEATURES", "context_rows"]

CONTEXT_FEATURES = (
    "frequency", "is_of_other_language", "gain_by_shape", "gain_by_accent", "like_elsewhere",
    "same_elsewhere", "comma_before_word", "comma_after_number", "stands_alone", "joins_before",
    "joins_after", "number_elsewhere", "capital_within", "small_after_stop", "share_known",
    "confusable_share", "figure_beside_letter", "capital_after_small", "begins_with_sign", "frequency_before",
    "frequency_after", "half_of_word", "alarms",
)  # fmt: skip
"""The columns, in their order. Frequencies and gains are powers of ten; one that is not there is -1."""

_NOT_THERE = -1.0
_COMMON = 5.0
"""Power of ten of a count from which a word is taken for no misreading of another."""
_LONE_WORD_FROM = 5.0
"""The same, from which a letter is a word: "a", "i", "é"; "e" in Portuguese (6.9), not in English (4.7)."""
_LONGEST_COUNT = 5
_SHORTEST_MISREAD = 2
_SHORTEST_NUMBER = 3
_BEFORE_STOP = 3
"""Letters and the full stop of a word that is more than an abbreviation."""
_CONFUSABLE = frozenset("Il1|O0S5B8")
_SIGNS = frozenset(",.;:!?-_*~|\\/=+<>")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_HYPHENS = ("-", "\u00ad", "‐", "¬")
_MUCH_COMMONER = 1.5
"""Power of ten from which two words are likely halves of one."""
_SIGNS_AT_EDGES = ".,;:()\"'“”"
_NO_FIGURE = re.compile(r"\D")
_PARTED_NUMBER = re.compile(r"\d[.,]\d")
_NUMBER_AND_COMMA = re.compile(r"\d{1,3},")
_INNER_CAPITAL = re.compile(r"[a-zà-öø-ÿ][A-ZÀ-ÖØ-Þ]")
_FIGURE_BESIDE_LETTER = re.compile(r"[^\W\d_]\d|\d[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Page:
    texts: Sequence[str]
    bare: Sequence[str]
    """The texts in small letters, without the signs at their ends."""
    frequency: Sequence[float]
    main: Dictionary
    """Of the language that most of its words are in."""
    all_languages: Dictionary
    counts: Counter[str]
    parted_numbers: frozenset[str]
    """Figures of the numbers that have a full stop or comma within."""
    share_known: float


def context_rows(texts: Sequence[str], dictionary: Dictionary) -> list[tuple[float, ...]]:
    """For each of a page's words, in their order, what stands in `CONTEXT_FEATURES`."""
    bare = [_EDGES.sub("", text).lower() for text in texts]
    counts = Counter(bare)
    words = [word for word in counts if word.isalpha()]
    main = dictionary.of_one_language(words)
    frequency = {word: _power(main.count(word)) for word in words}
    written = sum(counts[word] for word in words)
    known = sum(counts[word] for word in words if frequency[word] > 0.0)
    page = _Page(
        texts,
        bare,
        [frequency.get(word, _NOT_THERE) for word in bare],
        main,
        dictionary,
        counts,
        frozenset(_NO_FIGURE.sub("", text) for text in texts if _PARTED_NUMBER.search(text)),
        known / max(1, written),
    )
    spellings = {word: _spellings(word, page, frequency[word]) for word in words}
    none = (0.0, 0.0, 0.0, 0.0)
    return [
        (page.frequency[place], *spellings.get(word, none), *_around(page, place))
        for place, word in enumerate(bare)
    ]


def _spellings(word: str, page: _Page, frequency: float) -> tuple[float, float, float, float]:
    """Whether only another language has the word; by how much commoner the commonest word of like shape and
    that of other accents are, as powers of ten; how often a word of like shape stands on the page."""
    is_other = float(frequency == 0.0 and page.all_languages.count(word) > 0)
    if frequency >= _COMMON or len(word) < _SHORTEST_MISREAD:
        return is_other, 0.0, 0.0, 0.0
    like = set(of_like_shape(word))
    shape = max((page.main.count(other) for other in like), default=0)
    accent = max((page.main.count(other) for other in other_accents(word)), default=0)
    elsewhere = max((page.counts[other] for other in like if other in page.counts), default=0)
    return (
        is_other,
        _power(shape) - frequency,
        _power(accent) - frequency,
        float(min(elsewhere, _LONGEST_COUNT)),
    )


def _around(page: _Page, place: int) -> tuple[float, ...]:
    text, word, frequency = page.texts[place], page.bare[place], page.frequency[place]
    before = page.texts[place - 1] if place > 0 else ""
    after = page.texts[place + 1] if place + 1 < len(page.texts) else ""
    before_frequency = page.frequency[place - 1] if before else _NOT_THERE
    after_frequency = page.frequency[place + 1] if after else _NOT_THERE
    is_capital_next = after[:1].isupper()
    follows_comma = text.endswith(",") and is_capital_next and len(page.bare[place + 1]) > 1
    joined = _gain_joined(page, place - 1) if before else 0.0, _gain_joined(page, place) if after else 0.0
    is_numbered_by_comma = is_capital_next and _NUMBER_AND_COMMA.fullmatch(text) is not None
    is_elsewhere = _is_number_elsewhere(text, page)
    is_within = text[:1].isupper() and not text.isupper() and before[-1:].islower()
    return (
        float(min(page.counts[word] - 1, _LONGEST_COUNT)),
        1.0 + max(0.0, after_frequency) if follows_comma else 0.0,
        float(is_numbered_by_comma),
        float(len(word) == 1 and 0.0 <= frequency < _LONE_WORD_FROM),
        *joined,
        float(is_elsewhere),
        max(0.0, frequency) if is_within else 0.0,
        float(text[:1].islower() and before[-1:] in tuple(".!?") and len(before) > _BEFORE_STOP),
        page.share_known,
        sum(letter in _CONFUSABLE for letter in text) / len(text),
        float(_FIGURE_BESIDE_LETTER.search(text) is not None),
        float(_INNER_CAPITAL.search(text) is not None),
        float(text[0] in _SIGNS),
        before_frequency,
        after_frequency,
        _half_of_word(page, place),
        float(is_numbered_by_comma + is_elsewhere + (max(joined) >= _MUCH_COMMONER)),
    )


def _half_of_word(page: _Page, place: int) -> float:
    """1 for either half of a known word that a hyphen parts, -1 of an unknown one; 0 for other words."""
    for first in (place, place - 1):
        if not 0 <= first < len(page.texts) - 1:
            continue
        text, following = page.texts[first], page.bare[first + 1]
        is_parted = text.endswith(_HYPHENS) and text[-2:-1].islower() and page.texts[first + 1][:1].islower()
        if is_parted and following.isalpha():
            parts = page.bare[first].rsplit("-", 1)
            return 1.0 if page.all_languages.knows(parts[-1] + following) else -1.0
    return 0.0


def _gain_joined(page: _Page, place: int) -> float:
    """By how much commoner than its rarer half the word is that those at `place` and after it make."""
    first, second = page.texts[place], page.texts[place + 1]
    if not (first.isalpha() and second.islower() and second.strip(_SIGNS_AT_EDGES).isalpha()):
        return 0.0
    whole = page.main.count(page.bare[place] + page.bare[place + 1])
    return max(0.0, _power(whole) - min(page.frequency[place], page.frequency[place + 1])) if whole else 0.0


def _is_number_elsewhere(text: str, page: _Page) -> bool:
    """Whether the page has the same figures with a full stop or comma within: 980 beside 9.80."""
    number = text.strip(".,")
    return number.isdigit() and len(number) >= _SHORTEST_NUMBER and number in page.parted_numbers


def _power(count: int) -> float:
    return math.log10(count + 1)
