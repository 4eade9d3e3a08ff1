"""Words and numbers in the language in force."""

from __future__ import annotations

import pytest

from transcritor_gui.i18n import ntr, number, speaking, tr


@pytest.mark.parametrize(("language", "shown"), [("en", "6,001"), ("pt_BR", "6.001")])
def test_numbers_are_written_one_way_wherever_they_stand(language: str, shown: str) -> None:
    with speaking(language):
        assert number(6001) == shown
        assert shown in ntr("{count} file added", "{count} files added", 6001)
        assert shown in tr("Page {page} of {pages}", page=6001, pages=6001)


def test_facts_that_are_text_stay_as_they_are() -> None:
    assert tr("{name}: {why}", name="6001", why="x") == "6001: x"
