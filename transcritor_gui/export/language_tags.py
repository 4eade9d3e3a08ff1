"""Tesseract's codes of languages as the tags (BCP 47) by which document formats name them."""

from __future__ import annotations

__all__ = ["language_tag", "regional_tag"]

_LANGUAGES = {
    "por": "pt",
    "eng": "en",
    "spa": "es",
    "fra": "fr",
    "deu": "de",
    "ita": "it",
    "lat": "la",
    "nld": "nl",
    "cat": "ca",
    "ell": "el",
    "ara": "ar",
    "heb": "he",
    "jpn": "ja",
    "kor": "ko",
    "tha": "th",
}
_REGIONS = {"pt": "pt-BR", "en": "en-US"}


def language_tag(languages: str) -> str:
    """The tag of the first of the codes ('por+eng' gives 'pt'); '' for one not known here."""
    return _LANGUAGES.get(languages.split("+", 1)[0], "")


def regional_tag(languages: str) -> str:
    """The same with a region where word processors have a dictionary for each ('pt-BR')."""
    tag = language_tag(languages)
    return _REGIONS.get(tag, tag)
