"""Invisible words put into the pages of an open PDF, before what the pages show.

First in a page's content the graphics state is the page's own, whatever the rest does to it, and the streams
of the original need not be touched. The words' own q and Q leave nothing behind.
"""

from __future__ import annotations

from typing import Any

import pikepdf

from transcritor_gui.export.pdf.earlier_layer import CleanedContent, may_show_text, without_earlier_layer
from transcritor_gui.export.pdf.entries import array_of, dictionary_of
from transcritor_gui.export.pdf.font import (
    GLYPH_WIDTH,
    SPACE_WIDTH,
    CharacterCodes,
    Reach,
    font_program,
    glyph_map,
    glyph_of_reach,
)
from transcritor_gui.export.pdf.geometry import Matrix, Point, inherited, inverse, page_space
from transcritor_gui.export.pdf.text_layer import font_name, has_recognised_words, text_layer
from transcritor_gui.export.pdf.writing import PdfWriter
from transcritor_gui.model import Block, Box, PageResult, PageSource, PageStatus, WordSource

__all__ = ["LayeredPages", "can_show_text", "is_turned", "without_replaced_words"]

_FONT_NAME = "Blank"
_SYMBOLIC = 4
"""Bit 3 of a font's flags (ISO 32000-1, table 123): its codes are its own."""
_NEAR_PT = 3.0
"""How far beside our words an earlier reading of them may begin."""


class LayeredPages:
    """The pages of one PDF, and the fonts that all their layers share."""

    def __init__(self, writer: PdfWriter, *, upright: bool = False) -> None:
        self._writer = writer
        self._upright = upright
        self._codes = CharacterCodes()
        self._fonts: dict[Reach, Any] = {}

    def put(self, page: Any, result: PageResult) -> None:
        """Give `page`, a page dictionary, the recognised words of `result`; nothing where it has none.

        Where pages are to stand upright, it is shown turned as it had to be for reading.
        """
        has_words = self._put_words(page, result)
        if is_turned(result, upright=self._upright):
            page["/Rotate"] = (page_space(page).rotation + result.rotation) % 360
        elif not has_words:
            return
        self._writer.changed(page)

    def _put_words(self, page: Any, result: PageResult) -> bool:
        """Whether there were any."""
        if not has_recognised_words(result):
            return False
        layer = text_layer(result, self._codes)
        if not layer.operators:
            return False
        matrix = page_space(page).matrix(result)
        resources = _own_copy(inherited(page, "/Resources"))
        cleaned = without_replaced_words(page, result)
        contents = self._contents(page, resources, cleaned)
        operators = b"q %b cm\n%b\nQ\n" % (_operands(matrix), layer.operators)
        fonts = _own_copy(resources.get("/Font"))
        for name in cleaned.idle_fonts:
            if name in fonts:
                del fonts[name]
        for reach in sorted(layer.reaches):
            fonts[f"/{font_name(reach)}"] = self._font(reach)
        resources["/Font"] = fonts
        page["/Resources"] = resources
        page["/Contents"] = pikepdf.Array([self._writer.add_stream(operators), *contents])
        return True

    def finish(self) -> None:
        """Write the fonts, now that all characters are known."""
        if not self._fonts:
            return
        program = font_program()
        shared = {
            "program": self._writer.add_stream(program, Length1=len(program)),
            "to_unicode": self._writer.add_stream(self._codes.unicode_map()),
        }
        for reach, font in self._fonts.items():
            self._describe(font, reach, **shared)

    def _font(self, reach: Reach) -> Any:
        """A reference to the font whose glyphs reach that far; it is written by `finish`."""
        if reach not in self._fonts:
            self._fonts[reach] = self._writer.reserve()
        return self._fonts[reach]

    def _describe(self, font: Any, reach: Reach, *, program: Any, to_unicode: Any) -> None:
        name = pikepdf.Name(f"/{_FONT_NAME}")
        above, below = reach
        glyphs = glyph_map(glyph_of_reach(reach), highest=self._codes.highest)
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=name,
            Flags=_SYMBOLIC,
            FontBBox=pikepdf.Array([0, -below, GLYPH_WIDTH, above]),
            ItalicAngle=0,
            Ascent=above,
            # Poppler takes 0 for an unknown depth and marks words a third too low.
            Descent=-max(below, 1),
            CapHeight=above,
            StemV=80,
            FontFile2=program,
        )
        descendant = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=pikepdf.Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
            FontDescriptor=self._writer.add(descriptor),
            DW=GLYPH_WIDTH,
            W=pikepdf.Array([0x20, pikepdf.Array([SPACE_WIDTH])]),
            CIDToGIDMap=self._writer.add_stream(glyphs),
        )
        self._writer.fill(
            font,
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type0,
                BaseFont=name,
                Encoding=pikepdf.Name("/Identity-H"),
                DescendantFonts=pikepdf.Array([self._writer.add(descendant)]),
                ToUnicode=to_unicode,
            ),
        )

    def _contents(self, page: Any, resources: Any, cleaned: CleanedContent) -> list[Any]:
        """The streams of what the page shows: its own, or one without an earlier OCR's words."""
        if cleaned.forms:
            objects = _own_copy(resources.get("/XObject"))
            for name, content in cleaned.forms.items():
                objects[name] = self._form_like(objects[name], content)
            resources["/XObject"] = objects
        if cleaned.content is not None:
            return [self._writer.add_stream(cleaned.content)]
        own = page.get("/Contents")
        return [own] if isinstance(own, pikepdf.Stream) else list(array_of(own))

    def _form_like(self, form: Any, content: bytes) -> Any:
        entries = {
            key.removeprefix("/"): value
            for key, value in form.stream_dict.items()
            if key not in ("/Length", "/Filter", "/DecodeParms")
        }
        return self._writer.add_stream(content, **entries)


def is_turned(result: PageResult, *, upright: bool) -> bool:
    """Whether the page is to be shown in another way than it lies."""
    return upright and result.status is PageStatus.DONE and result.rotation % 360 != 0


def can_show_text(page: Any) -> bool:
    """Whether the page has a font at hand; most scans have none."""
    resources = inherited(page, "/Resources")
    return "/Contents" in page and isinstance(resources, pikepdf.Dictionary) and may_show_text(resources)


def without_replaced_words(page: Any, result: PageResult) -> CleanedContent:
    """What the page shows without those words of an earlier OCR in whose place `result` has others."""
    if not has_recognised_words(result) or not can_show_text(page):
        return CleanedContent(None, {})
    space = page_space(page)
    replaced = _Replaced(result, space.matrix(result))
    resources = inherited(page, "/Resources")
    return without_earlier_layer(pikepdf.Page(page), resources, space, is_replaced=replaced)


class _Replaced:
    """Where on a page ours stand for the words of an earlier OCR: everywhere, or beside kept text."""

    def __init__(self, result: PageResult, matrix: Matrix) -> None:
        self._back = inverse(matrix)
        self._height = result.height_pt
        self._boxes: tuple[Box, ...] | None = None
        if result.source is PageSource.MIXED:
            self._boxes = tuple(box for block in result.blocks if (box := _recognised_part(block)))

    def __call__(self, point: Point) -> bool:
        if self._boxes is None:
            return True
        a, b, c, d, e, f = self._back
        x = a * point[0] + c * point[1] + e
        y = self._height - (b * point[0] + d * point[1] + f)
        return any(
            box.x0 - _NEAR_PT <= x <= box.x1 + _NEAR_PT and box.y0 - _NEAR_PT <= y <= box.y1 + _NEAR_PT
            for box in self._boxes
        )


def _recognised_part(block: Block) -> Box | None:
    is_ours = any(word.source is not WordSource.TEXT_LAYER for line in block.lines for word in line.words)
    return block.box if is_ours else None


def _own_copy(value: Any) -> Any:
    """A dictionary with the same entries that no other object shares; an empty one for nothing."""
    return pikepdf.Dictionary(dict(dictionary_of(value).items()))


def _operands(matrix: Matrix) -> bytes:
    return " ".join(f"{value:.6f}".rstrip("0").rstrip(".") for value in matrix).encode()
