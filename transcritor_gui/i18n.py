"""Words for people, in English or Brazilian Portuguese.

The sources hold the English text inside `tr()` or `ntr()`; `resources/translations/LANG/LC_MESSAGES/
transcritor.mo` holds the other language (made by `make translations`). `install_language` is called once
by the entry module, before anything is shown. Facts go in by keyword, never by f-string:
``tr("Page {page} could not be read", page=7)``.
"""

from __future__ import annotations

import gettext
import locale
import os
from typing import Final

from transcritor_gui.paths import resource_dir

__all__ = ["LANGUAGES", "current_language", "install_language", "ntr", "system_language", "tr"]

LANGUAGES: Final = ("en", "pt_BR")

_DOMAIN = "transcritor"


class _Catalogue:
    """The language in force; one a process, as gettext itself has it."""

    def __init__(self) -> None:
        self.language = "en"
        self.translations: gettext.NullTranslations = gettext.NullTranslations()


_catalogue = _Catalogue()


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
    _catalogue.language = language
    if language == "en":
        _catalogue.translations = gettext.NullTranslations()
    else:
        _catalogue.translations = gettext.translation(
            _DOMAIN, localedir=resource_dir() / "translations", languages=[language]
        )


def current_language() -> str:
    return _catalogue.language


def tr(message: str, /, **facts: object) -> str:
    """`message` in the language in force, with its {facts} filled in."""
    text = _catalogue.translations.gettext(message)
    return text.format(**facts) if facts else text


def ntr(singular: str, plural: str, count: int, /, **facts: object) -> str:
    """The form of the message that goes with `count`, which is also its {count} fact."""
    text = _catalogue.translations.ngettext(singular, plural, count)
    return text.format(count=count, **facts)
