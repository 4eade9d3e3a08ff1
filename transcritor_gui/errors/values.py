"""What is known of a failure: its code and facts, as a value and as an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

__all__ = ["ErrorCode", "ErrorInfo", "Remedy", "TranscritorError", "Words"]


class ErrorCode(StrEnum):
    FILE_MISSING = "file_missing"
    FILE_UNREADABLE = "file_unreadable"
    FILE_CHANGED = "file_changed"
    FILE_OTHER = "file_other"
    ARCHIVE_BAD = "archive_bad"
    ARCHIVE_BUSY = "archive_busy"
    WINDOW_OPEN = "window_open"
    FOLDER_IN_USE = "folder_in_use"
    NOT_A_PDF = "not_a_pdf"
    PDF_EMPTY = "pdf_empty"
    PDF_DAMAGED = "pdf_damaged"
    PDF_NO_PAGES = "pdf_no_pages"
    PDF_ENCRYPTION_UNSUPPORTED = "pdf_encryption_unsupported"
    PDF_TOO_DEMANDING = "pdf_too_demanding"
    PDF_TOO_MANY_PAGES = "pdf_too_many_pages"
    PICTURE_DAMAGED = "picture_damaged"
    PICTURE_TOO_LARGE = "picture_too_large"
    PDF_SIGNED = "pdf_signed"
    PART_PAGE_TOO_LARGE = "part_page_too_large"
    PORTAL_UNKNOWN = "portal_unknown"
    PASSWORD_NEEDED = "password_needed"  # noqa: S105 - a code, not a password
    PASSWORD_WRONG = "password_wrong"  # noqa: S105 - a code, not a password
    BAD_PAGE_RANGE = "bad_page_range"
    NOT_A_LOCAL_FILE = "not_a_local_file"
    NO_PDF_IN_FOLDER = "no_pdf_in_folder"
    WATCH_FOLDERS_OVERLAP = "watch_folders_overlap"
    WATCH_RULE_INCOMPLETE = "watch_rule_incomplete"
    WATCHED_ELSEWHERE = "watched_elsewhere"
    SOURCE_NOT_MOVED = "source_not_moved"
    ALREADY_QUEUED = "already_queued"
    PAGE_UNREADABLE = "page_unreadable"
    PAGE_TIMEOUT = "page_timeout"
    PAGE_OUT_OF_MEMORY = "page_out_of_memory"
    PAGE_LOST = "page_lost"
    WORKER_CRASHED = "worker_crashed"
    WORKER_KILLED = "worker_killed"
    WORKER_HELD_UP = "worker_held_up"
    WORKER_UNAVAILABLE = "worker_unavailable"
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
    DATABASE_LOCKED = "database_locked"
    DATABASE_DAMAGED = "database_damaged"
    DATABASE_UNUSABLE = "database_unusable"
    SETTINGS_INVALID = "settings_invalid"
    PRESET_UNKNOWN = "preset_unknown"
    JOB_UNKNOWN = "job_unknown"
    TEAM_NOT_SET_UP = "team_not_set_up"
    TEAM_AWAY = "team_away"
    TEAM_UNKNOWN_SERVER = "team_unknown_server"
    TEAM_REFUSED = "team_refused"
    TEAM_OTHER_FILE = "team_other_file"
    TASK_UNKNOWN = "task_unknown"
    TASK_NOT_FINISHED = "task_not_finished"
    RESULT_WAITS = "result_waits"
    CORRECTIONS_CHANGED = "corrections_changed"
    TASK_CANCELLED = "task_cancelled"
    WORK_LOST = "work_lost"
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


Words: TypeAlias = tuple[str, str, Remedy]
"""What happened, what the user can do about it, and what the window offers."""


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
