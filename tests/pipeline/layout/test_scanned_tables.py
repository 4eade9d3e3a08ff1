"""Scanned pages with ruled tables, read with the real engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pytest

from tests.pipeline.made_pdfs import image_page, line_of_text, save_pdf, text_page
from tests.pipeline.ruled_scans import PAYMENTS, blank_sheet, draw_rule, draw_table, draw_text, payments_page
from tests.pipeline.scans import noisy, tilted
from transcritor_gui.model import BlockKind, PageResult, TranscriptionOptions
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page
from transcritor_gui.pipeline.grey_image import GreyImage

pytestmark = pytest.mark.integration


def _read(tmp_path: Path, pixels: GreyImage) -> PageResult:
    pdf = pikepdf.new()
    image_page(pdf, pixels, dpi=200)
    return _read_pdf(pdf, tmp_path)


def _read_pdf(pdf: pikepdf.Pdf, tmp_path: Path) -> PageResult:
    path = save_pdf(pdf, tmp_path / "scan.pdf")
    options = TranscriptionOptions(languages="eng")
    return transcribe_page(PageTask(path, 0, options, None, bundled_packs()))


@pytest.mark.parametrize(
    "pixels",
    [
        pytest.param(payments_page(), id="clean"),
        pytest.param(tilted(payments_page(), 3), id="tilted"),
        pytest.param(tilted(payments_page(), -0.8), id="tilted too little to be straightened"),
        pytest.param(noisy(payments_page(), 22), id="noisy"),
    ],
)
def test_the_cells_of_a_scanned_table_are_read(tmp_path: Path, pixels: GreyImage) -> None:
    result = _read(tmp_path, pixels)
    assert [table.rows for table in result.tables] == [PAYMENTS]
    assert [block.kind for block in result.blocks] == [
        BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH,
    ]  # fmt: skip


def test_a_page_scanned_sideways_has_its_table(tmp_path: Path) -> None:
    result = _read(tmp_path, np.ascontiguousarray(np.rot90(payments_page())))
    assert result.rotation == 90
    assert [table.rows for table in result.tables] == [PAYMENTS]
    assert result.tables[0].box.height > result.tables[0].box.width


def test_a_table_pasted_as_a_picture_stands_among_the_text(tmp_path: Path) -> None:
    picture = payments_page()[640:1120, 200:1450]
    pdf = pikepdf.new()
    above = line_of_text("The payments of the year were these:", 72, 700)
    below = line_of_text("They are confirmed by the owner.", 72, 420)
    text_page(pdf, b"q 450 0 0 172.8 72 500 cm /Im0 Do Q\n" + above + below, images=(picture,))
    result = _read_pdf(pdf, tmp_path)
    assert [table.rows for table in result.tables] == [PAYMENTS]
    assert [block.kind for block in result.blocks] == [
        BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH,
    ]  # fmt: skip


def test_each_word_of_a_table_is_on_the_page_once(tmp_path: Path) -> None:
    words = [word.text for word in _read(tmp_path, tilted(payments_page(), 3)).words()]
    for text in {cell for row in PAYMENTS for cell in row}:
        assert words.count(text) == sum(row.count(text) for row in PAYMENTS)


def test_cells_over_several_columns_are_empty_but_for_the_first(tmp_path: Path) -> None:
    page = blank_sheet()
    rows = [("Payments of the year", "", ""), *(row[:3] for row in PAYMENTS)]
    draw_table(page, rows, spanned=[(0, 0), (0, 1)])
    (table,) = _read(tmp_path, page).tables
    assert [tuple(row) for row in table.rows] == rows


def test_a_frame_around_a_letter_is_no_table(tmp_path: Path) -> None:
    page = payments_page()[:680]
    for inset in (40.0, 46.0):
        draw_rule(page, inset, inset, 570 - inset, inset)
        draw_rule(page, inset, 240 - inset, 570 - inset, 240 - inset)
        draw_rule(page, inset, inset, inset, 240 - inset)
        draw_rule(page, 570 - inset, inset, 570 - inset, 240 - inset)
    result = _read(tmp_path, page)
    assert result.tables == ()
    assert "paid the following amounts" in result.text


def test_a_boxed_stamp_is_no_table(tmp_path: Path) -> None:
    page = payments_page()
    page[680:1100] = 255
    for y in (260.0, 285.0, 330.0):
        draw_rule(page, 300, y, 470, y)
    for x in (300.0, 470.0):
        draw_rule(page, x, 260, x, 330)
    draw_text(page, "RECEIVED", 320, 278)
    draw_text(page, "12 May 2024", 320, 312)
    result = _read(tmp_path, page)
    assert result.tables == ()
    assert "RECEIVED" in result.text
