"""An engine of the client's own computer may be missing on a worker's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from transcritor_gui.model import DEFAULT_ENGINE, TranscriptionOptions
from transcritor_gui.pipeline.ocr.registry import engine_named
from transcritor_gui.team.work.engine_here import with_engine_here


@pytest.mark.parametrize("is_here", [True, False])
def test_pages_are_read_with_the_chosen_engine_where_it_is(is_here: bool) -> None:
    theirs = replace(engine_named(DEFAULT_ENGINE), name="theirs", is_available=lambda: is_here)
    chosen = TranscriptionOptions(engine="theirs", languages="por")
    expected = chosen if is_here else replace(chosen, engine=DEFAULT_ENGINE)
    assert with_engine_here(chosen, [theirs]) == expected
