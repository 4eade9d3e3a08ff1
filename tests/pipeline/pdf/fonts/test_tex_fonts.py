"""Ligatures, dashes and quotation marks of TeX's fonts without names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pytest

from tests.pipeline.made_pdfs import save_pdf, text_page
from transcritor_gui.pipeline.pdf.document import open_document, page_frame
from transcritor_gui.pipeline.pdf.fonts.tex_fonts import with_tex_letters
from transcritor_gui.pipeline.pdf.page_objects import read_objects
from transcritor_gui.pipeline.pdf.text_layer import read_text_layer


def _page(tmp_path: Path, text: str) -> list[str]:
    """The words of `text` set in a bitmapped font as dvips makes them: glyphs are called by their number."""
    pdf = pikepdf.new()
    codes = sorted(set(map(ord, text)) - {ord(" ")})
    words = text.split(" ")
    shown = b" ".join(b"(%s) -500" % word.encode("latin-1").replace(b"\x0d", b"\\r") for word in words)
    page = text_page(pdf, b"BT /F9 10 Tf 100 700 Td [" + shown + b"] TJ ET")
    names = {code: pikepdf.Name(f"/a{code}") for code in codes}
    page.obj.Resources.Font.F9 = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type3,
        FontBBox=[0, -10, 50, 40],
        FontMatrix=[0.02, 0, 0, 0.02, 0, 0],
        CharProcs=pikepdf.Dictionary(
            {f"/a{code}": pikepdf.Stream(pdf, b"25 0 0 0 25 24 d1 1 0 23 24 re f") for code in codes}
        ),
        Encoding=pikepdf.Dictionary(
            Differences=[part for code in codes for part in (code, names[code])]
        ),
        FirstChar=min(codes),
        LastChar=max(codes),
        Widths=[25] * (max(codes) - min(codes) + 1),
        Resources=pikepdf.Dictionary(),
    )  # fmt: skip
    with open_document(save_pdf(pdf, tmp_path / "made.pdf")) as document:
        pdf_page = document.page(0)
        frame = page_frame(pdf_page, user_unit=1.0)
        layer = read_text_layer(pdf_page, frame, read_objects(pdf_page, frame))
        pdf_page.close()
    return [word.text for word in layer.visible]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the o\x0ece de\x0cnes e\x0bects of \x0dat \x0celds", "the office defines effects of flat fields"),
        ("uma \x1cgura \x10nova\x11 de\x1cnida", "uma figura “nova” definida"),
        ("pages 3\x155 of the \x1crst", "pages 3–5 of the first"),
    ],
    ids=["old encoding", "new encoding", "dashes"],
)  # fmt: skip
def test_ligatures_of_fonts_without_names_are_their_letters(text: str, words: str, tmp_path: Path) -> None:
    assert _page(tmp_path, text) == words.split()


def test_signs_of_a_formula_are_left_as_they_are() -> None:
    units = np.array([*map(ord, "x\x0c+ y\x0bz")], np.uint32)
    found = with_tex_letters(units, is_unmapped=lambda place: True, font_of=lambda place: 1)
    assert found.tolist() == units.tolist()


def test_what_a_font_maps_is_left_as_it_is() -> None:
    units = np.array([*map(ord, "de\x0cned")], np.uint32)
    assert with_tex_letters(units, is_unmapped=lambda place: False, font_of=lambda place: 1) is units


def test_fonts_with_names_have_other_encodings() -> None:
    units = np.array([*map(ord, "de\x0cned")], np.uint32)
    found = with_tex_letters(units, is_unmapped=lambda place: True, font_of=lambda place: 0)
    assert found.tolist() == units.tolist()
