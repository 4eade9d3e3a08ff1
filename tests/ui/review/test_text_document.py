"""A page as a text document: what is written, and where each word stands."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QPalette, QTextCharFormat, QTextCursor, QTextDocument, QTextTable
from pytestqt.qtbot import QtBot

from tests.ui.review.pages import made_page, paragraph, table
from transcritor_gui.model import Block, BlockKind
from transcritor_gui.ui.review.text_document import WordSpan, fill_document


def _filled(*blocks: Block) -> tuple[QTextDocument, tuple[WordSpan, ...]]:
    document = QTextDocument()
    spans = fill_document(document, made_page(*blocks), palette=QPalette(), font=QFont()).spans
    return document, spans


def _text_at(document: QTextDocument, span: WordSpan) -> str:
    cursor = QTextCursor(document)
    cursor.setPosition(span.start)
    cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def _format_at(document: QTextDocument, span: WordSpan) -> QTextCharFormat:
    cursor = QTextCursor(document)
    cursor.setPosition(span.end)
    return cursor.charFormat()


def test_lines_of_a_paragraph_are_joined_and_blocks_are_apart(qtbot: QtBot) -> None:
    document, _spans = _filled(paragraph("um dois", "três"), paragraph("quatro"))
    assert document.toPlainText() == "um dois três\nquatro"


def test_spans_are_where_the_words_are(qtbot: QtBot) -> None:
    blocks = (
        paragraph("ACÓRDÃO 733", kind=BlockKind.HEADING, level=1),
        paragraph("Vistos relatados?", "e discutidos"),
        table(("Item", "Valor"), ("Multa?", "1.250,00")),
        paragraph("Fim"),
    )
    document, spans = _filled(*blocks)
    words = list(made_page(*blocks).words())
    assert [span.word_index for span in spans] == list(range(len(words)))
    assert [_text_at(document, span) for span in spans] == [word.text for word in words]


def test_letters_beyond_the_basic_plane_do_not_shift_what_follows(qtbot: QtBot) -> None:
    document, spans = _filled(paragraph("um 𝒜𝒞 três? quatro"))
    assert [_text_at(document, span) for span in spans] == ["um", "𝒜𝒞", "três", "quatro"]


def test_doubtful_words_are_underlined_and_tinted(qtbot: QtBot) -> None:
    document, spans = _filled(paragraph("certo duvidoso?"))
    sure, doubtful = (_format_at(document, span) for span in spans)
    assert doubtful.underlineStyle() != sure.underlineStyle()
    assert doubtful.background() != sure.background()


def test_a_table_is_a_table_with_its_numbers_to_the_right(qtbot: QtBot) -> None:
    document, _spans = _filled(table(("Item", "Valor"), ("Multa", "1.250,00")))
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    made = cursor.currentTable()
    assert isinstance(made, QTextTable)
    assert (made.rows(), made.columns()) == (2, 2)
    number = made.cellAt(1, 1).firstCursorPosition().blockFormat().alignment()
    word = made.cellAt(1, 0).firstCursorPosition().blockFormat().alignment()
    assert number != word


def test_a_cell_word_that_no_line_holds_has_no_span(qtbot: QtBot) -> None:
    block = table(("a", "b"))
    changed = Block(block.kind, block.lines[:0], block.box, table=block.table)
    document, spans = _filled(changed, paragraph("fim"))
    assert [_text_at(document, span) for span in spans] == ["fim"]


def test_headings_are_larger(qtbot: QtBot) -> None:
    document, spans = _filled(paragraph("Título", kind=BlockKind.HEADING, level=1), paragraph("corpo"))
    heading, body = (_format_at(document, span) for span in spans)
    assert heading.fontPointSize() > document.defaultFont().pointSizeF() >= body.fontPointSize()


def test_a_second_page_replaces_the_first(qtbot: QtBot) -> None:
    document, _spans = _filled(paragraph("um"), table(("a", "b")))
    spans = fill_document(document, made_page(paragraph("dois")), palette=QPalette(), font=QFont()).spans
    assert document.toPlainText().strip() == "dois"
    assert len(spans) == 1


@pytest.mark.parametrize("text", ["", "   "])
def test_a_page_without_blocks_is_empty(qtbot: QtBot, text: str) -> None:
    document = QTextDocument(text)
    assert fill_document(document, made_page(), palette=QPalette(), font=QFont()).spans == ()
    assert document.toPlainText() == ""


def test_handwriting_stands_under_words_that_say_so(qtbot: QtBot) -> None:
    read = paragraph("João?", kind=BlockKind.HANDWRITING)
    unread = Block(BlockKind.HANDWRITING, (), read.box)
    document, spans = _filled(paragraph("Ciente"), read, unread)
    assert document.toPlainText() == (
        "Ciente\nHandwritten, read with little certainty:\nJoão\nHandwritten, not read."
    )
    assert [_text_at(document, span) for span in spans] == ["Ciente", "João"]


def test_words_about_handwriting_are_not_a_paragraph_of_the_page(qtbot: QtBot) -> None:
    page = made_page(paragraph("João?", kind=BlockKind.HANDWRITING))
    filled = fill_document(QTextDocument(), page, palette=QPalette(), font=QFont())
    assert {number: place.block_index for number, place in filled.places.items()} == {1: 0}
