"""Pages are judged before they are cleaned; what is done can be undone in coordinates."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import tesserocr

from tests.pipeline.scans import as_photographed, drawn_page, noisy, shaded, tilted, with_border
from transcritor_gui.pipeline.cleanup.clean import CleanedImage, CleanupStep, clean_page
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.language_packs import bundled_packs


def _read(pixels: GreyImage, dpi: float) -> set[str]:
    with tesserocr.PyTessBaseAPI(path=bundled_packs().folder, lang="eng", psm=tesserocr.PSM.AUTO) as engine:
        data = np.ascontiguousarray(pixels)
        engine.SetImageBytes(data.tobytes(), data.shape[1], data.shape[0], 1, data.shape[1])
        engine.SetSourceResolution(round(dpi))
        return set(engine.GetUTF8Text().split())


def test_a_clean_page_passes_untouched() -> None:
    page = drawn_page(dpi=300)
    cleaned = clean_page(page, dpi=300)
    assert cleaned.steps == ()
    assert cleaned.pixels is page
    assert (cleaned.scale, cleaned.skew_degrees, cleaned.dpi) == (1.0, 0.0, 300)


def test_the_page_given_is_not_changed() -> None:
    page = as_photographed(tilted(drawn_page(), 3))
    before = page.copy()
    clean_page(page, dpi=150)
    assert np.array_equal(page, before)


@pytest.mark.parametrize("degrees", [-10, -7.5, -3, -1.2, 1.2, 3, 7.5, 10])
def test_the_tilt_is_found_to_a_tenth_of_a_degree(degrees: float) -> None:
    cleaned = clean_page(tilted(drawn_page(dpi=200), degrees), dpi=200)
    assert cleaned.skew_degrees == pytest.approx(degrees, abs=0.15)
    assert CleanupStep.DESKEW in cleaned.steps


@pytest.mark.parametrize("degrees", [0, 0.3, -0.3])
def test_what_the_engine_follows_by_itself_is_not_turned(degrees: float) -> None:
    assert CleanupStep.DESKEW not in clean_page(tilted(drawn_page(dpi=300), degrees), dpi=300).steps


def test_a_picture_without_lines_is_not_turned() -> None:
    grain = noisy(np.full((1200, 900), 128, np.uint8), 60)
    assert clean_page(grain, dpi=150).skew_degrees == 0.0


def test_low_resolution_is_enlarged() -> None:
    cleaned = clean_page(drawn_page(dpi=100), dpi=100)
    assert CleanupStep.ENLARGE in cleaned.steps
    assert cleaned.scale > 1.3
    assert cleaned.dpi == pytest.approx(100 * cleaned.scale)


def test_tiny_letters_are_enlarged_whatever_resolution_the_file_claims() -> None:
    assert clean_page(drawn_page(dpi=70), dpi=300).scale > 1.3


def test_a_huge_page_is_not_made_larger() -> None:
    assert clean_page(np.full((9000, 9000), 255, np.uint8), dpi=100).scale == 1.0


@pytest.mark.parametrize(("degrees", "dpi"), [(0, 100), (6, 300), (-4, 120)])
def test_points_can_be_taken_back_to_the_input(degrees: float, dpi: float) -> None:
    page = drawn_page(dpi=dpi)
    height, width = page.shape
    spot = (round(width * 0.8), round(height * 0.9))
    cv2.circle(page, spot, round(dpi / 12), 0, -1)
    page = tilted(page, degrees)
    cleaned = clean_page(page, dpi=dpi)
    assert np.hypot(*(_to_input(cleaned, _disc(cleaned.pixels)) - _disc(page))) < 2.5


def _disc(pixels: GreyImage) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    ink = (pixels < 128).astype(np.uint8)
    _, _, stats, centres = cv2.connectedComponentsWithStats(ink)
    return np.asarray(centres[1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))], np.float64)


def _to_input(
    cleaned: CleanedImage, point: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.asarray(cleaned.to_input @ np.array([point[0], point[1], 1.0]), np.float64)


def test_uneven_light_is_evened() -> None:
    cleaned = clean_page(shaded(drawn_page(), 0.6), dpi=150)
    assert CleanupStep.BACKGROUND in cleaned.steps
    paper = np.percentile(cleaned.pixels[:, -100:], 75)
    assert paper > 235


def test_print_that_shows_through_from_the_back_fades() -> None:
    page = drawn_page(dpi=250)
    back = 255 - (255 - np.flip(np.roll(page, 30, axis=0), axis=1).astype(float)) * 0.35
    sheet = np.minimum(page, cv2.GaussianBlur(back, (0, 0), 2)).astype(np.uint8)
    cleaned = clean_page(sheet, dpi=250)
    assert CleanupStep.BACK in cleaned.steps
    only_back = (back < 200) & (cv2.erode(page, np.ones((15, 15), np.uint8)) > 200)
    assert cleaned.pixels[only_back].mean() > sheet[only_back].mean() + 15


def test_a_dark_border_is_painted_over() -> None:
    cleaned = clean_page(with_border(drawn_page(), 60), dpi=150)
    assert CleanupStep.BORDERS in cleaned.steps
    assert cleaned.pixels[:50].min() > 150
    assert cleaned.pixels[:, :50].min() > 150


def test_a_printed_band_with_letters_at_the_edge_is_kept() -> None:
    page = drawn_page(dpi=200, lines=12)
    page[:140] = 20
    cv2.putText(
        page, "ANNUAL REPORT OF THE COMMITTEE", (60, 95), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 245, 4, cv2.LINE_AA
    )
    cleaned = clean_page(page, dpi=200)
    assert CleanupStep.BORDERS not in cleaned.steps
    assert {"ANNUAL", "REPORT", "COMMITTEE"} <= _read(cleaned.pixels, cleaned.dpi)


def test_a_box_of_light_text_on_dark_is_turned_about() -> None:
    page = drawn_page(dpi=200, lines=8)
    page[700:800, 100:1000] = 30
    cv2.putText(
        page, "PAYMENT IS DUE IN MARCH", (130, 770), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 250, 4, cv2.LINE_AA
    )
    cleaned = clean_page(page, dpi=200)
    assert CleanupStep.INVERT_BOXES in cleaned.steps
    assert {"PAYMENT", "DUE", "MARCH"} <= _read(cleaned.pixels, cleaned.dpi)


@pytest.mark.parametrize("paper", [140, 169, 215])
def test_a_page_of_light_text_on_colour_is_turned_about(paper: int) -> None:
    """White on orange is 169 on a grey picture."""
    page = np.where(drawn_page(dpi=150) < 128, np.uint8(255), np.uint8(paper))
    assert clean_page(page, dpi=150).steps[0] is CleanupStep.INVERT


def test_a_shaded_page_of_dark_text_is_not_turned_about() -> None:
    assert CleanupStep.INVERT not in clean_page(as_photographed(drawn_page(dpi=150)), dpi=150).steps


def test_a_grey_form_with_white_fields_is_not_turned_about() -> None:
    page = np.full((1100, 850), 225, np.uint8)
    for place in range(16):
        top = 60 + 64 * place
        page[top : top + 30, 300:800] = 255
        cv2.putText(
            page, "Nome do requerente", (40, top + 22), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 2, cv2.LINE_AA
        )
    assert CleanupStep.INVERT not in clean_page(page, dpi=100).steps


def test_a_page_of_light_text_on_dark_is_turned_about() -> None:
    page = drawn_page(dpi=200)
    cleaned = clean_page(255 - page, dpi=200)
    assert cleaned.steps[0] is CleanupStep.INVERT
    assert np.median(cleaned.pixels) > 200


def test_specks_are_taken_away_and_full_stops_are_not() -> None:
    page = drawn_page(dpi=300)
    speckled = page.copy()
    spots = np.random.default_rng(3).random(page.shape) < 0.0025
    speckled[spots] = 0
    cleaned = clean_page(speckled, dpi=300)
    assert CleanupStep.SPECKS in cleaned.steps
    assert (
        np.abs(cleaned.pixels.astype(int) - page).mean() < 0.25 * np.abs(speckled.astype(int) - page).mean()
    )
    assert "port." in _read(cleaned.pixels, cleaned.dpi)


@pytest.mark.integration
def test_a_page_that_cannot_be_read_as_it_is_can_be_read_cleaned() -> None:
    page = as_photographed(tilted(drawn_page(dpi=150), 4))
    words = {word for word in _read(drawn_page(dpi=300), 300) if len(word) > 3}
    cleaned = clean_page(page, dpi=150)
    as_it_is, mended = _read(page, 150), _read(cleaned.pixels, cleaned.dpi)
    assert len(words & mended) > 0.95 * len(words)
    assert len(words & as_it_is) < len(words & mended)


@pytest.mark.parametrize("shape", [(1, 1), (3, 200), (200, 3), (40, 40)])
def test_pictures_of_any_size_pass(shape: tuple[int, int]) -> None:
    for value in (0, 128, 255):
        cleaned = clean_page(np.full(shape, value, np.uint8), dpi=150)
        assert cleaned.pixels.size > 0


def test_an_enlarged_picture_has_no_hard_steps() -> None:
    cleaned = clean_page(drawn_page(dpi=100), dpi=100)
    steps = np.abs(np.diff(cleaned.pixels.astype(np.int16), axis=1))
    assert steps.max() < 130  # of black on white 255; 153 without the blur
