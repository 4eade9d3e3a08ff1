from __future__ import annotations

from pathlib import Path
from threading import Thread

from pytestqt.qtbot import QtBot

from transcritor_gui.ui.process.single_instance import SingleInstance


def test_a_second_start_hands_its_files_to_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.acquire()
    assert not second.acquire()
    paths = ("/a/ação.pdf", "/b.pdf")
    with qtbot.waitSignal(first.paths_received, timeout=10_000) as received:
        assert second.hand_over(paths)
    assert received.args == [paths]
    first.release()


def test_a_second_start_without_files_still_calls_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.acquire()
    with qtbot.waitSignal(first.paths_received, timeout=10_000) as received:
        assert second.hand_over(())
    assert received.args == [()]
    first.release()


def test_after_the_end_the_next_start_is_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_a_window_that_is_ending_takes_no_files_and_is_waited_for(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.acquire()
    first.stop_receiving()
    assert not second.acquire()
    assert not second.hand_over(("/a.pdf",))
    got: list[bool] = []
    waiting = Thread(target=lambda: got.append(second.acquire(wait_ms=10_000)))
    waiting.start()
    first.release()
    waiting.join()
    assert got == [True]
    second.release()


def test_nobody_to_hand_over_to_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    assert not SingleInstance(tmp_path).hand_over(("/a.pdf",))


def test_other_data_folders_are_other_programs(qtbot: QtBot, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    first, second = SingleInstance(one), SingleInstance(two)
    assert first.acquire()
    assert second.acquire()
    first.release()
    second.release()
