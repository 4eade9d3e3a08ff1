"""The words that a person has added to the dictionary, one a line in a file beside the settings."""

from __future__ import annotations

import logging
from pathlib import Path

__all__ = ["OwnWords"]

_log = logging.getLogger(__name__)


class OwnWords:
    """Words in lower case; read when first asked. Without a file they are known until the program ends."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._words: set[str] | None = None

    def __contains__(self, word: object) -> bool:
        return word in self._known()

    def add(self, word: str) -> bool:
        """Whether it could be kept: it is known from now on in any case."""
        known = self._known()
        if word.lower() in known:
            return True
        known.add(word.lower())
        if self._file is None:
            return True
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as written:
                written.write(f"{word.lower()}\n")
        except OSError as error:
            _log.warning("a word could not be added to the person's own: %s", error.strerror)
            return False
        return True

    def _known(self) -> set[str]:
        if self._words is None:
            self._words = self._read()
        return self._words

    def _read(self) -> set[str]:
        if self._file is None or not self._file.exists():
            return set()
        try:
            lines = self._file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError as error:
            _log.warning("the person's own words could not be read: %s", error.strerror)
            return set()
        return {line.strip().lower() for line in lines if line.strip()}
