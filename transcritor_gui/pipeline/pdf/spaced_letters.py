"""Words whose letters are spaced out ('C E R T I D Ã O'), told from letters that stand for themselves. Pure.

Used by `spacing`, for what its own measures leave as single letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from transcritor_gui.pipeline.box_array import is_any_of
from transcritor_gui.pipeline.pdf.judging.letter_pairs import fold, pairs_of, surprise

__all__ = ["join_spaced_letters"]

# All in sizes of the type.
_FEWEST_SINGLE = 4
_WIDEST_BETWEEN_SINGLE, _WIDEST_EXACT = 0.9, 2.0
"""Between letters of a word; the second where all gaps are alike."""
_EXACTLY, _KERNED, _MOSTLY = 0.015, 0.15, 0.6
"""How far gaps lie from the usual one that are alike, and those that kerning has made narrower; the share of
all that is alike."""
_WORDS_OF_ONE, _KERNED_SMALL = "aeoéàáóyu", 0.08
"""Small letters that are words, and how far kerning brings them near their neighbours."""
_KERNED_FAR = 0.2
"""Of gaps as wide as letters, what kerning narrows them by."""
_KERNED_MOST, _KERNED_SHARE = 0.14, 0.3
"""By how much kerning narrows the room between two letters of a word at the most, and of that room."""
_WIDER, _HALF = 0.05, 0.5
"""By how much wider than between letters that are told to be of one word the gap beside them is;
and of a run, the share of spaces from which they are between its letters."""
_WORD_GAP = 0.08
"""By how much wider than all others, where those are alike, the gap between two words is."""
_SINGLE_ROOM, _LEAST_ROOM = 0.12, -0.07
"""On both sides of a letter that stands alone, and between any that follow one another."""
_UNLIKE_A_WORD = 3.3
"""Nats a pair of letters; see `letter_pairs`."""
_STOPS = tuple(map(ord, ".,:;!?)"))
_ALPHABET_LETTERS = 4
"""A row of so many letters in order of the alphabet is no word."""

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def join_spaced_letters(
    codes: npt.NDArray[np.uint32],
    gap: Floats,
    starts: Flags,
    *,
    follows: Flags,
    on_line: Flags,
    held: Flags,
) -> None:
    """Take the starts out of words whose letters stand apart, where they make words.

    `starts` says of each of the glyphs `codes` whether a word begins with it. Of each glyph and the one
    before it, `gap` is the room between them in sizes of the type, `on_line` whether they share a line,
    `follows` whether one stands behind the other on one baseline, and `held` whether the page holds a space
    there.
    """
    # By the room around them, as some gaps of a word may be just too narrow for a space.
    room_beside = np.concatenate(([True], (gap > _SINGLE_ROOM) | ~on_line | starts[1:], [True]))
    room_behind = room_beside[1:].copy()
    room_behind[:-1] |= is_any_of(codes[1:], _STOPS)
    single = room_beside[:-1] & room_behind & (codes >= ord("A"))
    chained = single[1:] & single[:-1] & follows & (gap > _LEAST_ROOM) & (gap < 3 * _WIDEST_BETWEEN_SINGLE)
    if np.count_nonzero(chained) < _FEWEST_SINGLE - 1:
        return
    edges = np.flatnonzero(np.diff(np.concatenate(([False], chained, [False]))))
    chains = edges.reshape(-1, 2).tolist()
    runs = [run for begin, end in chains for run in _runs(codes, gap, held, starts, begin=begin, end=end)]
    for begin, end in runs:
        letters = "".join(map(chr, codes[begin : end + 1].tolist()))
        room = gap[begin:end]
        usual = float(np.sort(room)[(len(room) - 1) // 3])
        middle = float(np.median(room))
        alike = np.abs(room - middle) < _EXACTLY
        is_exact = bool(np.count_nonzero(alike) >= _MOSTLY * len(room))
        inside = room < (middle + _WORD_GAP if is_exact else 1.45 * usual + 0.08)
        within = room[inside]
        spread = float(within.max() - within.min())
        is_even = spread <= 0.12 + 0.3 * usual and (
            usual <= _WIDEST_BETWEEN_SINGLE
            or (usual <= _WIDEST_EXACT and is_exact and spread < max(_KERNED, _KERNED_FAR * usual))
        )
        if not is_even or not _are_words(letters, inside.tolist()):
            continue
        starts[begin + 1 : end + 1] &= ~inside


def _runs(
    codes: npt.NDArray[np.uint32], gap: Floats, held: Flags, starts: Flags, *, begin: int, end: int
) -> Iterator[tuple[int, int]]:
    """The first and the last glyph of runs of letters among those from `begin` to `end`, with as much room
    between them: words of one letter beside a word that is spaced out are none of its letters, nor dashes."""
    is_letter = [chr(code).isalpha() for code in codes[begin : end + 1].tolist()]
    of_letters = [one and other for one, other in pairwise(is_letter)]
    middle = float(np.median(gap[begin:end]))
    within = (gap[begin:end] > middle - max(_KERNED_MOST, _KERNED_SHARE * middle)) & of_letters
    for place, letter in ((0, codes[begin]), (-1, codes[end])):
        within[place] &= chr(letter) not in _WORDS_OF_ONE or gap[begin:end][place] > middle - _KERNED_SMALL
    wide = gap[begin:end] > middle + _WIDER
    for spaces, told in ((held[begin:end], True), (starts[begin + 1 : end + 1], wide)):
        if np.count_nonzero(spaces) < _HALF * len(spaces):
            within &= ~(spaces & told) | (gap[begin:end] > middle + _WORD_GAP)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], within, [False]))))
    for first, last in edges.reshape(-1, 2).tolist():
        if last - first + 1 >= _FEWEST_SINGLE:
            yield begin + first, begin + last


def _are_words(letters: str, joined: list[bool]) -> bool:
    """Whether `letters`, joined where `joined` says so, are words of some language."""
    words = [letters[0]]
    for letter, goes_on in zip(letters[1:], joined, strict=True):
        if goes_on:
            words[-1] += letter
        else:
            words.append(letter)
    folded = [fold(word) for word in words]
    alphabet = any(
        len(word) >= _ALPHABET_LETTERS
        and all(ord(after) - ord(before) == 1 for before, after in pairwise(word))
        for word in folded
    )
    longest = max(map(len, folded))
    odd_case = any(
        sum(one.isupper() != other.isupper() for one, other in pairwise(word)) > 1 for word in words
    )
    if (
        alphabet
        or odd_case
        or longest < _FEWEST_SINGLE
        or not all(word.isascii() and word.isalpha() for word in folded)
    ):
        return False
    if any(2 * len(set(word)) < len(word) for word in folded):
        return False  # one letter with each of its accents
    vowels = sum(letter in "aeiouy" for word in folded for letter in word)
    return vowels >= 0.2 * len(letters) and surprise(pairs_of(folded)) < _UNLIKE_A_WORD
