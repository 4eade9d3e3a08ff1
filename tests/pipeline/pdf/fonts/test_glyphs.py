"""Fonts' characters made into text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from transcritor_gui.pipeline.pdf.fonts.glyphs import composed, has_lost_letters, join_accents


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("eﬁcaz", "eficaz"),
        ("aﬄuente", "affluente"),
        ("ac\u0327a\u0303o", "ação"),
        ("ﻻ", "لا"),
        ("plain", "plain"),
        ("5 µm²", "5 µm²"),
        ("mar\uf0e7o", "mar\ufffdo"),
        ("\uf0b7item", "\uf0b7item"),
    ],
)
def test_ligatures_and_combining_marks_are_composed(found: str, expected: str) -> None:
    assert composed(found) == expected


def _over(characters: str, places: Sequence[tuple[float, float]]) -> str:
    """`characters`, drawn from the first to the second of their `places`, with their accents joined."""
    codes = np.array([ord(character) for character in characters], np.uint32)
    kept, _ = join_accents(codes, lambda index: (places[index][0], 0.0, places[index][1], 7.0))
    return "".join(chr(code) for code in codes[kept])


def test_an_accent_drawn_over_the_next_letter_joins_it() -> None:
    assert _over("c´ao", [(0, 5), (6, 8), (5, 10), (10, 15)]) == "cáo"


def test_a_cedilla_and_a_tilde_in_a_row_join_their_own_letters() -> None:
    places = [(0, 5), (6, 9), (5, 10), (11, 14), (10, 15), (15, 20)]
    assert _over("a¸c˜ao", places) == "ação"


def test_a_dotless_i_gets_its_accent() -> None:
    assert _over("t´ıt", [(0, 3), (3.5, 5.5), (3, 6), (6, 9)]) == "tít"


def test_an_accent_may_come_after_its_letter() -> None:
    assert _over("a~o", [(0, 5), (1, 4), (5, 10)]) == "ão"


def test_an_accent_beside_its_neighbours_stays() -> None:
    assert _over("a~b", [(0, 5), (5, 10), (10, 15)]) == "a~b"


def test_a_letter_that_takes_no_such_accent_is_left_alone() -> None:
    assert _over("¸q", [(1, 4), (0, 5)]) == "¸q"


def test_hyphens_that_break_words_are_not_lost_letters() -> None:
    assert not has_lost_letters("contra\x02")
    assert not has_lost_letters("contra\xad")
    assert has_lost_letters("con\x0era\x0eo")
