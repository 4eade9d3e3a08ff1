"""The numbers beside the lines of a pleading or a manuscript, told from numbers of the text.

They count on by one, or by five, down one edge of the text at an even step, whether a line stands beside
them or not; one may be missing here and there. Each column of a text may have its own. The numbers of a list
or a table belong to what stands beside them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median

import numpy as np
import numpy.typing as npt

from transcritor_gui.model import Box, Word, WordSource
from transcritor_gui.pipeline.box_array import box_array
from transcritor_gui.pipeline.layout.slope import plumb

__all__ = ["part_line_numbers"]

_FEWEST, _FEWEST_OF_TEXT = 8, 5
"""Numbers of lines: in general, and beside lines that are plainly running text."""
_FEWEST_IN_FIVES, _FEWEST_FIVES_OF_TEXT = 4, 2
_FIVES = 5
"""Every line is counted, or every fifth."""
_MOST_MISSING, _NUMBERS_A_MISSING_ONE = 2, 6
"""Numbers that may be missing between two, as the engine has not read them or they hide under a stamp; and of
so many, one."""
_MOST_FIGURES = 4
_EVEN = 0.15
"""Of the step: by how much it may differ from number to number."""
_ALIGNED_PT = 3.0
_LEAST_HEIGHT = 0.5
"""Of the height of the text beside them, that the numbers reach over."""
_MID_SENTENCE = 0.25
"""Share of numbered lines that begin in the middle of a sentence: those of a list do not."""
_MOST_CELLS = 0.3
"""Share of numbered lines that are torn by a gap of this width, of their height, as rows of a table are."""
_CELL_GAP = 1.6
_SAME_LINE = 0.4
"""Of the height of a number: what is nearer, up or down, is level with it."""
_WHITE_BESIDE = 0.5
"""Between a number and its line, in heights of the number: a space between words is narrower."""
_ROWS_A_STRAY_WORD = 5
"""Of the numbers one in so many may have a word of something else in their column."""
_ROWS_A_SHORT_ONE = 3
"""Of the lines that are every fifth of a text one in so many may be the end of a paragraph."""
_COLUMNS_OF_TEXT = 0.7
"""Share of the lines over several columns that hold words of two lines: cells of tables have fewer."""
_TEXT_WORDS, _TEXT_WIDTH, _TEXT_MID_SENTENCE = 4, 0.75, 0.5
"""Of lines of running text: the fewest words, their width against the widest, and the share of those that
begin in the middle of a sentence."""


_MIDDLE = attrgetter("y_centre")
_SOURCE = attrgetter("source")


def part_line_numbers(words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of the text in the page's own order, and the numbers of its lines from top to bottom."""
    taken: dict[int, None] = {}
    page: _Page | None = None
    # A scan may lean by more, from top to bottom, than the numbers may stand apart.
    may_lean = WordSource.OCR in map(_SOURCE, words) and sum(map(_is_number, words)) >= _FEWEST_FIVES_OF_TEXT
    level = plumb(words) if may_lean else words
    chains = [chain for chain in _chains(level) if _may_number_lines(chain, level)]
    for chain in chains:
        if taken.keys().isdisjoint(chain):
            page = _Page(level) if page is None else page
            if _numbers_lines(chain, page, chains, taken):
                taken.update(dict.fromkeys((*chain, *_misread(chain, level))))
    if not taken:
        return tuple(words), ()
    text = tuple(word for place, word in enumerate(words) if place not in taken)
    return text, tuple(words[place] for place in taken)


def _chains(words: Sequence[Word]) -> Iterator[list[int]]:
    """Places of numbers that stand below one another, flush at one side, and count on; the longest first."""
    numbers = [place for place, word in enumerate(words) if _is_number(word)]
    edges = ([words[place].box.x1 for place in numbers], [words[place].box.x0 for place in numbers])
    chains = [chain for edge in edges for chain in _flush_chains(numbers, edge, words)]
    yield from sorted(chains, key=len, reverse=True)


def _is_number(word: Word) -> bool:
    return len(word.text) <= _MOST_FIGURES and word.text.isdecimal() and word.text.isascii()


def _flush_chains(
    numbers: Sequence[int], edges: Sequence[float], words: Sequence[Word]
) -> Iterator[list[int]]:
    """Chains of `numbers` whose edges, one a number, lie at the same place across the page."""
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for place, edge in zip(numbers, edges, strict=True):
        columns[round(edge / _ALIGNED_PT)].append(place)
    seen: set[int] = set()
    for edge in sorted(columns, key=lambda edge: -len(columns[edge])):
        column = {place for beside in (edge - 1, edge, edge + 1) for place in columns.get(beside, ())}
        chain: list[int] = []
        odd: int | None = None
        for place in sorted(column - seen, key=lambda place: words[place].box.y_centre):
            seen.add(place)
            if not chain or _counts_on(chain, place, words):
                chain.append(place)
            elif odd is None and len(chain) >= _FEWEST_OF_TEXT:
                odd = place  # the next may go on: this one is misread then
                continue
            else:
                yield chain
                chain = [place]
                if odd is not None:
                    chain = [odd, place] if _counts_on([odd], place, words) else [place]
            odd = None
        yield chain


def _counts_on(chain: Sequence[int], place: int, words: Sequence[Word]) -> bool:
    last, number = int(words[chain[-1]].text), int(words[place].text)
    if len(chain) == 1:
        return number - last in (1, _FIVES)
    count, odd = divmod(number - last, _unit(chain, words))
    return not odd and 1 <= count <= 1 + _MOST_MISSING


def _unit(chain: Sequence[int], words: Sequence[Word]) -> int:
    """By how much the first two numbers of a chain count on."""
    return int(words[chain[1]].text) - int(words[chain[0]].text)


def _misread(chain: Sequence[int], words: Sequence[Word]) -> list[int]:
    """Places of numbers in the column of a chain that do not count on: one of their figures is misread."""
    if len(chain) < _FEWEST_OF_TEXT:
        return []
    own = set(chain)
    numbers = [words[place].box for place in chain]
    step = median(_steps(chain, words))
    top, foot = numbers[0].y_centre - _EVEN * step, numbers[-1].y_centre + (1 + _EVEN) * step
    return [
        place
        for place, word in enumerate(words)
        if place not in own
        and _is_number(word)
        and top <= word.box.y_centre <= foot
        and _is_flush(word.box, numbers)
        and all(abs(word.box.y_centre - box.y_centre) > step / 2 for box in numbers)
    ]


def _is_flush(box: Box, others: Sequence[Box]) -> bool:
    left, right = median(other.x0 for other in others), median(other.x1 for other in others)
    return min(abs(box.x0 - left), abs(box.x1 - right)) <= _ALIGNED_PT


class _Page:
    """The words of a page by where they lie: a table of figures has thousands of chains to be judged."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        x0, y0, x1, y1 = box_array([word.box for word in words]).T
        middle = (y0 + y1) / 2
        self._down = np.argsort(middle, kind="stable")
        self._middles = middle[self._down]
        leftmost, rightmost = np.argsort(x0), np.argsort(-x1)
        self._starts, self._ends = x0[leftmost], x1[rightmost]
        # From each place on, how far up and down the words reach that begin, or end, farther out.
        self._right_of = [_from_there_on(each[leftmost]) for each in (y0, -y1)]
        self._left_of = [_from_there_on(each[rightmost]) for each in (y0, -y1)]

    def level(self, top: float, foot: float) -> list[int]:
        """Places of the words with their middle between, in the page's own order."""
        first, last = np.searchsorted(self._middles, top), np.searchsorted(self._middles, foot, side="right")
        return sorted(self._down[first:last].tolist())

    def height_beside(self, left: float, right: float) -> float:
        """From the top of the highest to the foot of the lowest word that ends at `left` or before, or begins
        at `right` or after; 0 where there is none."""
        tops, feet = [], []
        for start, (top, foot) in (
            (int(np.searchsorted(self._starts, right)), self._right_of),
            (int(np.searchsorted(-self._ends, -left)), self._left_of),
        ):
            if start < len(self.words):
                tops.append(float(top[start]))
                feet.append(-float(foot[start]))
        return max(feet) - min(tops) if tops else 0.0


def _from_there_on(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    least: npt.NDArray[np.float64] = np.minimum.accumulate(values[::-1])[::-1]
    return least


def _may_number_lines(chain: Sequence[int], words: Sequence[Word]) -> bool:
    """Whether there are enough numbers in the chain, at an even step."""
    if len(chain) < (_FEWEST_FIVES_OF_TEXT if _is_in_fives(chain, words) else _FEWEST_OF_TEXT):
        return False
    counted = 1 + (int(words[chain[-1]].text) - int(words[chain[0]].text)) // _unit(chain, words)
    if counted - len(chain) > len(chain) // _NUMBERS_A_MISSING_ONE:
        return False
    steps = _steps(chain, words)
    step = median(steps)
    return step > 0 and sum(abs(each - step) > _EVEN * step for each in steps) <= len(steps) / 10


def _is_in_fives(chain: Sequence[int], words: Sequence[Word]) -> bool:
    return len(chain) > 1 and _unit(chain, words) == _FIVES


def _steps(chain: Sequence[int], words: Sequence[Word]) -> list[float]:
    """From each number down to the next, by the number of lines between."""
    unit = _unit(chain, words)
    return [
        (words[after].box.y_centre - words[before].box.y_centre)
        * unit
        / (int(words[after].text) - int(words[before].text))
        for before, after in pairwise(chain)
    ]


def _next_column(chain: Sequence[int], chains: Sequence[Sequence[int]], words: Sequence[Word]) -> float:
    """Where to the right of a chain another begins beside it: the numbers of the next column."""
    right = max(words[place].box.x1 for place in chain)
    top, foot = words[chain[0]].box.y0, words[chain[-1]].box.y1
    own = set(chain)
    return min(
        (
            left
            for other in chains
            if own.isdisjoint(other)
            and (left := min(words[place].box.x0 for place in other)) > right
            and min(foot, words[other[-1]].box.y1) - max(top, words[other[0]].box.y0)
            > _LEAST_HEIGHT * (foot - top)
        ),
        default=float("inf"),
    )


def _numbers_lines(
    chain: Sequence[int], page: _Page, chains: Sequence[Sequence[int]], taken: Iterable[int]
) -> bool:
    """Whether the numbers of a chain are those of lines; `chains` are all that there are on the page, and
    `taken` those that number lines for sure: the other edge of the text has them as well.
    """
    words = page.words
    in_fives = _is_in_fives(chain, words)
    is_short = len(chain) < (_FEWEST_IN_FIVES if in_fives else _FEWEST)
    numbers = [words[place] for place in chain]
    step = median(_steps(chain, words))
    own = set(chain)
    left = min(word.box.x0 for word in numbers)
    right = max(word.box.x1 for word in numbers)
    # Up to four lines before the first and after the last of every fifth have none.
    unnumbered = 2 * (_FIVES - 1) / _FIVES * step if in_fives else 0.0
    span = numbers[-1].box.y1 - numbers[0].box.y0 + unnumbered
    beside = page.height_beside(left + 1, right - 1)
    if not beside or span < _LEAST_HEIGHT * beside:
        return False
    top, foot = numbers[0].box.y0 - step, numbers[-1].box.y1 + step
    aside = own.union(taken)
    level = [words[place] for place in page.level(top, foot) if place not in aside]
    if not _stand_apart(numbers, level):
        return False
    before = sum(word.box.x1 <= left + 1 for word in level)
    next_column = _next_column(chain, chains, words)
    own_column = [word for word in level if word.box.x0 < next_column]
    after = sum(word.box.x0 >= right - 1 for word in own_column)
    if after:
        level = own_column
    if before > 0.1 * after and after > 0.1 * before:
        # In a gutter: numbers of the lines of the right column, with those of the left one beside them.
        level = [word for word in level if word.box.x0 >= right - 1]
    if not level:
        return False
    rows = _rows(numbers, level, step)
    if is_short and not _is_running_text(rows, level, numbers, in_fives=in_fives):
        return False
    if _are_lines(rows, in_fives=in_fives):
        return True
    return not (before and after) and _beside_columns_of_text(rows, is_first=not before, in_fives=in_fives)


def _beside_columns_of_text(rows: Sequence[Sequence[Word]], *, is_first: bool, in_fives: bool) -> bool:
    """Whether `rows` run over several columns of text, of whose first or last one they number the lines."""
    text = sum(len(row) >= 2 * _TEXT_WORDS for row in rows)
    nearest = [_pieces(row)[0 if is_first else -1] for row in rows if row]
    return text >= _COLUMNS_OF_TEXT * len(rows) and _are_lines(nearest, in_fives=in_fives)


def _pieces(row: Sequence[Word]) -> list[Sequence[Word]]:
    """The words of a line between gaps that are as wide as those of a table or a gutter."""
    gaps = [place for place in range(1, len(row)) if _is_torn(row[place - 1 : place + 1])]
    return [row[start:end] for start, end in pairwise((0, *gaps, len(row)))]


def _stand_apart(numbers: Sequence[Word], level: Sequence[Word]) -> bool:
    """Whether `numbers` have their column to themselves, with white beside it: figures that begin lines of
    the text ("5 dias", "10 dias") do not."""
    left, right = min(word.box.x0 for word in numbers), max(word.box.x1 for word in numbers)
    top, foot = numbers[0].box.y0, numbers[-1].box.y1
    between = [word.box for word in level if top < word.box.y_centre < foot]
    in_column = sum(box.x0 < right - 1 and box.x1 > left + 1 for box in between)
    if in_column > len(numbers) // _ROWS_A_STRAY_WORD:
        return False
    gaps = []
    between.sort(key=_MIDDLE)
    middles = [box.y_centre for box in between]
    for number in numbers:
        y, height = number.box.y_centre, number.box.height
        near = between[bisect_left(middles, y - height) : bisect_right(middles, y + height)]
        beside = [box for box in near if abs(box.y_centre - y) < height / 2]
        white = [max(box.x0 - number.box.x1, number.box.x0 - box.x1) for box in beside]
        if white:
            gaps.append(min(white) / height)
    return not gaps or median(gaps) >= _WHITE_BESIDE


def _is_running_text(
    rows: Sequence[Sequence[Word]], level: Sequence[Word], numbers: Sequence[Word], *, in_fives: bool
) -> bool:
    """Whether few numbers stand beside lines of one width that begin in the middle of sentences."""
    short = sum(len(row) < _TEXT_WORDS for row in rows)
    if short > (len(rows) // _ROWS_A_SHORT_ONE if in_fives else 0):
        return False
    if sum(map(_is_torn, rows)) > _MOST_CELLS * len(rows):
        return False
    if in_fives:
        # Every fifth of the lines has a number.
        reach = _SAME_LINE * max(number.box.height for number in numbers)
        top, foot = numbers[0].box.y_centre - reach, numbers[-1].box.y_centre + reach
        between = sorted(word.box.y_centre for word in level if top <= word.box.y_centre <= foot)
        lines = 1 + sum(after - before > reach for before, after in pairwise(between))
        return lines == _FIVES * (len(numbers) - 1) + 1 and int(numbers[0].text) % _FIVES == 0
    widths = [row[-1].box.x1 - row[0].box.x0 for row in rows]
    full = sum(width >= _TEXT_WIDTH * max(widths) for width in widths)
    mid_sentence = sum(row[0].text[:1].islower() for row in rows)
    return full >= len(rows) - 1 and mid_sentence >= _TEXT_MID_SENTENCE * len(rows)


def _rows(numbers: Sequence[Word], words: Sequence[Word], step: float) -> list[list[Word]]:
    """For each number the words level with it, from left to right."""
    reach = min(step / 2, max(number.box.height for number in numbers))
    order = sorted(range(len(words)), key=lambda place: words[place].box.y_centre)
    middles = [words[place].box.y_centre for place in order]
    rows = []
    for number in numbers:
        y = number.box.y_centre
        near = order[bisect_left(middles, y - reach) : bisect_right(middles, y + reach)]
        row = [words[place] for place in sorted(near) if abs(words[place].box.y_centre - y) < reach]
        rows.append(sorted(row, key=lambda word: word.box.x0))
    return rows


def _are_lines(rows: Sequence[Sequence[Word]], *, in_fives: bool) -> bool:
    filled = [row for row in rows if row]
    if not filled:
        return False
    if in_fives:
        return sum(map(len, filled)) >= 4 * len(filled)
    torn = sum(map(_is_torn, filled))
    mid_sentence = sum(row[0].text[:1].islower() for row in filled)
    return torn <= _MOST_CELLS * len(filled) and (
        mid_sentence >= _MID_SENTENCE * len(filled) or len(filled) < len(rows) - 1
    )


def _is_torn(row: Sequence[Word]) -> bool:
    """Whether there is white between the words of a line as between the cells of a table."""
    return any(
        after.box.x0 - before.box.x1 > _CELL_GAP * before.box.height for before, after in pairwise(row)
    )
