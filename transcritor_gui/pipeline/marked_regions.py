"""The regions that a person has marked on a page: their words, and their blocks among the others. Pure.

`page` reads the page without them, and each of them by itself; here both are parted and put together again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from transcritor_gui.model import (
    Block,
    Box,
    PageRegion,
    PageSource,
    RegionKind,
    Table,
    Word,
    WordSource,
    enclosing,
)
from transcritor_gui.pipeline.drawn_words import plain_blocks
from transcritor_gui.pipeline.layout.blocks import build_blocks
from transcritor_gui.pipeline.layout.placing import place_among
from transcritor_gui.pipeline.layout.tables.finder import table_of_words
from transcritor_gui.pipeline.pdf.frame import ReadingFrame
from transcritor_gui.pipeline.rules import Rule

__all__ = [
    "MarkedReading",
    "blocks_with_marked",
    "rules_in",
    "rules_outside",
    "source_of",
    "words_in",
    "words_outside",
]


@dataclass(frozen=True, slots=True)
class MarkedReading:
    """What was read of a region."""

    region: PageRegion
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    """Drawn by the file, or seen in its picture."""


def words_outside(words: Sequence[Word], regions: Sequence[PageRegion]) -> tuple[Word, ...]:
    """The words that belong to no region."""
    if not regions:
        return tuple(words)
    return tuple(word for word in words if _owner(word.box, regions) is None)


def words_in(words: Sequence[Word], number: int, regions: Sequence[PageRegion]) -> tuple[Word, ...]:
    """The words of the region `number`: those whose middle lies in it, and in none that was marked later."""
    return tuple(word for word in words if _owner(word.box, regions) == number)


def rules_outside(rules: Sequence[Rule], regions: Sequence[PageRegion]) -> tuple[Rule, ...]:
    if not regions:
        return tuple(rules)
    return tuple(rule for rule in rules if _owner(_box_of(rule), regions) is None)


def rules_in(rules: Sequence[Rule], number: int, regions: Sequence[PageRegion]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if _owner(_box_of(rule), regions) == number)


def source_of(words: Sequence[Word]) -> PageSource:
    """Where words come from that are all of a page's, and at least one."""
    recognised = sum(word.source is WordSource.OCR for word in words)
    if recognised == 0:
        return PageSource.TEXT
    return PageSource.OCR if recognised == len(words) else PageSource.MIXED


def blocks_with_marked(
    blocks: Sequence[Block], marked: Sequence[MarkedReading], frame: ReadingFrame
) -> tuple[Block, ...]:
    """The page's blocks in reading order, with those of each region where it stands."""
    result = list(blocks)
    for reading in marked:
        own = _blocks_of(reading, frame)
        if own:
            place = place_among(frame.to_reading(reading.region.box), result, frame)
            result[place:place] = own
    return tuple(result)


def _blocks_of(reading: MarkedReading, frame: ReadingFrame) -> tuple[Block, ...]:
    words = frame.words_to_reading(reading.words)
    if not words:
        return ()
    tables: tuple[Table, ...] = ()
    if reading.region.kind is RegionKind.TABLE:
        rules = [_rule_in(rule, frame) for rule in reading.rules]
        tables = (replace(table_of_words(rules, words), box=enclosing(word.box for word in words)),)
    found = build_blocks(words, page_width=frame.width, page_height=frame.height, tables=tables)
    return frame.blocks_to_page(plain_blocks(found))


def _owner(box: Box, regions: Sequence[PageRegion]) -> int | None:
    x, y = box.x_centre, box.y_centre
    for number in range(len(regions) - 1, -1, -1):
        area = regions[number].box
        if area.x0 <= x <= area.x1 and area.y0 <= y <= area.y1:
            return number
    return None


def _box_of(rule: Rule) -> Box:
    return Box(rule.x0, rule.y0, rule.x1, rule.y1)


def _rule_in(rule: Rule, frame: ReadingFrame) -> Rule:
    box = frame.to_reading(_box_of(rule))
    return Rule(box.x0, box.y0, box.x1, box.y1)
