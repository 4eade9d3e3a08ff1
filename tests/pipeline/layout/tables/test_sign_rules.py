"""Tables whose rules are set in characters."""

from __future__ import annotations

from tests.pipeline.layout.tables.made import row, rows
from transcritor_gui.model import Box, Word
from transcritor_gui.pipeline.layout.page_tables import tables_of_page
from transcritor_gui.pipeline.layout.tables.sign_rules import rules_in_signs
from transcritor_gui.pipeline.pdf.frame import ReadingFrame
from transcritor_gui.pipeline.rules import Rule

_HEAD = ("Conta", "Saldo", "Total")
_BODY = (("Estoques", "85,49", "17"), ("Reservas", "1,65", "46"), ("Caixa", "744,65", "76"))
_AT = [60.0, 200.0, 300.0]


def _line(y: float, *, corners: bool) -> Word:
    text = "+--------+------+-----+" if corners else "-----------------------"
    return Word(text, Box(48, y, 352, y + 10))


def _printed(*, bars: bool) -> tuple[Word, ...]:
    words = [_line(90, corners=bars), *rows([_HEAD], _AT, top=102), _line(114, corners=bars)]
    words += [*rows(_BODY, _AT, top=126, pitch=12), _line(162, corners=bars)]
    if bars:
        words += [
            Word("|", Box(x, y, x + 5, y + 10))
            for y in (102, 126, 138, 150)
            for x in (48.0, 180.0, 280.0, 347.0)
        ]
    return tuple(words)


def _tables(words: tuple[Word, ...]) -> tuple[list[tuple[tuple[str, ...], ...]], list[str]]:
    found = tables_of_page(ReadingFrame(595, 842), words, drawn=(), seen=())
    return [table.rows for table in found.tables], [word.text for word in found.words]


def test_bars_and_dashes_part_the_cells_and_are_in_none() -> None:
    tables, words = _tables(_printed(bars=True))
    assert tables == [(_HEAD, *_BODY)]
    assert not any("-" in text or "|" in text for text in words)


def test_lines_of_dashes_are_no_rows() -> None:
    tables, words = _tables(_printed(bars=False))
    assert tables == [(_HEAD, *_BODY)]
    assert not any("-" in text for text in words)


def test_signs_away_from_the_table_stay_in_the_text() -> None:
    far = _line(700, corners=False)
    _, words = _tables((*_printed(bars=False), far, *row(720, (60, "assinatura"))))
    assert words.count(far.text) == 1


def test_dashes_after_a_label_are_no_rule() -> None:
    words = [
        each
        for n in range(4)
        for each in (
            *row(100 + 20 * n, (60, "Nome:")),
            Word("__________", Box(120, 100 + 20 * n, 300, 110 + 20 * n)),
        )
    ]
    assert rules_in_signs(words).rules == ()


def test_bars_below_one_another_are_a_rule_down() -> None:
    bars = [Word("|", Box(100, 100 + 12 * n, 104, 110 + 12 * n)) for n in range(6)]
    found = rules_in_signs([*bars, *row(100, (60, "a"), (120, "b"))])
    assert found.rules == (Rule(102, 100, 102, 170),)
    assert found.places == frozenset(range(6))
