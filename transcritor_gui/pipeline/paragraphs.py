"""The lines of a column gathered into headings, paragraphs, list items and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from transcritor_gui.model import Block, BlockKind, enclosing
from transcritor_gui.pipeline.lines import Run

__all__ = ["PageType", "gather_blocks", "page_type"]

_BULLET = re.compile(r"^(?:[•●▪■◦○‣∙·►▶➢✓✔❖◆\uf0b7\uf0a7]|[-–—*])$")
_NUMBERED = re.compile(r"^(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)º°]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)$")
_NOTE_MARK = re.compile(r"^(?:\d{1,3}|[*†‡]{1,3}|\(\d{1,2}\)|[¹²³⁴-⁹]+)")
_SENTENCE_END = re.compile(r"[.!?:;…»”\"')\]]$")


@dataclass(frozen=True, slots=True)
class PageType:
    """What is ordinary on this page."""

    body_size: float
    width: float
    height: float


def page_type(runs: Sequence[Run], *, width: float, height: float) -> PageType:
    """The type size of most letters of the page."""
    weighted = sorted((run.size, sum(len(word.text) for word in run.words)) for run in runs)
    half = sum(weight for _, weight in weighted) / 2
    seen = 0.0
    for size, weight in weighted:
        seen += weight
        if seen >= half:
            return PageType(max(size, 1.0), width, height)
    return PageType(10.0, width, height)


def gather_blocks(lines: Sequence[Run], page: PageType) -> list[Block]:
    """Blocks of one column, from its lines in order."""
    if not lines:
        return []
    leading = _leading(lines)
    left = min(line.x0 for line in lines)
    right = max(line.x1 for line in lines)
    groups: list[list[Run]] = []
    for line in lines:
        if groups and not _starts_block(groups[-1], line, leading=leading, left=left, right=right):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_block(group, page, left=left, right=right) for group in groups]


def _leading(lines: Sequence[Run]) -> float:
    steps = [
        after.baseline - before.baseline
        for before, after in pairwise(lines)
        if 0.5 * before.size < after.baseline - before.baseline < 2.5 * before.size
    ]
    return median(steps) if steps else 1.2 * lines[0].size


def _starts_block(group: list[Run], line: Run, *, leading: float, left: float, right: float) -> bool:
    before = group[-1]
    step = line.baseline - before.baseline
    size = min(before.size, line.size)
    if step > max(1.45 * leading, leading + 0.5 * size) or step < -0.5 * size:
        return True
    if max(before.size, line.size) > 1.25 * size and min(len(before.text), len(line.text)) > 3:
        return True
    if _is_item(line):
        return True
    width = right - left
    ends_short = before.x1 < right - max(0.15 * width, 2 * size)
    if _is_item(group[0]):
        return line.x0 < group[0].x0 - 0.5 * size or (
            ends_short and line.x0 <= group[0].x0 + 0.3 * size and len(group) > 1
        )
    indented = line.x0 > left + 0.8 * size and before.x0 < line.x0 - 0.8 * size
    if indented and (before.x0 < left + 0.5 * size) and line.x0 < left + 0.25 * width:
        return True
    opens = line.text[:1].isupper() or line.text[:1] in '—–-“"«('
    return ends_short and opens and bool(_SENTENCE_END.search(before.text))


def _is_item(line: Run) -> bool:
    first = line.words[0].text
    if len(line.words) == 1:
        return False
    return bool(_BULLET.match(first) and first not in "—–") or bool(_NUMBERED.match(first))


def _block(group: list[Run], page: PageType, *, left: float, right: float) -> Block:
    lines = tuple(run.as_line() for run in group)
    box = enclosing(line.box for line in lines)
    words = sum(len(run.words) for run in group)
    size = median(run.size for run in group)
    kind, level = BlockKind.PARAGRAPH, 0
    text = " ".join(run.text for run in group)
    letters = sum(map(str.isalpha, text))
    if letters >= 2 and size >= 1.18 * page.body_size and len(group) <= 4 and words <= 30:
        kind = BlockKind.HEADING
        ratio = size / page.body_size
        level = 1 if ratio >= 1.7 else 2 if ratio >= 1.35 else 3
    elif _is_item(group[0]):
        kind = BlockKind.LIST_ITEM
        level = min(3, max(0, round((group[0].x0 - left) / (2.0 * max(size, 1.0)))))
    elif (
        len(group) <= 2
        and words <= 14
        and letters >= 3
        and all(word.bold for run in group for word in run.words)
        and text[-1:] not in ".,;"
    ):
        kind, level = BlockKind.HEADING, 3
    elif size <= 0.9 * page.body_size and box.y0 > 0.55 * page.height and _NOTE_MARK.match(text):
        kind = BlockKind.FOOTNOTE
    return Block(kind, lines, box, level)
