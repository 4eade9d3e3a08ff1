"""What stands over and beside the text of a page: watermarks, stamps, line numbers, drop caps."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.pipeline.made_pages import MadePage, words_of_text
from transcritor_gui.model import BlockKind, Box, Word
from transcritor_gui.pipeline.drawn_words import DrawnWord
from transcritor_gui.pipeline.layout.drop_caps import with_drop_caps_joined
from transcritor_gui.pipeline.layout.line_numbers import part_line_numbers
from transcritor_gui.pipeline.layout.page_parts import PageParts, blocks_beside_text, part_page
from transcritor_gui.pipeline.layout.stamps import part_stamps
from transcritor_gui.pipeline.layout.watermarks import part_watermarks

_WIDTH, _HEIGHT = 595.0, 842.0


def _page_of_text(*, top: float = 80, bottom: float = 700) -> MadePage:
    page = MadePage()
    page.column_of_text(x=80, top=top, bottom=bottom, width=440, size=11, seed=2)
    return page


def _texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


def _slanted(text: str, box: Box, *, strength: float, height: float) -> DrawnWord:
    return DrawnWord(text, box, angle_degrees=315.0, strength=strength, level_size=(height * 4, height))


# watermarks


@pytest.mark.parametrize(("strength", "height"), [(0.1, 70.0), (0.3, 20.0), (1.0, 60.0)])
def test_large_or_pale_words_at_an_angle_are_a_watermark(strength: float, height: float) -> None:
    page = _page_of_text()
    mark = _slanted("CÓPIA", Box(150, 200, 400, 450), strength=strength, height=height)
    text, marks = part_watermarks([*page.words[:40], mark, *page.words[40:]])
    assert list(text) == page.words
    assert marks == (mark,)


def test_a_label_at_an_angle_in_the_size_of_the_text_is_none() -> None:
    page = _page_of_text()
    label = _slanted("Janeiro", Box(150, 200, 180, 230), strength=0.4, height=12.0)
    assert part_watermarks([*page.words, label]) == ((*page.words, label), ())


def test_pale_words_across_are_a_watermark_where_text_lies_under_them() -> None:
    page = _page_of_text()
    over = DrawnWord("MINUTA", Box(100, 300, 480, 380), strength=0.15)
    beside = DrawnWord("Relatório", Box(100, 20, 400, 60), strength=0.15)
    text, marks = part_watermarks([beside, *page.words, over])
    assert marks == (over,)
    assert beside in text


def test_small_words_repeated_at_an_angle_are_a_watermark() -> None:
    page = _page_of_text()
    tiles = [
        _slanted("AMOSTRA", Box(50 + 90 * n, 100, 120 + 90 * n, 170), strength=0.2, height=12)
        for n in range(5)
    ]
    assert part_watermarks([*page.words, *tiles]) == (tuple(page.words), tuple(tiles))


def test_the_labels_of_charts_are_no_watermark_however_many_they_are() -> None:
    page = _page_of_text()
    months = ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez")
    labels = [
        DrawnWord(
            month, Box(60 + 20 * place, y, 75 + 20 * place, y + 15), strength=0.45, angle_degrees=45,
            level_size=(16.0, 7.0),
        )
        for y in (140, 340, 540)
        for place, month in enumerate((*months, *months))
    ]  # fmt: skip
    assert part_watermarks([*page.words, *labels]) == ((*page.words, *labels), ())


def test_a_phrase_repeated_all_over_the_page_is_a_watermark() -> None:
    page = _page_of_text()
    tiles = [
        _slanted(
            text, Box(20 + 9 * place, 60 + 40 * row, 28 + 9 * place, 80 + 40 * row), strength=0.2, height=12
        )
        for row in range(16)
        for place, text in enumerate(("uso", "exclusivo", "do", "autor", "citado"))
    ]
    assert part_watermarks([*page.words, *tiles]) == (tuple(page.words), tuple(tiles))


def test_a_page_of_words_at_an_angle_alone_has_no_watermark() -> None:
    words = [
        _slanted("Poema", Box(100, 100 + 40 * n, 300, 130 + 40 * n), strength=0.1, height=40)
        for n in range(4)
    ]
    assert part_watermarks(words) == (tuple(words), ())


# stamps


def _upwards(texts: list[str], *, x: float, y: float, size: float) -> list[Word]:
    words: list[Word] = []
    for text in texts:
        tall = 0.5 * size * len(text)
        words.append(DrawnWord(text, Box(x, y - tall, x + size, y), angle_degrees=270.0))
        y -= tall + 0.3 * size
    return words


_WORDING = "Este documento é cópia do original, assinado digitalmente por FULANA DE TAL em 19/07/2023"
_SIDE = _WORDING.split()


def test_what_is_drawn_up_the_side_is_a_stamp() -> None:
    page = _page_of_text()
    stamp = _upwards(_SIDE, x=572, y=800, size=7)
    text, stamps = part_stamps([*stamp, *page.words], width=_WIDTH, height=_HEIGHT)
    assert list(text) == page.words
    assert list(map(_texts, stamps)) == [_SIDE]


def test_what_says_that_it_is_a_stamp_may_stand_further_from_the_edge() -> None:
    page = _page_of_text()
    stamp, note = _upwards(_SIDE, x=60, y=800, size=7), _upwards(["Nota", "lateral"], x=100, y=500, size=7)
    text, stamps = part_stamps([*stamp, *page.words, *note], width=_WIDTH, height=_HEIGHT)
    assert list(text) == [*page.words, *note]
    assert list(map(_texts, stamps)) == [_SIDE]


def test_a_stamp_on_a_nearly_empty_page_is_one_too() -> None:
    page = MadePage()
    page.line(["CERTIDÃO"], x=250, baseline=90, size=14)
    stamp = _upwards(_SIDE, x=572, y=800, size=7)
    text, stamps = part_stamps([*page.words, *stamp], width=_WIDTH, height=_HEIGHT)
    assert list(text) == page.words
    assert list(map(_texts, stamps)) == [_SIDE]


@pytest.mark.parametrize(
    "wording",
    [
        "Num. 12345678 - Pág. 1",
        "Assinado eletronicamente por: MARIA DE TAL - 03/05/2023 10:11:12",
        "https://pje.exemplo.jus.br:443/pje/Processo/ConsultaDocumento/listView.seam?x=230503101112",
        "Evento 12, DESPADEC1, Página 2",
        "Processo 5001234-12.2023.8.24.0001/SC, Evento 1, INIC1, Página 2",
        "Documento assinado digitalmente conforme a Lei 11.419/2006",
        "Electronically filed by the Clerk on 03/04/2021",
    ],
)
def test_lines_at_the_foot_that_speak_of_signing_are_a_stamp(wording: str) -> None:
    page = _page_of_text()
    text = list(page.words)
    page.line(wording.split(), x=80, baseline=815, size=8)
    found, stamps = part_stamps(page.words, width=_WIDTH, height=_HEIGHT)
    assert list(found) == text
    assert [" ".join(_texts(stamp)) for stamp in stamps] == [wording]


def test_text_that_speaks_of_signing_is_no_stamp() -> None:
    page = _page_of_text()
    page.line(["Foi", "assinado", "digitalmente", "pelas", "partes"], x=80, baseline=400, size=11)
    assert part_stamps(page.words, width=_WIDTH, height=_HEIGHT) == (tuple(page.words), ())


def test_a_page_that_reads_upwards_has_no_stamp_for_its_first_lines() -> None:
    words = [
        word
        for line in range(30)
        for word in _upwards(words_of_text(12, seed=line), x=20 + 18 * line, y=800, size=11)
    ]
    assert part_stamps(words, width=_WIDTH, height=_HEIGHT)[1] == ()


# line numbers


def _numbered(
    *, first: int = 1, step: int = 1, x: float = 60.0, column: float = 80.0
) -> tuple[MadePage, list[Word]]:
    page = MadePage()
    page.paragraph(words_of_text(220, seed=4), x=column, top=80, width=300, size=11, leading=2.0)
    numbers = []
    for line, bottom in enumerate(sorted({word.box.y1 for word in page.words}), start=first):
        if (line - first) % step == 0:
            text = str(line if step == 1 else line + step - 1)
            numbers.append(Word(text, Box(x - 6 * len(text), bottom - 12, x, bottom)))
    return page, numbers


@pytest.mark.parametrize("first", [1, 7])
def test_numbers_beside_every_line_are_line_numbers(first: int) -> None:
    page, numbers = _numbered(first=first)
    text, found = part_line_numbers([*numbers, *page.words])
    assert list(text) == page.words
    assert list(found) == numbers


def test_numbers_of_every_fifth_line_are_line_numbers() -> None:
    page, numbers = _numbered(step=5)
    assert list(part_line_numbers([*page.words, *numbers])[1]) == numbers


def _short_text(numbers: dict[int, str]) -> tuple[MadePage, list[Word]]:
    """Lines of one width that mostly begin in mid-sentence, and numbers beside some of them, from 0."""
    page = MadePage()
    page.paragraph(words_of_text(70, seed=4), x=80, top=80, width=300, size=11, leading=1.5)
    bottoms = sorted({word.box.y1 for word in page.words})
    return page, [
        Word(text, Box(50, bottoms[line] - 11, 62, bottoms[line])) for line, text in numbers.items()
    ]


def test_numbers_beside_the_few_lines_of_a_short_text_are_line_numbers() -> None:
    page, numbers = _short_text({line: str(117 + line) for line in range(6)})
    assert list(part_line_numbers([*numbers, *page.words])[1]) == numbers


def test_two_numbers_five_lines_apart_are_line_numbers() -> None:
    page, numbers = _short_text({1: "5", 6: "10"})
    assert list(part_line_numbers([*numbers, *page.words])[1]) == numbers


def test_a_number_beside_the_short_last_line_of_a_paragraph_is_a_line_number() -> None:
    page = MadePage()
    texts = [words_of_text(7, seed=line) for line in range(14)]
    for line, words in enumerate([*texts, ["capazes."]]):
        page.line(words, x=80, baseline=80 + 14 * line, size=10)
    bottoms = sorted({word.box.y1 for word in page.words})
    numbers = [
        Word(str(line), Box(50, bottoms[line - 1] - 11, 62, bottoms[line - 1])) for line in (5, 10, 15)
    ]
    assert list(part_line_numbers([*page.words, *numbers])[1]) == numbers


def test_line_numbers_may_be_flush_at_their_left() -> None:
    page, numbers = _numbered(step=5)
    flush = [
        Word(word.text, Box(400, word.box.y0, 400 + 6 * len(word.text), word.box.y1)) for word in numbers
    ]
    assert list(part_line_numbers([*page.words, *flush])[1]) == flush


@pytest.mark.parametrize("numbers", [{1: "5", 4: "10"}, {1: "4", 6: "9"}, {1: "5"}])
def test_numbers_at_another_distance_than_they_count_are_text(numbers: dict[int, str]) -> None:
    page, words = _short_text(numbers)
    assert part_line_numbers([*words, *page.words])[1] == ()


def test_the_numbers_of_a_list_of_small_lines_are_text() -> None:
    page = MadePage()
    for row in range(1, 8):
        page.line([str(row), *words_of_text(2 + row, seed=row)], x=60, baseline=80 + 14 * row, size=10)
    assert part_line_numbers(page.words)[1] == ()


def test_the_numbers_of_a_numbered_list_or_of_rows_are_text() -> None:
    page = MadePage()
    for row in range(1, 20):
        name = [text.capitalize() for text in words_of_text(2, seed=row)]
        page.line([str(row), *name], x=60, baseline=80 + 20 * row, size=10)
        page.line([f"{row * 37},00"], x=400, baseline=80 + 20 * row, size=10)
    assert part_line_numbers(page.words)[1] == ()


# drop caps


@pytest.mark.parametrize("lines", [2, 3, 5])
def test_a_drop_cap_is_joined_to_its_word(lines: int) -> None:
    page = MadePage()
    cap = Word("E", Box(60, 80, 60 + 9 * lines, 80 + 13 * lines))
    for line in range(8):
        x = 64 + 9 * lines if line < lines else 60
        texts = ["m", "maio", "de", "mil"] if line == 0 else words_of_text(6, seed=line)
        page.line(texts, x=x, baseline=91 + 13 * line, size=10)
    joined = with_drop_caps_joined([cap, *page.words])
    assert joined[0].text == "Em"
    assert joined[0].box.x0 == 60
    assert len(joined) == len(page.words)


def test_a_drop_cap_that_is_a_word_stays_one() -> None:
    page = MadePage()
    cap = Word("A", Box(60, 80, 86, 119))
    page.line(["lei", "diz", "que"], x=92, baseline=91, size=10)
    page.line(words_of_text(6, seed=1), x=88, baseline=104, size=10)
    page.line(words_of_text(6, seed=2), x=88, baseline=117, size=10)
    joined = with_drop_caps_joined([cap, *page.words])
    assert _texts(joined)[:2] == ["A", "lei"]
    assert joined[0].box.y1 == joined[1].box.y1


@pytest.mark.parametrize(("first", "expected"), [("contrato", "O contrato"), ("nde", "Onde")])
def test_a_dictionary_tells_whether_a_drop_cap_is_a_word(first: str, expected: str) -> None:
    page = MadePage()
    cap = Word("O", Box(60, 80, 86, 119))
    for line in range(3):
        texts = [first, "foi", "celebrado"] if line == 0 else words_of_text(6, seed=line)
        page.line(texts, x=90, baseline=91 + 13 * line, size=10)
    known = {"contrato", "onde"}
    joined = with_drop_caps_joined([cap, *page.words], knows=lambda text: text.lower() in known)
    assert " ".join(_texts(joined)).startswith(f"{expected} foi")


def test_a_letter_in_a_title_is_no_drop_cap() -> None:
    page = MadePage()
    page.line(["Anexo", "A"], x=60, baseline=80, size=24)
    page.paragraph(words_of_text(60), x=60, top=100, width=440)
    assert with_drop_caps_joined(page.words) == tuple(page.words)


# all of them


def test_each_part_becomes_a_block_after_the_text() -> None:
    page, numbers = _numbered()
    mark = _slanted("CÓPIA", Box(150, 200, 400, 450), strength=0.1, height=70)
    stamp = _upwards(_SIDE, x=572, y=800, size=7)
    words = [mark, *numbers, *stamp, *page.words]
    parts = part_page(words, width=_WIDTH, height=_HEIGHT)
    assert list(parts.text) == page.words
    blocks = blocks_beside_text(parts, width=_WIDTH, height=_HEIGHT)
    assert [block.kind for block in blocks] == [BlockKind.LINE_NUMBERS, BlockKind.STAMP, BlockKind.WATERMARK]
    assert blocks[1].text.split() == _SIDE
    inside = [word for block in blocks for line in block.lines for word in line.words]
    assert Counter((word.text, word.box) for word in (*inside, *parts.text)) == Counter(
        (word.text, word.box) for word in words
    )


def test_a_page_of_plain_text_is_left_as_it_is() -> None:
    page = _page_of_text()
    parts = part_page(page.words, width=_WIDTH, height=_HEIGHT)
    assert parts == PageParts(tuple(page.words))
    assert blocks_beside_text(parts, width=_WIDTH, height=_HEIGHT) == ()


def test_two_figures_five_rows_apart_in_the_last_column_of_a_table_are_no_line_numbers() -> None:
    columns = (60.0, 180.0, 240.0, 310.0, 400.0)
    words = [
        Word(text, Box(x, 100 + 14 * n, x + 5 * len(text), 111 + 14 * n))
        for n in range(6)
        for x, text in zip(columns, ("Jundiaí", "281,7", "482", "734,06", "137,33"), strict=True)
    ]
    last = [Word(text, Box(505, 100 + 14 * n, 510, 111 + 14 * n)) for n, text in ((0, "0"), (5, "5"))]
    assert part_line_numbers([*words, *last])[1] == ()
