"""Where a suspected table begins and ends: without what stands over it and below it.

Titles, captions, labels and the lines of an account stand over tables, notes below them. `areas` finds the
rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from transcritor_gui.pipeline.layout.tables.rule_stacks import RuleStack
from transcritor_gui.pipeline.layout.tables.text_rows import TextRow, is_figure, level_groups

__all__ = [
    "CAPTION",
    "FEWEST_ROWS",
    "NUMBERED",
    "is_labelled",
    "is_over_heads",
    "is_title",
    "trimmed",
    "without_page_title",
]

FEWEST_ROWS = 2
"""With gaps in common, or above the last rule of a table."""
NUMBERED = re.compile(r"^(?:table|tabela|quadro|figure|figura|exhibit)\s+[\dA-Z]", re.IGNORECASE)
"""The title of the next table."""
CAPTION = re.compile(
    r"^(?:table|tabela|tab\.|quadro|figure|figura|fig\.|chart|gráfico|exhibit|anexo|fonte|source|nota|note)s?\b",
    re.IGNORECASE,
)
_TITLE_TYPE, _MOST_OVER_TABLE = 2.0, 2
"""A row in type so much larger than that of the others is the title of a page; rows among which it is looked
for."""
_MOST_NOTES, _FEWEST_WORDS_OF_NOTE, _MOSTLY_IN_FIGURES = 3, 5, 0.7
"""Lines of a note under a table, words of its first one, and share of the rows above that end in a figure."""
_MOST_CAPTION_PIECES = 2
"""A row of more is of the table, though its first cell reads like a caption."""
_LABELLED = re.compile(r"^[^\W\d][\w .º/()-]{0,24}:\s+\S")
"""'Emissão: 05/04/2024': what stands over a table, and is no head of a column."""
_WITH_NUMBER = re.compile(r"^[^\W\d].*\s\S*\d")
"""'Agência 1234-5': the same where it stands over heads of words alone."""
_MOST_OVER, _FEWEST_HEADS, _FULL_HEAD, _FULL_ROW = 6, 3, 0.6, 0.8
"""Rows over the head; pieces of a head, at the least, and their share of the most in a row, of a head under
labels and of one under the line of an account."""
_SAME_EDGE = 0.5
"""Of the type size: how far the left edges of two lines of one cell lie apart."""


def trimmed(rows: list[TextRow], stack: RuleStack | None) -> list[TextRow]:
    """`rows` from the first to the last of the table; `stack` are its rules across."""
    own = _cut_by(stack, _without_caption(rows, stack))
    return _without_notes(_without_account(_without_labelled(own)))


def _without_caption(rows: list[TextRow], stack: RuleStack | None) -> list[TextRow]:
    """Without the rows over the first rule, or over what follows a title such as 'Table 3', at the top."""
    most = min(4, len(rows) - 2)
    if stack is not None:
        above = sum(row.baseline < stack.ys[0] + 1 for row in rows)
        if 0 < above <= most and is_title(rows[0]):
            left = min(row.x0 for row in rows)
            while above and _is_open_head(rows[above - 1], left, max(row.x1 for row in rows)):
                above -= 1
            return rows[above:]
    titles = 0
    while titles < most and is_title(rows[titles]):
        titles += 1
    return rows[titles:]


def without_page_title(rows: list[TextRow]) -> list[TextRow]:
    """Without a title in large type at the top, and the lines under it that stand in no columns."""
    size = _TITLE_TYPE * median(row.size for row in rows)
    large = [
        place
        for place, row in enumerate(rows[:_MOST_OVER_TABLE])
        if row.size >= size and len(row.pieces) <= _MOST_CAPTION_PIECES
    ]
    if not large:
        return rows
    start = large[-1] + 1
    while start < len(rows) and len(rows[start].pieces) == 1:
        start += 1
    return rows[start:] if len(rows) - start >= FEWEST_ROWS else rows


def _without_labelled(rows: list[TextRow]) -> list[TextRow]:
    """Without what stands over the head like 'Emissão: 05/04/2024', and the single lines after it."""
    most = max(len(row.pieces) for row in rows)
    full = max(_FEWEST_HEADS, _FULL_HEAD * most)
    first = next((place for place, row in enumerate(rows) if len(row.pieces) >= full), 0)
    if not 0 < first <= min(_MOST_OVER, len(rows) - FEWEST_ROWS):
        return rows
    labelled = [place for place in range(first) if is_labelled(rows[place])]
    if not labelled:
        return rows
    start = labelled[-1] + 1
    left = min(row.x0 for row in rows)
    while start < first and len(rows[start].pieces) == 1 and rows[start].x0 < left + rows[start].size:
        start += 1
    return rows[start:]


def _without_account(rows: list[TextRow]) -> list[TextRow]:
    """Without the lines of an account over the heads of its statement: 'Agência 1234-5   Conta 98765-4'."""
    most = max(len(row.pieces) for row in rows)
    first = next(place for place, row in enumerate(rows) if len(row.pieces) >= _FULL_ROW * most)
    left = min(row.x0 for row in rows)
    is_account = (
        0 < first <= min(_MOST_OVER, len(rows) - FEWEST_ROWS)
        and most >= _FEWEST_HEADS
        and all(is_over_heads(row, rows[first], left) for row in rows[:first])
    )
    return rows[first:] if is_account else rows


def _without_notes(rows: list[TextRow]) -> list[TextRow]:
    for place in range(max(2, len(rows) - 5), len(rows)):
        if CAPTION.match(rows[place].pieces[0].text) and len(rows[place].pieces) <= _MOST_CAPTION_PIECES:
            return rows[:place]
    return rows[: _end_of_figures(rows)]


def _end_of_figures(rows: Sequence[TextRow]) -> int:
    """Where sentences follow rows that end in figures, as those of a receipt do; the end if none follow."""
    end = len(rows)
    while end > FEWEST_ROWS and not any(is_figure(piece.text) for piece in rows[end - 1].pieces):
        end -= 1
    if end == len(rows) or len(rows) - end > _MOST_NOTES or _reads_on_in_column(rows[end - 1], rows[end]):
        return len(rows)
    in_figures = sum(is_figure(row.pieces[-1].text) for row in rows[:end])
    words = sum(len(piece.words) for piece in rows[end].pieces)
    is_note = words >= _FEWEST_WORDS_OF_NOTE and in_figures >= _MOSTLY_IN_FIGURES * end
    return end if is_note else len(rows)


def _reads_on_in_column(above: TextRow, row: TextRow) -> bool:
    """Whether `row` is one piece that goes on below a cell of the row above, other than its first."""
    (first, *others) = row.pieces
    near = _SAME_EDGE * row.size
    return not others and any(abs(piece.x0 - first.x0) <= near for piece in above.pieces[1:])


def _cut_by(stack: RuleStack | None, rows: list[TextRow]) -> list[TextRow]:
    """Without the few rows that follow the last rule and are not as full as the others: notes."""
    if stack is None:
        return rows
    inside = sum(row.baseline < stack.ys[-1] + 0.3 * row.size for row in rows)
    if inside < FEWEST_ROWS or len(rows) - inside > max(2, 0.25 * len(rows)):
        return rows
    usual = median(len(row.pieces) for row in rows[:inside])
    for group in level_groups(rows[inside:]):
        own = [row for row in rows[inside:] if row.pieces[0] in group.pieces]
        is_sum = len(own) > 1 and is_figure(group.pieces[-1].text)
        if len((group if is_sum else own[0]).pieces) < max(2, usual):
            break
        inside += len(own)
    return rows[:inside]


def _is_open_head(row: TextRow, x0: float, x1: float) -> bool:
    """Whether a row is of heads over all columns but that of the labels."""
    return len(row.pieces) > 1 and row.x0 > x0 + 0.1 * (x1 - x0) and not CAPTION.match(row.pieces[0].text)


def is_title(row: TextRow) -> bool:
    text = row.pieces[0].text
    return NUMBERED.match(text) is not None or (
        CAPTION.match(text) is not None and len(row.pieces) <= _MOST_CAPTION_PIECES
    )


def is_labelled(row: TextRow) -> bool:
    return any(_LABELLED.match(piece.text) for piece in row.pieces)


def is_over_heads(row: TextRow, heads: TextRow, left: float) -> bool:
    """Whether a row is the line of an account over the heads of its statement, and no row of these.

    Both begin at the table's left edge, where rows of heads of which some stand over others leave white.
    """
    numbered = sum(_WITH_NUMBER.match(piece.text) is not None for piece in row.pieces)
    return (
        1 < len(row.pieces) < len(heads.pieces)
        and 2 * numbered >= len(row.pieces)
        and max(row.x0, heads.x0) < left + heads.size
        and not any(any(map(str.isdigit, piece.text)) for piece in heads.pieces)
    )
