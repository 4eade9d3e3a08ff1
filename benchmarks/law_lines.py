"""`python -m benchmarks.law_lines`: are the signs read that carry the meaning of laws, accounts, contracts?

Made pages of law in every face of `fonts`, at 300 and 200 dpi, sharp or worn as digital papers are that were
printed and scanned. Each page holds every kind of sign several times. A sign counts as right where the
reading, aligned with the truth character by character, has it as a word of its own, whole.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.damage import CLEAN, Damage, spoil
from benchmarks.fonts import Face, faces
from benchmarks.metrics import fold, wrong_words
from benchmarks.pdf_writing import Picture, write_page
from benchmarks.systems import OURS, PLAIN, SYSTEMS
from benchmarks.typesetting import A4_PT, Style, draw, set_lines

__all__ = ["GOAL", "KINDS", "LawPage", "law_pages", "main"]

KINDS = ("paragraph sign", "ordinal", "Roman numeral", "money", "date", "number", "percent", "capitals")
GOAL = {False: 0.99, True: 0.985}
"""Share of each kind that has to be right, on sharp pages and on worn ones."""

_DPIS = (300, 200)
_LINES = 46
_WORN = Damage(noise=7, blur_px=0.6, paper=232, ink=35, skew_degrees=0.3)
_ROMANS = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
    "XVII", "XVIII", "XIX", "XX", "XXI", "XXIII", "XXXV", "LIV", "LXXVIII",
)  # fmt: skip
_CLAUSES = (
    "a lei regulará o disposto neste artigo", "são assegurados aos presos", "não haverá penas de morte",
    "é livre a manifestação do pensamento", "o prazo será contado em dobro", "a multa não excederá o valor",
    "ao acusado em geral são garantidos", "a sentença fixará os honorários", "as partes poderão requerer",
    "compete ao juiz da causa decidir", "o recurso será interposto por petição", "cabe agravo da decisão",
)  # fmt: skip
_MONTHS = (
    "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
    "novembro", "dezembro",
)  # fmt: skip
_HEADINGS = (
    "DOS DIREITOS E GARANTIAS FUNDAMENTAIS", "DA ORGANIZAÇÃO DOS PODERES", "DISPOSIÇÕES GERAIS",
    "APELAÇÃO CÍVEL", "RECURSO ESPECIAL", "MINISTÉRIO PÚBLICO", "CÓDIGO DE PROCESSO CIVIL", "AGRAVANTE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LawPage:
    face: Face
    dpi: int
    worn: bool
    lines: tuple[tuple[tuple[str, str], ...], ...]
    """Words with their kinds, line by line; '' for words that are only there to be between the signs."""

    @property
    def text(self) -> str:
        return "\n".join(" ".join(word for word, _ in line) for line in self.lines)

    def write(self, pdf: Path, *, seed: int) -> None:
        # Letters of one width take half as much room again.
        size_pt = 8.0 if "Mono" in self.face.name else 10.0
        style = Style(face=self.face, size_pt=size_pt, leading=15 / size_pt, justified=False)
        texts = (" ".join(word for word, _ in line) for line in self.lines)
        sheet = set_lines(texts, style, left_pt=62.0, top_pt=62.0)
        damage = _WORN if self.worn else CLEAN
        write_page(
            pdf, size_pt=A4_PT, pictures=[Picture(spoil(draw(sheet, dpi=self.dpi), damage, seed=seed))]
        )

    def wrong(self, reading: str) -> Counter[str]:
        """How many signs of each kind `reading` has not got right."""
        words = [word for line in self.lines for word, _ in line]
        kinds = [kind for line in self.lines for _, kind in line]
        return Counter(
            kind
            for kind, is_wrong in zip(kinds, wrong_words(fold(reading), words), strict=True)
            if kind and is_wrong
        )

    def total(self) -> Counter[str]:
        return Counter(kind for line in self.lines for _, kind in line if kind)


def law_pages(*, seed: int, worn: bool) -> list[LawPage]:
    """One page for each face and resolution, each of other lines."""
    pages = []
    for number, (face, dpi) in enumerate((face, dpi) for face in faces() for dpi in _DPIS):
        dice = random.Random(seed * 1009 + number)
        pages.append(LawPage(face, dpi, worn, tuple(_line(dice, row) for row in range(_LINES))))
    return pages


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.law_lines", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worn", action="store_true", help="printed and scanned again, instead of sharp")
    parser.add_argument("--pages", type=int, help="only so many of the sixteen")
    parser.add_argument("--systems", type=lambda text: text.split(","), default=[OURS, PLAIN])
    parser.add_argument("--show", action="store_true", help="print each line that holds a sign read wrongly")
    options = parser.parse_args(arguments)
    pages = law_pages(seed=options.seed, worn=options.worn)[: options.pages]
    wrong: dict[str, Counter[str]] = {name: Counter() for name in options.systems}
    seconds = dict.fromkeys(options.systems, 0.0)
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="law-") as folder:
        for number, page in enumerate(pages):
            pdf = Path(folder) / f"{number}.pdf"
            page.write(pdf, seed=number)
            total += page.total()
            for name in options.systems:
                reading = SYSTEMS[name].read(pdf, 0)
                wrong[name] += page.wrong(reading.text)
                seconds[name] += reading.seconds
                if options.show:
                    _show(page, reading.text, name)
    print(f"{'right, of each kind':20}" + "".join(f"{name:>14}" for name in options.systems) + "    goal")
    for kind in KINDS:
        shares = [1 - wrong[name][kind] / total[kind] for name in options.systems]
        row = "".join(f"{share:14.2%}" for share in shares)
        print(f"{kind:20}{row}   {GOAL[options.worn]:.1%}   ({total[kind]})")
    print(
        f"{'seconds a page':20}" + "".join(f"{seconds[name] / len(pages):14.2f}" for name in options.systems)
    )
    ours = wrong.get(OURS, Counter())
    return int(any(1 - ours[kind] / total[kind] < GOAL[options.worn] for kind in KINDS))


def _show(page: LawPage, reading: str, system: str) -> None:
    words = [(word, kind) for line in page.lines for word, kind in line]
    verdicts = wrong_words(fold(reading), [word for word, _ in words])
    place = 0
    read = reading.splitlines()
    for line in page.lines:
        part = verdicts[place : place + len(line)]
        place += len(line)
        missed = [word for (word, kind), is_wrong in zip(line, part, strict=True) if kind and is_wrong]
        if missed:
            truth = " ".join(word for word, _ in line)
            near = max(read, key=lambda text: len(set(text.split()) & set(truth.split())), default="")
            print(f"{system} {page.face.name} {page.dpi}: {missed}\n    {truth}\n    {near}", file=sys.stderr)


def _line(dice: random.Random, row: int) -> tuple[tuple[str, str], ...]:
    clause = [(word, "") for word in dice.choice(_CLAUSES).split()]
    number = dice.randint(1, 9) if dice.random() < 0.75 else dice.randint(10, 99)
    ordinal = (f"{number}º", "ordinal") if number < 10 else (f"{number}", "number")
    match row % 10:
        case 0:
            return (("Art.", ""), ordinal, *_capital(clause), *_end("."))
        case 1:
            return (("§", "paragraph sign"), ordinal, *_capital(clause), *_cited(dice))
        case 2 | 3:
            return ((dice.choice(_ROMANS), "Roman numeral"), (dice.choice("–-"), ""), *clause, *_end(";"))
        case 4:
            return (*_capital(clause), ("no", ""), ("valor", ""), ("de", ""), *_money(dice))
        case 5:
            return (("Em", ""), *_date(dice), *clause, *_end(","), ("conforme", ""), ("o", ""),
                    ("art.", ""), (f"{dice.randint(1, 9)}º,", "ordinal"))  # fmt: skip
        case 6:
            return (*_capital(clause), *_law(dice))
        case 7:
            return (
                *_capital(clause),
                ("à", ""),
                ("razão", ""),
                ("de", ""),
                _percent(dice),
                ("ao", ""),
                ("mês", ""),
            )
        case 8:
            heading = [(word, "capitals") for word in dice.choice(_HEADINGS).split()]
            return (("TÍTULO", "capitals"), (dice.choice(_ROMANS), "Roman numeral"), ("-", ""), *heading)
        case _:
            inciso = (dice.choice(_ROMANS), "Roman numeral")
            return (("§", "paragraph sign"), ordinal, ("O", ""), ("inciso", ""), inciso, ("do", ""),
                    ("art.", ""), (f"{dice.randint(1, 9)}º", "ordinal"), *clause)  # fmt: skip


def _capital(clause: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(clause[0][0].capitalize(), clause[0][1]), *clause[1:]]


def _end(sign: str) -> tuple[tuple[str, str], ...]:
    return (("do", ""), ("processo" + sign, ""))


def _cited(dice: random.Random) -> tuple[tuple[str, str], ...]:
    number = f"{dice.randint(1, 9)}º"
    return (("nos", ""), ("termos", ""), ("do", ""), ("§", "paragraph sign"), (number, "ordinal"))


def _amount(dice: random.Random) -> str:
    value = dice.randint(100, 10 ** dice.randint(3, 9))
    return f"{value / 100:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")


def _money(dice: random.Random) -> tuple[tuple[str, str], ...]:
    return (("R$", "money"), (_amount(dice), "money"), ("ou", ""), ("US$", "money"), (_amount(dice), "money"))


def _date(dice: random.Random) -> tuple[tuple[str, str], ...]:
    day, year = dice.randint(1, 28), dice.randint(1950, 2026)
    if dice.random() < 0.5:
        return ((f"{day:02d}/{dice.randint(1, 12):02d}/{year},", "date"),)
    first = "1º" if day == 1 else f"{day}"
    return (
        (first, "date"),
        ("de", "date"),
        (dice.choice(_MONTHS), "date"),
        ("de", "date"),
        (f"{year},", "date"),
    )


def _law(dice: random.Random) -> tuple[tuple[str, str], ...]:
    thousands = f"{dice.randint(1, 14)}.{dice.randint(0, 999):03d}"
    year = dice.randint(1988, 2026)
    sign = dice.choice(("nº", "nº", "n."))
    kind = "ordinal" if "º" in sign else ""
    return (("da", ""), ("Lei", ""), (sign, kind), (f"{thousands}/{year}", "number"), ("fls.", ""),
            (f"{dice.randint(11, 999)}", "number"))  # fmt: skip


def _percent(dice: random.Random) -> tuple[str, str]:
    return (
        dice.choice((f"{dice.randint(1, 100)}%", f"{dice.randint(0, 99)},{dice.randint(1, 99)}%")),
        "percent",
    )


if __name__ == "__main__":
    sys.exit(main())
