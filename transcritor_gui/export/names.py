"""File names for exports: safe on every system, and never one that is already taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from transcritor_gui.document_kinds import document_stem

__all__ = ["MOST_BYTES", "candidate_names", "export_name", "free_name", "safe_name"]

_FORBIDDEN = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]')
"""What Windows refuses, what no file system can encode, and the signs that make a name read backwards."""
_RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|COM[0-9¹²³]|LPT[0-9¹²³])(?:\..*)?", re.IGNORECASE
)
"""Names of devices, with whatever suffix (Microsoft: Naming Files, Paths, and Namespaces)."""
MOST_BYTES = 200
"""Of a name without its suffix: 255 is the limit of most systems; the rest is for ' (2)' and the suffix."""


def safe_name(stem: str) -> str:
    """`stem` as a file name without suffix that Windows, macOS and Linux all accept; never empty."""
    text = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", stem))
    text = _shortened(text).strip().rstrip(". ")
    if not text or set(text) <= {".", "_", " "}:
        return "_"
    return f"_{text}" if _RESERVED.fullmatch(text) else text


def export_name(document_name: str, suffix: str) -> str:
    """The name of an export of `document_name` ('a.pdf'), with `suffix` ('.txt')."""
    return safe_name(document_stem(document_name)) + suffix


def candidate_names(name: str) -> Iterator[str]:
    """`name`, then 'name (2).txt', 'name (3).txt' and so on without end."""
    yield name
    path = Path(name)
    number = 2
    while True:
        yield f"{path.stem} ({number}){path.suffix}"
        number += 1


def free_name(folder: Path, name: str) -> Path:
    """The first of `candidate_names` that does not exist in `folder`. Another program may still take it."""
    return next(path for path in (folder / each for each in candidate_names(name)) if not _taken(path))


def _taken(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _shortened(text: str) -> str:
    data = text.encode()
    return text if len(data) <= MOST_BYTES else data[:MOST_BYTES].decode(errors="ignore")
