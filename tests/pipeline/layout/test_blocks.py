"""Words into blocks: order, kinds, and that no word is lost or doubled."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from tests.examples import times
from tests.pipeline.made_pages import MadePage, order_share, words_of_text
from transcritor_gui.model import Block, BlockKind, Box, Table, Word
from transcritor_gui.pipeline.layout.blocks import build_blocks
from transcritor_gui.pipeline.layout.lines import build_runs


def _blocks(
    page: MadePage, words: list[Word] | None = None, tables: tuple[Table, ...] = ()
) -> tuple[Block, ...]:
    given_words = page.words if words is None else words
    return build_blocks(given_words, page_width=page.width, page_height=page.height, tables=tables)


def _words(blocks: tuple[Block, ...]) -> list[Word]:
    return [word for block in blocks for line in block.lines for word in line.words]


_BOXES = st.builds(
    lambda x, y, width, height: Box(x, y, x + width, y + height),
    st.floats(-20, 620),
    st.floats(-20, 860),
    st.floats(0, 300),
    st.floats(0, 120),
)
_TEXTS = st.text(min_size=1, max_size=8).filter(lambda text: bool(text.strip()))


@times(2)
@given(st.lists(st.builds(Word, _TEXTS, _BOXES), max_size=60))
def test_every_word_comes_out_once(words: list[Word]) -> None:
    blocks = build_blocks(words, page_width=595, page_height=842)
    assert Counter(word.text for word in _words(blocks)) == Counter(word.text for word in words)


@given(st.lists(st.builds(Word, _TEXTS, _BOXES), max_size=30), st.lists(_BOXES, max_size=3))
def test_every_word_comes_out_once_beside_tables(words: list[Word], boxes: list[Box]) -> None:
    tables = [Table(box, (("a", "b"),)) for box in boxes]
    blocks = build_blocks(words, page_width=595, page_height=842, tables=tables)
    assert Counter(word.text for word in _words(blocks)) == Counter(word.text for word in words)
    assert sum(block.table is not None for block in blocks) == len(tables)


def test_a_page_without_words_has_no_blocks() -> None:
    assert build_blocks([], page_width=595, page_height=842) == ()


@pytest.mark.parametrize("hugging", [False, True])
@pytest.mark.parametrize(
    ("columns", "gutter", "size"), [(1, 0, 11), (2, 12, 10), (2, 20, 11), (3, 10, 8), (3, 16, 9)]
)
def test_columns_are_read_one_after_the_other(
    *, hugging: bool, columns: int, gutter: float, size: float
) -> None:
    shares = []
    for seed in range(4):
        page = MadePage(hugging=hugging)
        width = (495 - gutter * (columns - 1)) / columns
        for column in range(columns):
            page.column_of_text(
                x=50 + column * (width + gutter),
                top=70,
                bottom=780,
                width=width,
                size=size,
                seed=10 * seed + column,
            )
        shares.append(order_share(_blocks(page, page.shuffled(seed)), page.words))
    assert min(shares) > 0.98
    assert sum(shares) / len(shares) > 0.99


def test_a_title_over_columns_comes_first_and_a_foot_last() -> None:
    page = MadePage()
    page.line(["Relatório", "anual", "da", "comissão", "de", "avaliação"], x=120, baseline=60, size=18)
    for column in range(2):
        page.column_of_text(x=50 + 255 * column, top=90, bottom=740, width=240, size=10, seed=column)
    page.line(["12"], x=294, baseline=805, size=9)
    blocks = _blocks(page, page.shuffled(3))
    assert blocks[0].kind is BlockKind.HEADING
    assert blocks[0].level == 1
    assert blocks[-1].kind is BlockKind.FOOTER
    assert order_share(blocks, page.words) > 0.98


def test_a_title_over_the_middle_one_of_three_columns_comes_first() -> None:
    page = MadePage()
    page.line(["DIÁRIO", "OFICIAL"], x=252, baseline=60, size=16)
    for column in range(3):
        page.column_of_text(x=40 + 176 * column, top=90, bottom=740, width=160, size=9, seed=column)
    blocks = _blocks(page, page.shuffled(2))
    assert blocks[0].kind is BlockKind.HEADING
    assert order_share(blocks, page.words) > 0.98


def test_a_heading_over_one_column_stays_with_it() -> None:
    page = MadePage()
    page.column_of_text(x=40, top=90, bottom=740, width=240, size=10, seed=1)
    page.line(["Segunda", "parte"], x=340, baseline=60, size=15)
    page.column_of_text(x=310, top=90, bottom=740, width=240, size=10, seed=2)
    assert order_share(_blocks(page, page.shuffled(2)), page.words) > 0.98


def test_a_small_foot_with_the_number_needs_little_room() -> None:
    page = MadePage()
    for column in range(2):
        page.column_of_text(x=50 + 255 * column, top=90, bottom=785, width=240, size=10, seed=column)
    page.line(["54", "REVISTA", "DE", "VIAGEM"], x=50, baseline=page.words[-1].box.y1 + 15, size=7)
    blocks = _blocks(page, page.shuffled(3))
    assert blocks[-1].kind is BlockKind.FOOTER
    assert order_share(blocks, page.words) > 0.98


def test_a_heading_between_columns_parts_what_is_above_from_what_is_below() -> None:
    page = MadePage()
    for column in range(2):
        page.column_of_text(x=50 + 255 * column, top=60, bottom=380, width=240, size=10, seed=column)
    page.line(
        ["Segunda", "parte", "do", "relatório", "apresentado", "à", "comissão", "de", "avaliação"],
        x=110,
        baseline=410,
        size=14,
    )
    for column in range(2):
        page.column_of_text(x=50 + 255 * column, top=430, bottom=780, width=240, size=10, seed=5 + column)
    assert order_share(_blocks(page, page.shuffled(1)), page.words) > 0.98


def test_paragraphs_are_told_by_their_indent_and_by_room() -> None:
    page = MadePage()
    y = 60.0
    for seed in range(4):
        y = page.paragraph(words_of_text(60, seed=seed), x=60, top=y, width=470, indent=18) - 10
    y += 20
    page.paragraph(words_of_text(60, seed=9), x=60, top=y, width=470)
    assert [block.kind for block in _blocks(page)] == [BlockKind.PARAGRAPH] * 5


def test_short_paragraphs_of_a_letter_are_told_by_the_room_between_them() -> None:
    page = MadePage(hugging=True)
    page.line(["Ao", "Cartório", "da", "Comarca."], x=60, baseline=60, size=11)
    page.line(["Assunto:", "certidão"], x=60, baseline=85, size=11)
    y = 99.0
    for seed in range(3):
        texts = words_of_text(20, seed=seed)
        y = page.paragraph([*texts, "autos."], x=60, top=y, width=450, size=11, leading=1.5) - 2.5
    page.line(["Atenciosamente,"], x=60, baseline=y + 11, size=11)
    page.line(["Livraria", "Ltda."], x=60, baseline=y + 36, size=11)
    assert len(_blocks(page)) == 7


def test_widely_set_text_around_a_tight_quotation_stays_whole() -> None:
    page = MadePage()
    y = page.paragraph(words_of_text(120, seed=1), x=60, top=60, width=450, size=11, leading=2.0)
    y = page.paragraph(words_of_text(60, seed=2), x=60, top=y - 11, width=450, size=11, leading=1.2)
    page.paragraph(words_of_text(120, seed=3), x=60, top=y - 4, width=450, size=11, leading=2.0)
    assert len(_blocks(page)) <= 3


def test_a_running_head_stands_apart_from_the_text() -> None:
    page = MadePage()
    page.line(["TRIBUNAL", "DE", "CONTAS", "DA", "UNIÃO", "TC", "024.887/2024-2"], x=60, baseline=40, size=10)
    page.column_of_text(x=60, top=75, bottom=780, width=470, size=11, seed=1)
    blocks = _blocks(page)
    assert blocks[0].kind is BlockKind.HEADER
    assert sum(block.kind is BlockKind.HEADER for block in blocks) == 1


def test_text_that_goes_on_to_the_foot_of_the_page_is_no_foot() -> None:
    page = MadePage()
    page.column_of_text(x=60, top=40, bottom=830, width=470, size=11, seed=1)
    assert {block.kind for block in _blocks(page)} == {BlockKind.PARAGRAPH}


def test_list_items_begin_blocks_of_their_own() -> None:
    page = MadePage()
    y = page.paragraph([*words_of_text(30), "seguintes:"], x=60, top=60, width=470)
    for number, mark in enumerate(["a)", "b)", "c)"]):
        y = page.paragraph([mark, *words_of_text(24, seed=number), "feito;"], x=60, top=y - 10, width=470)
    kinds = [block.kind for block in _blocks(page)]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM]


def test_a_number_at_the_start_of_a_line_in_running_text_is_no_item() -> None:
    page = MadePage()
    page.line(
        ["as", "regras", "gerais", "previstas", "no", "regulamento", "aprovado", "em", "14", "CFR", "parte"],
        x=60,
        baseline=70,
        size=10,
    )
    page.line(
        [
            "11.43",
            "e",
            "na",
            "parte",
            "11.45",
            "desse",
            "mesmo",
            "texto",
            "que",
            "se",
            "aplica",
            "ao",
            "caso",
        ],
        x=60,
        baseline=82,
        size=10,
    )
    assert [block.kind for block in _blocks(page)] == [BlockKind.PARAGRAPH]


def test_notes_at_the_foot_in_small_type_are_footnotes() -> None:
    page = MadePage()
    page.column_of_text(x=60, top=60, bottom=680, width=470, size=11, seed=1)
    page.paragraph(["1", *words_of_text(30)], x=60, top=710, width=470, size=8)
    assert _blocks(page)[-1].kind is BlockKind.FOOTNOTE


def test_labels_are_read_with_what_stands_beside_them() -> None:
    page = MadePage()
    rows = [
        "Nome do requerente",
        "Número do processo",
        "Data da distribuição",
        "Vara de origem",
        "Valor da causa",
    ]
    for number, label in enumerate(rows):
        page.line(label.split(), x=60, baseline=80 + 16 * number, size=10)
        page.line([f"valor{number}", "informado"], x=260, baseline=80 + 16 * number, size=10)
    lines = [line.text for block in _blocks(page, page.shuffled(2)) for line in block.lines]
    assert lines == [f"{label} valor{number} informado" for number, label in enumerate(rows)]


def test_commands_are_read_with_their_meanings_as_the_page_draws_them() -> None:
    """A reference card: meanings of one to three lines, each command at half the height of its own."""
    page = MadePage()
    page.line(["Pacotes"], x=180, baseline=60, size=10)
    entries = [
        ("lista -l nomes", ["Mostra os pacotes todos"]),
        ("lista -I arquivo", ["Mostra o que se sabe de", "um pacote que está no disco"]),
        ("lista -c arquivo", ["Mostra o conteúdo de um", "pacote que está no disco"]),
        (
            "apaga nome",
            ["Remove um pacote e tudo o", "que ele trouxe consigo, mas", "deixa as configurações"],
        ),
        ("limpa tudo", ["Remove também estas"]),
    ]
    top = 80.0
    expected: list[str] = []
    for command, meaning in entries:
        page.line(command.split(), x=60, baseline=top + 6 * (len(meaning) - 1), size=10)
        for number, line in enumerate(meaning):
            page.line(line.split(), x=180, baseline=top + 12 * number, size=10)
        top += 12 * len(meaning) + 2
        expected += [command, *meaning]
    text = " ".join(line.text for block in _blocks(page, page.words) for line in block.lines)
    assert text == " ".join(["Pacotes", *expected])


def test_columns_drawn_line_by_line_are_still_columns() -> None:
    """Two columns of short lines that end at different heights, written as they stand, from top to bottom."""
    page = MadePage()
    texts = words_of_text(200, seed=9)
    left = [texts[3 * row : 3 * row + 3] for row in range(12)]
    right = [texts[100 + 3 * row : 103 + 3 * row] for row in range(10)]
    for row in range(12):
        page.line(left[row], x=60, baseline=80 + 12 * row, size=10)
        if row < 10:
            page.line(right[row], x=300, baseline=83 + 12 * row, size=10)
    drawn = list(page.words)
    lines = [line.text for block in _blocks(page, drawn) for line in block.lines]
    assert lines == [" ".join(row) for row in (*left, *right)]


def test_raised_figures_stay_in_their_line() -> None:
    page = MadePage(hugging=True)
    end = page.line(["conforme", "a", "decisão", "anterior"], x=60, baseline=100, size=11)
    page.words.append(Word("12", Box(end + 0.5, 91.5, end + 6.5, 96.5)))
    page.line(["que", "foi", "mantida", "pelo", "tribunal"], x=end + 10, baseline=100, size=11)
    page.line(
        ["sem", "outra", "consideração", "sobre", "o", "mérito", "do", "recurso"], x=60, baseline=114, size=11
    )
    blocks = _blocks(page)
    assert blocks[0].lines[0].text.endswith("anterior 12 que foi mantida pelo tribunal")


@pytest.mark.parametrize("degrees", [-0.7, 0.7])
def test_lines_that_fall_or_climb_stay_whole(degrees: float) -> None:
    page = MadePage(hugging=True)
    page.column_of_text(x=60, top=80, bottom=700, width=470, size=11, seed=2)
    page.tilted(degrees)
    assert order_share(_blocks(page, page.shuffled(4)), page.words) > 0.98


@pytest.mark.parametrize("degrees", [-2.0, -1.0, 1.0, 2.0])
def test_tilted_columns_are_read_in_order_from_the_pages_own_order(degrees: float) -> None:
    page = MadePage(hugging=True)
    for column in range(2):
        page.column_of_text(x=50 + 255 * column, top=80, bottom=700, width=240, size=10, seed=column)
    page.tilted(degrees)
    blocks = _blocks(page)
    assert order_share(blocks, page.words) > 0.99
    assert Counter(_words(blocks)) == Counter(page.words)


def test_words_drawn_up_the_margin_are_a_block_of_their_own() -> None:
    page = MadePage()
    page.column_of_text(x=80, top=60, bottom=700, width=450, size=11, seed=2)
    y = 600.0
    note = []
    for text in ["Documento", "assinado", "digitalmente", "conforme", "a", "medida", "provisória"]:
        tall = 5.0 * len(text)
        note.append(Word(text, Box(20, y - tall, 30, y)))
        y -= tall + 3
    blocks = _blocks(page, [*page.words, *note])
    assert blocks[-1].text == "Documento assinado digitalmente conforme a medida provisória"
    assert order_share(blocks, page.words) > 0.99


def test_right_to_left_lines_keep_the_pages_own_order() -> None:
    texts = ["تحسين", "الإنتاجية", "وحل", "المشكلات", "من", "خلال", "البرمجة"]
    words, x = [], 520.0
    for text in texts:
        words.append(Word(text, Box(x - 7 * len(text), 88, x, 102)))
        x -= 7 * len(text) + 4
    blocks = build_blocks(words, page_width=595, page_height=842)
    assert blocks[0].text.split() == texts


def test_the_foot_of_a_slide_makes_no_gutter_of_parts_of_its_lists() -> None:
    page = MadePage()
    page.line(["Plano", "de", "obras"], x=60, baseline=80, size=26)
    left = (["Recapear", "a", "avenida", "inteira"], ["Trocar", "a", "rede"], ["Plantar", "mudas"])
    right = (["Reformar", "o", "mercado"], ["Cobrir", "a", "quadra"], ["Abrir", "duas", "creches"])
    for x, texts in ((60, left), (308, right)):
        for line, words in enumerate(texts):
            page.line(words, x=x, baseline=140 + 20 * line, size=15)
    page.line(["Secretaria"], x=60, baseline=785, size=9)
    page.line(["7"], x=533, baseline=785, size=9)
    text = " ".join(block.text.replace("\n", " ") for block in _blocks(page))
    assert "Plantar mudas Reformar o mercado" in text


def test_words_that_are_read_leftwards_within_a_line_are_put_in_their_order() -> None:
    page = MadePage()
    page.line(["He", "wrote", "עולם", "שלום", "at", "the", "end"], x=60, baseline=90, size=11)
    assert _blocks(page)[0].text == "He wrote שלום עולם at the end"


def test_words_of_a_table_go_into_its_block_in_its_place() -> None:
    page = MadePage()
    y = page.paragraph(words_of_text(60), x=60, top=60, width=470)
    box = Box(60, y, 530, y + 50)
    for row in range(3):
        for column in range(3):
            page.line([f"c{row}{column}"], x=70 + 150 * column, baseline=y + 12 + 14 * row, size=9)
    page.paragraph(words_of_text(60, seed=4), x=60, top=y + 70, width=470)
    table = Table(box, (("c00", "c01", "c02"), ("c10", "c11", "c12"), ("c20", "c21", "c22")))
    blocks = _blocks(page, page.shuffled(8), (table,))
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]
    assert blocks[1].table is table
    assert [line.text for line in blocks[1].lines] == ["c00 c01 c02", "c10 c11 c12", "c20 c21 c22"]


def test_vertical_writing_is_read_from_right_to_left() -> None:
    words = [
        Word(text, Box(x, 100, x + 14, 260)) for text, x in (("みんなが同時に", 200), ("風景やみんなと", 400))
    ]
    blocks = build_blocks(words, page_width=595, page_height=842)
    assert [block.text for block in blocks] == ["風景やみんなと", "みんなが同時に"]


def test_a_word_whose_box_holds_the_words_after_it_stays_on_their_line() -> None:
    page = MadePage(hugging=True)
    page.line(["and", "arrangement", "made", "for", "them"], x=60, baseline=100, size=10)
    page.line(["to", "get", "there"], x=page.words[-1].box.x1 + 3, baseline=100, size=10)
    page.line(["they", "will", "probably", "have", "a", "hard", "time"], x=60, baseline=122, size=10)
    them, get = page.words[4], page.words[6]
    words = list(page.words)
    words[4] = structs.replace(them, box=structs.replace(them.box, x1=get.box.x1))
    found = build_blocks(words, page_width=595, page_height=842)
    texts = [[word.text for word in line.words] for block in found for line in block.lines]
    assert texts[0] == ["and", "arrangement", "made", "for", "them", "to", "get", "there"]


def test_between_two_lines_that_touch_a_word_goes_on_the_one_it_follows_in_the_pages_order() -> None:
    page = MadePage()
    page.line(["were"], x=160, baseline=100, size=10)
    page.line(["living"], x=187.3, baseline=101.5, size=10)
    page.line(["other"], x=158, baseline=104, size=10)
    runs = build_runs(list(enumerate(page.words)))
    assert sorted(run.text for run in runs) == ["other", "were living"]
