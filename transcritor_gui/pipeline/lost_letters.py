"""Words of a good text layer in which letters are lost: just their places on the page are drawn and read.

A font may have no map for a glyph or two ("condi\ufffdons"); the rest of its text is better than any reading.
Used by `page` once it is decided which words of the layer are kept; `gap_filling` puts the letters in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
from msgspec import structs

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import Box, Word, WordSource, enclosing, mean_confidence
from transcritor_gui.pipeline.drawn_words import DrawnWord, angle_of
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrEngine, OcrWord
from transcritor_gui.pipeline.pdf.fonts.glyphs import has_lost_letters, is_lost
from transcritor_gui.pipeline.pdf.frame import PageFrame
from transcritor_gui.pipeline.pdf.render import render_region
from transcritor_gui.pipeline.recognition.gap_filling import BOX_SIGN, FilledWord, filled

if TYPE_CHECKING:  # brings OpenCV, which a digital document seldom needs
    from transcritor_gui.pipeline.ocr.line_reader import LineReader

__all__ = ["Reader", "with_lost_letters_read"]

_MOST_READ = 100
"""Of one page, read one by one: a second or two of recognition, as for the whole page."""
_HEIGHT_PX, _DPI = 58, 300
"""A word of 12 points at 300 dpi; every word is drawn so large."""
_MOST_PX_PER_PT, _MOST_WIDTH_PX = 24.0, 4000
_BESIDE, _FARTHEST = 2, 1.2
"""Words on each side that are read along, as engines read words in a line better than words alone; and how
far apart those may stand, in heights."""
_WHITE_PX = 30
_SURE = 0.6
"""Confidence from which a word without any letter of the layer's is taken as it was read."""
_SURELY_RIGHT = 0.8
_SIGNS = frozenset("\u00a7\u00ba\u00aa\u2022\u2013")
"""Signs that Tesseract has no letter for, or takes for others."""
_INK, _LEAST_INK_PX = 128, 4
_SIDE_INK, _INNER_INK = 0.85, 0.05
"""Of the sides and of the inside of a shape that is an empty box."""
_FAINT_INK = 60
"""Grey levels from the paper to the sides of such a box, which are as thin as hairlines."""
_LEAST_BOX_PX, _EDGE = 12, 0.25
"""The smaller side of such a box, and the share of it that counts as a side."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads the places."""

    engine: OcrEngine
    languages: str
    knows: Callable[[str], bool | None]
    """Whether a word is one, as far as the dictionary tells."""
    second: LineReader | None = None
    """Knows signs that the engine has no letter for, and is asked where that is not certain."""


def with_lost_letters_read(
    words: Sequence[Word], page: pypdfium2.PdfPage, frame: PageFrame, open_reader: Callable[[], Reader]
) -> tuple[Word, ...]:
    """`words` of a text layer, in its order, those with lost letters read where that succeeds.

    What was read is marked as recognised, with its confidence; whatever is not certain is doubtful. A word
    under which there is no ink is left out. `open_reader` is only called where something is lost.
    """
    if not has_lost_letters("".join([word.text for word in words])):
        return tuple(words)
    lost = [place for place, word in enumerate(words) if has_lost_letters(word.text)]
    made: dict[int, Word | None] = {}
    reader = open_reader()
    known: dict[tuple[str, int, int], Word | None] = {}
    for place in lost[:_MOST_READ]:
        word = words[place]
        look = (word.text, round(word.box.width * 4), round(word.box.height * 4))
        if look not in known:
            known[look] = _read_anew(place, words, page, frame, reader)
        found = known[look]
        made[place] = None if found is None else structs.replace(found, box=word.box)
    for place in lost[_MOST_READ:]:
        made[place] = structs.replace(words[place], doubtful=True)
    return tuple(
        word for word in (made.get(place, word) for place, word in enumerate(words)) if word is not None
    )


def _read_anew(
    place: int, words: Sequence[Word], page: pypdfium2.PdfPage, frame: PageFrame, reader: Reader
) -> Word | None:
    word = words[place]
    unread = structs.replace(word, doubtful=True)
    if isinstance(word, DrawnWord) and word.level_size is not None:
        return unread
    alone = _drawn(word.box, angle_of(word), page, frame)
    if alone is None:
        return unread
    if np.count_nonzero(alone < _INK) < _LEAST_INK_PX:
        return None
    if all(map(is_lost, word.text)) and _shows_empty_boxes(alone):
        return structs.replace(unread, text=BOX_SIGN * len(word.text))
    found = None
    for around in _widening(place, words):
        found = _reading_of(word, around, page, frame, reader)
        if found is not None:
            break
    if found is None or found.doubtful:
        found = _second_reading(word, found, alone, reader)
    return unread if found is None else found


def _second_reading(word: Word, first: Word | None, alone: GreyImage, reader: Reader) -> Word | None:
    """What the second engine reads, where the first has read nothing or another sign; else `first`."""
    if reader.second is None:
        return first
    read = reader.second.read([_with_white(alone)])[0]
    reading = _as_layer_has_it("".join(read.text.split()))
    result = filled(word.text, reading)
    if result is None or min(read.confidences, default=0.0) < _SURE:
        return first
    if first is not None and (result.text == first.text or _SIGNS.isdisjoint(result.text)):
        return first
    return structs.replace(
        word,
        text=result.text,
        confidence=min(read.confidences),
        source=WordSource.OCR,
        doubtful=True,
        alternative=None if first is None else first.text,
    )


def _reading_of(
    word: Word, around: Box, page: pypdfium2.PdfPage, frame: PageFrame, reader: Reader
) -> Word | None:
    pixels = _drawn(around, angle_of(word), page, frame)
    if pixels is None:
        return None
    try:
        read = reader.engine.recognise(_with_white(pixels), dpi=_DPI, languages=reader.languages).words
    except TranscritorError as error:
        if error.info.code is not ErrorCode.ENGINE_FAILED:
            raise
        return None
    start, end = _along(word.box, around, angle_of(word))
    inside = [each for each in read if start <= _middle(each, pixels) <= end]
    reading = _as_layer_has_it("".join(each.text for each in inside))
    confidence = mean_confidence(inside)
    result = filled(word.text, reading)
    if result is None or confidence is None:
        return None
    if all(map(is_lost, word.text)) and confidence < _SURE:
        return None
    return structs.replace(
        word,
        text=result.text,
        confidence=confidence,
        source=WordSource.OCR,
        doubtful=not _is_certain(result, confidence, reader),
        alternative=reading if reading != result.text else None,
    )


def _is_certain(result: FilledWord, confidence: float, reader: Reader) -> bool:
    return confidence >= _SURELY_RIGHT and result.cost < 1.0 and reader.knows(result.text) is True


def _as_layer_has_it(reading: str) -> str:
    return reading.replace("\u2018", "'").replace("\u2019", "'")


def _widening(place: int, words: Sequence[Word]) -> Iterator[Box]:
    """The word with those beside it on its line, then by itself."""
    word = words[place]
    boxes = [word.box]
    for step in (-1, 1):
        last = word.box
        for other in range(place + step, place + step * (_BESIDE + 1), step):
            if not 0 <= other < len(words) or not _goes_on(last, words[other].box, angle_of(word)):
                break
            last = words[other].box
            boxes.append(last)
    if len(boxes) > 1:
        yield enclosing(boxes)
    yield word.box


def _goes_on(box: Box, other: Box, angle: float) -> bool:
    """Whether `other` stands before or after `box` on its line."""
    if angle in (90.0, 270.0):
        apart, high, across = _gap(box.y0, box.y1, other.y0, other.y1), box.width, box.x0 - other.x0
    else:
        apart, high, across = _gap(box.x0, box.x1, other.x0, other.x1), box.height, box.y0 - other.y0
    return abs(across) < 0.3 * high and -0.3 * high < apart < _FARTHEST * high


def _gap(start: float, end: float, other_start: float, other_end: float) -> float:
    return max(start - other_end, other_start - end)


def _along(box: Box, around: Box, angle: float) -> tuple[float, float]:
    """Where `box` begins and ends in `around`, as shares of its length in reading direction."""
    match angle:
        case 90.0:
            start, end, length = box.y0 - around.y0, box.y1 - around.y0, around.height
        case 180.0:
            start, end, length = around.x1 - box.x1, around.x1 - box.x0, around.width
        case 270.0:
            start, end, length = around.y1 - box.y1, around.y1 - box.y0, around.height
        case _:
            start, end, length = box.x0 - around.x0, box.x1 - around.x0, around.width
    return start / max(length, 0.1), end / max(length, 0.1)


def _middle(word: OcrWord, pixels: GreyImage) -> float:
    return float(((word.x0 + word.x1) / 2 - _WHITE_PX) / pixels.shape[1])


def _drawn(box: Box, angle: float, page: pypdfium2.PdfPage, frame: PageFrame) -> GreyImage | None:
    """The place as pixels, upright, in the size that engines read best."""
    is_upright = angle not in (90.0, 270.0)
    height, width = (box.height, box.width) if is_upright else (box.width, box.height)
    if height <= 0 or width <= 0:
        return None
    px_per_pt = min(_HEIGHT_PX / height, _MOST_PX_PER_PT, _MOST_WIDTH_PX / width)
    pixels = render_region(page, frame, box, px_per_pt=px_per_pt)
    if pixels is None or not pixels.size:
        return None
    # Counted in quarter turns against the clock, as the angle is with it.
    return np.ascontiguousarray(np.rot90(pixels, round(angle / 90) % 4))


def _with_white(pixels: GreyImage) -> GreyImage:
    paper = int(np.percentile(pixels, 90))
    return np.pad(pixels, _WHITE_PX, constant_values=paper)


def _shows_empty_boxes(pixels: GreyImage) -> bool:
    """Whether all that is drawn are boxes with nothing in them, as fonts draw what they do not have."""
    # OpenCV comes with it, which a digital document seldom needs.
    from transcritor_gui.pipeline.cleanup.grey import as_grey, shapes_of

    ink = as_grey((pixels < int(pixels.max()) - _FAINT_INK).astype(np.uint8))  # sides are thin
    shapes = shapes_of(ink).boxes[1:, :4].tolist()
    return bool(shapes) and all(_is_empty_box(ink[y : y + high, x : x + wide]) for x, y, wide, high in shapes)


def _is_empty_box(shape: GreyImage) -> bool:
    high, wide = shape.shape
    if min(high, wide) < _LEAST_BOX_PX:
        return False
    edge = max(1, round(_EDGE * min(high, wide)))
    sides = (
        shape[:edge].any(axis=0), shape[-edge:].any(axis=0),
        shape[:, :edge].any(axis=1), shape[:, -edge:].any(axis=1),
    )  # fmt: skip
    inner = shape[edge:-edge, edge:-edge]
    return all(side.mean() >= _SIDE_INK for side in sides) and bool(inner.mean() <= _INNER_INK)
