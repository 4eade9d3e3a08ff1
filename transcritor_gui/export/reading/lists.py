"""The sign in front of a list item, as the page has it: a bullet, a number, a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transcritor_gui.export.reading.flow import TextRun
from transcritor_gui.model.list_signs import BULLETS, DASHES

__all__ = ["Marker", "split_marker"]

_BULLET = re.compile(rf"^[{re.escape(BULLETS + DASHES)}]\s+")
_NUMBER = re.compile(r"^(\d{1,4})[.)]\s+")
_LETTER = re.compile(r"^(\(?[a-zA-Z]{1,5}\)|[IVXLC]{1,6}\s?[-–—.]|\(?\d{1,4}\))\s+")


@dataclass(frozen=True, slots=True)
class Marker:
    text: str = ""
    """The sign as printed where it says something ('a)', 'IV -', '3.'); '' for a bullet or none."""
    number: int | None = None
    """The number of a plainly numbered item."""


def split_marker(runs: Sequence[TextRun]) -> tuple[Marker, tuple[TextRun, ...]]:
    """The marker of a list item's first line, and the line without it."""
    if not runs:
        return Marker(), ()
    first, *rest = runs
    bullet = _BULLET.match(first.text)
    if bullet is not None:
        return Marker(), _cut(first, bullet.end(), rest)
    number = _NUMBER.match(first.text)
    if number is not None:
        marker = Marker(number.group().strip(), int(number.group(1)))
        return marker, _cut(first, number.end(), rest)
    letter = _LETTER.match(first.text)
    if letter is not None:
        return Marker(letter.group().strip()), _cut(first, letter.end(), rest)
    return Marker(), tuple(runs)


def _cut(first: TextRun, length: int, rest: Sequence[TextRun]) -> tuple[TextRun, ...]:
    remainder = replace(first, text=first.text[length:])
    return (remainder, *rest) if remainder.text else tuple(rest)
