"""A paragraph cut by a page's end is one again; everything else stays where it is."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from msgspec import structs

from tests.export.laying import laid_block, paper
from tests.export.making import failed_page, transcript
from tests.export.making import table as made_table
from transcritor_gui.export import ExportOptions, exporter_for
from transcritor_gui.export.reading.page_joints import ReadPage, read_pages
from transcritor_gui.model import Block, BlockKind, PageResult

_UPPER = "o juiz ouviu as partes e decidiu que a\nprova dos autos mostra com clareza"


def _two(ending: str, opening: str, *, last_right: float | None = 500.0) -> list[PageResult]:
    upper = laid_block(f"{_UPPER}\n{ending}", y=700, last_right=last_right)
    return [paper(upper, index=0), paper(laid_block(opening, y=72, last_right=None), index=1)]


def _read(pages: list[PageResult]) -> list[ReadPage]:
    return list(read_pages(pages, flowing=True))


def _are_joined(pages: list[PageResult]) -> bool:
    return bool(_read(pages)[0].joints)


@pytest.mark.parametrize(
    ("ending", "opening"),
    [
        ("que o contrato foi", "assinado por ambos."),
        ("que o réu foi conde-", "nado em primeira instância."),
        ("que o réu foi conde\u00ad", "nado em primeira instância."),
        ("nos termos do disposto no art.", "5º da lei."),
        ("residente no município de", "São Paulo."),
        ("ouvidos o autor,", "João da Silva, e o réu."),
    ],
)
def test_sentences_that_go_on_are_joined(ending: str, opening: str) -> None:
    assert _are_joined(_two(ending, opening))


@pytest.mark.parametrize(
    ("ending", "opening"),
    [
        ("que o contrato foi assinado.", "as partes foram intimadas"),
        ("que o contrato foi assinado.", "As partes foram intimadas"),
        ("que disse: “não sei.”", "e foi embora"),
        ("os bens seguintes:", "um automóvel"),
        ("que o contrato foi", "Capítulo segundo"),
        ("que o contrato foi", "a) assinado"),
        ("que o contrato foi", "• assinado"),
        ("na página 12 -", "assinado"),
    ],
)
def test_what_begins_anew_is_not(ending: str, opening: str) -> None:
    pages = _two(ending, opening, last_right=None if ending.endswith("-") else 500.0)
    assert not _are_joined(pages)


def test_a_short_last_line_ends_its_paragraph() -> None:
    assert not _are_joined(_two("assinado", "por ambos", last_right=150.0))


def test_a_page_left_out_between_keeps_them_apart() -> None:
    first, second = _two("que o contrato foi", "assinado por ambos.")
    assert not _are_joined([first, replace(second, page_index=2)])


def test_a_page_that_failed_keeps_them_apart() -> None:
    first, second = _two("que o contrato foi", "assinado por ambos.")
    assert not _are_joined([first, failed_page(1), replace(second, page_index=2)])


def test_a_table_keeps_them_apart() -> None:
    first, second = _two("que o contrato foi", "assinado por ambos.")
    with_table = replace(second, blocks=(made_table(("a", "b")), *second.blocks))
    assert not _are_joined([first, with_table])


def test_type_of_another_size_is_something_else() -> None:
    first, second = _two("que o contrato foi", "assinado por ambos.")
    (block,) = second.blocks
    lines = tuple(
        structs.replace(line, box=structs.replace(line.box, y1=line.box.y0 + 30)) for line in block.lines
    )
    assert not _are_joined([first, replace(second, blocks=(replace(block, lines=lines),))])


def test_turned_pages_are_joined_too() -> None:
    def lying(page: PageResult) -> PageResult:
        """The page as a scan that has to be turned clockwise by 90 degrees."""

        def block_lying(block: Block) -> Block:
            lines = tuple(
                structs.replace(
                    line,
                    box=structs.replace(
                        line.box, x0=line.box.y0, y0=842 - line.box.x1, x1=line.box.y1, y1=842 - line.box.x0
                    ),
                )
                for line in block.lines
            )
            return replace(block, lines=lines)

        return replace(page, rotation=90, blocks=tuple(map(block_lying, page.blocks)))

    assert _are_joined([lying(page) for page in _two("que o contrato foi", "assinado por ambos.")])
    short = _two("assinado", "por ambos", last_right=150.0)
    assert not _are_joined([lying(page) for page in short])


def _with_margins(pages: list[PageResult]) -> list[PageResult]:
    return [
        replace(
            page,
            blocks=(
                laid_block("Relatório", BlockKind.HEADER, y=30, last_right=None),
                *page.blocks,
                laid_block(
                    f"1 Ver o anexo {'x' * page.page_index}.", BlockKind.FOOTNOTE, y=760, last_right=None
                ),
                laid_block(str(page.page_index + 1), BlockKind.FOOTER, y=800, last_right=None),
            ),
        )
        for page in pages
    ]


def test_what_stands_between_follows_the_paragraph() -> None:
    first, second = _read(_with_margins(_two("que o réu foi conde-", "nado em primeira instância.")))
    assert [block.kind for block in first.page.blocks] == [
        BlockKind.HEADER, BlockKind.PARAGRAPH, BlockKind.FOOTNOTE, BlockKind.FOOTER,
    ]  # fmt: skip
    assert [block.kind for block in second.page.blocks] == [
        BlockKind.HEADER, BlockKind.FOOTNOTE, BlockKind.FOOTER,
    ]  # fmt: skip
    assert first.joints == {1: {3: 2}}
    assert (first.begins_on, second.begins_on) == (None, 0)


def test_a_paragraph_of_three_pages_is_one() -> None:
    first, second = _two("que o contrato foi", "assinado por ambos e depois\nregistrado no cartório de")
    middle = replace(second, blocks=(laid_block("assinado por ambos e depois\nregistrado no cartório que"),))
    last = paper(laid_block("fica na praça.", last_right=None), laid_block("Novo parágrafo."), index=2)
    read = _read([first, middle, last])
    assert read[0].joints == {0: {3: 2, 5: 3}}
    assert [each.begins_on for each in read] == [None, 0, 0]
    assert [each.is_used_up for each in read] == [False, True, False]


def test_what_never_ends_is_no_paragraph() -> None:
    texts = "o juiz ouviu as partes e decidiu que\na prova dos autos mostra com clareza que"
    read = _read([paper(laid_block(texts), index=index) for index in range(60)])
    assert len(read) == 60
    assert 1 < sum(not each.is_used_up for each in read) < 10


def test_lines_kept_are_not_joined() -> None:
    pages = _two("que o réu foi conde-", "nado em primeira instância.")
    assert [each.page for each in read_pages(pages, flowing=False)] == pages


_JOINED = "mostra com clareza que o réu foi condenado em primeira instância."


@pytest.mark.parametrize("name", ["txt", "md", "html"])
def test_formats_for_reading_write_it_as_one(name: str) -> None:
    made = transcript(*_with_margins(_two("que o réu foi conde-", "nado em primeira instância.")))
    text = exporter_for(name).render(made, ExportOptions(flowing=True)).decode()
    for mark in ("<!-- page 2 -->", '<span id="page-2" role="doc-pagebreak" aria-label="Page 2"></span>'):
        text = text.replace(mark, "")
    assert _JOINED in text


def test_every_page_can_still_be_found() -> None:
    made = transcript(*_two("que o contrato foi", "assinado por ambos."))
    html = exporter_for("html").render(made).decode()
    assert html.count('id="page-1"') == html.count('id="page-2"') == 1
    assert 'que o contrato foi <span id="page-2"' in html
    markdown = exporter_for("md").render(made, ExportOptions(flowing=True)).decode()
    assert "que o contrato foi <!-- page 2 --> assinado por ambos." in markdown


@pytest.mark.parametrize(
    ("name", "part", "mark"),
    [
        ("docx", "word/document.xml", 'w:name="page_2"'),
        ("odt", "content.xml", 'text:name="page_2"'),
        ("epub", "book/text-0001.xhtml", 'id="page-2"'),
    ],
)
def test_packed_formats_keep_the_mark_inside_the_paragraph(name: str, part: str, mark: str) -> None:
    made = transcript(*_two("que o contrato foi", "assinado por ambos.\nE mais nada."))
    book = zipfile.ZipFile(io.BytesIO(exporter_for(name).render(made)))
    text = book.read(part).decode()
    assert text.count(mark) == 1
    assert text.index("que o contrato foi") < text.index(mark) < text.index("assinado por ambos")


def test_an_e_book_finds_a_page_that_begins_in_an_earlier_file() -> None:
    upper, lower = _two("que o contrato foi", "assinado por ambos.")
    lower = replace(lower, blocks=(*lower.blocks, laid_block("Novo parágrafo.")))
    pages = [*(paper(laid_block(f"Página {'x' * index}."), index=index) for index in range(19)), upper, lower]
    book = zipfile.ZipFile(io.BytesIO(exporter_for("epub").render(transcript(*pages))))
    assert 'href="text-0001.xhtml#page-21"' in book.read("book/contents.xhtml").decode()
    assert "Novo parágrafo." in book.read("book/text-0002.xhtml").decode()
