"""Names of languages for people, from the codes that recognition models go by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from PySide6.QtCore import QLocale

from transcritor_gui.i18n import tr

__all__ = ["language_name"]


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
    """'Portuguese' for 'por', in the language in force; its own name, or the code, of a rare one."""
    known = _names().get(code)
    if known is not None:
        return known()
    language = QLocale.codeToLanguage(code.partition("_")[0], QLocale.LanguageCodeType.ISO639Alpha3)
    if language == QLocale.Language.AnyLanguage:
        return code
    native = QLocale(language).nativeLanguageName()
    return f"{native[:1].upper()}{native[1:]}" if native else QLocale.languageToString(language)
