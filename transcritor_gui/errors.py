"""Every failure the program knows: a code, its facts, what happened in words, and what the user can do.

Code raises `TranscritorError(code, **facts)`; a library's own error is converted where the library is
called. What crosses a thread, a process or the database is the frozen `ErrorInfo`; `message_for` puts it
into words where it is shown. `docs/errors.md` lists them all, and a test keeps the two alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from transcritor_gui.i18n import tr

__all__ = ["ErrorCode", "ErrorInfo", "Message", "Remedy", "TranscritorError", "message_for"]


class ErrorCode(StrEnum):
    FILE_MISSING = "file_missing"
    FILE_UNREADABLE = "file_unreadable"
    FILE_CHANGED = "file_changed"
    NOT_A_PDF = "not_a_pdf"
    PDF_EMPTY = "pdf_empty"
    PDF_DAMAGED = "pdf_damaged"
    PDF_NO_PAGES = "pdf_no_pages"
    PDF_ENCRYPTION_UNSUPPORTED = "pdf_encryption_unsupported"
    PDF_TOO_MANY_PAGES = "pdf_too_many_pages"
    PDF_SIGNED = "pdf_signed"
    PASSWORD_NEEDED = "password_needed"  # noqa: S105 - a code, not a password
    PASSWORD_WRONG = "password_wrong"  # noqa: S105 - a code, not a password
    BAD_PAGE_RANGE = "bad_page_range"
    NOT_A_LOCAL_FILE = "not_a_local_file"
    NO_PDF_IN_FOLDER = "no_pdf_in_folder"
    ALREADY_QUEUED = "already_queued"
    PAGE_UNREADABLE = "page_unreadable"
    PAGE_TIMEOUT = "page_timeout"
    PAGE_OUT_OF_MEMORY = "page_out_of_memory"
    WORKER_CRASHED = "worker_crashed"
    ENGINE_MISSING = "engine_missing"
    ENGINE_FAILED = "engine_failed"
    LANGUAGE_MISSING = "language_missing"
    LANGUAGE_FILE_BAD = "language_file_bad"
    LANGUAGE_NOT_ADDED = "language_not_added"
    EXPORT_EXISTS = "export_exists"
    EXPORT_FAILED = "export_failed"
    NAME_TEMPLATE_BAD = "name_template_bad"
    CANNOT_JOIN = "cannot_join"
    NOTHING_TO_EXPORT = "nothing_to_export"
    NO_TABLES = "no_tables"
    GHOSTSCRIPT_MISSING = "ghostscript_missing"
    PDF_A_FAILED = "pdf_a_failed"
    FORMAT_UNKNOWN = "format_unknown"
    TRANSCRIPT_UNREADABLE = "transcript_unreadable"
    DISK_FULL = "disk_full"
    DATABASE_NEWER = "database_newer"
    DATABASE_UNUSABLE = "database_unusable"
    SETTINGS_INVALID = "settings_invalid"
    JOB_UNKNOWN = "job_unknown"
    TEAM_NOT_SET_UP = "team_not_set_up"
    TEAM_AWAY = "team_away"
    TEAM_UNKNOWN_SERVER = "team_unknown_server"
    TEAM_REFUSED = "team_refused"
    TEAM_OTHER_FILE = "team_other_file"
    TASK_UNKNOWN = "task_unknown"
    TASK_NOT_FINISHED = "task_not_finished"
    TASK_CANCELLED = "task_cancelled"
    TASK_OVERDUE = "task_overdue"
    TOKEN_REFUSED = "token_refused"  # noqa: S105 - a code, not a token
    TOKEN_NAME_BAD = "token_name_bad"  # noqa: S105 - a code, not a token
    TOO_MANY_UPLOADS = "too_many_uploads"
    TOO_MANY_TASKS = "too_many_tasks"
    UPLOAD_TOO_LARGE = "upload_too_large"
    REQUEST_INVALID = "request_invalid"
    QUEUE_AWAY = "queue_away"
    SPOOL_AWAY = "spool_away"
    TEAM_NOT_INSTALLED = "team_not_installed"
    TEAM_ADDRESS_OPEN = "team_address_open"
    TEAM_ADDRESS_TAKEN = "team_address_taken"
    INTERNAL = "internal"


class Remedy(StrEnum):
    """The one action that the window offers beside an error."""

    NONE = "none"
    ENTER_PASSWORD = "enter_password"  # noqa: S105 - an action, not a password
    TRY_AGAIN = "try_again"
    SHOW_FILE = "show_file"
    SHOW_LOG = "show_log"
    OPEN_SETTINGS = "open_settings"


@dataclass(frozen=True, slots=True)
class ErrorInfo:
    """A failure as a value. Facts are short strings: names, numbers, reasons; never text of a document."""

    code: ErrorCode
    facts: tuple[tuple[str, str], ...] = ()

    def fact(self, name: str) -> str:
        """The fact called `name`, or '' where it was not given."""
        return dict(self.facts).get(name, "")


class TranscritorError(Exception):
    """A failure with a code and its facts."""

    def __init__(self, code: ErrorCode, **facts: object) -> None:
        self.info = ErrorInfo(code, tuple((name, str(value)) for name, value in facts.items()))
        super().__init__(code, self.info.facts)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (self.info,))

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.info.facts)
        return f"{self.info.code}({facts})"


def _rebuilt(info: ErrorInfo) -> TranscritorError:
    return TranscritorError(info.code, **dict(info.facts))


@dataclass(frozen=True, slots=True)
class Message:
    what: str
    """One sentence: what happened."""
    advice: str
    """What the user can do about it; '' where there is nothing."""
    remedy: Remedy


def message_for(info: ErrorInfo) -> Message:
    """The words, in the language in force, for a failure."""
    what, advice, remedy = _words(info)
    return Message(what, advice, remedy)


def _words(info: ErrorInfo) -> tuple[str, str, Remedy]:  # noqa: PLR0911, PLR0912, PLR0915 - one branch a code
    match info.code:
        case ErrorCode.FILE_MISSING:
            return (
                tr("The file is no longer where it was."),
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
        case ErrorCode.NOT_A_PDF:
            return (
                tr("This is not a PDF."),
                tr("Only PDF files can be transcribed; the name alone does not make it one."),
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
        case ErrorCode.PDF_SIGNED:
            return (
                tr(
                    "“{name}” is signed; words added to it would make the signature invalid.",
                    name=info.fact("name"),
                ),
                tr("Keep the signed file as it is, and choose another format for the text."),
                Remedy.NONE,
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
            return (tr("There is no PDF in this folder."), "", Remedy.NONE)
        case ErrorCode.ALREADY_QUEUED:
            return (
                tr("This file is being transcribed already."),
                tr("Wait for it, or cancel it to start again."),
                Remedy.NONE,
            )
        case ErrorCode.PAGE_UNREADABLE:
            return (
                tr("Page {page} could not be read.", page=info.fact("page")),
                tr("The page is damaged. The other pages are not affected."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.PAGE_TIMEOUT:
            return (
                tr(
                    "Page {page} took longer than {seconds} s and was stopped.",
                    **_page_facts(info, "seconds"),
                ),
                tr("Try again when the computer is less busy."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.PAGE_OUT_OF_MEMORY:
            return (
                tr("Page {page} needed more memory than one page may use.", page=info.fact("page")),
                tr("The other pages are not affected. Close other programs and try again."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.WORKER_CRASHED:
            return (
                tr("Reading page {page} failed twice.", page=info.fact("page")),
                tr("The page is probably damaged. The other pages are not affected."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.ENGINE_MISSING:
            return (
                tr("Text recognition is not available: {engine} was not found.", engine=info.fact("engine")),
                tr("Install Tesseract, or choose the built-in recognition in the settings."),
                Remedy.NONE,
            )
        case ErrorCode.ENGINE_FAILED:
            return (
                tr("Text recognition failed on page {page}.", page=info.fact("page")),
                tr("Try again; if it happens every time, the log tells more."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.LANGUAGE_MISSING:
            return (
                tr("The language “{language}” is not installed.", language=info.fact("language")),
                tr("Installed are: {installed}.", installed=info.fact("installed")),
                Remedy.NONE,
            )
        case ErrorCode.LANGUAGE_FILE_BAD:
            return (
                tr("“{name}” is not a language of Tesseract.", name=info.fact("name")),
                tr("Choose a file like spa.traineddata, made for Tesseract 4 or 5."),
                Remedy.NONE,
            )
        case ErrorCode.LANGUAGE_NOT_ADDED:
            return (
                tr(
                    "The language “{language}” could not be added: {reason}.",
                    language=info.fact("language"),
                    reason=info.fact("reason"),
                ),
                tr("Nothing was changed. A language can also be added from a file."),
                Remedy.NONE,
            )
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
        case ErrorCode.DISK_FULL:
            return (
                tr("The disk is full."),
                tr("Free some space, then try again. Pages already read are safe."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.DATABASE_NEWER:
            return (
                tr("The history was written by a newer version of this program."),
                tr("Update Transcritor to open it."),
                Remedy.NONE,
            )
        case ErrorCode.DATABASE_UNUSABLE:
            return (
                tr("The history cannot be opened: {path}", path=info.fact("path")),
                tr("Check that the folder can be written to and that the disk is not full."),
                Remedy.SHOW_LOG,
            )
        case ErrorCode.SETTINGS_INVALID:
            return (
                tr("The setting “{name}” has a value that cannot be used.", name=info.fact("name")),
                tr("Allowed: {allowed}.", allowed=info.fact("allowed")),
                Remedy.NONE,
            )
        case ErrorCode.JOB_UNKNOWN:
            return (
                tr("There is no transcription “{id}” in the history.", id=info.fact("id")),
                "",
                Remedy.NONE,
            )
        case ErrorCode.TASK_UNKNOWN:
            return (
                tr("The team server has no task “{id}”.", id=info.fact("id")),
                tr("It was deleted, or its time was over. Send the file again."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.TASK_NOT_FINISHED:
            return (
                tr("The document is not ready yet."),
                tr("Ask again when its task has ended."),
                Remedy.NONE,
            )
        case ErrorCode.TASK_CANCELLED:
            return (tr("The task was cancelled."), tr("Send the file again."), Remedy.TRY_AGAIN)
        case ErrorCode.TASK_OVERDUE:
            return (
                tr("The team server did not finish within {hours} hours.", hours=info.fact("hours")),
                tr("Check that workers are running there, then send the file again."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.TOKEN_REFUSED:
            return (
                tr("The team server asks for a token, and this one is not known there."),
                tr("Ask whoever runs the server for a token, and enter it in the settings."),
                Remedy.OPEN_SETTINGS,
            )
        case ErrorCode.TOKEN_NAME_BAD:
            return (
                tr("“{name}” cannot be the name of a token here.", name=info.fact("name")),
                tr("Use 1 to 64 letters without accents, digits, hyphens or dots, and no name twice."),
                Remedy.NONE,
            )
        case ErrorCode.TOO_MANY_UPLOADS:
            return (
                tr("Too many files at once; the limit is {limit} a minute.", limit=info.fact("limit")),
                tr("Wait {seconds} s, then send it again.", seconds=info.fact("seconds")),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.TOO_MANY_TASKS:
            return (
                tr("{limit} documents of yours are still being transcribed.", limit=info.fact("limit")),
                tr("Wait until some of them are done, or cancel some."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.UPLOAD_TOO_LARGE:
            return (
                tr("The file is larger than {limit} MB, the limit of this server.", limit=info.fact("limit")),
                tr("Split it, or ask whoever runs the server for a higher limit."),
                Remedy.NONE,
            )
        case ErrorCode.REQUEST_INVALID:
            return (
                tr("The server does not understand the request: {reason}.", reason=info.fact("reason")),
                tr("The page /docs of the server tells what it understands."),
                Remedy.NONE,
            )
        case ErrorCode.QUEUE_AWAY:
            return (
                tr("The queue of the team server does not answer."),
                tr("Try again in a minute. Documents already accepted are safe."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.SPOOL_AWAY:
            return (
                tr("The storage of the team server does not answer: {reason}.", reason=info.fact("reason")),
                tr("Try again in a minute. Documents already accepted are safe."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.TEAM_NOT_INSTALLED:
            return (
                tr("The team server is not part of this installation."),
                tr("Install it with: pip install 'transcritor[team]'"),
                Remedy.NONE,
            )
        case ErrorCode.TEAM_ADDRESS_OPEN:
            return (
                tr(
                    "Without a token the server only listens on this computer, not on {host}.",
                    host=info.fact("host"),
                ),
                tr("Add a token first: transcritor serve token add NAME"),
                Remedy.NONE,
            )
        case ErrorCode.TEAM_ADDRESS_TAKEN:
            return (
                tr(
                    "The server cannot listen on {host}, port {port}: {reason}.",
                    **_facts(info, "host", "port", "reason"),
                ),
                tr("Choose another with --host and --port."),
                Remedy.NONE,
            )
        case ErrorCode.TEAM_NOT_SET_UP:
            return (
                tr("The address of the team server is not set."),
                tr("Enter it in the settings, or choose this computer there, then try again."),
                Remedy.OPEN_SETTINGS,
            )
        case ErrorCode.TEAM_AWAY:
            return (
                tr("The team server cannot be reached."),
                tr("Check its address, and that this computer is connected to its network."),
                Remedy.OPEN_SETTINGS,
            )
        case ErrorCode.TEAM_UNKNOWN_SERVER:
            return (
                tr("There is no team server of Transcritor at this address."),
                tr("Ask whoever runs the server for its address, and enter it in the settings."),
                Remedy.OPEN_SETTINGS,
            )
        case ErrorCode.TEAM_REFUSED:
            return (
                tr("The team server could not do it: {reason}", reason=info.fact("reason")),
                tr("Try again, or choose this computer in the settings."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.TEAM_OTHER_FILE:
            return (
                tr("What came back from the team server belongs to another file."),
                tr("Nothing of it was kept. Try again."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.INTERNAL:
            return (
                tr("Something went wrong in the program itself. We are sorry."),
                tr("Pages already read are safe. The log tells what happened."),
                Remedy.SHOW_LOG,
            )


def _page_facts(info: ErrorInfo, *names: str) -> dict[str, str]:
    return {name: info.fact(name) for name in ("page", *names)}


def _facts(info: ErrorInfo, *names: str) -> dict[str, str]:
    return {name: info.fact(name) for name in names}
