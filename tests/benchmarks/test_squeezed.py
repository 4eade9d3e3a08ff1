"""A word is right whose gaps beside signs are others than in the truth; not one that has lost a gap."""

from __future__ import annotations

import pytest

from benchmarks.squeezed import SqueezedTruth

_TRUTH = SqueezedTruth("the works that are well known-and then; went in a spring to Nature")


@pytest.mark.parametrize(
    ("reading", "place", "is_right"),
    [
        ("that are well known —and then; went", 3, True),
        ("that are well known —and then; went", 4, True),
        ("well known-and then ; went in", 3, True),
        ("then; went ina spring to", 2, False),
        ("that a re well known-and then", 1, False),
        ("that are woll known-and then", 2, False),
    ],
)
def test_gaps_beside_signs_are_no_faults(reading: str, place: int, is_right: bool) -> None:
    assert _TRUTH.holds(reading.split(), place) is is_right
