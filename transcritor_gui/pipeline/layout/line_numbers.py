"""The numbers beside the lines of a pleading or a manuscript, told from numbers of the text.

They count on by one, or by five, down one edge of the text at an even step, whether a line stands beside
them or not. The numbers of a list or a table belong to what stands beside them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from transcritor_gui.model import Word

__all__ = ["part_line_numbers"]

_FEWEST, _FEWEST_OF_TEXT = 8, 5
"""Numbers of lines: in general, and beside lines that are plainly running text."""
_FEWEST_IN_FIVES, _FEWEST_FIVES_OF_TEXT = 4, 2
_FIVES = 5
"""Every line is counted, or every fifth."""
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
_TEXT_WORDS, _TEXT_WIDTH, _TEXT_MID_SENTENCE = 4, 0.75, 0.5
"""Of lines of running text: the fewest words, their width against the widest, and the share of those that
begin in the middle of a sentence."""


def part_line_numbers(words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of the text in the page's own order, and the numbers of its lines from top to bottom."""
    taken: dict[int, None] = {}
    for chain in _chains(words):
        if _numbers_lines(chain, words):
            taken.update(dict.fromkeys(chain))
    if not taken:
        return tuple(words), ()
    text = tuple(word for place, word in enumerate(words) if place not in taken)
    return text, tuple(words[place] for place in taken)


def _chains(words: Sequence[Word]) -> Iterator[list[int]]:
    """Places of numbers that stand below one another, flush at one side, and count on."""
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        if len(word.text) <= _MOST_FIGURES and word.text.isdecimal() and word.text.isascii():
            columns[round(word.box.x1 / _ALIGNED_PT)].append(place)
    seen: set[int] = set()
    for edge in sorted(columns, key=lambda edge: -len(columns[edge])):
        column = {place for beside in (edge - 1, edge, edge + 1) for place in columns.get(beside, ())}
        chain: list[int] = []
        for place in sorted(column - seen, key=lambda place: words[place].box.y_centre):
            if chain and not _counts_on(chain, place, words):
                yield chain
                chain = []
            chain.append(place)
            seen.add(place)
        yield chain


def _counts_on(chain: Sequence[int], place: int, words: Sequence[Word]) -> bool:
    last, number = int(words[chain[-1]].text), int(words[place].text)
    if len(chain) == 1:
        return number - last in (1, _FIVES)
    return number - last == last - int(words[chain[-2]].text)


def _numbers_lines(chain: Sequence[int], words: Sequence[Word]) -> bool:
    in_fives = len(chain) > 1 and int(words[chain[1]].text) - int(words[chain[0]].text) == _FIVES
    if len(chain) < (_FEWEST_FIVES_OF_TEXT if in_fives else _FEWEST_OF_TEXT):
        return False
    is_short = len(chain) < (_FEWEST_IN_FIVES if in_fives else _FEWEST)
    numbers = [words[place] for place in chain]
    steps = [after.box.y_centre - before.box.y_centre for before, after in pairwise(numbers)]
    step = median(steps)
    if step <= 0 or sum(abs(each - step) > _EVEN * step for each in steps) > len(steps) / 10:
        return False
    own = set(chain)
    left = min(word.box.x0 for word in numbers)
    right = max(word.box.x1 for word in numbers)
    others = [word for place, word in enumerate(words) if place not in own]
    top, foot = numbers[0].box.y0 - step, numbers[-1].box.y1 + step
    level = [word for word in others if top <= word.box.y_centre <= foot]
    before = sum(word.box.x1 <= left + 1 for word in level)
    after = sum(word.box.x0 >= right - 1 for word in level)
    if before > 0.1 * after and after > 0.1 * before:
        # In a gutter: numbers of the lines of the right column, with those of the left one beside them.
        level = [word for word in level if word.box.x0 >= right - 1]
    # Up to four lines before the first and after the last of every fifth have none.
    unnumbered = 2 * (_FIVES - 1) / _FIVES * step if in_fives else 0.0
    span = numbers[-1].box.y1 - numbers[0].box.y0 + unnumbered
    beside = [word for word in others if word.box.x0 >= right - 1 or word.box.x1 <= left + 1]
    if not level or not beside or span < _LEAST_HEIGHT * _height(beside):
        return False
    rows = _rows(numbers, level, step)
    if is_short and not _is_running_text(rows, level, numbers, in_fives=in_fives):
        return False
    return _are_lines(rows, in_fives=in_fives)


def _is_running_text(
    rows: Sequence[Sequence[Word]], level: Sequence[Word], numbers: Sequence[Word], *, in_fives: bool
) -> bool:
    """Whether few numbers stand beside lines of one width that begin in the middle of sentences."""
    if any(len(row) < _TEXT_WORDS for row in rows):
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


def _height(words: Sequence[Word]) -> float:
    return max(word.box.y1 for word in words) - min(word.box.y0 for word in words)


def _rows(numbers: Sequence[Word], words: Sequence[Word], step: float) -> list[list[Word]]:
    """For each number the words level with it, from left to right."""
    reach = min(step / 2, max(number.box.height for number in numbers))
    rows = []
    for number in numbers:
        y = number.box.y_centre
        row = [word for word in words if abs(word.box.y_centre - y) < reach]
        rows.append(sorted(row, key=lambda word: word.box.x0))
    return rows


def _are_lines(rows: Sequence[Sequence[Word]], *, in_fives: bool) -> bool:
    filled = [row for row in rows if row]
    if not filled:
        return False
    if in_fives:
        return sum(map(len, filled)) >= 4 * len(filled)
    torn = sum(
        any(after.box.x0 - before.box.x1 > _CELL_GAP * before.box.height for before, after in pairwise(row))
        for row in filled
    )
    mid_sentence = sum(row[0].text[:1].islower() for row in filled)
    return torn <= _MOST_CELLS * len(filled) and (
        mid_sentence >= _MID_SENTENCE * len(filled) or len(filled) < len(rows) - 1
    )
