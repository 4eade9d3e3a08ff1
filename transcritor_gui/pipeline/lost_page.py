"""A page on which the first engine found next to nothing, found and read by the second one alone.

Called by `recognise` after clean-up and both attempts of the first engine. What comes back has to be text: a
photograph holds shapes that any reader takes for a letter or two.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from transcritor_gui.pipeline.dictionary import Dictionary
from transcritor_gui.pipeline.doubt import Grounds, PageCondition
from transcritor_gui.pipeline.grey import as_grey
from transcritor_gui.pipeline.ocr.engine import GreyImage, OcrWord
from transcritor_gui.pipeline.ocr.line_reader import FoundLine, LineReader, Reading
from transcritor_gui.pipeline.second_opinion import JudgedWord

__all__ = ["may_be_lost", "read_lost_page"]

_LOST_BELOW = 0.6
"""Mean confidence of the first engine under which it has read next to nothing."""
_FEW_LETTERS = 60
_CLEARLY_MORE = 1.3
"""Letters in known words that the second engine must find for each one of the first, to take the page."""
_SAME_PLACE = 0.5
"""Share of the smaller of two words' boxes that the other one covers."""

_PIECE_LINE_HEIGHTS = 14
"""Longest piece handed over at once; longer lines are squeezed by the reader and lose letters."""
_CUT_FROM = 9
"""Line heights from the beginning of a piece at which a gap to cut it at is looked for."""
_LOWEST_PX = 8
_STANDING = 2.5
"""A box this much taller than it is wide holds no upright line."""
_LINE_NEEDS = 0.6
"""Mean confidence below which a line is not text."""
_FEWEST_TRUSTED = 3
_LEAST_TRUSTED = 0.4
"""Of the words of three letters and more: with fewer that can be trusted, what was read is no text."""
_SURE_WITHOUT_LIST = 0.85
"""Confidence that stands for the dictionary where a language has none."""
_LONG = 3


@dataclass(frozen=True, slots=True)
class _Piece:
    line: FoundLine
    number: int
    """Of the line on the page."""


def may_be_lost(first: Sequence[OcrWord]) -> bool:
    """Whether what the first engine read is so little, or so unsure, that the page is worth another look."""
    letters = sum(len(word.text) for word in first)
    if letters < _FEW_LETTERS:
        return True
    return sum(len(word.text) * word.confidence for word in first) < _LOST_BELOW * letters


def read_lost_page(
    page: GreyImage, first: Sequence[OcrWord], reader: LineReader, *, dictionary: Dictionary
) -> tuple[JudgedWord, ...] | None:
    """The words of a cleaned, upright page as `reader` finds them by itself, each judged.

    None where they make no text, or no more of it than `first`, what the first engine read. Where that has
    another word in the same place, it is kept as the alternative. Raises TranscritorError(ENGINE_FAILED).
    """
    second = _read(page, reader)
    if not _is_text(second, dictionary):
        return None
    if _trusted_letters(second, dictionary) <= _CLEARLY_MORE * _trusted_letters(first, dictionary):
        return None
    grounds = Grounds(dictionary, PageCondition.BAD)
    return tuple(_judged(word, first, grounds) for word in second)


def _read(page: GreyImage, reader: LineReader) -> list[OcrWord]:
    lines = _text_lines(reader.find(page))
    pieces = [_Piece(part, number) for number, line in enumerate(lines) for part in _cut(page, line)]
    readings = reader.read([_crop(page, piece.line) for piece in pieces])
    return [
        word
        for piece, reading in zip(pieces, readings, strict=True)
        if reading.confidences and statistics.fmean(reading.confidences) >= _LINE_NEEDS
        for word in _words(page, piece, reading)
    ]


def _judged(word: OcrWord, first: Sequence[OcrWord], grounds: Grounds) -> JudgedWord:
    there = [other for other in first if _is_same_place(word, other)]
    if any(other.text == word.text for other in there):
        return JudgedWord(word, doubtful=False)
    other = " ".join(other.text for other in there)
    return JudgedWord(word, bool(other) or grounds.is_doubtful(word), other if other else None)


def _is_same_place(one: OcrWord, other: OcrWord) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    tall = min(one.y1, other.y1) - max(one.y0, other.y0)
    smaller = min((word.x1 - word.x0) * (word.y1 - word.y0) for word in (one, other))
    return wide > 0 and tall > 0 and wide * tall >= _SAME_PLACE * smaller


def _trusted_letters(words: Sequence[OcrWord], dictionary: Dictionary) -> int:
    return sum(len(word.text) for word in words if _is_long(word) and _is_trusted(word, dictionary))


def _is_text(words: Sequence[OcrWord], dictionary: Dictionary) -> bool:
    verdicts = [_is_trusted(word, dictionary) for word in words if _is_long(word)]
    return sum(verdicts) >= max(_FEWEST_TRUSTED, _LEAST_TRUSTED * len(verdicts))


def _is_trusted(word: OcrWord, dictionary: Dictionary) -> bool:
    """Engines' figures cannot be compared with one another; whether they came upon words can."""
    known = dictionary.knows(word.text)
    return word.confidence >= _SURE_WITHOUT_LIST if known is None else known


def _is_long(word: OcrWord) -> bool:
    return sum(letter.isalpha() for letter in word.text) >= _LONG


def _text_lines(found: Sequence[FoundLine]) -> list[FoundLine]:
    return [
        line
        for line in found
        if line.y1 - line.y0 >= _LOWEST_PX and line.y1 - line.y0 <= _STANDING * (line.x1 - line.x0)
    ]


def _cut(page: GreyImage, line: FoundLine) -> Iterator[FoundLine]:
    """The line in pieces that the reader can take, cut in the middle of the widest gap there is."""
    height = line.y1 - line.y0
    light = page[line.y0 : line.y1, line.x0 : line.x1].astype(np.float32).min(axis=0)
    start = line.x0
    while line.x1 - start > _PIECE_LINE_HEIGHTS * height:
        first = start + _CUT_FROM * height
        window = light[first - line.x0 : start + _PIECE_LINE_HEIGHTS * height - line.x0]
        middle = first + _widest_gap(window)
        yield FoundLine(start, line.y0, middle, line.y1)
        start = middle
    yield FoundLine(start, line.y0, line.x1, line.y1)


def _widest_gap(light: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> int:
    """The middle of the longest run of columns without ink, `light` being each column's darkest pixel."""
    level = (float(light.min()) + float(light.max())) / 2
    empty = np.concatenate(([False], light > level, [False]))
    edges = np.flatnonzero(np.diff(empty.astype(np.int8)))
    begins, ends = edges[::2], edges[1::2]
    if len(begins) == 0:
        return len(light) // 2
    longest = int((ends - begins).argmax())
    return int(begins[longest] + ends[longest]) // 2


def _crop(page: GreyImage, line: FoundLine) -> GreyImage:
    return np.ascontiguousarray(page[line.y0 : line.y1, line.x0 : line.x1])


def _words(page: GreyImage, piece: _Piece, reading: Reading) -> Iterator[OcrWord]:
    """The reading cut at its spaces, each word where its letters stand."""
    width = piece.line.x1 - piece.line.x0
    text, places = reading.text, reading.places
    half = 0.5 / max(1, len(text))
    begin = 0
    while begin < len(text):
        if text[begin].isspace():
            begin += 1
            continue
        end = begin
        while end < len(text) and not text[end].isspace():
            end += 1
        left = (places[begin - 1] + places[begin]) / 2 if begin > 0 else max(0.0, places[0] - 1.5 * half)
        right = (places[end - 1] + places[end]) / 2 if end < len(text) else min(1.0, places[-1] + 1.5 * half)
        box = _tight(
            page,
            FoundLine(
                piece.line.x0 + round(left * width),
                piece.line.y0,
                max(piece.line.x0 + round(left * width) + 1, piece.line.x0 + round(right * width)),
                piece.line.y1,
            ),
        )
        yield OcrWord(
            text=text[begin:end],
            x0=box.x0,
            y0=box.y0,
            x1=box.x1,
            y1=box.y1,
            confidence=min(reading.confidences[begin:end]),
            block=piece.number,
            paragraph=0,
            line=0,
        )
        begin = end


def _tight(page: GreyImage, box: FoundLine) -> FoundLine:
    """The box around the ink in it, as the first engine gives boxes."""
    part = cv2.GaussianBlur(_crop(page, box), (0, 0), 1.0)
    split, _ = cv2.threshold(as_grey(part), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = part <= split
    rows = np.flatnonzero(ink.sum(axis=1) >= 2)
    columns = np.flatnonzero(ink.sum(axis=0) >= 2)
    if len(rows) < _LOWEST_PX // 2 or len(columns) < 2:
        return box
    return FoundLine(
        box.x0 + int(columns[0]),
        box.y0 + int(rows[0]),
        box.x0 + int(columns[-1]) + 1,
        box.y0 + int(rows[-1]) + 1,
    )
