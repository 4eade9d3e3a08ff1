"""The parts of one document put where they belong: all of them and then their list, or none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import (
    CutPart,
    LeftOut,
    ListedPart,
    NameFields,
    PartsMade,
    list_name,
    list_of_parts,
    part_names,
    without_characters,
    write_export,
)
from transcritor_gui.file_digest import file_sha256
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.job_words import unsigned_words
from transcritor_gui.jobs.exporting.order import Conflict
from transcritor_gui.model import Portal

__all__ = ["PartPlace", "PartsWritten", "write_parts"]

_PIECE_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PartPlace:
    """Where the parts of a document go, and under which names."""

    folder: Path
    name_template: str
    fields: NameFields
    suffix: str
    portal: Portal
    conflict: Conflict
    taken: frozenset[str]
    """Paths, case-folded, that are never written over: the document's own and those of this export."""


@dataclass(frozen=True, slots=True)
class PartsWritten:
    paths: tuple[Path, ...]
    list_path: Path | None
    """None for a document that fits into one file, which is no part."""


def write_parts(made: PartsMade, place: PartPlace, *, check: Callable[[], None]) -> PartsWritten:
    """Write `made`, the list last: where it is, all parts are.

    `check` is called between two parts, and may raise to stop it. What was written by then is taken away
    again, but for files that took the place of others. Raises EXPORT_EXISTS, DISK_FULL or EXPORT_FAILED.
    """
    for paths, list_path in _names(made, place):
        in_the_way = [path for path in (*paths, list_path) if path is not None and path.exists()]
        is_ours = any(str(path).casefold() in place.taken for path in paths)
        is_begun = place.conflict is Conflict.RENAME_UNLESS_SAME and _are_ours(made.parts, paths)
        if in_the_way and place.conflict is Conflict.SKIP and not is_ours:
            raise TranscritorError(ErrorCode.EXPORT_EXISTS, name=in_the_way[0].name)
        replace = place.conflict is Conflict.REPLACE and not is_ours
        if (in_the_way or is_ours) and not replace and not is_begun:
            continue
        try:
            _write_all(made, place, paths, list_path, replace=replace, only_missing=is_begun, check=check)
        except TranscritorError as error:
            is_taken = error.info.code is ErrorCode.EXPORT_EXISTS and place.conflict is not Conflict.SKIP
            if is_taken:  # by another program, a moment ago
                continue
            raise
        return PartsWritten(paths, list_path)
    raise AssertionError("there is no end of names")


def _names(made: PartsMade, place: PartPlace) -> Iterator[tuple[tuple[Path, ...], Path | None]]:
    """Paths of the parts and of their list, with another number each time."""
    names = part_names(
        place.name_template,
        place.fields,
        place.suffix,
        count=len(made.parts),
        not_in_names=place.portal.not_in_names,
    )
    listed = list_name(place.name_template, place.fields) if len(made.parts) > 1 else ""
    for number in count(1):
        numbered = [_numbered(name, number) for name in names]
        paths = (without_characters(each, place.suffix, place.portal.not_in_names) for each in numbered)
        list_path = place.folder / _numbered(listed, number) if listed else None
        yield tuple(place.folder / each for each in paths), list_path


def _numbered(name: str, number: int) -> str:
    path = Path(name)
    return name if number == 1 else f"{path.stem} ({number}){path.suffix}"


def _write_all(
    made: PartsMade,
    place: PartPlace,
    paths: Sequence[Path],
    list_path: Path | None,
    *,
    replace: bool,
    only_missing: bool,
    check: Callable[[], None],
) -> None:
    fresh: list[Path] = []
    try:
        for part, path in zip(made.parts, paths, strict=True):
            check()
            if only_missing and path.exists():
                continue
            if not path.exists():
                fresh.append(path)
            try:
                write_export(_pieces(part.path), path, replace=replace)
            except TranscritorError:
                if fresh and fresh[-1] == path:
                    fresh.pop()  # it is not ours
                raise
        if list_path is not None and not (only_missing and list_path.exists()):
            text = list_of_parts(place.fields.name, _listed(made, paths), _notes(made.left_out))
            write_export(text.encode(), list_path, replace=replace)
    except BaseException:
        for path in fresh:
            path.unlink(missing_ok=True)
        raise


def _listed(made: PartsMade, paths: Sequence[Path]) -> list[ListedPart]:
    return [
        ListedPart(path.name, part.first_index + 1, part.last_index + 1, part.size_bytes, part.sha256)
        for part, path in zip(made.parts, paths, strict=True)
    ]


def _notes(left_out: LeftOut) -> list[str]:
    """What of the document is in none of its parts."""
    notes = []
    if left_out.links:
        notes.append(
            ntr(
                "{count} link from one part to another was left out.",
                "{count} links from one part to another were left out.",
                left_out.links,
            )
        )
    if left_out.has_attachments:
        notes.append(tr("Files attached to the document are in none of the parts."))
    if left_out.has_structure:
        notes.append(tr("The tags for screen readers are in none of the parts."))
    if left_out.has_signatures:
        notes.append(unsigned_words())
    if left_out.was_locked:
        notes.append(tr("The document needs a password; its parts do not."))
    return notes


def _are_ours(parts: Sequence[CutPart], paths: Sequence[Path]) -> bool:
    """Whether some of these are there, each as it is to be.

    An earlier run has written them then, and may have been killed before the last of them, or their list.
    """
    there = [(part, path) for part, path in zip(parts, paths, strict=True) if path.exists()]
    return bool(there) and all(path.is_file() and file_sha256(path) == part.sha256 for part, path in there)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE_BYTES):
            yield piece
