"""Pages with tables in a dozen styles, and what stands in each of their cells. All follows from a seed.

Each page has running text above and below its table, so that what is taken for a table by mistake counts.
Coordinates are points; reportlab's origin is the bottom left.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from benchmarks.table_scores import Cell

__all__ = ["STYLES", "MadeDocument", "TableStyle", "make_documents"]

RULED, PARTLY, UNRULED = "ruled", "partly ruled", "unruled"


@dataclass(frozen=True, slots=True)
class TableStyle:
    name: str
    family: str
    """How much of it is ruled."""
    frame: bool = False
    sides: bool = False
    """Rules down at the left and right edge, where there is no frame."""
    inner_down: bool = False
    every_row: bool = False
    group_rows: int = 0
    """A rule across after so many rows."""
    head_rules: bool = False
    """Over and under the head, and under the last row."""
    striped: bool = False
    shaded_head: bool = False
    spanner: bool = False
    merged_first: bool = False
    """Whether equal first cells of neighbouring rows are one cell."""
    sections: bool = False
    """Rows of one cell that reach over all columns."""
    most_lines: int = 1
    centred: bool = False
    """Whether short cells stand beside the middle of taller ones."""
    pages: int = 1


_GRID: dict[str, bool] = {"frame": True, "inner_down": True, "every_row": True}
STYLES = (
    TableStyle("grid", RULED, **_GRID),
    TableStyle("grid, cells of lines", RULED, **_GRID, most_lines=5, centred=True),
    TableStyle("grid, merged", RULED, **_GRID, spanner=True, merged_first=True),
    TableStyle("grid, over pages", RULED, **_GRID, most_lines=2, pages=2),
    TableStyle("grid, rows in groups", PARTLY, frame=True, inner_down=True, group_rows=3, head_rules=True),
    TableStyle("open sides", PARTLY, inner_down=True, head_rules=True),
    TableStyle("rules across", PARTLY, every_row=True, head_rules=True, most_lines=3),
    TableStyle("rules above and below", PARTLY, head_rules=True, spanner=True),
    TableStyle("frame only", PARTLY, frame=True, head_rules=True, sections=True),
    TableStyle("striped", PARTLY, striped=True, shaded_head=True),
    TableStyle("plain", UNRULED),
    TableStyle("plain, sections", UNRULED, sections=True),
    TableStyle("plain, cells of lines", UNRULED, most_lines=4),
    TableStyle("plain, centred", UNRULED, most_lines=3, centred=True),
)

_FONTS = (("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"), ("Courier", "Courier-Bold"))
_TOWNS = (
    "Campinas", "Sorocaba", "Jundiaí", "Piracicaba", "Limeira", "São José dos Campos", "Ribeirão Preto",
    "Santos", "Bauru", "Franca", "Taubaté", "Marília", "Araçatuba", "Presidente Prudente", "Botucatu", "Itu",
    "Ilhéus", "Vitória da Conquista", "Feira de Santana", "Juazeiro", "Porto Alegre", "Caxias do Sul",
    "Pelotas", "Natal",
)  # fmt: skip
_WORDS = (
    "aquisição", "de", "material", "para", "o", "escritório", "serviço", "manutenção", "do", "prédio",
    "contrato", "com", "prazo", "entrega", "conforme", "edital", "equipamentos", "e", "peças", "reforma",
    "da",
    "cobertura", "transporte", "escolar", "limpeza", "predial", "locação", "veículos", "parecer", "técnico",
    "sobre", "obra",
)  # fmt: skip
_HEADS = ("Município", "População", "Área (km²)", "Densidade", "Receita", "Despesa", "Saldo", "2019", "2020",
          "2021", "Variação", "Participação", "Quantidade", "Preço unitário", "Valor total")  # fmt: skip
_SECTIONS = ("Região Sudeste", "Região Sul", "Receitas correntes", "Despesas de capital", "Pessoal ativo")
_STATUS = ("pago", "pendente", "em análise", "deferido", "não se aplica")


@dataclass(frozen=True, slots=True)
class MadeDocument:
    path: Path
    style: TableStyle
    tables: tuple[tuple[Cell, ...], ...]
    """One a page."""


@dataclass(slots=True)
class _Row:
    texts: list[list[str]]
    """Lines of each cell."""
    is_head: bool = False
    is_section: bool = False
    spans: list[tuple[int, int]] = field(default_factory=list)
    """(first, last) column of cells over several columns."""
    group: int = 0

    @property
    def lines(self) -> int:
        return max(len(cell) for cell in self.texts)


@dataclass(slots=True)
class _Plan:
    style: TableStyle
    font: str
    bold: str
    size: float
    widths: list[float]
    aligns: list[str]
    head: list[_Row]
    body: list[_Row]


def make_documents(folder: Path, *, seed: int, each: int) -> list[MadeDocument]:
    """`each` documents of every style, in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for style in STYLES:
        for number in range(each):
            dice = random.Random(f"{seed} {style.name} {number}")
            path = folder / f"{style.name.replace(', ', '-').replace(' ', '-')}-{number}.pdf"
            made.append(_document(path, style, dice))
    return made


def _document(path: Path, style: TableStyle, dice: random.Random) -> MadeDocument:
    plan = _plan(style, dice)
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    share = (len(plan.body) + style.pages - 1) // style.pages
    tables = []
    for page in range(style.pages):
        rows = [*plan.head, *plan.body[page * share : (page + 1) * share]]
        tables.append(_page(canvas, plan, rows, dice, number=page))
        canvas.showPage()
    canvas.save()
    return MadeDocument(path, style, tuple(tables))


def _plan(style: TableStyle, dice: random.Random) -> _Plan:
    font, bold = dice.choice(_FONTS)
    size = dice.choice((7.5, 8.0, 9.0, 10.0)) if font != "Courier" else dice.choice((7.0, 8.0))
    columns = dice.randint(3, 6)
    wordy = 1 if style.most_lines > 1 else -1
    kinds = ["town", *("figures" for _ in range(columns - 1))]
    if style.most_lines > 1:
        kinds[wordy] = "words"
    elif columns > 3 and dice.random() < 0.4:
        kinds[dice.randrange(1, columns)] = "status"
    kinds = kinds[:columns]
    decimals = [dice.choice((0, 0, 1, 2)) for _ in kinds]
    dear = [dice.random() < 0.2 for _ in kinds]
    names = [_HEADS[0], *dice.sample(_HEADS[1:], columns - 1)]
    wide = {"town": 105.0, "words": 135.0, "figures": 60.0, "status": 78.0}
    for place in range(1, columns):  # no more money than there is room for
        if dear[place]:
            wide["dear"], kinds[place] = 92.0, "dear" if kinds[place] == "figures" else kinds[place]
    widths = [wide[kind] * (size / (8.5 if font != "Courier" else 6.2)) for kind in kinds]
    room = A4[0] - 110
    if sum(widths) > room:
        size *= room / sum(widths)
        widths = [width * room / sum(widths) for width in widths]
    pad = 4.0

    def lines(text: str, column: int, name: str) -> list[str]:
        return _wrapped(text, name, size, widths[column] - 2 * pad)

    head = []
    if style.spanner and columns >= 4:
        spanner = [[""] for _ in kinds]
        first = dice.randint(1, columns - 3)
        spanner[first] = [dice.choice(("Valores", "Período", "Exercício"))]
        head.append(_Row(spanner, is_head=True, spans=[(first, columns - 1)]))
    head.append(_Row([lines(name, place, bold) for place, name in enumerate(names)], is_head=True))
    body: list[_Row] = []
    count = dice.randint(6, 14) * style.pages
    if style.most_lines > 2:
        count = dice.randint(5, 8)
    towns = dice.sample(_TOWNS, min(count, len(_TOWNS)))
    for number in range(count):
        if style.sections and number % 5 == 0:
            title = _SECTIONS[number // 5 % len(_SECTIONS)]
            body.append(
                _Row([[title], *([""] for _ in kinds[1:])], is_section=True, spans=[(0, columns - 1)])
            )
        texts = []
        for place, kind in enumerate(kinds):
            match kind:
                case "town":
                    group = number // 2 if style.merged_first else number
                    texts.append(lines(towns[group % len(towns)], place, font))
                case "words":
                    wanted = dice.randint(1, style.most_lines)
                    texts.append(_words(dice, wanted, font, size, widths[place] - 2 * pad))
                case "status":
                    texts.append(lines(dice.choice(_STATUS), place, font))
                case _:
                    texts.append([_figure(dice, decimals[place], dear=dear[place])])
        body.append(_Row(texts, group=number // 2))
    aligns = [
        "left" if kind in ("town", "words") else dice.choice(("right", "right", "centre")) for kind in kinds
    ]
    return _Plan(style, font, bold, size, widths, aligns, head, body)


def _figure(dice: random.Random, decimals: int, *, dear: bool) -> str:
    if dice.random() < 0.05:
        return "-"
    value = dice.choice((10, 1000, 100_000, 2_000_000)) * dice.random()
    text = f"{value:,.{decimals}f}".replace(",", "_").replace(".", ",").replace("_", ".")
    return f"R$ {text}" if dear else text


def _words(dice: random.Random, wanted: int, font: str, size: float, width: float) -> list[str]:
    text = dice.choice(_WORDS).capitalize()
    while True:
        longer = f"{text} {dice.choice(_WORDS)}"
        made = _wrapped(longer, font, size, width)
        if len(made) > wanted:
            return _wrapped(text, font, size, width)
        text = longer
        if len(made) == wanted and dice.random() < 0.4:
            return made


def _wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and stringWidth(longer, font, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _page(
    canvas: Canvas, plan: _Plan, rows: Sequence[_Row], dice: random.Random, *, number: int
) -> tuple[Cell, ...]:
    left = 55.0
    y = A4[1] - 60
    if number == 0:
        y = _prose(canvas, dice, y, lines=dice.randint(3, 7)) - 14
        canvas.setFont(plan.bold, 9.5)
        canvas.drawString(left, y, f"Tabela {dice.randint(1, 20)} - Execução do exercício")
        y -= 10
    leading = plan.size * 1.18
    space = dice.uniform(2.0, 5.0) if plan.style.most_lines == 1 else dice.uniform(4.0, 8.0)
    bottom, cells = _table(canvas, plan, rows, top=y, left=left, leading=leading, space=space)
    canvas.setFont(plan.font, plan.size - 1)
    canvas.drawString(left, bottom - plan.size - 2, "Fonte: elaborada com dados da administração.")
    if bottom > 220:
        _prose(canvas, dice, bottom - 40, lines=dice.randint(3, 8))
    return cells


def _prose(canvas: Canvas, dice: random.Random, y: float, *, lines: int) -> float:
    canvas.setFont("Times-Roman", 11)
    text = " ".join(dice.choice(_WORDS) for _ in range(lines * 16)).capitalize()
    for line in _wrapped(text, "Times-Roman", 11, A4[0] - 110)[:lines]:
        canvas.drawString(55, y, line)
        y -= 14
    return y


def _table(
    canvas: Canvas,
    plan: _Plan,
    rows: Sequence[_Row],
    *,
    top: float,
    left: float,
    leading: float,
    space: float,
) -> tuple[float, tuple[Cell, ...]]:
    style = plan.style
    edges = [left]
    for width in plan.widths:
        edges.append(edges[-1] + width)
    cells: list[Cell] = []
    y = top
    heights = [row.lines * leading + space for row in rows]
    tops = []
    for height in heights:
        tops.append(y)
        y -= height
    tops.append(y)
    for place, row in enumerate(rows):
        shaded = (row.is_head and style.shaded_head) or (style.striped and not row.is_head and place % 2 == 0)
        if shaded:
            canvas.setFillGray(0.75 if row.is_head else 0.9)
            canvas.rect(left, tops[place + 1], edges[-1] - left, heights[place], stroke=0, fill=1)
            canvas.setFillGray(0)
    merged = _merged_rows(rows) if style.merged_first else {}
    for place, row in enumerate(rows):
        for column, text in enumerate(row.texts):
            last = next((end for start, end in row.spans if start == column), column)
            if not any(text) or any(start < column <= end for start, end in row.spans):
                continue
            end = place
            if column == 0 and place in merged:
                end = merged[place]
                if end < 0:
                    continue
            across, down = (edges[column], edges[last + 1]), (tops[place], tops[end + 1])
            _cell(canvas, plan, row, text, across=across, down=down, column=column, leading=leading)
            cells.append((place, column, end, last, " ".join(text)))
    _rules(canvas, style, rows, edges, tops, merged)
    return y, tuple(cells)


def _merged_rows(rows: Sequence[_Row]) -> dict[int, int]:
    """First row of a merged first cell -> its last row; -1 for the rows it reaches over."""
    found: dict[int, int] = {}
    place = 0
    while place < len(rows):
        end = place
        while (
            not rows[place].is_head
            and end + 1 < len(rows)
            and not rows[end + 1].is_head
            and rows[end + 1].group == rows[place].group
        ):
            end += 1
            found[end] = -1
        if end > place:
            found[place] = end
        place = end + 1
    return found


def _cell(
    canvas: Canvas,
    plan: _Plan,
    row: _Row,
    text: Sequence[str],
    *,
    across: tuple[float, float],
    down: tuple[float, float],
    column: int,
    leading: float,
) -> None:
    (x0, x1), (top, bottom) = across, down
    spanned = any(start == column for start, _ in row.spans)
    font = plan.bold if row.is_head or row.is_section else plan.font
    canvas.setFont(font, plan.size)
    align = "centre" if spanned and row.is_head else plan.aligns[column]
    if row.is_section:
        align = "left"
    height = len(text) * leading
    slack = (top - bottom) - height
    y = (
        top
        - plan.size * 0.95
        - (slack / 2 if plan.style.centred or plan.style.merged_first else min(slack / 2, 2.0))
    )
    if row.is_head:
        y = top - plan.size * 0.95 - slack / 2
    for line in text:
        match align:
            case "left":
                canvas.drawString(x0 + 4, y, line)
            case "right":
                canvas.drawRightString(x1 - 4, y, line)
            case _:
                canvas.drawCentredString((x0 + x1) / 2, y, line)
        y -= leading


def _rules(
    canvas: Canvas, style: TableStyle, rows: Sequence[_Row], edges: Sequence[float], tops: Sequence[float],
    merged: dict[int, int],
) -> None:  # fmt: skip
    canvas.setLineWidth(0.6)
    left, right = edges[0], edges[-1]
    heads = sum(row.is_head for row in rows)
    at: set[int] = set()
    if style.frame or style.head_rules or style.every_row:
        at |= {0, heads, len(rows)}
    if style.every_row:
        at |= set(range(heads, len(rows) + 1))
    if style.group_rows:
        at |= set(range(heads, len(rows), style.group_rows))
    for place in at:
        start = edges[1] if merged.get(place) == -1 else left
        canvas.line(start, tops[place], right, tops[place])
    for place, row in enumerate(rows[:heads]):
        for first, last in row.spans:  # a rule under what spans columns
            canvas.line(edges[first] + 2, tops[place + 1], edges[last + 1] - 2, tops[place + 1])
            if style.frame and style.every_row:
                canvas.line(edges[first], tops[place + 1], edges[last + 1], tops[place + 1])
                canvas.line(left, tops[place + 1], edges[first], tops[place + 1])
    if style.frame:
        canvas.line(left, tops[0], left, tops[-1])
        canvas.line(right, tops[0], right, tops[-1])
    if style.inner_down:
        for column, x in enumerate(edges[1:-1], start=1):
            for place, row in enumerate(rows):
                if not any(first < column <= last for first, last in row.spans):
                    canvas.line(x, tops[place], x, tops[place + 1])
