"""What a person does to the words and blocks of a shown page, as corrections. Pure.

Words are counted as `PageResult.words` gives them, blocks as `PageResult.blocks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcritor_gui.model import (
    Block,
    BlockKind,
    Correction,
    CorrectionKind,
    Line,
    PageResult,
    enclosing,
    written_kind,
)

__all__ = [
    "LINE_BREAK",
    "block_corrections",
    "block_of_word",
    "cell_correction",
    "kind_correction",
    "move_correction",
    "word_correction",
]

LINE_BREAK = "\u2028"
"""Between a paragraph as it was and a line typed below it."""


def word_correction(page: PageResult, first: int, last: int, text: str) -> Correction | None:
    """The words `first` to `last` (both included) read `text`; None where they are not of one block."""
    if block_of_word(page, first) != block_of_word(page, last):
        return None
    words = list(page.words())[first : last + 1]
    if not words:
        return None
    return Correction(
        page.page_index,
        CorrectionKind.TEXT,
        enclosing(word.box for word in words),
        " ".join(word.text for word in words),
        _spaced(text),
    )


def block_of_word(page: PageResult, word_index: int) -> int | None:
    """The block that a word stands in; None for -1 and beyond the last."""
    first = 0
    for number, block in enumerate(page.blocks):
        count = sum(len(line.words) for line in block.lines)
        if first <= word_index < first + count:
            return number
        first += count
    return None


def block_corrections(page: PageResult, block_index: int, text: str) -> tuple[Correction, ...]:
    """The block retyped as `text`; what follows a LINE_BREAK is a new line below the words before it.

    Only the lines that changed are named, so that what is corrected stays as small as what was typed.
    """
    block = page.blocks[block_index]
    typed, *added = text.split(LINE_BREAK)
    rest = " ".join(added)
    corrections: list[Correction] = []
    before, after = _words(block.lines), typed.split()
    new_lines = [line for line in added if line.split()]
    if (
        new_lines
        and len(after) < len(before)
        and rest.split()[-(len(before) - len(after)) :] == before[len(after) :]
    ):
        # The break was typed within the paragraph: the words behind it are no new line.
        after, new_lines = [*after, *rest.split()], []
    if before != after:
        corrections += _changed_lines(page, block, after)
    if new_lines and block.lines:
        last = block.lines[-1]
        corrections += [
            Correction(page.page_index, CorrectionKind.NEW_LINE, last.box, last.text, _spaced(line))
            for line in reversed(new_lines)
        ]
    return tuple(corrections)


def cell_correction(
    page: PageResult, block_index: int, row: int, column: int, text: str
) -> Correction | None:
    """A cell retyped; None where it reads so already, or there is no such cell."""
    block = page.blocks[block_index]
    if block.table is None or row >= len(block.table.rows) or column >= len(block.table.rows[row]):
        return None
    before, after = _spaced(block.table.rows[row][column]), _spaced(text)
    if before == after:
        return None
    return Correction(page.page_index, CorrectionKind.CELL, block.box, before, after, row=row, column=column)


def kind_correction(page: PageResult, block_index: int, kind: BlockKind, level: int = 0) -> Correction | None:
    """The block as another kind; None where it is of that kind already."""
    block = page.blocks[block_index]
    if (block.kind, block.level) == (kind, level):
        return None
    written = written_kind(kind, level)
    return Correction(page.page_index, CorrectionKind.BLOCK_KIND, block.box, block.text, written)


def move_correction(page: PageResult, block_index: int, places: int) -> Correction | None:
    """The block earlier (negative) or later in the reading order; None where it cannot move."""
    target = max(0, min(block_index + places, len(page.blocks) - 1))
    if target == block_index:
        return None
    block = page.blocks[block_index]
    return Correction(
        page.page_index, CorrectionKind.MOVE_BLOCK, block.box, block.text, str(target - block_index)
    )


def _changed_lines(page: PageResult, block: Block, after: Sequence[str]) -> Iterator[Correction]:
    """One correction over the lines from the first changed one to the last."""
    before = _words(block.lines)
    same_head = _same(before, after)
    same_tail = min(_same(before[::-1], after[::-1]), len(before) - same_head, len(after) - same_head)
    first, last = same_head, len(before) - same_tail
    if first == last and before:  # words were only added: a neighbour says where
        first, last = (first - 1, last) if first > 0 else (first, last + 1)
    words = [word for line in block.lines for word in line.words][first:last]
    if not words:
        return
    head = min(first, same_head)
    tail = len(after) - (len(before) - last)
    yield Correction(
        page.page_index,
        CorrectionKind.TEXT,
        enclosing(word.box for word in words),
        " ".join(word.text for word in words),
        " ".join(after[head:tail]),
    )


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items the two have in common from the beginning."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _words(lines: Sequence[Line]) -> list[str]:
    return [word.text for line in lines for word in line.words]


def _spaced(text: str) -> str:
    return " ".join(text.split())
