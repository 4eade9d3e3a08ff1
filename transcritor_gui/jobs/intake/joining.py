"""Pictures made one document: their PDF lies beside the history as long as its job (docs/decisions/0157)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from transcritor_gui.document_kinds import document_stem, examined_file
from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.export import write_export_under_free_name
from transcritor_gui.export.names import safe_name
from transcritor_gui.export.writing import failure_of
from transcritor_gui.jobs.events import RefusedFile
from transcritor_gui.jobs.intake.found import natural_key
from transcritor_gui.jobs.intake.own_files import OwnFiles
from transcritor_gui.store import Store
from transcritor_gui.temporary import temporary_folder
from transcritor_gui.workers import WorkerPool

if TYPE_CHECKING:
    from transcritor_gui.pictures.joining import PartOfPictures

__all__ = ["JOINED_FOLDER", "JoinedPictures", "PictureJoining", "is_joined", "pictures_among"]

JOINED_FOLDER: Final = "joined-pictures"
_PART: Final = 12
"""Pictures that one call of a worker takes: few enough for one that breaks it to cost little."""
_PICTURE_S: Final = 30.0
"""For one picture: 200 megapixels that have to be decoded took 9 s."""
_WHOLE_S: Final = 600.0
"""For putting thousands together, on a slow disk."""
_PIECE_BYTES: Final = 1024 * 1024
_OF_A_PICTURE: Final = {
    ErrorCode.WORKER_CRASHED: ErrorCode.PICTURE_DAMAGED,
    ErrorCode.PAGE_TIMEOUT: ErrorCode.PICTURE_TOO_LARGE,
    ErrorCode.PAGE_OUT_OF_MEMORY: ErrorCode.PICTURE_TOO_LARGE,
}


@dataclass(frozen=True, slots=True)
class JoinedPictures:
    path: Path
    """Of the PDF."""
    pictures: tuple[Path, ...]
    """Those that are in it, in the order of its pages."""
    refused: tuple[RefusedFile, ...]


def is_joined(path: str) -> bool:
    """Whether the document at `path` was joined, as far as its place tells."""
    return Path(path).parent.name == JOINED_FOLDER


def pictures_among(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The pictures among documents, by their content, in natural order of their names."""
    found = [path for path in paths if _is_picture(path)]
    return tuple(sorted(found, key=lambda path: (natural_key(path.name), natural_key(str(path.parent)))))


class PictureJoining:
    """May be used from any thread; what pictures hold is decoded in worker processes."""

    def __init__(self, store: Store, pool: WorkerPool) -> None:
        self._pool = pool
        self._files = OwnFiles(store, store.path.absolute().parent / JOINED_FOLDER, "*.pdf")

    def remove_unwanted(self) -> None:
        """Delete PDFs of which there is no job any more; raises what the store does."""
        self._files.remove_unwanted()

    @contextmanager
    def joined(self, pictures: Sequence[Path]) -> Iterator[JoinedPictures]:
        """`pictures` as one PDF, in their order; it stays when there is a job of it after the block.

        Those that cannot be read are left out. Raises TranscritorError: that of the first one where none can
        be read; DISK_FULL, EXPORT_FAILED.
        """
        from transcritor_gui.pictures.joining import write_joined  # brings Pillow

        try:
            with temporary_folder() as folder:
                parts, refused = self._parts(pictures, folder)
                if not parts:
                    raise TranscritorError(refused[0].error.code, **dict(refused[0].error.facts))
                whole = folder / "whole.pdf"
                self._done(self._pool.submit(write_joined, parts, str(whole), timeout_s=_WHOLE_S))
                left_out = {each.path for each in refused}
                taken = tuple(path for path in pictures if str(path) not in left_out)
                name = f"{joined_name(taken)}.pdf"
                with self._files.kept(
                    lambda place: write_export_under_free_name(_pieces(whole), place, name, reuse_same=True)
                ) as path:
                    yield JoinedPictures(path, taken, tuple(refused))
        except OSError as error:
            raise failure_of(error, Path(f"{joined_name(pictures)}.pdf")) from error

    def _parts(self, pictures: Sequence[Path], folder: Path) -> tuple[list[str], list[RefusedFile]]:
        """Files that hold the pages of some pictures each, in order."""
        chunks = [pictures[start : start + _PART] for start in range(0, len(pictures), _PART)]
        calls = [(chunk, self._begun(chunk, folder / f"{number}.pdf")) for number, chunk in enumerate(chunks)]
        parts: list[str] = []
        refused: list[RefusedFile] = []
        try:
            for number, (chunk, call) in enumerate(calls):
                for target, part in self._finished(chunk, call, folder / f"{number}.pdf"):
                    refused += [RefusedFile(path, error) for path, error in part.refused]
                    if part.pages:
                        parts.append(str(target))
        finally:
            for _, call in calls:
                call.cancel()
        return parts, refused

    def _begun(self, pictures: Sequence[Path], target: Path) -> Future[PartOfPictures]:
        from transcritor_gui.pictures.joining import write_part

        paths = tuple(str(path) for path in pictures)
        return self._pool.submit(write_part, paths, str(target), timeout_s=_PICTURE_S * len(paths))

    def _finished(
        self, pictures: Sequence[Path], call: Future[PartOfPictures], target: Path
    ) -> Iterator[tuple[Path, PartOfPictures]]:
        """The part; where a picture breaks the process that wraps it, one for each, and that one refused."""
        try:
            yield target, self._done(call)
            return
        except TranscritorError as error:
            code = _OF_A_PICTURE.get(error.info.code)
            if code is None:
                raise
        if len(pictures) == 1:
            fault = ErrorInfo(code, (("name", pictures[0].name),))
            from transcritor_gui.pictures.joining import PartOfPictures

            yield target, PartOfPictures(0, ((str(pictures[0]), fault),))
            return
        for number, picture in enumerate(pictures):
            single = target.with_name(f"{target.stem}-{number}.pdf")
            yield from self._finished((picture,), self._begun((picture,), single), single)

    def _done(self, call: Future[Any]) -> Any:
        return call.result()


def joined_name(pictures: Sequence[Path]) -> str:
    """'IMG_0001 – IMG_0012', what a document of these pictures is called, without a suffix."""
    first, last = document_stem(pictures[0].name), document_stem(pictures[-1].name)
    return safe_name(first if first == last else f"{first} – {last}")


def _is_picture(path: Path) -> bool:
    try:
        return examined_file(path).kind.is_picture
    except TranscritorError:
        return False


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            yield piece
