"""A page with a person's corrections laid over it. Pure: the page as read stays as it is.

`store` calls it for every page that leaves it, so that exports, the search, confidence and counts all see the
corrected text. Words that replace others stand where those stood; words typed anew get a place between their
neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from transcritor_gui.model.confidence import mean_confidence
from transcritor_gui.model.corrections import Conferral, Correction, CorrectionKind
from transcritor_gui.model.geometry import Box, enclosing
from transcritor_gui.model.page import (
    Block,
    BlockKind,
    Line,
    PageResult,
    Table,
    Word,
    WordSource,
)
from transcritor_gui.model.replaced_words import joined_text, replaced_words
from transcritor_gui.model.table_words import cells_with_words, rows_from_lines, with_cell

__all__ = ["CorrectedPage", "corrected_page", "kind_and_level", "written_kind"]

_ANCHOR_MARGIN_PT = 1.0
"""Boxes of words come out a little differently when a page is read again."""
_SAME_BLOCK = 0.5
"""Share of the smaller of two boxes that both have in common, from which they are one block's."""


@dataclass(frozen=True, slots=True)
class CorrectedPage:
    page: PageResult
    unfit: tuple[Correction, ...]
    """Those that no longer fit what stands at their place."""


def corrected_page(
    page: PageResult, corrections: Iterable[Correction], *, conferral: Conferral | None = None
) -> CorrectedPage:
    """`page` with `corrections` laid over it in their order, and ticked as conferred where it was."""
    unfit: list[Correction] = []
    blocks: tuple[Block, ...] = page.blocks
    fitting: list[Correction] = []
    for correction in corrections:
        changed = _APPLY[correction.kind](page, blocks, correction)
        if changed is None:
            unfit.append(correction)
        else:
            blocks = changed
            fitting.append(correction)
    if not fitting and conferral is None:
        return CorrectedPage(page, tuple(unfit))
    result = replace(page, blocks=blocks, corrections=tuple(fitting), conferral=conferral)
    return CorrectedPage(replace(result, confidence=_confidence(result)), tuple(unfit))


def written_kind(kind: BlockKind, level: int = 0) -> str:
    """A block's kind as `Correction.after` holds it: 'heading:2'."""
    return f"{kind}:{level}"


def kind_and_level(written: str) -> tuple[BlockKind, int]:
    """The other way; ValueError for what `written_kind` never writes."""
    kind, _, level = written.partition(":")
    return BlockKind(kind), int(level)


def _confidence(page: PageResult) -> float | None:
    """The mean over recognised and corrected words, weighted by length; None where nothing was recognised."""
    if page.confidence is None:
        return None
    mean = mean_confidence(word for word in page.words() if word.source is not WordSource.TEXT_LAYER)
    return page.confidence if mean is None else mean


# Words


def _with_text(
    page: PageResult, blocks: tuple[Block, ...], correction: Correction
) -> tuple[Block, ...] | None:
    for number, block in enumerate(blocks):
        words = [word for line in block.lines for word in line.words]
        place = _run_at(words, correction.anchor, correction.before)
        after = correction.after
        if place is None:
            place = _run_at(words, correction.anchor, correction.after) if correction.after else None
        if place is None:
            continue
        changed = _with_words(page, block, place, after)
        return None if changed is None else (*blocks[:number], *changed, *blocks[number + 1 :])
    return None


def _run_at(words: Sequence[Word], anchor: Box, text: str) -> range | None:
    """The words that read `text` and lie within `anchor`; of several such runs the one nearest its middle."""
    wanted = text.split()
    if not wanted:
        return None
    area = Box(
        anchor.x0 - _ANCHOR_MARGIN_PT,
        anchor.y0 - _ANCHOR_MARGIN_PT,
        anchor.x1 + _ANCHOR_MARGIN_PT,
        anchor.y1 + _ANCHOR_MARGIN_PT,
    )
    found: list[tuple[float, range]] = []
    for start in range(len(words) - len(wanted) + 1):
        run = words[start : start + len(wanted)]
        if [word.text for word in run] != wanted or not all(_lies_in(word.box, area) for word in run):
            continue
        around = enclosing(word.box for word in run)
        distance = abs(around.x_centre - anchor.x_centre) + abs(around.y_centre - anchor.y_centre)
        found.append((distance, range(start, start + len(wanted))))
    return min(found, key=lambda each: each[0])[1] if found else None


def _lies_in(box: Box, area: Box) -> bool:
    return area.x0 <= box.x_centre <= area.x1 and area.y0 <= box.y_centre <= area.y1


def _with_words(page: PageResult, block: Block, place: range, after: str) -> tuple[Block, ...] | None:
    """`block` with the words at `place` (counted over its lines) reading `after`; () when none are left."""
    is_upright = page.rotation % 180 == 0
    table = block.table
    if table is not None:
        words = [word.text for line in block.lines for word in line.words]
        cells = cells_with_words(table, words, place, after)
        if cells is None:
            return None
        table = replace(table, rows=cells)
    lines: list[Line] = []
    pending = after.split()
    old = [word for line in block.lines for word in line.words][place.start : place.stop]
    new = replaced_words(
        old,
        pending,
        line_of=_line_numbers(block)[place.start : place.stop],
        before=_word_at(block, place.start - 1),
        following=_word_at(block, place.stop),
        is_upright=is_upright,
    )
    by_line: dict[int, list[Word]] = {}
    for line_number, word in new:
        by_line.setdefault(line_number, []).append(word)
    at = 0
    for number, line in enumerate(block.lines):
        first, last = at, at + len(line.words)
        at = last
        if last <= place.start or first >= place.stop:
            lines.append(line)
            continue
        kept_before = line.words[: max(0, place.start - first)]
        kept_after = line.words[max(0, place.stop - first) :]
        words_of_line = (*kept_before, *by_line.get(number, ()), *kept_after)
        if words_of_line:
            lines.append(Line(words_of_line, enclosing(word.box for word in words_of_line)))
    if not lines and table is None:
        return ()
    return (replace(block, lines=tuple(lines), table=table),)


def _line_numbers(block: Block) -> list[int]:
    return [number for number, line in enumerate(block.lines) for _ in line.words]


def _word_at(block: Block, place: int) -> Word | None:
    words = [word for line in block.lines for word in line.words]
    return words[place] if 0 <= place < len(words) else None


# Lines and blocks


def _with_new_line(
    page: PageResult, blocks: tuple[Block, ...], correction: Correction
) -> tuple[Block, ...] | None:
    for number, block in enumerate(blocks):
        for line_number, line in enumerate(block.lines):
            is_there = _lies_in(line.box, correction.anchor) or _is_same(line.box, correction.anchor)
            if not is_there or joined_text(line.words) != correction.before:
                continue
            height = line.box.height
            below = line.box.moved(0.0, min(height, max(0.0, page.height_pt - line.box.y1)))
            new = replaced_words(
                [Word("", below)], correction.after.split(), line_of=[0], before=None, following=None,
                is_upright=page.rotation % 180 == 0,
            )  # fmt: skip
            words = tuple(structs.replace(word, alternative=None) for _, word in new)
            if not words:
                return None
            added = Line(words, enclosing(word.box for word in words))
            lines = (*block.lines[: line_number + 1], added, *block.lines[line_number + 1 :])
            changed = replace(block, lines=lines, box=enclosing((block.box, added.box)))
            return (*blocks[:number], changed, *blocks[number + 1 :])
    return None


def _with_kind(
    page: PageResult, blocks: tuple[Block, ...], correction: Correction
) -> tuple[Block, ...] | None:
    number = _block_at(blocks, correction.anchor)
    if number is None:
        return None
    kind, level = kind_and_level(correction.after)
    block = blocks[number]
    table = block.table
    if kind is not BlockKind.TABLE:
        table = None
    elif table is None:
        table = Table(block.box, rows_from_lines(block.lines))
    changed = replace(block, kind=kind, level=level, table=table)
    return (*blocks[:number], changed, *blocks[number + 1 :])


def _moved(page: PageResult, blocks: tuple[Block, ...], correction: Correction) -> tuple[Block, ...] | None:
    number = _block_at(blocks, correction.anchor)
    if number is None:
        return None
    rest = [*blocks[:number], *blocks[number + 1 :]]
    rest.insert(max(0, min(number + int(correction.after), len(rest))), blocks[number])
    return tuple(rest)


def _with_cell(
    page: PageResult, blocks: tuple[Block, ...], correction: Correction
) -> tuple[Block, ...] | None:
    number = _block_at([block if block.table else None for block in blocks], correction.anchor)
    if number is None:
        return None
    block = blocks[number]
    table = block.table
    if table is None:
        return None
    rows, columns = len(table.rows), max((len(row) for row in table.rows), default=0)
    if not (0 <= correction.row < rows and 0 <= correction.column < columns):
        return None
    if " ".join(table.rows[correction.row][correction.column].split()) not in (
        correction.before,
        correction.after,
    ):
        return None
    words = [word.text for line in block.lines for word in line.words]
    place = with_cell(table, words, correction.row, correction.column)
    cells = tuple(
        tuple(
            correction.after if (y, x) == (correction.row, correction.column) else cell
            for x, cell in enumerate(row)
        )
        for y, row in enumerate(table.rows)
    )
    if place is not None:
        changed = _with_words(page, replace(block, table=None), place, correction.after)
        block = changed[0] if changed else replace(block, lines=())
    return (*blocks[:number], replace(block, table=replace(table, rows=cells)), *blocks[number + 1 :])


def _block_at(blocks: Sequence[Block | None], anchor: Box) -> int | None:
    """The block that has most in common with `anchor`; None where none has half."""
    best = max(
        ((_shared(block.box, anchor), number) for number, block in enumerate(blocks) if block is not None),
        default=(0.0, -1),
    )
    return best[1] if best[0] >= _SAME_BLOCK else None


def _is_same(one: Box, other: Box) -> bool:
    return _shared(one, other) >= _SAME_BLOCK


def _shared(one: Box, other: Box) -> float:
    smaller = min(one.area, other.area)
    return one.overlap_area(other) / smaller if smaller > 0 else float(one == other)


_APPLY = {
    CorrectionKind.TEXT: _with_text,
    CorrectionKind.NEW_LINE: _with_new_line,
    CorrectionKind.BLOCK_KIND: _with_kind,
    CorrectionKind.MOVE_BLOCK: _moved,
    CorrectionKind.CELL: _with_cell,
}
