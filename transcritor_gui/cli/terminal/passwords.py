"""Where the passwords of documents come from: a file, the environment, or the person at the terminal.

Never from the arguments, which every user of the computer can read in the list of processes.
"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from transcritor_gui.cli.terminal.console import is_terminal, on_one_line
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import tr
from transcritor_gui.model import Job

__all__ = ["PasswordsToTry", "asked_password", "given_password"]

_VARIABLE = "TRANSCRITOR_PASSWORD"


def given_password(password_file: Path | None, environ: Mapping[str, str] = os.environ) -> str | None:
    """The first line of `password_file` ('-': of standard input), else TRANSCRITOR_PASSWORD, else None.

    Raises TranscritorError(FILE_MISSING | FILE_UNREADABLE).
    """
    if password_file is None:
        return environ.get(_VARIABLE) or None
    if str(password_file) == "-":
        return sys.stdin.readline().rstrip("\r\n")
    try:
        with password_file.open(encoding="utf-8-sig") as file:
            return file.readline().rstrip("\r\n")
    except FileNotFoundError as error:
        raise TranscritorError(ErrorCode.FILE_MISSING, path=password_file) from error
    except (OSError, UnicodeDecodeError) as error:
        raise TranscritorError(ErrorCode.FILE_UNREADABLE, path=password_file) from error


def asked_password(name: str) -> str | None:
    """What the person at the terminal types for the document `name`; None for nobody, or nothing."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        return None
    try:
        typed = getpass.getpass(
            tr("Password of {name} (Enter skips it): ", name=on_one_line(name)), sys.stderr
        )
    except EOFError:
        return None
    return typed if typed else None


class PasswordsToTry:
    """What may open a locked document: the password given with the command, then what the person types."""

    def __init__(self, given: str | None) -> None:
        self._given = given
        self._tried: set[UUID] = set()

    def next_for(self, job: Job) -> str | None:
        """One that has not been tried yet; None when there is no other."""
        if self._given is not None and job.id not in self._tried:
            self._tried.add(job.id)
            return self._given
        return asked_password(job.name)
