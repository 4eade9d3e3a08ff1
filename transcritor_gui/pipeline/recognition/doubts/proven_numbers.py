"""Doubts of numbers that have check digits: none where these are right, one where they are wrong. Pure.

Called once all words of a page are judged. What was read stays as it was read: where the other engine's
reading, or one easily confused figure, makes a wrong number right, that is offered as the alternative.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from transcritor_gui.pipeline.recognition.doubts.check_digits import (
    CheckedNumber,
    NumberKind,
    checked_number,
    is_nearly_one,
    mendings,
)
from transcritor_gui.pipeline.recognition.readings import JudgedWord

__all__ = ["with_proven_numbers"]

_PROVEN = 0.99
"""Confidence of a number whose check digits are right: chance makes one in a hundred so, at most."""
_DISPROVEN = 0.9
"""How likely something is wrong in a number whose check digits are; printed ones are wrong now and then."""
_MOST_WORDS = 11
"""Of one number: the key of an invoice stands in eleven groups of four figures."""
_WORDS_BEFORE = 4
_WITHOUT_GAPS = frozenset({NumberKind.CPF, NumberKind.CNPJ, NumberKind.CASE})
"""Kinds that nobody writes with spaces."""
_MOST_PIECES = 4
_PART = re.compile(r"[\dA-ZOoIl|.,;:/-]*\d[\dA-ZOoIl|.,;:/-]*|[A-Z]{4}")
_BEGINS_WITH = re.compile(r"[A-Z]{1,2}")
_GLUED = re.compile(r"(\S*\d)([^\W\d_]{2,}\W*)")
_FEWEST_FIGURES = 9
"""Letters among them: a CNPJ may have twelve."""
_MOST_MENDINGS = 3
"""More ways to mend a number than these say nothing."""


def with_proven_numbers(judged: Sequence[JudgedWord]) -> tuple[JudgedWord, ...]:
    """The words in their order, those of numbers with check digits judged by these."""
    found = [part for item in judged for part in _parted(item)]
    begin = 0
    while begin < len(found):
        taken = 1
        for end, checked in _numbers_from(found, begin):
            found[begin:end] = _judged_by(checked, found[begin:end])
            taken = end - begin
            break
        else:
            whole = _without_gaps(found, begin)
            if whole is not None:
                found[begin : begin + whole.pieces] = whole.words
            elif is_nearly_one(found[begin].word.text):
                found[begin] = _doubted(found[begin])
        begin += taken
    return tuple(found)


def _parted(item: JudgedWord) -> tuple[JudgedWord, ...]:
    """A right number and the word that an engine has glued to it ("111.444.777-35nos"), each by itself."""
    text = item.word.text
    glued = _GLUED.fullmatch(text)
    if glued is None:
        return (item,)
    checked = checked_number(glued[1])
    if checked is None or not checked.is_right:
        return (item,)
    return _cut(item, glued[1], glued[2])


def _cut(item: JudgedWord, left: str, right: str) -> tuple[JudgedWord, JudgedWord]:
    """The word cut into two, at the place that their letters tell."""
    word = item.word
    middle = word.x0 + round((word.x1 - word.x0) * len(left) / len(word.text))
    return (
        replace(item, word=replace(word, text=left, x1=middle), alternative=None),
        replace(item, word=replace(word, text=right, x0=middle), alternative=None),
    )


@dataclass(frozen=True, slots=True)
class _Whole:
    words: tuple[JudgedWord, ...]
    """The number, and what an engine had glued to it."""
    pieces: int


def _without_gaps(judged: Sequence[JudgedWord], begin: int) -> _Whole | None:
    """A number that is right, read with gaps that its kind does not have ("1234567-89.20 24.8.26.0100")."""
    # A CNPJ may begin with letters, which by themselves are no part of a number.
    end = _end_of_parts(judged, begin + 1 if _BEGINS_WITH.fullmatch(judged[begin].word.text) else begin)
    if end < len(judged) and _line(judged[end]) == _line(judged[begin]):
        end += 1  # the last part may have a word glued to it
    for last in range(min(end, begin + _MOST_PIECES), begin + 1, -1):
        pieces = list(judged[begin:last])
        if _line(pieces[0]) != _line(pieces[-1]):
            continue
        glued = _GLUED.fullmatch(pieces[-1].word.text)
        rest: tuple[JudgedWord, ...] = ()
        if glued is not None:
            pieces[-1], *others = _cut(pieces[-1], glued[1], glued[2])
            rest = tuple(others)
        text = "".join(item.word.text for item in pieces)
        checked = checked_number(text)
        if checked is not None and checked.is_right and checked.kind in _WITHOUT_GAPS:
            return _Whole((_joined(pieces, text), *rest), last - begin)
    return None


def _joined(pieces: Sequence[JudgedWord], text: str) -> JudgedWord:
    first = pieces[0]
    word = replace(
        first.word,
        text=text,
        x0=min(item.word.x0 for item in pieces),
        y0=min(item.word.y0 for item in pieces),
        x1=max(item.word.x1 for item in pieces),
        y1=max(item.word.y1 for item in pieces),
        confidence=max(_PROVEN, *(item.word.confidence for item in pieces)),
    )
    return replace(first, word=word, alternative=None, doubtful=False, doubt=None)


def _numbers_from(judged: Sequence[JudgedWord], begin: int) -> Iterator[tuple[int, CheckedNumber]]:
    """Numbers that begin at a word, the longest first, with the place after their last word."""
    line = _line(judged[begin])
    end = _end_of_parts(judged, begin)
    before = " ".join(
        item.word.text for item in judged[max(0, begin - _WORDS_BEFORE) : begin] if _line(item) == line
    )
    for last in range(end, begin, -1):
        text = " ".join(item.word.text for item in judged[begin:last])
        if sum(map(str.isalnum, text)) < _FEWEST_FIGURES:
            break
        checked = checked_number(text, before=before)
        if checked is not None:
            yield last, checked


def _end_of_parts(judged: Sequence[JudgedWord], begin: int) -> int:
    """The place after the last word of the line, from `begin` on, that may be a part of one number."""
    end = begin
    while (
        end < len(judged)
        and end - begin < _MOST_WORDS
        and _line(judged[end]) == _line(judged[begin])
        and _PART.fullmatch(judged[end].word.text)
    ):
        end += 1
    return end


def _line(item: JudgedWord) -> tuple[int, int, int]:
    return item.word.block, item.word.paragraph, item.word.line


def _judged_by(checked: CheckedNumber, words: Sequence[JudgedWord]) -> list[JudgedWord]:
    if checked.is_right:
        return [
            replace(
                item,
                word=replace(item.word, confidence=max(item.word.confidence, _PROVEN)),
                doubtful=False,
                doubt=None,
            )
            for item in words
        ]
    better = _better(checked, words)
    if better is None:
        return [_doubted(item) for item in words]
    return [
        replace(_doubted(item), alternative=other if other != item.word.text else item.alternative)
        for item, other in zip(words, better, strict=True)
    ]


def _doubted(item: JudgedWord) -> JudgedWord:
    return replace(item, doubtful=True, doubt=_DISPROVEN)


def _better(checked: CheckedNumber, words: Sequence[JudgedWord]) -> list[str] | None:
    """The texts of the words that would make the number right: the other engine's, or one change away."""
    text = " ".join(item.word.text for item in words)
    others = [item.word.text if item.alternative is None else item.alternative for item in words]
    if any(item.alternative is not None for item in words):
        other = checked_number(" ".join(others))
        if other is not None and other.kind is checked.kind and other.is_right:
            return others
    found = mendings(checked)
    if not 0 < len(found) <= _MOST_MENDINGS:
        return None
    mended = text.replace(checked.number, found[0]).split(" ")
    return mended if len(mended) == len(words) else None
