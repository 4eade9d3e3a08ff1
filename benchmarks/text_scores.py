"""Words found and right on digital pages, held against what most programs give and what the page shows. Pure.

A word counts by its place. Programs put words in another order, part them by other spaces, and give them
twice where they are printed twice; so the words of all are laid on the page, and those that say the same in
the same place are one. Expected is a word that most programs give there and that can be seen there: on the
page, with ink under it. Where somebody does not give it (it may be hidden under a picture, or be the letters
of a broken font that one of them mends), its ink is read, too; what says something else nobody has to
find, nor a piece of a word of which the ink says all.

Right is a given word that two of the others give there and that has ink under it, or that its ink says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from transcritor_gui.model import Box

__all__ = ["JudgedPage", "PageScore", "Picture", "PlacedText", "judged", "tokens"]

_WORD = re.compile(r"[^\W_]+(?:['.,/][^\W_]+)*")
_SHORTEST = 2
"""Letters: single ones are as often parts of formulas, which everybody takes apart in another way."""
_BREAKS = str.maketrans({"\xad": "-", "\ufffe": "-", "\x02": "-", "’": "'"})
_NEAR, _NEAR_PT = 0.6, 2.0
"""Of the larger box, and beyond that: between the middles of boxes of one word, as programs differ by how far
they reach above and below the letters."""
_SAME_BOX = 0.5
"""Share of the smaller of two boxes from which a program gives one word twice."""


_PART = 0.6
"""Share of a piece's box that lies in the box of the whole word."""


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A word that a program gives, or several, in points on the page as shown; without a box, anywhere."""

    text: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class PageScore:
    """Of one program on one page: words found of those expected, and right of those given."""

    found: int
    expected: int
    right: int
    given: int


@dataclass(frozen=True, slots=True)
class JudgedPage:
    scores: Mapping[str, PageScore]
    """By the name of each of the others, and by '' of the program."""
    missed: tuple[PlacedText, ...]
    """Expected words that the program does not give."""
    wrong: tuple[PlacedText, ...]
    """Words that it gives and should not."""
    unseen: int
    """Words that most give and the page does not show."""


class Picture(Protocol):
    """What is seen of a page."""

    def has_ink(self, text: str, box: Box) -> bool:
        """Whether anything is drawn in `box`, or would be if the computer had letters for `text`."""
        ...

    def shows(self, text: str, box: Box) -> bool:
        """Whether the ink in `box` says `text`, or may: letters of scripts that cannot be recognised."""
        ...


def tokens(words: Iterable[PlacedText]) -> list[PlacedText]:
    """The words in `words`, composed; what a hyphen joins is two, each with its part of the box."""
    found = []
    for word in words:
        whole = unicodedata.normalize("NFKC", word.text.translate(_BREAKS))
        for match in _WORD.finditer(whole):
            if len(match[0]) >= _SHORTEST:
                found.append(PlacedText(match[0], _part(word.box, match.span(), len(whole))))
    return found


def _part(box: Box | None, span: tuple[int, int], length: int) -> Box | None:
    if box is None or span == (0, length) or box.height > box.width:
        return box
    return Box(box.x0 + box.width * span[0] / length, box.y0, box.x0 + box.width * span[1] / length, box.y1)


@dataclass(slots=True)
class _Place:
    """One word in one place."""

    text: str
    box: Box
    by: set[str] = field(default_factory=set)
    seen: bool = False
    """Whether it is on the page, with ink under it."""


def judged(
    ours: Sequence[PlacedText], peers: Mapping[str, Sequence[PlacedText]], picture: Picture
) -> JudgedPage:
    """The score of each program; `ours` and `peers` are `tokens`."""
    places = _places(peers)
    by_text: dict[str, list[_Place]] = {}
    for place in places:
        by_text.setdefault(place.text, []).append(place)
    everybody = {"": ours, **peers}
    taken = {name: _taken(words, by_text) for name, words in everybody.items()}
    for name in peers:
        for own in filter(None, taken[name]):
            own.by.add(name)
    held = {name: {id(place) for place in found if place is not None} for name, found in taken.items()}
    for place in places:
        place.seen = picture.has_ink(place.text, place.box)
    wrong: dict[str, list[PlacedText]] = {}
    proven: list[PlacedText] = []
    for name, words in everybody.items():
        wrong[name] = []
        for word, standing in zip(words, taken[name], strict=True):
            if standing is None or not standing.seen or len(standing.by) < min(2, len(peers)):
                (proven if _is_shown(word, standing, picture) else wrong[name]).append(word)
    most = len(peers) // 2 + 1
    agreed = [place for place in places if len(place.by) >= most]
    expected = [
        place
        for place in agreed
        if place.seen
        and (
            all(id(place) in owned for owned in held.values())
            or (picture.shows(place.text, place.box) and not any(_is_part(place, word) for word in proven))
        )
    ]
    scores = {}
    for name, words in everybody.items():
        found = sum(id(place) in held[name] for place in expected)
        scores[name] = PageScore(found, len(expected), len(words) - len(wrong[name]), len(words))
    missed = [PlacedText(place.text, place.box) for place in expected if id(place) not in held[""]]
    return JudgedPage(scores, tuple(missed), tuple(wrong[""]), len(agreed) - len(expected))


def _is_shown(word: PlacedText, place: _Place | None, picture: Picture) -> bool:
    box = word.box if word.box is not None else place.box if place is not None else None
    return box is not None and picture.has_ink(word.text, box) and picture.shows(word.text, box)


def _is_part(place: _Place, word: PlacedText) -> bool:
    """Whether a place holds but a piece of a word whose ink says all of it: letters that stand apart."""
    return (
        word.box is not None and len(word.text) > len(place.text) and place.box.covered_by(word.box) > _PART
    )


def _places(peers: Mapping[str, Sequence[PlacedText]]) -> list[_Place]:
    """The words of all programs that say where they are, each once."""
    by_text: dict[str, list[_Place]] = {}
    for words in peers.values():
        placed = [word for word in words if word.box is not None]
        taken = _taken(placed, by_text)
        own: dict[str, list[Box]] = {}
        for word, place in zip(placed, taken, strict=True):
            if word.box is None:
                continue
            before = own.setdefault(word.text, [])
            if place is None and not any(word.box.is_same_place(box, share=_SAME_BOX) for box in before):
                by_text.setdefault(word.text, []).append(_Place(word.text, word.box))
            before.append(word.box)
    return [place for places in by_text.values() for place in places]


def _taken(words: Sequence[PlacedText], by_text: Mapping[str, list[_Place]]) -> list[_Place | None]:
    """The place that each of a program's words stands in; none is taken twice."""
    free = {text: list(places) for text, places in by_text.items()}
    taken: list[_Place | None] = []
    for word in words:
        near = [
            place for place in free.get(word.text, ()) if word.box is None or _is_near(word.box, place.box)
        ]
        if not near:
            taken.append(None)
            continue
        best = near[0] if word.box is None else min(near, key=lambda place: _distance(word.box, place.box))
        free[word.text].remove(best)
        taken.append(best)
    return taken


def _is_near(one: Box, other: Box) -> bool:
    across = _NEAR * max(one.width, other.width) + _NEAR_PT
    down = _NEAR * max(one.height, other.height) + _NEAR_PT
    return abs(one.x_centre - other.x_centre) < across and abs(one.y_centre - other.y_centre) < down


def _distance(one: Box | None, other: Box) -> float:
    return 0.0 if one is None else abs(one.x_centre - other.x_centre) + abs(one.y_centre - other.y_centre)
