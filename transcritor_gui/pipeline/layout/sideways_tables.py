"""Tables that stand on their side on a page that otherwise reads across, laid out as if the page were turned.

Only words of which it is known that they are drawn, or were read, at a quarter turn are looked at. Where they
make no table they stay among the others, and `turned` orders them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import atan, degrees
from statistics import median

from transcritor_gui.model import Block, Word, WordSource
from transcritor_gui.pipeline.drawn_words import DrawnWord, are_any_drawn
from transcritor_gui.pipeline.layout.blocks import build_blocks
from transcritor_gui.pipeline.layout.page_tables import tables_of_page
from transcritor_gui.pipeline.pdf.frame import ReadingFrame
from transcritor_gui.pipeline.rules import Rule, Ruling

__all__ = ["SidewaysTables", "sideways_tables"]

_FEWEST_WORDS = 6
"""Of a table: three of its rows, two of its columns."""
_SAME_ROW = 0.6
"""Of a word's height: how far the next word of its row may lie above or below it."""


@dataclass(frozen=True, slots=True)
class SidewaysTables:
    rest: tuple[Word, ...]
    """The words that are in no such table, nor beside one in its direction."""
    blocks: tuple[Block, ...] = ()
    """On the page as shown."""


def sideways_tables(
    frame: ReadingFrame, words: tuple[Word, ...], *, drawn: Sequence[Rule], seen: Sequence[Ruling]
) -> SidewaysTables:
    """The tables among `words` that read up or down the page as it is read in `frame`.

    Words, the rules `drawn` by the file and those `seen` in pictures lie on the page as shown.
    """
    if not are_any_drawn(words):
        return SidewaysTables(words)
    blocks: list[Block] = []
    rest = words
    for turn in (90, 270):
        aside = tuple(
            [
                word
                for word in rest
                if isinstance(word, DrawnWord) and _reads_after(word, (frame.turn + turn) % 360, frame)
            ]
        )
        if len(aside) < _FEWEST_WORDS:
            continue
        turned = _levelled(
            ReadingFrame(
                frame.page_width,
                frame.page_height,
                (frame.turn + turn) % 360,
                frame.skew_degrees,
                mirrored=frame.mirrored,
            ),
            aside,
        )
        found = tables_of_page(
            turned, aside, drawn=drawn, seen=[replace(ruling, turn=turned.turn) for ruling in seen]
        )
        if found.tables:
            own = found.frame
            made = build_blocks(
                found.words, page_width=own.width, page_height=own.height, tables=found.tables
            )
            blocks.extend(own.blocks_to_page(made))
            chosen = {id(word) for word in aside}
            rest = tuple(word for word in rest if id(word) not in chosen)
    return SidewaysTables(rest, tuple(blocks))


def _levelled(frame: ReadingFrame, words: tuple[Word, ...]) -> ReadingFrame:
    """`frame` with the tilt that is left in the rows of recognised `words`.

    A page may be tilted by too little to be noticed, and rows with wide gaps are torn by it.
    """
    if not any(word.source is WordSource.OCR for word in words):
        return frame
    boxes = sorted((word.box for word in frame.words_to_reading(words)), key=lambda box: box.x0)
    slopes = []
    for place, box in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart, fall = other.x_centre - box.x_centre, other.y_centre - box.y_centre
            if other.x0 > box.x1 and abs(fall) < _SAME_ROW * box.height:
                slopes.append(fall / apart)
                break
    if len(slopes) < _FEWEST_WORDS:
        return frame
    tilt = degrees(atan(median(slopes)))
    return replace(frame, skew_degrees=frame.skew_degrees + tilt)


def _reads_after(word: DrawnWord, turn: int, frame: ReadingFrame) -> bool:
    """Whether `word` reads across once the page is turned clockwise by `turn`, not by that of `frame`."""
    return (
        word.level_size is None
        and (word.angle_degrees + turn) % 360 == 0
        and (word.angle_degrees + frame.turn) % 360 != 0
    )
