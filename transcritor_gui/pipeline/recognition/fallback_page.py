"""A page that the first engine reads badly or not at all, found and read as a whole by the second.

Called by `recognise` after clean-up and both attempts of the first engine. What comes back has to be text: a
photograph holds shapes that any reader takes for a letter or two.
"""

from __future__ import annotations

import difflib
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from transcritor_gui.model import mean_confidence
from transcritor_gui.pipeline.cleanup.grey import as_grey
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.ocr.line_reader import FoundLine, LineReader, LineReading
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.doubt import Grounds, PageCondition
from transcritor_gui.pipeline.recognition.line_pieces import cut_at_gaps
from transcritor_gui.pipeline.recognition.readings import JudgedWord
from transcritor_gui.pipeline.recognition.second_opinion import with_odd_ones

__all__ = ["needs_fallback", "read_fallback_page"]

_LOST_BELOW = 0.85
"""Mean confidence of the first engine under which a page is read again as a whole. Pages of 0.79 and 0.84 had
27 and 7 % wrong letters where the second engine had 1 and 2."""
_LEAST_OF_FIRST = 0.9
"""Letters in known words that the second engine must find for each one of the first, to take the page. It
now and then drops a space, and two known words are then none."""
_MUCH_ALIKE = 0.6
"""Likeness (difflib's ratio) of two readings of the same print."""
_SAME_PLACE = 0.5
"""Share of the smaller of two words' boxes that the other one covers."""

_LOWEST_PX = 8
_STANDING = 2.5
"""A box this much taller than it is wide holds no upright line."""
_LINE_NEEDS = 0.6
"""Mean confidence below which a line is not text."""
_FEWEST_KNOWN = 3
_LEAST_KNOWN = 0.4
"""Of the words of three letters and more: with fewer that are in the dictionary, what was read is no text."""
_LONG = 3


@dataclass(frozen=True, slots=True)
class _Piece:
    line: FoundLine
    number: int
    """Of the line on the page."""


def needs_fallback(first: Sequence[OcrWord]) -> bool:
    """Whether what the first engine read is nothing, or so unsure that the page is worth another look."""
    mean = mean_confidence(first)
    return mean is None or mean < _LOST_BELOW


def read_fallback_page(
    page: GreyImage, first: Sequence[OcrWord], reader: LineReader, *, dictionary: Dictionary
) -> tuple[JudgedWord, ...] | None:
    """The words of a cleaned, upright page as `reader` finds them by itself, each judged.

    Words of `first`, what the first engine read, win where they are words and the second reading is none; in
    other places they are kept as the alternative. None where the second reading is no text, or less of it
    than the first: engines' figures cannot be compared, but whether they came upon words can. Raises
    TranscritorError(ENGINE_FAILED).
    """
    second = _read(page, reader)
    if not _is_text(second, dictionary):
        return None
    if _known_letters(second, dictionary) < _LEAST_OF_FIRST * _known_letters(first, dictionary):
        return None
    grounds = Grounds(dictionary, PageCondition.BAD)
    left = list(first)
    judged: list[JudgedWord] = []
    for word in second:
        there = [other for other in left if word.box.is_same_place(other.box, share=_SAME_PLACE)]
        left = [other for other in left if other not in there]
        judged.extend(_better(word, there, grounds))
    return with_odd_ones(judged, grounds.condition)


def _read(page: GreyImage, reader: LineReader) -> list[OcrWord]:
    lines = _text_lines(reader.find(page))
    pieces = [_Piece(part, number) for number, line in enumerate(lines) for part in cut_at_gaps(page, line)]
    readings = reader.read([_crop(page, piece.line) for piece in pieces])
    return [
        word
        for piece, reading in zip(pieces, readings, strict=True)
        if reading.confidences and statistics.fmean(reading.confidences) >= _LINE_NEEDS
        for word in _words(page, piece, reading)
    ]


def _better(word: OcrWord, there: Sequence[OcrWord], grounds: Grounds) -> Iterator[JudgedWord]:
    """`word` of the second engine or what the first one has `there`, in the same place."""
    knows = grounds.dictionary.knows
    other = "".join(part.text for part in there)
    if (
        there
        and knows(word.text) is False
        and all(knows(part.text) is True for part in there)
        and difflib.SequenceMatcher(None, other, word.text).ratio() >= _MUCH_ALIKE
    ):
        same_letters = other == word.text
        for part in there:
            yield JudgedWord(part, not same_letters, None if same_letters else word.text)
    elif other == word.text and grounds.settles(word.text):
        yield JudgedWord(word, doubtful=False)
    else:
        spaced = " ".join(part.text for part in there)
        doubtful = bool(there) or grounds.is_doubtful(word)
        yield JudgedWord(word, doubtful, spaced if spaced and other != word.text else None)


def _known_letters(words: Sequence[OcrWord], dictionary: Dictionary) -> int:
    return sum(len(word.text) for word in words if _is_long(word) and dictionary.knows(word.text) is True)


def _is_text(words: Sequence[OcrWord], dictionary: Dictionary) -> bool:
    verdicts = [dictionary.knows(word.text) is True for word in words if _is_long(word)]
    return sum(verdicts) >= max(_FEWEST_KNOWN, _LEAST_KNOWN * len(verdicts))


def _is_long(word: OcrWord) -> bool:
    return sum(letter.isalpha() for letter in word.text) >= _LONG


def _text_lines(found: Sequence[FoundLine]) -> list[FoundLine]:
    return [
        line
        for line in found
        if line.y1 - line.y0 >= _LOWEST_PX and line.y1 - line.y0 <= _STANDING * (line.x1 - line.x0)
    ]


def _crop(page: GreyImage, line: FoundLine) -> GreyImage:
    return np.ascontiguousarray(page[line.y0 : line.y1, line.x0 : line.x1])


def _words(page: GreyImage, piece: _Piece, reading: LineReading) -> Iterator[OcrWord]:
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
