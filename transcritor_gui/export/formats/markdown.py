"""Markdown (GitHub's flavour): headings, lists, tables, bold and italic. See docs/formats/md.md."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from transcritor_gui.export.characters import cell_lines, one_line
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, ExportChoice, Exporter, ExportOptions
from transcritor_gui.export.reading.flow import TextRun, block_runs, text_of
from transcritor_gui.export.reading.kept_ends import kept_ends
from transcritor_gui.export.reading.lists import split_marker
from transcritor_gui.export.reading.notices import page_notice
from transcritor_gui.export.reading.page_joints import PageStarts, ReadPage, read_pages
from transcritor_gui.export.selection import selected
from transcritor_gui.i18n import tr
from transcritor_gui.model import Block, BlockKind, Table, Transcript

__all__ = ["MarkdownExporter", "escaped"]

_SPECIAL = re.compile(r"[\\`*\[\]<>~|$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LINE_START = re.compile(r"([-=:](?=[-=: ]*$)|[-+](?= )|#(?=#{0,5}(?: |$))|\d{1,9}(?=[.)](?: |$)))")
_HARD_BREAK = "\\\n"
_DEEPEST_HEADING = 6


class MarkdownExporter(Exporter):
    format = "md"
    suffix = ".md"
    media_type = "text/markdown; charset=utf-8"
    choices = frozenset({ExportChoice.LINES, ExportChoice.RUNNING_LINES, ExportChoice.ALL_IN_ONE})
    keeps_lines = True

    def label(self) -> str:
        return "Markdown"

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        pages = selected(transcript, options).pages
        flowing = options.flowing is True
        reads = read_pages(pages, flowing=True) if flowing else map(ReadPage, pages)
        for number, read in enumerate(read for read in reads if not read.is_used_up):
            yield ("\n" if number else "").encode()
            yield _page(read, flowing=flowing).encode()


def _page(read: ReadPage, *, flowing: bool) -> str:
    page = read.page
    parts = [_page_mark(page.page_index + 1)] if read.begins_on is None else []
    notice = page_notice(page)
    if notice:
        parts.append(f"*{escaped(notice)}*")
    depth = -1  # of the list item before, -1 where there was none
    for index, block in enumerate(page.blocks):
        is_item = block.kind is BlockKind.LIST_ITEM
        starts = read.joints.get(index, {})
        # deeper by two than the item above it, Markdown would take it for code
        item_depth = min(max(block.level, 0), depth + 1)
        if is_item:
            text = _list_item(block, item_depth, flowing=flowing, starts=starts)
        else:
            kept = kept_ends(block, page, page_starts=starts) if flowing else ()
            text = _block(block, flowing=flowing, starts=starts, kept=kept)
        if not text:
            continue
        if is_item and depth >= 0:
            parts[-1] += "\n" + text
        else:
            parts.append(text)
        depth = item_depth if is_item else -1
    return "\n\n".join(parts) + "\n"


def _page_mark(number: int) -> str:
    return f"<!-- {tr('page {number}', number=number)} -->"


def _block(block: Block, *, flowing: bool, starts: PageStarts, kept: Collection[int]) -> str:
    if block.table is not None:
        return _table(block.table)
    if block.kind is BlockKind.HEADING:
        level = min(max(block.level, 1), _DEEPEST_HEADING)
        return "\n".join(
            "#" * level + " " + _heading_text(runs) for runs in block_runs(block.lines, flowing=True)
        )
    rows = block_runs(block.lines, flowing=flowing, page_starts=starts, kept=kept)
    return (_HARD_BREAK if flowing else "\n").join(_line(runs) for runs in rows)


def _heading_text(runs: Sequence[TextRun]) -> str:
    """A heading is bold as it is; only its characters are escaped."""
    return escaped(text_of(runs)).removesuffix("#") + ("\\#" if text_of(runs).endswith("#") else "")


def _list_item(block: Block, depth: int, *, flowing: bool, starts: PageStarts) -> str:
    rows = block_runs(block.lines, flowing=flowing, page_starts=starts)
    if not rows:
        return ""
    marker, first = split_marker(rows[0])
    bullet = f"{marker.number}." if marker.number is not None else "-"
    if marker.text and marker.number is None:
        first = (TextRun(marker.text + " "), *first)
    indent = "    " * depth
    hang = indent + " " * (len(bullet) + 1)
    lines = [f"{indent}{bullet} {_line(first)}".rstrip(), *(hang + _line(runs) for runs in rows[1:])]
    return "\n".join(lines)


def _line(runs: Sequence[TextRun]) -> str:
    """A line of styled text whose first characters cannot be taken for the start of a block."""
    text = ""
    for number, run in enumerate(runs):
        if run.page_number is not None:
            text += _page_mark(run.page_number) + " " * (text[-1:] == " ")
            continue
        # marks are only sure to be understood with white space around them
        stands_free = text[-1:] in ("", " ") and (run.text.endswith(" ") or number == len(runs) - 1)
        text += _styled(run) if stands_free else escaped(run.text)
    text = text.rstrip(" ")
    return _LINE_START.sub(_guarded, text, count=1) if _LINE_START.match(text) else text


def _guarded(match: re.Match[str]) -> str:
    start = match.group(1)
    return f"\\{start}" if not start[0].isdigit() else f"{start}\\"


def _styled(run: TextRun) -> str:
    mark = "*" * (2 * run.bold + run.italic)
    inner = run.text.strip()
    if not mark or not inner:
        return escaped(run.text)
    before, after = run.text.split(inner, 1)
    return f"{before}{mark}{escaped(inner)}{mark}{after}"


def _table(table: Table) -> str:
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    if not rows or not rows[0]:
        return ""
    width = len(rows[0])
    head, body = (rows[0], rows[1:]) if table.header_rows else ([""] * width, rows)
    return "\n".join(_row(cells) for cells in (head, ["---"] * width, *body))


def _cell(text: str) -> str:
    return "<br>".join(escaped(line.strip(" ")) for line in cell_lines(text.strip()))


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def escaped(text: str) -> str:
    """`text` with every character that Markdown would take as a sign made a plain one."""
    return _SPECIAL.sub(lambda match: "\\" + match.group(), one_line(text))
