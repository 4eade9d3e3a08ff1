"""The rules of tables that are set in characters: '+------+', '|', '─────', as printed reports have them.

They are words of the page, and become rules like drawn ones where a table is found between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from transcritor_gui.model import Word
from transcritor_gui.pipeline.box_array import box_array
from transcritor_gui.pipeline.rules import Rule

__all__ = ["SignRules", "rules_in_signs"]

_DASHES = frozenset("-=_–—─━═╌╍┄┅┈┉")
_CORNERS = frozenset("+|*:┼├┤┬┴┌┐└┘╔╗╚╝╠╣╦╩╬╪╫╞╡╤╧╥╨")
_SIGNS = _DASHES | _CORNERS
_BARS = frozenset("|¦│┃║")
_FEWEST_DASHES = 4
_FEWEST_ACROSS, _FEWEST_BARS = 2, 3
"""Lines across a page, and bars below one another, that may be of a table."""
_LEVEL, _SAME_PLACE = 0.5, 0.4
"""Of a word's height: how far words of one line lie apart across it, and bars below one another along it."""
_NEXT_BAR = 2.6
"""Of its height: how far below a bar the next one of its rule is, with a line across between."""
_REACH = 1.2
"""Of its height: how far from the ends of a rule of bars the line across may lie that it meets."""


@dataclass(frozen=True, slots=True)
class SignRules:
    rules: tuple[Rule, ...] = ()
    places: frozenset[int] = field(default=frozenset())
    """Of the words that they are made of."""


def rules_in_signs(words: Sequence[Word]) -> SignRules:
    """The rules that are set in characters among the words of a page, where there are some to speak of."""
    texts = [word.text for word in words]
    # Told by its first letter of nearly every word.
    dashes = [place for place, text in enumerate(texts) if text[:1] in _SIGNS and _is_line(text)]
    bars = [place for place, text in enumerate(texts) if text in _BARS]
    if len(dashes) < _FEWEST_ACROSS and len(bars) < 2 * _FEWEST_BARS:
        return SignRules()
    signs = frozenset(dashes) | frozenset(bars)
    lines = _standing_alone(dashes, words, signs)
    across = [_across(words[place]) for place in lines]
    down: list[Rule] = []
    used: list[int] = []
    for column in _columns_of(bars, words):
        down.append(_down([words[place] for place in column], across))
        used.extend(column)
    if len({rule.y0 for rule in across}) < _FEWEST_ACROSS and not down:
        return SignRules()
    return SignRules((*across, *down), frozenset((*lines, *used)))


def _is_line(text: str) -> bool:
    return (
        len(text) >= _FEWEST_DASHES
        and _SIGNS.issuperset(text)
        and sum(letter in _DASHES for letter in text) >= _FEWEST_DASHES
    )


def _standing_alone(dashes: Sequence[int], words: Sequence[Word], signs: frozenset[int]) -> list[int]:
    """Those of `dashes` with nothing but signs on their line: dashes after a label are to be written on."""
    others = box_array([word.box for place, word in enumerate(words) if place not in signs]).reshape(-1, 4)
    middle, height = (others[:, 1] + others[:, 3]) / 2, others[:, 3] - others[:, 1]
    return [
        place
        for place in dashes
        if not np.any(
            np.abs(middle - words[place].box.y_centre) <= _LEVEL * np.maximum(height, words[place].box.height)
        )
    ]


def _across(word: Word) -> Rule:
    return Rule(word.box.x0, word.box.y_centre, word.box.x1, word.box.y_centre)


def _columns_of(bars: Sequence[int], words: Sequence[Word]) -> list[list[int]]:
    """Bars below one another, with no more than a line between two of them."""
    columns: list[list[int]] = []
    for place in sorted(bars, key=lambda bar: words[bar].box.y_centre):
        box = words[place].box
        for column in columns:
            last = words[column[-1]].box
            if (
                abs(last.x_centre - box.x_centre) <= _SAME_PLACE * box.height
                and 0 < box.y_centre - last.y_centre <= _NEXT_BAR * box.height
            ):
                column.append(place)
                break
        else:
            columns.append([place])
    return [column for column in columns if len(column) >= _FEWEST_BARS]


def _down(bars: Sequence[Word], across: Sequence[Rule]) -> Rule:
    """The rule that bars make, up and down to the lines across that it meets."""
    top, bottom = bars[0].box, bars[-1].box
    x = sum(bar.box.x_centre for bar in bars) / len(bars)
    y0, y1 = top.y0, bottom.y1
    for rule in across:
        if rule.x0 - top.width <= x <= rule.x1 + top.width:
            if 0 <= top.y_centre - rule.y0 <= _REACH * top.height:
                y0 = min(y0, rule.y0)
            if 0 <= rule.y0 - bottom.y_centre <= _REACH * bottom.height:
                y1 = max(y1, rule.y0)
    return Rule(x, y0, x, y1)
