"""Entries of a PDF that are of the wrong type, or of objects that are gone: words are put in all the same."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.export.pdf_making import exported, ocr_page, page_text, placed
from transcritor_gui.export.pdf.selection import keep_pages

_OURS = (placed("nosso", 40, 60),)
_GONE = "9 0 R"
_PLACES = (
    "/XObject << /A {} >>",
    "/XObject {}",
    "/XObject << /A 5 0 R >>",
    "/Font << /F {} >>",
    "/Font {}",
)


def _pdf(path: Path, *, resources: str = "", page: str = "", root: str = "", form: str = "") -> Path:
    """A page with these entries more; no table of its objects, so that qpdf looks for them itself."""
    content = "/A Do BT /F 9 Tf 3 Tr (velho) Tj ET"
    inner = "BT 3 Tr (velho) Tj ET"
    path.write_text(
        "%PDF-1.7\n"
        f"1 0 obj << /Type /Catalog /Pages 2 0 R {root} >> endobj\n"
        "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R "
        f"/Resources << {resources} >> {page} >> endobj\n"
        f"4 0 obj << /Length {len(content)} >> stream\n{content}\nendstream endobj\n"
        f"5 0 obj << /Subtype /Form /Length {len(inner)} {form} >> stream\n{inner}\nendstream endobj\n"
        "trailer << /Root 1 0 R >>\n",
        encoding="ascii",
    )
    return path


@pytest.mark.parametrize("entry", [_GONE, "3", "[1]", "(s)", "/N", "<< /Subtype /Form >>", "4 0 R"])
@pytest.mark.parametrize("place", _PLACES)
def test_an_entry_of_the_resources(tmp_path: Path, place: str, entry: str) -> None:
    data = exported(_pdf(tmp_path / "a.pdf", resources=place.format(entry)), ocr_page(_OURS))
    assert "nosso" in page_text(data).split()


@pytest.mark.parametrize("entry", [_GONE, "3", "[1]", "(s)", "/N", "<< /Font 3 >>", "4 0 R"])
@pytest.mark.parametrize("key", ["/Resources", "/Matrix", "/Filter"])
def test_an_entry_of_a_form(tmp_path: Path, key: str, entry: str) -> None:
    path = _pdf(tmp_path / "a.pdf", resources="/XObject << /A 5 0 R >>", form=f"{key} {entry}")
    assert "nosso" in page_text(exported(path, ocr_page(_OURS))).split()


@pytest.mark.parametrize("entry", [_GONE, "3", "[1]", "(s)", "/N", "<< >>", "4 0 R"])
@pytest.mark.parametrize("key", ["/Annots", "/Rotate", "/CropBox"])
def test_an_entry_of_the_page(tmp_path: Path, key: str, entry: str) -> None:
    path = _pdf(tmp_path / "a.pdf", page=f"{key} {entry}")
    assert "nosso" in page_text(exported(path, ocr_page(_OURS))).split()


@pytest.mark.parametrize(
    "entry", [_GONE, "3", "[1]", "<< /Fields 3 >>", "<< /Fields [<< /Kids 3 >> 9 0 R] >>"]
)
def test_the_form_to_fill_in(tmp_path: Path, entry: str) -> None:
    path = _pdf(tmp_path / "a.pdf", root=f"/AcroForm {entry}")
    assert "nosso" in page_text(exported(path, ocr_page(_OURS))).split()


@pytest.mark.parametrize("entry", [_GONE, "3", "<< >>", "[9 0 R 3]"])
def test_a_page_that_is_left_out(tmp_path: Path, entry: str) -> None:
    with pikepdf.open(_pdf(tmp_path / "a.pdf", page=f"/Annots {entry}")) as pdf:
        pdf.add_blank_page()
        keep_pages(pdf, [1])
        assert len(pdf.pages) == 1
