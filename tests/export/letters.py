"""What a reader of an export should find, to compare with what a parser of the format finds."""

from __future__ import annotations

from transcritor_gui.export.exporter import DEFAULT_OPTIONS
from transcritor_gui.export.reading.flow import text_of
from transcritor_gui.export.reading.outline import Grid, Heading, Item, PageNotice, Paragraph, Part, outline
from transcritor_gui.export.reading.page_joints import ReadPage, read_pages
from transcritor_gui.export.selection import selected
from transcritor_gui.model import Transcript

__all__ = ["letters", "page_letters", "pages_to_read", "transcript_letters"]


def letters(text: str) -> str:
    """`text` without any white space."""
    return "".join(text.split())


def transcript_letters(made: Transcript, *, item_signs: bool = False) -> str:
    """All letters of a transcript in reading order; `item_signs` with the numbers of items as printed."""
    return "".join(page_letters(read, item_signs=item_signs) for read in pages_to_read(made))


def pages_to_read(made: Transcript) -> list[ReadPage]:
    """The pages of a transcript that have text of their own, or are blank, in running text."""
    pages = selected(made, DEFAULT_OPTIONS).pages
    return [read for read in read_pages(pages, flowing=True) if not read.is_used_up]


def page_letters(read: ReadPage, *, item_signs: bool = False) -> str:
    parts = outline(read.page, flowing=True)
    return letters("".join(_text(part, item_signs=item_signs) for part in parts))


def _text(part: Part, *, item_signs: bool) -> str:
    match part:
        case Heading(_, runs):
            return text_of(runs)
        case Paragraph(_, rows):
            return "".join(map(text_of, rows))
        case Item(_, marker, rows):
            sign = marker.text if item_signs or marker.number is None else ""
            return sign + "".join(map(text_of, rows))
        case Grid(_, cells):
            return "".join(line for row in cells for cell in row for line in cell)
        case PageNotice(text):
            return text
