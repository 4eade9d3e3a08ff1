"""Names of languages for people, from the codes that recognition models go by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

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
    """'Portuguese' for 'por', in the language in force; the code itself for a rare one."""
    known = _names().get(code)
    return code if known is None else known()
