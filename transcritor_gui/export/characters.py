"""Which characters may stand in an exported file.

Text layers of real PDFs hold control characters, and halves of surrogate pairs that no encoding can write.
XML 1.0 (section 2.2, production Char) refuses or discourages them; in plain text a form feed would be a page.
"""

from __future__ import annotations

import re

__all__ = ["LINE_END_HYPHENS", "cell_lines", "one_line"]

_PDFIUM_HYPHEN = "\ufffe"
"""What PDFium puts in the place of a hyphen at a line's end; no character of its own."""

LINE_END_HYPHENS = "-\u2010\u2011\u00ad" + _PDFIUM_HYPHEN
"""What may stand where a word is cut: hyphens, soft ones too, as they are in a transcript."""

_BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\uffff]")


def one_line(text: str) -> str:
    """`text` with every line break and tab as a space and every unwritable character as U+FFFD."""
    if text.isprintable():  # nearly always; the rest costs ten times as much
        return text
    return _UNWRITABLE.sub("\ufffd", _BREAKS.sub(" ", text.replace(_PDFIUM_HYPHEN, "-")))


def cell_lines(text: str) -> tuple[str, ...]:
    """The lines of a table's cell, each fit to be written; one empty line for an empty cell."""
    return tuple(one_line(line) for line in _LINE_ENDS.split(text))
