"""Folders for a moment: this program's own, for its owner alone, and removed when their process is gone."""

from __future__ import annotations

import sys
from pathlib import Path

import psutil
import pytest

from transcritor_gui.temporary import remove_abandoned, temporary_folder


def test_a_folder_is_below_the_cache_and_gone_after_the_block(home: Path) -> None:
    with temporary_folder() as folder:
        assert folder.is_relative_to(home / "cache")
        (folder / "x").write_text("words")
        remove_abandoned()
        assert (folder / "x").exists()
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the folder of the user sees to it there")
def test_it_is_for_its_owner_alone() -> None:
    with temporary_folder() as folder:
        assert oct(folder.stat().st_mode & 0o777) == "0o700"


def test_what_a_killed_program_left_is_removed(home: Path) -> None:
    base = home / "cache" / "temporary"
    gone = base / f"{max(psutil.pids()) + 1}-1.00-abcd"
    other = base / f"{psutil.Process().pid}-1.00-abcd"  # another process once had this number
    for folder in (gone, other):
        folder.mkdir(parents=True)
        (folder / "transcript.json").write_text("words")
    remove_abandoned()
    assert list(base.iterdir()) == []
