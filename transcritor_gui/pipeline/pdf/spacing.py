"""Where words begin and end among the glyphs of a page, judged from the room between them. Pure.

PDFium leaves out spaces that the places of the glyphs show, and sees some where letters are merely spaced
out; producers put spaces between letters. What counts is what the eye sees: the gap, in sizes of the type,
against the gaps between the letters of the same line.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.box_array import is_any_of
from transcritor_gui.pipeline.pdf.line_statistics import FEWEST_NEIGHBOURS, medians, spread
from transcritor_gui.pipeline.pdf.spaced_letters import join_spaced_letters

__all__ = [
    "BARE_LINE_END",
    "HELD_SPACE",
    "LINE_END",
    "MADE_UP_SPACE",
    "Gaps",
    "is_letter",
    "is_line_end",
    "is_right_to_left",
    "word_starts",
]

# All in sizes of the type. Letters of one word keep within 0.05 of each other (kerning); the narrowest
# space of a justified line is 0.15 wide. Between the two, a space that the page or PDFium has decides.
_SPACE = 0.16
_SPACE_BETWEEN_PIECES, _SPACE_WITHOUT_SIGNS = 0.12, 0.22
"""Where a new piece of text begins with it; where PDFium sees spaces between all letters."""
_FEWEST_MADE_UP, _HALF = 8, 0.5
_LEAST_SPACE = 0.07
_LEAST_HELD_SPACE = 0.05
_OFF_THE_LETTERS = 0.03
"""By which a small letter behind a space that the page holds is off its place beside the one before it: words
that overlap, or nearly touch, as in lines set with the widths of another font."""
_FEWEST_OFF, _OFTEN_OFF = 6, 0.3
"""Pieces of text behind such spaces that are off, and their share of a page's, from which all pieces behind
such spaces are words."""
_SPACE_OF_UNSEEN = 0.35
"""An earlier OCR stretches its letters over the picture of the word."""
_SPACE_OF_STACKED = 0.6
"""Chinese and Japanese are written without spaces, and spaced out to fill a line."""
_FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = 0x2E80, 0x1F000
_SAME_BASELINE = 0.3
_RAISED = 0.1
"""Figures that are raised or lowered further than this make words of their own unless they touch."""
_TOUCHING = 0.12
_DEEPEST = 0.6
"""How far a raised letter may reach back over the one before it, as in LaTeX's own name."""
_LETTERSPACED = 0.03
_MOST_LETTERSPACED = 0.19
"""The gap between most neighbours of a line; wider ones are spaces of a line of single letters, unless all
are exactly alike."""
_TIGHT, _SOME = 0.3, 0.2
"""Of the gap that most of a line have, those of letters that are not spaced out; and their least share."""
_MANY = 0.3
"""Of the neighbours of a line: so many that touch are no letters that are merely spaced out."""
_MOST_EVENLY_SPACED, _EXACTLY = 1.0, 0.015
_MOST_PITCH = 1.3
_EVEN_PITCH = 0.04
_MOSTLY = 0.7
_LONGEST_WORD, _SEVERAL = 15, 2
"""Pairs of letters of a line without room between any, and spaces that it holds, from which it is no single
word."""
_LEADER_GAP = 1.6
_LEADERS = tuple(map(ord, "._·…"))
MADE_UP_SPACE, HELD_SPACE, LINE_END, BARE_LINE_END = 1, 2, 3, 4
"""What stands before a glyph where anything does; the last is an end of a line without a space beside it."""
_RIGHT_TO_LEFT = ((0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC))
_FEWEST_GLYPHS = 2
_LEAST_SIZE = 0.01
"""In units of user space, for type of no size."""
_RAISED_MOST = 0.7
"""What is further off the baseline is another line."""
_RETURN = 0.3
"""Twice what the middle of a glyph lies before that of the one before it, where a line begins anew."""
_STACKED_ROOM, _STACKED_ASIDE = 1.8, 0.7
"""How far below, and how far beside, the one before it a glyph of a vertical line may stand."""
_FAR_AHEAD, _FAR_BACK = 3.0, -1.5
"""Gaps outside of these part lines that share a baseline."""
_OTHER_SIZE = 0.1
"""Share of the size by which the type of a line may vary."""
_WIDEST_LETTERSPACE = 0.6
"""Wider gaps are not counted when the usual one of a line is sought."""
_STEPPED = 0.9
"""Of the letters on a grid: those that are one step or two from the one before."""
_GRID_SPREAD = 0.05
"""Standard deviation of the gaps, under which letters are merely spaced out, not set at even steps."""
_LEAST_PITCH = 0.3
_STEP_LEFT_OUT = 1.5
"""Steps from which one is left out."""
_SAME_TYPE = 0.02
"""By which the baseline and size of two parts of a word may differ."""
_STOPS, _POINTS = tuple(map(ord, ";?!…—")), tuple(map(ord, ".,:"))
"""What ends a sentence or a part of one; the latter stand in addresses as well."""
_FIRST_ACCENTED, _FIRST_SMALL_ACCENTED = 0xC0, 0xDF
_HYPHENS = (0x02, 0xFFFE)
"""How PDFium marks a hyphen that breaks a word at a line's end."""

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Gaps:
    """The glyphs of a page in content order, as far as it takes to tell words apart; one row a glyph."""

    codes: npt.NDArray[np.uint32]
    """The first Unicode value of each."""
    start: Floats
    end: Floats
    advance: Floats
    base: Floats
    size: Floats
    direction: Places
    """Glyphs of the same line have the same; what it stands for does not matter."""
    piece: Places
    """Number of the text object that draws it."""
    unseen: Flags
    """Drawn invisibly, as an earlier OCR's words are."""
    stacked: Flags
    right_to_left: Flags
    space_before: npt.NDArray[np.uint8]
    """As in `Characters`."""
    joined: Flags
    """Whether an accent of its own was taken out just before, around which PDFium sees spaces."""

    def in_order(self, places: Places) -> Gaps:
        """The glyphs at `places`, in that order."""
        return Gaps(**{each.name: getattr(self, each.name)[places] for each in fields(self)})


def is_right_to_left(codes: npt.NDArray[np.uint32]) -> Flags:
    """Of each character whether it is read leftwards."""
    found = np.zeros(len(codes), bool)
    if codes.max(initial=0) >= _RIGHT_TO_LEFT[0][0]:
        for low, high in _RIGHT_TO_LEFT:
            found |= (codes >= low) & (codes <= high)
    return found


def is_line_end(space_before: npt.NDArray[np.uint8]) -> Flags:
    """Of what stands before each glyph whether it ends a line."""
    found: Flags = space_before >= LINE_END
    return found


def word_starts(gaps: Gaps) -> Flags:
    """For each glyph whether a word begins with it."""
    count = len(gaps.codes)
    starts = np.ones(count, bool)
    if count < _FEWEST_GLYPHS:
        return starts
    pairs = _Pairs(gaps)
    starts[1:] = pairs.apart()
    follows = pairs.level & ~pairs.returns
    held = pairs.space == HELD_SPACE
    join_spaced_letters(gaps.codes, pairs.gap, starts, follows=follows, on_line=pairs.on_line, held=held)
    return starts


class _Pairs:
    """Each glyph with the one before it; all arrays have one row a pair."""

    def __init__(self, gaps: Gaps) -> None:
        self.gaps = gaps
        size = np.maximum(np.minimum(gaps.size[1:], gaps.size[:-1]), _LEAST_SIZE)
        large = np.maximum(gaps.size[1:], gaps.size[:-1])
        ahead = (gaps.start[1:] - gaps.end[:-1]) / size
        behind = (gaps.start[:-1] - gaps.end[1:]) / size
        backwards = gaps.right_to_left[1:] | gaps.right_to_left[:-1]
        self.gap = np.where(backwards, np.maximum(ahead, behind), ahead)
        rise = np.abs(gaps.base[1:] - gaps.base[:-1])
        level = rise < _SAME_BASELINE * size
        raised = (rise > _RAISED * large) & (rise < _RAISED_MOST * large)
        touching = (self.gap < _TOUCHING) & (self.gap > -_DEEPEST)
        room = (gaps.start[1:] - gaps.advance[:-1]) / size
        self.room = np.where(backwards, self.gap, np.maximum(room, self.gap))
        self.returns = (
            ~backwards
            & ~(raised & touching)
            & (gaps.start[1:] + gaps.end[1:] < gaps.start[:-1] + gaps.end[:-1] - _RETURN * size)
        )
        self.same_direction = gaps.direction[1:] == gaps.direction[:-1]
        self.on_line = self.same_direction & (level | (raised & touching))
        self.level = self.same_direction & level
        self.pitch = (gaps.start[1:] - gaps.start[:-1]) / size
        # PDFium ends lines within words where it takes the page's lines to run another way.
        self.space = gaps.space_before[1:]
        bare = self.space == BARE_LINE_END
        if bare.any():
            one_type = large < (1 + _SAME_TYPE) * size
            self.space = np.where(bare, np.where(one_type & self._touch(), 0, LINE_END), self.space)
        self.below = (
            gaps.stacked[1:]
            & gaps.stacked[:-1]
            & (gaps.base[1:] < gaps.base[:-1])
            & (gaps.base[:-1] - gaps.base[1:] < _STACKED_ROOM * large)
            & (np.abs(gaps.start[1:] - gaps.start[:-1]) < _STACKED_ASIDE * large)
        )

    def _touch(self) -> Flags:
        """Pairs of one line no further apart than its letters usually are."""
        lines = np.cumsum(~self.level | (self.gap > _FAR_AHEAD) | (self.gap < _FAR_BACK))
        counted = self.level & (self.space == 0) & (np.abs(self.gap) < _WIDEST_LETTERSPACE)
        usual = np.minimum(medians(self.gap, lines, counted), 0.0)
        found: Flags = self.level & (np.abs(self.gap - usual) < _LEAST_SPACE)
        return found

    def apart(self) -> Flags:
        gaps, gap, space = self.gaps, self.gap, self.space
        lines = self._lines()
        spaced = self._letterspacing(lines)
        void = self._made_up_throughout(lines)
        wide = gap > np.where(void, _SPACE_WITHOUT_SIGNS, _SPACE) + spaced
        wide |= self._between_pieces() & (gap > _SPACE_BETWEEN_PIECES + spaced)
        if gaps.codes.max() >= _FIRST_IDEOGRAPH:
            ideographs = (gaps.codes >= _FIRST_IDEOGRAPH) & (gaps.codes < _LAST_IDEOGRAPH)
            wide = np.where(ideographs[1:] & ideographs[:-1], gap > _SPACE_OF_STACKED, wide)
        unseen = gaps.unseen[1:] | gaps.unseen[:-1]
        wide = np.where(unseen, gap > _SPACE_OF_UNSEEN, wide)
        made_up = (space == MADE_UP_SPACE) & (unseen | ((self.room > _LEAST_SPACE + spaced) & ~void))
        held = (space == HELD_SPACE) & (unseen | (self.room > _LEAST_HELD_SPACE) | self._no_word(lines))
        ends = (space == LINE_END) & ~(gaps.joined[1:] & self.level & (gap < _LEAST_SPACE))
        apart = wide | made_up | held | ends | self.returns | ~self.on_line
        apart = self._on_a_grid(lines, apart)
        apart |= self._without_room(lines, apart)
        apart &= ~self._leaders()
        apart = np.where(self.below, space != 0, apart)
        apart |= is_any_of(gaps.codes[:-1], _HYPHENS)
        apart |= gaps.unseen[1:] != gaps.unseen[:-1]
        found: Flags = apart
        return found

    def _no_word(self, lines: Places) -> Flags:
        """Pairs with a space that the page holds, and no room, which are no letters of one word all the
        same: one ends a sentence or a word, or a small letter is off its place in a line whose letters
        stand exactly."""
        held = self._inside & (self.space == HELD_SPACE) & (self.room <= _LEAST_HELD_SPACE)
        if np.count_nonzero(held) < _SEVERAL:
            return np.zeros(len(held), bool)
        codes = self.gaps.codes
        small = ((codes >= ord("a")) & (codes <= ord("z"))) | (codes >= _FIRST_SMALL_ACCENTED)
        capital = is_letter(codes) & ~small
        ends = is_any_of(codes[:-1], _STOPS) & small[1:]
        ends |= (small[:-1] | is_any_of(codes[:-1], (*_STOPS, *_POINTS))) & capital[1:]
        counted = self._inside & (self.space == 0)
        off = np.abs(self.gap - medians(self.gap, lines, counted)) > _OFF_THE_LETTERS
        off &= small[1:] & (spread(self.gap, lines, counted) < _EXACTLY)
        found: Flags = held & (ends | off)
        pieces = held & self._between_pieces(either=True)
        if np.count_nonzero(pieces & off) >= max(_FEWEST_OFF, _OFTEN_OFF * np.count_nonzero(pieces)):
            # What is drawn with the widths of another font lies where it should at times, by chance.
            found |= pieces
        return found

    def _between_pieces(self, *, either: bool = False) -> Flags:
        """Pairs that stand between two pieces of text of several glyphs each, as a page draws them; with
        `either` it is enough that one has several."""
        piece = self.gaps.piece
        several = np.bincount(piece)[piece] > 1
        of_several = several[1:] | several[:-1] if either else several[1:] & several[:-1]
        found: Flags = (piece[1:] != piece[:-1]) & of_several & self.level
        return found

    def _made_up_throughout(self, lines: Places) -> Flags:
        """Pairs of lines in which PDFium sees spaces between letters that touch, so that they say nothing."""
        made_up = self._inside & (self.space == MADE_UP_SPACE) & (self.gap < _LEAST_SPACE)
        if np.count_nonzero(made_up) < _FEWEST_MADE_UP:
            return np.zeros(len(lines), bool)
        count = np.bincount(lines, made_up)
        found: Flags = ((count >= _FEWEST_MADE_UP) & (count >= _HALF * np.bincount(lines, self._inside)))[
            lines
        ]
        return found

    def _lines(self) -> Places:
        """The number of the line of each pair; pairs that lead from one to another have the latter's."""
        breaks = ~self.level | (self.gap > _FAR_AHEAD) | (self.gap < _FAR_BACK) | (self.space == LINE_END)
        breaks |= np.abs(np.diff(self.gaps.size)) > _OTHER_SIZE * self.gaps.size[1:]
        self._inside = ~breaks
        return np.cumsum(breaks)

    def _letterspacing(self, lines: Places) -> Floats:
        """By how much the letters of each pair's line are spaced out."""
        counted = self._inside & (self.space != HELD_SPACE) & (self.gap < _WIDEST_LETTERSPACE)
        if np.count_nonzero(counted & (self.gap > _LETTERSPACED)) < FEWEST_NEIGHBOURS // 2:
            return np.zeros(len(self.gap))
        middle = medians(self.gap, lines, counted)
        spaced = np.where(middle > _LETTERSPACED, np.minimum(middle, _MOST_LETTERSPACED), 0.0)
        spaced = np.where(self._beside_unspaced(lines, middle), 0.0, spaced)
        if middle.max(initial=0.0) > _LEAST_SPACE:
            digits = (self.gaps.codes >= ord("0")) & (self.gaps.codes <= ord("9"))
            figures = counted & digits[1:] & digits[:-1]
            # Figures of two digits side by side have as many gaps within them as between them.
            total = np.maximum(np.bincount(lines, counted), 1)
            touching = np.bincount(lines, figures & (self.gap < _LETTERSPACED)) >= _MANY * total
            parted = touching & (np.bincount(lines, figures) >= _MOSTLY * total)
            spaced = np.where(parted[lines] & (middle > _LEAST_SPACE), 0.0, spaced)
        if middle.max(initial=0.0) > _MOST_LETTERSPACED:
            unspaced = (self.space == 0) | ((self.space == MADE_UP_SPACE) & digits[1:] & digits[:-1])
            counted = self._inside & unspaced & (self.gap < _MOST_EVENLY_SPACED)
            middle = medians(self.gap, lines, counted)
            exact = (spread(self.gap, lines, counted) < _EXACTLY) & (middle > _MOST_LETTERSPACED)
            spaced = np.where(exact, middle, spaced)
        return spaced

    def _beside_unspaced(self, lines: Places, middle: Floats) -> Flags:
        """Pairs beside letters that touch, in a line whose `middle` gap is wide: one word of it is spaced
        out, and those around it are not."""
        touching = self._inside & (self.gap < np.minimum(_LETTERSPACED, _TIGHT * middle))
        enough = np.bincount(lines, touching) >= np.maximum(FEWEST_NEIGHBOURS, _SOME * np.bincount(lines))
        touching &= enough[lines]
        beside = np.zeros(len(touching), bool)
        beside[1:] |= touching[:-1] & self._inside[1:]
        beside[:-1] |= touching[1:] & self._inside[1:]
        # Words of one letter stand beside spaces alone, which are as wide as the other spaces of the line.
        spaces = medians(self.gap, lines, beside & (self.gap > _SPACE))
        beside |= (
            enough[lines]
            & self._inside
            & (np.abs(self.gap - spaces) < _EXACTLY)
            & (np.abs(spaces - middle) > 2 * _EXACTLY)
        )
        return beside

    def _on_a_grid(self, lines: Places, apart: Flags) -> Flags:
        """Letters that are set at even steps whatever their width: a space is a step left out."""
        counted = self._inside & (self.space != HELD_SPACE)
        if np.count_nonzero(counted & apart) < FEWEST_NEIGHBOURS:
            return apart
        pitch = medians(self.pitch, lines, counted)
        near = counted & (np.abs(self.pitch - pitch) < _EVEN_PITCH)
        twice = counted & (np.abs(self.pitch - 2 * pitch) < 2 * _EVEN_PITCH)
        total = np.bincount(lines, counted)[lines]
        even = np.bincount(lines, near)[lines]
        stepped = np.bincount(lines, near | twice)[lines]
        deviation = spread(self.gap, lines, near)
        grid = (
            (total >= FEWEST_NEIGHBOURS)
            & (even >= _MOSTLY * total)
            & (stepped >= _STEPPED * total)
            & (deviation > _GRID_SPREAD)
            & (pitch < _MOST_PITCH)
            & (pitch > _LEAST_PITCH)
        )
        return np.where(grid & counted, self.pitch > _STEP_LEFT_OUT * pitch, apart)

    def _without_room(self, lines: Places, apart: Flags) -> Flags:
        """Spaces that the page holds in lines that show none: a wrong width, or a font that stands in."""
        held = self._inside & (self.space == HELD_SPACE)
        if not held.any() or not (held & ~apart).any():
            return np.zeros(len(apart), bool)
        total = np.bincount(lines, self._inside)
        several = np.bincount(lines, held) >= _SEVERAL
        unparted = (total >= _LONGEST_WORD) & several & (np.bincount(lines, self._inside & apart) == 0)
        found: Flags = held & unparted[lines]
        return found

    def _leaders(self) -> Flags:
        """Pairs within three or more dots in a row."""
        codes = self.gaps.codes
        dotted = (
            (codes[1:] == codes[:-1])
            & is_any_of(codes[1:], _LEADERS)
            & self.level
            & (np.abs(self.gap) < _LEADER_GAP)
            & ~self.returns
        )
        beside = np.zeros(len(dotted), bool)
        beside[1:] |= dotted[:-1]
        beside[:-1] |= dotted[1:]
        found: Flags = dotted & beside
        return found


def is_letter(codes: npt.NDArray[np.uint32]) -> Flags:
    """Of each character whether it is a letter, roughly: Latin ones, and all beyond."""
    found: Flags = ((codes | 32) >= ord("a")) & ((codes | 32) <= ord("z")) | (codes >= _FIRST_ACCENTED)
    return found
