"""The parts of a page as HTML elements that are well-formed XML as well; shared by HTML and EPUB."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from transcritor_gui.export.reading.flow import TextRun
from transcritor_gui.export.reading.outline import (
    Grid,
    Heading,
    Item,
    PageNotice,
    Paragraph,
    Part,
    PlacedCell,
)
from transcritor_gui.i18n import tr
from transcritor_gui.model import BlockKind, PageResult

__all__ = ["STYLE", "page_anchor", "page_label", "parts_html"]

STYLE = """\
body { line-height: 1.5; }
section { margin-bottom: 3em; }
section > .page { font-size: .8em; opacity: .7; border-bottom: 1px solid; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { border: 1px solid; padding: .2em .6em; text-align: start; vertical-align: top; }
ul.own { list-style: none; }
.header, .footer, .footnote, .stamp, .watermark, .line_numbers { font-size: .85em; }
.notice { font-style: italic; }
"""


def page_anchor(page: PageResult) -> str:
    return _anchor(page.page_index + 1)


def page_label(page: PageResult) -> str:
    return _label(page.page_index + 1)


def _anchor(number: int) -> str:
    return f"page-{number}"


def _label(number: int) -> str:
    return tr("Page {number}", number=number)


def parts_html(parts: Sequence[Part]) -> Iterator[str]:
    """One string an element; items that follow each other become nested lists."""
    for are_items, group in groupby(parts, key=lambda part: isinstance(part, Item)):
        if are_items:
            yield _list([part for part in group if isinstance(part, Item)])
        else:
            yield from (_element(part) for part in group)


def _element(part: Part) -> str:
    match part:
        case Heading(level, runs):
            return f'<h{level} dir="auto">{_plain(runs)}</h{level}>\n'
        case Paragraph(kind, rows):
            name = "" if kind is BlockKind.PARAGRAPH else f' class="{kind}"'
            return f'<p{name} dir="auto">{_rows(rows)}</p>\n'
        case Grid():
            return _table(part)
        case PageNotice(text):
            return f'<p class="notice">{escape(text)}</p>\n'
        case Item():
            return _list([part])


def _list(items: Sequence[Item]) -> str:
    """`items` as one or more lists; an item's deeper followers go inside it."""
    text: list[str] = []
    opened: list[str] = []  # the tag of each list that is open, outermost first
    for item in items:
        tag = _list_tag(item)
        while len(opened) > item.depth + 1:
            text.append(f"</li></{opened.pop()}>")
        if len(opened) == item.depth + 1:
            text.append("</li>")
            if opened[-1] != tag.split(" ", 1)[0]:
                text.append(f"</{opened.pop()}>")
        if len(opened) < item.depth + 1:
            opened.append(tag.split(" ", 1)[0])
            text.append(f"<{tag}>\n")
        number = "" if item.marker.number is None else f' value="{item.marker.number}"'
        text.append(f'<li{number} dir="auto">{_item_text(item)}')
    text.extend(f"</li></{tag}>" for tag in reversed(opened))
    return "".join(text) + "\n"


def _list_tag(item: Item) -> str:
    if item.marker.number is not None:
        return "ol"
    return 'ul class="own"' if item.marker.text else "ul"


def _item_text(item: Item) -> str:
    own = f"{escape(item.marker.text)} " if item.marker.text and item.marker.number is None else ""
    return own + _rows(item.rows)


def _rows(rows: Sequence[tuple[TextRun, ...]]) -> str:
    return "<br/>\n".join("".join(_styled(run) for run in runs) for runs in rows)


def _plain(runs: Sequence[TextRun]) -> str:
    return escape("".join(run.text for run in runs))


def _styled(run: TextRun) -> str:
    if run.page_number is not None:
        label = escape(_label(run.page_number))
        return f'<span id="{_anchor(run.page_number)}" role="doc-pagebreak" aria-label="{label}"></span>'
    text = escape(run.text)
    if run.italic:
        text = f"<i>{text}</i>"
    return f"<b>{text}</b>" if run.bold else text


def _table(grid: Grid) -> str:
    rows = list(grid.placed())
    head = "".join(_row(row, "th") for row in rows[: grid.header_rows])
    body = "".join(_row(row, "td") for row in rows[grid.header_rows :])
    parts = [f"<thead>\n{head}</thead>\n" if head else "", f"<tbody>\n{body}</tbody>\n" if body else ""]
    return f"<table>\n{''.join(parts)}</table>\n"


def _row(row: Sequence[PlacedCell], tag: str) -> str:
    cells = "".join(
        f'<{tag} dir="auto"{_reach(cell)}>{"<br/>".join(map(escape, cell.lines))}</{tag}>'
        for cell in row
        if not cell.is_covered
    )
    return f"<tr>{cells}</tr>\n"


def _reach(cell: PlacedCell) -> str:
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    return rows + (f' colspan="{cell.columns}"' if cell.columns > 1 else "")
