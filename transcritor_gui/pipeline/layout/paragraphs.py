"""The lines of a column gathered into headings, paragraphs, list items and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

from transcritor_gui.model import Block, BlockKind, enclosing
from transcritor_gui.model.list_signs import BULLETS, DASHES
from transcritor_gui.pipeline.layout.lines import WordRun

__all__ = ["PageType", "gather_blocks", "page_type"]

_BULLETS = frozenset(BULLETS + DASHES)
_NUMBERED = re.compile(r"^(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)$")
_COUNTED = re.compile(r"^(?:[IVXLC]{1,7}|\d{1,2})$")
_NOTE_MARK = re.compile(r"^(?:\d{1,3}|[*†‡]{1,3}|\(\d{1,2}\)|[¹²³⁴-⁹]+)")
_SENTENCE_ENDS = frozenset(".!?:;…»”\"')]")
_BETWEEN = 1.25
"""By how much the step between paragraphs that are set apart exceeds that within them, at least."""
_OTHER_TYPE, _FEWEST_OF_TYPE = 1.25, 4
"""By how much one type size exceeds another that is not of its paragraph; characters of a line that tell."""
_HEADING_TYPE, _SECOND_LEVEL, _FIRST_LEVEL = 1.18, 1.35, 1.7
"""By the type size of the text: headings of the third level and above."""
_HEADING_LINES, _HEADING_WORDS, _HEADING_LETTERS = 4, 30, 2
"""At most, at most, and at least, of a heading in larger type."""
_BOLD_HEADING_LINES, _BOLD_HEADING_WORDS, _BOLD_HEADING_LETTERS = 2, 14, 3
"""The same of one in bold type."""
_DEEPEST_LEVEL = 3
_NOTE_TYPE, _NOTES_FROM = 0.9, 0.55
"""Of the type size of the text, and of the height of the page: footnotes."""


@dataclass(frozen=True, slots=True)
class PageType:
    """What is ordinary on this page."""

    body_size: float
    width: float
    height: float


def page_type(runs: Sequence[WordRun], *, width: float, height: float) -> PageType:
    """The type size of most letters of the page."""
    weighted = sorted((run.size, sum([len(word.text) for word in run.words])) for run in runs)
    half = sum(weight for _, weight in weighted) / 2
    seen = 0.0
    for size, weight in weighted:
        seen += weight
        if seen >= half:
            return PageType(max(size, 1.0), width, height)
    return PageType(10.0, width, height)


def gather_blocks(lines: Sequence[WordRun], page: PageType) -> list[Block]:
    """Blocks of one column, from its lines in order."""
    if not lines:
        return []
    read = [_ReadLine(line) for line in lines]
    column = _Column.of(read)
    groups: list[list[_ReadLine]] = []
    for line in read:
        if groups and not _starts_block(groups[-1], line, column):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_block(group, page, column) for group in groups]


class _ReadLine:
    """A line with what is asked of it again and again."""

    __slots__ = ("baseline", "is_bold", "is_bulleted", "is_item", "run", "size", "text", "x0", "x1")

    def __init__(self, run: WordRun) -> None:
        self.run = run
        self.x0, self.x1, self.baseline, self.size = run.x0, run.x1, run.baseline, run.size
        self.text = run.text
        self.is_bold = run.bold == len(run.words)
        self.is_bulleted = _is_bulleted(run)
        self.is_item = _is_item(run, is_bulleted=self.is_bulleted)

    @property
    def ends_sentence(self) -> bool:
        return self.text[-1:] in _SENTENCE_ENDS


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float
    leading: float
    filled: bool
    """Whether most lines run to the right edge, so that a short one ends a paragraph; not so in verse."""
    items_left: float
    """Where the outermost items of lists begin."""

    @classmethod
    def of(cls, lines: Sequence[_ReadLine]) -> _Column:
        # One line in eight may hang out of the column.
        left = sorted(line.x0 for line in lines)[len(lines) // 8]
        right = sorted((line.x1 for line in lines), reverse=True)[len(lines) // 8]
        reaching = sum(line.x1 > right - 0.22 * (right - left) for line in lines)
        items_left = min((line.x0 for line in lines if line.is_item), default=left)
        return cls(left, right, _leading(lines, right), reaching >= 0.55 * len(lines), items_left)

    def ends_short(self, line: _ReadLine) -> bool:
        return line.x1 < self.right - max(0.15 * (self.right - self.left), 2 * line.size)


def _leading(lines: Sequence[_ReadLine], right: float) -> float:
    """The step from line to line within a paragraph.

    Mostly the commonest. In a letter of short paragraphs the step between them is commoner: it is told by the
    lines above it, which end short or with a sentence, as those of wider set text do not.
    """
    steps = [
        (after.baseline - before.baseline, before)
        for before, after in pairwise(lines)
        if 0.5 * before.size < after.baseline - before.baseline < 2.5 * before.size
    ]
    if not steps:
        return 1.2 * lines[0].size
    # Of as many narrow steps as wide ones the mean would be a step that no two lines have.
    usual = median_low(step for step, _ in steps)
    tight = [step for step, _ in steps if step < usual / _BETWEEN]
    above_wide = [before for step, before in steps if step >= usual / _BETWEEN]
    ending = sum(line.x1 < right - 2 * line.size or line.ends_sentence for line in above_wide)
    if len(tight) >= max(2, len(steps) / 5) and ending >= 0.8 * len(above_wide):
        return median(tight)
    return usual


def _starts_block(group: list[_ReadLine], line: _ReadLine, column: _Column) -> bool:
    before = group[-1]
    if _is_set_apart(before, line, column):
        return True
    size = min(before.size, line.size)
    ends_short = column.ends_short(before)
    if line.is_item and (ends_short or _may_precede_item(before) or line.is_bulleted):
        return True
    if _opens_clause(line) and before.ends_sentence:
        return True
    if group[0].is_item:
        outdented = line.x0 < group[0].x0 - 0.5 * size
        return ends_short and (outdented or (line.x0 <= group[0].x0 + 0.3 * size and len(group) > 1))
    if _is_indented(line, before, column):
        return True
    opens = line.text[:1].isupper() or line.text[:1] in '—–-“"«('
    has_room = line.baseline - before.baseline > _BETWEEN * column.leading
    return (column.filled or has_room) and ends_short and opens and before.ends_sentence


def _is_set_apart(before: _ReadLine, line: _ReadLine, column: _Column) -> bool:
    """Whether room, size or weight tells two lines apart."""
    step = line.baseline - before.baseline
    size = min(before.size, line.size)
    if step > max(1.45 * column.leading, column.leading + 0.5 * size) or step < -0.5 * size:
        return True
    shorter = min(len(before.text), len(line.text))
    if max(before.size, line.size) > _OTHER_TYPE * size and shorter >= _FEWEST_OF_TYPE:
        return True
    return before.is_bold != line.is_bold and column.ends_short(before if before.is_bold else line)


def _is_indented(line: _ReadLine, before: _ReadLine, column: _Column) -> bool:
    return (
        line.x0 > column.left + 0.8 * line.size
        and line.x0 > before.x0 + 0.8 * line.size
        and before.x0 < column.left + 0.5 * line.size
        and line.x0 < column.left + 0.25 * (column.right - column.left)
    )


def _may_precede_item(line: _ReadLine) -> bool:
    return line.text[-1:] in ".;:" or line.text.endswith((" e", " ou", " and", " or"))


def _is_item(line: WordRun, *, is_bulleted: bool) -> bool:
    if len(line.words) == 1:
        return False
    first = line.words[0].text
    if _COUNTED.match(first) and line.words[1].text[0] in "-–—":
        return True
    return is_bulleted or bool(_NUMBERED.match(first))


def _opens_clause(line: _ReadLine) -> bool:
    """Whether a line opens an article, a paragraph or an item of a Brazilian legal text."""
    first = line.run.words[0].text
    return first in ("Art.", "Artigo", "§", "§§") or line.text.startswith("Parágrafo único")


def _is_bulleted(line: WordRun) -> bool:
    first = line.words[0].text
    return len(line.words) > 1 and first not in "—–" and first in _BULLETS


def _block(group: list[_ReadLine], page: PageType, column: _Column) -> Block:
    lines = tuple([line.run.as_line() for line in group])
    box = enclosing(line.box for line in lines)
    words = sum([len(line.words) for line in lines])
    size = median([line.size for line in group])
    kind, level = BlockKind.PARAGRAPH, 0
    text = " ".join([line.text for line in group])
    letters = sum(map(str.isalpha, text))
    if (
        letters >= _HEADING_LETTERS
        and size >= _HEADING_TYPE * page.body_size
        and len(group) <= _HEADING_LINES
        and words <= _HEADING_WORDS
    ):
        kind = BlockKind.HEADING
        ratio = size / page.body_size
        level = 1 if ratio >= _FIRST_LEVEL else 2 if ratio >= _SECOND_LEVEL else _DEEPEST_LEVEL
    elif group[0].is_item:
        kind = BlockKind.LIST_ITEM
        level = min(_DEEPEST_LEVEL, max(0, round((group[0].x0 - column.items_left) / (2.0 * max(size, 1.0)))))
    elif (
        len(group) <= _BOLD_HEADING_LINES
        and words <= _BOLD_HEADING_WORDS
        and letters >= _BOLD_HEADING_LETTERS
        and all(line.is_bold for line in group)
        and text[-1:] not in ".,;"
    ):
        kind, level = BlockKind.HEADING, _DEEPEST_LEVEL
    elif (
        size <= _NOTE_TYPE * page.body_size and box.y0 > _NOTES_FROM * page.height and _NOTE_MARK.match(text)
    ):
        kind = BlockKind.FOOTNOTE
    return Block(kind, lines, box, level)
