"""Made pages with exact ground truth, in the sets that the accuracy goals name.

Every page follows from its set, its number and the seed; the same fonts give the same files. `build_set` keeps what it
made under `build/bench/pages` and makes only what is missing. Sets of text layers are in `made_layers`.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import damage as damage_module
from benchmarks import made_layers, pdf_writing, typesetting
from benchmarks import sources as sources_module
from benchmarks.damage import CLEAN, Damage, spoil
from benchmarks.fonts import Face, faces
from benchmarks.made_layers import bad_layer_pages, good_layer_pages
from benchmarks.pages import BenchPage, PageTruth, load_page, save_page
from benchmarks.pdf_writing import Picture, Stamp, TextLayer, write_page
from benchmarks.places import build_dir
from benchmarks.recipes import Recipe
from benchmarks.sources import Source, passage, sources
from benchmarks.typesetting import A4_PT, Sheet, Style, draw, set_paragraphs

__all__ = ["MADE_SETS", "SEED", "build_set", "scan_document"]

SEED = 1839
"""Another seed gives other pages of the same kinds: for telling whether rules were fitted to these."""

_SIZES_PT = (9.0, 10.0, 11.0, 12.0)


def build_set(name: str, *, seed: int = SEED, limit: int | None = None, root: Path | None = None) -> tuple[BenchPage, ...]:
    """`limit` pages of a made set, drawn from all over it (more of them for a higher limit); all for None."""
    recipes = list(MADE_SETS[name](seed))
    if limit is not None and limit < len(recipes):
        drawn = random.Random(name).sample(range(len(recipes)), len(recipes))[:limit]
        recipes = [recipes[index] for index in sorted(drawn)]
    home = root if root is not None else build_dir() / "pages"
    folder = home / f"{name}-{seed}-{_maker_key()}"
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_made(name, recipe, folder) for recipe in recipes)


def scan_document(path: Path, source: Source, *, pages: int, dpi: int = 300, seed: int = SEED) -> None:
    """A scanned document of full, slightly grey and tilted pages, for measuring speed."""
    import pikepdf

    whole = pikepdf.new()
    for index in range(pages):
        dice = random.Random(f"{seed}-scan-{index}")
        style = _style(dice, index)
        sheet = set_paragraphs(passage(source, dice.randrange(10**6), chars=6000), style)
        mild = Damage(blur_px=0.6, noise=4, paper=240, ink=30, skew_degrees=dice.uniform(-0.4, 0.4), jpeg_quality=85)
        part = path.with_name(f"{path.stem}-{index}.part.pdf")
        pixels = spoil(draw(sheet, dpi=dpi), mild, seed=seed + index)
        write_page(part, size_pt=A4_PT, pictures=[Picture(pixels, jpeg_quality=mild.jpeg_quality)])
        with pikepdf.open(part) as single:
            whole.pages.extend(single.pages)
            whole.save(path, deterministic_id=True)
        whole = pikepdf.open(path, allow_overwriting_input=True)
        part.unlink()
    whole.close()


def _made(set_name: str, recipe: Recipe, folder: Path) -> BenchPage:
    pdf = folder / f"{recipe.name}.pdf"
    if not pdf.with_suffix(".json").exists():
        save_page(BenchPage(set_name, recipe.name, pdf, recipe.make(pdf)))
    return load_page(set_name, pdf)


def _maker_key() -> str:
    """Changes when the code that makes pages, or the fonts, do."""
    modules = [damage_module, made_layers, pdf_writing, typesetting, sources_module]
    files = [Path(__file__), *(Path(module.__file__) for module in modules if module.__file__ is not None)]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files)))
    digest.update("".join(face.path.name for face in faces()).encode())
    return digest.hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class _Scan:
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
        return set_paragraphs(paragraphs, self.style, title=self.title, max_lines=self.lines, size_pt=self.size_pt)

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


def _style(dice: random.Random, index: int, *, columns: int = 1, hyphenated: bool = False) -> Style:
    available = faces()
    return Style(
        face=available[index % len(available)],
        size_pt=_SIZES_PT[(index // len(available) + index) % len(_SIZES_PT)] if columns == 1 else 9.5,
        leading=dice.uniform(1.2, 1.45),
        columns=columns,
        justified=dice.random() < 0.6 or columns > 1,
        hyphenated=hyphenated,
    )


def _clean(seed: int) -> Iterator[Recipe]:
    for index in range(16):
        dice = random.Random(f"{seed}-clean-{index}")
        yield _Scan(
            name=f"clean-{index:02d}",
            language="eng" if index % 4 == 3 else "por",
            style=_style(dice, index),
            damage=Damage(jpeg_quality=90) if index % 2 else Damage(bilevel=True),
            dpi=300 if index % 4 < 3 else 200,
            seed=dice.randrange(10**6),
        ).recipe()


_DEGRADED: dict[str, tuple[int, Callable[[random.Random], Damage]]] = {
    "grey": (300, lambda d: Damage(
        ink=55, paper=200, shading=0.4, skew_degrees=d.uniform(-2, 2), blur_px=1.6, noise=d.uniform(18, 26))),
    "noisy": (300, lambda d: Damage(
        ink=40, paper=225, skew_degrees=d.uniform(-1, 1), blur_px=1.2, noise=d.uniform(32, 45), speckle=0.002)),
    "low200": (200, lambda d: Damage(
        ink=45, paper=215, shading=0.3, skew_degrees=d.uniform(-2, 2), blur_px=1.0, noise=d.uniform(12, 20))),
    "low150": (150, lambda d: Damage(
        ink=40, paper=225, shading=0.2, skew_degrees=d.uniform(-1, 1), blur_px=0.7, noise=d.uniform(6, 12))),
    "low100": (110, lambda d: Damage(
        ink=20, paper=245, skew_degrees=d.uniform(-0.5, 0.5), blur_px=0.35, noise=3, jpeg_quality=75)),
    "through": (250, lambda d: Damage(
        show_through=d.uniform(0.3, 0.45), ink=45, paper=230, shading=0.2, blur_px=0.9, noise=8, jpeg_quality=40)),
    "inverted": (250, lambda d: Damage(
        ink=30, paper=225, skew_degrees=d.uniform(-1, 1), inverted=True, blur_px=0.9, noise=d.uniform(8, 14))),
    "shadow": (300, lambda d: Damage(
        ink=40, paper=235, shading=d.uniform(0.65, 0.8), skew_degrees=d.uniform(2, 4), dark_border_px=110, blur_px=1.0,
        noise=10)),
    "fax": (200, lambda d: Damage(skew_degrees=d.uniform(-1.5, 1.5), blur_px=0.8, speckle=0.012, noise=60, bilevel=True)),
}  # fmt: skip
_DEGRADED_EACH = 4


def _degraded(seed: int) -> Iterator[Recipe]:
    for kind_index, (kind, (dpi, make_damage)) in enumerate(_DEGRADED.items()):
        for index in range(_DEGRADED_EACH):
            dice = random.Random(f"{seed}-{kind}-{index}")
            style = _style(dice, kind_index + 2 * index)
            if kind == "low100":
                style = replace(style, size_pt=max(11.0, style.size_pt))
            yield _Scan(
                name=f"{kind}-{index}",
                language="eng" if index == 3 else "por",
                style=style,
                damage=make_damage(dice),
                dpi=dpi,
                seed=dice.randrange(10**6),
            ).recipe()


def _rotated(seed: int) -> Iterator[Recipe]:
    for index in range(16):
        dice = random.Random(f"{seed}-rotated-{index}")
        rotation = (90, 180, 270, 0)[index % 4]
        rough = index >= 8
        yield _Scan(
            name=f"turned-{rotation:03d}-{index // 4}",
            language="eng" if index // 4 == 1 else "por",
            style=_style(dice, index),
            damage=Damage(
                rotation=rotation,
                skew_degrees=dice.uniform(-1.5, 1.5) if rough else 0.0,
                noise=10 if rough else 2,
                blur_px=0.8 if rough else 0.0,
                paper=225 if rough else 255,
                ink=40 if rough else 0,
            ),
            dpi=200 if index % 8 > 3 else 300,
            lines=(28, 28, 12, 6)[index // 4],
            seed=dice.randrange(10**6),
        ).recipe()


def _skewed(seed: int) -> Iterator[Recipe]:
    """The same two pages, one sharp and one grey and noisy, from -10 to 10 degrees."""
    for kind, damage in (("sharp", Damage()), ("grey", Damage(ink=45, paper=220, blur_px=0.9, noise=10))):
        dice = random.Random(f"{seed}-skew-{kind}")
        style, page_seed = _style(dice, 1 if kind == "sharp" else 2), dice.randrange(10**6)
        for degrees in (-10, -8, -6, -4, -2, 0, 2, 4, 6, 8, 10):
            yield _Scan(
                name=f"{kind}{degrees:+03d}",
                language="por",
                # Room enough that no line leaves the sheet at 10 degrees.
                style=replace(style, margin_pt=115.0, size_pt=11.0),
                damage=replace(damage, skew_degrees=float(degrees)),
                lines=24,
                seed=page_seed,
            ).recipe()


def _columns(seed: int) -> Iterator[Recipe]:
    for index in range(12):
        dice = random.Random(f"{seed}-columns-{index}")
        columns = 2 if index % 2 == 0 else 3
        yield _ColumnPage(
            _Scan(
                name=f"columns{columns}-{index // 2}",
                language="eng" if index in {4, 5} else "por",
                style=_style(dice, index, columns=columns, hyphenated=True),
                damage=Damage() if index < 8 else Damage(skew_degrees=1.2, noise=8, blur_px=0.7, paper=225, ink=40),
                lines=45 * columns,
                title="" if index < 4 else ("GAZETTE OF THE DAY" if index in {4, 5} else "DIÁRIO OFICIAL DO DIA"),
                seed=dice.randrange(10**6),
            ),
            digital=index in {2, 3},
        ).recipe()


@dataclass(frozen=True, slots=True)
class _ColumnPage:
    scan: _Scan
    digital: bool
    """With its own text layer instead of a picture."""

    def recipe(self) -> Recipe:
        return Recipe(self.scan.name, self.write)

    def write(self, pdf: Path) -> PageTruth:
        sheet = self.scan.sheet()
        if self.digital:
            write_page(pdf, size_pt=A4_PT, layers=[TextLayer(sheet, _embeddable(self.scan.style.face), lambda text: text)])
        else:
            write_page(pdf, size_pt=A4_PT, pictures=[self.scan.picture(sheet)])
        known = self.scan.truth(sheet, source="text layer" if self.digital else "picture")
        return replace(known, lines=tuple(line.text for line in sheet.lines))


def _stamped(seed: int) -> Iterator[Recipe]:
    for index in range(12):
        dice = random.Random(f"{seed}-stamped-{index}")
        scan = _Scan(
            name=f"{_STAMPS[index % len(_STAMPS)].__name__.strip('_')}-{index // len(_STAMPS)}",
            language="por",
            style=replace(_style(dice, index), margin_pt=80.0),
            damage=Damage(jpeg_quality=85) if index < 6 else Damage(
                ink=35, paper=230, skew_degrees=dice.uniform(-1, 1), blur_px=0.7, noise=8, jpeg_quality=80),
            dpi=300 if index % 3 else 200,
            seed=dice.randrange(10**6),
        )  # fmt: skip
        yield Recipe(scan.name, _StampedPage(scan, _STAMPS[index % len(_STAMPS)], index).write)


def _court_header(number: int) -> list[Stamp]:
    case = f"{1004321 + 817 * number:07d}-{11 + number}.2023.8.26.{100 + number:04d}"
    return [
        Stamp(f"TRIBUNAL DE JUSTIÇA DO ESTADO — Processo nº {case}", 80, 30, 9, "Helvetica"),
        Stamp(f"fls. {812 + number}", 500, 30, 9, "Helvetica-Bold"),
    ]


def _right_edge(number: int) -> list[Stamp]:
    return [
        Stamp(
            f"Este documento é cópia do original assinado digitalmente por MARIA APARECIDA GONÇALVES, em 1{number % 10}/03/2024.",
            572, 760, 7.5, "Helvetica", upwards=True,
        ),
        Stamp(
            f"Para conferir o original, informe o processo 08{number:02d}774-31.2022 e o código 4F7B{number:02d}C.",
            583, 760, 7.5, "Helvetica", upwards=True,
        ),
    ]  # fmt: skip


def _page_number(number: int) -> list[Stamp]:
    return [Stamp(f"Página {17 + number} de 340", 260, 815, 10, "Times-Roman")]


def _pasted(number: int) -> list[Stamp]:
    """A digital page whose upper part is a picture of text."""
    return [
        Stamp(f"Conforme o documento {number + 3} acima, transcrito pelo cartório:", 80, 560, 11, "Times-Roman"),
        Stamp("a autora juntou recibos, fotografias e declaração de testemunhas.", 80, 578, 11, "Times-Roman"),
        Stamp("Requer-se, portanto, a intimação do réu para audiência de conciliação.", 80, 596, 11, "Times-Roman"),
    ]


_STAMPS: tuple[Callable[[int], list[Stamp]], ...] = (_court_header, _right_edge, _page_number, _pasted)


@dataclass(frozen=True, slots=True)
class _StampedPage:
    scan: _Scan
    stamps: Callable[[int], list[Stamp]]
    number: int

    def write(self, pdf: Path) -> PageTruth:
        stamps = self.stamps(self.number)
        sheet = self.scan.sheet()
        if self.stamps is _pasted:
            kept = tuple(line for line in sheet.lines if line.baseline_pt < 520)
            sheet = replace(sheet, lines=kept)
        write_page(pdf, size_pt=A4_PT, pictures=[self.scan.picture(sheet)], stamps=stamps)
        return replace(self.scan.truth(sheet), stamp="\n".join(stamp.text for stamp in stamps))


def _languages(seed: int) -> Iterator[Recipe]:
    """Small pages, digital and scanned, in one language or half and half; 250 to 900 characters."""
    for index in range(60):
        dice = random.Random(f"{seed}-language-{index}")
        language = "por+eng" if index % 10 == 9 else ("por", "eng")[index % 2]
        yield Recipe(f"{language.replace('+', '-')}-{index:02d}", _LanguagePage(language, index, dice.randrange(10**6)).write)


@dataclass(frozen=True, slots=True)
class _LanguagePage:
    language: str
    index: int
    seed: int

    def write(self, pdf: Path) -> PageTruth:
        dice = random.Random(self.seed)
        style = replace(_style(dice, self.index), margin_pt=40.0)
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
            write_page(pdf, size_pt=size, layers=[TextLayer(sheet, _embeddable(style.face), lambda text: text)])
        else:
            rough = Damage(noise=6, blur_px=0.6, paper=235, ink=30)
            pixels = spoil(draw(sheet, dpi=300), rough, seed=self.seed)
            write_page(pdf, size_pt=size, pictures=[Picture(pixels)])
        return PageTruth(
            text=sheet.text, rotation=0, language=self.language, made_with={"source": "text layer" if digital else "picture"}
        )


def _embeddable(face: Face) -> Face:
    from benchmarks.fonts import truetype_faces

    choices = truetype_faces()
    return face if face in choices else choices[len(face.name) % len(choices)]


def _layers(seed: int) -> Iterator[Recipe]:
    yield from bad_layer_pages(seed)
    yield from good_layer_pages(seed)


MADE_SETS: dict[str, Callable[[int], Iterator[Recipe]]] = {
    "clean": _clean,
    "degraded": _degraded,
    "rotated": _rotated,
    "skew": _skewed,
    "stamped": _stamped,
    "columns": _columns,
    "layers": _layers,
    "languages": _languages,
}
