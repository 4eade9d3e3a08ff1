"""The history in another folder: all of it or none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.store import samples
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.store import Store, move_history


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A history of one job with a file of its own, a backup and a language beside it."""
    folder = tmp_path / "old"
    captures = folder / "captures"
    captures.mkdir(parents=True)
    (captures / "a.png").write_bytes(b"picture")
    (folder / "tessdata").mkdir()
    (folder / "tessdata" / "xyz.traineddata").write_bytes(b"model")
    store = Store(folder / "t.db")
    store.jobs.insert([replace(samples.job("a.png"), path=str(captures / "a.png"))], owner=samples.OWNER)
    store.back_up(keep=1)
    store.close()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_all_of_it_is_in_the_new_place_and_nothing_in_the_old(home: Path, tmp_path: Path) -> None:
    new = tmp_path / "new" / "place"
    assert move_history(home / "t.db", new, commit=lambda: None) == ()
    assert names(home) == []
    assert names(new) == ["captures/a.png", "t.db", "tessdata/xyz.traineddata"]
    store = Store(new / "t.db")
    (job,) = store.jobs.all()
    store.close()
    assert job.path == str(new / "captures" / "a.png")


def test_what_is_broken_off_before_it_counts_leaves_all_as_it_was(home: Path, tmp_path: Path) -> None:
    before = names(home)

    def commit() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move_history(home / "t.db", tmp_path / "new", commit=commit)
    assert [name for name in names(home) if not name.startswith("t.db-")] == before
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("place", [".", "within", "../full"])
def test_a_folder_that_holds_something_is_refused(home: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_bytes(b"")
    with pytest.raises(TranscritorError) as refused:
        move_history(home / "t.db", (home / place).resolve(), commit=lambda: None)
    assert refused.value.info.code is ErrorCode.FOLDER_IN_USE
    assert (tmp_path / "full" / "x").exists()
