"""Which names stand in the list more than once, and need their folder told. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath, PureWindowsPath

__all__ = ["RepeatedNames", "folder_words"]


class RepeatedNames:
    """Counts names that come and go; each call tells which of them became, or ceased to be, repeated."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def load(self, names: Iterable[str]) -> None:
        self._counts = Counter(names)

    def add(self, names: Iterable[str]) -> frozenset[str]:
        return self._change(names, 1)

    def remove(self, names: Iterable[str]) -> frozenset[str]:
        return self._change(names, -1)

    def has(self, name: str) -> bool:
        """Whether this name stands there more than once."""
        return self._counts[name] > 1

    def _change(self, names: Iterable[str], step: int) -> frozenset[str]:
        changed = Counter(names)
        before = {name for name in changed if self.has(name)}
        for name, count in changed.items():
            self._counts[name] += step * count
        return frozenset(name for name in changed if self.has(name) is not (name in before))


def folder_words(path: str) -> str:
    """The folder of a file as it is written on the system the file came from."""
    is_windows = "\\" in path and not path.startswith("/")
    return str((PureWindowsPath(path) if is_windows else PurePosixPath(path)).parent)
