"""What a drop or the clipboard holds: files and folders of this computer, and things that are not."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData

from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.i18n import ntr
from transcritor_gui.jobs.events import RefusedFile

__all__ = ["Dropped", "dropped", "hover_words", "is_of_interest"]

_VIRTUAL = ("FileGroupDescriptor", "x-moz-file-promise", "promised-file", "x-special/gnome-icon-list")
"""Parts of the formats by which mail programs and browsers offer files that do not exist yet."""


@dataclass(frozen=True, slots=True)
class Dropped:
    paths: tuple[str, ...]
    """Local files and folders, as given; not looked at yet."""
    refused: tuple[RefusedFile, ...]
    asks_options: bool = False
    """Whether they were dropped with the key that asks how they are to be read."""

    @property
    def count(self) -> int:
        return len(self.paths) + len(self.refused)


def is_of_interest(data: QMimeData) -> bool:
    """Whether `data` is about files at all; plain text, for instance, is not."""
    return data.hasUrls() or _is_virtual(data)


def dropped(data: QMimeData) -> Dropped:
    """The paths in `data`, each once, and with a reason what is no file of this computer."""
    paths: dict[str, None] = {}
    refused: list[RefusedFile] = []
    for url in data.urls():
        if url.isLocalFile():
            paths[url.toLocalFile()] = None
        else:
            refused.append(_refused(url.toDisplayString()))
    if not paths and not refused and _is_virtual(data):
        refused.append(_refused(data.text()[:200]))
    return Dropped(tuple(paths), tuple(refused))


def hover_words(found: Dropped) -> str:
    """What the window says while the mouse holds this over it."""
    if found.asks_options:
        return ntr(
            "Drop to choose options for {count} file", "Drop to choose options for {count} files", found.count
        )
    if all(_has_suffix(path) for path in found.paths):
        return ntr("Drop to transcribe {count} file", "Drop to transcribe {count} files", found.count)
    return ntr(
        "Drop to transcribe {count} folder", "Drop to transcribe {count} files and folders", found.count
    )


def _has_suffix(path: str) -> bool:
    """Whether it is called like a file. (Of 5,000 files, PurePath took the window 24 ms to tell.)"""
    return "." in path.rpartition("/")[2][1:-1]


def _is_virtual(data: QMimeData) -> bool:
    return any(part in name for name in data.formats() for part in _VIRTUAL)


def _refused(name: str) -> RefusedFile:
    return RefusedFile(name, ErrorInfo(ErrorCode.NOT_A_LOCAL_FILE, (("name", name),)))
