from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from .desk import Desk


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """What a test has left goes on this thread, never on one of the next test's, where Qt would crash."""
    gc.disable()
    yield
    gc.collect(1)


@pytest.fixture(autouse=True, scope="module")
def all_collected_here() -> Iterator[None]:
    """And what was held on to for longer goes with its module."""
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """An open window over a real service and an empty database."""
    made = Desk(qtbot, tmp_path).open()
    yield made
    made.close()
