"""A scan with a stamp in coloured ink over its print: both are read, each whole."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.pipeline.scans import drawn_page
from transcritor_gui.model import BlockKind, TranscriptionOptions
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page

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
