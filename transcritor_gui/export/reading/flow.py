"""From words in lines to text as typed: lines joined, words cut at a line's end whole, styles as runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from transcritor_gui.export.characters import one_line
from transcritor_gui.model import Line

__all__ = ["TextRun", "block_runs", "joined_lines", "line_runs", "text_of"]

_NO_STARTS: Mapping[int, int] = MappingProxyType({})
_HYPHENS = "-\u2010\u2011"
_SOFT_HYPHEN = "\u00ad"
_ENCLITICS = frozenset({"se", "lhe", "lhes", "vos"})
_ENCLITIC_ARTICLES = frozenset({"lo", "la", "los", "las"})
"""Portuguese pronouns tied to the verb by a hyphen that stays: 'trata-|se', 'fazê-|lo'."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text in one style; spaces between words are part of it."""

    text: str
    bold: bool = False
    italic: bool = False
    page_number: int | None = None
    """The page that begins here, where the run is no text but this mark inside a paragraph."""


def text_of(runs: Iterable[TextRun]) -> str:
    return "".join(run.text for run in runs)


def line_runs(line: Line) -> tuple[TextRun, ...]:
    """The words of a line as runs, a space between words."""
    if not any(word.bold or word.italic for word in line.words):
        text = " ".join([word.text for word in line.words])
        if text.isprintable() and "  " not in text and text == text.strip(" "):
            return (TextRun(text),) if text else ()
    runs: list[TextRun] = []
    for word in line.words:
        text = one_line(word.text).strip(" ")
        if text:
            _append(runs, TextRun(text, word.bold, word.italic), glue=" ")
    return tuple(runs)


def block_runs(
    lines: Sequence[Line],
    *,
    flowing: bool,
    page_starts: Mapping[int, int] = _NO_STARTS,
    kept: Collection[int] = (),
) -> tuple[tuple[TextRun, ...], ...]:
    """One tuple of runs a line of the page, lines without text left out; all in one tuple when `flowing`.

    When `flowing`: `page_starts` are the numbers of pages that begin with a line, by its index, `kept` the
    indices of lines that begin a tuple of their own all the same.
    """
    if not flowing:
        return tuple(runs for runs in map(line_runs, lines) if runs)
    if not kept:
        return _joined(lines, page_starts)
    ends = [0, *sorted(kept), len(lines)]
    parts = [
        _joined(
            lines[start:end],
            {line - start: page for line, page in page_starts.items() if start <= line < end},
        )
        for start, end in pairwise(ends)
    ]
    return tuple(row for part in parts for row in part)


def _joined(lines: Sequence[Line], page_starts: Mapping[int, int]) -> tuple[tuple[TextRun, ...], ...]:
    joined: list[TextRun] = []
    pages: list[TextRun] = []  # that have begun since the last text
    for index, line in enumerate(lines):
        if index in page_starts:
            pages.append(TextRun("", page_number=page_starts[index]))
        row = line_runs(line)
        if not row:
            continue
        if not joined:
            joined = [*pages, *row]
        else:
            ending, glue = _joint(_ending(joined), text_of(row))
            if ending or pages:
                text = joined[-1].text.removesuffix(ending) + glue * bool(pages)
                joined[-1] = replace(joined[-1], text=text)
            joined.extend(pages)
            first, *rest = row
            _append(joined, first, glue="" if pages else glue)
            joined.extend(rest)
        pages = []
    return (tuple(run for run in joined if run.text or run.page_number is not None),) if joined else ()


def _ending(runs: Sequence[TextRun]) -> str:
    """The end of a text, from in front of its last word or before."""
    text = ""
    for run in reversed(runs):
        text = run.text + text
        if " " in text:
            break
    return text


def _append(runs: list[TextRun], new: TextRun, *, glue: str) -> None:
    """Add `new`, merged with the last run where the style is the same; the glue goes to the earlier run."""
    if not runs:
        runs.append(new)
        return
    last = runs[-1]
    if last.page_number is not None:
        runs.append(new)
    elif (last.bold, last.italic) == (new.bold, new.italic):
        runs[-1] = TextRun(f"{last.text}{glue}{new.text}", last.bold, last.italic)
    else:
        runs[-1] = replace(last, text=last.text + glue)
        runs.append(new)


def joined_lines(lines: Iterable[str]) -> str:
    """Lines of a cell, say, as one, without the hyphens that only parted a word at a line's end."""
    text = ""
    for line in lines:
        if text and line:
            ending, glue = _joint(text, line)
            text = text.removesuffix(ending) + glue
        text += line
    return text


def _joint(before: str, after: str) -> tuple[str, str]:
    """What to cut from the end of `before`, and what to put between it and `after`, where a line ended."""
    mark = before[-1:]
    stem = before.rsplit(" ", 1)[-1][:-1]
    if mark == _SOFT_HYPHEN:
        return mark, ""
    if mark not in _HYPHENS or not stem[-1:].isalnum():
        return "", " "
    head = after[:1]
    if head in _HYPHENS:  # Portuguese repeats a compound's own hyphen: 'guarda-|-chuva'
        return mark, ""
    if not head.isalnum():
        return "", " "
    cut_capitals = stem.isupper() and len(stem) > 1 and after[:2].isupper()
    if stem[-1:].isalpha() and (head.islower() or cut_capitals) and not _is_enclitic(stem, after):
        return mark, ""
    return "", ""


def _is_enclitic(stem: str, after: str) -> bool:
    word = after.split(" ", 1)[0].rstrip(".,;:!?)”\"'»").lower()
    if word in _ENCLITIC_ARTICLES:
        return stem[-1:].lower() in "áâéêíóôi"
    # 'fos-|se', 'clas-|se' are one word; 'trata-|se' is two
    return word in _ENCLITICS and not (word == "se" and stem[-1:].lower() == "s")
