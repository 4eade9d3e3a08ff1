"""Tesseract's TSV read."""

from __future__ import annotations

from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.ocr.tsv import page_from_tsv

_ROWS = [
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
    "1\t1\t0\t0\t0\t0\t0\t0\t640\t480\t-1\t",
    "4\t1\t1\t1\t1\t0\t10\t20\t90\t12\t-1\t",
    "5\t1\t1\t1\t1\t1\t10\t20\t40\t12\t96.37\tcão",
    "5\t1\t1\t1\t1\t2\t60\t20\t40\t12\t95\t ",
    "5\t1\t2\t1\t3\t1\t5\t50\t7\t9\t-1\tx",
    "",
]


def test_words_with_boxes_confidences_and_places() -> None:
    page = page_from_tsv("\n".join(_ROWS))
    assert page.words == (
        OcrWord("cão", 10, 20, 50, 32, 0.9637, 1, 1, 1),
        OcrWord("x", 5, 50, 12, 59, 0.0, 2, 1, 3),
    )


def test_nothing_makes_an_empty_page() -> None:
    assert page_from_tsv("").words == ()
    assert page_from_tsv("").mean_confidence is None
