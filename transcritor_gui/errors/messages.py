"""Failures in words, in the language in force."""

from __future__ import annotations

from dataclasses import dataclass

from transcritor_gui.errors.export_words import export_words
from transcritor_gui.errors.file_words import file_words
from transcritor_gui.errors.portal_words import portal_words
from transcritor_gui.errors.program_words import program_words
from transcritor_gui.errors.reading_words import reading_words
from transcritor_gui.errors.team_words import team_words
from transcritor_gui.errors.values import ErrorInfo, Remedy

__all__ = ["Message", "message_for"]

_SUBJECTS = (file_words, reading_words, export_words, portal_words, program_words, team_words)


@dataclass(frozen=True, slots=True)
class Message:
    what: str
    """One sentence: what happened."""
    advice: str
    """What the user can do about it; '' where there is nothing."""
    remedy: Remedy


def message_for(info: ErrorInfo) -> Message:
    """The words for a failure; LookupError for a code without any, which a test rules out."""
    for words_of in _SUBJECTS:
        words = words_of(info)
        if words is not None:
            what, advice, remedy = words
            return Message(what, advice, remedy)
    raise LookupError(info.code)
