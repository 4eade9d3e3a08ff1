"""Which names in the list are those of several files, and need their folder told. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath, PureWindowsPath

__all__ = ["RepeatedNames", "folder_words"]


class RepeatedNames:
    """Counts files that come and go, each as (name, path).

    A name is repeated that files of different places have; one file that was added twice repeats none. Each
    change tells which names became, or ceased to be, repeated.
    """

    def __init__(self) -> None:
        self._files: Counter[tuple[str, str]] = Counter()
        self._places: Counter[str] = Counter()

    def load(self, files: Iterable[tuple[str, str]]) -> None:
        self._files = Counter(files)
        self._places = Counter(name for name, _path in self._files)

    def add(self, files: Iterable[tuple[str, str]]) -> frozenset[str]:
        return self._change(files, 1)

    def remove(self, files: Iterable[tuple[str, str]]) -> frozenset[str]:
        return self._change(files, -1)

    def has(self, name: str) -> bool:
        """Whether files of different places have this name."""
        return self._places[name] > 1

    def _change(self, files: Iterable[tuple[str, str]], step: int) -> frozenset[str]:
        changed = Counter(files)
        before = {name: self.has(name) for name, _path in changed}
        for file, count in changed.items():
            was_there = self._files[file] > 0
            self._files[file] += step * count
            is_there = self._files[file] > 0
            self._places[file[0]] += is_there - was_there
        return frozenset(name for name, was in before.items() if self.has(name) is not was)


def folder_words(path: str) -> str:
    """The folder of a file as it is written on the system the file came from."""
    is_windows = "\\" in path and not path.startswith("/")
    return str((PureWindowsPath(path) if is_windows else PurePosixPath(path)).parent)
