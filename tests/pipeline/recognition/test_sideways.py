"""Blocks of a scanned page that stand on their side, with the real engine."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest

from tests.pipeline.made_pdfs import Grey, image_page, save_pdf
from tests.pipeline.scans import drawn_page, tilted
from transcritor_gui.model import BlockKind, PageResult, TranscriptionOptions
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page

_ROWS = (
    ("Month", "Income", "Expense", "Balance"),
    ("January", "12450", "9870", "2580"),
    ("February", "11980", "10020", "1960"),
    ("March", "14300", "9450", "4850"),
    ("April", "13110", "12990", "120"),
)
_DPI = 150


def _table() -> Grey:
    picture = np.full((210, 760), 255, np.uint8)
    for row, cells in enumerate(_ROWS):
        for column, cell in enumerate(cells):
            at = (10 + 190 * column, 30 + 42 * row)
            cv2.putText(picture, cell, at, cv2.FONT_HERSHEY_SIMPLEX, 0.75, 0, 2, cv2.LINE_AA)
    return picture


def _page(tmp_path: Path, turned: Grey | None) -> PageResult:
    page = drawn_page(dpi=_DPI, lines=5)
    if turned is not None:
        height, width = turned.shape
        page[300 : 300 + height, 60 : 60 + width] = turned
    pdf = pikepdf.new()
    image_page(pdf, page, dpi=_DPI)
    path = save_pdf(pdf, tmp_path / "sideways.pdf")
    options = TranscriptionOptions(languages="eng", second_opinion=False)
    return transcribe_page(PageTask(path, 0, options, None, bundled_packs()))


@pytest.mark.parametrize("quarters", [1, 3])
def test_a_table_on_its_side_is_read_on_an_upright_page(tmp_path: Path, quarters: int) -> None:
    result = _page(tmp_path, np.ascontiguousarray(np.rot90(_table(), quarters)))
    assert result.rotation == 0
    assert result.text.startswith("The committee met on three occasions")
    assert [block.kind for block in result.blocks][-1] is BlockKind.TABLE
    assert result.tables[0].rows == _ROWS
    january = next(word for word in result.words() if word.text == "January")
    assert january.box.height > january.box.width


@pytest.mark.parametrize(("level", "degrees", "left"), [(0, 0.0, 20), (130, 0.8, 62)])
def test_a_stamp_up_the_side_is_one_piece_after_the_text(
    tmp_path: Path, level: int, degrees: float, left: int
) -> None:
    """Black and plumb at the edge, and grey on a tilted page, where it runs into the words of the text."""
    words = "This document was electronically signed by the clerk of the court, code 7431"
    line = np.full((48, 1300), 255, np.uint8)
    cv2.putText(line, words, (16, 33), cv2.FONT_HERSHEY_SIMPLEX, 0.85, level, 2, cv2.LINE_AA)
    page = drawn_page(dpi=300.0, lines=9)
    part = page[100:1400, left : left + 48]
    np.minimum(part, np.rot90(line), out=part)
    pdf = pikepdf.new()
    image_page(pdf, tilted(page, degrees), dpi=300)
    path = save_pdf(pdf, tmp_path / "stamp.pdf")
    options = TranscriptionOptions(languages="eng", second_opinion=False)
    result = transcribe_page(PageTask(path, 0, options, None, bundled_packs()))
    stamp = result.blocks[-1]
    assert [block.kind for block in result.blocks].count(BlockKind.STAMP) == 1
    assert (stamp.kind, " ".join(line.text for line in stamp.lines)) == (BlockKind.STAMP, words)
    assert result.text.startswith("The committee met on three occasions during the spring\nand heard")


def test_an_upright_page_stays_as_it_is(tmp_path: Path) -> None:
    result = _page(tmp_path, _table())
    assert result.tables == () or result.tables[0].rows[1][0] == "January"
    assert result.text.startswith("The committee met on three occasions")
    assert all(word.box.width > word.box.height for word in result.words() if len(word.text) > 3)
