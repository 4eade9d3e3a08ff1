"""The three streams: results to standard output, everything for people to standard error, all of it UTF-8."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any, Final

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError, message_for
from transcritor_gui.i18n import tr

__all__ = [
    "NO_ROOM",
    "ReaderGone",
    "check_output",
    "discard_output",
    "flush_output",
    "is_terminal",
    "on_one_line",
    "use_utf8",
    "write_bytes",
    "write_error",
    "write_json",
    "write_line",
    "write_note",
]

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What the system answers where a disk, or somebody's share of it, is full."""


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


def on_one_line(text: str) -> str:
    """`text` with all that would steer a terminal written out: '\\x1b', '\\n'.

    Names of files may hold escape codes, line ends and marks that turn the order of letters.
    """
    return _STEERING.sub(_written_out, text)


def check_output() -> None:
    """Raise TranscritorError(EXPORT_FAILED) where the program was started with standard output closed."""
    if sys.stdout is None:
        raise TranscritorError(ErrorCode.EXPORT_FAILED, name=_output_name(), reason=tr("it is closed"))


def write_line(text: str = "") -> None:
    """One line of results."""
    with _output_watched():
        sys.stdout.write(_STEERING_BUT_TABS.sub(_written_out, text) + "\n")


def write_json(value: object) -> None:
    """One JSON document of results, sorted as given."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    with _output_watched():
        sys.stdout.write(_STEERING_BUT_LAYOUT.sub(_written_out_in_json, text) + "\n")
        sys.stdout.flush()


def write_bytes(pieces: Iterable[bytes]) -> None:
    """A file as it is, without a change of line ends; on a terminal, nothing that would steer it."""
    with _output_watched():
        sys.stdout.flush()
        if is_terminal(sys.stdout):
            text = b"".join(pieces).decode("utf-8", "replace")
            sys.stdout.write(_STEERING_BUT_LAYOUT.sub(_written_out, text))
        else:
            for piece in pieces:
                sys.stdout.buffer.write(piece)
        sys.stdout.flush()


@contextlib.contextmanager
def _output_watched() -> Iterator[None]:
    """Within, what keeps standard output from being written to is told as what it is.

    Raises ReaderGone, or TranscritorError(DISK_FULL | EXPORT_FAILED).
    """
    check_output()
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        if error.errno in NO_ROOM:
            raise TranscritorError(ErrorCode.DISK_FULL, path=_output_name()) from error
        reason = error.strerror if error.strerror is not None else type(error).__name__
        raise TranscritorError(ErrorCode.EXPORT_FAILED, name=_output_name(), reason=reason) from error


def _output_name() -> str:
    return tr("standard output")


def flush_output() -> None:
    """Write what is still held back; raises as the others do."""
    if sys.stdout is not None:
        with _output_watched():
            sys.stdout.flush()


def write_note(text: str) -> None:
    """One line for people; into the void where nobody can read it (a closed terminal, a full disk)."""
    with contextlib.suppress(OSError, ValueError):
        if sys.stderr is not None:
            sys.stderr.write(on_one_line(text) + "\n")
            sys.stderr.flush()


def write_error(info: ErrorInfo, *, subject: str = "") -> None:
    """What went wrong and what to do about it, in front of it the file or page in question."""
    if not subject and info.code in (ErrorCode.FILE_MISSING, ErrorCode.FILE_UNREADABLE):
        subject = info.fact("path")
    sentence = f"{message_for(info).what} {_advice(info)}".strip()
    write_note(f"{subject}: {sentence}" if subject else sentence)


def _advice(info: ErrorInfo) -> str:
    """What to do about it here, where there are options instead of buttons."""
    match info.code:
        case ErrorCode.PASSWORD_NEEDED | ErrorCode.PASSWORD_WRONG:
            return tr("Give the password with --password-file, or in TRANSCRITOR_PASSWORD.")
        case ErrorCode.FILE_MISSING:
            return tr("Check its name and its folder.")
        case ErrorCode.EXPORT_EXISTS:
            return tr("Choose another name or place, or allow replacing it with --replace.")
        case _:
            return message_for(info).advice


def discard_output() -> None:
    """Send what is still to be written nowhere: who reads it has gone ('| head'), or it cannot be written."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            _send_nowhere(stream)


def _send_nowhere(stream: Any) -> None:
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


_BIDI = "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
_STEERING = re.compile(f"[\x00-\x1f\x7f-\x9f{_BIDI}]")
_STEERING_BUT_TABS = re.compile(f"[\x00-\x08\n-\x1f\x7f-\x9f{_BIDI}]")
_STEERING_BUT_LAYOUT = re.compile("[\x00-\x08\x0b\x0d-\x1f\x7f-\x9f]")
"""Without tabs, line ends and page breaks."""


def _written_out(match: re.Match[str]) -> str:
    """A control character as Python and most shells write it: '\\x1b', '\\n'."""
    return repr(match.group())[1:-1]


def _written_out_in_json(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
