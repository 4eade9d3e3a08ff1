"""Words that the engine doubts are read again by an independent one; the better reading wins.

Called by `recognise` after recognition. What is read again are pieces of lines around the doubtful words, so
that a page without doubts costs nothing. Both readings are kept, for a reviewer to see.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.ocr.line_reader import LineReader, LineReading
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.doubt import (
    DOUBT_BELOW,
    READ_AGAIN_BELOW,
    Grounds,
    PageCondition,
    condition_of,
    stands_oddly,
)

__all__ = ["Judge", "JudgedWord", "judge", "read_again", "with_odd_ones"]

_SURELY_READ = 0.90
"""Confidence of the second engine from which its reading, a known word, beats one that is not a word."""

_PIECE_LINE_HEIGHTS = 14
"""Longest piece handed over at once; longer lines are squeezed by the reader and lose letters."""

_MARGIN = 0.2
"""White kept around a piece, as a share of its height."""

_SURE = 0.95
"""Confidence of a word on which both engines agree."""


@dataclass(frozen=True, slots=True)
class JudgedWord:
    word: OcrWord
    doubtful: bool
    alternative: str | None = None
    """The reading that lost, where the two differ."""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Judge:
    """What tells good readings from bad: a dictionary, and the second engine where there is one."""

    dictionary: Dictionary
    reader: LineReader | None = None

    def verdicts(self, words: Sequence[OcrWord], image: GreyImage, *, mended: bool) -> tuple[JudgedWord, ...]:
        """Words and the picture they were read from in, the same words with a verdict on each out.

        `mended` tells whether clean-up had to change what the page looks like.
        """
        grounds = Grounds(self.dictionary, condition_of(words, mended=mended))
        if self.reader is None:
            return with_odd_ones(judge(words, grounds), grounds.condition)
        return with_odd_ones(read_again(words, image, self.reader, grounds), grounds.condition)


def with_odd_ones(judged: Sequence[JudgedWord], condition: PageCondition) -> tuple[JudgedWord, ...]:
    """The words in their order, those doubted too that stand where no print would have them."""
    following = [*(item.word.text for item in judged[1:]), ""]
    return tuple(
        replace(item, doubtful=True) if stands_oddly(item.word.text, after, condition) else item
        for item, after in zip(judged, following, strict=False)
    )


def judge(words: Sequence[OcrWord], grounds: Grounds) -> tuple[JudgedWord, ...]:
    """The words with a verdict on each, without a second reading."""
    return tuple(JudgedWord(word, grounds.is_doubtful(word)) for word in words)


def read_again(
    words: Sequence[OcrWord], image: GreyImage, reader: LineReader, grounds: Grounds
) -> tuple[JudgedWord, ...]:
    """The words in their order, each judged, those in doubt with `reader`'s reading.

    `image` is the picture that `words` were read from. Raises TranscritorError(ENGINE_FAILED).
    """
    pieces = [piece for line in _lines(words) for piece in _pieces(line)]
    doubted = [piece for piece in pieces if any(grounds.needs_reading(word) for word in piece)]
    readings = iter(reader.read([_crop(image, piece) for piece in doubted]))
    judged: list[JudgedWord] = []
    waiting = iter(doubted)
    following = next(waiting, None)
    for piece in pieces:
        if piece is following:
            judged.extend(_judged(piece, _tokens(next(readings)), grounds))
            following = next(waiting, None)
        else:
            judged.extend(judge(piece, grounds))
    return tuple(judged)


def _lines(words: Iterable[OcrWord]) -> Iterator[list[OcrWord]]:
    line: list[OcrWord] = []
    for word in words:
        if line and (word.block, word.paragraph, word.line) != (
            line[0].block,
            line[0].paragraph,
            line[0].line,
        ):
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _pieces(line: Sequence[OcrWord]) -> Iterator[list[OcrWord]]:
    """The line cut between words into pieces that the reader can take."""
    height = max(1.0, float(np.median([word.y1 - word.y0 for word in line])))
    piece: list[OcrWord] = []
    for word in line:
        if piece and word.x1 - piece[0].x0 > _PIECE_LINE_HEIGHTS * height:
            yield piece
            piece = []
        piece.append(word)
    yield piece


def _crop(image: GreyImage, piece: Sequence[OcrWord]) -> GreyImage:
    top, bottom = min(word.y0 for word in piece), max(word.y1 for word in piece)
    margin = max(2, round((bottom - top) * _MARGIN))
    height, width = image.shape
    left, right = max(0, piece[0].x0 - margin), min(width, max(word.x1 for word in piece) + margin)
    return np.ascontiguousarray(image[max(0, top - margin) : min(height, bottom + margin), left:right])


def _tokens(reading: LineReading) -> list[_Token]:
    tokens: list[_Token] = []
    letters: list[tuple[str, float]] = []
    for letter, confidence in [*zip(reading.text, reading.confidences, strict=True), (" ", 1.0)]:
        if not letter.isspace():
            letters.append((letter, confidence))
        elif letters:
            tokens.append(_Token("".join(part for part, _ in letters), min(value for _, value in letters)))
            letters = []
    return tokens


def _judged(words: Sequence[OcrWord], tokens: Sequence[_Token], grounds: Grounds) -> Iterator[JudgedWord]:
    matcher = difflib.SequenceMatcher(
        None, [word.text for word in words], [token.text for token in tokens], autojunk=False
    )
    for kind, w0, w1, t0, t1 in matcher.get_opcodes():
        if kind == "equal":
            for word in words[w0:w1]:
                yield _agreed(word, grounds)
        elif kind == "replace" and w1 - w0 == t1 - t0:
            for word, token in zip(words[w0:w1], tokens[t0:t1], strict=True):
                yield _better(word, token, grounds)
        elif kind != "insert":
            yield from _unpaired(words[w0:w1], tokens[t0:t1], grounds)


def _unpaired(words: Sequence[OcrWord], tokens: Sequence[_Token], grounds: Grounds) -> Iterator[JudgedWord]:
    """Words where the engines saw other gaps: the first reading stands, as a doubt where letters differ."""
    other = " ".join(token.text for token in tokens)
    same_letters = "".join(word.text for word in words) == other.replace(" ", "")
    for word in words:
        if same_letters:
            yield JudgedWord(word, grounds.is_doubtful(word))
        else:
            yield JudgedWord(word, doubtful=True, alternative=other or None)


def _agreed(word: OcrWord, grounds: Grounds) -> JudgedWord:
    if grounds.settles(word.text):
        return JudgedWord(replace(word, confidence=max(word.confidence, _SURE)), doubtful=False)
    return JudgedWord(word, doubtful=True)


def _better(word: OcrWord, token: _Token, grounds: Grounds) -> JudgedWord:
    """The first reading stands unless the second is surer and at least as much of a word."""
    dictionary = grounds.dictionary
    known, other_known = dictionary.knows(word.text), dictionary.knows(token.text)
    if word.confidence < READ_AGAIN_BELOW:
        wins = token.confidence > word.confidence if known == other_known else other_known is True
    else:
        more_of_a_word = known is False or _is_commoner_accent(token.text, word.text, dictionary)
        wins = more_of_a_word and other_known is True and token.confidence >= _SURELY_READ
    if wins:
        confidence = token.confidence
        return JudgedWord(
            replace(word, text=token.text, confidence=confidence),
            doubtful=(
                confidence < DOUBT_BELOW[grounds.condition]
                or other_known is False
                or not grounds.settles(token.text)
            ),
            alternative=word.text,
        )
    return JudgedWord(word, doubtful=True, alternative=token.text)


def _is_commoner_accent(other: str, text: str, dictionary: Dictionary) -> bool:
    return (
        _without_accents(other) == _without_accents(text)
        and dictionary.suspects(text)
        and not dictionary.suspects(other)
    )


def _without_accents(text: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
    )
