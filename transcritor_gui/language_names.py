"""Names of languages for people, from the codes that recognition models go by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from transcritor_gui.i18n import current_language, tr
from transcritor_gui.model import AUTO_LANGUAGES

__all__ = ["language_name", "languages_words"]


@cache
def _names() -> Mapping[str, Callable[[], str]]:
    return {
        "ara": lambda: tr("Arabic"),
        "cat": lambda: tr("Catalan"),
        "chi_sim": lambda: tr("Chinese (simplified)"),
        "chi_tra": lambda: tr("Chinese (traditional)"),
        "deu": lambda: tr("German"),
        "ell": lambda: tr("Greek"),
        "eng": lambda: tr("English"),
        "equ": lambda: tr("Mathematical formulas"),
        "fra": lambda: tr("French"),
        "glg": lambda: tr("Galician"),
        "heb": lambda: tr("Hebrew"),
        "ita": lambda: tr("Italian"),
        "jpn": lambda: tr("Japanese"),
        "kor": lambda: tr("Korean"),
        "lat": lambda: tr("Latin"),
        "nld": lambda: tr("Dutch"),
        "pol": lambda: tr("Polish"),
        "por": lambda: tr("Portuguese"),
        "rus": lambda: tr("Russian"),
        "spa": lambda: tr("Spanish"),
        "ukr": lambda: tr("Ukrainian"),
    }


def language_name(code: str) -> str:
    """'Portuguese' for 'por', in the language in force; the code itself for a rare one."""
    known = _names().get(code)
    return code if known is None else known()


def languages_words(languages: str) -> str:
    """Codes joined by '+' as people read them: 'Portuguese and English'; 'auto' in words."""
    if languages == AUTO_LANGUAGES:
        return tr("automatic")
    names = [language_name(code) for code in languages.split("+") if code]
    if len(names) < 2:
        return "".join(names)
    if current_language() == "pt_BR":  # where a language is written small, but at the beginning
        names[1:] = [f"{name[:1].lower()}{name[1:]}" for name in names[1:]]
    return tr("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])
