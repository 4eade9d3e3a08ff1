"""PDF files of one page, built from a picture, from text with a font of its own, or from both.

Files are the same, byte for byte, for the same input. Text is placed in points from the top left.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from PIL import Image

from benchmarks.damage import jpeg_bytes
from benchmarks.fonts import Face
from benchmarks.typesetting import Sheet

__all__ = ["Picture", "Stamp", "TextLayer", "ToUnicode", "write_page"]

_TIFF_PHOTOMETRIC, _TIFF_OFFSETS, _TIFF_ROWS_PER_STRIP, _TIFF_COUNTS = 262, 273, 278, 279

ToUnicode = Callable[[str], str]
"""What a reader is told a glyph of this character means; the right one returns its argument."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, grey or (without JPEG) RGB, laid over a part of the page, given as x0, y0, x1, y1 in points;
    all of it for None.
    """

    pixels: np.ndarray
    jpeg_quality: int | None = 92
    """None: kept without loss, as one bit a pixel where it only holds black and white."""
    place: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line of real text in one of the 14 standard fonts."""

    text: str
    x_pt: float
    y_pt: float
    size_pt: float = 9.0
    font: str = "Helvetica"
    upwards: bool = False
    """Written from the bottom to the top, as courts do along the right edge."""


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The text of a sheet, drawn with an embedded TrueType font.

    `to_unicode` None leaves the character map out. `simple` writes one byte a glyph in a font without a
    usable encoding, as old programs do, instead of glyph numbers.
    """

    sheet: Sheet
    face: Face
    to_unicode: ToUnicode | None
    simple: bool = False
    invisible: bool = False


def write_page(
    path: Path,
    *,
    size_pt: tuple[float, float],
    pictures: Sequence[Picture] = (),
    layers: Sequence[TextLayer] = (),
    stamps: Sequence[Stamp] = (),
    rotate: int = 0,
) -> None:
    """One page: pictures first, then text layers, then stamps over them."""
    pdf = pikepdf.new()
    width, height = size_pt
    content: list[str] = []
    resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(), Font=pikepdf.Dictionary())
    for index, picture in enumerate(pictures):
        resources.XObject[f"/Im{index}"] = _image(pdf, picture)
        x0, y0, x1, y1 = picture.place if picture.place is not None else (0.0, 0.0, width, height)
        content.append(f"q {x1 - x0:.3f} 0 0 {y1 - y0:.3f} {x0:.3f} {height - y1:.3f} cm /Im{index} Do Q")
    for index, layer in enumerate(layers):
        font = _EmbeddedFont(layer)
        resources.Font[f"/T{index}"] = font.resource(pdf)
        content.append(_text_of(layer, font, f"/T{index}", height))
    for index, stamp in enumerate(stamps):
        resources.Font[f"/S{index}"] = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name(f"/{stamp.font}"),
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        turn = "0 1 -1 0" if stamp.upwards else "1 0 0 1"
        text = stamp.text.encode("cp1252").hex()
        content.append(
            f"BT /S{index} {stamp.size_pt:g} Tf {turn} {stamp.x_pt:.3f} {height - stamp.y_pt:.3f} Tm"
            f" <{text}> Tj ET"
        )
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, width, height],
        Resources=resources,
        Contents=pdf.make_stream("\n".join(content).encode("ascii")),
    )
    if rotate:
        page.Rotate = rotate
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.save(path, deterministic_id=True)


def _image(pdf: pikepdf.Pdf, picture: Picture) -> pikepdf.Object:
    height, width = picture.pixels.shape[:2]
    facts = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "Width": width, "Height": height}
    if picture.jpeg_quality is not None:
        stream = pdf.make_stream(
            jpeg_bytes(picture.pixels, picture.jpeg_quality), Filter=pikepdf.Name.DCTDecode
        )
        facts |= {"ColorSpace": pikepdf.Name.DeviceGray, "BitsPerComponent": 8}
    elif picture.pixels.ndim == 2 and np.isin(picture.pixels, (0, 255)).all():
        buffer = io.BytesIO()
        Image.fromarray(picture.pixels).convert("1", dither=Image.Dither.NONE).save(
            buffer, "TIFF", compression="group4", tiffinfo={_TIFF_ROWS_PER_STRIP: height}
        )
        strip = Image.open(buffer)
        offset, length = strip.tag_v2[_TIFF_OFFSETS][0], strip.tag_v2[_TIFF_COUNTS][0]  # type: ignore[attr-defined]
        stream = pdf.make_stream(
            buffer.getvalue()[offset : offset + length], Filter=pikepdf.Name.CCITTFaxDecode
        )
        black_is_one = strip.tag_v2[_TIFF_PHOTOMETRIC] == 1  # type: ignore[attr-defined]
        stream.DecodeParms = pikepdf.Dictionary(K=-1, Columns=width, Rows=height, BlackIs1=black_is_one)
        facts |= {"ColorSpace": pikepdf.Name.DeviceGray, "BitsPerComponent": 1}
    else:
        stream = pdf.make_stream(picture.pixels.tobytes())
        space = pikepdf.Name.DeviceGray if picture.pixels.ndim == 2 else pikepdf.Name.DeviceRGB
        facts |= {"ColorSpace": space, "BitsPerComponent": 8}
    for name, value in facts.items():
        stream[f"/{name}"] = value
    return stream


def _text_of(layer: TextLayer, font: _EmbeddedFont, name: str, height_pt: float) -> str:
    mode = 3 if layer.invisible else 0
    parts = [f"BT {mode} Tr"]
    for line in layer.sheet.lines:
        parts.append(f"{name} {line.size_pt:g} Tf")
        for index, word in enumerate(line.words):
            # A space goes with each word but the last, as word processors write them.
            text = word.text if index == len(line.words) - 1 else f"{word.text} "
            parts.append(
                f"1 0 0 1 {word.x_pt:.3f} {height_pt - line.baseline_pt:.3f} Tm <{font.codes(text)}> Tj"
            )
    parts.append("ET")
    return "\n".join(parts)


class _EmbeddedFont:
    """The part of a TrueType font that a sheet needs, with the character map that the layer asks for."""

    def __init__(self, layer: TextLayer) -> None:
        self._layer = layer
        characters = sorted({character for line in layer.sheet.lines for character in line.text} | {" "})
        options = subset.Options(
            layout_features=[], hinting=False, notdef_outline=True, recalc_timestamp=False
        )
        options.drop_tables += ["FFTM"]
        self._font = TTFont(layer.face.path, recalcTimestamp=False)
        shrinker = subset.Subsetter(options)
        shrinker.populate(unicodes=[ord(character) for character in characters])
        shrinker.subset(self._font)
        names = self._font.getBestCmap()
        self._glyph_of = {character: self._font.getGlyphID(names[ord(character)]) for character in characters}
        # A simple font numbers its glyphs from 33 in order of the alphabet, as subsets made for printing do.
        self._code_of = {character: 33 + index for index, character in enumerate(characters)}
        self._unit = 1000 / self._font["head"].unitsPerEm

    def codes(self, text: str) -> str:
        if self._layer.simple:
            return "".join(f"{self._code_of[character]:02x}" for character in text)
        return "".join(f"{self._glyph_of[character]:04x}" for character in text)

    def resource(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        font = self._simple(pdf) if self._layer.simple else self._composite(pdf)
        if self._layer.to_unicode is not None:
            codes = self._code_of if self._layer.simple else self._glyph_of
            meanings = {code: self._layer.to_unicode(character) for character, code in codes.items()}
            font.ToUnicode = pdf.make_stream(
                _character_map(meanings, byte_count=1 if self._layer.simple else 2)
            )
        return pdf.make_indirect(font)

    def _advance(self, character: str) -> float:
        name = self._font.getGlyphName(self._glyph_of[character])
        return float(self._font["hmtx"][name][0] * self._unit)

    def _descriptor(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        buffer = io.BytesIO()
        self._font.save(buffer)
        file = pdf.make_stream(buffer.getvalue())
        file.Length1 = len(buffer.getvalue())
        head, hhea = self._font["head"], self._font["hhea"]
        return pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.FontDescriptor,
                FontName=pikepdf.Name("/AAAAAA+Made"),
                Flags=4,
                FontBBox=[
                    round(value * self._unit) for value in (head.xMin, head.yMin, head.xMax, head.yMax)
                ],
                ItalicAngle=0,
                Ascent=round(hhea.ascent * self._unit),
                Descent=round(hhea.descent * self._unit),
                CapHeight=700,
                StemV=80,
                FontFile2=file,
            )
        )

    def _composite(self, pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
        widths: list[object] = []
        for character, glyph in sorted(self._glyph_of.items(), key=lambda item: item[1]):
            widths += [glyph, [round(self._advance(character), 2)]]
        descendant = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType2,
            BaseFont=pikepdf.Name("/AAAAAA+Made"),
            CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=self._descriptor(pdf),
            W=widths,
            CIDToGIDMap=pikepdf.Name.Identity,
        )
        return pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=pikepdf.Name("/AAAAAA+Made"),
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(descendant)],
        )

    def _simple(self, pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
        table = self._font["cmap"]
        glyphs = {code: self._font.getGlyphName(self._glyph_of[char]) for char, code in self._code_of.items()}
        kept = [entry for entry in table.tables if entry.format == 4][:1]
        for entry in kept:
            # A symbol map: code 0xF000 + byte, the way TrueType marks fonts without an alphabet.
            entry.platformID, entry.platEncID = 3, 0
            entry.cmap = {0xF000 + code: name for code, name in glyphs.items()}
        table.tables = kept
        first, last = min(self._code_of.values()), max(self._code_of.values())
        return pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.TrueType,
            BaseFont=pikepdf.Name("/AAAAAA+Made"),
            FirstChar=first,
            LastChar=last,
            Widths=[round(self._advance(character), 2) for character in self._code_of],
            FontDescriptor=self._descriptor(pdf),
        )


def _character_map(meanings: Mapping[int, str], *, byte_count: int) -> bytes:
    """A ToUnicode stream (PDF 32000-1, 9.10.3); characters without a meaning ('') are left out."""
    digits = byte_count * 2
    entries = [
        f"<{code:0{digits}x}> <{meaning.encode('utf-16-be').hex()}>"
        for code, meaning in sorted(meanings.items())
        if meaning
    ]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    text = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<{'00' * byte_count}> <{'ff' * byte_count}>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
    return text.encode("ascii")
