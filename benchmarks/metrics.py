"""How far a reading is from the truth: character and word error rates, recall, reading order, doubtful words.

All figures compare *folded* text. Folding takes away what no reader would call an error and nothing else:

- Unicode is composed (NFC), invisible characters (soft hyphen, zero-width, byte order mark) go;
- a word broken at a line's end is joined: letter, hyphen, line break, lower-case letter;
- every run of white space, line breaks included, is one space;
- curly, angle and low quotation marks become " or ', as do primes and accents that stand alone;
- every dash, minus and long hyphen becomes -, a run of them one.

Case, accents, punctuation and ligatures are kept: getting them wrong is an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Levenshtein

__all__ = [
    "ErrorRate",
    "OrderScore",
    "RowScore",
    "character_errors",
    "doubled_words",
    "fold",
    "line_order",
    "phrase_found",
    "rows_kept",
    "word_errors",
    "word_recall",
    "wrong_words",
]

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011\ufffe\u00ac][ \t]*\r?\n\s*(?=[^\W\d_A-ZÀ-Þ])")
_WHITE_SPACE = re.compile(r"\s+")
_DASHES = re.compile("[-\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]+")
_QUOTES = {
    **dict.fromkeys("“”„‟«»″〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛′`´ʼ‹›", "'"),
}
_QUOTE_TABLE = str.maketrans(_QUOTES)
_TWO_SINGLE_QUOTES = re.compile("''")

_PRICE = re.compile(r"(?<![\d.,/:])\d*(?:[.,]\d{3})*[.,]\d{2}(?![\d/:]|[.,]\d)")
_ROW_READ = 80.0
"""Similarity (rapidfuzz partial ratio, 0 to 100) from which a row stands in one line of a reading, though
some of its letters are misread."""
_LINE_FOUND = 60.0
"""Similarity (rapidfuzz partial ratio, 0 to 100) from which a line counts as found in a reading."""


def fold(text: str) -> str:
    """`text` without the differences that are not errors; see the module's first paragraph."""
    folded = unicodedata.normalize("NFC", text)
    folded = _INVISIBLE.sub("", folded.replace("\u00ad\n", "-\n"))
    folded = _BROKEN_WORD.sub("", folded)
    folded = _TWO_SINGLE_QUOTES.sub('"', folded.translate(_QUOTE_TABLE))
    folded = _DASHES.sub("-", folded)
    return _WHITE_SPACE.sub(" ", folded).strip()


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """Edits (insertions, deletions, substitutions) needed to turn the reading into the truth."""

    edits: int
    length: int
    """Characters or words of the truth."""

    @property
    def rate(self) -> float:
        """Edits for each unit of the truth; over 1 when the reading holds much that is not there."""
        if self.length == 0:
            return 0.0 if self.edits == 0 else 1.0
        return self.edits / self.length


def character_errors(truth: str, reading: str) -> ErrorRate:
    """Levenshtein distance over the characters of both folded texts."""
    wanted = fold(truth)
    return ErrorRate(Levenshtein.distance(wanted, fold(reading)), len(wanted))


def word_errors(truth: str, reading: str) -> ErrorRate:
    """Levenshtein distance over the words (parts between spaces) of both folded texts."""
    wanted = fold(truth).split()
    return ErrorRate(Levenshtein.distance(wanted, fold(reading).split()), len(wanted))


def word_recall(truth: str, reading: str) -> float:
    """The share, 0 to 1, of the truth's words that the reading holds, each as often; order does not count."""
    wanted, found = Counter(_bare_words(truth)), Counter(_bare_words(reading))
    total = wanted.total()
    return (wanted & found).total() / total if total else 1.0


def doubled_words(truth: str, reading: str, candidates: str) -> int:
    """How many words of `candidates` the reading holds more often than the truth does.

    Used for words that two sources could both deliver (a stamp's text layer and its picture).
    Words of one or two characters are left out: a misread neighbour often looks like one.
    """
    wanted, found = Counter(_bare_words(truth)), Counter(_bare_words(reading))
    names = {word for word in _bare_words(candidates) if len(word) > 2}
    return sum(max(0, found[word] - wanted[word]) for word in names)


def phrase_found(phrase: str, reading: str) -> bool:
    """Whether the folded reading holds the folded phrase, case and spaces aside."""
    return _squeezed(phrase) in _squeezed(reading)


@dataclass(frozen=True, slots=True)
class OrderScore:
    """Pairs of lines found in the reading, and those of them that come in the truth's order."""

    ordered_pairs: int
    pairs: int
    lines_found: int
    lines: int

    @property
    def rate(self) -> float:
        return self.ordered_pairs / self.pairs if self.pairs else 1.0


def line_order(truth_lines: Sequence[str], reading: str) -> OrderScore:
    """How well the order of lines is kept.

    Each line of the truth is looked for in the whole folded reading by its best partial match; lines that are
    not found (similarity under 60) are counted in `lines` only.
    """
    haystack = fold(reading)
    places: list[int] = []
    lines = [line for line in (fold(line) for line in truth_lines) if len(line) >= 8]
    for line in lines:
        match = fuzz.partial_ratio_alignment(line, haystack, score_cutoff=_LINE_FOUND)
        if match is not None:
            places.append(match.dest_start)
    pairs = len(places) * (len(places) - 1) // 2
    ordered = sum(places[i] <= places[j] for i in range(len(places)) for j in range(i + 1, len(places)))
    return OrderScore(ordered, pairs, len(places), len(lines))


@dataclass(frozen=True, slots=True)
class RowScore:
    """Rows of the truth that have a price, and those of them that one line of the reading holds whole."""

    kept: int
    rows: int

    @property
    def rate(self) -> float:
        return self.kept / self.rows if self.rows else 1.0


def rows_kept(truth_lines: Sequence[str], reading: str) -> RowScore:
    """How many rows with a price, of receipts and invoices, are kept whole.

    A row is where one line of the reading holds its words next to one another, misread letters aside, with
    its prices among them, figure by figure. Cells of a row of a table are of one line. Case, spaces and the
    sign between the figures of a price do not count, and a line counts for as many rows as it holds.
    """
    lines = [
        (_as_row(line), Counter(map(_as_row, _PRICE.findall(fold(line)))))
        for line in reading.splitlines()
        if line.strip()
    ]
    rows = [line for line in truth_lines if _PRICE.search(line) and any(map(str.isalpha, line))]
    return RowScore(sum(any(_holds_row(row, *line) for line in lines) for row in rows), len(rows))


def _as_row(line: str) -> str:
    return re.sub(r"\s", "", fold(line).casefold().replace(",", "."))


def _holds_row(row: str, line: str, prices: Counter[str]) -> bool:
    whole = _as_row(row)
    # The shorter of the two is what is looked for.
    found = fuzz.partial_ratio_alignment(whole, line.ljust(len(whole)), score_cutoff=_ROW_READ)
    if found is None:
        return False
    held = line[max(0, found.dest_start - 1) : found.dest_end + 1]
    return prices.keys() >= set(map(_as_row, _PRICE.findall(row))) and all(
        _as_row(price) in held for price in _PRICE.findall(row)
    )


def wrong_words(truth: str, words: Sequence[str]) -> tuple[bool, ...]:
    """For each word of a reading, in order, whether it differs from the truth.

    The folded reading and the folded truth are aligned character by character (insertions and deletions
    only); a word is right when all its characters are matched to one run of the truth that begins and ends
    where a word does. The two halves of a word broken at a line's end are judged each for itself, without the
    hyphen.
    """
    if not words:
        return ()
    wanted = fold(truth)
    pieces = [fold(word) for word in words]
    broken = [
        len(piece) > 1 and piece.endswith("-") and following[:1].islower()
        for piece, following in zip(pieces, [*pieces[1:], ""], strict=True)
    ]
    pieces = [piece[:-1] if is_broken else piece for piece, is_broken in zip(pieces, broken, strict=True)]
    place_of = _alignment(" ".join(pieces), wanted)
    verdicts: list[bool] = []
    start = 0
    continues = False
    for piece, is_broken in zip(pieces, broken, strict=True):
        places = place_of[start : start + len(piece)]
        right = _is_run(places) and (
            (continues or _word_starts(wanted, places[0])) and (is_broken or _word_ends(wanted, places[-1]))
        )
        verdicts.append(bool(piece) and not right)
        start += len(piece) + 1
        continues = is_broken
    return tuple(verdicts)


def _alignment(reading: str, wanted: str) -> list[int]:
    """For each character of `reading` its place in `wanted`, or -1."""
    place_of = [-1] * len(reading)
    for block in Indel.opcodes(reading, wanted):
        if block.tag == "equal":
            for offset in range(block.src_end - block.src_start):
                place_of[block.src_start + offset] = block.dest_start + offset
    return place_of


def _is_run(places: list[int]) -> bool:
    return bool(places) and min(places) >= 0 and places[-1] - places[0] == len(places) - 1


def _word_starts(text: str, place: int) -> bool:
    return place == 0 or text[place - 1] == " "


def _word_ends(text: str, place: int) -> bool:
    return place + 1 == len(text) or text[place + 1] == " "


def _bare_words(text: str) -> list[str]:
    """Words without the punctuation around them, case folded."""
    stripped = (word.strip(".,;:!?()[]{}\"'-*_|~^=<>/\\") for word in fold(text).casefold().split())
    return [word for word in stripped if word]


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", fold(text)).casefold()
