"""`python -m benchmarks.proven_numbers`: are numbers that have check digits read rightly, or else marked?

Made pages of lines that each hold one number of a kind, in every face of `fonts`, at 200 and 300 dpi, worn as
papers are that were printed and scanned. A number is looked for in its line: it is right where its words read
as it was set (with gaps between groups or without), marked where one of them is doubtful, lost where its line
holds no figure, else silently wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from stdnum import iban, isbn, luhn
from stdnum.br import cnpj, cpf
from stdnum.pt import nif

from benchmarks.damage import Damage, spoil
from benchmarks.fonts import Face, faces
from benchmarks.pdf_writing import Picture, write_page
from benchmarks.systems import LANGUAGES
from benchmarks.typesetting import A4_PT, Sheet, Style, draw, set_lines
from transcritor_gui.model import TranscriptionOptions, Word
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page

__all__ = ["GOAL", "Verdict", "main", "numbers"]

GOAL = 0.999
"""Share of the numbers that is right or marked."""
_DPIS = (200, 300)
_LINES = 40
_WEARS = (
    Damage(noise=7, blur_px=0.6, paper=232, ink=35, skew_degrees=0.3),
    Damage(noise=12, blur_px=0.8, paper=225, ink=50),
)
_ON_LINE_PT = 3.0


class Verdict(StrEnum):
    RIGHT = "right"
    GAPS = "right but for a gap"
    MARKED = "marked"
    LOST = "lost"
    SILENT = "silently wrong"


@dataclass(frozen=True, slots=True)
class SetNumber:
    kind: str
    line: str
    number: str


def numbers(dice: random.Random) -> Iterator[SetNumber]:
    """Right numbers of all kinds in turn, each in a line of words; without end."""

    def figures(count: int) -> str:
        return "".join(dice.choice("0123456789") for _ in range(count))

    while True:
        nine = figures(9)
        number = str(cpf.format(nine + _found(cpf.is_valid, nine, 2)))
        yield SetNumber("CPF", f"inscrito no CPF sob o nº {number} e domiciliado", number)
        root = figures(8) + "0001"
        number = str(cnpj.format(root + cnpj.calc_check_digits(root)))
        yield SetNumber("CNPJ", f"a empresa de CNPJ {number} requer", number)
        root = "".join(dice.choice("0123456789ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(8)) + "0001"
        number = str(cnpj.format(root + cnpj.calc_check_digits(root)))
        yield SetNumber("CNPJ with letters", f"a empresa de CNPJ {number} requer", number)
        own, year, court, place = figures(7), str(dice.randint(1998, 2026)), "26", figures(4)
        check = 98 - int(f"{own}{year}8{court}{place}00") % 97
        number = f"{own}-{check:02d}.{year}.8.{court}.{place}"
        yield SetNumber("case number", f"nos autos do processo {number} em curso", number)
        key = figures(43)
        key += str(_modulo_11(key))
        number = " ".join(key[at : at + 4] for at in range(0, 44, 4))
        yield SetNumber("NF-e key", f"chave {number}", number)
        number = _payment_slip(figures)
        yield SetNumber("boleto", number, number)
        eight = dice.choice("125") + figures(7)
        number = eight + str(nif.calc_check_digit(eight))
        yield SetNumber("NIF", f"contribuinte com o NIF {number} residente", number)
        account = f"0035{figures(17)}"
        bare = f"PT00{account}"
        number = str(iban.format(f"PT{iban.calc_check_digits(bare)}{account}"))
        yield SetNumber("IBAN", f"para a conta {number}", number)
        twelve = f"978{figures(9)}"
        number = twelve + _found(isbn.is_valid, twelve, 1)
        yield SetNumber("ISBN", f"publicado com ISBN {number} em Lisboa", number)
        fifteen = f"4{figures(14)}"
        card = fifteen + luhn.calc_check_digit(fifteen)
        number = " ".join(card[at : at + 4] for at in range(0, 16, 4))
        yield SetNumber("card", f"pago com o cartão {number} de crédito", number)


def _found(is_valid: object, start: str, count: int) -> str:
    """The check digits that make `start` valid."""
    assert callable(is_valid)
    ends = (f"{number:0{count}d}" for number in range(10**count))
    return next(end for end in ends if is_valid(start + end))


def _modulo_11(figures: str) -> int:
    total = sum(int(figure) * (2 + place % 8) for place, figure in enumerate(reversed(figures)))
    digit = 11 - total % 11
    return 0 if digit >= 10 else digit


def _modulo_10(figures: str) -> int:
    total = 0
    for place, figure in enumerate(reversed(figures)):
        product = int(figure) * (2 - place % 2)
        total += product // 10 + product % 10
    return -total % 10


def _payment_slip(figures: object) -> str:
    assert callable(figures)
    bank, free, amount = "0019", figures(25), figures(14)
    fields = [bank + free[:5], free[5:15], free[15:]]
    general = _modulo_11(bank + amount + free)
    typed = [field + str(_modulo_10(field)) for field in fields]
    parts = [f"{each[:5]}.{each[5:]}" for each in typed]
    return f"{' '.join(parts)} {general if general > 1 else 1} {amount}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.proven_numbers", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=16, help="of forty numbers each")
    parser.add_argument("--show", action="store_true", help="print what is lost or silently wrong")
    options = parser.parse_args(arguments)
    found: dict[str, Counter[Verdict]] = {}
    with tempfile.TemporaryDirectory(prefix="numbers-") as folder:
        for page in range(options.pages):
            _read_page(page, options.seed, Path(folder), found, show=options.show)
    print("| kind | " + " | ".join(Verdict) + " |")
    print("|---" * (len(Verdict) + 1) + "|")
    total: Counter[Verdict] = Counter()
    for kind, verdicts in found.items():
        total += verdicts
        print(f"| {kind} | " + " | ".join(str(verdicts[each]) for each in Verdict) + " |")
    good = (total[Verdict.RIGHT] + total[Verdict.MARKED]) / total.total()
    print(f"right or marked: {good:.2%} of {total.total()} (goal {GOAL:.1%})")
    return int(good < GOAL)


def _read_page(page: int, seed: int, folder: Path, found: dict[str, Counter[Verdict]], *, show: bool) -> None:
    face, dpi = faces()[page % len(faces())], _DPIS[page // len(faces()) % len(_DPIS)]
    made = numbers(random.Random(seed * 1009 + page))
    lines = [next(made) for _ in range(_LINES)]
    sheet = _sheet(lines, face)
    pdf = folder / f"{page}.pdf"
    pixels = spoil(draw(sheet, dpi=dpi), _WEARS[page % len(_WEARS)], seed=page)
    write_page(pdf, size_pt=A4_PT, pictures=[Picture(pixels)])
    options = TranscriptionOptions(languages=LANGUAGES)
    result = transcribe_page(PageTask(str(pdf), 0, options, None, bundled_packs()))
    words = sorted(result.words(), key=lambda word: word.box.x0)
    for wanted, line in zip(lines, sheet.lines, strict=True):
        on_line = [
            word for word in words if word.box.y0 - 1 < line.baseline_pt - _ON_LINE_PT < word.box.y1 + 1
        ]
        verdict = _verdict(wanted, on_line)
        found.setdefault(wanted.kind, Counter())[verdict] += 1
        if show and verdict in (Verdict.GAPS, Verdict.LOST, Verdict.SILENT):
            print(f"{verdict}: {wanted.number}: {' '.join(word.text for word in on_line)}", file=sys.stderr)


def _sheet(lines: Sequence[SetNumber], face: Face) -> Sheet:
    # Letters of one width take half as much room again.
    size_pt = 7.0 if "Mono" in face.name else 9.5
    style = Style(face=face, size_pt=size_pt, leading=15.2 / size_pt, justified=False)
    return set_lines([each.line for each in lines], style, left_pt=62.0, top_pt=62.0)


def _verdict(wanted: SetNumber, words: Sequence[Word]) -> Verdict:
    read = " ".join(word.text for word in words)
    if wanted.number in read:
        return Verdict.RIGHT
    if "".join(wanted.number.split()) in "".join(read.split()):
        # Groups of figures that are set apart, or not, are the same number.
        return Verdict.RIGHT if " " in wanted.number else Verdict.GAPS
    of_number = [word for word in words if any(letter.isdigit() for letter in word.text)]
    if not of_number:
        return Verdict.LOST
    return Verdict.MARKED if any(word.doubtful for word in of_number) else Verdict.SILENT


if __name__ == "__main__":
    raise SystemExit(main())
