"""Options of transcription that are all different from the usual ones, whatever the table of them holds."""

from __future__ import annotations

from transcritor_gui.model import Option, OptionKind, OptionValue, TranscriptionOptions, options_of
from transcritor_gui.pipeline.ocr.registry import engines

__all__ = ["OTHER_OPTIONS", "other_value"]


def other_value(option: Option) -> OptionValue:
    """A value that the option may have and that is not its default."""
    match option.kind:
        case OptionKind.LANGUAGES:
            return "eng"
        case OptionKind.CHOICE:
            return next(value for value, _words in reversed(option.values) if value != option.default)
        case OptionKind.ENGINE:
            return next(kind.name for kind in engines() if kind.name != option.default)
        case OptionKind.FLAG:
            return not option.default
        case OptionKind.PAGES:
            return "1-2"


OTHER_OPTIONS = TranscriptionOptions(
    **{option.name: other_value(option) for option in options_of(TranscriptionOptions)}  # type: ignore[arg-type]
)
