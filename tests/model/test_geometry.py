"""Boxes that turn with their page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transcritor_gui.model import Box, turned_box


@given(degrees=st.sampled_from([0, 90, 180, 270]), x=st.integers(0, 90), y=st.integers(0, 40))
def test_turning_there_and_back_changes_nothing(degrees: int, x: int, y: int) -> None:
    box = Box(x, y, x + 10, y + 5)
    sideways = degrees in (90, 270)
    there = turned_box(box, degrees, width=100, height=50)
    back = turned_box(there, -degrees, width=50 if sideways else 100, height=100 if sideways else 50)
    assert back == box
