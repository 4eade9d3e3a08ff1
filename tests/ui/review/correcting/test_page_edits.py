from __future__ import annotations

from tests.ui.review.pages import made_page, paragraph, table
from transcritor_gui.model import BlockKind, PageResult, corrected_page
from transcritor_gui.ui.review.correcting.page_edits import (
    LINE_BREAK,
    block_corrections,
    block_of_word,
    cell_correction,
    kind_correction,
    move_correction,
    word_correction,
)

PAGE = made_page(
    paragraph("nos termos da lei", "de mil e um", y=100),
    paragraph("fim", y=300),
    table(("ano", "valor"), ("2001", "100"), y=400),
)


def _retyped(text: str, block_index: int = 0) -> PageResult:
    fixed = corrected_page(PAGE, block_corrections(PAGE, block_index, text))
    assert fixed.unfit == ()
    return fixed.page


def test_a_word_is_named_by_its_number_on_the_page() -> None:
    correction = word_correction(PAGE, 8, 8, " FIM ")
    assert correction is not None
    assert (correction.before, correction.after) == ("fim", "FIM")


def test_words_of_two_blocks_are_never_one_correction() -> None:
    assert word_correction(PAGE, 7, 8, "um fim") is None


def test_blocks_are_told_by_their_words() -> None:
    assert [block_of_word(PAGE, index) for index in (0, 7, 8, 9, 99, -1)] == [0, 0, 1, 2, None, None]


def test_only_the_words_that_changed_are_named() -> None:
    (correction,) = block_corrections(PAGE, 0, "nos termos da Lei de mil e um")
    assert (correction.before, correction.after) == ("lei", "Lei")


def test_every_way_of_retyping_comes_out_as_typed() -> None:
    for text in (
        "nos termos da Lei de mil e um",
        "termos da lei de mil e um",
        "nos termos da lei de mil",
        "nos termos da lei de mil e um dias",
        "Aos nos termos da lei de mil e um",
        "nos termos da própria lei de mil e um",
        "nostermos da lei de mil e um",
        "nos termos da l ei de mil e um",
        "tudo novo",
    ):
        assert _retyped(text).blocks[0].text.split() == text.split()


def test_a_block_that_is_retyped_to_nothing_goes() -> None:
    assert len(_retyped("").blocks) == 2


def test_a_line_typed_below_is_a_line_of_its_own() -> None:
    page = _retyped(f"nos termos da lei de mil e um{LINE_BREAK}e mais nada")
    assert [line.text for line in page.blocks[0].lines] == ["nos termos da lei", "de mil e um", "e mais nada"]


def test_a_break_within_a_paragraph_is_a_space() -> None:
    assert block_corrections(PAGE, 0, f"nos termos da{LINE_BREAK}lei de mil e um") == ()


def test_nothing_typed_is_no_correction() -> None:
    assert block_corrections(PAGE, 0, "nos termos  da lei de mil e um") == ()
    assert cell_correction(PAGE, 2, 1, 1, "100") is None


def test_a_cell_is_retyped() -> None:
    correction = cell_correction(PAGE, 2, 1, 1, "700")
    assert correction is not None
    page = corrected_page(PAGE, [correction]).page
    assert page.blocks[2].table is not None
    assert page.blocks[2].table.rows[1] == ("2001", "700")


def test_kinds_and_places_of_blocks() -> None:
    heading = kind_correction(PAGE, 1, BlockKind.HEADING, 1)
    assert heading is not None
    assert corrected_page(PAGE, [heading]).page.blocks[1].kind is BlockKind.HEADING
    assert kind_correction(PAGE, 1, BlockKind.PARAGRAPH) is None
    up = move_correction(PAGE, 1, -1)
    assert up is not None
    assert corrected_page(PAGE, [up]).page.blocks[0].text == "fim"
    assert move_correction(PAGE, 0, -1) is None
