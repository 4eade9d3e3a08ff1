"""The mean confidence of words."""

from __future__ import annotations

import pytest

from transcritor_gui.model import Box, Word, mean_confidence

_BOX = Box(0, 0, 1, 1)


def test_it_is_weighed_by_length() -> None:
    assert mean_confidence((Word("a", _BOX, 0.1), Word("abc", _BOX, 0.9))) == pytest.approx(0.7)


def test_words_that_nothing_doubts_do_not_count() -> None:
    assert mean_confidence((Word("sem", _BOX), Word("a", _BOX, 0.5))) == 0.5
    assert mean_confidence((Word("sem", _BOX),)) is None
