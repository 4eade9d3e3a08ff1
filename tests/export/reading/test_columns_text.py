"""Text placed as on paper: what stands side by side on the page stands side by side in the file."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from msgspec import structs

from tests.export.making import failed_page, page, table, transcript
from tests.export.strategies import transcripts
from transcritor_gui.export import ExportOptions
from transcritor_gui.export.formats.plain_text import TextExporter
from transcritor_gui.model import Block, BlockKind, Box, Line, PageResult, Transcript, Word

_LETTER_PT, _HEIGHT_PT = 5.0, 10.0
_COLUMNS = ExportOptions(columns=True)


def _line(text: str, x: float, y: float) -> Line:
    """`text` in letters of one width, from `x`, with its middle at `y`."""
    words = []
    left = x
    for each in text.split(" "):
        right = left + _LETTER_PT * len(each)
        words.append(Word(each, Box(left, y - _HEIGHT_PT / 2, right, y + _HEIGHT_PT / 2)))
        left = right + _LETTER_PT
    return Line(tuple(words), Box(x, y - _HEIGHT_PT / 2, words[-1].box.x1, y + _HEIGHT_PT / 2))


def _page(*lines: Line) -> PageResult:
    return page(*(Block(BlockKind.PARAGRAPH, (each,), each.box) for each in lines))


def _rows(*pages: PageResult) -> list[str]:
    return TextExporter().render(transcript(*pages), _COLUMNS).decode().splitlines()


def test_columns_of_text_stand_side_by_side() -> None:
    made = _page(
        _line("à esquerda", 50, 100),
        _line("mais abaixo", 50, 112),
        _line("à direita", 300, 101),
        _line("ao lado", 300, 113),
    )
    first, second = _rows(made)
    assert first.split("  ")[0] == "à esquerda"
    assert first.index("à direita") == second.index("ao lado") == 50


def test_numbers_end_in_one_column() -> None:
    made = _page(_line("1.000,00", 300, 100), _line("10,00", 315, 112), _line("Total", 50, 100))
    first, second = _rows(made)
    assert len(first) == len(second)


def test_what_is_longer_than_on_paper_moves_its_whole_column() -> None:
    narrow = Line((Word("w" * 40, Box(50, 95, 100, 105)),), Box(50, 95, 100, 105))
    made = _page(narrow, _line("ao lado", 120, 100), _line("abaixo", 120, 112), _line("a b c d e", 50, 124))
    first, second, _third = _rows(made)
    assert first.index("ao lado") == second.index("abaixo") == 42


def test_space_between_lines_is_kept_within_reason() -> None:
    made = _page(*(_line(text, 50, y) for text, y in (("a", 100), ("b", 112), ("c", 136), ("d", 700))))
    assert _rows(made) == ["a", "b", "", "c", "", "", "", "d"]


def test_a_page_scanned_sideways_is_placed_as_it_is_read() -> None:
    def sideways(line: Line) -> Line:
        def turned(box: Box) -> Box:
            return Box(box.y0, 842 - box.x1, box.y1, 842 - box.x0)

        return Line(
            tuple(structs.replace(word, box=turned(word.box)) for word in line.words), turned(line.box)
        )

    upright = (_line("primeira linha", 50, 100), _line("segunda", 50, 112))
    made = replace(_page(*(sideways(each) for each in upright)), rotation=90)
    assert _rows(made) == ["primeira linha", "segunda"]


def test_hebrew_keeps_its_order() -> None:
    line = Line(
        (Word("שלום", Box(300, 95, 330, 105)), Word("עולם", Box(260, 95, 295, 105))), Box(260, 95, 330, 105)
    )
    assert _rows(_page(line)) == ["שלום עולם"]


def test_a_table_that_has_only_cells_is_shown() -> None:
    made = replace(table(("a", "b"), ("c", "d")), lines=())
    assert [row.split() for row in _rows(page(made)) if row.strip()] == [["a", "b"], ["c", "d"]]


def test_a_failed_page_says_so_in_its_place() -> None:
    assert _rows(failed_page()) == ["[Page 1 could not be read.]"]


@given(transcripts())
def test_any_transcript_can_be_placed(made: Transcript) -> None:
    text = TextExporter().render(made, _COLUMNS).decode()
    assert text.count("\f") == len(made.pages) - 1
    assert text == TextExporter().render(made, _COLUMNS).decode()
    assert all(len(row) < 2_000 for row in text.split("\n"))
