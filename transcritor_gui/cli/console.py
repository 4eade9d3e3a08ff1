"""The three streams: results to standard output, everything for people to standard error, all of it UTF-8."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterable
from typing import Any

from transcritor_gui.errors import ErrorInfo, message_for

__all__ = [
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


def write_line(text: str = "") -> None:
    """One line of results."""
    sys.stdout.write(text + "\n")


def write_json(value: object) -> None:
    """One JSON document of results, sorted as given."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
    sys.stdout.flush()


def write_bytes(pieces: Iterable[bytes]) -> None:
    """A file as it is, without a change of line ends."""
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    for piece in pieces:
        if stream is not None:
            stream.write(piece)
        else:  # a stream of text only, as tests put in the place of a real one
            sys.stdout.write(piece.decode())
    sys.stdout.flush()


def write_note(text: str) -> None:
    """One line for people."""
    if sys.stderr is not None:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def write_error(info: ErrorInfo, *, subject: str = "") -> None:
    """What went wrong and what to do about it, in front of it the file or page in question."""
    message = message_for(info)
    sentence = f"{message.what} {message.advice}".strip()
    write_note(f"{subject}: {sentence}" if subject else sentence)


def discard_output() -> None:
    """Send what is still to be written nowhere: the reader of the pipe has gone ('| head')."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
