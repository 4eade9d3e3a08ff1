"""Words reach as far above and below their baseline as the letters that reach farthest."""

from __future__ import annotations

from transcritor_gui.pipeline.layout.letter_reach import SMALL, TALLEST, reaches


def test_the_letter_that_reaches_farthest_tells() -> None:
    up, down = reaches(["ano", "ação", "jeito", "Ѱ", "\U0001d70b", "–,"])
    assert up.tolist() == [SMALL, TALLEST, 0.67, TALLEST, TALLEST, 0.3]
    assert down.tolist() == [0.0, 0.21, 0.21, 0.0, 0.0, 0.12]
