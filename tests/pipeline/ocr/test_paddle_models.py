"""The networks of the second engine are run as rapidocr runs them, without its configuration."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from tests.pipeline.scans import drawn_page, tilted
from transcritor_gui.cores import with_cores
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr import line_reader
from transcritor_gui.pipeline.ocr.line_reader import PaddleLineReader, line_reader_available

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not line_reader_available(), reason="rapidocr is not installed"),
]


def test_each_printed_line_is_found_once_and_from_above() -> None:
    page = drawn_page(lines=6)
    lines = PaddleLineReader().find(page)
    assert len(lines) == 6
    assert [line.y0 for line in lines] == sorted(line.y0 for line in lines)
    for line in lines:
        ink = np.flatnonzero((page[line.y0 : line.y1] < 128).any(axis=0))
        assert line.x0 <= ink[0] + 4
        assert line.x1 >= ink[-1] - 4


def test_nothing_is_found_on_white_paper() -> None:
    assert PaddleLineReader().find(np.full((400, 300), 255, np.uint8)) == ()


def test_a_line_that_falls_has_its_corners() -> None:
    lines = PaddleLineReader().find(tilted(drawn_page(lines=6), 8))
    assert all(line.corners is not None and line.corners[1][1] > line.corners[0][1] for line in lines)


@pytest.mark.parametrize("shape", [(20, 300), (9, 9), (40, 2600)])
def test_pictures_of_any_shape_are_taken(shape: tuple[int, int]) -> None:
    picture: GreyImage = np.full(shape, 255, np.uint8)
    reader = PaddleLineReader()
    reader.find(picture)
    assert len(reader.read([picture])) == 1


def test_readings_come_in_the_order_of_the_pieces() -> None:
    words = ["1988", "a longer line of text", "Brasil", "two words", "of", "Lisboa 12", "1,50"]
    readings = PaddleLineReader().read([_drawn(text) for text in words])
    assert [reading.text for reading in readings] == words
    assert all(len(reading.places) == len(reading.text) for reading in readings)


def test_what_could_not_be_loaded_is_loaded_for_the_next_page(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = PaddleLineReader()
    with monkeypatch.context() as patched:
        patched.setattr(line_reader, "_RECOGNISER", "no-such-file.onnx")
        reader.prepare()
        with pytest.raises(TranscritorError) as caught:
            reader.read([_drawn("1988")])
    assert caught.value.info.code is ErrorCode.ENGINE_FAILED
    assert reader.read([_drawn("1988")])[0].text == "1988"


def test_lines_are_those_that_rapidocr_finds_and_reads() -> None:
    from rapidocr import RapidOCR
    from rapidocr.ch_ppocr_rec import TextRecInput

    page = tilted(drawn_page(lines=8), 3)
    theirs: Any = RapidOCR(params={"Global.log_level": "error"})
    found = theirs(cv2.cvtColor(page, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
    reader = PaddleLineReader()
    lines = reader.find(page)
    upright = [(*corners.min(axis=0).round(), *corners.max(axis=0).round()) for corners in found.boxes]
    assert [(line.x0, line.y0, line.x1, line.y1) for line in lines] == upright
    pieces = [np.ascontiguousarray(page[line.y0 : line.y1, line.x0 : line.x1]) for line in lines]
    theirs(np.full((48, 96, 3), 255, np.uint8), use_det=False, use_cls=False, use_rec=True)
    theirs.text_rec.rec_batch_num = 1
    coloured = [cv2.cvtColor(piece, cv2.COLOR_GRAY2BGR) for piece in pieces]
    read = theirs.text_rec(TextRecInput(img=coloured, return_word_box=True))
    assert tuple(reading.text for reading in reader.read(pieces)) == read.txts


def test_a_piece_is_read_alike_whatever_is_read_with_it() -> None:
    short, long = _drawn("of"), _drawn("a longer line of text, wider than the least that is shown")
    reader = PaddleLineReader()
    assert reader.read([short, long, short]) == (*reader.read([short]), *reader.read([long, short]))


def test_what_is_found_and_read_does_not_depend_on_the_cores() -> None:
    page = tilted(drawn_page(lines=8), 3)
    reader = PaddleLineReader()
    lines = reader.find(page)
    pieces = [np.ascontiguousarray(page[line.y0 : line.y1, line.x0 : line.x1]) for line in lines]
    read = reader.read(pieces)
    with with_cores(2):
        assert reader.find(page) == lines
        assert reader.read(pieces) == read


def test_nothing_of_rapidocr_is_imported() -> None:
    program = (
        "import sys, numpy; from transcritor_gui.pipeline.ocr.line_reader import PaddleLineReader;"
        "PaddleLineReader().read([numpy.full((48, 96), 255, numpy.uint8)]);"
        "print([name for name in sys.modules if name.split('.')[0] in ('rapidocr', 'omegaconf')])"
    )
    assert _printed_by(program) == "[]"


def test_what_pages_took_is_given_back() -> None:
    program = (
        "import numpy, psutil; from transcritor_gui.pipeline.ocr.line_reader import PaddleLineReader;"
        "reader = PaddleLineReader(); reader.find(numpy.full((64, 64), 255, numpy.uint8));"
        "before = psutil.Process().memory_info().rss;"
        "[reader.find(numpy.full(shape, 255, numpy.uint8))"
        " for shape in ((2000, 1400), (2000, 1400), (1400, 2000), (2000, 1500))];"
        "print((psutil.Process().memory_info().rss - before) // 2**20)"
    )
    assert int(_printed_by(program)) < 150


def _printed_by(program: str) -> str:
    """What a fresh process prints."""
    ended = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(str(importlib.util.find_spec("transcritor_gui").origin)).parents[1],  # type: ignore[union-attr]
    )
    return str(ended.stdout).strip()


def _drawn(text: str) -> GreyImage:
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(size=34)
    picture = Image.new("L", (round(font.getlength(text)) + 24, 54), 255)
    ImageDraw.Draw(picture).text((12, 6), text, font=font, fill=0)
    return np.asarray(picture)
