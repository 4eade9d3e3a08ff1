"""Pages as pictures for people."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.pipeline.made_pdfs import line_of_text, save_pdf, text_page
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pipeline import render_preview


def made(tmp_path: Path, *, size: tuple[float, float] = (600, 800), rotate: int = 0) -> str:
    pdf = pikepdf.new()
    text_page(pdf, b"1 0 0 rg 0 0 60 80 re f\n" + line_of_text("folha", 100, 700), size=size, rotate=rotate)
    return save_pdf(pdf, tmp_path / "made.pdf")


def test_a_page_in_colour_as_wide_as_asked(tmp_path: Path) -> None:
    preview = render_preview(made(tmp_path), 0, width_px=300)
    picture = Image.open(io.BytesIO(preview.file))
    assert picture.size == (preview.width_px, preview.height_px) == (300, 400)
    assert (preview.width_pt, preview.height_pt) == (600, 800)
    assert picture.convert("RGB").getpixel((5, 395)) == (255, 0, 0)


def test_a_rotated_page_is_shown_as_readers_show_it(tmp_path: Path) -> None:
    preview = render_preview(made(tmp_path, rotate=90), 0, width_px=400)
    assert (preview.width_px, preview.height_px) == (400, 300)
    assert (preview.width_pt, preview.height_pt) == (800, 600)


@pytest.mark.parametrize("size", [(14400.0, 14400.0), (10.0, 14400.0), (14400.0, 3.0)])
def test_an_absurd_page_stays_within_limits(tmp_path: Path, size: tuple[float, float]) -> None:
    preview = render_preview(made(tmp_path, size=size), 0, width_px=100_000)
    assert preview.width_px * preview.height_px <= 25_000_000
    assert max(preview.width_px, preview.height_px) <= 6001


def test_a_page_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TranscritorError) as caught:
        render_preview(made(tmp_path), 5, width_px=100)
    assert caught.value.info.code is ErrorCode.PAGE_UNREADABLE
