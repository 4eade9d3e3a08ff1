"""The kinds of made pages: scans, pages printed and scanned again, columns, stamped scans, short pages in a
language.

Each knows how to write its PDF and what the truth about it is; `generator` says which ones there are.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2

from benchmarks.damage import CLEAN, Damage, spoil
from benchmarks.fonts import Face, faces, truetype_faces
from benchmarks.pages import PageTruth
from benchmarks.pdf_writing import Picture, Stamp, TextLayer, write_page
from benchmarks.places import corpus_dir
from benchmarks.recipes import Recipe
from benchmarks.sources import passage, sources
from benchmarks.stamps import pasted
from benchmarks.typesetting import A4_PT, Sheet, Style, draw, set_paragraphs

__all__ = ["ColumnPage", "LanguagePage", "Reprint", "Scan", "StampedPage", "style_for"]

_SIZES_PT = (9.0, 10.0, 11.0, 12.0)


@dataclass(frozen=True, slots=True)
class Scan:
    """Everything that makes one scanned page."""

    name: str
    language: str
    style: Style
    damage: Damage = CLEAN
    dpi: int = 300
    lines: int = 28
    title: str = ""
    seed: int = 0
    size_pt: tuple[float, float] = A4_PT

    def sheet(self) -> Sheet:
        texts = sources(self.language)
        source = texts[self.seed % len(texts)]
        paragraphs = passage(source, self.seed, chars=9000)
        return set_paragraphs(
            paragraphs, self.style, title=self.title, max_lines=self.lines, size_pt=self.size_pt
        )

    def picture(self, sheet: Sheet) -> Picture:
        back = None
        if self.damage.show_through:
            back = draw(replace(self, seed=self.seed + 1).sheet(), dpi=self.dpi)
        pixels = spoil(draw(sheet, dpi=self.dpi), self.damage, seed=self.seed, back=back)
        return Picture(pixels, jpeg_quality=None if self.damage.bilevel else self.damage.jpeg_quality)

    def truth(self, sheet: Sheet, **known: str) -> PageTruth:
        return PageTruth(
            text=sheet.text,
            rotation=self.damage.rotation,
            skew_degrees=self.damage.skew_degrees,
            language=self.language,
            made_with={
                "font": self.style.face.name,
                "size": f"{self.style.size_pt:g} pt",
                "dpi": str(self.dpi),
                "columns": str(self.style.columns),
                "damage": self.damage.described(),
                **known,
            },
        )

    def write(self, pdf: Path) -> PageTruth:
        sheet = self.sheet()
        size = self.size_pt if self.damage.rotation % 180 == 0 else self.size_pt[::-1]
        write_page(pdf, size_pt=size, pictures=[self.picture(sheet)])
        return self.truth(sheet)

    def recipe(self) -> Recipe:
        return Recipe(self.name, self.write)


@dataclass(frozen=True, slots=True)
class Reprint:
    """A page of a digital book of the corpus, printed and scanned again; its own text layer is the truth."""

    name: str
    book: str
    page_index: int
    damage: Damage
    dpi: int = 300

    def recipe(self) -> Recipe:
        return Recipe(self.name, self.write)

    def write(self, pdf: Path) -> PageTruth:
        corpus = corpus_dir()
        if corpus is None:
            raise FileNotFoundError("pages of real books need the corpus: set TRANSCRITOR_CORPUS")
        with pypdfium2.PdfDocument(corpus / "digital" / self.book) as document:
            page = document[self.page_index]
            # PDFium marks a hyphen at a line's end with U+FFFE.
            text = page.get_textpage().get_text_range().replace("\ufffe", "-")
            size = page.get_size()
            sharp = page.render(scale=self.dpi / 72, grayscale=True).to_numpy().copy()
        pixels = spoil(sharp, self.damage, seed=self.page_index)
        write_page(pdf, size_pt=size, pictures=[Picture(pixels, jpeg_quality=self.damage.jpeg_quality)])
        made_with = {"book": self.book, "dpi": str(self.dpi), "damage": self.damage.described()}
        skew = self.damage.skew_degrees
        return PageTruth(text=text, rotation=0, skew_degrees=skew, language="por", made_with=made_with)


@dataclass(frozen=True, slots=True)
class ColumnPage:
    scan: Scan
    digital: bool
    """With its own text layer instead of a picture."""

    def recipe(self) -> Recipe:
        return Recipe(self.scan.name, self.write)

    def write(self, pdf: Path) -> PageTruth:
        sheet = self.scan.sheet()
        if self.digital:
            write_page(
                pdf,
                size_pt=A4_PT,
                layers=[TextLayer(sheet, _embeddable(self.scan.style.face), lambda text: text)],
            )
        else:
            write_page(pdf, size_pt=A4_PT, pictures=[self.scan.picture(sheet)])
        known = self.scan.truth(sheet, source="text layer" if self.digital else "picture")
        return replace(known, lines=tuple(line.text for line in sheet.lines))


@dataclass(frozen=True, slots=True)
class StampedPage:
    scan: Scan
    stamps: Callable[[int], list[Stamp]]
    number: int

    def write(self, pdf: Path) -> PageTruth:
        stamps = self.stamps(self.number)
        sheet = self.scan.sheet()
        if self.stamps is pasted:
            kept = tuple(line for line in sheet.lines if line.baseline_pt < 520)
            sheet = replace(sheet, lines=kept)
        write_page(pdf, size_pt=A4_PT, pictures=[self.scan.picture(sheet)], stamps=stamps)
        return replace(self.scan.truth(sheet), stamp="\n".join(stamp.text for stamp in stamps))


@dataclass(frozen=True, slots=True)
class LanguagePage:
    language: str
    index: int
    seed: int

    def write(self, pdf: Path) -> PageTruth:
        dice = random.Random(self.seed)
        style = replace(style_for(dice, self.index), margin_pt=40.0)
        size = (420.0, 300.0)
        parts: list[str] = []
        for code in self.language.split("+"):
            texts = sources(code)
            parts += passage(texts[self.seed % len(texts)], self.seed, chars=250)[:2]
        if "+" in self.language:
            parts = [text[:330].rsplit(" ", 1)[0] for text in parts]
        sheet = set_paragraphs(parts, replace(style, size_pt=9.0, leading=1.2), size_pt=size, max_lines=22)
        digital = self.index % 4 == 0
        if digital:
            write_page(
                pdf, size_pt=size, layers=[TextLayer(sheet, _embeddable(style.face), lambda text: text)]
            )
        else:
            rough = Damage(noise=6, blur_px=0.6, paper=235, ink=30)
            pixels = spoil(draw(sheet, dpi=300), rough, seed=self.seed)
            write_page(pdf, size_pt=size, pictures=[Picture(pixels)])
        return PageTruth(
            text=sheet.text,
            rotation=0,
            language=self.language,
            made_with={"source": "text layer" if digital else "picture"},
        )


def style_for(dice: random.Random, index: int, *, columns: int = 1, hyphenated: bool = False) -> Style:
    available = faces()
    return Style(
        face=available[index % len(available)],
        size_pt=_SIZES_PT[(index // len(available) + index) % len(_SIZES_PT)] if columns == 1 else 9.5,
        leading=dice.uniform(1.2, 1.45),
        columns=columns,
        justified=dice.random() < 0.6 or columns > 1,
        hyphenated=hyphenated,
    )


def _embeddable(face: Face) -> Face:
    choices = truetype_faces()
    return face if face in choices else choices[len(face.name) % len(choices)]
