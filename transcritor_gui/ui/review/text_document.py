"""Fills a text document with one page: paragraphs, headings, tables, and where each word stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)

from transcritor_gui.export.reading.handwriting import handwriting_words
from transcritor_gui.model import Block, BlockKind, PageResult, Table, Word, WordSource
from transcritor_gui.ui.widgets import theme

__all__ = ["FilledText", "TextPlace", "WordSpan", "fill_document"]

_TABLE_WIDTH_PERCENT = 99.5
"""Of the text's: Qt rounds columns up, and at every other width a whole one would be a pixel too wide."""
_LINE_HEIGHT_PERCENT = 135.0
_HEADING_SIZES = {1: 1.45, 2: 1.25, 3: 1.1}
_REMARK_SIZE = 0.92
_QUIET = frozenset(
    {
        BlockKind.HEADER,
        BlockKind.FOOTER,
        BlockKind.FOOTNOTE,
        BlockKind.STAMP,
        BlockKind.WATERMARK,
        BlockKind.LINE_NUMBERS,
        BlockKind.HANDWRITING,
    }
)
_NUMBER = re.compile(r"^[-+(]?\s*(R\$|US\$|\$|€)?\s*\d[\d.,\s]*\)?\s*%?$")


@dataclass(frozen=True, slots=True)
class WordSpan:
    """Where word `word_index` of `PageResult.words()` stands: characters `start` up to `end`."""

    word_index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextPlace:
    """What one paragraph of the document shows: a block of the page, or one cell of its table."""

    block_index: int
    row: int = -1
    column: int = -1


@dataclass(frozen=True, slots=True)
class FilledText:
    spans: tuple[WordSpan, ...]
    """By ascending start. A word of a table is found only where a cell holds it as one piece."""
    places: Mapping[int, TextPlace]
    """By the number of the document's paragraph (QTextBlock.blockNumber)."""


def fill_document(document: QTextDocument, page: PageResult, *, palette: QPalette, font: QFont) -> FilledText:
    """Replace what is in `document` by the text of `page`."""
    document.clear()
    document.setDefaultFont(font)
    whole = QTextCursor(document)
    whole.beginEditBlock()  # one layout at the end instead of one a word
    writer = _Writer(document, palette, font)
    word_index = 0
    for block_index, block in enumerate(page.blocks):
        words = [word for line in block.lines for word in line.words]
        if block.table is not None:
            writer.write_table(block.table, words, word_index, block_index)
        else:
            if block.kind is BlockKind.HANDWRITING:
                writer.write_remark(handwriting_words(block))
            if block.lines:
                writer.write_block(block, word_index, block_index)
        word_index += len(words)
    whole.endEditBlock()
    return FilledText(tuple(sorted(writer.spans, key=lambda span: span.start)), writer.places)


class _Writer:
    """Writes block after block at the end of a document, in runs of one format: a word each is slow."""

    def __init__(self, document: QTextDocument, palette: QPalette, font: QFont) -> None:
        self.spans: list[WordSpan] = []
        self.places: dict[int, TextPlace] = {}
        self._run = ""
        self._run_format = QTextCharFormat()
        self._position = 0
        self._cursor = QTextCursor(document)
        self._palette = palette
        self._font = font
        self._is_first = True
        self._doubt = theme.warn(palette)
        self._corrected = theme.ok(palette)
        self._doubt_ground = theme.tint(self._doubt, palette)
        self._plain = QTextCharFormat()
        self._plain.setForeground(palette.color(QPalette.ColorRole.Text))

    def write_block(self, block: Block, word_index: int, block_index: int) -> None:
        self._start_block(self._block_format(block))
        self.places[self._cursor.blockNumber()] = TextPlace(block_index)
        base = self._char_format(block)
        for line_number, line in enumerate(block.lines):
            for place, word in enumerate(line.words):
                if line_number or place:
                    self._put(" ", base)
                self._put_word(word.text, word, word_index, base)
                word_index += 1
        self._flush()

    def write_remark(self, words: str) -> None:
        """A paragraph of the program's own, over the block that it is about."""
        form = QTextBlockFormat()
        form.setBottomMargin(theme.GRID / 2)
        self._start_block(form)
        said = QTextCharFormat(self._plain)
        said.setForeground(theme.muted(self._palette))
        said.setFontItalic(True)
        said.setFontPointSize(self._point_size() * _REMARK_SIZE)
        self._put(words, said)
        self._flush()

    def write_table(self, table: Table, words: Sequence[Word], word_index: int, block_index: int) -> None:
        if not table.rows or not table.rows[0]:
            return
        self._start_block(QTextBlockFormat())
        columns = max(len(row) for row in table.rows)
        made = self._cursor.insertTable(len(table.rows), columns, self._table_format())
        waiting = list(enumerate(words, start=word_index))
        numeric = {column for column in range(columns) if _is_numeric(table, column)}
        for row_index, row in enumerate(table.rows):
            base = QTextCharFormat(self._plain)
            if row_index < table.header_rows:
                base.setFontWeight(QFont.Weight.DemiBold)
            for column_index, cell in enumerate(row):
                self._cursor = made.cellAt(row_index, column_index).firstCursorPosition()
                form = QTextBlockFormat()
                if column_index in numeric:
                    form.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._cursor.setBlockFormat(form)
                self._position = self._cursor.position()
                self.places[self._cursor.blockNumber()] = TextPlace(block_index, row_index, column_index)
                self._write_cell(cell, waiting, base)
        self._cursor = QTextCursor(made.document())
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._is_first = True  # the paragraph that follows a table is there already

    def _write_cell(self, cell: str, waiting: list[tuple[int, Word]], base: QTextCharFormat) -> None:
        for piece in re.split(r"(\s+)", cell.strip()):
            if not piece or piece.isspace():
                self._put(" " if piece else "", base)
                continue
            found = next((item for item in waiting if item[1].text == piece), None)
            if found is None:
                self._put(piece, base)
            else:
                waiting.remove(found)
                self._put_word(piece, found[1], found[0], base)
        self._flush()

    def _put_word(self, text: str, word: Word, word_index: int, base: QTextCharFormat) -> None:
        start = self._position
        self._put(text, self._word_format(word, base))
        self.spans.append(WordSpan(word_index, start, self._position))

    def _put(self, text: str, form: QTextCharFormat) -> None:
        if form is not self._run_format:
            self._flush()
            self._run_format = form
        self._run += text
        self._position += len(text) + sum(letter > "\uffff" for letter in text)  # as Qt counts: UTF-16

    def _flush(self) -> None:
        if self._run:
            self._cursor.insertText(self._run, self._run_format)
            self._run = ""

    def _start_block(self, form: QTextBlockFormat) -> None:
        if self._is_first:
            self._cursor.setBlockFormat(form)
            self._is_first = False
        else:
            self._cursor.insertBlock(form)
        self._position = self._cursor.position()

    def _block_format(self, block: Block) -> QTextBlockFormat:
        form = QTextBlockFormat()
        form.setLineHeight(_LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setBottomMargin(theme.GRID * 1.5)
        if block.kind is BlockKind.HEADING:
            form.setHeadingLevel(max(1, min(block.level, 6)))
            form.setTopMargin(theme.GRID)
        elif block.kind is BlockKind.LIST_ITEM:
            form.setLeftMargin(theme.GRID * 2 * (block.level + 1))
            form.setBottomMargin(theme.GRID / 2)
        return form

    def _char_format(self, block: Block) -> QTextCharFormat:
        form = QTextCharFormat(self._plain)
        if block.kind is BlockKind.HEADING:
            factor = _HEADING_SIZES.get(max(1, block.level), 1.0)
            form.setFontPointSize(self._point_size() * factor)
            form.setFontWeight(QFont.Weight.DemiBold)
        elif block.kind in _QUIET:
            form.setForeground(theme.muted(self._palette))
            form.setFontPointSize(self._point_size() * _REMARK_SIZE)
        return form

    def _point_size(self) -> float:
        return self._font.pointSizeF() if self._font.pointSizeF() > 0 else self._font.pixelSize() * 0.75

    def _word_format(self, word: Word, base: QTextCharFormat) -> QTextCharFormat:
        is_corrected = word.source is WordSource.CORRECTED
        if not (word.doubtful or word.bold or word.italic or is_corrected):
            return base
        form = QTextCharFormat(base)
        if word.bold:
            form.setFontWeight(QFont.Weight.Bold)
        if word.italic:
            form.setFontItalic(True)
        if word.doubtful:
            form.setForeground(self._palette.color(QPalette.ColorRole.Text))
            form.setBackground(self._doubt_ground)
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            form.setUnderlineColor(self._doubt)
        elif is_corrected:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            form.setUnderlineColor(self._corrected)
        return form

    def _table_format(self) -> QTextTableFormat:
        form = QTextTableFormat()
        form.setBorderCollapse(True)
        form.setBorder(1)
        form.setBorderBrush(theme.hairline(self._palette))
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setCellPadding(theme.GRID / 2)
        form.setCellSpacing(0)
        form.setBottomMargin(theme.GRID)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, _TABLE_WIDTH_PERCENT))
        return form


def _is_numeric(table: Table, column: int) -> bool:
    """Whether all cells below the header are numbers, so that the column stands at the right."""
    cells = [row[column].strip() for row in table.rows[table.header_rows :] if column < len(row)]
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(_NUMBER.match(cell) for cell in filled)
