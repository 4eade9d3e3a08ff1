"""The spool on a disk and in an object store behave alike."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import fsspec
import pytest
from fsspec import AbstractFileSystem

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.team.storage.spool import Spool


@pytest.fixture(params=["folder", "objects"])
def spool(request: pytest.FixtureRequest, tmp_path: Path) -> Spool:
    return Spool(str(tmp_path / "spool") if request.param == "folder" else f"memory://{uuid4()}")


def test_what_was_written_is_read(spool: Spool) -> None:
    spool.write("a/b/c", b"1")
    spool.write("a/b/c", b"2")
    assert spool.read("a/b/c") == b"2"
    assert spool.exists("a/b/c")


def test_what_is_not_there_is_nothing(spool: Spool) -> None:
    assert spool.read("a/b") is None
    assert spool.open("a/b") is None
    assert spool.names("a") == []
    assert not spool.exists("a/b")
    spool.delete("a/b")
    spool.delete_tree("a")


def test_a_file_that_was_not_finished_is_not_there(spool: Spool) -> None:
    with pytest.raises(KeyError):
        _break_off(spool)
    assert spool.read("a/b") is None
    assert spool.names("a") == []


def _break_off(spool: Spool) -> None:
    with spool.writer("a/b") as file:
        file.write(b"half")
        raise KeyError


def test_names_are_those_of_one_folder(spool: Spool) -> None:
    for path in ("a/2", "a/10", "b/1", "a/c/d"):
        spool.write(path, b"")
    assert spool.names("a") == ["10", "2", "c"]


def test_a_tree_is_deleted_whole(spool: Spool) -> None:
    spool.write("a/b/c", b"")
    spool.write("a/d", b"")
    spool.write("e", b"")
    spool.delete_tree("a")
    assert spool.names("a") == []
    assert spool.exists("e")


def test_a_file_is_fetched_to_this_computer(spool: Spool, tmp_path: Path) -> None:
    spool.write("a", b"data")
    assert spool.fetch("a", tmp_path / "copies" / "a.pdf")
    assert not spool.fetch("b", tmp_path / "copies" / "b.pdf")
    assert [path.read_bytes() for path in (tmp_path / "copies").iterdir()] == [b"data"]


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TranscritorError) as refused:
        Spool(str(tmp_path / "file")).write("a/b", b"")
    assert refused.value.info.code is ErrorCode.SPOOL_AWAY


def test_an_address_of_no_known_kind_is_refused() -> None:
    with pytest.raises(TranscritorError) as refused:
        Spool("gopher://nowhere")
    assert refused.value.info.code is ErrorCode.SETTINGS_INVALID


class BotoCoreError(Exception):
    """What S3's library raises while the store is away: no OSError."""


BotoCoreError.__module__ = "botocore.exceptions"


class StoreAway(AbstractFileSystem):  # type: ignore[misc]  # fsspec has no types
    protocol = "away"
    failure: type[Exception] = BotoCoreError

    def cat_file(self, path: str, *_args: object, **_options: object) -> bytes:
        raise self.failure(path)


@pytest.mark.parametrize(("failure", "told"), [(BotoCoreError, TranscritorError), (ValueError, ValueError)])
def test_a_store_that_does_not_answer_is_said_and_a_mistake_of_ours_is_not_taken_for_it(
    failure: type[Exception], told: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    fsspec.register_implementation("away", StoreAway, clobber=True)
    monkeypatch.setattr(StoreAway, "failure", failure)
    with pytest.raises(told) as raised:
        Spool("away://office").read("a")
    if isinstance(raised.value, TranscritorError):
        assert raised.value.info.code is ErrorCode.SPOOL_AWAY


def test_a_file_is_created_once(spool: Spool) -> None:
    assert spool.create("a/b", b"1")
    assert not spool.create("a/b", b"2")
    assert spool.read("a/b") == b"1"
    assert spool.names("a", drafts=True) == ["b"]


def test_of_many_who_create_a_file_at_once_one_does(tmp_path: Path) -> None:
    spool = Spool(str(tmp_path))
    with ThreadPoolExecutor(16) as people:
        made = list(people.map(lambda number: (spool.create("a/b", b"%d" % number), number), range(64)))
    (winner,) = (number for was_first, number in made if was_first)
    assert spool.read("a/b") == b"%d" % winner


def test_folders_are_deleted_while_others_write_and_delete_there(tmp_path: Path) -> None:
    spool = Spool(str(tmp_path))

    def stir(number: int) -> None:
        for turn in range(20):
            with suppress(TranscritorError):  # a writer whose folder goes fails, and its work is done again
                spool.write(f"a/{number % 4}/{turn}", b"x")
            spool.delete_tree(f"a/{number % 4}")

    with ThreadPoolExecutor(8) as people:
        list(people.map(stir, range(16)))
    spool.delete_tree("a")
    assert spool.names("a") == []
