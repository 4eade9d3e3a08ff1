"""Pages and regions as grey pixels."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from tests.pipeline.made_pdfs import Grey, image_page, line_of_text, save_pdf, text_page
from transcritor_gui.model import Box
from transcritor_gui.pipeline.pdf.document import open_document, page_frame
from transcritor_gui.pipeline.pdf.page_objects import PlacedImage, read_objects
from transcritor_gui.pipeline.pdf.pixel_grid import grid_of
from transcritor_gui.pipeline.pdf.render import (
    MAX_PIXELS,
    choose_resolution,
    has_ink,
    render_on_grid,
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


def test_faint_writing_on_even_paper_is_ink_and_the_grain_of_paper_is_none() -> None:
    paper = np.full((400, 400), 255, np.uint8)
    paper[100:120, 100:200] = 230
    assert has_ink(paper, px_per_pt=2.0)
    grain = np.random.default_rng(3).normal(230, 6, (400, 400)).clip(0, 255).astype(np.uint8)
    assert not has_ink(grain, px_per_pt=2.0)


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


def _noise(width: int, height: int) -> Grey:
    return np.random.default_rng(7).integers(0, 256, (height, width), np.uint8)


def _scan(
    path: Path,
    pixels: Grey,
    *,
    dpi: float,
    rotate: int = 0,
    lying: bool = False,
    inset: tuple[float, float] = (0.0, 0.0),
    cropped: float = 0.0,
    over: bytes = b"",
) -> str:
    """A page that one picture fills but for `inset` points on each side; `lying` lays it on its left side."""
    height, width = pixels.shape
    across, down = width * 72 / dpi, height * 72 / dpi
    if lying:
        across, down = down, across
    x, y = inset
    matrix = (0, down, -across, 0, x + across, y) if lying else (across, 0, 0, down, x, y)
    pdf = pikepdf.new()
    drawing = b"q %.4f %.4f %.4f %.4f %.4f %.4f cm /Im0 Do Q\n" % matrix
    page = text_page(
        pdf, drawing + over, size=(across + 2 * x, down + 2 * y), rotate=rotate, images=(pixels,)
    )
    if cropped:
        page.obj.CropBox = [cropped, cropped, across + 2 * x - cropped, down + 2 * y - cropped]
    return save_pdf(pdf, path / "scan.pdf")


def _drawn_on_grid(path: str) -> tuple[Grey, Box]:
    with open_document(path) as document, closing(document.page(0)) as page:
        frame = page_frame(page, user_unit=document.user_unit(0))
        whole = Box(0.0, 0.0, frame.width_pt, frame.height_pt)
        grid = choose_resolution(whole, read_objects(page, frame).images).grid
        assert grid is not None
        pixels = render_on_grid(page, frame, whole, grid=grid)
        assert pixels is not None
        return pixels, grid.snapped(whole)


@pytest.mark.parametrize(
    ("width", "height", "dpi"),
    [(2561, 331, 300), (1653, 233, 200), (331, 2561, 300), (248, 351, 72), (480, 640, 96)],
)
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_that_is_one_picture_is_its_pixels(
    tmp_path: Path, width: int, height: int, dpi: int, rotate: int
) -> None:
    pixels = _noise(width, height)
    drawn, _ = _drawn_on_grid(_scan(tmp_path, pixels, dpi=dpi, rotate=rotate))
    assert np.array_equal(drawn, np.rot90(pixels, -(rotate // 90)))


def test_a_picture_laid_on_its_side_is_its_pixels(tmp_path: Path) -> None:
    pixels = _noise(2561, 331)
    drawn, _ = _drawn_on_grid(_scan(tmp_path, pixels, dpi=300, lying=True))
    assert np.array_equal(drawn, np.rot90(pixels))


def test_a_picture_with_paper_around_it_keeps_its_pixels(tmp_path: Path) -> None:
    pixels = _noise(1653, 1233)
    drawn, region = _drawn_on_grid(_scan(tmp_path, pixels, dpi=200, inset=(10.3, 20.6)))
    left, top = round(10.3 / 0.36), round(20.6 / 0.36)
    assert np.array_equal(drawn[top : top + 1233, left : left + 1653], pixels)
    assert region.x0 == pytest.approx(10.3 - left * 0.36, abs=0.01)


def test_a_picture_at_one_side_of_its_page_keeps_its_pixels(tmp_path: Path) -> None:
    pixels = _noise(1253, 1233)
    pdf = pikepdf.new()
    text_page(pdf, b"q 451.08 0 0 443.88 200.3 30.1 cm /Im0 Do Q\n", size=(680, 480), images=(pixels,))
    drawn, _ = _drawn_on_grid(save_pdf(pdf, tmp_path / "side.pdf"))
    left, top = round(200.3 / 0.36), round((480 - 30.1 - 443.88) / 0.36)
    assert np.array_equal(drawn[top : top + 1233, left : left + 1253], pixels)


def test_a_picture_of_which_the_page_shows_a_part_keeps_its_pixels(tmp_path: Path) -> None:
    pixels = _noise(1653, 1233)
    drawn, _ = _drawn_on_grid(_scan(tmp_path, pixels, dpi=200, cropped=36))
    assert np.array_equal(drawn, pixels[100:-100, 100:-100])


def test_a_fax_keeps_its_pixels_and_tells_their_shape(tmp_path: Path) -> None:
    pixels = _noise(1728, 600)
    pdf = pikepdf.new()
    size = (1728 * 72 / 204, 600 * 72 / 196)
    text_page(pdf, b"q %.4f 0 0 %.4f 0 0 cm /Im0 Do Q\n" % size, size=size, images=(pixels,))
    drawn, region = _drawn_on_grid(save_pdf(pdf, tmp_path / "fax.pdf"))
    assert np.array_equal(drawn, pixels)
    assert region.height == pytest.approx(size[1], abs=0.01)


def test_what_is_drawn_over_a_scan_is_read_with_it(tmp_path: Path) -> None:
    pixels = np.full((1233, 1653), 250, np.uint8)
    over = line_of_text("alto", 100, 100, size=40)
    drawn, _ = _drawn_on_grid(_scan(tmp_path, pixels, dpi=200, over=over))
    assert drawn.min() < 50


def test_a_picture_aslant_has_no_grid(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    text_page(pdf, b"q 590 20 -20 830 20 0 cm /Im0 Do Q\n", images=(_noise(800, 1100),))
    path = save_pdf(pdf, tmp_path / "aslant.pdf")
    with open_document(path) as document, closing(document.page(0)) as page:
        (image,) = read_objects(page, page_frame(page, user_unit=1.0)).images
    assert image.grid is None


def test_pixels_far_from_square_are_drawn_square(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    size = (1728 * 72 / 204, 300 * 72 / 98)
    text_page(pdf, b"q %.4f 0 0 %.4f 0 0 cm /Im0 Do Q\n" % size, size=size, images=(_noise(1728, 300),))
    path = save_pdf(pdf, tmp_path / "coarse-fax.pdf")
    with open_document(path) as document, closing(document.page(0)) as page:
        (image,) = read_objects(page, page_frame(page, user_unit=1.0)).images
    assert image.grid is None


def test_a_picture_under_the_coarsest_resolution_keeps_its_pixels() -> None:
    box = Box(0, 0, 480, 640)
    image = replace(placed(box, 640, 853), grid=grid_of(box, columns=640, rows=853))
    resolution = choose_resolution(box, (image,))
    assert resolution.grid == image.grid
    assert resolution.dpi == pytest.approx(96, abs=0.1)
