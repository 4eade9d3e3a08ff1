"""Words put side by side into stretches of a line, with the size and the baseline of their type.

A run is a chain of words with ordinary spaces between them; `columns` decides which runs share a column,
`paragraphs` what the lines of a column make up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache
from statistics import median

import numpy as np

from transcritor_gui.model import Box, Line, Word

__all__ = ["WordRun", "build_runs", "is_right_to_left", "merge_into_lines", "straightened"]

_WIDEST_SPACE = 0.6
_WIDEST_SPACE_IN_ORDER = 1.05
"""Of the type size: a wider gap ends a run; between words that also follow one another in the page's own
order a justified line may be drawn wider."""
_DEEPEST_OVERLAP = 0.5
"""Of the type size: how far a word may reach back into the one before it."""
_SAME_LINE = 0.36
"""Of the type size: how far apart the middles of two words of one line may lie."""

_FEWEST_TO_STRAIGHTEN = 30
_LEAST_SLOPE = 0.0035
"""A fifth of a degree: two points over a line of six hundred."""
_SMALL = 0.46
_ASCENT = dict.fromkeys("acegmnopqrsuvwxyz", _SMALL) | dict.fromkeys("t", 0.6) | dict.fromkeys("ij", 0.67)
_ASCENT |= dict.fromkeys(",;.:-–—_~•…·", 0.3)
_DESCENT = dict.fromkeys("gjpqyç()[]{}|/$@§", 0.21) | dict.fromkeys(",;Q", 0.12)
_TALLEST = 0.7
"""Of the type size, as in most text faces: how far letters reach above and below the baseline."""
_LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks of Unicode in which scripts are written from right to left."""
_NUMBER = re.compile(r"^[^\w]*[\d.,/:%()ºª°x+-]*\d[\d.,/:%()ºª°x+-]*[^\w]*$")


class _WordKind(Enum):
    WORD = 1
    NUMBER = 2
    MARK = 3


@dataclass(slots=True)
class WordRun:
    """Words of one line in reading direction; the box is theirs."""

    words: list[Word]
    places: list[int]
    """Of each word, in the page's own order."""
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    """Type size in points, as near as boxes tell."""
    baseline: float
    numbers: int = 0
    """How many of the words are figures."""
    bold: int = 0
    """How many of the words are bold."""
    marks: int = 0
    """How many of the words are dots, dashes and other marks alone."""
    sizes: list[float] = field(default_factory=list)
    """Of each word, by itself."""

    @property
    def middle(self) -> float:
        """Half the height of small letters above the baseline."""
        return self.baseline - _MIDDLE * self.size

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def as_line(self) -> Line:
        return Line(tuple(self.words), Box(self.x0, self.y0, self.x1, self.y1))


_MIDDLE = 0.26


def straightened(words: Sequence[tuple[int, Word]]) -> list[tuple[int, Word]] | None:
    """`words` with boxes moved up or down so that lines are level; None where they are level as they are.

    The slope is the median over neighbours in the page's own order, by their distance.
    """
    if len(words) < _FEWEST_TO_STRAIGHTEN:
        return None
    sizes, baselines = _measured([word for _, word in words])
    slopes: list[tuple[float, float]] = []
    for item in range(len(words) - 1):
        (place, word), (next_place, after) = words[item], words[item + 1]
        size = sizes[item]
        apart = after.box.x_centre - word.box.x_centre
        rise = baselines[item + 1] - baselines[item]
        if next_place == place + 1 and size < apart < 30 * size and abs(rise) < 0.4 * size:
            slopes.append((rise / apart, apart))
    if len(slopes) < _FEWEST_TO_STRAIGHTEN:
        return None
    slopes.sort()
    reached = np.cumsum([weight for _, weight in slopes])
    slope = slopes[int(np.searchsorted(reached, reached[-1] / 2))][0]
    if abs(slope) < _LEAST_SLOPE:
        return None
    moved = []
    for place, word in words:
        box = word.box
        fall = slope * box.x_centre
        moved.append((place, replace(word, box=Box(box.x0, box.y0 - fall, box.x1, box.y1 - fall))))
    return moved


def build_runs(words: Sequence[tuple[int, Word]]) -> list[WordRun]:
    """Chains of neighbouring words on one line. `words` are (place in the page's own order, word)."""
    if not words:
        return []
    sizes, baselines = _measured([word for _, word in words])
    cell = max(median(sizes), 1.0)
    tails: dict[int, list[WordRun]] = {}
    runs: list[WordRun] = []
    for item in sorted(range(len(words)), key=lambda item: (words[item][1].box.x0, words[item][0])):
        place, word = words[item]
        size, baseline = sizes[item], baselines[item]
        middle = baseline - _MIDDLE * size
        row = int(middle // cell)
        x0 = word.box.x0
        best: WordRun | None = None
        best_gap = float("inf")
        for near in (row - 1, row, row + 1):
            for run in tails.get(near, ()):
                gap = x0 - run.x1
                if gap >= best_gap:
                    continue
                small, large = (size, run.size) if size < run.size else (run.size, size)
                scale = large if large < 1.3 * small else 1.3 * small
                in_order = run.places[-1] + 1 == place
                widest = _WIDEST_SPACE_IN_ORDER if in_order else _WIDEST_SPACE
                if -_DEEPEST_OVERLAP * scale <= gap <= widest * scale and _on_one_line(
                    run, word, size, middle
                ):
                    best, best_gap = run, gap
        if best is None:
            best = _single(place, word, size, baseline)
            runs.append(best)
            tails.setdefault(row, []).append(best)
        else:
            before = int(best.middle // cell)
            _append(best, place, word, size, baseline)
            after = int(best.middle // cell)
            if before != after:
                tails[before] = [run for run in tails[before] if run is not best]
                tails.setdefault(after, []).append(best)
    for run in runs:
        run.size = median(run.sizes)
        if len(run.words) > 1 and is_right_to_left(run.words):
            _put_in_page_order(run)
    return runs


def _measured(words: Sequence[Word]) -> tuple[list[float], list[float]]:
    """Type size and baseline (y) of each word, in points.

    Boxes either hug the letters (an OCR engine's) or are as high as the line (a font's). Which of the two
    is told by words without ascenders or descenders: hugged, they are half as high as the others.
    """
    heights = [max(word.box.height, 0.1) for word in words]
    reaches = [_reach(word.text) for word in words]
    low = [h for h, (up, down) in zip(heights, reaches, strict=True) if up == _SMALL and down == 0]
    high = [h for h, (up, down) in zip(heights, reaches, strict=True) if up == _TALLEST and down > 0.2]
    if low and high and median(low) > 0.8 * median(high):
        return (
            [height / 1.15 for height in heights],
            [word.box.y1 - 0.2 * height for word, height in zip(words, heights, strict=True)],
        )
    sizes = [height / (up + down) for height, (up, down) in zip(heights, reaches, strict=True)]
    typical = median(sizes)
    baselines: list[float] = []
    for item, (word, (up, down)) in enumerate(zip(words, reaches, strict=True)):
        if up >= _SMALL:
            baselines.append(word.box.y1 - down * sizes[item])
        else:  # dashes, dots and quotation marks tell nothing of their size
            sizes[item] = typical
            baselines.append((word.box.y0 + word.box.y1) / 2 + _MIDDLE * typical)
    return sizes, baselines


@lru_cache(maxsize=8192)
def _reach(text: str) -> tuple[float, float]:
    """How far `text` reaches above and below its baseline, in type sizes."""
    return (
        max(_ASCENT.get(letter, _TALLEST) for letter in text),
        max(_DESCENT.get(letter, 0.0) for letter in text),
    )


@lru_cache(maxsize=8192)
def _kind_of(text: str) -> _WordKind:
    if _NUMBER.match(text) is not None:
        return _WordKind.NUMBER
    return _WordKind.WORD if any(map(str.isalnum, text)) else _WordKind.MARK


def _on_one_line(run: WordRun, word: Word, size: float, middle: float) -> bool:
    apart = abs(middle - run.middle)
    if apart < _SAME_LINE * min(size, run.size):
        return True
    # Raised and lowered figures: smaller, and beside the line's own letters.
    small, large = min(size, run.size), max(size, run.size)
    overlap = min(run.y1, word.box.y1) - max(run.y0, word.box.y0)
    return small < 0.85 * large and apart < 0.5 * large and overlap > 0.5 * min(word.box.height, run.height)


def _single(place: int, word: Word, size: float, baseline: float) -> WordRun:
    box = word.box
    kind = _kind_of(word.text)
    return WordRun(
        [word], [place], box.x0, box.y0, box.x1, box.y1, size, baseline,
        int(kind is _WordKind.NUMBER), int(word.bold), int(kind is _WordKind.MARK), [size],
    )  # fmt: skip


def _append(run: WordRun, place: int, word: Word, size: float, baseline: float) -> None:
    box = word.box
    run.words.append(word)
    run.places.append(place)
    run.x1 = max(run.x1, box.x1)
    run.y0 = min(run.y0, box.y0)
    run.y1 = max(run.y1, box.y1)
    kind = _kind_of(word.text)
    run.numbers += kind is _WordKind.NUMBER
    run.marks += kind is _WordKind.MARK
    run.bold += word.bold
    run.sizes.append(size)
    # The line goes on at its own size and where it has got to; raised figures do not lead it astray.
    if 0.8 * run.size < size < 1.25 * run.size:
        share = 1 / min(len(run.words), 6)
        run.size += (size - run.size) * share
        run.baseline += (baseline - run.baseline) * max(share, 0.4)
    elif size > run.size and len(word.text) > 2 >= len(run.words):
        run.size, run.baseline = size, baseline


def is_right_to_left(words: Iterable[Word]) -> bool:
    """Whether most letters of `words` belong to a script that is written from right to left."""
    text = "".join([word.text for word in words])
    if text.isascii() or _LEFTWARDS.search(text) is None:
        return False
    directions = [unicodedata.bidirectional(letter) for letter in text]
    right = sum(direction in ("R", "AL") for direction in directions)
    return right > directions.count("L")


def _put_in_page_order(run: WordRun) -> None:
    """The page's own order is the logical one; positions alone would turn the line about."""
    order = sorted(range(len(run.words)), key=lambda item: run.places[item])
    run.words = [run.words[item] for item in order]
    run.places = [run.places[item] for item in order]


def merge_into_lines(runs: Iterable[WordRun]) -> list[WordRun]:
    """Runs of one column that share a line joined; lines from top to bottom. The runs are not changed."""
    lines: list[WordRun] = []
    parts: list[list[WordRun]] = []
    for run in sorted(runs, key=lambda item: (item.middle, item.x0)):
        home = None
        for place in range(len(lines) - 1, max(-1, len(lines) - 5), -1):
            if _shares_line(parts[place], run):
                home = place
                break
        if home is None:
            lines.append(
                WordRun(
                    list(run.words), list(run.places), run.x0, run.y0, run.x1, run.y1,
                    run.size, run.baseline, run.numbers, run.bold, run.marks, list(run.sizes),
                )
            )  # fmt: skip
            parts.append([run])
        else:
            line = lines[home]
            parts[home].append(run)
            line.x0, line.y0 = min(line.x0, run.x0), min(line.y0, run.y0)
            line.x1, line.y1 = max(line.x1, run.x1), max(line.y1, run.y1)
            if len(run.words) > len(line.words):
                line.baseline = run.baseline
            line.sizes.extend(run.sizes)
            line.words.extend(run.words)
            line.numbers += run.numbers
            line.bold += run.bold
            line.marks += run.marks
    for line, pieces in zip(lines, parts, strict=True):
        line.size = median(line.sizes)
        if len(pieces) > 1:
            rightwards = not is_right_to_left(line.words)
            pieces.sort(key=lambda piece: piece.x0 if rightwards else -piece.x0)
            line.words = [word for piece in pieces for word in piece.words]
            line.places = [place for piece in pieces for place in piece.places]
    return lines


def _shares_line(pieces: Sequence[WordRun], run: WordRun) -> bool:
    """Whether `run` lies on the line of `pieces`: level with the nearest of them, and beside them all."""
    nearest = min(pieces, key=lambda piece: max(run.x0 - piece.x1, piece.x0 - run.x1))
    small, large = min(nearest.size, run.size), max(nearest.size, run.size)
    apart = abs(nearest.middle - run.middle)
    if apart > _SAME_LINE * small:
        overlap = min(run.y1, nearest.y1) - max(run.y0, nearest.y0)
        if small > 0.85 * large or apart > 0.55 * large or overlap < 0.5 * min(run.height, nearest.height):
            return False
    return all(run.x0 > piece.x1 - 0.3 * small or run.x1 < piece.x0 + 0.3 * small for piece in pieces)
