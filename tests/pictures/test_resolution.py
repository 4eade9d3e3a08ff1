"""How large the page of a picture is."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.pictures.made_pictures import page
from transcritor_gui.pictures.resolution import page_dpi
from transcritor_gui.pictures.type_size import dpi_of_type


def _dpi(
    size: tuple[int, int], told: tuple[float, float] | None, of_type: float | None
) -> tuple[float, float]:
    image = Image.new("L", size)
    if told is not None:
        image.info["dpi"] = told
    return page_dpi(image, exif=Image.Exif(), dpi_of_type=lambda: of_type)


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ((2480, 3508), (300, 300)),
        ((1728, 1145), (204, 98)),  # a fax
        ((595, 842), (72, 72)),  # A4
        ((13244, 18724), (400, 400)),  # A0
    ],
)
def test_what_the_file_tells_is_believed(size: tuple[int, int], told: tuple[float, float]) -> None:
    assert _dpi(size, told, 123.0) == told


def test_pixels_per_metre_come_out_whole() -> None:
    assert _dpi((2480, 3508), (299.9994, 299.9994), None) == (300, 300)


@pytest.mark.parametrize("told", [None, (72, 72), (96, 96), (1, 1), (0, 0), (1e9, 1e9), (float("nan"), 300)])
def test_a_photograph_of_a_sheet_is_as_large_as_the_sheet(told: tuple[float, float] | None) -> None:
    assert _dpi((3508, 2480), told, 260.0)[0] == pytest.approx(300, abs=1)


def test_without_a_sheet_the_type_tells() -> None:
    assert _dpi((4000, 3000), None, 250.0) == (250, 250)


def test_without_type_it_is_a_sheet_and_small_pictures_are_as_on_a_screen() -> None:
    assert _dpi((4000, 3000), None, None)[0] == pytest.approx(342, abs=1)
    assert _dpi((400, 300), None, None) == (96, 96)


def test_no_page_is_larger_than_a_pdf_may_have() -> None:
    across, _ = _dpi((60_000, 10), (10, 10), 5.0)
    assert 60_000 / across <= 200


def test_type_tells_its_resolution_whatever_is_transparent() -> None:
    words = Image.new("L", (800, 600), "white")
    for row in range(8):
        words.paste(page().convert("L").crop((0, 78, 240, 94)), (40, 60 * row))
    small = dpi_of_type(words)
    large = dpi_of_type(words.resize((1600, 1200)))
    assert small is not None
    assert large is not None
    assert large == pytest.approx(2 * small, rel=0.25)
    inked = Image.new("RGBA", words.size, "black")
    inked.putalpha(words.point(lambda value: 255 - value))
    assert dpi_of_type(inked) == pytest.approx(small)
    assert dpi_of_type(Image.new("L", (800, 600), "white")) is None
