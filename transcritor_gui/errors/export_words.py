"""Words for files that could not be written."""

from __future__ import annotations

from transcritor_gui.errors.values import ErrorCode, ErrorInfo, Remedy, Words
from transcritor_gui.i18n import tr

__all__ = ["export_words"]


def export_words(info: ErrorInfo) -> Words | None:  # noqa: PLR0911 - one branch a code
    match info.code:
        case ErrorCode.EXPORT_EXISTS:
            return (
                tr("“{name}” already exists.", name=info.fact("name")),
                tr("Choose another name or place, or allow replacing it."),
                Remedy.NONE,
            )
        case ErrorCode.EXPORT_FAILED:
            return (
                tr(
                    "“{name}” could not be written: {reason}.",
                    name=info.fact("name"),
                    reason=info.fact("reason"),
                ),
                tr("Choose another folder."),
                Remedy.NONE,
            )
        case ErrorCode.NAME_TEMPLATE_BAD:
            return (
                tr("File names cannot be made from “{name}”.", name=info.fact("name")),
                tr("These fields can be used: {known}.", known=info.fact("known")),
                Remedy.NONE,
            )
        case ErrorCode.CANNOT_JOIN:
            return (
                tr(
                    "The format “{format}” cannot hold several documents in one file.",
                    format=info.fact("format"),
                ),
                tr("Write one file for each document, or choose one of: {known}.", known=info.fact("known")),
                Remedy.NONE,
            )
        case ErrorCode.NOTHING_TO_EXPORT:
            return (
                tr("“{name}” has no finished page yet.", name=info.fact("name")),
                tr("Wait for the first page, then export."),
                Remedy.NONE,
            )
        case ErrorCode.NO_TABLES:
            return (
                tr("“{name}” has no tables.", name=info.fact("name")),
                tr("Choose a format that holds the text."),
                Remedy.NONE,
            )
        case ErrorCode.PDF_SIGNED:
            return (
                tr(
                    "“{name}” is signed; words added to it would make the signature invalid.",
                    name=info.fact("name"),
                ),
                tr("Keep the signed file as it is, and choose another format for the text."),
                Remedy.NONE,
            )
        case ErrorCode.GHOSTSCRIPT_MISSING:
            return (
                tr("PDF/A is made with Ghostscript, which was not found."),
                tr("Install Ghostscript, or choose “Searchable PDF”."),
                Remedy.NONE,
            )
        case ErrorCode.PDF_A_FAILED:
            return (
                tr(
                    "“{name}” could not be made into PDF/A: {reason}.",
                    name=info.fact("name"),
                    reason=info.fact("reason"),
                ),
                tr("Choose “Searchable PDF”."),
                Remedy.NONE,
            )
        case ErrorCode.FORMAT_UNKNOWN:
            return (
                tr("There is no format “{format}”.", format=info.fact("format")),
                tr("Choose one of: {known}.", known=info.fact("known")),
                Remedy.NONE,
            )
        case ErrorCode.TRANSCRIPT_UNREADABLE:
            return (
                tr("“{name}” is not a transcript that this program can read.", name=info.fact("name")),
                tr("Choose a JSON file that Transcritor exported, or update Transcritor."),
                Remedy.NONE,
            )
        case _:
            return None
