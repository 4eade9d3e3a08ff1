from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from transcritor_gui.ui.process.cyclic_garbage import CyclicGarbage

_MANY = 10_000


class _Leaving(QObject):
    """Held by itself alone; tells on which thread it goes."""

    def __init__(self, gone_on: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: gone_on.append(threading.get_ident()))


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[CyclicGarbage]:
    gc.enable()  # as in a program, and not as in these tests
    owner = QObject()
    made = CyclicGarbage(owner)
    yield made
    made.give_back()


def test_what_another_thread_could_find_goes_on_the_window_s(qtbot: QtBot, garbage: CyclicGarbage) -> None:
    gone_on: list[int] = []
    _Leaving(gone_on)

    def allocate() -> None:
        kept = [[] for _ in range(_MANY)]  # type: list[list[object]]
        assert len(kept) == _MANY

    other = threading.Thread(target=allocate)
    other.start()
    other.join()
    assert gone_on == [], "found by the other thread"
    kept = [[] for _ in range(_MANY)]  # type: list[list[object]]
    qtbot.waitUntil(lambda: bool(gone_on))
    assert gone_on == [threading.get_ident()]
    assert len(kept) == _MANY
    assert QThread.currentThread() is garbage.thread()


def test_python_collects_by_itself_again_in_the_end(qtbot: QtBot) -> None:
    owner = QObject()
    made = CyclicGarbage(owner)
    assert not gc.isenabled()
    made.give_back()
    assert gc.isenabled()
