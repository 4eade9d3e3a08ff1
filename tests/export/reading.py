"""What a reader of an export should find, to compare with what a parser of the format finds."""

from __future__ import annotations

from transcritor_gui.export.flow import text_of
from transcritor_gui.export.outline import Grid, Heading, Item, Notice, Paragraph, Part, outline
from transcritor_gui.model import PageResult, Transcript

__all__ = ["letters", "page_letters", "transcript_letters"]


def letters(text: str) -> str:
    """`text` without any white space."""
    return "".join(text.split())


def transcript_letters(made: Transcript, *, item_signs: bool = False) -> str:
    """All letters of a transcript in reading order; `item_signs` with the numbers of items as printed."""
    return "".join(page_letters(page, item_signs=item_signs) for page in made.pages)


def page_letters(page: PageResult, *, item_signs: bool = False) -> str:
    parts = outline(page, flowing=True)
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
        case Notice(text):
            return text
