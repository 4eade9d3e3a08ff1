"""Names of exports from a template that people write: '{n:03} {name}'; safe on every system."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from string import Formatter
from typing import Final

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.names import MOST_BYTES, safe_name
from transcritor_gui.i18n import tr

__all__ = ["DEFAULT_TEMPLATE", "NameFields", "check_template", "field_meanings", "filled_name", "names_parts"]

DEFAULT_TEMPLATE: Final = "{name}"

_WIDTH = re.compile(r"0?[1-9]")
"""'{n:03}': leading zeros up to nine digits."""
_NUMBERS = frozenset({"n", "pages", "part", "parts"})


@dataclass(frozen=True, slots=True)
class NameFields:
    """What a template may name, of one document."""

    name: str
    """Of the document, without '.pdf'."""
    done_at: datetime
    """When it was transcribed, in the time zone in which people should read it: 'date' and 'time'."""
    pages: int
    n: int
    """Its number among those exported together, from 1."""
    language: str
    """Tesseract's codes, 'por+eng'."""
    format: str
    folder: str
    """Of the document, without the folders above it."""
    part: int = 1
    """Of a document that is written in parts."""
    parts: int = 1
    """How many there are of it."""


def field_meanings() -> tuple[tuple[str, str], ...]:
    """Each field as it is written, and what it stands for, in the language in force."""
    return (
        ("{name}", tr("name of the document")),
        ("{date}", tr("day of the transcription, 2026-03-31")),
        ("{time}", tr("hour of the transcription, 14-05")),
        ("{pages}", tr("number of pages")),
        ("{n}", tr("number in this export; {example} gives 001", example="{n:03}")),
        ("{language}", tr("languages, por+eng")),
        ("{format}", tr("format, txt")),
        ("{folder}", tr("folder of the document")),
        ("{part}", tr("number of the part, of a document in parts")),
        ("{parts}", tr("number of parts")),
    )


def check_template(template: str) -> None:
    """TranscritorError(NAME_TEMPLATE_BAD), naming the fields there are, for one that cannot be filled."""
    for _text, field, spec, conversion in _parts(template):
        if field is None:
            continue
        is_known = field in _KNOWN and not conversion
        if not is_known or (spec and not (field in _NUMBERS and _WIDTH.fullmatch(spec))):
            raise _bad(
                "{" + field + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "") + "}"
            )


def names_parts(template: str) -> bool:
    """Whether the parts of a document get names of their own by `template` alone."""
    return any(field == "part" for _text, field, _spec, _conversion in _parts(template))


def filled_name(template: str, values: NameFields, suffix: str) -> str:
    """The file name that `template` gives, with `suffix` ('.txt'); '' stands for the usual template.

    Where it would be too long for a file system the document's name gives way, so that a number or a date
    after it stays. Raises as `check_template` does.
    """
    chosen = template if template.strip() else DEFAULT_TEMPLATE
    check_template(chosen)
    name = values.name
    stem = _filled(chosen, values, name)
    excess = len(stem.encode(errors="replace")) - MOST_BYTES
    if excess > 0:
        uses = max(1, chosen.count("{name}"))
        data = name.encode(errors="replace")
        kept = max(0, len(data) - -(-excess // uses))
        stem = _filled(chosen, values, data[:kept].decode(errors="ignore").rstrip())
    return safe_name(stem) + suffix


_KNOWN = frozenset({"date", "time", *(field.name for field in fields(NameFields))}) - {"done_at"}


def _filled(template: str, values: NameFields, name: str) -> str:
    words = {
        "name": name,
        "date": f"{values.done_at:%Y-%m-%d}",
        "time": f"{values.done_at:%H-%M}",
        "language": values.language,
        "format": values.format,
        "folder": values.folder,
    }
    numbers = {"n": values.n, "pages": values.pages, "part": values.part, "parts": values.parts}
    text = ""
    for literal, field, spec, _conversion in _parts(template):
        text += literal
        if field is not None:
            text += format(numbers[field], f"{spec}d") if field in numbers else words[field]
    return text


def _parts(template: str) -> Iterator[tuple[str, str | None, str, str]]:
    """Text, field, width and conversion of each piece; TranscritorError for braces that do not match."""
    try:
        for literal, field, spec, conversion in Formatter().parse(template):
            yield (
                literal,
                field,
                spec if spec is not None else "",
                conversion if conversion is not None else "",
            )
    except ValueError as error:
        raise _bad(template) from error


def _bad(part: str) -> TranscritorError:
    known = ", ".join(field for field, _meaning in field_meanings())
    return TranscritorError(ErrorCode.NAME_TEMPLATE_BAD, name=part, known=known)
