"""Words over the text of several pages, told from it by their return."""

from __future__ import annotations

from dataclasses import replace

from tests.export.making import transcript
from transcritor_gui.export import ExportOptions, selected
from transcritor_gui.export.reading.running_lines import MarkedPages
from transcritor_gui.model import Block, BlockKind, Box, Line, PageResult, PageSource, PageStatus, Word

_TEXT = [
    "os",
    "autos",
    "vieram",
    "conclusos",
    "ao",
    "juízo",
    "depois",
    "que",
    "a",
    "parte",
    "autora",
    "juntou",
    "o",
    "laudo",
    "da",
    "perícia",
]


def _line(texts: list[str], x: float, y: float) -> Line:
    words = tuple(
        Word(text, Box(x + 60 * place, y, x + 60 * place + 50, y + 12)) for place, text in enumerate(texts)
    )
    return Line(words, Box(x, y, words[-1].box.x1, y + 12))


def _page(index: int, mark: Line, *, source: PageSource = PageSource.TEXT) -> PageResult:
    """A page of thirty lines of six words, `mark` among the words of the line that it stands over."""
    lines = [
        _line(
            [f"{_TEXT[(index * 7 + row + place) % len(_TEXT)]}{index}" for place in range(6)],
            80,
            120 + 18.0 * row,
        )
        for row in range(30)
    ]
    over = next(place for place, line in enumerate(lines) if abs(line.box.y0 - mark.box.y0) < 9)
    mixed = sorted((*lines[over].words, *mark.words), key=lambda word: word.box.x0)
    lines[over] = Line(tuple(mixed), lines[over].box)
    block = Block(BlockKind.PARAGRAPH, tuple(lines), Box(80, 120, 440, 700))
    return PageResult(index, 595, 842, PageStatus.DONE, source, blocks=(block,))


def _marks(pages: list[PageResult]) -> list[str]:
    return [
        " ".join(word.text for line in block.lines for word in line.words)
        for page in MarkedPages(pages)
        for block in page.blocks
        if block.kind is BlockKind.WATERMARK
    ]


_MARK = _line(["CÓPIA", "CONTROLADA"], 200, 300)


def test_words_that_return_over_the_text_are_a_watermark() -> None:
    pages = [_page(index, _MARK) for index in range(4)]
    assert _marks(pages) == ["CÓPIA CONTROLADA"] * 4
    assert "CÓPIA" not in next(iter(MarkedPages(pages))).blocks[0].text


def test_marks_are_left_out_with_what_stands_around_the_text() -> None:
    pages = [_page(index, _MARK) for index in range(4)]
    part = selected(transcript(*pages), ExportOptions(leave_out_headers_and_footers=True))
    assert all("CÓPIA" not in page.text for page in part.pages)
    assert all(page.blocks[0].kind is BlockKind.PARAGRAPH for page in part.pages)


def test_words_over_the_text_of_one_page_are_text() -> None:
    other = _line(["Nota", "de", "rodapé"], 200, 300)
    assert _marks([_page(0, _MARK), _page(1, other), _page(2, _line(["Outra"], 200, 300))]) == []


def test_words_that_return_beside_the_text_are_text() -> None:
    assert _marks([_page(index, _line(["Saldo", "anterior"], 450, 300)) for index in range(4)]) == []


def test_what_was_recognised_tells_nothing() -> None:
    assert _marks([_page(index, _MARK, source=PageSource.OCR) for index in range(4)]) == []


def test_a_form_that_returns_as_a_whole_is_no_mark() -> None:
    page = _page(0, _MARK)
    assert _marks([replace(page, page_index=index) for index in range(4)]) == []
