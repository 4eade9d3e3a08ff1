"""Every command goes on with a damaged history, says what became of it, and keeps what can be read."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ask
from tests.store.damages import DAMAGES
from transcritor_gui.paths import places
from transcritor_gui.store import Store

LOST = {"cut to nothing", "text", "500 bits flipped", "root of the jobs"}
"""Ways that may take the only job there is."""


@pytest.fixture
def damaged(ask: Ask, document: Callable[..., Path], request: pytest.FixtureRequest) -> str:
    """A history of a document that has been read, damaged in the way that the test names."""
    name = str(request.param)
    assert ask("transcribe", document("a.pdf", "ok", "ok"), "-o", "a.txt").code == 0
    database = places().database
    backups = list((places().data / "backups").glob("*"))
    for backup in backups:
        backup.unlink()
    DAMAGES[name](database, random.Random(name))
    return name


@pytest.mark.parametrize("damaged", DAMAGES, indirect=True)
def test_the_command_line_goes_on(damaged: str, ask: Ask, document: Callable[..., Path]) -> None:
    listed = ask("history", "list", "--json")
    assert listed.code == 0, listed.err
    if damaged not in LOST:
        assert [job["name"] for job in listed.json] == ["a.pdf"]
    read = ask("transcribe", document("b.pdf", "ok"), document("a.pdf", "ok", "ok"), "-o", "texts", "--quiet")
    assert read.code == 0, read.err
    assert "Traceback" not in read.err
    store = Store(places().database, mends=False)
    store.examine()
    store.close()


@pytest.mark.parametrize("damaged", ["page 1 garbage"], indirect=True)
def test_it_is_said_once(damaged: str, ask: Ask) -> None:
    del damaged
    first = ask("history", "list")
    assert "The history was damaged and has been mended: 1 transcription, 2 pages." in first.err
    assert "The damaged file was kept: " in first.err
    assert ask("history", "list").err == ""
