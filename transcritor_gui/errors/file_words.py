"""Words for files that cannot be taken or opened."""

from __future__ import annotations

from transcritor_gui.errors.values import ErrorCode, ErrorInfo, Remedy, Words
from transcritor_gui.i18n import tr

__all__ = ["file_words"]


def file_words(info: ErrorInfo) -> Words | None:  # noqa: PLR0911, PLR0912 - one branch a code
    match info.code:
        case ErrorCode.FILE_MISSING:
            return (
                tr("The file was not found."),
                tr("Put it back or add it again from its new place."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.FILE_UNREADABLE:
            return (
                tr("The file cannot be opened for reading."),
                tr("Check that you may read it and that no other program is holding it, then try again."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.FILE_CHANGED:
            return (
                tr("The file has changed since it was added."),
                tr("Try again to transcribe the file as it is now."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.FILE_OTHER:
            return (
                tr(
                    "“{name}” is another file than “{other}” that was transcribed.",
                    name=info.fact("name"),
                    other=info.fact("other"),
                ),
                tr("Choose the same file at its new place, or add this one to transcribe it."),
                Remedy.NONE,
            )
        case ErrorCode.ARCHIVE_BAD:
            return (
                tr("“{name}” is no backup of this program, or it is damaged.", name=info.fact("name")),
                tr("Choose another backup. Nothing has been changed."),
                Remedy.NONE,
            )
        case ErrorCode.ARCHIVE_BUSY:
            return (
                tr("Documents are being transcribed, or wait for it."),
                tr("Pause them or let them end, then try again."),
                Remedy.NONE,
            )
        case ErrorCode.WINDOW_OPEN:
            return (
                tr("The window of this program is open."),
                tr("Close it, then try again."),
                Remedy.NONE,
            )
        case ErrorCode.FOLDER_IN_USE:
            return (
                tr(
                    "“{folder}” is not empty, or lies in the folder of the history.",
                    folder=info.fact("folder"),
                ),
                tr("Choose an empty folder elsewhere."),
                Remedy.NONE,
            )
        case ErrorCode.NOT_A_PDF:
            return (
                tr("This is neither a PDF nor a picture that can be read."),
                tr("PDFs and pictures can be transcribed; the name alone does not make a file one."),
                Remedy.SHOW_FILE,
            )
        case ErrorCode.PDF_EMPTY:
            return (
                tr("The file is empty (0 bytes)."),
                tr("Copy or download it again."),
                Remedy.SHOW_FILE,
            )
        case ErrorCode.PDF_DAMAGED:
            return (
                tr("The PDF is damaged and could not be repaired."),
                tr("Ask for a new copy, or open it in another program and print it to a new PDF."),
                Remedy.SHOW_FILE,
            )
        case ErrorCode.PDF_NO_PAGES:
            return (tr("The PDF has no pages."), tr("Ask for a new copy."), Remedy.SHOW_FILE)
        case ErrorCode.PDF_ENCRYPTION_UNSUPPORTED:
            return (
                tr("The PDF is locked with a certificate, which this program cannot open."),
                tr("Open it with the program that holds the certificate and save a copy without protection."),
                Remedy.SHOW_FILE,
            )
        case ErrorCode.PDF_TOO_DEMANDING:
            return (
                tr("Opening the PDF took more time or memory than any file may take, and was stopped."),
                tr("It may be damaged. Open it in another program and print it to a new PDF."),
                Remedy.SHOW_FILE,
            )
        case ErrorCode.PICTURE_DAMAGED:
            return (
                tr("The picture is damaged, or of a sort that this program cannot read."),
                tr("Open it in another program and save it as PNG or JPEG, or ask for a new copy."),
                Remedy.SHOW_FILE,
            )
        case ErrorCode.PICTURE_TOO_LARGE:
            return (
                tr(
                    "The picture has {megapixels} megapixels; the limit is {limit}.",
                    megapixels=info.fact("megapixels"),
                    limit=info.fact("limit"),
                ),
                tr("Make it smaller or cut it up in a program for pictures."),
                Remedy.SHOW_FILE,
            )
        case ErrorCode.PDF_TOO_MANY_PAGES:
            return (
                tr(
                    "The PDF says it has {pages} pages; the limit is {limit}.",
                    pages=info.fact("pages"),
                    limit=info.fact("limit"),
                ),
                tr("Choose a range of its pages, or split it."),
                Remedy.SHOW_FILE,
            )
        case ErrorCode.PASSWORD_NEEDED:
            return (tr("Needs a password."), tr("Enter the password to open it."), Remedy.ENTER_PASSWORD)
        case ErrorCode.PASSWORD_WRONG:
            return (
                tr("The password does not open this file."),
                tr("Check capital letters and accents, and enter it again."),
                Remedy.ENTER_PASSWORD,
            )
        case ErrorCode.BAD_PAGE_RANGE:
            return (
                tr("“{pages}” does not name pages of this document.", pages=info.fact("pages")),
                tr("Write page numbers like 1-3,7."),
                Remedy.NONE,
            )
        case ErrorCode.NOT_A_LOCAL_FILE:
            return (
                tr("This is not a file on this computer."),
                tr("Save it first, then drop it."),
                Remedy.NONE,
            )
        case ErrorCode.NO_PDF_IN_FOLDER:
            return (tr("There is neither a PDF nor a picture in this folder."), "", Remedy.NONE)
        case ErrorCode.WATCH_FOLDERS_OVERLAP:
            return (
                tr(
                    "“{folder}” and “{other}” lie in each other: files would be taken again and again.",
                    folder=info.fact("folder"),
                    other=info.fact("other"),
                ),
                tr("Choose folders that do not lie in each other."),
                Remedy.NONE,
            )
        case ErrorCode.WATCH_RULE_INCOMPLETE:
            return (
                tr("The folders of “{folder}” are not all named in full.", folder=info.fact("folder")),
                tr("Choose the folder to watch and the one to write to."),
                Remedy.OPEN_SETTINGS,
            )
        case ErrorCode.WATCHED_ELSEWHERE:
            return (
                tr("Another program watches “{folder}” by the same rule.", folder=info.fact("folder")),
                tr("Nothing needs to be done: it goes on here when the other one ends."),
                Remedy.NONE,
            )
        case ErrorCode.SOURCE_NOT_MOVED:
            return (
                tr(
                    "“{name}” was transcribed, but could not be moved: {reason}.",
                    name=info.fact("name"),
                    reason=info.fact("reason"),
                ),
                tr("Move it by hand. It will not be transcribed again."),
                Remedy.SHOW_FILE,
            )
        case ErrorCode.ALREADY_QUEUED:
            return (
                tr("This file is being transcribed already."),
                tr("Wait for it, or cancel it to start again."),
                Remedy.NONE,
            )
        case _:
            return None
