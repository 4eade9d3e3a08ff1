"""Pages and regions as grey pixels."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from tests.pipeline.made_pdfs import Grey, image_page, line_of_text, save_pdf, text_page
from transcritor_gui.model import Box
from transcritor_gui.pipeline.pdf.document import open_document, page_frame
from transcritor_gui.pipeline.pdf.page_objects import PlacedImage, read_objects
from transcritor_gui.pipeline.pdf.render import (
    MAX_PIXELS,
    choose_resolution,
    has_ink,
    render_region,
    render_with_poppler,
)

_A4 = Box(0, 0, 595, 842)


def placed(box: Box, width_px: int, height_px: int) -> PlacedImage:
    dpi = max(width_px / box.width, height_px / box.height) * 72
    return PlacedImage(box, width_px, height_px, dpi, 1, True)


def test_a_page_without_pictures_is_drawn_at_300_dpi() -> None:
    resolution = choose_resolution(_A4, ())
    assert resolution.dpi == 300
    assert resolution.px_per_pt == pytest.approx(300 / 72)
    assert not resolution.smaller


@pytest.mark.parametrize("dpi", [150, 200, 300, 400])
def test_a_scan_is_drawn_pixel_for_pixel(dpi: int) -> None:
    scan = placed(_A4, round(595 * dpi / 72), round(842 * dpi / 72))
    assert choose_resolution(_A4, (scan,)).dpi == pytest.approx(dpi, abs=0.5)


def test_a_very_fine_scan_is_drawn_no_finer_than_needed() -> None:
    scan = placed(_A4, 9917, 14033)
    assert choose_resolution(_A4, (scan,)).dpi == 400


def test_a_coarse_scan_is_enlarged() -> None:
    assert choose_resolution(_A4, (placed(_A4, 595, 842),)).dpi == 150


def test_a_scan_that_claims_to_be_a_poster_is_drawn_pixel_for_pixel() -> None:
    poster = Box(0, 0, 1850, 2621)
    resolution = choose_resolution(poster, (placed(poster, 1850, 2621),))
    assert resolution.px_per_pt == pytest.approx(1.0)
    assert 200 < resolution.dpi < 250


def test_a_scan_that_claims_to_be_a_stamp_keeps_its_pixels() -> None:
    small = Box(0, 0, 120, 170)
    assert choose_resolution(small, (placed(small, 1700, 2400),)).px_per_pt * 170 == pytest.approx(
        2400, rel=0.01
    )


def test_a_huge_page_is_drawn_smaller_rather_than_not_at_all() -> None:
    huge = Box(0, 0, 14400, 14400)
    resolution = choose_resolution(huge, ())
    assert resolution.smaller
    assert huge.area * resolution.px_per_pt**2 <= MAX_PIXELS * 1.01


def _drawn(path: str, region: Box, *, px_per_pt: float = 2.0, hide_text: bool = False) -> Grey:
    with open_document(path) as document, closing(document.page(0)) as page:
        frame = page_frame(page, user_unit=document.user_unit(0))
        hidden = tuple(read_objects(page, frame).text_order) if hide_text else ()
        pixels = render_region(page, frame, region, px_per_pt=px_per_pt, without=hidden)
    assert pixels is not None
    return pixels


def _marked(tmp_path: Path, *, rotate: int = 0, unit: float = 1.0) -> str:
    """A page of 200 x 100 with a black square of 10 at the bottom left and a word at the top right."""
    pdf = pikepdf.new()
    content = b"0 0 10 10 re f\n" + line_of_text("alto", 150, 80)
    page = text_page(pdf, content, size=(200, 100), rotate=rotate)
    if unit != 1.0:
        page.obj.UserUnit = unit
    return save_pdf(pdf, tmp_path / "marked.pdf")


@pytest.mark.parametrize(
    ("rotate", "corner"), [(0, (0, 90)), (90, (0, 0)), (180, (190, 0)), (270, (90, 190))]
)
def test_a_region_is_measured_on_the_page_as_shown(
    tmp_path: Path, rotate: int, corner: tuple[int, int]
) -> None:
    x, y = corner
    pixels = _drawn(_marked(tmp_path, rotate=rotate), Box(x, y, x + 10, y + 10))
    assert abs(pixels.shape[0] - 20) <= 1
    assert abs(pixels.shape[1] - 20) <= 1
    assert np.median(pixels) == 0


def test_a_user_unit_is_part_of_the_measure(tmp_path: Path) -> None:
    pixels = _drawn(_marked(tmp_path, unit=2.0), Box(0, 180, 20, 200))
    assert abs(pixels.shape[0] - 40) <= 1
    assert np.median(pixels) == 0


def test_text_may_be_left_out_and_is_there_again_afterwards(tmp_path: Path) -> None:
    path = _marked(tmp_path)
    word = Box(140, 5, 190, 30)
    assert _drawn(path, word).min() < 50
    assert _drawn(path, word, hide_text=True).min() > 250
    assert _drawn(path, word).min() < 50


def test_paper_with_specks_has_no_ink() -> None:
    paper = np.full((3508, 2480), 240, np.uint8)
    assert not has_ink(paper, px_per_pt=300 / 72)
    paper[100:103, 100:103] = 0
    assert not has_ink(paper, px_per_pt=300 / 72)
    paper[200:240, 200:206] = 0
    assert has_ink(paper, px_per_pt=300 / 72)


def test_light_writing_on_a_dark_page_is_ink() -> None:
    dark = np.full((400, 400), 20, np.uint8)
    dark[100:120, 100:200] = 240
    assert has_ink(dark, px_per_pt=2.0)


@pytest.mark.integration
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="no Poppler on this machine")
def test_poppler_draws_the_same_region(tmp_path: Path) -> None:
    path = _marked(tmp_path)
    with open_document(path) as document, closing(document.page(0)) as page:
        frame = page_frame(page, user_unit=1.0)
        pixels = render_with_poppler(path, 0, frame, Box(0, 80, 40, 100), px_per_pt=2.0)
    assert pixels is not None
    assert pixels.shape == (40, 80)
    assert np.median(pixels[20:, :20]) == 0
    assert np.median(pixels[:20, 20:]) == 255


def test_without_poppler_there_is_no_second_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = _marked(tmp_path)
    with open_document(path) as document, closing(document.page(0)) as page:
        frame = page_frame(page, user_unit=1.0)
        assert render_with_poppler(path, 0, frame, Box(0, 0, 200, 100), px_per_pt=1.0) is None


def test_the_pixels_of_a_scan_come_out_as_they_are(tmp_path: Path) -> None:
    pixels = np.kron(np.random.default_rng(1).integers(0, 256, (6, 4), np.uint8), np.ones((20, 20), np.uint8))
    pdf = pikepdf.new()
    image_page(pdf, pixels, dpi=200)
    drawn = _drawn(save_pdf(pdf, tmp_path / "scan.pdf"), Box(0, 0, 80 * 0.36, 120 * 0.36), px_per_pt=200 / 72)
    assert drawn.shape == pixels.shape
    assert np.abs(drawn.astype(int) - pixels.astype(int)).mean() < 6
