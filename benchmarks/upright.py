"""`python -m benchmarks.upright`: pages of figures, drawings and maps, none of which may be turned.

Words settle which way up a page stands; these have few. They are made from a seed: ledgers, statements and
schedules in eight faces, clean and worn; drawings with measures at their lines; maps with names along curves.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.damage import CLEAN, Damage, spoil
from benchmarks.fonts import faces

__all__ = ["MadePage", "made_pages", "main"]

_SIZE_PX = (1654, 2339)
"""A4 at 200 dpi."""
_DPI = 200.0
_INK, _PAPER = 20, 255
_WORN = (
    CLEAN,
    Damage(noise=8, blur_px=0.7, paper=225, ink=50),
    Damage(noise=14, blur_px=0.9, paper=205, ink=70, shading=0.25),
    Damage(bilevel=True, speckle=0.001),
    Damage(skew_degrees=1.2, noise=6, blur_px=0.6),
)
_PLACES = ("Serra", "Rio Claro", "Vila Nova", "Lagoa", "Pedra", "Campos", "Alto", "Barra", "Ilha", "Porto")
Pixels = np.ndarray


@dataclass(frozen=True, slots=True)
class MadePage:
    kind: str
    pixels: Pixels


def made_pages(count: int, *, seed: int) -> list[MadePage]:
    """Upright pages, the kinds in turn."""
    kinds: tuple[tuple[str, Callable[[random.Random], Image.Image]], ...] = (
        ("figures", _figures), ("figures", _figures), ("drawing", _drawing), ("map", _map),
    )  # fmt: skip
    pages = []
    for number in range(count):
        dice = random.Random(seed * 100_003 + number)
        kind, make = kinds[number % len(kinds)]
        sheet = np.asarray(make(dice))
        pages.append(MadePage(kind, spoil(sheet, dice.choice(_WORN), seed=number)))
    return pages


def main(arguments: Sequence[str] | None = None) -> int:
    from transcritor_gui.pipeline.cleanup.orientation import detect_rotation
    from transcritor_gui.pipeline.ocr.language_packs import bundled_packs
    from transcritor_gui.pipeline.ocr.tesserocr_orientation import TesserocrOrientation

    parser = argparse.ArgumentParser(prog="python -m benchmarks.upright", description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--turned", type=int, default=4, help="turn one page in so many as well, each way")
    options = parser.parse_args(arguments)
    reader = TesserocrOrientation(bundled_packs())
    wrong: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for number, page in enumerate(made_pages(options.pages, seed=options.seed)):
        for wrong_by in (0, 90, 180, 270) if number % options.turned == 0 else (0,):
            pixels = np.ascontiguousarray(np.rot90(page.pixels, -(wrong_by // 90)))
            found = detect_rotation(pixels, dpi=_DPI, reader=reader)
            row = f"{page.kind}, {'turned' if wrong_by else 'upright'}"
            total[row] += 1
            if found != -wrong_by % 360:
                wrong[row] += 1
                print(f"page {number} ({page.kind}) turned by {wrong_by}: found {found}", file=sys.stderr)
    for row in sorted(total):
        goal = "goal 0" if row.endswith("upright") else ""
        print(f"{row:20} {wrong[row]:4} of {total[row]:4} wrong  {goal}")
    return 1 if any(count for row, count in wrong.items() if row.endswith("upright")) else 0


def _sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    sheet = Image.new("L", _SIZE_PX, _PAPER)
    return sheet, ImageDraw.Draw(sheet)


def _font(dice: random.Random, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(dice.choice(faces()).path), size_px)


def _figures(dice: random.Random) -> Image.Image:
    """A table of numbers alone, ruled or not, in one of the ways in which offices write them."""
    sheet, pen = _sheet()
    font = _font(dice, dice.choice((22, 25, 28, 32)))
    columns, step = dice.randint(3, 8), dice.randint(38, 64)
    ruled, decimals, thousands = dice.random() < 0.5, dice.choice((0, 2, 3)), dice.choice((",", ".", " "))
    left, right = 120, _SIZE_PX[0] - 120
    width = (right - left) / columns
    top = dice.randint(120, 400)
    bottom = dice.randint(1200, _SIZE_PX[1] - 120)
    for y in range(top, bottom, step):
        for column in range(columns):
            if dice.random() < 0.08:
                continue
            amount = dice.uniform(0.5, 10 ** dice.uniform(1, 6 if columns < 6 else 4))
            text = f"{amount:,.{decimals}f}".replace(",", "_").replace(".", ",").replace("_", thousands)
            at = (left + (column + 1) * width - 12, y + step - 8)
            pen.text(at, text, font=font, fill=_INK, anchor="rs")
        if ruled:
            pen.line((left, y + step, right, y + step), fill=_INK, width=2)
    if ruled:
        for column in range(columns + 1):
            x = left + column * width
            pen.line((x, top, x, bottom), fill=_INK, width=2)
    return sheet


def _drawing(dice: random.Random) -> Image.Image:
    """Frames, circles and lines with their measures, a few of which run up the page, as in plans."""
    sheet, pen = _sheet()
    font = _font(dice, 24)
    for _ in range(dice.randint(6, 22)):
        x, y = dice.randint(150, 1200), dice.randint(150, 1900)
        wide, tall = dice.randint(80, 420), dice.randint(80, 420)
        shape = dice.choice((pen.rectangle, pen.ellipse))
        shape((x, y, x + wide, y + tall), outline=_INK, width=dice.randint(2, 4))
        pen.line((x, y + tall + 14, x + wide, y + tall + 14), fill=_INK, width=2)
        pen.text((x + wide / 2, y + tall + 44), f"{wide / 10:.1f}", font=font, fill=_INK, anchor="ms")
        if dice.random() < 0.4:
            _turned_text(sheet, (x - 40, y + tall // 2 - 30), f"{tall / 10:.1f}", font, 90)
    pen.rectangle((1050, 2100, 1600, 2280), outline=_INK, width=3)
    pen.text((1070, 2160), f"ESC. 1:{dice.choice((50, 75, 100))}", font=font, fill=_INK)
    pen.text((1070, 2210), f"FL. {dice.randint(1, 12)}/12", font=font, fill=_INK)
    return sheet


def _map(dice: random.Random) -> Image.Image:
    """Contours, heights beside them, and a few names that lie as the land does."""
    sheet, pen = _sheet()
    small = _font(dice, 20)
    for _ in range(dice.randint(10, 30)):
        x, y = dice.randint(100, 1500), dice.randint(100, 2200)
        points = [(x, y)]
        for _ in range(40):
            x, y = x + dice.randint(-10, 50), y + dice.randint(-45, 45)
            points.append((x, y))
        pen.line(points, fill=dice.randint(20, 120), width=dice.randint(1, 4))
        pen.text(points[len(points) // 2], str(dice.randint(20, 1800)), font=small, fill=_INK)
    names = _font(dice, 30)
    for _ in range(dice.randint(3, 9)):
        at = (dice.randint(150, 1300), dice.randint(150, 2100))
        _turned_text(sheet, at, dice.choice(_PLACES), names, dice.choice((0, 0, 0, 15, -20, 35)))
    return sheet


def _turned_text(
    sheet: Image.Image, at: tuple[int, int], text: str, font: ImageFont.FreeTypeFont, degrees: float
) -> None:
    left, top, right, bottom = (round(value) for value in font.getbbox(text))
    tile = Image.new("L", (right - left + 4, bottom - top + 4), 0)
    ImageDraw.Draw(tile).text((2 - left, 2 - top), text, font=font, fill=255)
    mask = tile.rotate(degrees, expand=True, resample=Image.Resampling.BICUBIC)
    sheet.paste(_INK, at, mask)


if __name__ == "__main__":
    sys.exit(main())
