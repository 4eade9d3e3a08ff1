"""Words for people, in English or Brazilian Portuguese.

The sources hold the English text inside `tr()` or `ntr()`; `resources/translations/LANG/LC_MESSAGES/
transcritor.mo` holds the other language (made by `make translations`). `install_language` is called once
by the entry module, before anything is shown. Facts go in by keyword, never by f-string:
``tr("Page {page} could not be read", page=7)``. Whole numbers among the facts are written as `number` writes
them; one that is a name rather than a count (a port, an exit code) goes in as text.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from transcritor_gui.paths import resource_dir

__all__ = [
    "LANGUAGES",
    "current_language",
    "install_language",
    "ntr",
    "number",
    "speaking",
    "system_language",
    "tr",
]

LANGUAGES: Final = ("en", "pt_BR")

_DOMAIN = "transcritor"


class _Catalogue:
    """The language in force; one a process, as gettext itself has it."""

    def __init__(self) -> None:
        self.language = "en"
        self.translations: gettext.NullTranslations = gettext.NullTranslations()


_catalogue = _Catalogue()
_spoken: ContextVar[_Catalogue | None] = ContextVar("spoken", default=None)
"""For a part of the program that answers several people at once."""


def _in_force() -> _Catalogue:
    spoken = _spoken.get()
    return _catalogue if spoken is None else spoken


def system_language() -> str:
    """'pt_BR' where the system speaks Portuguese of any country, else 'en'."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        value = os.environ.get(variable)
        if value:
            return "pt_BR" if value.lower().startswith("pt") else "en"
    name = locale.getlocale()[0]  # Windows says 'Portuguese_Brazil', macOS 'pt_BR'
    return "pt_BR" if name is not None and name.lower().startswith(("pt", "portuguese")) else "en"


def install_language(language: str) -> None:
    """Make `tr` answer in `language`, one of LANGUAGES."""
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    _fill(_catalogue, language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """`tr` answers in `language`, one of LANGUAGES, within the block; elsewhere it goes on as it was."""
    catalogue = _Catalogue()
    _fill(catalogue, language)
    token = _spoken.set(catalogue)
    try:
        yield
    finally:
        _spoken.reset(token)


def _fill(catalogue: _Catalogue, language: str) -> None:
    catalogue.language = language
    if language == "en":
        catalogue.translations = gettext.NullTranslations()
    else:  # gettext keeps what it has read
        catalogue.translations = gettext.translation(
            _DOMAIN, localedir=resource_dir() / "translations", languages=[language]
        )


def current_language() -> str:
    return _in_force().language


def number(value: int) -> str:
    """A whole number as the language in force writes it: '6,001' or '6.001'."""
    return f"{value:,}".replace(",", "." if current_language() == "pt_BR" else ",")


def tr(message: str, /, **facts: object) -> str:
    """`message` in the language in force, with its {facts} filled in."""
    text = _in_force().translations.gettext(message)
    return _filled(text, facts) if facts else text


def ntr(singular: str, plural: str, count: int, /, **facts: object) -> str:
    """The form of the message that goes with `count`, which is also its {count} fact."""
    text = _in_force().translations.ngettext(singular, plural, count)
    return _filled(text, {"count": count, **facts})


def _filled(text: str, facts: Mapping[str, object]) -> str:
    return text.format(**{name: number(fact) if type(fact) is int else fact for name, fact in facts.items()})
