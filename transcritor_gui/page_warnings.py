"""The sentences for people about a page that was read, but that somebody should know something about.

`errors` does the same for what failed. Used by the window and by the command line.
"""

from __future__ import annotations

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.model import PageWarning, WarningCode

__all__ = ["warning_text"]


def warning_text(warning: PageWarning) -> str:  # noqa: PLR0911, PLR0912 - one branch a code
    """One plain sentence, in the language in force."""
    match warning.code:
        case WarningCode.NOTHING_READABLE:
            return tr("Nothing readable was found on this page.")
        case WarningCode.LOW_CONFIDENCE:
            return tr("Much of this page was hard to read. Compare it with the picture.")
        case WarningCode.TEXT_LAYER_REFUSED:
            return tr("The text stored in this page is garbled, so the page was read from its picture.")
        case WarningCode.RENDERED_SMALLER:
            return tr("This page is very large and was read at a lower resolution.")
        case WarningCode.SECOND_RENDERER:
            return tr("This page could only be drawn in a second way. Compare it with the original.")
        case WarningCode.DOCUMENT_REPAIRED:
            return tr("The file is damaged and was repaired in memory; on disk it was not changed.")
        case WarningCode.XFA_FORM:
            return tr("This is a form that only Adobe Reader can show. Print it there to a new PDF first.")
        case WarningCode.TABLE_UNREADABLE:
            return tr("A table on this page could not be taken apart; its text is here as plain lines.")
        case WarningCode.TURNED:
            return tr("This page was scanned sideways and was turned.")
        case WarningCode.IMAGE_DAMAGED:
            return tr("A picture on this page is damaged; text in it may be missing.")
        case WarningCode.OBJECTS_LEFT_OUT:
            return tr("So much is drawn on this page that not all of it was looked at; text may be missing.")
        case WarningCode.HIDDEN_TEXT:
            return _hidden_text_words(0 if warning.figure is None else round(warning.figure))
        case WarningCode.REGION_LEFT_OUT:
            return ntr(
                "Someone has marked {count} part of this page to be left out; its text is not here.",
                "Someone has marked {count} parts of this page to be left out; their text is not here.",
                1 if warning.figure is None else round(warning.figure),
            )
        case WarningCode.ATTACHED_DOCUMENTS:
            return ntr(
                "{count} more document is attached inside this PDF. It is not in this transcription.",
                "{count} more documents are attached inside this PDF. They are not in this transcription.",
                1 if warning.figure is None else round(warning.figure),
            )
        case WarningCode.HANDWRITING:
            return ntr(
                "Handwriting in {count} place was read with little certainty, or not at all.",
                "Handwriting in {count} places was read with little certainty, or not at all.",
                1 if warning.figure is None else round(warning.figure),
            )


def _hidden_text_words(count: int) -> str:
    if count == 0:
        return tr("This page carries text that cannot be seen.")
    sentence = ntr(
        "This page carries text that cannot be seen ({count} word).",
        "This page carries text that cannot be seen ({count} words).",
        count,
    )
    rest = tr("The file, and a searchable PDF made from it, still hold it.")
    return f"{sentence} {rest}"
