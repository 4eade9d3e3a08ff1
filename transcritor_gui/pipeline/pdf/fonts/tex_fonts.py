"""Letters of TeX's bitmapped fonts below the space: ligatures, dashes, quotation marks, accents.

Such fonts (Type 3, of dvips) name their glyphs by number and have no map, so that PDFium gives the number
itself: most are those of ASCII, but 'fi' is a form feed or a file separator, and a word falls apart at it.
Which of TeX's two text encodings a page has is told by what it uses. Used by `characters`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

__all__ = ["with_tex_letters"]

_OT1 = dict(
    enumerate("ΓΔΘΛΞΠΣΥΦΨΩ\ufb00\ufb01\ufb02\ufb03\ufb04ı\u0237`´ˇ˘¯˚¸ßæœøÆŒØ")
)  # The TeXbook, appendix F: roman type
_T1 = dict(
    enumerate("`´ˆ˜¨˝˚ˇ˘¯˙¸˛‚‹›“”„«»–—\0\0ı\u0237\ufb00\ufb01\ufb02\ufb03\ufb04")
)  # LaTeX's font encodings guide (encguide), T1
_OT1_LIGATURES, _T1_LIGATURES = range(0x0B, 0x10), range(0x1B, 0x20)
_FIRST_ACCENTED = 0xC0
"""In T1 as in Latin-1; OT1 ends before."""
_SPACE, _LINE_FEED, _CARRIAGE_RETURN = 0x20, 0x0A, 0x0D
_BESIDE = 2
"""Letters on one side of a ligature that make it part of a word, which stands in no formula."""

Units = npt.NDArray[np.uint32]


def with_tex_letters(
    units: Units, *, is_unmapped: Callable[[int], bool], font_of: Callable[[int], int]
) -> Units:
    """The value of each character, those of TeX's fonts as they are seen.

    `is_unmapped` and `font_of` say of a character, by its place, whether its font maps it, and which it is; 0
    for one that is not of Type 3.
    """
    low = np.flatnonzero((units < _SPACE) & (units != _LINE_FEED))
    if not (units[low] != _CARRIAGE_RETURN).any():
        return units
    below = [place for place in low.tolist() if is_unmapped(place)]
    ligatures = [
        place
        for place in below
        if (int(units[place]) in _OT1_LIGATURES or int(units[place]) in _T1_LIGATURES)
        and _is_in_word(units, place)
    ]
    fonts = {font_of(place) for place in ligatures if _has_font_beside(place, units, font_of)}
    if not fonts:
        return units
    found = units.copy()
    in_t1 = sum(int(units[place]) in _T1_LIGATURES for place in ligatures)
    table = _T1 if 2 * in_t1 > len(ligatures) else _OT1
    for place in below:
        letter = table.get(int(units[place]), "\0")
        if letter != "\0" and font_of(place) in fonts:
            found[place] = ord(letter)
    return found


def _is_letter(unit: int) -> bool:
    return ord("a") <= unit | 0x20 <= ord("z") or unit >= _FIRST_ACCENTED


def _is_in_word(units: Units, place: int) -> bool:
    """Whether letters stand before or after, as in no formula."""
    before, after = units[max(place - _BESIDE, 0) : place], units[place + 1 : place + 1 + _BESIDE]
    return any(len(side) == _BESIDE and all(map(_is_letter, side.tolist())) for side in (before, after))


def _has_font_beside(place: int, units: Units, font_of: Callable[[int], int]) -> bool:
    beside = (other for other in (place - 1, place + 1) if 0 <= other < len(units))
    font = font_of(place)
    return font != 0 and any(_is_letter(int(units[other])) and font_of(other) == font for other in beside)
