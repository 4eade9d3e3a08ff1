"""One choice about how documents are transcribed, with all that a door has to know to offer it.

The fields of `options.TranscriptionOptions` are made with `option`; `options_of` gives them back as a table,
from which the command line, the forms of the team server and the evidence report are made.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from enum import Enum, StrEnum
from typing import Any, Final, TypeVar

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import tr
from transcritor_gui.model.pages import check_page_numbers

__all__ = [
    "AUTO_LANGUAGES",
    "LANGUAGES_PATTERN",
    "Option",
    "OptionKind",
    "OptionValue",
    "Words",
    "deciding_values",
    "languages_words",
    "option",
    "options_of",
]

AUTO_LANGUAGES: Final = "auto"
"""In the place of languages: each page in what it is found to be in."""

OptionValue = str | bool
"""What a field holds; a choice holds a member of its StrEnum, which is a str."""

Words = Callable[[], str]
"""Text for people, in the language in force when it is called."""

_Value = TypeVar("_Value", bound=OptionValue)

_KEY: Final = "option"
LANGUAGES_PATTERN: Final = r"auto|[A-Za-z0-9_]{2,40}(\+[A-Za-z0-9_]{2,40}){0,9}"
_LANGUAGES: Final = re.compile(LANGUAGES_PATTERN)
_ENGINE: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")
_FLAGS: Final = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


class OptionKind(Enum):
    LANGUAGES = "languages"
    """Tesseract codes joined by '+', or AUTO_LANGUAGES."""
    CHOICE = "choice"
    """A member of a StrEnum."""
    ENGINE = "engine"
    """The name of an engine; which there are is known to `pipeline.ocr.registry`, and asked by the doors."""
    FLAG = "flag"
    PAGES = "pages"
    """Page numbers as people write them, '1-3,7'; '' for all."""


def languages_words(languages: str) -> str:
    """Codes as people read them: 'por + eng'."""
    return tr("automatic") if languages == AUTO_LANGUAGES else languages.replace("+", " + ")


@dataclass(frozen=True, slots=True)
class Option:
    name: str
    """Of the field; in the settings file, in JSON and in the database too."""
    default: OptionValue
    kind: OptionKind
    label: Words
    """A few words: beside a field, in a report."""
    help: Words
    """A sentence: in the help of the command line, in the description of a form."""
    form_name: str
    """In the forms of the team server."""
    cli_name: str
    """On the command line, without its dashes: 'lang'."""
    values: tuple[tuple[StrEnum, Words], ...]
    """What a choice may be, in words; () for the other kinds."""
    changes_text: bool
    """Whether a page may be read differently with another value."""

    def written(self, value: OptionValue) -> str:
        """`value` as a form holds it; `read` gives it back."""
        return ("true" if value else "false") if self.kind is OptionKind.FLAG else str(value)

    def read(self, text: str) -> OptionValue:
        """The value that `text` stands for; the default for ''.

        Raises TranscritorError(REQUEST_INVALID | BAD_PAGE_RANGE) for what it cannot be.
        """
        if not text:
            return self.default
        match self.kind:
            case OptionKind.LANGUAGES if _LANGUAGES.fullmatch(text):
                return text
            case OptionKind.ENGINE if _ENGINE.fullmatch(text):
                return text
            case OptionKind.CHOICE:
                for value, _words in self.values:
                    if text == value:
                        return value
            case OptionKind.FLAG if text.lower() in _FLAGS:
                return _FLAGS[text.lower()]
            case OptionKind.PAGES:
                check_page_numbers(text)
                return text
        raise TranscritorError(ErrorCode.REQUEST_INVALID, reason=self.form_name)

    def words(self, value: OptionValue) -> str:
        """`value` for people."""
        match self.kind:
            case OptionKind.LANGUAGES:
                return languages_words(str(value))
            case OptionKind.CHOICE:
                return next((words() for known, words in self.values if known == value), str(value))
            case OptionKind.ENGINE:
                return str(value)
            case OptionKind.FLAG:
                return tr("yes") if value else tr("no")
            case OptionKind.PAGES:
                return str(value) if value else tr("all")


def option(
    default: _Value,
    *,
    kind: OptionKind,
    label: Words,
    help: Words,  # noqa: A002 - what it is called everywhere
    form_name: str = "",
    cli_name: str = "",
    values: tuple[tuple[StrEnum, Words], ...] = (),
    changes_text: bool = True,
) -> _Value:
    """A field of a dataclass of options. Names that are not given are made from the field's own."""
    spec = Option("", default, kind, label, help, form_name, cli_name, values, changes_text)
    made: _Value = field(default=default, metadata={_KEY: spec})
    return made


def options_of(kind: type[Any]) -> tuple[Option, ...]:
    """The options among the fields of a dataclass, in their order."""
    return tuple(_named(each.metadata[_KEY], each.name) for each in fields(kind) if _KEY in each.metadata)


def deciding_values(options: Any) -> dict[str, OptionValue]:
    """Of all fields of `options`, by their names, but those that cannot change what is read on a page."""
    exempt = {each.name for each in options_of(type(options)) if not each.changes_text}
    return {each.name: getattr(options, each.name) for each in fields(options) if each.name not in exempt}


def _named(spec: Option, name: str) -> Option:
    form_name = spec.form_name if spec.form_name else name
    cli_name = spec.cli_name if spec.cli_name else form_name.replace("_", "-")
    return replace(spec, name=name, form_name=form_name, cli_name=cli_name)
