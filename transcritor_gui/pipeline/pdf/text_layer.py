"""The words that a page holds as text, with their boxes on the page as shown.

Words that are seen, those of an earlier OCR, which leaves them invisible over (or hidden under) the picture
of the page, and words that cannot be seen are told apart (`visibility`). `decision` says which of them count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import compress, pairwise, repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2

from transcritor_gui.model import Box, Word, WordSource
from transcritor_gui.pipeline.box_array import is_any_of
from transcritor_gui.pipeline.drawn_words import DrawnWord
from transcritor_gui.pipeline.pdf.characters import Characters, read_characters
from transcritor_gui.pipeline.pdf.content_order import in_content_order
from transcritor_gui.pipeline.pdf.dropped_letters import with_dropped_letters
from transcritor_gui.pipeline.pdf.fonts.glyphs import composed, join_accents
from transcritor_gui.pipeline.pdf.frame import PageFrame
from transcritor_gui.pipeline.pdf.hidden.blank_fonts import fonts_that_may_be_blank
from transcritor_gui.pipeline.pdf.hidden.visibility import PlacedWords, Sight, sight_of
from transcritor_gui.pipeline.pdf.judging.text_quality import FontFacts
from transcritor_gui.pipeline.pdf.page_objects import PageObjects
from transcritor_gui.pipeline.pdf.parted_words import put_together
from transcritor_gui.pipeline.pdf.spacing import Gaps, is_right_to_left, word_starts
from transcritor_gui.pipeline.pdf.text_objects import TextObjects

__all__ = ["TextLayer", "read_text_layer"]

_MOST_ASKED = 2000
"""Different glyphs of a page asked whether their font maps them."""
_WIDTH_STEPS = 50
"""In a type size, by which glyphs are told apart."""
_DRAWN_AS_HYPHENS = (0x02, 0xFFFE, 0xAD)
"""PDFium's marks of a hyphen that breaks a word at a line's end; a soft hyphen, which is only drawn where it
breaks a word."""
_LAST_ASCII = 0x7E
_INVISIBLE_MODES = (
    3,
    7,
)  # ISO 32000-1, table 106: neither filled nor stroked; only added to the clipping path
_DESCENT, _ASCENT = 0.22, 0.93
"""Of the type size: how far the box of a word reaches below and above its baseline, in whatever font, so that
words of one line have boxes of one height. Fonts' own figures reach from 0.5 to 6 sizes."""
_FULL_STRENGTH = 0.5
"""Contrast to white paper from which a colour is one that running text is set in."""
_LEAST_CHROMA = 60
"""Between the strongest and the weakest of red, green and blue, of 255: less is seen as grey or black."""

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

_NO_FONTS = FontFacts(0, 0)
_SOLID = frozenset("█▇▉■◼⬛")


@dataclass(frozen=True, slots=True)
class TextLayer:
    visible: tuple[Word, ...] = ()
    """In the order of the page's content."""
    invisible: tuple[Word, ...] = ()
    """The words of an earlier OCR, over or under the picture that they are the text of."""
    hidden: tuple[Word, ...] = ()
    """Words that are on the page but cannot be seen on it."""
    turns: tuple[int, ...] = ()
    """For each visible, then each invisible, then each hidden word: degrees clockwise by which the page as
    shown must be turned for it to be upright; -1 for text at an angle of its own."""
    fonts: FontFacts = _NO_FONTS
    mirrored: bool = False
    """Whether most letters are shown as in a mirror: the words of a line follow one another leftwards."""

    def with_hidden_shown(self) -> TextLayer:
        """The same with the hidden words among the visible ones; they are still said to be hidden."""
        seen, rest = len(self.visible), len(self.visible) + len(self.invisible)
        turns = (*self.turns[:seen], *self.turns[rest:], *self.turns[seen:rest])
        return replace(self, visible=(*self.visible, *self.hidden), turns=turns)


def read_text_layer(page: pypdfium2.PdfPage, frame: PageFrame, objects: PageObjects) -> TextLayer:
    """Every word of `page` whose middle lies on the page; needs the objects for what covers what."""
    text_page = page.get_textpage()
    try:
        found = read_characters(text_page)
        if found is None:
            return TextLayer()
        found = with_dropped_letters(found, objects)
        return _layer(in_content_order(found, objects.text_order), page, frame, objects)
    finally:
        text_page.close()


def _layer(found: Characters, page: pypdfium2.PdfPage, frame: PageFrame, objects: PageObjects) -> TextLayer:
    codes = found.codes.copy()
    kept, joined = join_accents(codes, lambda glyph: found.ink(int(found.places[glyph])))
    owner, drawn = found.owner[kept], found.objects
    gaps = Gaps(
        codes=codes[kept],
        start=found.start[kept],
        end=found.end[kept],
        advance=found.advance[kept],
        base=found.base[kept],
        size=drawn.size[owner],
        direction=_directions(found)[owner],
        piece=owner,
        unseen=is_any_of(drawn.render_mode, _INVISIBLE_MODES)[owner],
        stacked=found.stacked[kept],
        right_to_left=is_right_to_left(codes[kept]),
        space_before=_spaces(found.space_before, kept),
        joined=joined,
    )
    begins = word_starts(gaps)
    whole = put_together(gaps, begins)
    if whole is not None:
        order, begins = whole
        gaps, owner, kept = gaps.in_order(order), owner[order], kept[order]
    words = _Words(gaps, begins, owner)
    return words.layer(found, page, frame, objects)


def _directions(found: Characters) -> Places:
    drawn = found.objects
    return np.where(drawn.slanted, 1000 + np.round(drawn.degrees).astype(np.intp), drawn.quarter)


def _spaces(before: npt.NDArray[np.uint8], kept: Places) -> npt.NDArray[np.uint8]:
    """What stands before each kept glyph, glyphs that are left out looked through."""
    if len(kept) == len(before):
        return before
    opens = np.concatenate(([0], kept[:-1] + 1))
    return np.maximum.reduceat(before, opens)


class _Words:
    """The words of a page as columns, until they are made."""

    def __init__(
        self,
        gaps: Gaps,
        begins: Flags,
        owner: Places,
    ) -> None:
        starts = np.flatnonzero(begins)
        self._owner, self._glyph_owner, self._glyph_word = owner[starts], owner, np.cumsum(begins) - 1
        self._start = np.minimum.reduceat(gaps.start, starts)
        self._end = np.maximum.reduceat(gaps.end, starts)
        self._low = np.minimum.reduceat(gaps.base - _DESCENT * gaps.size, starts)
        self._high = np.maximum.reduceat(gaps.base + _ASCENT * gaps.size, starts)
        codes = np.where(is_any_of(gaps.codes, _DRAWN_AS_HYPHENS), ord("-"), gaps.codes)
        whole = codes.astype("<u4").tobytes().decode("utf-32-le")
        bounds = [*starts.tolist(), len(whole)]
        self._texts = [whole[low:high] for low, high in pairwise(bounds)]
        if not whole.isascii():
            self._texts = [piece if piece.isascii() else composed(piece) for piece in self._texts]

    def layer(
        self, found: Characters, page: pypdfium2.PdfPage, frame: PageFrame, objects: PageObjects
    ) -> TextLayer:
        drawn, owner = found.objects, self._owner
        boxes = frame.shown(self._rects(drawn.quarter[owner], drawn.mirrored[owner]))
        slanted = np.flatnonzero(drawn.slanted[owner])
        if len(slanted):
            boxes[slanted] = frame.shown(
                self._rects_around(slanted, np.radians(drawn.degrees[owner[slanted]]))
            )
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        on_page = (x >= 0) & (y >= 0) & (x <= frame.width_pt) & (y <= frame.height_pt)
        solid = np.fromiter(map(_SOLID.issuperset, self._texts), bool, len(self._texts))
        blank = fonts_that_may_be_blank(found)
        placed = PlacedWords(boxes, owner, self._glyph_owner, self._glyph_word, drawn, solid, blank)
        sights = sight_of(placed, page, frame, objects)
        turns = np.where(drawn.slanted, -1, (drawn.quarter * 90 - frame.rotation) % 360)[owner]
        words = self._made(boxes, drawn, frame)
        seen, unseen = on_page & (sights == Sight.SEEN), on_page & (sights == Sight.EARLIER_OCR)
        hidden = on_page & (sights == Sight.HIDDEN)
        if hidden.any():
            hidden &= ~self._are_shown_too(hidden, words, seen)
        order = np.concatenate([np.flatnonzero(each) for each in (seen, unseen, hidden)])
        return TextLayer(
            tuple(compress(words, seen)),
            tuple(compress(words, unseen)),
            tuple(compress(words, hidden)),
            tuple(turns[order].tolist()),
            _font_facts(found),
            mirrored=bool(2 * np.count_nonzero(drawn.mirrored[self._glyph_owner]) > len(self._glyph_owner)),
        )

    def _rects(self, quarter: Places, mirrored: Flags) -> Floats:
        """Left, bottom, right, top in user space of words along the four directions."""
        low, high = self._low, self._high
        if not quarter.any() and not mirrored.any():
            return np.column_stack((self._start, low, self._end, high))
        start, end = np.where(mirrored, (-self._end, -self._start), (self._start, self._end))
        return np.column_stack(
            (
                np.choose(quarter, (start, -high, -end, low)),
                np.choose(quarter, (low, start, -high, -end)),
                np.choose(quarter, (end, -low, -start, high)),
                np.choose(quarter, (high, end, -low, -start)),
            )
        )

    @staticmethod
    def _are_shown_too(hidden: Flags, words: list[Word], seen: Flags) -> Flags:
        """Which of the hidden words only lie under one that is seen and says the same."""
        by_text: dict[str, list[Box]] = {}
        for word in compress(words, seen):
            by_text.setdefault(word.text, []).append(word.box)
        found = np.zeros(len(words), bool)
        for place in np.flatnonzero(hidden).tolist():
            x, y = words[place].box.x_centre, words[place].box.y_centre
            found[place] = any(
                box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for box in by_text.get(words[place].text, ())
            )
        return found

    def _rects_around(self, chosen: Places, radians: Floats) -> Floats:
        """The upright rectangles around words in any direction."""
        corners = [
            (along[chosen] * np.cos(radians) - across[chosen] * np.sin(radians),
             along[chosen] * np.sin(radians) + across[chosen] * np.cos(radians))
            for along in (self._start, self._end)
            for across in (self._low, self._high)
        ]  # fmt: skip
        x, y = np.array([corner[0] for corner in corners]), np.array([corner[1] for corner in corners])
        return np.column_stack((x.min(axis=0), y.min(axis=0), x.max(axis=0), y.max(axis=0)))

    def _made(self, boxes: Floats, drawn: TextObjects, frame: PageFrame) -> list[Word]:
        owner = self._owner
        bold, italic = drawn.bold[owner], drawn.italic[owner]
        facts: list[Iterable[Any]] = [self._texts, map(Box, *boxes.T.tolist())]
        if bold.any() or italic.any():
            usual = map(repeat, (None, WordSource.TEXT_LAYER, False, None))
            facts += [*usual, bold.tolist(), italic.tolist()]
        words = list(map(Word, *facts))
        exact = np.where(drawn.slanted, np.round(-drawn.degrees), -90 * drawn.quarter)
        angles, strengths = (exact + frame.rotation) % 360, _strengths(drawn.fill)
        colours = _colours(drawn.fill)
        unusual = (angles != 0) | (strengths < 1) | (colours >= 0)
        if unusual.any():
            length = (self._end - self._start) * frame.user_unit
            height = (self._high - self._low) * frame.user_unit
            for place in np.flatnonzero(unusual[owner]).tolist():
                word, number = words[place], owner[place]
                slanted = bool(drawn.slanted[number])
                words[place] = DrawnWord(
                    word.text,
                    word.box,
                    bold=word.bold,
                    italic=word.italic,
                    angle_degrees=float(angles[number]),
                    strength=float(strengths[number]),
                    level_size=(float(length[place]), float(height[place])) if slanted else None,
                    colour=int(colours[number]) if colours[number] >= 0 else None,
                )
        return words


def _strengths(fill: npt.NDArray[np.uint32]) -> Floats:
    """How dark each colour is on white paper; 1 for every one that running text is set in."""
    luminance = fill[:, :3] @ np.array((0.299, 0.587, 0.114)) / 255  # ITU-R BT.601
    strength = (1.0 - luminance) * fill[:, 3] / 255
    return np.where(strength >= _FULL_STRENGTH, 1.0, np.round(strength, 2))


def _colours(fill: npt.NDArray[np.uint32]) -> Places:
    """Red, green and blue of each colour in one number; -1 for black and shades of grey."""
    parts = fill[:, :3].astype(np.intp)
    is_grey = parts.max(axis=1) - parts.min(axis=1) < _LEAST_CHROMA
    return np.where(is_grey, -1, parts @ np.array((1 << 16, 1 << 8, 1), np.intp))


def _font_facts(found: Characters) -> FontFacts:
    """Each glyph of each font is asked about once: the same code of another width is another glyph."""
    numbers: dict[int, int] = {}
    fonts = np.array([numbers.setdefault(font, len(numbers)) for font in found.objects.fonts], np.uint64)
    font = fonts[found.owner]
    width = np.abs(found.end - found.start) / found.objects.size[found.owner]
    wide = np.clip(np.round(width * _WIDTH_STEPS), 0, 255).astype(np.uint64)
    keys = (font << np.uint64(40)) | (wide << np.uint64(32)) | found.codes
    _, first, counts = np.unique(keys, return_index=True, return_counts=True)
    if len(first) > _MOST_ASKED:
        first, counts = first[:_MOST_ASKED], counts[:_MOST_ASKED]
    unmapped = np.fromiter(map(found.unmapped, found.places[first].tolist()), bool, len(first))
    lost = counts * unmapped
    of_font = font[first].astype(np.intp)
    mapped = np.bincount(of_font, counts * ~unmapped, len(numbers))
    return FontFacts(
        int(counts.sum()),
        int(lost.sum()),
        int(lost[found.codes[first] > _LAST_ASCII].sum()),
        int(lost[mapped[of_font] > 0].sum()),
    )
