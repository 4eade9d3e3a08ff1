"""Letters that are objects of their own, in lines that PDFium tears."""

from __future__ import annotations

import math
from pathlib import Path

import pikepdf
import pytest
from pdfminer.fontmetrics import FONT_METRICS

from tests.pipeline.made_pdfs import save_pdf, text_page
from transcritor_gui.pipeline.pdf.document import open_document, page_frame
from transcritor_gui.pipeline.pdf.page_objects import read_objects
from transcritor_gui.pipeline.pdf.text_layer import read_text_layer

_WIDTHS = FONT_METRICS["Helvetica"][1]
"""Of letters, in thousandths of the type's size."""


def _width(text: str, size: float) -> float:
    return sum(_WIDTHS[letter] for letter in text) * size / 1000


def _letters(text: str, x: float, y: float, *, degrees: float = 0.0, size: float = 12) -> bytes:
    """`text` in Helvetica as browsers print it: each letter, and each space, an object of its own."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    content = b"BT /F1 %g Tf " % size
    for place, letter in enumerate(text):
        along = _width(text[:place], size)
        matrix = cosine, sine, -sine, cosine, x + along * cosine, y + along * sine
        content += b"%.4f %.4f %.4f %.4f %.4f %.4f Tm " % matrix + b"(%s) Tj " % letter.encode("cp1252")
    return content + b"ET "


def _words(content: bytes, tmp_path: Path) -> list[str]:
    pdf = pikepdf.new()
    text_page(pdf, content)
    with open_document(save_pdf(pdf, tmp_path / "made.pdf")) as document:
        page = document.page(0)
        frame = page_frame(page, user_unit=1.0)
        layer = read_text_layer(page, frame, read_objects(page, frame))
        page.close()
    return [word.text for word in layer.visible]


@pytest.mark.parametrize("degrees", [0, 3, 12, 40, 90, 115, 180, 200, 270, 320])
def test_a_line_in_any_direction_has_whole_words(degrees: int, tmp_path: Path) -> None:
    line = "Os autos voltaram da perícia"
    content = _letters("Um texto que corre como os outros", 60, 780) + _letters(
        line, 300, 400, degrees=degrees
    )
    assert _words(content, tmp_path)[7:] == line.split()


@pytest.mark.parametrize("degrees", [15, 20, 25, 30, -22, 155])
def test_letters_that_look_like_copies_of_those_before_them_are_kept(degrees: int, tmp_path: Path) -> None:
    line = "The committee will tell all of it till fall"
    assert _words(_letters(line, 300, 400, degrees=degrees), tmp_path) == line.split()


def test_letters_printed_twice_to_be_bold_are_one(tmp_path: Path) -> None:
    line = _letters("ALTO", 300, 400, degrees=25) + _letters("ALTO", 300.3, 400.1, degrees=25)
    assert _words(line, tmp_path)[:1] == ["ALTO"]


def test_text_beside_a_large_word_that_runs_up_the_page_is_whole(tmp_path: Path) -> None:
    rows = "".join(f"{number} Parcela do contrato\n" for number in range(1, 8)).splitlines()
    content = b"".join(_letters(row, 60, 700 - 20 * place) for place, row in enumerate(rows))
    words = _words(content + _letters("ORIGINAL", 300, 300, degrees=90, size=90), tmp_path)
    assert words == [word for row in rows for word in row.split()] + ["ORIGINAL"]


@pytest.mark.parametrize("apart", [1.0, 3.0, 5.0])
def test_two_lines_printed_over_one_another_are_each_whole(apart: float, tmp_path: Path) -> None:
    lines = "Primeira linha impressa aqui", "Segunda linha de outro texto"
    content = _letters(lines[0], 60, 700) + _letters(lines[1], 63, 700 - apart)
    assert _words(content, tmp_path) == " ".join(lines).split()


def test_a_line_drawn_in_no_order_stays_in_the_order_of_its_places(tmp_path: Path) -> None:
    words = ["Total", "a", "pagar", "em", "dezembro"]
    starts = [_width(" ".join([*words[:place], ""]), 12) for place in range(len(words))]
    drawn = [_letters(words[place], 60 + starts[place], 700) for place in (3, 0, 4, 1, 2)]
    assert _words(b"".join(drawn), tmp_path) == words
