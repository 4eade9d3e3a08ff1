"""Pages in which words stand below and beside one another and make no table: what is found on them is false.

All follows from a seed. Coordinates are points; reportlab's origin is the bottom left.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

__all__ = ["KINDS", "make_pages"]

_TOP, _FOOT, _LEFT = 780.0, 90.0, 60.0
_SENTENCE = (
    "o", "responsável", "foi", "notificado", "para", "prestar", "esclarecimentos", "no", "prazo", "legal",
    "e", "juntou", "documentos", "que", "comprovam", "a", "regularidade", "da", "maior", "parte", "das",
    "despesas", "restando", "apenas", "a", "devolução", "de", "quantia", "recebida", "a", "maior",
)  # fmt: skip
_NAMES = ("Ana Moreira", "Carlos Lima", "João da Silva", "Maria Souza", "Rita Nunes", "Paulo Alves")
_PLACES = ("Acre", "Alagoas", "Bahia", "Ceará", "Goiás", "Maranhão", "Minas Gerais", "Paraná", "Sergipe")
_LABELS = (
    "Nome",
    "CPF",
    "Endereço",
    "Bairro",
    "Cidade",
    "Telefone",
    "Nascimento",
    "Estado civil",
    "Profissão",
)


class _Page:
    """A page that is written from the top down."""

    def __init__(self, canvas: Canvas, dice: random.Random) -> None:
        self.canvas, self.dice = canvas, dice

    def write(self, x: float, y: float, text: str, *, bold: bool = False, size: float = 10) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, y, text)

    def sentence(self, words: int) -> str:
        start = self.dice.randrange(len(_SENTENCE))
        chosen = [_SENTENCE[(start + place) % len(_SENTENCE)] for place in range(words)]
        return " ".join(chosen).capitalize() + "."

    def paragraph(
        self, x: float, y: float, text: str, *, width: float, size: float = 10, justified: bool = False
    ) -> float:
        """`text` in lines of `width` from `y` down; where the next line would stand."""
        lines: list[list[str]] = [[]]
        for word in text.split():
            if stringWidth(" ".join([*lines[-1], word]), "Helvetica", size) > width:
                lines.append([])
            lines[-1].append(word)
        for line in lines:
            if justified and line is not lines[-1] and len(line) > 1:
                free = width - sum(stringWidth(word, "Helvetica", size) for word in line)
                place = x
                for word in line:
                    self.write(place, y, word, size=size)
                    place += stringWidth(word, "Helvetica", size) + free / (len(line) - 1)
            else:
                self.write(x, y, " ".join(line), size=size)
            y -= 1.25 * size
        return y


def _in_columns(page: _Page) -> None:
    columns = page.dice.choice((2, 3))
    width = (A4[0] - 2 * _LEFT - 18 * (columns - 1)) / columns
    for column in range(columns):
        y = _TOP
        while y > _FOOT:
            text = page.sentence(page.dice.randint(20, 60))
            y = (
                page.paragraph(_LEFT + column * (width + 18), y, text, width=width, size=9, justified=True)
                - 6
            )


def _contents(page: _Page) -> None:
    number = 3
    for place in range(25):
        number += page.dice.randint(1, 9)
        y = _TOP - 22 * place
        page.write(
            _LEFT, y, f"{place // 4 + 1}.{place % 4 + 1} {page.sentence(page.dice.randint(2, 6))[:-1]}"
        )
        page.canvas.drawRightString(525, y, str(number))


def _form(page: _Page) -> None:
    for place, label in enumerate(_LABELS):
        y = _TOP - 24 * place
        page.write(_LEFT, y, f"{label}:", bold=True)
        page.write(180, y, page.dice.choice(_NAMES))
        if page.dice.random() < 0.4:
            page.write(340, y, "Data:", bold=True)
            page.write(400, y, "01/02/2024")


def _marked_list(page: _Page) -> None:
    y = _TOP
    for place in range(18):
        page.write(_LEFT, y, page.dice.choice((f"{place + 1}.", f"({place + 1})", "-")))
        y = page.paragraph(90, y, page.sentence(page.dice.randint(5, 25)), width=420) - 4
        if y < _FOOT:
            break


def _dialogue(page: _Page) -> None:
    y = _TOP
    while y > _FOOT:
        page.write(_LEFT, y, page.dice.choice(("JUIZ:", "TESTEMUNHA:", "P:", "R:")), bold=True)
        y = page.paragraph(150, y, page.sentence(page.dice.randint(3, 25)), width=380) - 4


def _addresses(page: _Page) -> None:
    for row in range(7):
        for x in (60.0, 240.0, 420.0):
            street, code = page.dice.randint(1, 999), page.dice.randint(10_000_000, 99_999_999)
            lines = (page.dice.choice(_NAMES), f"Rua {page.dice.choice(_PLACES)}, {street}", f"CEP {code}")
            for place, line in enumerate(lines):
                page.write(x, _TOP - 60 * row - 11 * place, line, size=9)


def _index(page: _Page) -> None:
    for x in (60.0, 230.0, 400.0):
        for place in range(30):
            page.write(
                x, _TOP - 14 * place, f"{page.dice.choice(_PLACES)}, {page.dice.randint(1, 300)}", size=9
            )


def _letter(page: _Page) -> None:
    page.write(_LEFT, _TOP, "Andrade Advogados", bold=True, size=13)
    for place, line in enumerate(("Av. Paulista, 1000", "São Paulo - SP", "Tel. (11) 3333-4444")):
        page.canvas.setFont("Helvetica", 8)
        page.canvas.drawRightString(535, _TOP - 10 * place, line)
    page.write(_LEFT, 720, "Ofício nº 123/2024")
    page.write(400, 720, "12 de maio de 2024")
    y = page.paragraph(_LEFT, 690, page.sentence(120), width=475, justified=True) - 60
    for x, name in ((80.0, _NAMES[0]), (330.0, _NAMES[1])):
        page.canvas.line(x, y + 12, x + 170, y + 12)
        page.write(x + 20, y, name)


KINDS: dict[str, Callable[[_Page], None]] = {
    "text in columns": _in_columns,
    "contents": _contents,
    "form": _form,
    "list": _marked_list,
    "dialogue": _dialogue,
    "addresses": _addresses,
    "index": _index,
    "letter": _letter,
}


def make_pages(folder: Path, *, seed: int, each: int) -> dict[Path, str]:
    """Files of one page in `folder`, `each` of every kind, and what kind each is of."""
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[Path, str] = {}
    for kind, draw in KINDS.items():
        for number in range(each):
            path = folder / f"{kind.replace(' ', '-')}-{number}.pdf"
            canvas = Canvas(str(path), pagesize=A4, invariant=1)
            draw(_Page(canvas, random.Random(f"{seed} {kind} {number}")))
            canvas.showPage()
            canvas.save()
            made[path] = kind
    return made
