"""Paragraphs set into lines on a sheet, and the sheet drawn: the exact truth and its picture.

Coordinates are points, origin at the top left, y downwards, as in `transcritor_gui.model.geometry`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.fonts import Face

__all__ = ["A4_PT", "PlacedLine", "PlacedWord", "Sheet", "Style", "draw", "set_lines", "set_paragraphs"]

A4_PT = (595.0, 842.0)
_METRIC_PX = 200
"""Size at which glyphs are measured, so that widths are the same whatever the drawing resolution."""
_SYLLABLE_BREAK = re.compile(
    "(?<=[aeiouáéíóúâêôãõà])(?=[bcdfgjlmnpqrstvxz][aeiouáéíóúâêôãõà])",
    re.IGNORECASE,
)
"""Between a vowel and a consonant that another vowel follows: a right place in Portuguese, a likely one in
English.
"""


@dataclass(frozen=True, slots=True)
class Style:
    face: Face
    size_pt: float = 11.0
    leading: float = 1.3
    columns: int = 1
    gutter_pt: float = 20.0
    margin_pt: float = 62.0
    justified: bool = True
    hyphenated: bool = False
    indent_pt: float = 16.0
    paragraph_gap_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class PlacedWord:
    text: str
    x_pt: float


@dataclass(frozen=True, slots=True)
class PlacedLine:
    words: tuple[PlacedWord, ...]
    baseline_pt: float
    face: Face
    size_pt: float
    starts_paragraph: bool = False

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Sheet:
    lines: tuple[PlacedLine, ...]
    """In reading order: down the first column, then the next."""
    width_pt: float = A4_PT[0]
    height_pt: float = A4_PT[1]

    @property
    def text(self) -> str:
        """Lines as set, an empty line before each paragraph."""
        parts = [
            f"\n{line.text}" if line.starts_paragraph and index else line.text
            for index, line in enumerate(self.lines)
        ]
        return "\n".join(parts)


def set_paragraphs(
    paragraphs: Sequence[str],
    style: Style,
    *,
    title: str = "",
    size_pt: tuple[float, float] = A4_PT,
    max_lines: int | None = None,
) -> Sheet:
    """As much of `paragraphs` as the sheet holds, under a centred title across all columns (none for '')."""
    width_pt, height_pt = size_pt
    lines: list[PlacedLine] = []
    top = style.margin_pt
    if title:
        size = style.size_pt * 1.4
        x = (width_pt - _width(style.face, size, title)) / 2
        lines.append(
            PlacedLine(_spread(title.split(), x, None, style.face, size), top + size, style.face, size)
        )
        top += size * 2.2
    column_width = (width_pt - 2 * style.margin_pt - (style.columns - 1) * style.gutter_pt) / style.columns
    step = style.size_pt * style.leading
    column, baseline = 0, top + style.size_pt
    for paragraph in paragraphs:
        broken = _break(paragraph, style, column_width)
        for index, (words, is_last) in enumerate(broken):
            if baseline > height_pt - style.margin_pt:
                column, baseline = column + 1, top + style.size_pt
            if column == style.columns or (max_lines is not None and len(lines) >= max_lines):
                return Sheet(tuple(lines), width_pt, height_pt)
            left = style.margin_pt + column * (column_width + style.gutter_pt)
            indent = style.indent_pt if index == 0 else 0.0
            fill = column_width - indent if style.justified and not is_last else None
            placed = _spread(words, left + indent, fill, style.face, style.size_pt)
            lines.append(PlacedLine(placed, baseline, style.face, style.size_pt, starts_paragraph=index == 0))
            baseline += step
        baseline += style.paragraph_gap_pt
    return Sheet(tuple(lines), width_pt, height_pt)


def set_lines(
    texts: Iterable[str], style: Style, *, left_pt: float, top_pt: float, size_pt: tuple[float, float] = A4_PT
) -> Sheet:
    """Each text as one line, unjustified, from `left_pt`, the first one's top at `top_pt`."""
    step = style.size_pt * style.leading
    lines = [
        PlacedLine(
            _spread(text.split(), left_pt, None, style.face, style.size_pt),
            top_pt + style.size_pt + index * step,
            style.face,
            style.size_pt,
            starts_paragraph=index == 0,
        )
        for index, text in enumerate(texts)
    ]
    return Sheet(tuple(lines), *size_pt)


def draw(sheet: Sheet, *, dpi: int) -> np.ndarray:
    """The sheet as an 8-bit grey picture, black on white, drawn at twice the size and averaged down."""
    scale = dpi / 72 * 2
    canvas = Image.new("L", (round(sheet.width_pt * scale), round(sheet.height_pt * scale)), 255)
    pen = ImageDraw.Draw(canvas)
    for line in sheet.lines:
        font = _font(line.face, line.size_pt * scale)
        for word in line.words:
            pen.text((word.x_pt * scale, line.baseline_pt * scale), word.text, fill=0, font=font, anchor="ls")
    full = (round(sheet.width_pt * dpi / 72), round(sheet.height_pt * dpi / 72))
    return np.asarray(canvas.resize(full, Image.Resampling.BOX), dtype=np.uint8)


def _break(paragraph: str, style: Style, width_pt: float) -> list[tuple[list[str], bool]]:
    """Greedy line breaking: (words, is the paragraph's last) for each line."""
    space = _width(style.face, style.size_pt, " ")
    lines: list[tuple[list[str], bool]] = []
    current: list[str] = []
    room = width_pt - style.indent_pt
    used = 0.0
    for word in paragraph.split():
        rest = word
        needed = _width(style.face, style.size_pt, rest) + (space if current else 0.0)
        if used + needed > room and current:
            head, tail = _split(rest, room - used - space, style) if style.hyphenated else ("", rest)
            if head:
                current.append(head)
            lines.append((current, False))
            current, used, room, rest = [], 0.0, width_pt, tail
            needed = _width(style.face, style.size_pt, rest)
        current.append(rest)
        used += needed
    lines.append((current, True))
    return lines


def _split(word: str, room_pt: float, style: Style) -> tuple[str, str]:
    """The longest start of a lower-case word that fits with a hyphen, and the rest; ('', word) if none."""
    if not (word.isalpha() and word.islower()):
        return "", word
    places = [
        match.start() for match in _SYLLABLE_BREAK.finditer(word) if 2 <= match.start() <= len(word) - 3
    ]
    for place in reversed(places):
        head = f"{word[:place]}-"
        if _width(style.face, style.size_pt, head) <= room_pt:
            return head, word[place:]
    return "", word


def _spread(
    words: Sequence[str], left_pt: float, fill_pt: float | None, face: Face, size_pt: float
) -> tuple[PlacedWord, ...]:
    """Words from `left_pt`, with natural spaces, or with equal ones that fill `fill_pt`."""
    widths = [_width(face, size_pt, word) for word in words]
    space = _width(face, size_pt, " ")
    if fill_pt is not None and len(words) > 1:
        space = (fill_pt - sum(widths)) / (len(words) - 1)
    placed: list[PlacedWord] = []
    x = left_pt
    for word, width in zip(words, widths, strict=True):
        placed.append(PlacedWord(word, x))
        x += width + space
    return tuple(placed)


def _width(face: Face, size_pt: float, text: str) -> float:
    return _font(face, _METRIC_PX).getlength(text) * size_pt / _METRIC_PX


@lru_cache(maxsize=256)
def _font(face: Face, size_px: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face.path), size_px, layout_engine=ImageFont.Layout.BASIC)
