"""A page that the first engine reads badly, in part or not at all, read as a whole by the second.

Called by `recognise` after clean-up and both attempts of the first engine. Both readings are merged line by
line: `fusion` takes the better of each piece, lines that only one engine has seen are kept. What comes back
has to be text: a photograph holds shapes that any reader takes for a letter or two.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.ocr.line_reader import LineReader
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.doubts.doubt import Grounds, PageCondition
from transcritor_gui.pipeline.recognition.fusion import Leader, fused
from transcritor_gui.pipeline.recognition.lines.line_strips import Strip, middles_of
from transcritor_gui.pipeline.recognition.readings import JudgedWord, ReadTwice, Token, tokens_of, written
from transcritor_gui.pipeline.recognition.second_opinion import with_odd_ones
from transcritor_gui.pipeline.recognition.tight_boxes import side_by_side

__all__ = ["is_more_than_a_stroke", "read_whole_page"]

_LEAST_OF_FIRST = 0.9
"""Letters in known words that the second engine must find for each one of the first, to lead on the page. It
now and then drops a space, and two known words are then none."""
_SURE_OF_FIRST, _FEWEST_SURE = 0.9, 5
"""Confidence of the first engine's words by which the second is tried, and how many of them that takes."""
_LEAST_AGREED = 0.5
"""Of these words, those that the second engine reads alike in the same place, where it can be trusted. It is
the sign that does without a dictionary: pages of figures have no words to know."""
_KEPT_FROM = 0.8
"""Confidence of the first engine from which what only it has seen is kept where it does not lead."""
_SINGLE_KEPT_FROM = 0.92
"""The same of a single letter or figure, whoever leads: strokes of grids and drawings are read as such."""
_MOST_READ = 0.5
"""Of the width of a word that only the first engine has, from which the second has read it in several pieces:
"30" over the cells "3" and "0"."""
_REACH = 1.0
"""Of the height of a piece, by which a word of the first engine may lie over its ends; one that reaches
farther is taken together with what stands in the next cells."""

_LINE_NEEDS = 0.6
"""Mean confidence below which a line is not text."""
_FEWEST_KNOWN = 3
_LEAST_KNOWN = 0.4
"""Of the words of three letters and more: with fewer that are in the dictionary, what was read is no text."""
_LONG = 3


@dataclass(frozen=True, slots=True)
class _ReadPiece:
    strip: Strip
    tokens: tuple[Token, ...]

    @property
    def number(self) -> int:
        """Of the line on the page."""
        return self.strip.number

    @property
    def text(self) -> str:
        """Without the spaces between words."""
        return "".join(token.text for token in self.tokens)

    def covered(self, word: OcrWord) -> float:
        """How much of the width of `word`, in pixels, lies over what was read here."""
        y = (word.y0 + word.y1) / 2
        shared = ((max(token.x0, word.x0), min(token.x1, word.x1)) for token in self.tokens)
        return sum(x1 - x0 for x0, x1 in shared if x1 > x0 and self.strip.holds((x0 + x1) / 2, y))

    def within(self, word: OcrWord) -> OcrWord:
        """`word`, whose middle lies in the piece, without what reaches far over its ends."""
        reach = _REACH * self.strip.pixels.shape[0]
        x0, x1 = round(self.strip.x0), round(self.strip.x1)
        left = x0 if word.x0 < x0 - reach else word.x0
        right = x1 if word.x1 > x1 + reach else word.x1
        return replace(word, x0=left, x1=right)

    def placed(self, token: Token) -> OcrWord:
        """A word of the second engine where its letters stand."""
        return self.strip.word(token, block=self.number)


def read_whole_page(
    strips: Sequence[Strip], first: Sequence[OcrWord], reader: LineReader, *, dictionary: Dictionary
) -> tuple[JudgedWord, ...] | None:
    """The words of a cleaned, upright page as both engines have them, each judged.

    `strips` are the lines that `reader` has found on it, `first` is what the first engine read. None where
    the second reading is no text. Engines' figures cannot be compared, but whether they come upon words can:
    the one that does so more often leads, and wins where nothing else speaks. Raises
    TranscritorError(ENGINE_FAILED).
    """
    pieces = _read(strips, reader)
    second = [token for piece in pieces for token in piece.tokens]
    held = _held(pieces, first)
    agreed = _agreement(pieces, held, first)
    if not (_is_text(second, dictionary) or (agreed is not None and agreed >= _LEAST_AGREED)):
        return None
    own = _known_letters([word.text for word in first], dictionary)
    other = _known_letters([token.text for token in second], dictionary)
    leader = Leader.SECOND if other >= _LEAST_OF_FIRST * own else Leader.FIRST
    grounds = Grounds(dictionary, PageCondition.BAD)
    is_left = np.ones(len(first), np.bool_)
    judged: list[JudgedWord] = []
    for piece, holds in zip(pieces, held, strict=True):
        inside = [first[place] for place in np.flatnonzero(is_left & holds).tolist()]
        is_left &= ~holds
        there = sorted((piece.within(word) for word in inside), key=lambda word: word.x0)
        judged.extend(_merged(piece, there, grounds, leader))
    alone = [
        word
        for word in (first[place] for place in np.flatnonzero(is_left).tolist())
        if is_more_than_a_stroke(word, is_led=leader is Leader.SECOND)
        and sum(piece.covered(word) for piece in pieces) < _MOST_READ * (word.x1 - word.x0)
    ]
    blocks = 1 + max((piece.number for piece in pieces), default=0)
    judged.extend(
        JudgedWord(
            replace(word, block=word.block + blocks),
            doubtful=True,
            readings=ReadTwice(word.confidence, None, 1.0),
        )
        for word in alone
    )
    return with_odd_ones(judged, grounds.condition)


def is_more_than_a_stroke(word: OcrWord, *, is_led: bool) -> bool:
    """Whether a word that only the first engine has seen is more than a stroke of a grid or a drawing.

    `is_led`: the second engine's word counts for more on this page.
    """
    signs = sum(map(str.isalnum, word.text))
    if signs <= 1:
        return signs == 1 and word.confidence >= _SINGLE_KEPT_FROM
    return not is_led or word.confidence >= _KEPT_FROM


def _merged(
    piece: _ReadPiece, words: Sequence[OcrWord], grounds: Grounds, leader: Leader
) -> Iterator[JudgedWord]:
    if not words:
        for token in piece.tokens:
            word = piece.placed(token)
            yield JudgedWord(word, grounds.is_doubtful(word), readings=ReadTwice(None, token.confidence, 1.0))
        return
    items = list(fused(words, piece.tokens, grounds, leader=leader, placed=piece.placed))
    for item, word in zip(items, side_by_side([item.word for item in items]), strict=True):
        yield replace(item, word=replace(word, block=piece.number, paragraph=0, line=0))


def _read(strips: Sequence[Strip], reader: LineReader) -> list[_ReadPiece]:
    readings = reader.read([strip.pixels for strip in strips])
    return [
        _ReadPiece(strip, written(tokens_of(reading, x0=strip.x0, x1=strip.x1)))
        for strip, reading in zip(strips, readings, strict=True)
        if reading.confidences and statistics.fmean(reading.confidences) >= _LINE_NEEDS
    ]


def _held(pieces: Sequence[_ReadPiece], words: Sequence[OcrWord]) -> list[npt.NDArray[np.bool_]]:
    """For each piece, which of the words have their middle in it."""
    middles = middles_of(words)
    return [piece.strip.holds_each(middles) for piece in pieces]


def _agreement(
    pieces: Sequence[_ReadPiece], held: Sequence[npt.NDArray[np.bool_]], first: Sequence[OcrWord]
) -> float | None:
    """The share of the first engine's sure words that the second has in the same place; None for too few.

    `held` is what `_held` tells of `first`.
    """
    sure = [
        place for place, word in enumerate(first) if word.confidence >= _SURE_OF_FIRST and len(word.text) > 1
    ]
    if len(sure) < _FEWEST_SURE:
        return None
    texts = [piece.text for piece in pieces]
    agreed = sum(
        any(holds[place] and first[place].text in text for holds, text in zip(held, texts, strict=True))
        for place in sure
    )
    return agreed / len(sure)


def _known_letters(texts: Sequence[str], dictionary: Dictionary) -> int:
    return sum(len(text) for text in texts if _is_long(text) and dictionary.knows(text) is True)


def _is_text(tokens: Sequence[Token], dictionary: Dictionary) -> bool:
    verdicts = [dictionary.knows(token.text) is True for token in tokens if _is_long(token.text)]
    return sum(verdicts) >= max(_FEWEST_KNOWN, _LEAST_KNOWN * len(verdicts))


def _is_long(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) >= _LONG
