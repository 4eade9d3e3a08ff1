"""Ordinals of a page read alike: one document writes "3º" or "3°", not both.

In most faces the two signs are the same ring; which of them an engine sees is chance. Where most ordinals of
a page are read with "º", those after "§", "art." or "nº" that are read with "°" are the same sign. Pure;
called by `recognise` once all words of a page are chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from transcritor_gui.pipeline.recognition.readings import JudgedWord
from transcritor_gui.pipeline.recognition.signs import BEFORE_ORDINAL

__all__ = ["with_one_ordinal_sign"]

_TAIL = r"[.,;:)\]]*"
_ORDINAL = re.compile(rf"(?:\d{{1,3}}|[nN])([º°])(?:-[A-Z])?{_TAIL}")
_FEWEST, _MOSTLY = 3, 2
"""Ordinals with "º" on a page, and how many of them for each with "°", by which that is the page's sign."""


def with_one_ordinal_sign(judged: Sequence[JudgedWord]) -> tuple[JudgedWord, ...]:
    """The words of a page in their order, with "º" where the page has it and an ordinal is read with "°"."""
    found = [_ORDINAL.fullmatch(item.word.text) for item in judged]
    signs = [match[1] for match in found if match is not None]
    degrees = signs.count("°")
    if not degrees or len(signs) - degrees < max(_FEWEST, _MOSTLY * degrees):
        return tuple(judged)
    before = ("", *(item.word.text for item in judged))
    return tuple(
        _with_sign(item) if match is not None and match[1] == "°" and _is_cited(match, previous) else item
        for item, match, previous in zip(judged, found, before, strict=False)
    )


def _is_cited(match: re.Match[str], previous: str) -> bool:
    return match[0][0] in "nN" or previous.strip(",;:()“”\"'").lower() in BEFORE_ORDINAL


def _with_sign(item: JudgedWord) -> JudgedWord:
    text = item.word.text
    return replace(item, word=replace(item.word, text=text.replace("°", "º")), alternative=text)
