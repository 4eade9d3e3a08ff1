"""What is a gutter, and what only looks like one."""

from __future__ import annotations

import random

import pytest

from tests.pipeline.made_pages import MadePage, order_share, words_of_text
from transcritor_gui.model import Box, Word
from transcritor_gui.pipeline.layout.blocks import build_blocks
from transcritor_gui.pipeline.layout.gutters import best_gutter
from transcritor_gui.pipeline.layout.lines import build_runs

_PITCH = 7.2
"""Points that a letter of a typewriter face takes."""


def _typed(rows: list[str], *, x: float, right: float, top: float) -> list[Word]:
    """A justified paragraph in a typewriter face: each line with one space throughout, the last one short."""
    words: list[Word] = []
    for number, row in enumerate(rows):
        texts = row.split()
        ink = sum(map(len, texts)) * _PITCH
        is_last = number == len(rows) - 1
        space = _PITCH if is_last else (right - x - ink) / (len(texts) - 1)
        at = x
        for text in texts:
            width = len(text) * _PITCH
            words.append(Word(text, Box(at, top, at + width, top + 10.9)))
            at += width + space
        top += 15.6
    return words


def _text(words: list[Word]) -> list[str]:
    blocks = build_blocks(words, page_width=595, page_height=842)
    return [line.text for block in blocks for line in block.lines]


def test_wide_spaces_above_one_another_are_no_gutter() -> None:
    rows = [
        "O requerente juntou a procuração, remetida à",
        "Vara competente AUTORIZAÇÃO DE LEVANTAMENTO e a guia dos",
        "valores depositados pela seguradora, tudo conforme o",
        "acordo homologado, que segue anexo, para cumprimento no",
        "prazo de dez dias.",
    ]
    first = _typed([*rows[:1], ""], x=195, right=515, top=193)
    rest = _typed(rows[1:], x=85, right=515, top=208.6)
    assert _text([*first, *rest]) == rows


def test_words_alone_between_wide_spaces_lie_across_no_gutter() -> None:
    rows = [
        "A seguradora contestou o mandado de citação no curso da instrução. A",
        "diretora da escola publicou o inventário dos bens na audiência de",
        "conciliação. A comissão confirmou os documentos fiscais durante a",
        "vistoria, porque a outra parte não se manifestou.",
        "A testemunha arrolada confirmou a petição inicial na audiência de",
        "conciliação. A comissão confirmou a escritura pública em razão da",
        "urgência, sem que fosse possível localizar o devedor. A testemunha",
    ]
    before = [f"O juízo publicou o laudo pericial dentro do prazo legal, e o {n}" for n in range(9)]
    first = _typed([*before, ""], x=60, right=540, top=50)
    rest = _typed([*rows, ""], x=60, right=540, top=250)
    assert _text([*first, *rest]) == [*before, *rows]


@pytest.mark.parametrize("width", [190, 240, 300, 420])
@pytest.mark.parametrize("order", ["as drawn", "mixed"])
def test_justified_typescript_is_read_line_by_line(width: float, order: str) -> None:
    for seed in range(6):
        texts = words_of_text(120, seed=seed)
        rows: list[str] = [""]
        for text in texts:
            if rows[-1] and len(rows[-1]) + 1 + len(text) > width / _PITCH:
                rows.append("")
            rows[-1] = f"{rows[-1]} {text}".strip()
        rows = [row for row in rows if " " in row]
        words = _typed(rows, x=85, right=85 + width, top=90)
        if order == "mixed":
            random.Random(seed).shuffle(words)
        assert _text(words) == rows


def test_running_text_beside_a_table_of_figures_is_a_column() -> None:
    page = MadePage()
    page.column_of_text(x=50, top=60, bottom=300, width=250, size=10, seed=1)
    text = list(page.words)
    for number, baseline in enumerate(sorted({word.box.y1 - 2.3 for word in text})[2:12]):
        page.line([f"Item{number}", "12,5", "13,7", "14,9"], x=340, baseline=baseline, size=10, space=22)
    blocks = build_blocks(page.words, page_width=595, page_height=842)
    assert order_share(blocks, page.words) > 0.98


def test_dots_that_lead_to_figures_do_not_make_columns() -> None:
    page = MadePage()
    for number in range(16):
        texts = words_of_text(4 + number % 4, seed=number)
        end = page.line([f"{number + 40}", *texts], x=60, baseline=80 + 13 * number, size=9)
        dots = int((480 - end) / 9)
        page.line(["."] * dots, x=end + 6, baseline=80 + 13 * number, size=9, space=6.3)
        page.line([f"{number + 40}"], x=500, baseline=80 + 13 * number, size=9)
    lines = [
        line.text
        for block in build_blocks(page.words, page_width=595, page_height=842)
        for line in block.lines
    ]
    assert len(lines) == 16


def test_rows_of_an_invoice_are_read_across_though_blocks_stand_beside_one_another_above_them() -> None:
    page = MadePage()

    def rows(texts: list[str], *, x: float, y: float, step: float) -> None:
        for number, text in enumerate(texts):
            page.line(text.split(), x=x, baseline=y + number * step, size=9)

    rows(["Tomador:", "Oficina Ltda", "Rua do Poço 11", "Centro", "Harmonia"], x=60, y=90, step=13)
    rows(["Emissão: 05.01.2026", "Vencimento: 13.01.2026", "Cliente: 00256"], x=330, y=44, step=13)
    rows(["Serviço"], x=60, y=210, step=0)
    rows(["Apólice"], x=380, y=210, step=0)
    for number, name in enumerate(["Casco leve", "Seguro obrigatório anual", "Guincho"]):
        y = 250 + 40 * number
        rows([f"{number + 1} {name}", "Vigência: 2026"], x=60, y=y, step=16)
        rows([f"EE26-{number}"], x=380, y=y, step=0)
        rows([f"{135 * (number + 1)},41"], x=500, y=y, step=0)
    rows(["Isento 488,79", "Total 488,79"], x=380, y=400, step=25)
    lines = _text(page.words)
    for row in ("Serviço Apólice", "1 Casco leve EE26-0 135,41", "3 Guincho EE26-2 405,41"):
        assert row in lines


def test_lines_centred_under_a_title_stay_with_it() -> None:
    """A slide: date and number lie on the right of the strip between labels and names, by chance."""
    words: list[Word] = []

    def line(text: str, *, x: float, y: float, size: float = 16.0) -> None:
        page = MadePage()
        page.line(text.split(), x=x, baseline=y, size=size)
        words.extend(page.words)

    line("Encontro nacional de arquivos e bibliotecas do centro oeste", x=120, y=215)
    line("23 de maio", x=318, y=240)
    line("Resumo 510", x=314, y=265)
    line("Apresenta:", x=60, y=340)
    line("Ana Lima, Oficina", x=290, y=340)
    line("Coautores:", x=60, y=365)
    for row, name in enumerate(["Beto Reis, Oficina", "Caio Dias, Oficina"]):
        line(name, x=290, y=365 + 25 * row)
    line("OFICINA", x=60, y=505)
    line("EDITORA", x=540, y=512)
    lines = _text(words)
    assert lines[:4] == [
        "Encontro nacional de arquivos e bibliotecas do centro oeste",
        "23 de maio",
        "Resumo 510",
        "Apresenta: Ana Lima, Oficina",
    ]


def _columns_with(line: list[str], *, beside: range) -> list[Word]:
    """Two columns, with `line` the thirteenth of the left one, and lines of the other in rows `beside`."""
    page = MadePage()
    for row in range(25):
        page.line(line if row == 12 else words_of_text(5, seed=row), x=60, baseline=80 + 12 * row, size=10)
    for row in beside:
        page.line(words_of_text(5, seed=100 + row), x=290, baseline=83 + 12 * row, size=10)
    return page.words


_ADDRESS = ["https://www.exemplo.jus.br/consulta/cid5452gd5a239a4ih8d0aaa7"]


def test_a_line_that_runs_over_the_next_column_does_not_tear_both() -> None:
    words = _columns_with(_ADDRESS, beside=range(25))
    assert words[60].box.x1 > 310
    assert order_share(build_blocks(words, page_width=595, page_height=842), words) == 1.0


def test_a_line_over_both_columns_parts_what_is_above_it_from_what_is_below() -> None:
    rows = [*range(11), *range(15, 25)]
    words = _columns_with(["Da", "fundamentação", *_ADDRESS], beside=range(0))
    page = MadePage()
    for row in rows:
        page.line(words_of_text(5, seed=100 + row), x=290, baseline=83 + 12 * row, size=10)
    lines = _text([*words, *page.words])
    over = next(place for place, line in enumerate(lines) if line.startswith("Da fundamentação"))
    assert over == 12 + 11


def test_columns_of_short_lines_are_read_one_after_the_other_under_a_head_over_both() -> None:
    page = MadePage()
    for x, texts in ((60, ["Poder", "Executivo"]), (500, ["N°", "7.150"]), (60, ["4"])):
        page.line(texts, x=x, baseline=110, size=9)
    for x in (60, 330):
        for row in range(50):
            if row % 4:
                length = 7 if row % 4 == 1 and row > 30 else 2
                texts = words_of_text(length, seed=int(x) + row)
                page.line(["Assunto:", *texts], x=x, baseline=140 + 12 * row, size=9)
    blocks = build_blocks(page.words, page_width=595, page_height=842)
    assert order_share(blocks, page.words[5:]) > 0.99


def test_one_line_that_grazes_a_gutter_does_not_end_its_column() -> None:
    page = MadePage()
    for row in range(12):
        texts = words_of_text(5, seed=row)
        page.line(texts, x=60, baseline=80 + 12 * row, size=10)
    wide = max(word.box.x1 for word in page.words)
    page.words = [word for word in page.words if word.box.x1 < wide]
    page.line(["e", "os", "comprovantes", "de", "residência"], x=60, baseline=80 + 12 * 12, size=10)
    left = list(page.words)
    edge = max(word.box.x1 for word in left)
    for row in range(8):
        page.line([f"valor{row}", "de", "outro", "lado"], x=edge + 9, baseline=84 + 13 * row, size=10)
    blocks = build_blocks(page.words, page_width=595, page_height=842)
    texts = [word.text for block in blocks for line in block.lines for word in line.words]
    assert texts == [word.text for word in page.words]


@pytest.mark.parametrize("offset", [0.0, 5.0])
def test_a_few_lines_of_two_columns_with_a_narrow_gutter_are_columns(offset: float) -> None:
    page = MadePage()
    page.paragraph(words_of_text(60, seed=1), x=50, top=60, width=495, size=10)
    top = max(word.box.y1 for word in page.words) + 12
    page.paragraph(words_of_text(34, seed=2), x=50, top=top, width=241, size=10)
    page.paragraph(words_of_text(34, seed=3), x=303, top=top + offset, width=241, size=10)
    foot = max(word.box.y1 for word in page.words) + 12
    page.paragraph(words_of_text(60, seed=4), x=50, top=foot, width=495, size=10)
    blocks = build_blocks(page.words, page_width=595, page_height=842)
    assert order_share(blocks, page.words) > 0.98


def test_columns_around_a_picture_with_words_under_it_are_read_one_after_the_other() -> None:
    page = MadePage(hugging=True)
    for column, around, seed in (((68, 229), (68, 124), 1), ((315, 229), (420, 124), 2)):
        texts, top = words_of_text(280, seed=seed), 140.0
        for (x, width), part in (
            (column, texts[:60]),
            (around, texts[60:180]),
            (column, texts[180:]),
        ):
            top = page.paragraph(part, x=x, top=top, width=width, size=10) - 10
    for row, caption in enumerate(["Os telhados", "da cidade", "depois das", "obras de"]):
        page.line([caption], x=280, baseline=400 + 12 * row, size=7)
    blocks = build_blocks(page.words, page_width=595, page_height=842)
    assert order_share(blocks, page.words) > 0.99


def _set(page: MadePage, lines: list[str], *, x: float, top: float, size: float, leading: float) -> list[str]:
    for number, line in enumerate(lines):
        page.line(line.split(), x=x, baseline=top + number * leading, size=size)
    return lines


def test_two_lists_over_the_date_of_a_slide_are_read_one_after_the_other() -> None:
    page = MadePage()
    left = _set(page, ["Receita em alta", "no trimestre", "Custos menores", "Margem estável"],
                x=60, top=200, size=18, leading=24)  # fmt: skip
    right = _set(page, ["Contratar analistas", "Rever contratos", "Abrir escritório"],
                 x=330, top=200, size=18, leading=24)  # fmt: skip
    _set(page, ["12 de março"], x=60, top=700, size=10, leading=12)
    _set(page, ["7"], x=500, top=700, size=10, leading=12)
    lines = _text(page.words)
    assert [line for line in lines if line in left + right] == left + right


def test_a_note_in_the_margin_in_smaller_type_stands_apart_from_the_lines_beside_it() -> None:
    page = MadePage()
    note = _set(page, ["Ver a nota sobre a", "perícia, que foi", "juntada depois"],
                x=60, top=96, size=8, leading=9.5)  # fmt: skip
    page.paragraph(words_of_text(90, seed=3), x=150, top=90, width=340, size=11, leading=1.2)
    assert _text(page.words)[:3] == note


def test_the_marks_of_notes_stay_with_them() -> None:
    page = MadePage()
    notes = [
        "As massas são médias do grupo",
        "Número de animais pesados no dia um",
        "Pesados nos dias quatro e sete",
    ]
    for number, note in enumerate(notes):
        page.line(["abc"[number]], x=60, baseline=96.0 + 14 * number, size=6)
        page.line(note.split(), x=74, baseline=100.0 + 14 * number, size=10)
    assert _text(page.words) == [f"{mark} {note}" for mark, note in zip("abc", notes, strict=True)]


def test_the_head_of_a_table_under_an_address_is_read_across() -> None:
    page = MadePage()
    left = _set(page, ["FATURA", "Oficina do Bairro", "Rua Principal"], x=60, top=100, size=10, leading=14)
    right = _set(
        page, ["Data da fatura", "3 de junho", "Número", "INV-46"], x=350, top=100, size=10, leading=14
    )
    _set(page, ["Descrição"], x=60, top=240, size=10, leading=14)
    _set(page, ["Quantidade"], x=350, top=240, size=10, leading=14)
    assert _text(page.words) in (
        [*left, *right, "Descrição Quantidade"],
        [f"{one} {other}" for one, other in zip(left, right, strict=False)]
        + [right[-1], "Descrição Quantidade"],
    )


def test_text_that_runs_around_a_box_is_not_broken_by_it() -> None:
    page = MadePage()
    beside = [
        "o contrato foi celebrado entre as partes em doze",
        "de março na cidade e teve por objeto a prestação",
        "de serviços de manutenção dos elevadores",
        "do edifício e a autora afirma que pagou todas",
        "as parcelas e que a ré deixou de cumprir",
    ]
    below = [
        "o prazo de entrega previsto na cláusula quarta do contrato que as partes haviam assinado",
        "e que depois não foi mais cumprido por nenhuma delas",
    ]
    box = ["Fundação: 1922", "Sede: Campinas", "Empregados: 340"]
    _set(page, beside, x=60, top=90, size=11, leading=14)
    _set(page, box, x=400, top=92, size=9, leading=12)
    _set(page, below, x=60, top=160, size=11, leading=14)
    assert _text(page.words) == [*box, *beside, *below]


def test_no_gutter_runs_where_one_side_has_no_line_beside_the_other() -> None:
    page = MadePage()
    page.line(["Pressenotiz"], x=72, baseline=139, size=16)
    page.line(["Ankündigung", "Tenderverfahren"], x=68, baseline=288, size=16)
    page.line(["Aufstockung", "der", "Serie", "188"], x=68, baseline=312, size=16)
    for baseline, text in ((166, "Frankfurt am Main"), (179, "18. September 2023"), (198, "Seite 1 von 1")):
        page.line(text.split(), x=455, baseline=baseline, size=11)
    assert best_gutter(build_runs(list(enumerate(page.words)))) is None
