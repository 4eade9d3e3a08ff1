from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from transcritor_gui.model import (
    Block,
    BlockKind,
    Box,
    Conferral,
    Correction,
    CorrectionKind,
    Line,
    PageResult,
    PageSource,
    PageStatus,
    PageWarning,
    Table,
    WarningCode,
    Word,
    WordSource,
    corrected_page,
    enclosing,
    written_kind,
)


def _line(text: str, y: float, *, x: float = 50.0, doubtful: frozenset[str] = frozenset()) -> Line:
    """Words of ten points a letter, ten points apart."""
    words = []
    for piece in text.split():
        box = Box(x, y, x + 10 * len(piece), y + 10)
        words.append(Word(piece, box, 0.6, WordSource.OCR, doubtful=piece in doubtful, alternative=None))
        x = box.x1 + 10
    return Line(tuple(words), enclosing(word.box for word in words))


def _block(*lines: Line, kind: BlockKind = BlockKind.PARAGRAPH, table: Table | None = None) -> Block:
    return Block(kind, lines, enclosing(line.box for line in lines), table=table)


def _page(*blocks: Block) -> PageResult:
    return PageResult(0, 600.0, 800.0, PageStatus.DONE, PageSource.OCR, blocks, confidence=0.6)


def _text(anchor: Box, before: str, after: str) -> Correction:
    return Correction(0, CorrectionKind.TEXT, anchor, before, after)


LINE = _line("8 1º Nada", 100, doubtful=frozenset({"8"}))
PAGE = _page(_block(LINE))


def _only_line(page: PageResult) -> tuple[Word, ...]:
    return page.blocks[0].lines[0].words


def test_a_corrected_word_stands_on_the_old_ones_place_and_keeps_what_was_read() -> None:
    old = LINE.words[0]
    fixed = corrected_page(PAGE, [_text(old.box, "8", "§")])
    word = _only_line(fixed.page)[0]
    assert (word.text, word.box, word.source, word.alternative) == ("§", old.box, WordSource.CORRECTED, "8")
    assert not word.doubtful
    assert fixed.page.text == "§ 1º Nada"
    assert fixed.unfit == ()


def test_the_page_as_read_stays_as_it_is() -> None:
    corrected_page(PAGE, [_text(LINE.words[0].box, "8", "§")])
    assert PAGE.text == "8 1º Nada"


def test_a_word_taken_as_it_is_is_doubted_no_more() -> None:
    fixed = corrected_page(PAGE, [_text(LINE.words[0].box, "8", "8")]).page
    assert fixed.doubts == 0
    assert _only_line(fixed)[0].source is WordSource.OCR


def test_corrections_build_on_one_another() -> None:
    box = LINE.words[0].box
    fixed = corrected_page(PAGE, [_text(box, "8", "S"), _text(box, "S", "§")]).page
    assert fixed.text == "§ 1º Nada"
    assert _only_line(fixed)[0].alternative == "8"


def test_of_equal_words_the_one_at_the_place_is_corrected() -> None:
    line = _line("a b a b a", 100)
    fixed = corrected_page(_page(_block(line)), [_text(line.words[2].box, "a", "x")]).page
    assert fixed.text == "a b x b a"


def test_words_are_joined_within_their_common_place() -> None:
    line = _line("PRE CATÓRIO pago", 100)
    both = enclosing(word.box for word in line.words[:2])
    fixed = corrected_page(_page(_block(line)), [_text(both, "PRE CATÓRIO", "PRECATÓRIO")]).page
    assert [word.text for word in _only_line(fixed)] == ["PRECATÓRIO", "pago"]
    assert _only_line(fixed)[0].box == both


def test_a_word_is_split_along_its_place() -> None:
    line = _line("daCâmara", 100)
    fixed = corrected_page(_page(_block(line)), [_text(line.box, "daCâmara", "da Câmara")]).page
    first, second = _only_line(fixed)
    assert (first.text, second.text) == ("da", "Câmara")
    assert line.box.x0 == first.box.x0 < first.box.x1 < second.box.x0 < second.box.x1 == line.box.x1


def test_noise_is_deleted_and_an_empty_line_goes_with_it() -> None:
    page = _page(_block(_line("título", 100), _line("~.", 120)))
    fixed = corrected_page(page, [_text(page.blocks[0].lines[1].box, "~.", "")]).page
    assert fixed.text == "título"
    assert len(fixed.blocks[0].lines) == 1


def test_a_block_without_words_goes() -> None:
    page = _page(_block(_line("título", 100)), _block(_line("~.", 300)))
    fixed = corrected_page(page, [_text(page.blocks[1].box, "~.", "")]).page
    assert len(fixed.blocks) == 1


def test_a_word_typed_anew_stands_between_its_neighbours() -> None:
    line = _line("nos termos lei", 100)
    fixed = corrected_page(_page(_block(line)), [_text(line.box, "nos termos lei", "nos termos da lei")]).page
    words = _only_line(fixed)
    assert [word.text for word in words] == ["nos", "termos", "da", "lei"]
    assert words[1].box.x1 <= words[2].box.x0 <= words[2].box.x1 <= words[3].box.x0
    assert words[2].alternative is None
    assert words[1].source is WordSource.OCR


def test_a_retyped_paragraph_keeps_the_lines_of_the_page() -> None:
    block = _block(_line("Vistos e relatodos", 100), _line("estes autos", 120))
    after = "Vistos e relatados estes autos de ação"
    fixed = corrected_page(_page(block), [_text(block.box, "Vistos e relatodos estes autos", after)]).page
    assert [line.text for line in fixed.blocks[0].lines] == [
        "Vistos e relatados",
        "estes autos de ação",
    ]


def test_what_no_longer_fits_is_offered_and_changes_nothing() -> None:
    correction = _text(LINE.words[0].box, "B", "§")
    fixed = corrected_page(PAGE, [correction])
    assert fixed.unfit == (correction,)
    assert fixed.page is PAGE


def test_a_page_read_rightly_the_second_time_needs_no_correction() -> None:
    line = _line("§ 1º Nada", 100, doubtful=frozenset({"§"}))
    fixed = corrected_page(_page(_block(line)), [_text(line.words[0].box, "8", "§")])
    assert fixed.unfit == ()
    assert fixed.page.doubts == 0
    assert fixed.page.text == "§ 1º Nada"


def test_places_may_shift_by_a_point_when_a_page_is_read_again() -> None:
    fixed = corrected_page(PAGE, [_text(LINE.words[0].box.moved(0.8, -0.8), "8", "§")])
    assert fixed.page.text == "§ 1º Nada"


def test_confidence_counts_corrected_words_as_sure() -> None:
    fixed = corrected_page(PAGE, [_text(LINE.words[2].box, "Nada", "Fada")]).page
    assert fixed.confidence == pytest.approx((3 * 0.6 + 4 * 1.0) / 7)


def test_a_block_changes_its_kind() -> None:
    correction = Correction(
        0, CorrectionKind.BLOCK_KIND, PAGE.blocks[0].box, "", written_kind(BlockKind.HEADING, 2)
    )
    fixed = corrected_page(PAGE, [correction]).page
    assert (fixed.blocks[0].kind, fixed.blocks[0].level) == (BlockKind.HEADING, 2)


def test_lines_become_the_rows_of_a_table() -> None:
    first = Line(_line("Total", 100).words + _line("10,00", 100, x=300).words, Box(50, 100, 350, 110))
    second = _line("Soma", 120)
    page = _page(_block(first, second))
    correction = Correction(
        0, CorrectionKind.BLOCK_KIND, page.blocks[0].box, "", written_kind(BlockKind.TABLE)
    )
    table = corrected_page(page, [correction]).page.blocks[0].table
    assert table is not None
    assert table.rows == (("Total", "10,00"), ("Soma", ""))


def test_blocks_change_places() -> None:
    page = _page(_block(_line("um", 100)), _block(_line("dois", 200)), _block(_line("três", 300)))
    up = Correction(0, CorrectionKind.MOVE_BLOCK, page.blocks[2].box, "", "-2")
    assert corrected_page(page, [up]).page.text == "três\n\num\n\ndois"


def test_a_new_line_stands_below_the_one_it_follows() -> None:
    block = _block(_line("primeira", 100), _line("terceira", 140))
    correction = Correction(0, CorrectionKind.NEW_LINE, block.lines[0].box, "primeira", "segunda linha")
    fixed = corrected_page(_page(block), [correction]).page
    assert [line.text for line in fixed.blocks[0].lines] == ["primeira", "segunda linha", "terceira"]
    assert fixed.blocks[0].lines[1].box.y0 >= block.lines[0].box.y0 + 10


TABLE = _block(
    _line("ano valor", 100), _line("2001 100", 120), _line("2002 100", 140),
    kind=BlockKind.TABLE,
    table=Table(Box(50, 100, 150, 150), (("ano", "valor"), ("2001", "100"), ("2002", "100")), 1),
)  # fmt: skip


def test_a_word_of_a_table_changes_in_its_own_cell() -> None:
    page = _page(TABLE)
    second = TABLE.lines[2].words[1]
    fixed = corrected_page(page, [_text(second.box, "100", "700")]).page
    table = fixed.blocks[0].table
    assert table is not None
    assert table.rows == (("ano", "valor"), ("2001", "100"), ("2002", "700"))


def test_a_cell_changes_its_word_on_the_page() -> None:
    correction = Correction(0, CorrectionKind.CELL, TABLE.box, "100", "700", row=2, column=1)
    fixed = corrected_page(_page(TABLE), [correction]).page
    block = fixed.blocks[0]
    assert block.table is not None
    assert block.table.rows[2] == ("2002", "700")
    assert [line.text for line in block.lines] == ["ano valor", "2001 100", "2002 700"]


def test_a_cell_that_reads_otherwise_by_now_is_left_alone() -> None:
    correction = Correction(0, CorrectionKind.CELL, TABLE.box, "1OO", "700", row=2, column=1)
    assert corrected_page(_page(TABLE), [correction]).unfit == (correction,)


def test_words_of_a_page_on_its_side_are_shared_out_downwards() -> None:
    word = Word("daCâmara", Box(100, 50, 110, 130), 0.5, WordSource.OCR)
    page = replace(_page(_block(Line((word,), word.box))), rotation=90)
    first, second = corrected_page(page, [_text(word.box, "daCâmara", "da Câmara")]).page.words()
    assert (first.box.x0, second.box.x0) == (100, 100)
    assert first.box.y1 < second.box.y0


def test_a_conferred_page_needs_no_attention() -> None:
    page = replace(PAGE, warnings=(PageWarning(WarningCode.LOW_CONFIDENCE),))
    tick = Conferral(datetime(2026, 5, 4, tzinfo=UTC), "Ana")
    fixed = corrected_page(page, (), conferral=tick).page
    assert fixed.conferral == tick
    assert page.needs_attention
    assert not fixed.needs_attention
