"""Large first letters that reach down over several lines, joined to the word that they begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

from msgspec import structs

from transcritor_gui.model import Box, Word

__all__ = ["with_drop_caps_joined"]

_LEAST_SIZE, _MOST_SIZE = 1.6, 8.0
"""Height over that of the words beside it: from two lines to six."""
_FEWEST_LINES = 2
_BESIDE = 1.2
"""Of a line's height: how far from the letter the lines beside it begin."""
_LONGEST = 2
"""Characters: a letter, and a quotation mark before it."""
_OWN_WORDS = frozenset("AÀEÉOI")
"""Letters that are also words, in Portuguese or English."""
_SPACE = 0.18
"""Of a line's height: how much further the first line stands off than the next where the letter is a word."""


def with_drop_caps_joined(
    words: Sequence[Word], *, knows: Callable[[str], bool | None] | None = None
) -> tuple[Word, ...]:
    """`words` with each drop cap put before the first word of the line it begins.

    The joined word has the box of that one, drawn out to the letter's outer edge. A letter that is a word of
    its own stays one, in the first line: as `knows`, a dictionary, tells, else as the line stands off.
    """
    found = list(words)
    taken: set[int] = set()
    caps = [
        place for place, word in enumerate(words) if len(word.text) <= _LONGEST and _may_be_cap(word.text)
    ]
    if not caps:
        return tuple(words)
    usual = median([word.box.height for word in words])
    for place in caps:
        cap = words[place]
        if cap.box.height < _LEAST_SIZE * usual:
            continue
        beside = _lines_beside(place, words)
        if beside is None:
            continue
        first, indents = beside
        word = found[first]
        reached = Box(cap.box.x0, word.box.y0, word.box.x1, word.box.y1)
        stands_off = indents[0] - min(indents[1:]) > _SPACE * word.box.height
        if cap.text in _OWN_WORDS and _is_own_word(cap.text, word.text, knows, otherwise=stands_off):
            found[place] = structs.replace(cap, box=Box(cap.box.x0, word.box.y0, cap.box.x1, word.box.y1))
            continue
        taken.add(place)
        confidences = [each.confidence for each in (cap, word) if each.confidence is not None]
        found[first] = structs.replace(
            word,
            text=cap.text + word.text,
            box=reached,
            confidence=min(confidences) if confidences else None,
            doubtful=cap.doubtful or word.doubtful,
        )
    if not taken and all(one is other for one, other in zip(found, words, strict=True)):
        return tuple(words)
    return tuple(word for place, word in enumerate(found) if place not in taken)


def _is_own_word(cap: str, word: str, knows: Callable[[str], bool | None] | None, *, otherwise: bool) -> bool:
    """Whether a letter stands before `word` as a word of its own ("A contrato" against "Acontrato")."""
    if knows is None:
        return otherwise
    joined, alone = knows(cap + word), knows(word)
    return otherwise if joined is None or joined is alone else not joined


def _may_be_cap(text: str) -> bool:
    letters = text.lstrip("\"'“‘«")
    return len(letters) == 1 and letters.isalpha() and letters.isupper()


def _lines_beside(place: int, words: Sequence[Word]) -> tuple[int, list[float]] | None:
    """The first word of the first line beside a drop cap, and where the lines beside it begin; None without.

    A letter in a title stands on a line of its own size; a drop cap has several lines of text to its right,
    the first of them level with its top.
    """
    cap = words[place].box
    starts: list[tuple[float, float, int]] = []  # where each line begins: y, x, place
    near = [
        (word.box.y_centre, word.box.x0, other)
        for other, word in enumerate(words)
        if other != place
        and cap.height / _MOST_SIZE <= word.box.height <= cap.height / _LEAST_SIZE
        and cap.x1 - 0.3 * word.box.height <= word.box.x0 <= cap.x1 + 12 * word.box.height
        and cap.y0 - 0.3 * word.box.height <= word.box.y_centre <= cap.y1
    ]
    for y, x, other in sorted(near):
        if starts and y - starts[-1][0] < 0.5 * words[other].box.height:
            if x < starts[-1][1]:
                starts[-1] = (starts[-1][0], x, other)
        else:
            starts.append((y, x, other))
    starts = [start for start in starts if start[1] - cap.x1 < _BESIDE * words[start[2]].box.height]
    if len(starts) < _FEWEST_LINES:
        return None
    first = words[starts[0][2]]
    if first.box.y0 > cap.y0 + 0.45 * cap.height or not first.text[:1].isalpha():
        return None
    return starts[0][2], [x for _, x, _ in starts]
