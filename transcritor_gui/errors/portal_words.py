"""Words for documents that a portal does not take."""

from __future__ import annotations

from transcritor_gui.errors.values import ErrorCode, ErrorInfo, Remedy, Words
from transcritor_gui.i18n import ntr, tr

__all__ = ["portal_words"]


def portal_words(info: ErrorInfo) -> Words | None:
    match info.code:
        case ErrorCode.PART_PAGE_TOO_LARGE:
            count = info.fact("count")
            return (
                ntr(
                    "Page {pages} of “{name}” is too large alone: {size} kB of {limit} kB.",
                    "{count} pages of “{name}” are too large alone, {size} kB of {limit} kB: {pages}.",
                    int(count) if count.isdecimal() else 1,
                    name=info.fact("name"),
                    pages=info.fact("pages"),
                    size=info.fact("size"),
                    limit=info.fact("limit"),
                ),
                tr("Nothing was written. Export the other pages alone, and scan these with fewer dots."),
                Remedy.NONE,
            )
        case ErrorCode.PORTAL_UNKNOWN:
            return (
                tr("There is no portal “{name}” in the table.", name=info.fact("name")),
                tr("Choose one of: {known}. The settings can change the table.", known=info.fact("known")),
                Remedy.OPEN_SETTINGS,
            )
        case _:
            return None
