"""Tesseract's TSV, which both of its doors (the library and the program) write alike."""

from __future__ import annotations

from transcritor_gui.pipeline.ocr.engine import OcrPage, OcrWord

__all__ = ["page_from_tsv"]

_WORD_LEVEL = "5"
_COLUMNS = 12


def page_from_tsv(tsv: str) -> OcrPage:
    """The words of a TSV: level, page, block, paragraph, line, word, left, top, width, height, conf, text.

    A header line, rows of other levels and words without a letter or sign are left out.
    """
    words: list[OcrWord] = []
    for row in tsv.split("\n"):
        cells = row.split("\t")
        if len(cells) < _COLUMNS or cells[0] != _WORD_LEVEL:
            continue
        text = cells[11].strip()
        if not text:
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        confidence = min(1.0, max(0.0, float(cells[10]) / 100))
        words.append(
            OcrWord(
                text=text,
                x0=left,
                y0=top,
                x1=left + width,
                y1=top + height,
                confidence=confidence,
                block=int(cells[2]),
                paragraph=int(cells[3]),
                line=int(cells[4]),
            )
        )
    return OcrPage(tuple(words))
