"""Values survive the trip over a process or database boundary, and behave as documented."""

from __future__ import annotations

import pickle
from dataclasses import replace

import msgspec
import pytest

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.model import (
    MAX_PAGES,
    Block,
    BlockKind,
    Box,
    Line,
    PageResult,
    PageSource,
    PageStatus,
    PageWarning,
    Table,
    WarningCode,
    Word,
    WordSource,
    check_page_numbers,
    enclosing,
    selected_page_indices,
)


def page(*, warnings: tuple[PageWarning, ...] = (), status: PageStatus = PageStatus.DONE) -> PageResult:
    box = Box(10, 20, 40, 32)
    words = (Word("Ação", box, 0.93, WordSource.OCR), Word("civil", Box(44, 20, 70, 32)))
    table = Table(Box(0, 50, 100, 90), (("Item", "Valor"), ("Custas", "12,50")), header_rows=1)
    return PageResult(
        page_index=3,
        width_pt=595,
        height_pt=842,
        status=status,
        source=PageSource.MIXED,
        blocks=(
            Block(BlockKind.PARAGRAPH, (Line(words, box),), box),
            Block(BlockKind.TABLE, (), table.box, table=table),
        ),
        warnings=warnings,
        error=ErrorInfo(ErrorCode.PAGE_TIMEOUT, (("page", "4"),)) if status is PageStatus.FAILED else None,
    )


def test_page_survives_json_and_pickle() -> None:
    original = page(warnings=(PageWarning(WarningCode.TURNED, figure=90),), status=PageStatus.FAILED)
    assert msgspec.json.decode(msgspec.json.encode(original), type=PageResult) == original
    assert pickle.loads(pickle.dumps(original)) == original


def test_page_text_holds_lines_and_cells_in_order() -> None:
    assert page().text == "Ação civil\n\nItem\tValor\nCustas\t12,50"


def test_running_text_is_without_handwriting_unless_it_is_asked_for() -> None:
    read = page()
    by_hand = Block(
        BlockKind.HANDWRITING,
        (Line((Word("João", read.blocks[0].box),), read.blocks[0].box),),
        read.blocks[0].box,
    )
    written = replace(read, blocks=(*read.blocks, by_hand, replace(by_hand, lines=())))
    assert written.running_text(with_handwriting=False) == read.text
    assert written.running_text(with_handwriting=True) == written.text == f"{read.text}\n\nJoão"


def test_handwriting_needs_attention_where_something_of_it_was_read() -> None:
    box = Box(10, 20, 40, 32)
    initials = replace(page(), blocks=(Block(BlockKind.HANDWRITING, (), box),))
    note = replace(page(), blocks=(Block(BlockKind.HANDWRITING, (Line((Word("João", box),), box),), box),))
    assert not initials.needs_attention
    assert note.needs_attention


def test_page_with_a_repaired_document_needs_no_attention_but_an_unreadable_one_does() -> None:
    assert not page(warnings=(PageWarning(WarningCode.DOCUMENT_REPAIRED),)).needs_attention
    assert page(warnings=(PageWarning(WarningCode.NOTHING_READABLE),)).needs_attention
    assert page(status=PageStatus.FAILED).needs_attention


def test_error_survives_pickle_with_its_facts() -> None:
    error = pickle.loads(pickle.dumps(TranscritorError(ErrorCode.PAGE_TIMEOUT, page=7, seconds=180)))
    assert error.info.code is ErrorCode.PAGE_TIMEOUT
    assert error.info.fact("seconds") == "180"
    assert error.info.fact("unknown") == ""


def test_box_overlap_is_area_shared() -> None:
    assert Box(0, 0, 10, 10).overlap_area(Box(5, 5, 20, 20)) == 25
    assert Box(0, 0, 10, 10).overlap_area(Box(10, 0, 20, 10)) == 0
    assert Box(0, 0, 10, 10).covered_by(Box(0, 0, 5, 10)) == 0.5
    assert enclosing([Box(0, 0, 1, 1), Box(5, -2, 6, 3)]) == Box(0, -2, 6, 3)
    with pytest.raises(ValueError, match="no boxes"):
        enclosing([])


@pytest.mark.parametrize(
    ("text", "indices"),
    [
        ("", (0, 1, 2, 3, 4)),
        ("1-3,5", (0, 1, 2, 4)),
        (" 2 - 3 , 3 ", (1, 2)),
        ("4-", (3, 4)),
        ("-2", (0, 1)),
        ("5,1", (0, 4)),
        ("3-99", (2, 3, 4)),
    ],
)
def test_page_range_as_people_write_it(text: str, indices: tuple[int, ...]) -> None:
    assert selected_page_indices(text, 5) == indices


@pytest.mark.parametrize("text", ["0", "3-1", "a", "1;2", "-", "9", "1,,2", "1.5", "9" * 5000, "٣"])
def test_page_range_that_names_no_page_is_refused(text: str) -> None:
    with pytest.raises(TranscritorError) as caught:
        selected_page_indices(text, 5)
    assert caught.value.info.code is ErrorCode.BAD_PAGE_RANGE


def test_more_pages_than_are_read_at_once_are_refused_and_a_range_of_them_is_not() -> None:
    for claimed in (MAX_PAGES + 1, 100_000, 2**31 - 1):
        for text in ("", "1-", "1-15000,15001-30000"):
            with pytest.raises(TranscritorError) as caught:
                selected_page_indices(text, claimed)
            assert caught.value.info.code is ErrorCode.PDF_TOO_MANY_PAGES
            assert caught.value.info.fact("pages") == str(claimed)
        assert selected_page_indices("1-2,20000", claimed) == (0, 1, 19_999)


def test_page_numbers_are_checked_without_a_document() -> None:
    check_page_numbers("7-,900000")
    with pytest.raises(TranscritorError):
        check_page_numbers("7-3")
