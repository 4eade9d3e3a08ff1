"""Short ways to write a transcript down in a test."""

from __future__ import annotations

from dataclasses import replace

from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.model import (
    Block,
    BlockKind,
    Box,
    CellSpan,
    DocumentFacts,
    Line,
    PageResult,
    PageSource,
    PageStatus,
    Table,
    Transcript,
    TranscriptionOptions,
    Word,
    WordSource,
)

__all__ = ["block", "failed_page", "line", "page", "sample", "spanned", "table", "transcript", "word"]

_BOX = Box(72, 72, 172, 84)


def word(text: str, *, bold: bool = False, italic: bool = False, confidence: float | None = None) -> Word:
    source = WordSource.TEXT_LAYER if confidence is None else WordSource.OCR
    return Word(text, _BOX, confidence, source, bold=bold, italic=italic)


def line(text: str, *, bold: bool = False, italic: bool = False) -> Line:
    return Line(tuple(word(each, bold=bold, italic=italic) for each in text.split(" ")), _BOX)


def block(text: str, kind: BlockKind = BlockKind.PARAGRAPH, *, level: int = 0) -> Block:
    return Block(kind, tuple(line(each) for each in text.split("\n")), _BOX, level)


def table(*rows: tuple[str, ...], header_rows: int = 1) -> Block:
    lines = tuple(line(" ".join(row)) for row in rows)
    return Block(BlockKind.TABLE, lines, _BOX, table=Table(_BOX, rows, header_rows))


def spanned() -> Block:
    """A table with a cell over two columns and one over two rows."""
    own = table(("", "2024", ""), ("Norte", "1", "2"), ("", "3", "4"))
    assert own.table is not None
    spans = (CellSpan(0, 1, 1, 2), CellSpan(1, 0, 2, 1))
    return replace(own, table=replace(own.table, spans=spans))


def page(*blocks: Block, index: int = 0) -> PageResult:
    source = PageSource.TEXT if blocks else PageSource.BLANK
    return PageResult(index, 595.0, 842.0, PageStatus.DONE, source, blocks)


def failed_page(index: int = 0) -> PageResult:
    return replace(
        page(index=index),
        status=PageStatus.FAILED,
        error=ErrorInfo(ErrorCode.PAGE_UNREADABLE, (("page", str(index + 1)),)),
    )


def transcript(*pages: PageResult, name: str = "contrato.pdf") -> Transcript:
    numbered = tuple(replace(each, page_index=index) for index, each in enumerate(pages))
    facts = DocumentFacts(name, "0" * 64, 1000, len(pages))
    return Transcript(facts, TranscriptionOptions(), numbered)


def sample() -> Transcript:
    """A document with one of everything: what docs/formats shows in each format."""
    styled = Line((word("Valor", bold=True), word("total:", bold=True), word("R$"), word("1.234,56")), _BOX)
    first = page(
        block("Juízo da 3ª Vara Cível", BlockKind.HEADER),
        block("Sentença", BlockKind.HEADING, level=1),
        block("Vistos. O autor pede a conde-\nnação do réu ao pagamento."),
        Block(BlockKind.PARAGRAPH, (styled,), _BOX),
        block("• primeiro pedido", BlockKind.LIST_ITEM),
        block("• segundo pedido", BlockKind.LIST_ITEM),
        table(
            ("Parcela", "Vencimento", "Valor"), ("1", "10/02/2024", "1.000,00"), ("2", "10/03/2024", "234,56")
        ),
        block("fl. 12", BlockKind.FOOTER),
    )
    return transcript(first, page(block("Publique-\nse.")), failed_page(2), name="sentença.pdf")
