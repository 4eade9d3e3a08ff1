"""The fit of doubts keeps sources apart and its report counts what it says."""

from __future__ import annotations

import numpy as np

from benchmarks.fit_doubts import family_of, held_by_share


def test_sources_of_one_kind_are_held_out_together() -> None:
    assert {family_of(name) for name in ("oldbook-a", "oldbook-corpus", "corpus en-oldbook")} == {"oldbook"}
    assert family_of("made") == "made"


def test_the_likeliest_words_are_counted() -> None:
    likely = np.array([0.9, 0.1, 0.8, 0.2])
    wrong = np.array([True, True, False, False])
    assert held_by_share(likely, wrong, 0.25) == 0.5
    assert held_by_share(likely, wrong, 1.0) == 1.0
