"""Blocks of a scanned page that stand on their side: a wide table along the page, a caption beside a plate,
what a court prints up its edge.

The engine makes single letters of them, or nothing. `standing_areas` finds them; such a block is turned, read
by itself, and taken where that gives words. Called by `recognise` for whole pages; where every letter has its
word it costs a few hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from transcritor_gui.model import Box, mean_confidence, turned_box
from transcritor_gui.pipeline.cleanup.grey import as_grey
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrEngine, OcrWord
from transcritor_gui.pipeline.recognition.readings import JudgedWord
from transcritor_gui.pipeline.recognition.second_opinion import Judge
from transcritor_gui.pipeline.recognition.standing_areas import StandingArea, standing_areas
from transcritor_gui.pipeline.recognition.tight_boxes import drawn_in

__all__ = ["SidewaysBlock", "are_crossed", "read_sideways", "without_blocks"]

_WORDLIKE = 3
"""Letters and figures of a word that counts."""
_SURE, _FEWEST_SURE = 0.7, 8
"""Mean confidence of what is read, and letters of sure words in it, from which it is taken."""
_SIGN_NEEDS = 0.5
"""Confidence below which something without a letter or figure is dirt."""
_BETTER = 1.5
"""How much more must be read surely, the block turned, than as it stands."""
_MARGIN_IN = 0.064
"""White around a block that is read by itself."""
_CROSSED = 0.2
"""Of a word's height, by which it reaches into a block beside it."""


@dataclass(frozen=True, slots=True)
class SidewaysBlock:
    area: StandingArea
    """On the cleaned picture."""
    words: tuple[JudgedWord, ...]
    """Boxes on the cleaned picture."""
    turn: int
    """Degrees clockwise by which the block must be turned to be read."""


def read_sideways(
    pixels: GreyImage,
    words: Sequence[OcrWord],
    engine: OcrEngine,
    judge: Judge,
    *,
    dpi: float,
    languages: str,
) -> tuple[SidewaysBlock, ...]:
    """The blocks of a cleaned page that stand on their side, read; `words` are what was read upright."""
    found = []
    for area in standing_areas(pixels, words, dpi=dpi):
        inside = [word for word in words if _is_in(word, area)]
        readings = [
            _read(pixels, area, turn, engine, judge, dpi=dpi, languages=languages) for turn in (90, 270)
        ]
        best = max(readings, key=lambda block: _surely([judged.word for judged in block.words]))
        read = [judged.word for judged in best.words]
        confidence = mean_confidence(read)
        if confidence is None or confidence < _SURE:
            continue
        # An engine that reads lines up the page by itself has their words in boxes that stand.
        lying = [word for word in inside if word.x1 - word.x0 > word.y1 - word.y0]
        if _surely(read) >= max(_FEWEST_SURE, _BETTER * _surely(lying)):
            found.append(best)
    return tuple(found)


def without_blocks(
    pixels: GreyImage, words: Sequence[OcrWord], blocks: Sequence[SidewaysBlock]
) -> tuple[GreyImage, tuple[OcrWord, ...]]:
    """The page with white in the place of the blocks, and the words that are in none."""
    cleared = pixels.copy()
    for block in blocks:
        box = block.area.box
        top, foot = block.area.left_at(box.y0), block.area.left_at(box.y1)
        corners = [
            (box.x0 + top, box.y0),
            (box.x1 + top, box.y0),
            (box.x1 + foot, box.y1),
            (box.x0 + foot, box.y1),
        ]
        cv2.fillConvexPoly(cleared, np.round(corners).astype(np.int32), (255,))
    return cleared, tuple(word for word in words if not any(_is_in(word, block.area) for block in blocks))


def are_crossed(words: Sequence[OcrWord], blocks: Sequence[SidewaysBlock]) -> bool:
    """Whether some of `words`, which are in none of the blocks, have ink of one in their boxes."""
    return any(_crosses(word, block.area) for block in blocks for word in words)


def _crosses(word: OcrWord, area: StandingArea) -> bool:
    y = (word.y0 + word.y1) / 2
    left = area.left_at(y)
    shared = min(word.x1, area.box.x1 + left) - max(word.x0, area.box.x0 + left)
    return area.box.y0 <= y <= area.box.y1 and shared > _CROSSED * (word.y1 - word.y0)


def _surely(words: Sequence[OcrWord]) -> int:
    """Letters and figures in words that are surely read."""
    counts = [sum(map(str.isalnum, word.text)) for word in words if word.confidence >= _SURE]
    return sum(count for count in counts if count >= _WORDLIKE)


def _is_in(word: OcrWord, area: StandingArea) -> bool:
    return area.holds(word.box.x_centre, word.box.y_centre)


def _read(
    pixels: GreyImage,
    area: StandingArea,
    turn: int,
    engine: OcrEngine,
    judge: Judge,
    *,
    dpi: float,
    languages: str,
) -> SidewaysBlock:
    x0, y0 = round(area.box.x0), round(area.box.y0)
    wide, high = round(area.box.x1) - x0, round(area.box.y1) - y0
    plumb = np.array([[1.0, area.slope, x0 - area.slope * high / 2], [0.0, 1.0, y0]])
    part = as_grey(
        cv2.warpAffine(
            pixels, plumb, (wide, high), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderValue=(255,)
        )
    )
    margin = round(_MARGIN_IN * dpi)
    padded = np.pad(part, margin, constant_values=255)
    turned = np.ascontiguousarray(np.rot90(padded, -(turn // 90)))
    height, width = turned.shape
    read = engine.recognise(turned, dpi=dpi, languages=languages).words
    kept = [word for word in read if any(map(str.isalnum, word.text)) or word.confidence >= _SIGN_NEEDS]
    judged = judge.verdicts(kept, turned, mended=False)

    def on_page(word: OcrWord) -> OcrWord:
        box = turned_box(drawn_in(word, turned).box, -turn, width=width, height=height)
        box = box.moved(x0 - margin, y0 - margin)
        return _placed(word, box.moved(area.left_at(box.y_centre), 0.0))

    return SidewaysBlock(area, tuple(replace(each, word=on_page(each.word)) for each in judged), turn)


def _placed(word: OcrWord, box: Box) -> OcrWord:
    return replace(word, x0=round(box.x0), y0=round(box.y0), x1=round(box.x1), y1=round(box.y1))
