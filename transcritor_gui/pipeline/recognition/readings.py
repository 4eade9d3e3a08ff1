"""What engines have read, as values: words of the second engine with their places, and words judged. Pure.

`second_opinion` asks for readings, `alignment` lays them beside each other, `fusion` makes one of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.ocr.line_reader import LineReading

__all__ = ["JudgedWord", "ReadTwice", "Token", "is_written", "joined", "tokens_of", "written"]


@dataclass(frozen=True, slots=True)
class ReadTwice:
    """What both engines made of the place of a word; a side is None where that engine saw nothing there."""

    first: float | None
    """Confidence of the first engine, that of its least sure word there."""
    second: float | None
    """The same of the second engine's letters."""
    differing: float
    """Share of the letters that differ, 0 to 1; 1 where only one engine saw any."""
    other_gaps: bool = False
    """Whether the two see the gaps between words elsewhere."""


@dataclass(frozen=True, slots=True)
class JudgedWord:
    word: OcrWord
    doubtful: bool
    alternative: str | None = None
    """The reading that lost, where the two differ."""
    is_settled: bool = False
    """Whether the structure of laws and accounts has decided on `doubtful`."""
    readings: ReadTwice | None = None
    """None where only the first engine was asked."""
    doubt: float | None = None
    """How likely the word is wrong, 0 to 1; None before that is told."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the second engine."""

    text: str
    confidences: tuple[float, ...]
    """One for each letter, 0 to 1."""
    x0: float
    x1: float
    """In pixels of the page that the piece was cut from."""

    @property
    def confidence(self) -> float:
        """That of its least sure letter."""
        return min(self.confidences, default=0.0)


def joined(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def tokens_of(reading: LineReading, *, x0: float, x1: float) -> list[Token]:
    """The words of a piece that lies between `x0` and `x1` on its page."""
    places = reading.places
    if len(places) != len(reading.text):
        places = tuple((index + 0.5) / len(reading.text) for index in range(len(reading.text)))
    half = 0.5 / max(1, len(reading.text))
    tokens: list[Token] = []
    begin = 0
    for end in range(len(reading.text) + 1):
        if end < len(reading.text) and not reading.text[end].isspace():
            continue
        if end > begin:
            left, right = max(0.0, places[begin] - half), min(1.0, places[end - 1] + half)
            tokens.append(
                Token(
                    reading.text[begin:end],
                    reading.confidences[begin:end],
                    x0 + left * (x1 - x0),
                    x0 + right * (x1 - x0),
                )
            )
        begin = end + 1
    return tokens


def is_written(text: str) -> bool:
    """Whether `text` has a letter of an alphabet, or a figure; single strokes come back as Chinese ones."""
    return any(letter.isalnum() and not unicodedata.name(letter, "").startswith("CJK") for letter in text)


def written(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """`tokens` but for those whose letters are all Chinese."""
    return tuple(token for token in tokens if is_written(token.text) or not any(map(str.isalpha, token.text)))
