"""Options of transcription in few words: what is unusual about them."""

from __future__ import annotations

from transcritor_gui.i18n import tr
from transcritor_gui.model import OptionKind, TranscriptionOptions, options_of

__all__ = ["unusual_words"]


def unusual_words(options: TranscriptionOptions) -> tuple[str, ...]:
    """A part for each option that is not as it usually is, in the order of their table."""
    usual = TranscriptionOptions()
    parts = []
    for option in options_of(TranscriptionOptions):
        value = getattr(options, option.name)
        if value == getattr(usual, option.name):
            continue
        if option.kind is not OptionKind.FLAG:
            parts.append(f"{option.label()}: {option.words(value)}")
        else:
            parts.append(option.label() if value else tr("without: {option}", option=option.label()))
    return tuple(parts)
