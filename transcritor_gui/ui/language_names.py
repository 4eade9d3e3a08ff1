"""Names of languages in the window: the usual ones, and of rare ones what Qt calls them."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from transcritor_gui import language_names

__all__ = ["language_name"]


def language_name(code: str) -> str:
    """'Portuguese' for 'por', in the language in force; its own name, or the code, of a rare one."""
    known = language_names.language_name(code)
    if known != code:
        return known
    language = QLocale.codeToLanguage(code.partition("_")[0], QLocale.LanguageCodeType.ISO639Alpha3)
    if language == QLocale.Language.AnyLanguage:
        return code
    native = QLocale(language).nativeLanguageName()
    return f"{native[:1].upper()}{native[1:]}" if native else QLocale.languageToString(language)
