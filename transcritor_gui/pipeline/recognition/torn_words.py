"""Words that an engine has read across the white between two cells: '11,8253,7' for '11,8' and '253,7'.

The ink says where the white is, and how wide what stands on its sides is; which letters those are follows
from how wide letters are. Letter-spaced words and dots that lead to something stay whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from statistics import median

import numpy as np

from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.readings import JudgedWord

__all__ = ["cut_at_white"]

_WHITE = 1.0
"""Of the height of a word: white that is no space between letters, nor between the words of a line."""
_LEAST_HEIGHT = 0.8
"""Of the usual height of the words: what is lower is measured by that, so that dots stay together."""
_WIDE = 0.75
"""Of its height for each of its letters: no word that is narrower holds so much white."""
_FEWEST_LETTERS, _MOST_PARTS = 2, 4
_SPACED = 4
"""Parts from which a word of single letters is letter-spaced."""
_LEAST_CONTRAST = 40
_INK_SHARE, _PAPER_SHARE = 0.03, 0.8
_FAINT = 0.3
"""Of the way from paper to ink: what is darker is no white. Little of worn letters is darker than half."""
_SPECK = 0.05
"""Of the height: less ink than this in a column is dirt."""
_RULE_HEIGHT, _RULE_WIDTH = 0.85, 0.2
"""Of the height: a run of ink as high and as narrow, with white beside it, is a rule between cells."""
_MISFIT = 0.3
"""Of the width of the ink: by how much letters may be wider or narrower than it, on the whole."""
_WIDTHS = dict.fromkeys(".,:;'’|!ijl", 0.5) | dict.fromkeys("-–()[]ftrI/°ºª ", 0.62)
_WIDTHS |= dict.fromkeys("mwMW%@", 1.6) | dict.fromkeys("ABCDEGHKNOPQRSUVXYZ", 1.25)
"""Of the width of a figure."""
_WIDEST_FIGURE = 1.0
"""Of its height. More ink is more than the word: its box reaches over what stands beside it."""


def cut_at_white(judged: Sequence[JudgedWord], pixels: GreyImage) -> tuple[JudgedWord, ...]:
    """`judged`, of the picture `pixels`, with those cut that hold white as wide as that between columns."""
    if not judged:
        return ()
    usual = median(each.word.y1 - each.word.y0 for each in judged)
    cut: list[JudgedWord] = []
    for each in judged:
        parts = _parts(each.word, pixels, usual)
        if len(parts) == 1:
            cut.append(each)
        else:
            cut.extend(replace(each, word=part, alternative=None, readings=None) for part in parts)
    return tuple(cut)


def _parts(word: OcrWord, pixels: GreyImage, usual: float) -> list[OcrWord]:
    height = max(word.y1 - word.y0, _LEAST_HEIGHT * usual)
    letters = sum(map(str.isalnum, word.text))
    if letters < _FEWEST_LETTERS or word.x1 - word.x0 < max(_WIDE * len(word.text), 2.0) * height:
        return [word]
    runs = _runs_of_ink(word, pixels, height)
    if not 1 < len(runs) <= _MOST_PARTS or len(runs) > len(word.text):
        return [word]
    if len(runs) >= _SPACED and len(runs) == len(word.text):
        return [word]
    widths = [end - start for start, end in runs]
    if sum(widths) > _WIDEST_FIGURE * height * _width_of(word.text):
        return [word]
    texts = _texts_of(word.text, widths)
    if not texts:
        return [word]
    return [
        replace(word, text=text, x0=word.x0 + start, x1=word.x0 + end)
        for text, (start, end) in zip(texts, runs, strict=True)
    ]


def _runs_of_ink(word: OcrWord, pixels: GreyImage, height: float) -> list[tuple[int, int]]:
    """(from, to) of the ink in `word`, in pixels from its left edge, over everything but wide white."""
    left, top = max(0, int(word.x0)), max(0, int(word.y0))
    crop = pixels[top : max(0, int(np.ceil(word.y1))), left : max(0, int(np.ceil(word.x1)))]
    if not crop.size:
        return []
    # Counted, as levels are whole numbers: a tenth of the time that ordering them takes.
    reached = np.cumsum(np.bincount(crop.ravel(), minlength=256)) / crop.size
    dark, light = np.searchsorted(reached, (_INK_SHARE, _PAPER_SHARE)).tolist()
    if light - dark < _LEAST_CONTRAST:
        return []
    ink = np.count_nonzero(crop < light - _FAINT * (light - dark), axis=0)
    found = _runs(ink > _SPECK * crop.shape[0])
    if not found:
        return []
    tall = ink >= _RULE_HEIGHT * crop.shape[0]
    letters = [
        (start, end)
        for start, end in found
        if not (end - start <= _RULE_WIDTH * height and tall[start:end].any() and len(found) > 1)
        or _is_near(found, start, end, height)
    ]
    joined: list[tuple[int, int]] = []
    for start, end in letters:
        if joined and start - joined[-1][1] < _WHITE * height:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _is_near(runs: Sequence[tuple[int, int]], start: int, end: int, height: float) -> bool:
    """Whether a narrow run has another beside it, as a letter has and a rule in the white has not."""
    return any(
        0 <= start - other_end < _RULE_WIDTH * height or 0 <= other_start - end < _RULE_WIDTH * height
        for other_start, other_end in runs
    )


def _runs(inked: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _width_of(text: str) -> float:
    """In figures."""
    return sum(_WIDTHS.get(letter, 1.0) for letter in text)


def _texts_of(text: str, widths: Sequence[int]) -> list[str]:
    """`text` in as many parts as there are `widths` of ink, as they fit best; none where none fits."""
    weights = [_WIDTHS.get(letter, 1.0) for letter in text]
    reached = [0.0, *np.cumsum(weights).tolist()]
    unit = sum(widths) / reached[-1]
    best: tuple[float, tuple[int, ...]] | None = None
    for cuts in combinations(range(1, len(text)), len(widths) - 1):
        places = (0, *cuts, len(text))
        misfit = sum(
            abs((reached[end] - reached[start]) * unit - width)
            for (start, end), width in zip(pairwise(places), widths, strict=True)
        )
        if best is None or misfit < best[0]:
            best = misfit, places
    if best is None or best[0] > _MISFIT * sum(widths):
        return []
    return [text[start:end] for start, end in pairwise(best[1])]
