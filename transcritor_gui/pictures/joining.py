"""Several pictures as one PDF, losslessly: each wrapped as it is when it stands alone, one after the other.

Both functions run in worker processes, and write files of the program's own; what they write is the same for
the same pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from transcritor_gui.errors import ErrorInfo, TranscritorError
from transcritor_gui.pictures.picture_file import PictureFile

__all__ = ["PartOfPictures", "write_joined", "write_part"]

_MOST_OPEN: Final = 100
"""Files open at once: macOS lets a process have 256."""


@dataclass(frozen=True, slots=True)
class PartOfPictures:
    pages: int
    refused: tuple[tuple[str, ErrorInfo], ...]
    """Paths of pictures that cannot be read, which are left out, each with the reason."""


def write_part(pictures: Sequence[str], target: str) -> PartOfPictures:
    """The pages of `pictures` as a PDF at `target`, which is not written where there are none."""
    import pikepdf

    refused: list[tuple[str, ErrorInfo]] = []
    with ExitStack() as opened:
        whole = opened.enter_context(pikepdf.new())
        for path in pictures:
            try:
                picture = PictureFile(path)
                pages = [picture.page(page_index).pdf for page_index in range(picture.page_count)]
            except TranscritorError as error:
                refused.append((path, error.info))
                continue
            for pdf in pages:  # their streams are read when the whole is saved
                whole.pages.extend(opened.enter_context(pikepdf.open(BytesIO(pdf))).pages)
        count = len(whole.pages)
        if count:
            whole.save(target, deterministic_id=True, compress_streams=False)
    return PartOfPictures(count, tuple(refused))


def write_joined(parts: Sequence[str], target: str) -> None:
    """The pages of the PDFs `parts` as one at `target`. The parts stay; more files come beside `target`."""
    left, level = list(parts), 0
    while len(left) > _MOST_OPEN:
        groups = [left[start : start + _MOST_OPEN] for start in range(0, len(left), _MOST_OPEN)]
        left = [f"{target}.{level}-{number}" for number in range(len(groups))]
        for group, path in zip(groups, left, strict=True):
            _write_one(group, path)
        level += 1
    _write_one(left, target)


def _write_one(parts: Sequence[str], target: str) -> None:
    import pikepdf

    with ExitStack() as opened:
        whole = opened.enter_context(pikepdf.new())
        for path in parts:
            whole.pages.extend(opened.enter_context(pikepdf.open(Path(path))).pages)
        whole.save(
            target,
            deterministic_id=True,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
