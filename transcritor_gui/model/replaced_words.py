"""Words in the place of other words: which of the old ones stay, and where the new ones stand. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import structs

from transcritor_gui.model.geometry import Box, enclosing
from transcritor_gui.model.page import Word, WordSource

__all__ = ["joined_text", "replaced_words"]

_LETTER_SHARE = 0.5
"""Width of a letter by the height of its word, for words typed where there is no gap to stand in."""


def joined_text(words: Sequence[Word]) -> str:
    """The words as a correction names them: one space between two."""
    return " ".join(word.text for word in words)


def replaced_words(
    old: Sequence[Word],
    texts: Sequence[str],
    *,
    line_of: Sequence[int],
    before: Word | None,
    following: Word | None,
    is_upright: bool,
) -> tuple[tuple[int, Word], ...]:
    """Words that read `texts`, each with the number of its line.

    `old` are the words that stood there, of lines `line_of`; `before` and `following` are their neighbours.
    Words that read the same stay, but for their doubt, where nothing else changes either.
    """
    if [word.text for word in old] == list(texts):
        return tuple((number, _confirmed(word)) for number, word in zip(line_of, old, strict=True))
    matcher = SequenceMatcher(None, [word.text for word in old], list(texts), autojunk=False)
    result: list[tuple[int, Word]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            result += zip(line_of[i1:i2], old[i1:i2], strict=True)
        elif tag == "replace":
            result += _in_place_of(old[i1:i2], texts[j1:j2], line_of[i1:i2], is_upright=is_upright)
        elif tag == "insert":
            left = old[i1 - 1] if i1 > 0 else before
            right = old[i1] if i1 < len(old) else following
            number = line_of[min(i1, len(old) - 1)] if i1 == 0 else line_of[i1 - 1]
            for word in _between(left, right, texts[j1:j2], is_upright=is_upright):
                result.append((number, word))
    return tuple(result)


def _confirmed(word: Word) -> Word:
    """The word as it is, looked at by a person."""
    confidence = None if word.confidence is None else 1.0
    kept = word.alternative if word.source is WordSource.CORRECTED else None
    return structs.replace(word, doubtful=False, confidence=confidence, alternative=kept)


def _in_place_of(
    old: Sequence[Word], texts: Sequence[str], line_of: Sequence[int], *, is_upright: bool
) -> Iterator[tuple[int, Word]]:
    """`texts` where `old` stood: one for one where the numbers agree, else by their lengths."""
    if len(old) == len(texts):
        for number, word, text in zip(line_of, old, texts, strict=True):
            yield number, _corrected(word, text, word.box, _as_read((word,)))
        return
    rest = list(texts)
    numbers = sorted(set(line_of))
    letters = sum(len(word.text) for word in old)
    for place, number in enumerate(numbers):
        words = [word for word, at in zip(old, line_of, strict=True) if at == number]
        share = sum(len(word.text) for word in words) / letters if letters else 1.0
        is_last = place == len(numbers) - 1
        count = len(rest) if is_last else min(len(rest), round(share * len(texts)))
        mine, rest = rest[:count], rest[count:]
        read = _as_read(words)
        boxes = _shared_out(enclosing(word.box for word in words), mine, is_upright=is_upright)
        for text, box in zip(mine, boxes, strict=True):
            yield number, _corrected(words[0], text, box, read)


def _as_read(words: Sequence[Word]) -> str | None:
    """What had been read, for the record."""
    read = [(word.alternative or "") if word.source is WordSource.CORRECTED else word.text for word in words]
    return " ".join(text for text in read if text) or None


def _corrected(like: Word, text: str, box: Box, read: str | None) -> Word:
    return Word(
        text, box, 1.0, WordSource.CORRECTED, doubtful=False, alternative=read,
        bold=like.bold, italic=like.italic,
    )  # fmt: skip


def _shared_out(box: Box, texts: Sequence[str], *, is_upright: bool) -> list[Box]:
    """`box` cut along the line by the lengths of `texts`, a letter's width between two."""
    total = sum(len(text) for text in texts) + max(0, len(texts) - 1)
    if total == 0:
        return []
    start, size = (box.x0, box.width) if is_upright else (box.y0, box.height)
    boxes, at = [], 0
    for text in texts:
        low, high = start + size * at / total, start + size * (at + len(text)) / total
        boxes.append(Box(low, box.y0, high, box.y1) if is_upright else Box(box.x0, low, box.x1, high))
        at += len(text) + 1
    return boxes


def _between(
    left: Word | None, right: Word | None, texts: Sequence[str], *, is_upright: bool
) -> Iterator[Word]:
    """`texts` in the gap between two words; beside the one there is where no gap is known."""
    like = left if left is not None else right
    if like is None:
        return
    box = _gap(left, right, letters=sum(map(len, texts)) + len(texts), is_upright=is_upright)
    for text, place in zip(texts, _shared_out(box, texts, is_upright=is_upright), strict=True):
        yield _corrected(like, text, place, None)


def _gap(left: Word | None, right: Word | None, *, letters: int, is_upright: bool) -> Box:
    if left is not None and right is not None and _is_one_line(left.box, right.box, is_upright=is_upright):
        one, other = left.box, right.box
        if is_upright:
            low, high = sorted((one.x1, other.x0))
            return Box(low, min(one.y0, other.y0), max(high, low), max(one.y1, other.y1))
        low, high = sorted((one.y1, other.y0))
        return Box(min(one.x0, other.x0), low, max(one.x1, other.x1), max(high, low))
    if left is not None:
        box = left.box
        if is_upright:
            return Box(box.x1, box.y0, box.x1 + letters * _LETTER_SHARE * box.height, box.y1)
        return Box(box.x0, box.y1, box.x1, box.y1 + letters * _LETTER_SHARE * box.width)
    assert right is not None
    box = right.box
    if is_upright:
        return Box(max(0.0, box.x0 - letters * _LETTER_SHARE * box.height), box.y0, box.x0, box.y1)
    return Box(box.x0, max(0.0, box.y0 - letters * _LETTER_SHARE * box.width), box.x1, box.y0)


def _is_one_line(one: Box, other: Box, *, is_upright: bool) -> bool:
    if is_upright:
        return min(one.y1, other.y1) > max(one.y0, other.y0) and one.x0 <= other.x0
    return min(one.x1, other.x1) > max(one.x0, other.x0)
