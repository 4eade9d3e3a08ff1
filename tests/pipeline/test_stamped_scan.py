"""A scan with a stamp in coloured ink over its print: both are read, each whole."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.pipeline.scans import drawn_page
from transcritor_gui.model import BlockKind, Box, TranscriptionOptions, Word, WordSource
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page
from transcritor_gui.pipeline.drawn_words import DrawnWord
from transcritor_gui.pipeline.recognition.picture import RegionReading
from transcritor_gui.pipeline.stamped_scan import with_stamps_parted

_LINES = 5


@pytest.mark.integration
def test_sentences_under_a_stamp_and_the_stamp_come_out_whole(tmp_path: Path) -> None:
    page = drawn_page(dpi=200, lines=_LINES)[:600]
    stamp = np.full((*page.shape, 3), 255, np.uint8)
    cv2.putText(stamp, "RECEIVED", (300, 240), cv2.FONT_HERSHEY_DUPLEX, 2.2, (205, 30, 35), 7, cv2.LINE_AA)
    seen = (stamp.astype(np.float32) * page[:, :, None] / 255).astype(np.uint8)
    path = tmp_path / "stamped.png"
    Image.fromarray(seen).save(path, dpi=(200, 200))
    options = TranscriptionOptions(languages="eng")
    result = transcribe_page(PageTask(str(path), 0, options, None, bundled_packs()))
    (found,) = (block for block in result.blocks if block.kind is BlockKind.STAMP)
    assert [line.text for line in found.lines] == ["RECEIVED"]
    text = " ".join(line.text for block in result.blocks if block is not found for line in block.lines)
    assert text.startswith("The committee met on three occasions during the spring and heard evidence from")
    assert "the harbour master and two of the surveyors who had inspected the vessel before" in text


_STAMP = Box(100, 90, 300, 130)


def _words(text: str, *, x: float = 50, y: float = 100, confidence: float = 0.9) -> tuple[Word, ...]:
    return tuple(
        Word(
            part, Box(x + 50 * place, y, x + 50 * place + 45, y + 10), confidence, WordSource.OCR, False, None
        )
        for place, part in enumerate(text.split())
    )


def _of_stamp(text: str, *, y: float, height: float) -> tuple[Word, ...]:
    return tuple(
        DrawnWord(
            part, Box(150 + 50 * place, y, 195 + 50 * place, y + height), 0.9, WordSource.OCR, colour=0xC81E23
        )
        for place, part in enumerate(text.split())
    )


def _reading(words: tuple[Word, ...]) -> RegionReading:
    return RegionReading(words, 0, 0.0)


_LINE = "acordam os juízes desta turma recursal"
_ABOVE = _words("vistos relatados estes autos", y=60)


def test_parted_inks_are_taken_where_more_is_read_of_both() -> None:
    first = _reading((*_ABOVE, *_words("acordam xx juREíCzes", confidence=0.4)))
    cleared = _reading((*_ABOVE, *_words(_LINE)))
    stamp = _of_stamp("RECEBIDO", y=95, height=25)
    assert with_stamps_parted(first, cleared, [(_STAMP, stamp)]).words == (*cleared.words, *stamp)


def test_the_page_as_it_stands_is_kept_where_nothing_is_gained() -> None:
    first = _reading((*_ABOVE, *_words(_LINE)))
    assert with_stamps_parted(first, first, [(_STAMP, ())]) is first


def test_the_page_as_it_stands_is_kept_where_a_sure_word_would_be_lost() -> None:
    first = _reading((*_ABOVE, *_words(_LINE)))
    cleared = _reading((*_ABOVE, *_words("acordam os juízes")))
    stamp = _of_stamp("RECEBIDO", y=112, height=25)
    assert with_stamps_parted(first, cleared, [(_STAMP, stamp)]) is first


def test_the_page_as_it_stands_is_kept_where_it_is_read_otherwise_elsewhere() -> None:
    first = _reading((*_ABOVE, *_words("xx", confidence=0.3)))
    cleared = _reading(_words(_LINE))
    assert with_stamps_parted(first, cleared, [(_STAMP, ())]) is first


def test_a_coloured_word_in_a_gap_of_a_line_stays_there() -> None:
    coloured = _of_stamp("improcedente", y=100, height=10)
    around = (*_words("julgo o", x=50), *_words("pedido da autora", x=210))
    first = _reading((*_ABOVE, *around, *coloured))
    cleared = _reading((*_ABOVE, *around, *_words("formulado", x=260, y=112)))
    assert with_stamps_parted(first, cleared, [(_STAMP, coloured)]) is first


def test_the_labels_of_a_coloured_form_are_no_stamp() -> None:
    labels = _of_stamp("Nome Endereço", y=92, height=5)
    first = _reading((*_ABOVE, *labels, *_words("xx", confidence=0.3)))
    cleared = _reading((*_ABOVE, *_words("Maria Gonçalves", y=105)))
    assert with_stamps_parted(first, cleared, [(_STAMP, labels)]) is first
