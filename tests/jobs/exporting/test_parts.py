"""Parts are written all or not at all, never over a file unasked, their list last."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import CutPart, LeftOut, NameFields, PartsMade
from transcritor_gui.jobs import Conflict
from transcritor_gui.jobs.exporting.parts import PartPlace, write_parts
from transcritor_gui.model import Portal

_NAMES = ["a part 1 of 2.pdf", "a part 2 of 2.pdf", "a - list of parts.txt"]


def _made(folder: Path, *contents: bytes) -> PartsMade:
    folder.mkdir(exist_ok=True)
    parts = []
    for at, content in enumerate(contents):
        path = folder / f"{at}.pdf"
        path.write_bytes(content)
        parts.append(CutPart(path, at, at, 1, len(content), hashlib.sha256(content).hexdigest()))
    return PartsMade(tuple(parts), LeftOut(2, has_attachments=True, has_structure=False, was_locked=False))


def _place(
    folder: Path, conflict: Conflict = Conflict.RENAME, *, taken: str = "", not_in: str = ""
) -> PartPlace:
    folder.mkdir(exist_ok=True)
    fields = NameFields("a", datetime(2026, 3, 31, tzinfo=UTC), 2, 1, "por", "pdf", "x")
    return PartPlace(
        folder=folder,
        name_template="{name}",
        fields=fields,
        suffix=".pdf",
        portal=Portal("", 1.0, not_in_names=not_in),
        conflict=conflict,
        taken=frozenset({taken.casefold()}),
    )


def _nothing() -> None:
    return


def test_parts_and_their_list_are_written(tmp_path: Path) -> None:
    written = write_parts(_made(tmp_path / "m", b"one", b"two"), _place(tmp_path / "out"), check=_nothing)
    assert [path.name for path in written.paths] == _NAMES[:2]
    assert written.list_path is not None
    listed = written.list_path.read_text(encoding="utf-8")
    assert f"{hashlib.sha256(b'two').hexdigest()}  a part 2 of 2.pdf" in listed
    assert "2 links from one part to another were left out." in listed


def test_a_document_that_fits_is_one_file_without_a_list(tmp_path: Path) -> None:
    written = write_parts(_made(tmp_path / "m", b"one"), _place(tmp_path / "out"), check=_nothing)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.pdf"]
    assert written.list_path is None


def test_all_parts_take_another_number_where_one_name_is_taken(tmp_path: Path) -> None:
    place = _place(tmp_path / "out")
    (place.folder / _NAMES[1]).write_bytes(b"mine")
    written = write_parts(_made(tmp_path / "m", b"one", b"two"), place, check=_nothing)
    assert [path.name for path in written.paths] == ["a part 1 of 2 (2).pdf", "a part 2 of 2 (2).pdf"]
    assert (place.folder / _NAMES[1]).read_bytes() == b"mine"


def test_nothing_is_written_where_one_is_to_be_left_alone(tmp_path: Path) -> None:
    place = _place(tmp_path / "out", Conflict.SKIP)
    (place.folder / _NAMES[1]).write_bytes(b"mine")
    with pytest.raises(TranscritorError) as caught:
        write_parts(_made(tmp_path / "m", b"one", b"two"), place, check=_nothing)
    assert caught.value.info.code is ErrorCode.EXPORT_EXISTS
    assert [path.name for path in place.folder.iterdir()] == [_NAMES[1]]


def test_the_document_itself_is_never_replaced(tmp_path: Path) -> None:
    place = _place(tmp_path / "out", Conflict.REPLACE, taken=str(tmp_path / "out" / "a.pdf"))
    (place.folder / "a.pdf").write_bytes(b"source")
    written = write_parts(_made(tmp_path / "m", b"one"), place, check=_nothing)
    assert written.paths == (place.folder / "a (2).pdf",)


def test_the_same_parts_are_not_written_twice(tmp_path: Path) -> None:
    made = _made(tmp_path / "m", b"one", b"two")
    place = _place(tmp_path / "out", Conflict.RENAME_UNLESS_SAME)
    first = write_parts(made, place, check=_nothing)
    assert write_parts(made, place, check=_nothing) == first
    assert sorted(path.name for path in place.folder.iterdir()) == sorted(_NAMES)


@pytest.mark.parametrize("there", [1, 2])
def test_what_a_killed_run_has_begun_is_gone_on_with(tmp_path: Path, there: int) -> None:
    made = _made(tmp_path / "m", b"one", b"two")
    place = _place(tmp_path / "out", Conflict.RENAME_UNLESS_SAME)
    for name, content in list(zip(_NAMES, (b"one", b"two"), strict=False))[:there]:
        (place.folder / name).write_bytes(content)
    written = write_parts(made, place, check=_nothing)
    assert written.list_path == place.folder / _NAMES[2]
    assert sorted(path.name for path in place.folder.iterdir()) == sorted(_NAMES)


def test_parts_of_something_else_are_not_gone_on_with(tmp_path: Path) -> None:
    place = _place(tmp_path / "out", Conflict.RENAME_UNLESS_SAME)
    (place.folder / _NAMES[0]).write_bytes(b"another")
    written = write_parts(_made(tmp_path / "m", b"one", b"two"), place, check=_nothing)
    assert [path.name for path in written.paths] == ["a part 1 of 2 (2).pdf", "a part 2 of 2 (2).pdf"]


def test_a_stop_between_two_parts_leaves_none(tmp_path: Path) -> None:
    calls = iter([None, KeyboardInterrupt()])

    def check() -> None:
        failure = next(calls)
        if failure is not None:
            raise failure

    place = _place(tmp_path / "out")
    with pytest.raises(KeyboardInterrupt):
        write_parts(_made(tmp_path / "m", b"one", b"two"), place, check=check)
    assert not list(place.folder.iterdir())


def test_names_keep_what_the_portal_refuses_out_also_when_they_are_numbered(tmp_path: Path) -> None:
    place = _place(tmp_path / "out", not_in="-_ ")
    (place.folder / "a.pdf").write_bytes(b"mine")
    written = write_parts(_made(tmp_path / "m", b"one"), place, check=_nothing)
    assert written.paths == (place.folder / "a(2).pdf",)
