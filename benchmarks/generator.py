"""Made pages with exact ground truth, in the sets that the accuracy goals name.

Every page follows from its set, its number and the seed; the same fonts give the same files. `build_set`
keeps what it made under `build/bench/pages` and makes only what is missing. Sets of text layers are in
`made_layers`.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf

from benchmarks.damage import Damage, spoil
from benchmarks.fonts import faces
from benchmarks.made_layers import bad_layer_pages, good_layer_pages
from benchmarks.pages import BenchPage, load_page, save_page
from benchmarks.pdf_writing import Picture, write_page
from benchmarks.places import build_dir
from benchmarks.recipes import Recipe
from benchmarks.scans import ColumnPage, LanguagePage, Reprint, Scan, StampedPage, style_for
from benchmarks.sources import Source, passage
from benchmarks.stamps import STAMPS
from benchmarks.typesetting import A4_PT, draw, set_paragraphs

__all__ = ["MADE_SETS", "SEED", "build_set", "scan_document"]

SEED = 1839
"""Another seed gives other pages of the same kinds: for telling whether rules were fitted to these."""

_MAKERS = ("damage", "generator", "made_layers", "pdf_writing", "scans", "sources", "stamps", "typesetting")


def build_set(
    name: str, *, seed: int = SEED, limit: int | None = None, root: Path | None = None
) -> tuple[BenchPage, ...]:
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
    with pikepdf.new() as whole:
        for index in range(pages):
            dice = random.Random(f"{seed}-scan-{index}")
            sheet = set_paragraphs(passage(source, dice.randrange(10**6), chars=6000), style_for(dice, index))
            tilt = dice.uniform(-0.4, 0.4)
            mild = Damage(blur_px=0.6, noise=4, paper=240, ink=30, skew_degrees=tilt, jpeg_quality=85)
            pixels = spoil(draw(sheet, dpi=dpi), mild, seed=seed + index)
            part = path.with_suffix(".part.pdf")
            write_page(part, size_pt=A4_PT, pictures=[Picture(pixels, jpeg_quality=mild.jpeg_quality)])
            with pikepdf.open(part) as single:
                whole.add_pages_from(single)
                whole.save(path, deterministic_id=True)
            part.unlink()


def _made(set_name: str, recipe: Recipe, folder: Path) -> BenchPage:
    pdf = folder / f"{recipe.name}.pdf"
    if not pdf.with_suffix(".json").exists():
        save_page(BenchPage(set_name, recipe.name, pdf, recipe.make(pdf)))
    return load_page(set_name, pdf)


def _maker_key() -> str:
    """Changes when the code that makes pages, or the fonts, do."""
    here = Path(__file__).parent
    digest = hashlib.sha256(b"".join((here / f"{module}.py").read_bytes() for module in _MAKERS))
    digest.update("".join(face.path.name for face in faces()).encode())
    return digest.hexdigest()[:10]


_BOOKS = (
    ("machado-bote.pdf", 2),
    ("machado-historiasSemData.pdf", 9),
    ("machado-castroAlves.pdf", 1),
    ("machado-historiasSemData.pdf", 40),
)


def _reprints(kind: str, damage: Damage, *, dpi: int = 300) -> Iterator[Recipe]:
    for index, (book, page_index) in enumerate(_BOOKS):
        yield Reprint(f"{kind}-{index}", book, page_index, damage, dpi).recipe()


def _clean(seed: int) -> Iterator[Recipe]:
    for index in range(16):
        dice = random.Random(f"{seed}-clean-{index}")
        yield Scan(
            name=f"clean-{index:02d}",
            language="eng" if index % 4 == 3 else "por",
            style=style_for(dice, index),
            damage=Damage(jpeg_quality=90) if index % 2 else Damage(bilevel=True),
            dpi=300 if index % 4 < 3 else 200,
            seed=dice.randrange(10**6),
        ).recipe()
    yield from _reprints("clean-book", Damage(jpeg_quality=85))


_DEGRADED: dict[str, tuple[int, Callable[[random.Random], Damage]]] = {
    "grey": (300, lambda dice: Damage(
        ink=55, paper=200, shading=0.4, skew_degrees=dice.uniform(-2, 2), blur_px=1.6,
        noise=dice.uniform(18, 26))),
    "noisy": (300, lambda dice: Damage(
        ink=40, paper=225, skew_degrees=dice.uniform(-1, 1), blur_px=1.2, noise=dice.uniform(32, 45),
        speckle=0.002)),
    "low200": (200, lambda dice: Damage(
        ink=45, paper=215, shading=0.3, skew_degrees=dice.uniform(-2, 2), blur_px=1.0,
        noise=dice.uniform(12, 20))),
    "low150": (150, lambda dice: Damage(
        ink=40, paper=225, shading=0.2, skew_degrees=dice.uniform(-1, 1), blur_px=0.7,
        noise=dice.uniform(6, 12))),
    "low100": (110, lambda dice: Damage(
        ink=20, paper=245, skew_degrees=dice.uniform(-0.5, 0.5), blur_px=0.35, noise=3, jpeg_quality=75)),
    "through": (250, lambda dice: Damage(
        show_through=dice.uniform(0.3, 0.45), ink=45, paper=230, shading=0.2, blur_px=0.9, noise=8,
        jpeg_quality=40)),
    "inverted": (250, lambda dice: Damage(
        ink=30, paper=225, skew_degrees=dice.uniform(-1, 1), inverted=True, blur_px=0.9,
        noise=dice.uniform(8, 14))),
    "shadow": (300, lambda dice: Damage(
        ink=40, paper=235, shading=dice.uniform(0.65, 0.8), skew_degrees=dice.uniform(2, 4),
        dark_border_px=110, blur_px=1.0, noise=10)),
    "fax": (200, lambda dice: Damage(
        skew_degrees=dice.uniform(-1.5, 1.5), blur_px=0.8, speckle=0.012, noise=60, bilevel=True)),
}  # fmt: skip
_DEGRADED_EACH = 4


def _degraded(seed: int) -> Iterator[Recipe]:
    for kind_index, (kind, (dpi, make_damage)) in enumerate(_DEGRADED.items()):
        for index in range(_DEGRADED_EACH):
            dice = random.Random(f"{seed}-{kind}-{index}")
            style = style_for(dice, kind_index + 2 * index)
            if kind == "low100":
                style = replace(style, size_pt=max(11.0, style.size_pt))
            yield Scan(
                name=f"{kind}-{index}",
                language="eng" if index == 3 else "por",
                style=style,
                damage=make_damage(dice),
                dpi=dpi,
                seed=dice.randrange(10**6),
            ).recipe()
    grey = Damage(ink=50, paper=205, shading=0.4, skew_degrees=1.3, blur_px=1.4, noise=20)
    yield from _reprints("grey-book", grey)


def _rotated(seed: int) -> Iterator[Recipe]:
    for index in range(16):
        dice = random.Random(f"{seed}-rotated-{index}")
        rotation = (90, 180, 270, 0)[index % 4]
        rough = index >= 8
        yield Scan(
            name=f"turned-{rotation:03d}-{index // 4}",
            language="eng" if index // 4 == 1 else "por",
            style=style_for(dice, index),
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
        style, page_seed = style_for(dice, 1 if kind == "sharp" else 2), dice.randrange(10**6)
        for degrees in (-10, -8, -6, -4, -2, 0, 2, 4, 6, 8, 10):
            yield Scan(
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
        yield ColumnPage(
            Scan(
                name=f"columns{columns}-{index // 2}",
                language="eng" if index in {4, 5} else "por",
                style=style_for(dice, index, columns=columns, hyphenated=True),
                damage=Damage()
                if index < 8
                else Damage(skew_degrees=1.2, noise=8, blur_px=0.7, paper=225, ink=40),
                lines=45 * columns,
                title=""
                if index < 4
                else ("GAZETTE OF THE DAY" if index in {4, 5} else "DIÁRIO OFICIAL DO DIA"),
                seed=dice.randrange(10**6),
            ),
            digital=index in {2, 3},
        ).recipe()


def _stamped(seed: int) -> Iterator[Recipe]:
    for index in range(12):
        dice = random.Random(f"{seed}-stamped-{index}")
        scan = Scan(
            name=f"{STAMPS[index % len(STAMPS)].__name__.strip('_')}-{index // len(STAMPS)}",
            language="por",
            style=replace(style_for(dice, index), margin_pt=80.0),
            damage=Damage(jpeg_quality=85) if index < 6 else Damage(
                ink=35, paper=230, skew_degrees=dice.uniform(-1, 1), blur_px=0.7, noise=8, jpeg_quality=80),
            dpi=300 if index % 3 else 200,
            seed=dice.randrange(10**6),
        )  # fmt: skip
        yield Recipe(scan.name, StampedPage(scan, STAMPS[index % len(STAMPS)], index).write)


def _languages(seed: int) -> Iterator[Recipe]:
    """Small pages, digital and scanned, in one language or half and half; 250 to 900 characters."""
    for index in range(60):
        dice = random.Random(f"{seed}-language-{index}")
        language = "por+eng" if index % 10 == 9 else ("por", "eng")[index % 2]
        yield Recipe(
            f"{language.replace('+', '-')}-{index:02d}",
            LanguagePage(language, index, dice.randrange(10**6)).write,
        )


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
