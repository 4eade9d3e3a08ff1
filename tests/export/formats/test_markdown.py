"""Markdown says what the page says: a parser finds the same words in it, and the same structure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.export.making import block, failed_page, line, page, sample, table, transcript
from tests.export.strategies import transcripts
from transcritor_gui.export.characters import cell_lines, one_line
from transcritor_gui.export.formats.markdown import MarkdownExporter
from transcritor_gui.export.reading.flow import line_runs
from transcritor_gui.export.reading.lists import split_marker
from transcritor_gui.model import Block, BlockKind, PageResult, PageStatus, Transcript

_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


def _markdown(made: Transcript) -> str:
    return MarkdownExporter().render(made).decode()


def _words_in(tokens: list[Token]) -> str:
    """All text a reader would see, white space and bullets aside."""
    parts: list[str] = []
    for token in tokens:
        for child in token.children or []:
            if child.type in ("text", "code_inline", "text_special"):
                parts.append(child.content)
        if token.type in ("code_block", "fence"):
            parts.append(token.content)
    return "".join("".join(parts).split())


def _words_of(made: Block) -> str:
    if made.table is not None:
        cells = (" ".join(cell_lines(cell)) for row in made.table.rows for cell in row)
        return "".join("".join(cells).split())
    rows = [runs for runs in (line_runs(each) for each in made.lines) if runs]
    if made.kind is BlockKind.LIST_ITEM and rows:
        marker, first = split_marker(rows[0])
        kept = marker.text if marker.number is None else ""
        return "".join((kept + "".join(run.text for runs in (first, *rows[1:]) for run in runs)).split())
    return "".join("".join(one_line(word.text) for each in made.lines for word in each.words).split())


def test_one_of_everything() -> None:
    assert (
        _markdown(sample())
        == """\
<!-- page 1 -->

Juízo da 3ª Vara Cível

# Sentença

Vistos. O autor pede a conde-
nação do réu ao pagamento.

**Valor total:** R\\$ 1.234,56

- primeiro pedido
- segundo pedido

| Parcela | Vencimento | Valor |
| --- | --- | --- |
| 1 | 10/02/2024 | 1.000,00 |
| 2 | 10/03/2024 | 234,56 |

fl. 12

<!-- page 2 -->

Publique-
se.

<!-- page 3 -->

*Page 3 could not be read.*
"""
    )


@pytest.mark.parametrize(
    "text",
    ["# x", "1986. Foi o ano", "- x", "+ x", "---", "===", "> x", "    x", "* x", "[a](b)", "<b>", "&amp;"],
)
def test_no_text_is_taken_for_a_sign(text: str) -> None:
    tokens = _PARSER.parse(_markdown(transcript(page(block(f"antes\n{text}\ndepois")))))
    assert [token.type for token in tokens] == ["html_block", "paragraph_open", "inline", "paragraph_close"]


def test_a_table_without_header_gets_an_empty_one() -> None:
    made = transcript(page(table(("a|b", "c\nd"), header_rows=0)))
    assert _markdown(made).endswith("|  |  |\n| --- | --- |\n| a\\|b | c<br>d |\n")


def test_numbered_and_nested_items() -> None:
    items = (
        block("1. um", BlockKind.LIST_ITEM),
        block("• dois", BlockKind.LIST_ITEM, level=1),
        block("a) três\nsegue", BlockKind.LIST_ITEM, level=5),
    )
    assert _markdown(transcript(page(*items))).endswith(
        "1. um\n    - dois\n        - a) três\n          segue\n"
    )


def test_a_failed_page_says_so() -> None:
    assert "*Page 1 could not be read.*" in _markdown(transcript(failed_page()))


def test_bold_and_italic() -> None:
    made = Block(BlockKind.PARAGRAPH, (line("tudo isto", bold=True, italic=True),), line("x").box)
    assert _markdown(transcript(page(made))).endswith("***tudo isto***\n")


def _as_printed(page: PageResult) -> PageResult:
    """`page` with its handwriting as paragraphs: running text leaves handwriting out."""
    blocks = tuple(
        replace(each, kind=BlockKind.PARAGRAPH) if each.kind is BlockKind.HANDWRITING else each
        for each in page.blocks
    )
    return replace(page, blocks=blocks)


@given(transcripts())
def test_a_parser_finds_the_same_words(made: Transcript) -> None:
    done = tuple(_as_printed(each) for each in made.pages if each.status is PageStatus.DONE)
    if done:
        expected = "".join(_words_of(each) for each_page in done for each in each_page.blocks)
        assert _words_in(_PARSER.parse(_markdown(replace(made, pages=done)))) == expected
