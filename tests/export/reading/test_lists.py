"""The signs in front of list items."""

from __future__ import annotations

import pytest

from transcritor_gui.export.reading.flow import TextRun
from transcritor_gui.export.reading.lists import Marker, split_marker
from transcritor_gui.model.list_signs import BULLETS, DASHES


@pytest.mark.parametrize("sign", [*BULLETS, *DASHES])
def test_every_sign_that_makes_an_item_on_the_page_is_taken_off_it(sign: str) -> None:
    marker, rest = split_marker((TextRun(f"{sign} first"),))
    assert marker == Marker()
    assert [run.text for run in rest] == ["first"]
