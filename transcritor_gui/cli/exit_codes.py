"""What the command line tells the shell when it ends."""

from __future__ import annotations

from enum import IntEnum

from transcritor_gui.errors import ErrorCode

__all__ = ["ExitCode", "exit_code_for"]

_ENVIRONMENT = frozenset(
    {
        ErrorCode.ENGINE_MISSING,
        ErrorCode.LANGUAGE_MISSING,
        ErrorCode.DISK_FULL,
        ErrorCode.WORKER_UNAVAILABLE,
        ErrorCode.DATABASE_NEWER,
        ErrorCode.DATABASE_LOCKED,
        ErrorCode.DATABASE_DAMAGED,
        ErrorCode.DATABASE_UNUSABLE,
        ErrorCode.TEAM_NOT_INSTALLED,
        ErrorCode.QUEUE_AWAY,
        ErrorCode.SPOOL_AWAY,
        ErrorCode.TEAM_ADDRESS_TAKEN,
        ErrorCode.TEAM_NOT_SET_UP,
        ErrorCode.TEAM_UNKNOWN_SERVER,
        ErrorCode.TOKEN_REFUSED,
    }
)
_USAGE = frozenset(
    {
        ErrorCode.BAD_PAGE_RANGE,
        ErrorCode.CANNOT_JOIN,
        ErrorCode.FORMAT_UNKNOWN,
        ErrorCode.NAME_TEMPLATE_BAD,
        ErrorCode.PORTAL_UNKNOWN,
        ErrorCode.PRESET_UNKNOWN,
        ErrorCode.SETTINGS_INVALID,
        ErrorCode.TEAM_ADDRESS_OPEN,
        ErrorCode.TOKEN_NAME_BAD,
        ErrorCode.WATCH_FOLDERS_OVERLAP,
        ErrorCode.WATCH_RULE_INCOMPLETE,
    }
)


class ExitCode(IntEnum):
    DONE = 0
    ISSUES = 1
    """Some files failed or have pages to look at; each is named on standard error."""
    USAGE = 2
    ENVIRONMENT = 3
    """No engine, no language, no disk, no history."""
    INTERRUPTED = 130


def exit_code_for(code: ErrorCode) -> ExitCode:
    """The exit code of a command that could not even begin because of `code`."""
    if code in _ENVIRONMENT:
        return ExitCode.ENVIRONMENT
    return ExitCode.USAGE if code in _USAGE else ExitCode.ISSUES
