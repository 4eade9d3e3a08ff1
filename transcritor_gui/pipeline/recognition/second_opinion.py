"""Words that the engine doubts are read again by an independent one; the better reading wins.

Called by `recognise` after recognition. What is read again are pieces of lines around the words that `policy`
names, so that a page without doubts costs nothing. `fusion` chooses; a reviewer sees both readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from transcritor_gui.cores import cores
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.ocr.line_reader import LineReader
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.doubts.doubt import (
    Grounds,
    PageCondition,
    condition_of,
    stands_oddly,
)
from transcritor_gui.pipeline.recognition.doubts.fitted_doubt import FittedDoubts
from transcritor_gui.pipeline.recognition.fusion import fused
from transcritor_gui.pipeline.recognition.lines.line_pieces import LONGEST_PIECE
from transcritor_gui.pipeline.recognition.policy import to_read_again
from transcritor_gui.pipeline.recognition.readings import JudgedWord, is_written, tokens_of
from transcritor_gui.pipeline.recognition.signs import NO_CONTEXT, Context

__all__ = ["Judge", "judge", "read_again", "with_odd_ones"]

_MARGIN = 0.2
"""White kept around a piece, as a share of its height."""
_SCRAP_LETTERS, _SCRAP_BELOW = 8, 0.6
"""Characters of a line that may be an ornament, a curl around a page number or a speck, and the confidence
under which all its words then are."""


@dataclass(frozen=True, slots=True)
class _Piece:
    words: tuple[OcrWord, ...]
    around: Context
    """The words of the line before and after it."""
    asked: frozenset[OcrWord]
    """Those of the words that are worth a second reading; the others are read for what stands around them."""

    @property
    def is_scrap(self) -> bool:
        """Whether it is a whole line of a few signs, none of them read with any certainty."""
        return (
            self.around == NO_CONTEXT
            and sum(len(word.text) for word in self.words) <= _SCRAP_LETTERS
            and all(word.confidence < _SCRAP_BELOW for word in self.words)
        )


@dataclass(frozen=True, slots=True)
class Judge:
    """What tells good readings from bad: a dictionary, and the second engine where there is one."""

    dictionary: Dictionary
    reader: LineReader | None = None
    doubts: FittedDoubts | None = None
    """What tells how likely words are wrong that two engines were asked about."""

    def prepare(self) -> None:
        """Begin to load what reads lines beside the first engine's reading; returns at once.

        Nothing is done without a core to spare: on one that others need it would be no sooner.
        """
        if self.reader is not None and cores() > 1:
            self.reader.prepare()

    def verdicts(self, words: Sequence[OcrWord], image: GreyImage, *, mended: bool) -> tuple[JudgedWord, ...]:
        """Words and the picture they were read from in, the same words with a verdict on each out.

        `mended` tells whether clean-up had to change what the page looks like.
        """
        grounds = Grounds(self.dictionary, condition_of(words, mended=mended))
        if self.reader is None:
            return with_odd_ones(judge(words, grounds), grounds.condition)
        judged = with_odd_ones(read_again(words, image, self.reader, grounds), grounds.condition)
        return self.ranked(judged, grounds.condition)

    def ranked(self, judged: Sequence[JudgedWord], condition: PageCondition) -> tuple[JudgedWord, ...]:
        """Words on which both engines were heard, with how likely each is wrong."""
        if self.doubts is None:
            return tuple(judged)
        return self.doubts.ranked(judged, Grounds(self.dictionary, condition))


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

    `image` is the picture that `words` were read from. A scrap in which `reader` sees no letter is left
    out: it would part a foot from its page. Raises TranscritorError(ENGINE_FAILED).
    """
    pieces = [piece for line in _lines(words) for piece in _pieces(line, grounds)]
    doubted = [piece for piece in pieces if piece.asked]
    readings = iter(reader.read([_crop(image, piece.words) for piece in doubted]))
    judged: list[JudgedWord] = []
    for piece in pieces:
        if piece.asked:
            x0, _, x1, _ = _place(image, piece.words)
            tokens = tokens_of(next(readings), x0=x0, x1=x1)
            if piece.is_scrap and not any(is_written(token.text) for token in tokens):
                continue
            judged.extend(fused(piece.words, tokens, grounds, line=piece.around, asked=piece.asked))
        else:
            judged.extend(judge(piece.words, grounds))
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


def _pieces(line: Sequence[OcrWord], grounds: Grounds) -> Iterator[_Piece]:
    """The line cut between words into pieces that the reader can take."""
    height = max(1.0, float(np.median([word.y1 - word.y0 for word in line])))
    doubted = to_read_again(line, grounds)
    begin = 0
    for end in range(1, len(line) + 1):
        if end < len(line) and line[end].x1 - line[begin].x0 <= LONGEST_PIECE * height:
            continue
        before = line[begin - 1].text if begin > 0 else ""
        after = line[end].text if end < len(line) else ""
        asked = frozenset(line[place] for place in doubted if begin <= place < end)
        yield _Piece(tuple(line[begin:end]), Context(before, after), asked)
        begin = end


def _place(image: GreyImage, words: Sequence[OcrWord]) -> tuple[int, int, int, int]:
    """Left, upper, right and lower edge of a piece with white around it."""
    top, bottom = min(word.y0 for word in words), max(word.y1 for word in words)
    margin = max(2, round((bottom - top) * _MARGIN))
    height, width = image.shape
    left, right = max(0, words[0].x0 - margin), min(width, max(word.x1 for word in words) + margin)
    return left, max(0, top - margin), right, min(height, bottom + margin)


def _crop(image: GreyImage, words: Sequence[OcrWord]) -> GreyImage:
    x0, y0, x1, y1 = _place(image, words)
    return np.ascontiguousarray(image[y0:y1, x0:x1])
