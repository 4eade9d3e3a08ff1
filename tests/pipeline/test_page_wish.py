"""What a person asks for one page: how it stands, its clean-up, and marked regions. With the real engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pytest

from tests.pipeline.made_pdfs import image_page, line_of_text, picture_of_text, save_pdf, text_page
from tests.pipeline.ruled_scans import blank_sheet, draw_text
from transcritor_gui.model import (
    BlockKind,
    Box,
    Cleanup,
    PageCleanup,
    PageRegion,
    PageResult,
    PageSource,
    PageWish,
    RegionKind,
    TranscriptionOptions,
    WarningCode,
)
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page
from transcritor_gui.pipeline.cleanup.clean import CleanedImage, clean_page
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.recognition import recognise

_UPPER, _LOWER = Box(0, 0, 600, 66), Box(0, 66, 600, 440)
"""Of `_scan`: its first line, and the two below it."""


def _read(path: str, wish: PageWish, *, cleanup: Cleanup = Cleanup.AUTO) -> PageResult:
    options = TranscriptionOptions(languages="eng", cleanup=cleanup)
    return transcribe_page(PageTask(path, 0, options, None, bundled_packs(), wish))


def _scan(tmp_path: Path, *, quarters: int = 0) -> str:
    pdf = pikepdf.new()
    lines = ["The judgment of the court", "was given on 12 May 2024", "and the appeal dismissed."]
    image_page(pdf, np.ascontiguousarray(np.rot90(picture_of_text(lines), quarters)), dpi=200)
    return save_pdf(pdf, tmp_path / "scan.pdf")


def _texts(result: PageResult) -> list[str]:
    return [" ".join(block.text.split()) for block in result.blocks]


@pytest.mark.integration
@pytest.mark.parametrize("turn", [90, 180])
def test_a_page_stands_as_a_person_says(tmp_path: Path, turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing looks for another orientation then."""

    def never(*_args: object, **_facts: object) -> int:
        raise AssertionError("a person has said how the page stands")

    monkeypatch.setattr(recognise, "detect_rotation", never)
    wish = PageWish(turn=turn)
    result = _read(_scan(tmp_path, quarters=turn // 90), wish)
    assert "judgment of the court" in result.text
    assert (result.rotation, result.wish) == (turn, wish)


def test_a_digital_page_is_read_as_a_person_says_it_stands(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    text_page(pdf, line_of_text("Vistos, relatados e discutidos", 100, 700))
    result = _read(save_pdf(pdf, tmp_path / "text.pdf"), PageWish(turn=90))
    assert (result.rotation, result.source) == (90, PageSource.TEXT)


@pytest.mark.integration
@pytest.mark.parametrize(
    ("wish", "cleanup"),
    [(PageWish(cleanup=PageCleanup.NONE), Cleanup.AUTO), (PageWish(), Cleanup.NONE)],
    ids=["for the page", "for the document"],
)
def test_a_picture_is_read_as_it_stands_where_that_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wish: PageWish, cleanup: Cleanup
) -> None:
    def never(*_args: object, **_facts: object) -> None:
        raise AssertionError("the picture was to be left as it stands")

    monkeypatch.setattr(recognise, "clean_page", never)
    assert "judgment" in _read(_scan(tmp_path), wish, cleanup=cleanup).text


@pytest.mark.integration
def test_a_page_is_cleaned_where_that_is_wanted_whatever_the_document_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleaned: list[float] = []

    def seen(pixels: GreyImage, *, dpi: float) -> CleanedImage:
        cleaned.append(dpi)
        return clean_page(pixels, dpi=dpi)

    monkeypatch.setattr(recognise, "clean_page", seen)
    _read(_scan(tmp_path), PageWish(cleanup=PageCleanup.WHERE_NEEDED), cleanup=Cleanup.NONE)
    assert cleaned


@pytest.mark.integration
def test_a_region_is_left_out_and_the_page_says_so(tmp_path: Path) -> None:
    wish = PageWish(turn=0, regions=(PageRegion(_UPPER, RegionKind.LEFT_OUT),))
    result = _read(_scan(tmp_path), wish)
    assert "judgment" not in result.text
    assert "appeal dismissed" in result.text
    (warning,) = [each for each in result.warnings if each.code is WarningCode.REGION_LEFT_OUT]
    assert (warning.figure, result.needs_attention) == (1, False)


def test_a_region_of_a_digital_page_is_left_out_too(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    text_page(pdf, line_of_text("Fica", 100, 700) + line_of_text("Sai", 100, 400))
    wish = PageWish(regions=(PageRegion(Box(0, 420, 595, 460), RegionKind.LEFT_OUT),))
    result = _read(save_pdf(pdf, tmp_path / "text.pdf"), wish)
    assert (result.text, result.source) == ("Fica", PageSource.TEXT)


def test_a_page_that_is_all_left_out_is_not_one_that_could_not_be_read(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    text_page(pdf, line_of_text("Sai", 100, 400))
    wish = PageWish(regions=(PageRegion(Box(0, 0, 595, 842), RegionKind.LEFT_OUT),))
    result = _read(save_pdf(pdf, tmp_path / "text.pdf"), wish)
    assert (result.text, result.needs_attention) == ("", False)


@pytest.mark.integration
def test_a_region_is_read_by_itself_and_stands_where_it_lies(tmp_path: Path) -> None:
    wish = PageWish(turn=0, regions=(PageRegion(_UPPER, RegionKind.TEXT),))
    first, *others = _texts(_read(_scan(tmp_path), wish))
    assert first == "The judgment of the court"
    assert " ".join(others) == "was given on 12 May 2024 and the appeal dismissed."


@pytest.mark.integration
def test_where_regions_overlap_the_later_one_has_the_words(tmp_path: Path) -> None:
    whole = Box(0, 0, 600, 440)
    regions = (PageRegion(whole, RegionKind.TEXT), PageRegion(_LOWER, RegionKind.LEFT_OUT))
    assert _texts(_read(_scan(tmp_path), PageWish(turn=0, regions=regions))) == ["The judgment of the court"]


@pytest.mark.integration
def test_what_seems_to_be_text_is_read_as_a_table_where_it_is_marked_so(tmp_path: Path) -> None:
    """Two columns of names alone are no table to the program."""
    sheet = blank_sheet()
    for number, (name, town) in enumerate((("Marta", "Recife"), ("Paulo", "Olinda"), ("Clara", "Natal"))):
        draw_text(sheet, name, 90, 200 + 24 * number)
        draw_text(sheet, town, 220, 200 + 24 * number)
    pdf = pikepdf.new()
    image_page(pdf, sheet, dpi=200)
    path = save_pdf(pdf, tmp_path / "names.pdf")
    assert not _read(path, PageWish(turn=0)).tables
    wish = PageWish(turn=0, regions=(PageRegion(Box(60, 170, 400, 270), RegionKind.TABLE),))
    (table,) = _read(path, wish).tables
    assert table.rows == (("Marta", "Recife"), ("Paulo", "Olinda"), ("Clara", "Natal"))


def test_the_words_of_a_digital_page_are_kept_in_a_region(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    rows = ((700, "Um", "1"), (680, "Dois", "2"))
    lines = [line_of_text(a, 100, y) + line_of_text(b, 300, y) for y, a, b in rows]
    text_page(pdf, b"".join(lines) + line_of_text("E o resto do texto.", 100, 600))
    wish = PageWish(regions=(PageRegion(Box(50, 120, 400, 170), RegionKind.TABLE),))
    result = _read(save_pdf(pdf, tmp_path / "text.pdf"), wish)
    assert [block.kind for block in result.blocks] == [BlockKind.TABLE, BlockKind.PARAGRAPH]
    assert result.tables[0].rows == (("Um", "1"), ("Dois", "2"))
    assert (result.source, result.engine) == (PageSource.TEXT, "")
