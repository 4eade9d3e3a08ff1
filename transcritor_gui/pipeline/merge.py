"""Words from several sources made one page's words, none twice. Pure."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from msgspec import structs

from transcritor_gui.model import Box, Word, mean_confidence
from transcritor_gui.pipeline.box_array import box_array

__all__ = ["ChosenReading", "better_reading", "folded", "merged_words", "without_doubles"]

_SAME_PLACE = 0.4
"""Share of the smaller of two boxes that the other one covers."""
_SAME_TEXT = 0.6
"""Likeness (difflib's ratio) of two readings of one printed word."""

_ROW_PT = 12.0
"""Height of the rows in which words of the same text are looked for; a shadow is nearer than this."""
_SHADOW = 0.6
"""Of a word's width and height: by how much both edges together may differ."""
_MOSTLY_DOUBLED = 0.75
"""Of the letters of a line."""
_GOOD_READING = 0.75
"""Mean confidence from which our own reading is taken."""
_CONFIRMED = 0.8
"""Share of our words that an earlier OCR has too, from which that one is trusted for what we lack."""
_MUCH_MORE = 1.3


@dataclass(frozen=True, slots=True)
class ChosenReading:
    words: tuple[Word, ...]
    recognised: bool
    """True where our own reading won, False where the earlier one did."""


def merged_words(kept: Sequence[Word], recognised: Sequence[Word]) -> tuple[Word, ...]:
    """The text layer's words, then the recognised ones that are not the same words in the same place."""
    if not kept or not recognised:
        return (*kept, *recognised)
    grid = _Grid(kept)
    return (*kept, *(word for word in recognised if not grid.has_like(word)))


def without_doubles(words: Sequence[Word]) -> tuple[Word, ...]:
    """Each word once where the same text is drawn twice in the same place (shadows, hidden copies).

    Two lines printed over one another may begin alike: a word is a double only if all its line is one, or if
    it follows its original at once.
    """
    originals = _originals(words)
    if not originals:
        return tuple(words)
    dropped = {place for place, original in originals.items() if original == place - 1}
    start = 0
    for place in range(1, len(words) + 1):
        if place < len(words) and _goes_on(words[place - 1].box, words[place].box):
            continue
        line = [number for number in range(start, place) if number not in dropped]
        doubled = [number for number in line if number in originals]
        letters = sum(len(words[number].text) for number in line)
        if doubled and sum(len(words[number].text) for number in doubled) >= _MOSTLY_DOUBLED * letters:
            dropped.update(doubled)
        start = place
    return tuple(word for place, word in enumerate(words) if place not in dropped)


def _originals(words: Sequence[Word]) -> dict[int, int]:
    """By the number of each word that has the text and the place of an earlier one, the number of that."""
    ids: dict[str, int] = {}
    texts = np.array([ids.setdefault(word.text, len(ids)) for word in words], np.intp)
    numbers = np.flatnonzero(np.bincount(texts)[texts] > 1)
    if not len(numbers):
        return {}
    columns = box_array([words[number].box for number in numbers.tolist()]).T
    found: dict[int, int] = {}
    for shift in (0.0, 0.5):  # a shadow lies in the row of its word or, where a row begins, in the next one
        rows = np.floor((columns[1] + columns[3]) / 2 / _ROW_PT + shift)
        order = np.lexsort((columns[0], rows, texts[numbers]))
        x0, y0, x1, y1 = columns[:, order]
        same, place = texts[numbers][order], numbers[order]
        for step in (1, 2):
            one, other = slice(None, -step), slice(step, None)
            across = np.abs(x0[one] - x0[other]) + np.abs(x1[one] - x1[other])
            down = np.abs(y0[one] - y0[other]) + np.abs(y1[one] - y1[other])
            near = same[one] == same[other]
            near &= (across < _SHADOW * (x1[one] - x0[one])) & (down < _SHADOW * (y1[one] - y0[one]))
            for first, second in zip(place[one][near].tolist(), place[other][near].tolist(), strict=True):
                earlier, later = sorted((first, second))
                found[later] = min(earlier, found.get(later, earlier))
    return found


def _goes_on(box: Box, after: Box) -> bool:
    """Whether `after` stands to the right of `box` on its line."""
    return after.x0 > box.x0 and abs(after.y_centre - box.y_centre) < 0.6 * box.height


def better_reading(ours: Sequence[Word], earlier: Sequence[Word], *, earlier_is_sane: bool) -> ChosenReading:
    """Our reading of a picture or that of an earlier OCR, as a whole.

    Ours where it is confident, unless the earlier one confirms it and has a good deal more. What both
    readings have in the same place is not doubted any more: they are independent of each other.
    """
    if not earlier or not earlier_is_sane:
        return ChosenReading(tuple(ours), recognised=True)
    if not ours:
        return ChosenReading(tuple(earlier), recognised=False)
    grid = _Grid(earlier)
    agreed = [grid.has_equal(word) for word in ours]
    our_letters = sum(len(word.text) for word in ours)
    earlier_letters = sum(len(word.text) for word in earlier)
    agreed_letters = sum(len(word.text) for word, same in zip(ours, agreed, strict=True) if same)
    confidence = mean_confidence(ours)
    confirmed = agreed_letters / our_letters if our_letters else 0.0
    has_more = earlier_letters > _MUCH_MORE * our_letters and confirmed > _CONFIRMED
    is_poor = confidence is None or confidence < _GOOD_READING
    if has_more or (is_poor and earlier_letters >= 0.5 * our_letters):
        return ChosenReading(tuple(earlier), recognised=False)
    words = tuple(
        structs.replace(word, doubtful=False) if same and word.doubtful else word
        for word, same in zip(ours, agreed, strict=True)
    )
    return ChosenReading(words, recognised=True)


class _Grid:
    """Words by where they lie, for finding those near a given one."""

    _CELL_PT = 40.0

    def __init__(self, words: Sequence[Word]) -> None:
        self._cells: defaultdict[tuple[int, int], list[Word]] = defaultdict(list)
        for word in words:
            self.add(word)

    def add(self, word: Word) -> None:
        for cell in self._cells_of(word.box):
            self._cells[cell].append(word)

    def has_like(self, word: Word) -> bool:
        """Whether a word of much the same text lies in the same place, or words that hold it."""
        text = folded(word.text)
        for other in self._over(word):
            known = folded(other.text)
            if text == known or (len(text) > 1 and (text in known or (len(known) > 1 and known in text))):
                return True
            if SequenceMatcher(None, text, known).ratio() >= _SAME_TEXT:
                return True
        return False

    def has_equal(self, word: Word) -> bool:
        """Whether a word of the same letters lies in the same place."""
        text = folded(word.text)
        return any(folded(other.text) == text for other in self._over(word))

    def _over(self, word: Word) -> Iterator[Word]:
        seen: set[int] = set()
        for cell in self._cells_of(word.box):
            for other in self._cells[cell]:
                if id(other) in seen:
                    continue
                seen.add(id(other))
                if other.box.is_same_place(word.box, share=_SAME_PLACE):
                    yield other

    def _cells_of(self, box: Box) -> Iterator[tuple[int, int]]:
        size = self._CELL_PT
        for column in range(int(box.x0 // size), int(box.x1 // size) + 1):
            for row in range(int(box.y0 // size), int(box.y1 // size) + 1):
                yield column, row


def folded(text: str) -> str:
    """Letters and figures alone, without case or accents; the text itself where it has none."""
    plain = "".join(
        character for character in unicodedata.normalize("NFKD", text.casefold()) if character.isalnum()
    )
    return plain if plain else text
