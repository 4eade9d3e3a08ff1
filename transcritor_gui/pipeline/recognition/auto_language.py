"""RegionReading a picture in a language that nobody named: first in the usual ones, again when it is another.

The words of a first reading in the wrong language of the same script are wrong in their accents, not in
their shape, so that `language` can tell from them what to read again in. Used by `page`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from transcritor_gui.model import AUTO_LANGUAGES, Word
from transcritor_gui.pipeline.recognition.language import find_language
from transcritor_gui.pipeline.recognition.picture import RegionReading

__all__ = ["languages_to_begin_with", "read_again_in"]

_USUAL = ("por", "eng")


def languages_to_begin_with(languages: str, installed: Sequence[str]) -> str:
    """`languages`, or for AUTO_LANGUAGES those of a first reading: Portuguese and English where installed."""
    if languages != AUTO_LANGUAGES:
        return languages
    usual = [code for code in _USUAL if code in installed]
    return "+".join(usual if usual else installed[:1]) or "+".join(_USUAL)


def read_again_in(
    first: RegionReading, read: Callable[[str], RegionReading], *, languages: str, installed: Sequence[str]
) -> tuple[RegionReading, str]:
    """The better of `first`, read in `languages`, and of a reading in what its words are found to be.

    `read` is called only when all of that is installed and it begins with a language that is not among
    `languages`: ordinary pages are read once. Gives the reading and the languages it was read in.
    """
    found = find_language([word.text for word in first.words]).languages
    main = found.partition("+")[0]
    wanted = "+".join(code for code in found.split("+") if code in installed)
    if not main or main in languages.split("+") or main not in installed:
        return first, languages
    second = read(wanted)
    return (second, wanted) if _worth(second.words) >= _worth(first.words) else (first, languages)


def _worth(words: tuple[Word, ...]) -> float:
    """How much was read, counted by how far it can be trusted."""
    return sum(len(word.text) * (word.confidence if word.confidence is not None else 0.0) for word in words)
