"""Pages that look right and copy as garbage, in every way seen in real files, and right ones that only look
odd.

The bad ones are fifty. Each shows its text in an embedded font; only the character map lies.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.damage import Damage, spoil
from benchmarks.fonts import truetype_faces
from benchmarks.pages import PageTruth
from benchmarks.pdf_writing import Picture, TextLayer, ToUnicode, write_page
from benchmarks.recipes import Recipe
from benchmarks.sources import passage, sources
from benchmarks.typesetting import A4_PT, Sheet, Style, draw, set_lines, set_paragraphs

__all__ = ["bad_layer_pages", "good_layer_pages"]

_LOWER = string.ascii_lowercase
_ACCENTED = "áàâãéêíóôõúüçÁÀÂÃÉÊÍÓÔÕÚÜÇ"


def _shifted(number: int, dice: random.Random) -> ToUnicode:
    """Every character off by one constant, as when glyph numbers are taken for codes (29 in most fonts)."""
    offset = (29, -29, 3, -3, 1, 31, -1, 13, 5, -31)[number % 10]
    return lambda text: chr(max(33, ord(text) + offset)) if text != " " or offset < 0 else chr(32 + offset)


def _private(number: int, dice: random.Random) -> ToUnicode:
    """The private-use area, as symbol fonts and some office programs write."""
    return lambda text: text if text == " " and number % 2 else chr(0xE000 + number * 64 + ord(text) % 0x1000)


def _replaced(number: int, dice: random.Random) -> ToUnicode:
    """The replacement character for all letters, or for most."""
    lost = set(_LOWER) if number == 0 else set(dice.sample(_LOWER, 18))
    return lambda text: "\ufffd" if text.lower() in lost else text


def _permuted(number: int, dice: random.Random) -> ToUnicode:
    """Letters exchanged for others: all letters, no words."""
    letters = list(_LOWER)
    dice.shuffle(letters)
    lower = dict(zip(_LOWER, letters, strict=True))
    return lambda text: lower.get(text) or lower.get(text.lower(), text).upper() if text.isascii() else text


def _collapsed(number: int, dice: random.Random) -> ToUnicode:
    """All letters the same few."""
    few = ("a", "?", ".:")[number % 3]
    return lambda text: text if text == " " else few[ord(text) % len(few)]


def _old_mac(number: int, dice: random.Random) -> ToUnicode:
    """Accented letters read with another system's table; the rest right."""
    table = ("mac_roman", "cp437", "cp850", "iso8859_5")[number % 4]
    return lambda text: text.encode("cp1252").decode(table, "replace") if text in _ACCENTED else text


def _twice_encoded(number: int, dice: random.Random) -> ToUnicode:
    """UTF-8 taken for Latin-1: Ã§ for ç."""
    return lambda text: text.encode("utf-8").decode("cp1252", "replace") if text in _ACCENTED else text


def _dropped_accents(number: int, dice: random.Random) -> ToUnicode:
    """Letters with accents, and some others, have no entry at all."""
    lost = set(_ACCENTED) | set(dice.sample(_LOWER, 6))
    return lambda text: "" if text in lost else text


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    pages: int
    to_unicode: Callable[[int, random.Random], ToUnicode] | None
    simple: bool = False


_BAD = (
    _Kind("shifted", 10, _shifted),
    _Kind("permuted", 8, _permuted),
    _Kind("no-map", 6, None),
    _Kind("no-map-simple", 6, None, simple=True),
    _Kind("private-use", 5, _private),
    _Kind("old-mac", 4, _old_mac),
    _Kind("replacement", 3, _replaced),
    _Kind("collapsed", 3, _collapsed),
    _Kind("twice-encoded", 2, _twice_encoded),
    _Kind("dropped", 3, _dropped_accents),
)


def bad_layer_pages(seed: int) -> Iterator[Recipe]:
    """Fifty pages whose text layer must be refused."""
    for kind in _BAD:
        for number in range(kind.pages):
            yield Recipe(f"bad-{kind.name}-{number}", _BadPage(kind, number, seed).write)


def _sheet(seed: str, number: int, *, language: str = "por", lines: int = 20) -> tuple[Sheet, Style]:
    dice = random.Random(seed)
    choices = truetype_faces()
    style = Style(face=choices[number % len(choices)], size_pt=(10.0, 11.0, 12.0)[number % 3], leading=1.3)
    texts = sources(language)
    paragraphs = passage(texts[number % len(texts)], dice.randrange(10**6), chars=5000)
    return set_paragraphs(paragraphs, style, max_lines=lines), style


@dataclass(frozen=True, slots=True)
class _BadPage:
    kind: _Kind
    number: int
    seed: int

    def write(self, pdf: Path) -> PageTruth:
        dice = random.Random(f"{self.seed}-{self.kind.name}-{self.number}")
        language = (
            "eng"
            if self.number % 4 == 3 and self.kind.to_unicode not in {_old_mac, _twice_encoded}
            else "por"
        )
        lines = (20, 6, 20, 12)[self.number % 4]
        sheet, style = _sheet(
            f"{self.seed}-{self.kind.name}-{self.number}", self.number, language=language, lines=lines
        )
        mapping = self.kind.to_unicode(self.number, dice) if self.kind.to_unicode is not None else None
        write_page(
            pdf, size_pt=A4_PT, layers=[TextLayer(sheet, style.face, mapping, simple=self.kind.simple)]
        )
        return PageTruth(
            text=sheet.text,
            rotation=0,
            language=language,
            text_layer="bad",
            made_with={"layer": self.kind.name},
        )


def good_layer_pages(seed: int) -> Iterator[Recipe]:
    """Pages whose text layer is right, however odd: none may be refused."""
    for number in range(8):
        yield Recipe(f"good-prose-{number}", _GoodPage("prose", number, seed).write)
    for kind in _ODD:
        for number in range(2):
            yield Recipe(f"good-{kind}-{number}", _GoodPage(kind, number, seed).write)
    yield Recipe("good-ocr-layer-0", _GoodPage("ocr-layer", 0, seed).write)


def _figures(dice: random.Random) -> list[str]:
    return [
        f"{row:03d} "
        + " ".join(f"{dice.uniform(0, 99999):,.2f}".translate(str.maketrans(",.", ".,")) for _ in range(5))
        for row in range(1, 31)
    ]


def _names(dice: random.Random) -> list[str]:
    first = ("ANA", "JOÃO", "LÚCIA", "ÂNGELO", "CONCEIÇÃO", "INÊS", "RUI", "ZÉLIA", "WAGNER", "KÁTIA")
    last = ("D'ÁVILA", "GONÇALVES", "BRANDÃO", "SCHMIDT", "XAVIER", "NÓBREGA", "LOPES", "IBAÑEZ", "YAMAMOTO")
    return [
        f"{dice.choice(first)} {dice.choice(last)} {dice.choice(last)} "
        f"CPF {dice.randrange(10**9, 10**10)}-{dice.randrange(99)}"
        for _ in range(25)
    ]


def _codes(dice: random.Random) -> list[str]:
    def code() -> str:
        return "".join(dice.choice("BCDFGHJKLMNPQRSTVWXZ0123456789") for _ in range(6))

    return [f"{code()}-{code()}/{dice.randrange(10, 99)} {code()} {code()}" for _ in range(25)]


def _program(dice: random.Random) -> list[str]:
    return [
        "#!/bin/sh -eu",
        'for f in "$@"; do',
        '    printf "%s\\n" "${f%.pdf}" | tr a-z A-Z >> /var/tmp/lst.$$',
        "done",
        "grep -E '^[^#]+=[0-9]{2,}$' /etc/dpkg.cfg || exit 1",
        "dpkg -l | awk '/^ii/ { print $2, $3 }' | sort -k2,2nr",
        "awk -F: '$3 >= 1000 { n[$7]++ } END { for (s in n) print n[s], s }' /etc/passwd",
    ]


def _short(dice: random.Random) -> list[str]:
    return [f"Anexo {dice.choice('IVX')}"]


def _spanish(dice: random.Random) -> list[str]:
    return [
        "Todos los seres humanos nacen libres e iguales en dignidad y derechos",
        "y, dotados como están de razón y conciencia, deben comportarse",
        "fraternalmente los unos con los otros. ¿Quién? El niño, la señora y el pingüino.",
    ]


def _latin(dice: random.Random) -> list[str]:
    text = "lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt magna aliqua"
    words = text.split()
    return [" ".join(dice.choice(words) for _ in range(10)).capitalize() + "." for _ in range(15)]


_ODD: dict[str, Callable[[random.Random], list[str]]] = {
    "figures": _figures,
    "names": _names,
    "codes": _codes,
    "program": _program,
    "short": _short,
    "spanish": _spanish,
    "latin": _latin,
}


@dataclass(frozen=True, slots=True)
class _GoodPage:
    kind: str
    number: int
    seed: int

    def write(self, pdf: Path) -> PageTruth:
        dice = random.Random(f"{self.seed}-good-{self.kind}-{self.number}")
        if self.kind in _ODD:
            style = Style(face=truetype_faces()[self.number], size_pt=10.0)
            sheet = set_lines(_ODD[self.kind](dice), style, left_pt=62, top_pt=62)
        else:
            language = "eng" if self.number % 4 == 3 else "por"
            sheet, style = _sheet(f"{self.seed}-good-{self.number}", self.number, language=language)
        pictures = []
        if self.kind == "ocr-layer":
            # A scan over which another program laid a right, invisible text.
            pixels = spoil(
                draw(sheet, dpi=200), Damage(noise=6, paper=235, ink=35, blur_px=0.6), seed=self.seed
            )
            pictures = [Picture(pixels)]
        layer = TextLayer(sheet, style.face, lambda text: text, invisible=bool(pictures))
        write_page(pdf, size_pt=A4_PT, pictures=pictures, layers=[layer])
        # An invisible layer may be used or not, whichever reads better: it is not judged.
        judged = "" if pictures else "good"
        return PageTruth(text=sheet.text, rotation=0, text_layer=judged, made_with={"layer": self.kind})
