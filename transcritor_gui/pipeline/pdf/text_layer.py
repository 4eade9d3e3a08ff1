"""The words that a page holds as text, with their boxes on the page as shown.

Visible and invisible words are told apart: an earlier OCR leaves its words invisible over (or hidden
under) the picture of the page. `decision` says which of them count.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2
from pypdfium2 import raw

from transcritor_gui.model import Box, Word
from transcritor_gui.pipeline.drawn_words import DrawnWord
from transcritor_gui.pipeline.pdf import pdfium
from transcritor_gui.pipeline.pdf.frame import PageFrame
from transcritor_gui.pipeline.pdf.glyphs import ACCENTS, composed, merge_accents
from transcritor_gui.pipeline.pdf.page_objects import PageObjects
from transcritor_gui.pipeline.pdf.text_quality import FontFacts

__all__ = ["LayerWord", "TextLayer", "read_text_layer"]

_MAX_CHARACTERS = 400_000
"""Of one page: a hundred times a dense one."""
_FACTS_SAMPLE = 500
"""Characters asked whether their font maps them; enough for a share."""
_BREAKING_HYPHENS = (0x02, 0xFFFE)
"""How PDFium marks a hyphen that breaks a word at a line's end."""
_AS_TEXT = {0x00: "\ufffd", 0x02: "-", 0xFFFE: "-", 0xAD: "-"}
"""No map to Unicode; the hyphens above; a soft hyphen, which is only drawn where it breaks a word."""
_BREAKS = np.array(
    [*map(ord, " \t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"), *range(0x2000, 0x200C)]
)
"""White space of every width."""
_HIDDEN_SHARE = 0.9
"""Of a word, covered by a picture painted later."""
_BOLD_WEIGHT = 600
_FULL_STRENGTH = 0.5
"""Contrast to white paper from which a colour is one that running text is set in."""
_INVISIBLE_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18  # ISO 32000-1, table 123
_BOLD_NAME = re.compile(r"bold|black|heavy|negrito", re.I)
_ITALIC_NAME = re.compile(r"italic|oblique", re.I)


@dataclass(frozen=True, slots=True)
class LayerWord:
    word: Word
    turn: int
    """Degrees clockwise by which the page as shown must be turned for this word to be upright."""
    visible: bool


@dataclass(frozen=True, slots=True)
class TextLayer:
    words: tuple[LayerWord, ...]
    """In the order of the page's content."""
    fonts: FontFacts

    @property
    def visible(self) -> tuple[Word, ...]:
        return tuple(item.word for item in self.words if item.visible)

    @property
    def invisible(self) -> tuple[Word, ...]:
        return tuple(item.word for item in self.words if not item.visible)


@dataclass(frozen=True, slots=True)
class _Style:
    visible: bool
    bold: bool
    italic: bool
    turn: int
    angle_degrees: float = 0.0
    strength: float = 1.0


def read_text_layer(page: pypdfium2.PdfPage, frame: PageFrame, objects: PageObjects) -> TextLayer:
    """Every word of `page` whose middle lies on the page; needs the objects for what covers what."""
    text_page = page.get_textpage()
    try:
        return _Reader(page, text_page, frame, objects).layer()
    finally:
        text_page.close()


class _Reader:
    def __init__(
        self,
        page: pypdfium2.PdfPage,
        text_page: pypdfium2.PdfTextPage,
        frame: PageFrame,
        objects: PageObjects,
    ) -> None:
        self._text_page = text_page  # keeps the handle alive
        self._handle = pdfium.handle(text_page)
        self._count = min(text_page.count_chars(), _MAX_CHARACTERS)
        self._frame = frame
        self._objects = objects
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._colour = np.zeros(4, np.uint32)

    def layer(self) -> TextLayer:
        count, handle = self._count, self._handle
        if count <= 0:
            return TextLayer((), FontFacts(0, 0))
        codes = self._codes()
        owners = np.array([pdfium.object_of_char(handle, i) or 0 for i in range(count)], np.uint64)
        boxes = np.zeros((count, 4), np.float32)
        address = boxes.ctypes.data
        for index in range(count):
            pdfium.loose_box_of_char(handle, index, address + 16 * index)
        rects = boxes[:, (0, 3, 2, 1)].astype(np.float64)  # left, bottom, right, top

        characters, swallowed = self._characters(codes)
        styles, style_of = self._styles(owners)
        starts, ends = _word_bounds(codes, rects, style_of, swallowed)
        words = self._words(characters, rects, styles, style_of, starts=starts, ends=ends)
        return TextLayer(words, self._font_facts(owners))

    def _codes(self) -> npt.NDArray[np.uint32]:
        text = self._text_page.get_text_range(0, self._count)
        if len(text) == self._count and max(text, default="") <= "\uffff":
            return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).copy()
        # The text leaves out characters that no font maps, so the two no longer run side by side.
        return np.array([pdfium.unicode_of_char(self._handle, i) for i in range(self._count)], np.uint32)

    def _characters(self, codes: npt.NDArray[np.uint32]) -> tuple[list[str], dict[int, int]]:
        characters = list(codes.tobytes().decode("utf-32-le", "replace").translate(_AS_TEXT))
        if ACCENTS.keys().isdisjoint(characters):
            return characters, {}
        return characters, merge_accents(characters, self._ink)

    def _ink(self, index: int) -> tuple[float, float, float, float]:
        box = (ctypes.c_double * 4)()
        at = ctypes.addressof(box)
        pdfium.tight_box_of_char(self._handle, index, at, at + 8, at + 16, at + 24)
        left, right, bottom, top = box
        return left, bottom, right, top

    def _styles(self, owners: npt.NDArray[np.uint64]) -> tuple[list[_Style], npt.NDArray[np.intp]]:
        """The distinct styles of the page, and for each character which one is its."""
        unique, first, inverse = np.unique(owners, return_index=True, return_inverse=True)
        styles: list[_Style] = []
        numbers: dict[_Style, int] = {}
        of_owner = np.empty(len(unique), np.intp)
        for place, (owner, index) in enumerate(zip(unique.tolist(), first.tolist(), strict=True)):
            style = self._style(owner, index)
            number = numbers.setdefault(style, len(styles))
            if number == len(styles):
                styles.append(style)
            of_owner[place] = number if owner else -1
        return styles, of_owner[inverse]

    def _style(self, owner: int, index: int) -> _Style:
        if not owner:
            return _Style(visible=True, bold=False, italic=False, turn=0)
        angle = math.degrees(pdfium.angle_of_char(self._handle, index)) + self._frame.rotation
        turn = round(-angle / 90) * 90 % 360
        bold, italic = self._font_style(pdfium.font_of_text(owner))
        visible = pdfium.render_mode_of_text(owner) not in _INVISIBLE_MODES
        return _Style(visible, bold, italic, turn, float(round(angle) % 360), self._strength(owner))

    def _strength(self, owner: int) -> float:
        """How dark the colour of a text object is; 1 for every one that running text is set in."""
        at = self._colour.ctypes.data
        if not pdfium.fill_colour_of_object(owner, at, at + 4, at + 8, at + 12):
            return 1.0
        red, green, blue, alpha = self._colour.tolist()
        luminance = (0.299 * red + 0.587 * green + 0.114 * blue) / 255  # ITU-R BT.601
        strength = (1.0 - luminance) * alpha / 255
        return 1.0 if strength >= _FULL_STRENGTH else round(strength, 2)

    def _font_style(self, font: int | None) -> tuple[bool, bool]:
        if not font:
            return False, False
        known = self._fonts.get(font)
        if known is None:
            known = self._fonts[font] = _style_of_font(font)
        return known

    def _font_facts(self, owners: npt.NDArray[np.uint64]) -> FontFacts:
        drawn = np.flatnonzero(owners)
        sample = drawn[:: max(1, len(drawn) // _FACTS_SAMPLE)].tolist()
        unmapped = sum(pdfium.has_map_error(self._handle, index) == 1 for index in sample)
        return FontFacts(len(sample), unmapped)

    def _words(
        self,
        characters: list[str],
        rects: npt.NDArray[np.float64],
        styles: list[_Style],
        style_of: npt.NDArray[np.intp],
        *,
        starts: list[int],
        ends: list[int],
    ) -> tuple[LayerWord, ...]:
        if not starts:
            return ()
        # reduceat reads from each start to the next one; interleaving starts and ends cuts it at the end.
        cuts = np.column_stack((starts, ends)).ravel()
        padded = np.vstack((rects, rects[-1:]))
        low = np.minimum.reduceat(padded, cuts, axis=0)[::2]
        high = np.maximum.reduceat(padded, cuts, axis=0)[::2]
        shown = self._frame.shown(np.column_stack((low[:, :2], high[:, 2:]))).tolist()
        width, height = self._frame.width_pt, self._frame.height_pt
        covers = _Covers(self._objects)
        owners_style = style_of.tolist()
        words: list[LayerWord] = []
        for start, end, (x0, y0, x1, y1) in zip(starts, ends, shown, strict=True):
            text = composed("".join(characters[start:end]))
            if not text or not (0 <= x0 + x1 <= 2 * width and 0 <= y0 + y1 <= 2 * height):
                continue
            style = styles[owners_style[start]]
            box = Box(x0, y0, x1, y1)
            visible = style.visible and not covers.hide(box, self._owner_order(start))
            words.append(LayerWord(_word(text, box, style), style.turn, visible))
        return tuple(words)

    def _owner_order(self, index: int) -> int | None:
        if not self._objects.images:
            return None
        return self._objects.text_order.get(pdfium.object_of_char(self._handle, index) or 0)


def _word(text: str, box: Box, style: _Style) -> Word:
    if style.angle_degrees == 0.0 and style.strength == 1.0:
        return Word(text, box, bold=style.bold, italic=style.italic)
    return DrawnWord(
        text,
        box,
        bold=style.bold,
        italic=style.italic,
        angle_degrees=style.angle_degrees,
        strength=style.strength,
    )


class _Covers:
    """Pictures that hide what was painted before them."""

    def __init__(self, objects: PageObjects) -> None:
        self._images = [
            image for image in objects.images if image.opaque and min(image.width_px, image.height_px) > 8
        ]

    def hide(self, box: Box, order: int | None) -> bool:
        if order is None:
            return False
        for image in self._images:
            cover = image.box
            if (
                image.order > order
                and cover.x0 < box.x1
                and box.x0 < cover.x1
                and box.covered_by(cover) > _HIDDEN_SHARE
            ):
                return True
        return False


def _word_bounds(
    codes: npt.NDArray[np.uint32],
    rects: npt.NDArray[np.float64],
    style_of: npt.NDArray[np.intp],
    swallowed: dict[int, int],
) -> tuple[list[int], list[int]]:
    """Where words start and end (exclusive) among the characters."""
    count = len(codes)
    is_break = np.isin(codes, _BREAKS)
    is_break |= style_of < 0  # made up by PDFium: a space or a line's end
    for accent, letter in swallowed.items():
        low, high = sorted((accent, letter))
        is_break[low : high + 1] = False
    # A word ends at a hyphen that breaks it, and where the writing turns or jumps to another place.
    ends_here = np.isin(codes, _BREAKING_HYPHENS)
    is_break &= ~ends_here
    cut = np.zeros(count, bool)  # True: a word starts anew at this character
    cut[1:] = ends_here[:-1]
    cut[1:] |= _jumps(rects)
    cut[1:] |= (style_of[1:] != style_of[:-1]) & (style_of[1:] >= 0) & (style_of[:-1] >= 0) & _moves(rects)
    for accent, letter in swallowed.items():
        low, high = sorted((accent, letter))
        cut[low + 1 : high + 1] = False
        if high + 1 < count:
            cut[high + 1] = False
    inside = ~is_break
    before = np.concatenate(([False], inside[:-1]))
    starts = np.flatnonzero(inside & (~before | cut))
    after = np.concatenate((inside[1:], [False]))
    cut_after = np.concatenate((cut[1:], [True]))
    ends = np.flatnonzero(inside & (~after | cut_after)) + 1
    return starts.tolist(), ends.tolist()


def _jumps(rects: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Between neighbours: further apart than twice the size of their letters, in whatever direction."""
    size = np.maximum(rects[:, 2] - rects[:, 0], rects[:, 3] - rects[:, 1])
    size = np.maximum(size[1:], size[:-1])
    gap_x = np.maximum(rects[1:, 0] - rects[:-1, 2], rects[:-1, 0] - rects[1:, 2])
    gap_y = np.maximum(rects[1:, 1] - rects[:-1, 3], rects[:-1, 1] - rects[1:, 3])
    found: npt.NDArray[np.bool_] = np.maximum(gap_x, gap_y) > 2 * size
    return found


def _moves(rects: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Between neighbours: boxes that do not touch, so that a change of style there is another word."""
    gap_x = np.maximum(rects[1:, 0] - rects[:-1, 2], rects[:-1, 0] - rects[1:, 2])
    gap_y = np.maximum(rects[1:, 1] - rects[:-1, 3], rects[:-1, 1] - rects[1:, 3])
    found: npt.NDArray[np.bool_] = np.maximum(gap_x, gap_y) > 1.0
    return found


def _style_of_font(font: int) -> tuple[bool, bool]:
    pointer = ctypes.cast(font, raw.FPDF_FONT)
    flags = raw.FPDFFont_GetFlags(pointer)
    flags = flags if flags > 0 else 0
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(pointer, name, len(name))
    base = name.value.decode("latin-1")
    weight = raw.FPDFFont_GetWeight(pointer)
    bold = bool(flags & _FORCE_BOLD_FLAG) or weight >= _BOLD_WEIGHT or _BOLD_NAME.search(base) is not None
    italic = bool(flags & _ITALIC_FLAG) or _ITALIC_NAME.search(base) is not None
    return bold, italic
