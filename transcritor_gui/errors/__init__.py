"""Every failure the program knows: a code, its facts, what happened in words, and what the user can do.

Code raises `TranscritorError(code, **facts)`; a library's own error is converted where the library is
called. What crosses a thread, a process or the database is the frozen `ErrorInfo`; `message_for` puts it
into words where it is shown. `docs/errors.md` lists them all, and a test keeps the two alike.
"""

from __future__ import annotations

from transcritor_gui.errors.messages import Message, message_for
from transcritor_gui.errors.values import ErrorCode, ErrorInfo, Remedy, TranscritorError, Words

__all__ = ["ErrorCode", "ErrorInfo", "Message", "Remedy", "TranscritorError", "Words", "message_for"]
