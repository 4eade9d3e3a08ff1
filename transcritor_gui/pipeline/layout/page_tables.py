"""The tables of one page: those whose lines the file draws, and those whose lines are only in its picture.

Lines in a picture are tilted as it is. Where they make a table, the page is read level with them: `layout`
and `tables` then see the same words in the same places, so that none is in a table and beside it.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from transcritor_gui.model import Box, Table, Word, enclosing
from transcritor_gui.pipeline.layout.lines import measured
from transcritor_gui.pipeline.layout.slope import slope_of
from transcritor_gui.pipeline.layout.tables.finder import find_tables
from transcritor_gui.pipeline.layout.tables.sign_rules import rules_in_signs
from transcritor_gui.pipeline.pdf.frame import ReadingFrame
from transcritor_gui.pipeline.rules import Rule, Ruling

__all__ = ["PageTables", "tables_of_page"]

_log = logging.getLogger(__name__)

_BARS, _STROKES = frozenset("|¦│┃[]{}!/\\"), frozenset("-_—–=~.·")
"""What an engine takes a line down, and a line across, for."""
_UPRIGHTS = frozenset("|¦│┃")
_ON_LINE_PT, _BESIDE_PT = 3.0, 0.5
_BESIDE = 0.6
"""Of a word's height: how far from its ends the line may go down that its first or last letter is."""
_BESIDE_TABLE = 1.5
"""Of the height of a line set in characters: how far from a table it may lie and be of it."""
_FEWEST_FILLED, _FEWEST_FILLED_ROWS, _FEWEST_FILLED_COLUMNS = 3, 2, 2
"""Cells with words, and rows and columns with such cells, that make a grid in a picture a table."""
_LETTER_LINE, _WITH_LETTERS = 2.0, 0.2
"""Of a word's height: the longest line down that may be a stroke of its letters, and how far from their ends
it may end."""
_FEW_RULES, _ASTRAY_DEGREES = 4, 0.7
"""Lines in a picture that may be the strokes of a pen, and how far they then lie from the lines of words."""
_TILTED_DEGREES = 0.2
"""From which a page of recognised words is read level with its lines."""


@dataclass(frozen=True, slots=True)
class PageTables:
    frame: ReadingFrame
    """In which the page is to be read."""
    words: tuple[Word, ...]
    """Of the page, in that frame, without those that are the lines of a table misread."""
    tables: tuple[Table, ...] = ()
    failed: bool = False
    """Whether the table finder broke down, so that a table may be missing."""


def tables_of_page(
    frame: ReadingFrame, words: tuple[Word, ...], *, drawn: Sequence[Rule], seen: Sequence[Ruling]
) -> PageTables:
    """The tables of a page with its words, both in the frame in which it is to be read.

    `words`, the rules `drawn` by the file and those `seen` in pictures lie on the page as shown.
    """
    tilt = _tilt(frame, words)
    upright = [
        ruling for ruling in seen if ruling.turn == frame.turn and (tilt is None or _goes_with(ruling, tilt))
    ]
    if words and upright:
        most = max(upright, key=lambda ruling: len(ruling.rules))
        level = replace(frame, skew_degrees=most.skew_degrees)
        found = _found(level, words, drawn, [rule for ruling in upright for rule in ruling.rules])
        if found.tables:
            return found
    if tilt is not None and abs(tilt - frame.skew_degrees) >= _TILTED_DEGREES:
        frame = replace(frame, skew_degrees=tilt)
    return _found(frame, words, drawn, ())


def _tilt(frame: ReadingFrame, words: Sequence[Word]) -> float | None:
    """How far the lines of recognised words are tilted, in degrees clockwise; None where they do not tell."""
    recognised = tuple(word for word in words if word.confidence is not None)
    if frame.mirrored or 2 * len(recognised) <= len(words):  # a typed page number on a scan tells nothing
        return None
    slope = slope_of(measured(list(enumerate(frame.words_to_reading(recognised)))))
    return None if slope is None else frame.skew_degrees + math.degrees(math.atan(slope))


def _goes_with(ruling: Ruling, tilt: float) -> bool:
    """Whether lines seen in a picture are those of a table, and no strokes of a pen across the page."""
    return len(ruling.rules) >= _FEW_RULES or abs(ruling.skew_degrees - tilt) <= _ASTRAY_DEGREES


def _found(
    frame: ReadingFrame, words: tuple[Word, ...], drawn: Sequence[Rule], seen: Sequence[Rule]
) -> PageTables:
    placed = frame.words_to_reading(words)
    rules = _in_frame(drawn, frame)
    try:
        if seen:
            lines = [line for line in _in_frame(seen, frame) if not _is_of_letters(line, placed)]
            cleared = _without_lines(placed, lines)
            tables = tuple(table for table in find_tables([*rules, *lines], cleared) if _is_filled(table))
            return PageTables(frame, cleared, tables) if tables else PageTables(frame, placed)
        found = _between_signs(placed, rules)
        if found is not None:
            return PageTables(frame, *found)
        return PageTables(frame, placed, find_tables(rules, placed))
    except (ValueError, KeyError, IndexError, ArithmeticError, RecursionError) as error:
        _log.warning("the table finder failed: %s", type(error).__name__)
        return PageTables(frame, placed, failed=True)


def _between_signs(
    words: Sequence[Word], rules: Sequence[Rule]
) -> tuple[tuple[Word, ...], tuple[Table, ...]] | None:
    """The words without those that are the rules of a table set in characters, and all tables; None where
    there is no such table."""
    signs = rules_in_signs(words)
    if not signs.rules:
        return None
    cleared = [word for place, word in enumerate(words) if place not in signs.places]
    tables = find_tables([*rules, *signs.rules], cleared)
    own: set[int] = set()
    for table in tables:
        lines = {place for place in signs.places if _is_at(table.box, words[place].box)}
        framed = enclosing([table.box, *(words[place].box for place in lines)])
        own |= {place for place in signs.places if _is_at(framed, words[place].box)} if lines else set()
    if not own:
        return None
    return tuple(word for place, word in enumerate(words) if place not in own), tables


def _is_at(table: Box, box: Box) -> bool:
    """Whether `box` lies in that of a table, or is the line above, below or beside it."""
    reach = _BESIDE_TABLE * box.height
    return (
        table.x0 - reach <= box.x_centre <= table.x1 + reach
        and table.y0 - reach <= box.y_centre <= table.y1 + reach
    )


def _in_frame(rules: Sequence[Rule], frame: ReadingFrame) -> list[Rule]:
    if frame.is_page:
        return list(rules)
    boxes = [frame.to_reading(Box(rule.x0, rule.y0, rule.x1, rule.y1)) for rule in rules]
    return [Rule(box.x0, box.y0, box.x1, box.y1) for box in boxes]


def _is_filled(table: Table) -> bool:
    filled = [
        (row, column) for row, cells in enumerate(table.rows) for column, cell in enumerate(cells) if cell
    ]
    rows, columns = {row for row, _ in filled}, {column for _, column in filled}
    return (
        len(filled) >= _FEWEST_FILLED
        and len(rows) >= _FEWEST_FILLED_ROWS
        and len(columns) >= _FEWEST_FILLED_COLUMNS
    )


def _is_of_letters(rule: Rule, words: Sequence[Word]) -> bool:
    """Whether a line down is a letter's stroke that touches a line across: in a word, and ending with it.

    A line between cells goes on to the next line across, and the engine sees it or parts words by it.
    """
    if rule.is_horizontal:
        return False
    return any(
        word.box.x0 + _ON_LINE_PT < rule.x0 < word.box.x1 - _ON_LINE_PT
        and rule.y0 <= word.box.y_centre <= rule.y1
        and rule.y1 - rule.y0 < _LETTER_LINE * word.box.height
        and min(abs(rule.y1 - word.box.y1), abs(rule.y0 - word.box.y0)) < _WITH_LETTERS * word.box.height
        and _BARS.isdisjoint(word.text)
        for word in words
    )


def _without_lines(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[Word, ...]:
    """The words without those that are a line of the grid, and without bars that are one."""
    down = [rule for rule in rules if not rule.is_horizontal]
    across = [rule for rule in rules if rule.is_horizontal]
    kept: list[Word] = []
    for word in words:
        if set(word.text) <= _STROKES and any(_is_on(word.box, rule) for rule in across):
            continue
        if _BARS.isdisjoint(word.text):
            kept.append(word)
        else:
            kept.extend(_parts(word, down))
    return tuple(kept)


def _parts(word: Word, down: Sequence[Rule]) -> list[Word]:
    """`word` cut where a line goes down through one of its bars, or beside an upright one that it begins or
    ends with; the whole word where none does."""
    box, text = word.box, word.text
    beside = _BESIDE * box.height
    through = [
        rule.x0
        for rule in down
        if rule.y0 <= box.y_centre <= rule.y1 and box.x0 - beside <= rule.x0 <= box.x1 + beside
    ]
    if not through:
        return [word]
    width = box.width / len(text)
    parts: list[Word] = []
    start = 0
    for place, letter in enumerate(text + "|"):
        middle = box.x0 + (place + 0.5) * width
        reach = max(width, _ON_LINE_PT)
        near = beside if letter in _UPRIGHTS else _BESIDE_PT
        left = max(middle - reach, box.x0 - _BESIDE_PT) if place else box.x0 - near
        right = min(middle + reach, box.x1 + _BESIDE_PT) if place < len(text) - 1 else box.x1 + near
        ends = place == len(text)
        if ends or (letter in _BARS and any(left <= x <= right for x in through)):
            if place > start:
                part = Box(box.x0 + start * width, box.y0, box.x0 + place * width, box.y1)
                parts.append(structs.replace(word, text=text[start:place], box=part))
            start = place + 1
    return parts


def _is_on(box: Box, rule: Rule) -> bool:
    """Whether a line across runs through a flat box."""
    return (
        abs(box.y_centre - rule.y0) <= _ON_LINE_PT
        and rule.x0 - _ON_LINE_PT <= box.x_centre <= rule.x1 + _ON_LINE_PT
    )
