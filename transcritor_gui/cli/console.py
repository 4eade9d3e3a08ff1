"""The three streams: results to standard output, everything for people to standard error, all of it UTF-8."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from transcritor_gui.errors import ErrorCode, ErrorInfo, message_for
from transcritor_gui.i18n import tr

__all__ = [
    "ReaderGone",
    "discard_output",
    "is_terminal",
    "use_utf8",
    "write_bytes",
    "write_error",
    "write_json",
    "write_line",
    "write_note",
]


def use_utf8() -> None:
    """Make both streams write UTF-8 whatever the locale says: code pages lack most scripts, C even 'ç'."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def is_terminal(stream: Any) -> bool:
    """Whether a person is looking at `stream`; a windowed build has none at all."""
    return stream is not None and stream.isatty()


class ReaderGone(Exception):  # noqa: N818 - an event rather than an error
    """Who read standard output has closed it. (typer would take a BrokenPipeError for a failure.)"""


def write_line(text: str = "") -> None:
    """One line of results."""
    with _reader_watched():
        sys.stdout.write(text + "\n")


def write_json(value: object) -> None:
    """One JSON document of results, sorted as given."""
    with _reader_watched():
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
        sys.stdout.flush()


def write_bytes(pieces: Iterable[bytes]) -> None:
    """A file as it is, without a change of line ends."""
    with _reader_watched():
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.flush()


@contextlib.contextmanager
def _reader_watched() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error


def write_note(text: str) -> None:
    """One line for people."""
    if sys.stderr is not None:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def write_error(info: ErrorInfo, *, subject: str = "") -> None:
    """What went wrong and what to do about it, in front of it the file or page in question."""
    sentence = f"{message_for(info).what} {_advice(info)}".strip()
    write_note(f"{subject}: {sentence}" if subject else sentence)


def _advice(info: ErrorInfo) -> str:
    """What to do about it here, where there are options instead of buttons."""
    match info.code:
        case ErrorCode.PASSWORD_NEEDED | ErrorCode.PASSWORD_WRONG:
            return tr("Give the password with --password-file, or in TRANSCRITOR_PASSWORD.")
        case ErrorCode.EXPORT_EXISTS:
            return tr("Choose another name or place, or allow replacing it with --replace.")
        case _:
            return message_for(info).advice


def discard_output() -> None:
    """Send what is still to be written nowhere: the reader of the pipe has gone ('| head')."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
