"""Tables from lines and words."""

from __future__ import annotations

from msgspec import structs

from tests.pipeline.layout.tables.made import across, grid, row, rows, word
from transcritor_gui.model import Box, CellSpan, Word
from transcritor_gui.pipeline.layout.tables.finder import find_tables
from transcritor_gui.pipeline.rules import Rule

_GRID = grid([50, 150, 300], [100, 120, 140, 160])


_WORDS = [
    word("Mês", 60, 105, bold=True),
    word("Valor", 160, 105, bold=True),
    word("Março", 60, 125),
    word("R$", 160, 125),
    word("10,00", 175, 125),
    word("Abril", 60, 145),
]


def test_cells_hold_their_words() -> None:
    (table,) = find_tables(_GRID, _WORDS)
    assert table.rows == (("Mês", "Valor"), ("Março", "R$ 10,00"), ("Abril", ""))
    assert table.box == Box(50, 100, 300, 160)
    assert table.header_rows == 1


def test_lines_drawn_cell_by_cell_are_one_table() -> None:
    cells = [
        rule
        for x0, x1 in ((50, 150), (150, 300))
        for y0, y1 in ((100, 120), (120, 140), (140, 160))
        for rule in grid([x0, x1], [y0, y1])
    ]
    assert find_tables(cells, _WORDS) == find_tables(_GRID, _WORDS)


def test_a_spanned_cell_is_empty() -> None:
    rules = [
        *(Rule(50, y, 300, y) for y in (100, 120, 140, 160)),
        Rule(50, 100, 50, 160),
        Rule(150, 120, 150, 160),
        Rule(300, 100, 300, 160),
    ]
    words = [word("Resumo", 60, 105), word("a", 60, 125), word("b", 160, 125), word("c", 60, 145)]
    (table,) = find_tables(rules, words)
    assert table.rows == (("Resumo", ""), ("a", "b"), ("c", ""))
    assert table.spans == (CellSpan(0, 0, 1, 2),)


def test_a_cell_of_two_lines_keeps_them() -> None:
    words = [word("linha", 60, 101), word("dois", 60, 111), *_WORDS[1:]]
    assert find_tables(_GRID, words)[0].rows[0][0] == "linha\ndois"


def test_words_beside_a_table_stay_out_of_it() -> None:
    (table,) = find_tables(_GRID, [*_WORDS, word("fora", 60, 300)])
    assert not any("fora" in cell for row in table.rows for cell in row)


def test_two_tables_come_from_top_to_bottom() -> None:
    lower = [Rule(r.x0, r.y0 + 300, r.x1, r.y1 + 300) for r in _GRID]
    below = [word(w.text, w.box.x0, w.box.y0 + 300) for w in _WORDS]
    tables = find_tables([*lower, *_GRID], [*below, *_WORDS])
    assert [table.box.y0 for table in tables] == [100, 400]


_CITIES = [
    ("Município", "População", "Área (km²)"),
    ("Campinas", "1.139.047", "794,6"),
    ("Sorocaba", "723.682", "450,4"),
    ("Jundiaí", "443.221", "431,2"),
    ("Limeira", "291.869", "580,7"),
]


_AT = [50.0, 180.0, 300.0]


def test_figures_in_columns_are_a_table_without_any_rule() -> None:
    (table,) = find_tables([], rows(_CITIES, _AT))
    assert table.rows == tuple(_CITIES)
    assert table.header_rows == 1


def test_rules_above_and_below_make_no_other_cells() -> None:
    (table,) = find_tables(across(50, 350, 98, 112, 172), rows(_CITIES, _AT))
    assert table.rows == tuple(_CITIES)
    assert table.header_rows == 1


def test_columns_outside_of_the_rules_down_are_kept() -> None:
    """Open sides, as the norm of IBGE wants them."""
    rules = [*across(45, 355, 97, 112, 172), Rule(170, 97, 170, 172), Rule(290, 97, 290, 172)]
    (table,) = find_tables(rules, rows(_CITIES, _AT))
    assert table.rows == tuple(_CITIES)


def test_rows_that_share_a_frame_are_rows() -> None:
    rules = grid([45, 170, 290, 355], [97, 112, 140, 172])
    (table,) = find_tables(rules, rows(_CITIES, _AT))
    assert table.rows == tuple(_CITIES)


def test_lines_of_text_in_a_frame_stay_one_cell() -> None:
    words = [*row(100, (60, "Item"), (160, "Descrição")), *row(121, (60, "1"), (160, "papel branco"))]
    words += [*row(133, (160, "de escritório")), *row(145, (60, "2"), (160, "lápis"))]
    (table,) = find_tables(grid([50, 150, 300], [97, 118, 142, 160]), words)
    assert table.rows[1] == ("1", "papel branco\nde escritório")


def test_figures_beside_the_middle_of_two_lines_are_on_their_row() -> None:
    words: list[Word] = []
    for number in range(4):
        y = 100 + 40 * number
        words += [
            *row(y, (50, "íntegra dos acórdãos de todos os")),
            *row(y + 6, (300, str(number)), (360, f"OUT{number}")),
        ]
        words += row(y + 12, (50, "recursos em caso de modificação"))
    (table,) = find_tables([], words)
    assert [cells[1:] for cells in table.rows] == [(str(n), f"OUT{n}") for n in range(4)]
    assert table.rows[0][0] == "íntegra dos acórdãos de todos os\nrecursos em caso de modificação"


def test_a_head_over_columns_spans_those_its_rule_reaches_over() -> None:
    words = [*row(86, (225, "Valores")), *rows(_CITIES, _AT)]
    (table,) = find_tables([*across(50, 350, 82, 112, 172), *across(178, 352, 97)], words)
    assert table.rows[0] == ("", "Valores", "")
    assert table.spans == (CellSpan(0, 1, 1, 2),)


def test_heads_in_bold_are_heads_though_they_are_years() -> None:
    head = [structs.replace(each, bold=True) for each in rows([("Setor", "2019", "2020")], _AT)]
    body = rows(_CITIES[1:], _AT, top=114)
    (table,) = find_tables([], [*head, *body])
    assert table.header_rows == 1


def test_a_note_under_the_last_rule_is_no_row() -> None:
    words = [*rows(_CITIES, _AT), *row(176, (50, "Fonte: IBGE"), (180, "2022"))]
    (table,) = find_tables(across(50, 350, 98, 112, 172), words)
    assert table.rows == tuple(_CITIES)


def test_the_line_of_an_account_over_its_statement_is_no_row() -> None:
    heads = ("Data", "Documento", "Valor", "Saldo")
    body = [(f"{n:02d}/05/2024", f"{n}3507", f"{n}2,78", f"{n}84,60") for n in range(11, 18)]
    account = row(86, (50, "Agência 1234-5"), (150, "Conta 98765-4"), (260, "Maio de 2024"))
    words = [*account, *rows([heads, *body], [50, 150, 260, 330])]
    (table,) = find_tables([], words)
    assert table.rows == (heads, *body)


def test_no_row_after_the_last_rule_is_lost_where_something_stands_a_little_lower_in_one_before_it() -> None:
    body = [(f"Item {n}", f"{n}.5", f"{n * 7},1", "sim") for n in range(1, 15)]
    words = [*rows(body, [50, 180, 260, 330]), *row(100 + 14 * 12 + 4.5, (370, "(a)"))]
    (table,) = find_tables(across(50, 390, 98, 112, 98 + 14 * 12), words)
    assert [line[0] for line in table.rows] == [name for name, *_ in body]


def test_tables_side_by_side_whose_rows_are_not_level_are_two() -> None:
    other = [(f"{n} anos", f"{n * 7},5", f"{n * 3},1") for n in range(11, 15)]
    words = [*rows(_CITIES, _AT), *rows(other, [420.0, 480.0, 540.0], top=105, pitch=17)]
    assert [len(table.rows[0]) for table in find_tables([], words)] == [3, 3]


def test_frames_with_labels_of_their_own_are_tables_of_their_own() -> None:
    names = ["ANA LIMA", "BRUNO REIS", "CARLA DIAS", "DAVI NUNES", "ELISA PRADO"]
    words = [
        each
        for n, name in enumerate(names)
        for each in row(130 + 20 * n, (60, name), (160, str(10 + n)), (260, f"{name} B"), (360, str(20 + n)))
    ]
    words += row(105, (60, "PREFEITO"), (260, "VEREADOR"))
    tables = find_tables(grid([50, 250, 450], [100, 125, 240]), words)
    assert [table.rows[-5:] for table in tables] == [
        tuple((name, str(10 + n)) for n, name in enumerate(names)),
        tuple((f"{name} B", str(20 + n)) for n, name in enumerate(names)),
    ]


def test_a_sign_before_its_figure_is_in_its_cell() -> None:
    words = [
        each for n in range(4) for each in row(100 + 14 * n, (50, f"Item {n}"), (200, "R$"), (240, f"{n},00"))
    ]
    (table,) = find_tables([], words)
    assert table.rows[0] == ("Item 0", "R$ 0,00")


def test_large_figures_close_together_are_in_two_cells() -> None:
    words = [
        *row(100, (50, "Idade"), (200, "Homens"), (258, "Mulheres")),
        *row(114, (50, "0-9"), (215, "65.949"), (273, "85.667")),
    ]
    for n in range(5):
        words += row(128 + 14 * n, (50, f"{n}0-{n}9"), (200, "1.249.752"), (248, "1.364.492"))
    (table,) = find_tables([], words)
    assert table.rows[-1] == ("40-49", "1.249.752", "1.364.492")


def test_a_few_amounts_with_their_currency_are_worth_a_look() -> None:
    body = [(f"{n}ª parcela", f"R$ {n}.303,64") for n in range(1, 4)]
    (table,) = find_tables([], rows([("Parcela", "Valor"), *body], [50, 200]))
    assert table.rows == (("Parcela", "Valor"), *body)


def test_sentences_between_dates_and_amounts_are_a_table() -> None:
    text = "ressalvadas as diferenças apontadas no relatório da equipe de auditoria"
    more = "que serão objeto de processo próprio e de outras"
    words = [*row(86, (50, "Data"), (120, "Andamento"), (480, "Valor"))]
    for n in range(6):
        y = 102 + 30 * n
        words += [
            *row(y, (50, f"1{n}/05/2023"), (120, text), (480, f"1{n}.547,02")),
            *row(y + 11, (120, more)),
        ]
    (table,) = find_tables([], words)
    assert table.rows[0] == ("Data", "Andamento", "Valor")
    assert table.rows[1:] == tuple((f"1{n}/05/2023", f"{text}\n{more}", f"1{n}.547,02") for n in range(6))


_POINTS = [
    ("Penha PE 100", "Em frente ao muro lateral do forte", "Própria"),
    ("Roma RO 100", "Próximo da descida de acesso à praia", "Imprópria"),
    ("Ondina ON 100", "Atrás das antigas instalações da rua", "Própria"),
    ("Ondina ON 200", "Ao lado do morro, em frente ao hotel", "Própria"),
    ("Bogari BO 100", "Em frente ao colégio, junto da rampa", "Imprópria"),
]


def test_names_sentences_and_a_word_of_their_kind_are_a_table() -> None:
    (table,) = find_tables([], rows(_POINTS, [50, 180, 400], pitch=24))
    assert table.rows == tuple(_POINTS)


def test_the_title_of_a_page_is_no_row_of_its_table() -> None:
    title = Word("Boletim", Box(50, 50, 130, 78))
    right = Word("Praias", Box(400, 50, 470, 78))
    words = [
        title,
        right,
        *row(88, (180, "Costa: Salvador")),
        *rows(_POINTS, [50, 180, 400], top=120, pitch=24),
    ]
    (table,) = find_tables([], words)
    assert table.rows == tuple(_POINTS)


_ORDERS = [
    ("1", "Compra de papel sulfite A4", "45,00"),
    ("2", "Pagamento ao perito nomeado", "120,00"),
    ("3", "Diligência do oficial de justiça", "80,00"),
    ("4", "Cópias autenticadas em cartório", "15,50"),
    ("5", "Honorários do perito contábil", "900,00"),
]


def test_the_second_line_of_the_last_row_stays_in_its_cell() -> None:
    words = rows([("Item", "Descrição", "Valor"), *_ORDERS], [50.0, 100.0, 340.0], pitch=24)
    words += row(232, (100, "durante a fase de conhecimento do processo"))
    (table,) = find_tables(across(50, 400, 95, 115, 250), words)
    assert table.rows[-1][1].replace("\n", " ") == (
        "Honorários do perito contábil durante a fase de conhecimento do processo"
    )


def test_a_line_of_a_cell_that_ends_in_an_amount_is_no_row() -> None:
    claims = [
        ("Multa contratual prevista na cláusula", "no valor de R$ 1.500,00", "Devida"),
        ("Honorários de sucumbência fixados", "em R$ 2.000,00", "Devida"),
        ("Custas processuais adiantadas pelo", "autor em R$ 350,10", "Paga"),
    ]
    words = row(100, (60, "Item"), (120, "Descrição do objeto"), (420, "Situação"))
    for number, (above, below, state) in enumerate(claims):
        words += row(116 + 24 * number, (60, str(number + 1)), (120, above), (420, state))
        words += row(128 + 24 * number, (120, below))
    (table,) = find_tables([], words)
    assert [cells[0] for cells in table.rows] == ["Item", "1", "2", "3"]
    assert table.rows[1][1].replace("\n", " ") == (
        "Multa contratual prevista na cláusula no valor de R$ 1.500,00"
    )
