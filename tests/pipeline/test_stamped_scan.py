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
from transcritor_gui.pipeline.stamped_scan import is_read_already

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


def _words(text: str, *, x: float) -> list[Word]:
    return [
        Word(part, Box(x + 50 * place, 100, x + 50 * place + 40, 110), 0.9, WordSource.OCR, False, None)
        for place, part in enumerate(text.split())
    ]


def test_print_in_ink_of_a_colour_is_told_by_its_words_that_were_read_there() -> None:
    page = _words("I shall do my utmost", x=72)
    assert is_read_already(_words("I shall do rny utmost", x=73), page)
    assert not is_read_already(_words("I shall do my utmost", x=300), page)
    assert not is_read_already(_words("RECEIVED JUNE 5", x=72), page)
