"""A picture is read, and exported as a searchable PDF, as the PDF is that img2pdf makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import img2pdf
import pikepdf.pdfa
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.export.pdf_making import exported, found_words, page_text, transcript_of
from tests.pictures.made_pictures import saved, tiff_of, with_orientation
from transcritor_gui.export import SourceFile
from transcritor_gui.export.formats.pdf_a_file import PdfAExporter
from transcritor_gui.model import PageResult, TranscriptionOptions
from transcritor_gui.pipeline import bundled_packs, inspect_document, transcribe_page
from transcritor_gui.pipeline.task import PageTask

pytestmark = pytest.mark.integration

_ID = re.compile(rb"/ID ?\[ ?<[0-9a-f]+> ?<[0-9a-f]+> ?\]")
_WORDS = "Contrato de locacao firmado em 2026"


def _sheet() -> Image.Image:
    sheet = Image.new("RGB", (900, 500), "white")
    draw = ImageDraw.Draw(sheet)
    for row in range(5):
        draw.text((60, 60 + 70 * row), _WORDS, fill="black", font=ImageFont.load_default(32))
    return sheet


def _sideways() -> Image.Image:
    return _sheet().transpose(Image.Transpose.ROTATE_90)


_PICTURES: dict[str, Callable[[], bytes]] = {
    "png": lambda: saved(_sheet(), "PNG", dpi=(200, 200)),
    "jpeg": lambda: saved(_sheet(), "JPEG", quality=90, dpi=(200, 200)),
    "jpeg turned": lambda: saved(_sideways(), "JPEG", dpi=(200, 200), exif=with_orientation(6)),
    "tiff": lambda: saved(_sheet().convert("1"), "TIFF", dpi=(200, 200), compression="group4"),
}


def _read(path: Path, page_index: int = 0) -> PageResult:
    task = PageTask(str(path), page_index, TranscriptionOptions(languages="por"), None, bundled_packs())
    return replace(transcribe_page(task), seconds=0.0)


@pytest.mark.parametrize("kind", _PICTURES)
def test_text_and_searchable_pdf_are_those_of_the_picture_wrapped_by_img2pdf(
    kind: str, tmp_path: Path
) -> None:
    data = _PICTURES[kind]()
    picture, wrapped = tmp_path / "a.picture", tmp_path / "a.pdf"
    picture.write_bytes(data)
    wrapped.write_bytes(img2pdf.convert(data, nodate=True, rotation=img2pdf.Rotation.ifvalid))
    page = _read(picture)
    assert page == _read(wrapped)
    assert " ".join(word.text for word in page.words()).count("Contrato") == 5
    ours, theirs = exported(picture, page), exported(wrapped, page)
    assert _ID.sub(b"", ours) == _ID.sub(b"", theirs)
    assert page_text(ours).count("firmado") == 5


def test_all_pages_of_a_tiff_are_read_and_lie_in_its_searchable_pdf(tmp_path: Path) -> None:
    path = tmp_path / "fax"
    path.write_bytes(tiff_of(_sheet(), _sheet().convert("L"), dpi=(200, 200)))
    assert inspect_document(str(path)).page_count == 2
    pages = [_read(path, index) for index in range(2)]
    data = exported(path, *pages)
    assert [page_text(data, index).count("Contrato") for index in range(2)] == [5, 5]
    assert found_words(data, 1)[0][0] == "Contrato"


@pytest.mark.parametrize("transparent", [False, True])
def test_a_picture_goes_into_an_archive(transparent: bool, tmp_path: Path) -> None:
    sheet = _sheet()
    if transparent:
        sheet = sheet.convert("RGBA")
        sheet.putalpha(_sheet().convert("L").point(lambda value: 255 - value))
    path = tmp_path / "a"
    path.write_bytes(saved(sheet, "PNG", dpi=(200, 200)))
    page = _read(path)
    data = PdfAExporter().with_source(SourceFile(path)).render(transcript_of(path, page))
    (tmp_path / "archive.pdf").write_bytes(data)
    with (tmp_path / "archive.pdf").open("rb") as archive:
        assert str(pikepdf.pdfa.validate_written(archive, "2b").verdict) == "pass"
    assert page_text(data).count("Contrato") == 5
