"""Accents of words in capitals that the first engine has taken for dirt: such words are read again, alone.

On a whole page Tesseract reads "A C Ó R D Ã O" as "ACORDAO"; cut out, with the marks over its letters, the
same word comes out right. Asked by `recognise` of words that are none without their accents, where there is
ink over their letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from transcritor_gui.pipeline.cleanup.grey import as_grey, shapes_of
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrEngine, OcrWord
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.readings import JudgedWord

__all__ = ["with_accents_read"]

_FEWEST_LETTERS = 4
_MOST_READ = 24
"""Of one page: 25 ms each."""
_SURE = 0.85
"""Confidence from which the word read alone is taken."""
_ABOVE = 0.5
"""Of the height of a word: how far over it marks are looked for; its box may hold them or not."""
_ACCENT, _BELOW, _BESIDE = 0.45, 0.25, 0.5
"""Of the height of its letters: what is cut out above, below and beside them."""
_PAPER_PERCENTILE, _PAPER_AROUND = 90, 0.8
"""How light the paper is, of the pixels cut out; and how much of it is put around them, by the same."""
_TALL = 0.5
"""Of the height of the word: the least of a shape that is a letter."""
_MARK, _FARTHEST, _TOUCHES = (0.08, 0.45), 0.35, 0.06
"""The same: lowest and highest of a mark, how far it may stand over the letters, and reach into them."""
_ON_LETTER = 0.15
"""The same: by how much a letter is taller than the others that has run together with its accent."""


def with_accents_read(
    judged: Sequence[JudgedWord],
    pixels: GreyImage,
    engine: OcrEngine,
    dictionary: Dictionary,
    *,
    dpi: float,
    languages: str,
) -> tuple[JudgedWord, ...]:
    """`judged`, of the picture `pixels`, with the accents that words in capitals have lost."""
    left = _MOST_READ
    result: list[JudgedWord] = []
    for each in judged:
        top = (
            _tops_under_marks(each.word, pixels)
            if left and _may_lack_accents(each.word, dictionary)
            else None
        )
        if top is None:
            result.append(each)
            continue
        left -= 1
        read = engine.recognise(_alone(each.word, pixels, top), dpi=dpi, languages=languages).words
        result.append(_with_accents(each, read, dictionary))
    return tuple(result)


def _may_lack_accents(word: OcrWord, dictionary: Dictionary) -> bool:
    letters = "".join(filter(str.isalpha, word.text))
    return (
        len(letters) >= _FEWEST_LETTERS
        and letters.isupper()
        and not any(map(str.isdigit, word.text))
        and dictionary.knows(word.text) is False
    )


def _tops_under_marks(word: OcrWord, pixels: GreyImage) -> int | None:
    """The row of the tops of the letters of `word`, where something as small as an accent stands over them,
    or on one; None where there is nothing of the kind."""
    height = word.y1 - word.y0
    top = max(0, round(word.y0 - _ABOVE * height))
    part = pixels[top : max(top, word.y1), max(0, word.x0) : max(0, word.x1)]
    if not part.size:
        return None
    middle = (int(np.percentile(part, _PAPER_PERCENTILE)) + int(part.min())) / 2
    boxes = shapes_of(as_grey(part < middle)).boxes[1:]
    tops, heights = boxes[:, 1], boxes[:, 3]
    letters = tops[(heights >= _TALL * height) & (tops > 0)]
    if not len(letters):
        return None
    level = round(float(np.median(letters)))
    over = level - (tops + heights)
    is_mark = (heights >= _MARK[0] * height) & (heights <= _MARK[1] * height) & (tops > 0)
    is_mark &= (over >= -_TOUCHES * height) & (over <= _FARTHEST * height)
    if is_mark.any() or level - letters.min() >= _ON_LETTER * height:
        return top + level
    return None


def _alone(word: OcrWord, pixels: GreyImage, top: int) -> GreyImage:
    """`word`, whose letters begin at the row `top`, with the marks over them, on paper."""
    height = word.y1 - top
    y0, y1 = max(0, round(top - _ACCENT * height)), round(word.y1 + _BELOW * height)
    x0, x1 = max(0, round(word.x0 - _BESIDE * height)), round(word.x1 + _BESIDE * height)
    part = pixels[y0:y1, x0:x1]
    paper = int(np.percentile(part, _PAPER_PERCENTILE))
    return np.pad(part, round(_PAPER_AROUND * height), constant_values=paper)


def _with_accents(judged: JudgedWord, read: Sequence[OcrWord], dictionary: Dictionary) -> JudgedWord:
    """`judged` as it was `read` alone, where that is the same word with its accents."""
    word = judged.word
    text = "".join(other.text for other in read)
    if (
        text == word.text
        or _bare(text) != _bare(word.text)
        or not dictionary.knows(text)
        or min(other.confidence for other in read) < _SURE
    ):
        return judged
    return replace(judged, word=replace(word, text=text), doubtful=False, alternative=None, doubt=None)


def _bare(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
