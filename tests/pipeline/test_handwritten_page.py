"""A scan that someone has signed: the text is there, and the page tells the rest. With the real engine."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest

from tests.pipeline.made_pdfs import image_page, save_pdf
from tests.pipeline.scans import drawn_page
from transcritor_gui.model import (
    BlockKind,
    Box,
    PageRegion,
    PageResult,
    PageWish,
    RegionKind,
    TranscriptionOptions,
    WarningCode,
)
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page

_LINES = 6


def _signed(tmp_path: Path) -> str:
    page = drawn_page(dpi=300, lines=_LINES)
    turns = np.linspace(0, 16 * np.pi, 900)
    x, y = 900 + 9 * turns + 30 * np.cos(turns) - 25 * np.sin(turns), 1000 + 55 * np.sin(turns)
    points = np.round(np.stack([x, y], axis=1)).astype(np.int32)
    cv2.polylines(page, [points], isClosed=False, color=20, thickness=5, lineType=cv2.LINE_AA)
    pdf = pikepdf.new()
    image_page(pdf, page, dpi=300)
    return save_pdf(pdf, tmp_path / "signed.pdf")


def _read(path: str, wish: PageWish) -> PageResult:
    options = TranscriptionOptions(languages="eng")
    return transcribe_page(PageTask(path, 0, options, None, bundled_packs(), wish))


@pytest.mark.integration
def test_a_signature_is_a_block_of_its_own_and_the_page_says_so(tmp_path: Path) -> None:
    result = _read(_signed(tmp_path), PageWish())
    text = result.running_text(with_handwriting=False)
    assert text.split()[:3] == ["The", "committee", "met"]
    (signature,) = (block for block in result.blocks if block.kind is BlockKind.HANDWRITING)
    assert result.blocks[-1] is signature
    assert abs(signature.box.y_centre - 1000 * 72 / 300) < 10
    assert [warning.detail for warning in result.warnings if warning.code is WarningCode.HANDWRITING] == ["1"]


@pytest.mark.integration
def test_what_a_person_marks_as_text_is_text(tmp_path: Path) -> None:
    path = _signed(tmp_path)
    marked = PageRegion(Box(150, 200, 400, 290), RegionKind.TEXT)
    result = _read(path, PageWish(regions=(marked,)))
    assert BlockKind.HANDWRITING not in {block.kind for block in result.blocks}
