"""A text layer held against what is recognised in the same places: which of its words the page shows. Pure.

A layer that looks odd may be right (codes, names, units), and one that looks right may be wrong; its letters
alone do not tell. `page` has a strip of the page recognised where that is so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from enum import Enum
from itertools import pairwise

from rapidfuzz import fuzz

from transcritor_gui.model import Box, Word, enclosing
from transcritor_gui.pipeline.merge import folded
from transcritor_gui.pipeline.pdf.fonts.glyphs import has_lost_letters

__all__ = [
    "FEWEST_LETTERS",
    "FEWEST_OF_UNPROVEN",
    "Verdict",
    "compared",
    "confirmed_words",
    "strip_to_compare",
    "without_covered",
]

_STRIP_PT, _MARGIN_PT = 110.0, 3.0
"""Height of a strip: eight lines of text, read in a third of a second; and the white around it."""
_WORDLIKE = 3
"""Letters and figures of a word that counts."""
FEWEST_LETTERS, FEWEST_OF_UNPROVEN = 24, 4
"""Of the words that are compared, without which nothing is said; the second where the fonts do not vouch for
the layer either."""
_SAME, _ALIKE = 75.0, 100.0
"""Likeness (rapidfuzz's ratio) of two readings of one word: one letter of four may be read wrongly."""
_CONFIRMED, _CONTRADICTED = 0.8, 0.35
"""Of the letters compared, the share in words read alike from which a layer is right, and that in words read
much alike below which it is wrong."""
_ODD_CONFIRMED, _ODD_LETTERS = 0.5, 8
"""The same for words with something odd in them, and the letters from which they count: a code is seldom read
without a fault, but a letter that the layer has wrong never is."""
_ODD = re.compile(r"[^\W_][^\w\s'’.,/:@–-][^\W_]|[^\W\d_]\d+[^\W\d_]|[^\x00-\u024f\u2010-\u2027]")
"""Signs or figures between letters, and what is no Latin letter."""
_SURE = 0.6
"""Confidence from which what is read speaks against a word of the layer."""
_SURELY_READ = 0.85
_KNOWN = 0.5
"""Of the letters read, in words that the dictionary knows: with fewer, the reading proves nothing."""
_FEWEST_MENDED, _MOST_MENDED = 4, 0.15
"""Words of the layer that are none, where one as long was read, and their share of all compared."""
_ACCENTED = 4
"""Accented words that are read, while the layer has no accent at all, from which it has lost them."""
_RUN_CONFIRMED, _RUN_LETTERS = 0.8, 10
"""Of the letters of a line of a refused layer, and how many there must be, for it to be kept."""
_SHARE = 0.4
"""Of the smaller of two boxes, what the other covers of it where both are of one word."""
_ENDS = ".,:;!?()[]\"'“”‘’«»"
_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--")


class Verdict(Enum):
    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    UNKNOWN = "unknown"


def strip_to_compare(
    words: Sequence[Word],
    *,
    width: float,
    height: float,
    fewest: int = FEWEST_LETTERS,
    unknown: Sequence[Word] = (),
) -> Box | None:
    """The strip across the page that holds most letters of `words`; None where there are too few.

    Odd words come first: those `unknown` to word lists, else those with signs or figures between letters.
    """
    odd = list(unknown) or [word for word in words if _ODD.search(word.text) and _counts(word)]
    enough = sum(_letters(word.text) for word in odd) >= FEWEST_LETTERS
    chosen = odd if enough else [word for word in words if _counts(word)]
    rows = sorted((word.box.y_centre, _letters(word.text)) for word in chosen)
    best, top = 0, 0.0
    first = total = 0
    for y, letters in rows:
        total += letters
        while y - rows[first][0] > _STRIP_PT:
            total -= rows[first][1]
            first += 1
        if total > best:
            best, top = total, rows[first][0]
    if best < fewest:
        return None
    inside = [word.box for word in words if top - 0.1 <= word.box.y_centre <= top + _STRIP_PT + 0.1]
    box = enclosing(inside)
    return Box(
        max(0.0, box.x0 - _MARGIN_PT), max(0.0, box.y0 - _MARGIN_PT),
        min(width, box.x1 + _MARGIN_PT), min(height, box.y1 + _MARGIN_PT),
    )  # fmt: skip


def compared(
    layer: Sequence[Word],
    read: Sequence[Word],
    strip: Box,
    *,
    knows: Callable[[str], bool | None],
    is_no_word: Callable[[str], bool],
    fewest: int = FEWEST_LETTERS,
) -> Verdict:
    """What was `read` in `strip` says of the words of the `layer` there.

    `knows` tells the words of the languages that were read, `is_no_word` what is a word of no language.
    """
    inside = [word for word in layer if _counts(word) and strip.y0 <= word.box.y_centre <= strip.y1]
    near = _Near(read)
    alike = much_alike = total = odd = odd_alike = mended = 0
    for word in inside:
        found, letters = near.over(word.box), _letters(word.text)
        likeness = _likeness(word, found)
        if likeness < _SAME and not any(_is_sure(other) for other in found):
            continue  # nothing was read that speaks for or against it
        total += letters
        alike += letters * (likeness == _ALIKE)
        much_alike += letters * (likeness >= _SAME)
        mended += likeness < _ALIKE and _makes_a_word(word, found, is_no_word)
        if _ODD.search(word.text):
            odd += letters
            odd_alike += letters * (likeness == _ALIKE)
    if total < fewest:
        return Verdict.UNKNOWN
    if mended >= max(_FEWEST_MENDED, _MOST_MENDED * len(inside)):
        return Verdict.CONTRADICTED
    if alike >= _CONFIRMED * total and (odd < _ODD_LETTERS or odd_alike >= _ODD_CONFIRMED * odd):
        return Verdict.CONTRADICTED if _has_lost_accents(inside, read) else Verdict.CONFIRMED
    proves = _known_share(read, knows) >= _KNOWN
    return Verdict.CONTRADICTED if much_alike <= _CONTRADICTED * total and proves else Verdict.UNKNOWN


def confirmed_words(layer: Sequence[Word], read: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a refused layer that were read alike, on lines of such words: a good stamp on a bad layer.

    Case and the shape of quotes are the layer's.
    """
    near = _Near(read)
    kept: list[Word] = []
    for line in _lines(layer):
        letters = sum(_letters(word.text) for word in line)
        same = [
            word
            for word in line
            if not has_lost_letters(word.text) and _spelt(near.over(word.box)) == _spelt([word])
        ]
        if letters >= _RUN_LETTERS and sum(_letters(word.text) for word in same) >= _RUN_CONFIRMED * letters:
            kept.extend(same)
    return tuple(kept)


def without_covered(read: Sequence[Word], kept: Sequence[Word]) -> tuple[Word, ...]:
    """What was `read`, but for the words in the places of those that are `kept`."""
    if not kept:
        return tuple(read)
    near = _Near(kept)
    return tuple(word for word in read if not near.over(word.box))


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words that follow one another on a line."""
    lines: list[list[Word]] = [[word] for word in words[:1]]
    for before, word in pairwise(words):
        level = abs(word.box.y_centre - before.box.y_centre) < 0.5 * before.box.height
        gap = word.box.x0 - before.box.x1
        if level and -before.box.height < gap < 2 * before.box.height:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _likeness(word: Word, found: Sequence[Word]) -> float:
    """How like the word is to what was read in its place, 0 to 100; a part of what was read is alike."""
    if not found or has_lost_letters(word.text):
        return 0.0
    if _ODD.search(word.text):
        text, reading = _plain(word.text), "".join(_plain(other.text) for other in found)
    else:
        text, reading = folded(word.text), _joined(found)
    return _ALIKE if text in reading else float(fuzz.ratio(text, reading))


def _makes_a_word(word: Word, found: Sequence[Word], is_no_word: Callable[[str], bool]) -> bool:
    """Whether `word` is none, and what was `found` in its place is one of as many letters."""
    layer, read = word.text.strip(_ENDS), "".join(other.text for other in found).strip(_ENDS)
    return (
        layer.isalpha()
        and read.isalpha()
        and len(layer) == len(read)
        and all(map(_is_sure, found))
        and is_no_word(layer)
        and not is_no_word(read)
    )


def _plain(text: str) -> str:
    """`text` without case and accents; signs stay."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _is_sure(word: Word) -> bool:
    return word.confidence is None or word.confidence >= _SURE


def _spelt(words: Sequence[Word]) -> str:
    """What the words say, to the letter and sign, but for case and the shape of quotes."""
    text = "".join(word.text for word in sorted(words, key=lambda word: word.box.x0))
    return unicodedata.normalize("NFC", text.casefold()).translate(_QUOTES)


def _joined(words: Sequence[Word]) -> str:
    return "".join(folded(word.text) for word in sorted(words, key=lambda word: word.box.x0))


def _has_lost_accents(layer: Sequence[Word], read: Sequence[Word]) -> bool:
    """Whether accents are read again and again, in words that the layer has without any."""
    if not all(word.text.isascii() for word in layer):
        return False
    accented = [word for word in read if any("\u00c0" <= letter <= "\u017f" for letter in word.text)]
    return sum(map(_is_sure, accented)) >= _ACCENTED


def _known_share(words: Sequence[Word], knows: Callable[[str], bool | None]) -> float:
    counted = [word for word in words if _counts(word)]
    known = sum(_letters(word.text) for word in counted if _is_figure(word) or knows(word.text))
    return known / max(1, sum(_letters(word.text) for word in counted))


def _is_figure(word: Word) -> bool:
    """Whether a number was read beyond doubt, of which no dictionary knows."""
    sure = word.confidence is None or word.confidence >= _SURELY_READ
    return sure and word.text.isascii() and not any(map(str.isalpha, word.text))


def _counts(word: Word) -> bool:
    return _letters(word.text) >= _WORDLIKE or has_lost_letters(word.text)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


class _Near:
    """Words by rows, for finding those in the place of a given one."""

    _ROW_PT = 20.0

    def __init__(self, words: Sequence[Word]) -> None:
        self._rows: dict[int, list[Word]] = {}
        for word in words:
            for row in self._of(word.box):
                self._rows.setdefault(row, []).append(word)

    def over(self, box: Box) -> list[Word]:
        found: dict[int, Word] = {}
        for row in self._of(box):
            for word in self._rows.get(row, ()):
                if word.box.is_same_place(box, share=_SHARE):
                    found[id(word)] = word
        return list(found.values())

    def _of(self, box: Box) -> range:
        return range(int(box.y0 // self._ROW_PT), int(box.y1 // self._ROW_PT) + 1)
