"""Faint print that reads mirrored, and faint print that does not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pytest

from tests.pipeline.made_pdfs import image_page, save_pdf
from tests.pipeline.scans import drawn_page, noisy
from transcritor_gui.model import PageSource, TranscriptionOptions
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrPage, OcrWord
from transcritor_gui.pipeline.recognition.print_of_the_back import shows_the_back

_DPI = 200.0


class _LeftReader:
    """Reads words where the ink is on the left half of the picture."""

    name = "left"

    def __init__(self) -> None:
        self.asked = 0

    def prepare(self, languages: str) -> None:
        pass

    def close(self) -> None:
        pass

    def recognise(self, image: GreyImage, *, dpi: float, languages: str) -> OcrPage:
        self.asked += 1
        left, right = np.array_split(255.0 - image, 2, axis=1)
        if left.sum() <= right.sum():
            return OcrPage(())
        return OcrPage(tuple(OcrWord("acordam", 0, 0, 90, 20, 0.9, 0, 0, line) for line in range(4)))


def _faint(depth: float, *, mirrored: bool) -> GreyImage:
    page = drawn_page(dpi=_DPI, lines=12)
    page[:, page.shape[1] // 2 :] = 255
    if mirrored:
        page = np.ascontiguousarray(page[:, ::-1])
    return (245 - (255.0 - page) * depth / 255).astype(np.uint8)


def test_faint_print_that_reads_mirrored_is_that_of_the_back() -> None:
    assert shows_the_back(_faint(20, mirrored=True), _LeftReader(), dpi=_DPI, languages="por")
    assert not shows_the_back(_faint(20, mirrored=False), _LeftReader(), dpi=_DPI, languages="por")


def test_a_page_with_anything_dark_on_it_is_not_asked_about() -> None:
    engine = _LeftReader()
    assert not shows_the_back(_faint(120, mirrored=True), engine, dpi=_DPI, languages="por")
    assert engine.asked == 0


@pytest.mark.parametrize("mirrored", [True, False])
def test_a_back_that_shows_the_front_is_blank_and_pale_print_is_read(tmp_path: Path, mirrored: bool) -> None:
    page = drawn_page(dpi=300.0)
    if mirrored:
        page = np.ascontiguousarray(page[:, ::-1])
    pdf = pikepdf.new()
    image_page(pdf, noisy((245 - (255.0 - page) * 20 / 255).astype(np.uint8), 1.0), dpi=300)
    path = save_pdf(pdf, tmp_path / "back.pdf")
    options = TranscriptionOptions(languages="eng", second_opinion=False)
    result = transcribe_page(PageTask(path, 0, options, None, bundled_packs()))
    if mirrored:
        assert (result.source, result.text) == (PageSource.BLANK, "")
    else:
        assert "heard evidence from the owners of the warehouse" in result.text
