"""What there is to tell a wrong word by, as numbers: one row a word. Pure.

`fitted_doubt` weighs them. Rows are told from the judged words of a page alone, so that what was fitted on
kept readings holds for new ones.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from transcritor_gui.model import mean_confidence
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.doubts.doubt import Grounds, PageCondition, stands_oddly
from transcritor_gui.pipeline.recognition.doubts.word_context import CONTEXT_FEATURES, context_rows
from transcritor_gui.pipeline.recognition.readings import JudgedWord

__all__ = ["FEATURES", "features_of"]

FEATURES = (
    "confidence", "first", "second", "is_read_twice", "only_first", "only_second", "differing", "other_gaps",
    "took_second", "is_known", "other_is_known", "is_suspect", "length", "figures", "is_mixed", "is_capital",
    "begins_capital", "ends_in_stop", "ends_in_comma", "ends_in_dots", "has_quote", "is_sign", "odd_signs",
    "stands_oddly", "was_marked", "page_confidence", "page_marked", "is_rough", "is_bad", "height",
    "words_in_line", "line_confidence", "confidence_before", "confidence_after", "begins_line", "ends_line",
    "capital_follows", *CONTEXT_FEATURES,
)  # fmt: skip
"""The columns, in their order. A confidence that is not there is -1, a word list that is silent 0."""

_NOT_THERE = -1.0
_LONGEST = 14
_QUOTES = frozenset("\"'“”„‟«»‘’‚‹›")
_USUAL_SIGNS = frozenset(".,;:!?()[]-–—/%&$§ºª°\"'“”„‟«»‘’‚‹›")


def features_of(judged: Sequence[JudgedWord], grounds: Grounds) -> npt.NDArray[np.float64]:
    """Shape (words, len(FEATURES)): what is known of each word of a page, in their order."""
    if not judged:
        return np.zeros((0, len(FEATURES)))
    words = [item.word for item in judged]
    page = (
        mean_confidence(words) or 0.0,
        sum(item.doubtful for item in judged) / len(judged),
        float(grounds.condition is not PageCondition.CLEAN),
        float(grounds.condition is PageCondition.BAD),
    )
    height = statistics.median(word.y1 - word.y0 for word in words)
    places = _places(judged, grounds.condition, max(1.0, height))
    contexts = context_rows([word.text for word in words], grounds.dictionary)
    rows = [
        (*_readings(item), *_spelling(item, grounds.dictionary), *place[:2], *page, *place[2:], *context)
        for item, place, context in zip(judged, places, contexts, strict=True)
    ]
    return np.array(rows, np.float64)


def _readings(item: JudgedWord) -> tuple[float, ...]:
    confidence, readings = item.word.confidence, item.readings
    if readings is None:
        return confidence, confidence, _NOT_THERE, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    first, second = readings.first, readings.second
    return (
        confidence,
        _NOT_THERE if first is None else first,
        _NOT_THERE if second is None else second,
        1.0,
        float(second is None),
        float(first is None),
        readings.differing,
        float(readings.other_gaps),
        float(readings.differing > 0 and second is not None and confidence == second),
    )


def _spelling(item: JudgedWord, dictionary: Dictionary) -> tuple[float, ...]:
    text, other = item.word.text, item.alternative
    letters = sum(map(str.isalpha, text))
    figures = sum(map(str.isdigit, text))
    return (
        _known(dictionary, text),
        0.0 if other is None else _known(dictionary, other),
        float(letters > 0 and dictionary.suspects(text)),
        float(min(len(text), _LONGEST)),
        figures / len(text),
        float(letters > 0 and figures > 0),
        float(letters > 1 and text.isupper()),
        float(text[:1].isupper()),
        float(text.endswith(".")),
        float(text.endswith(",")),
        float(text.endswith((":", ";"))),
        float(not _QUOTES.isdisjoint(text)),
        float(letters + figures == 0),
        float(sum(not letter.isalnum() and letter not in _USUAL_SIGNS for letter in text)),
    )


def _known(dictionary: Dictionary, text: str) -> float:
    known = dictionary.knows(text)
    return 0.0 if known is None else (1.0 if known else -1.0)


def _places(
    judged: Sequence[JudgedWord], condition: PageCondition, height: float
) -> Iterator[tuple[float, ...]]:
    """For each word: whether it stands oddly and was marked by rule, then its size, line and neighbours."""
    for _, group in groupby(judged, key=lambda item: (item.word.block, item.word.paragraph, item.word.line)):
        line = list(group)
        mean = mean_confidence([item.word for item in line]) or 0.0
        for place, item in enumerate(line):
            before = line[place - 1].word.confidence if place > 0 else _NOT_THERE
            following = line[place + 1].word if place + 1 < len(line) else None
            after = "" if following is None else following.text
            yield (
                float(stands_oddly(item.word.text, after, condition)),
                float(item.doubtful),
                (item.word.y1 - item.word.y0) / height,
                float(len(line)),
                mean,
                before,
                _NOT_THERE if following is None else following.confidence,
                float(place == 0),
                float(following is None),
                float(after[:1].isupper()),
            )
