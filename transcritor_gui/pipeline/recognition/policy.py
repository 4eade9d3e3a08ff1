"""Which words of a line are worth a second reading. Pure.

A word that the first engine doubts is; so is one that it may be sure of and wrong all the same, because it is
made of what is easily confused. `second_opinion` has the pieces around them read.
"""

from __future__ import annotations

from collections.abc import Sequence

from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.doubt import Grounds
from transcritor_gui.pipeline.recognition.signs import Context, is_easily_confused

__all__ = ["context_of", "to_read_again"]


def to_read_again(line: Sequence[OcrWord], grounds: Grounds) -> frozenset[int]:
    """Places in `line`, a whole line of the page, of the words to be read again."""
    return frozenset(
        place
        for place, word in enumerate(line)
        if grounds.needs_reading(word)
        or is_easily_confused(word.text, context_of(line, place), confidence=word.confidence)
    )


def context_of(line: Sequence[OcrWord], place: int) -> Context:
    before = line[place - 1].text if place > 0 else ""
    after = line[place + 1].text if place + 1 < len(line) else ""
    return Context(before, after)
