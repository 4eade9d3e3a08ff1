"""Where a text stands on pages, word by word, and what the words would read with another in its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from transcritor_gui.model import Block, Box, Correction, CorrectionKind, PageResult, Word, enclosing

__all__ = ["Occurrence", "as_correction", "occurrences_on", "pattern_for"]

_CONTEXT_WORDS = 6
"""On either side of what was found: about a line."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    job_id: UUID
    page_index: int
    box: Box
    before: str
    """The whole words in which the text stands, one space between two."""
    after: str
    """The same words with the replacement in its place."""
    context: str
    mark: tuple[int, int]
    """Start and end of `before` within `context`."""
    is_doubtful: bool


def pattern_for(text: str, *, match_case: bool, whole_words: bool) -> re.Pattern[str]:
    """What finds `text` in words parted by single spaces."""
    wanted = re.escape(" ".join(text.split()))
    if whole_words:
        wanted = rf"(?<!\S){wanted}(?!\S)"
    return re.compile(wanted, 0 if match_case else re.IGNORECASE)


def occurrences_on(
    page: PageResult, job_id: UUID, pattern: re.Pattern[str], replacement: str
) -> Iterator[Occurrence]:
    """Each place of the page at which `pattern` stands, in reading order; never across two blocks."""
    for block in page.blocks:
        yield from _in_block(block, page.page_index, job_id, pattern, replacement)


def as_correction(occurrence: Occurrence) -> Correction:
    return Correction(
        occurrence.page_index, CorrectionKind.TEXT, occurrence.box, occurrence.before, occurrence.after
    )


def _in_block(
    block: Block, page_index: int, job_id: UUID, pattern: re.Pattern[str], replacement: str
) -> Iterator[Occurrence]:
    words = [word for line in block.lines for word in line.words]
    text, starts = _joined(words)
    found = [match for match in pattern.finditer(text) if match.end() > match.start()]
    at = 0
    while at < len(found):
        first, last = _word_at(starts, found[at].start()), _word_at(starts, found[at].end() - 1)
        together = [found[at]]
        # Two matches in one word are one occurrence: a word is replaced as a whole.
        while at + 1 < len(found) and _word_at(starts, found[at + 1].start()) <= last:
            at += 1
            together.append(found[at])
            last = _word_at(starts, found[at].end() - 1)
        at += 1
        run = words[first : last + 1]
        begin, end = starts[first], starts[last] + len(words[last].text)
        yield Occurrence(
            job_id,
            page_index,
            enclosing(word.box for word in run),
            text[begin:end],
            _replaced(text, begin, end, together, replacement),
            *_context(words, first, last),
            any(word.doubtful for word in run),
        )


def _joined(words: list[Word]) -> tuple[str, list[int]]:
    """The words with a space between two, and where each begins."""
    starts, length = [], 0
    for word in words:
        starts.append(length)
        length += len(word.text) + 1
    return " ".join(word.text for word in words), starts


def _word_at(starts: list[int], place: int) -> int:
    return bisect_right(starts, place) - 1


def _replaced(text: str, begin: int, end: int, matches: list[re.Match[str]], replacement: str) -> str:
    pieces, at = [], begin
    for match in matches:
        pieces += [text[at : match.start()], replacement]
        at = match.end()
    pieces.append(text[at:end])
    return " ".join("".join(pieces).split())


def _context(words: list[Word], first: int, last: int) -> tuple[str, tuple[int, int]]:
    before = " ".join(word.text for word in words[max(0, first - _CONTEXT_WORDS) : first])
    found = " ".join(word.text for word in words[first : last + 1])
    following = " ".join(word.text for word in words[last + 1 : last + 1 + _CONTEXT_WORDS])
    start = len(before) + 1 if before else 0
    context = " ".join(piece for piece in (before, found, following) if piece)
    return context, (start, start + len(found))
