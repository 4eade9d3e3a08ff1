"""Lines ended on purpose are told from full ones, by the room that the next word would have had."""

from __future__ import annotations

import pytest

from tests.export.making import transcript
from transcritor_gui.export import ExportOptions, exporter_for
from transcritor_gui.export.reading.kept_ends import kept_ends
from transcritor_gui.model import (
    Block,
    BlockKind,
    Box,
    Line,
    PageResult,
    PageSource,
    PageStatus,
    Word,
    enclosing,
)

_LETTER_PT = 5.0


def _line(text: str, y0: float, *, x0: float = 72.0) -> Line:
    words = []
    x = x0
    for part in text.split():
        words.append(Word(part, Box(x, y0, x + _LETTER_PT * len(part), y0 + 10)))
        x += _LETTER_PT * (len(part) + 1)
    return Line(tuple(words), enclosing(word.box for word in words))


def _page(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH) -> PageResult:
    lines = tuple(_line(text, 72 + 14 * number) for number, text in enumerate(texts))
    block = Block(kind, lines, enclosing(line.box for line in lines))
    return PageResult(0, 595, 842, PageStatus.DONE, PageSource.OCR, (block,))


_FULL = "comunicamos que o segundo lote de documentos, com entrega marcada"


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (("À Arquivo Fictício Ltda.", "Assunto: atraso", _FULL.capitalize()), {1, 2}),
        ((_FULL, "para ontem.", "Atenciosamente,", "Livraria Fictícia"), {2, 3}),
        ((_FULL, _FULL.capitalize()), set()),
        ((_FULL, "para o dia trinta e um", "de março"), set()),
        ((_FULL, "para o guarda-", "Chuva"), set()),
        ((_FULL, "para o dia trinta e um de", "Otorrinolaringologista-Otorrinolaringologista"), set()),
    ],
    ids=["address", "signature", "full", "sentence goes on", "cut word", "long word"],
)
def test_a_line_ended_early_keeps_its_end(texts: tuple[str, ...], kept: set[int]) -> None:
    page = _page(*texts)
    assert kept_ends(page.blocks[0], page) == kept


def test_lines_of_hebrew_end_at_the_left() -> None:
    full, short = _line("ש" * 40 + " " + "ל" * 19, 72), _line("שלום", 86, x0=72 + 55 * _LETTER_PT)
    lines = (full, short, _line("שלום", 100, x0=72 + 55 * _LETTER_PT))
    block = Block(BlockKind.PARAGRAPH, lines, enclosing(line.box for line in lines))
    page = PageResult(0, 595, 842, PageStatus.DONE, PageSource.OCR, (block,))
    assert kept_ends(block, page) == {2}


def test_items_and_lines_of_the_next_page_are_joined() -> None:
    item = _page("a) Arquivo", "Fictício", _FULL, kind=BlockKind.LIST_ITEM)
    assert kept_ends(item.blocks[0], item) == set()
    page = _page(_FULL, "para ontem.", "Atenciosamente,")
    assert kept_ends(page.blocks[0], page, page_starts={2: 2}) == set()


@pytest.mark.parametrize(
    ("format_name", "expected"),
    [
        ("txt", "para ontem.\nAtenciosamente,\nLivraria"),
        ("md", "para ontem.\\\nAtenciosamente,\\\nLivraria"),
        ("html", "para ontem.<br/>\nAtenciosamente,<br/>\nLivraria"),
    ],
)
def test_running_text_keeps_a_signature_in_lines(format_name: str, expected: str) -> None:
    made = transcript(_page(_FULL, "para ontem.", "Atenciosamente,", "Livraria"))
    assert expected in exporter_for(format_name).render(made, ExportOptions(flowing=True)).decode()
