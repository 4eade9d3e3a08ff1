"""Typefaces for made pages: those of the system, and where there are none those that matplotlib brings.

Debian: `fonts-liberation`, `fonts-dejavu`, `fonts-urw-base35`. A family that is missing is stood in for by
another, so pages made on machines with different fonts differ; each page's facts name the face used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["Face", "faces", "truetype_faces"]

_WANTED = (
    ("Liberation Serif", ("LiberationSerif-Regular.ttf", "times.ttf", "Times New Roman.ttf")),
    ("Liberation Sans", ("LiberationSans-Regular.ttf", "arial.ttf", "Arial.ttf")),
    ("DejaVu Serif", ("DejaVuSerif.ttf",)),
    ("Palladio", ("P052-Roman.otf", "pala.ttf", "Palatino.ttc")),
    ("DejaVu Sans", ("DejaVuSans.ttf",)),
    ("Century Schoolbook", ("C059-Roman.otf", "georgia.ttf", "Georgia.ttf")),
    ("Liberation Mono", ("LiberationMono-Regular.ttf", "cour.ttf", "Courier New.ttf", "DejaVuSansMono.ttf")),
    ("Bookman", ("URWBookman-Light.otf", "BOOKOS.TTF")),
)


@dataclass(frozen=True, slots=True)
class Face:
    name: str
    path: Path


@cache
def faces() -> tuple[Face, ...]:
    """The wanted faces that this machine has, in a fixed order; raises FileNotFoundError when it has none."""
    found = {path.name: path for folder in reversed(_folders()) for path in _font_files(folder)}
    chosen: list[Face] = []
    for name, candidates in _WANTED:
        file = next((found[candidate] for candidate in candidates if candidate in found), None)
        if file is not None:
            chosen.append(Face(name, file))
    if not chosen:
        raise FileNotFoundError(
            "no usable font: install the Debian packages fonts-liberation and fonts-dejavu, or matplotlib"
        )
    return tuple(chosen)


def truetype_faces() -> tuple[Face, ...]:
    """Those of `faces` with TrueType outlines, for text layers that embed their font."""
    return tuple(face for face in faces() if face.path.suffix.lower() == ".ttf")


def _folders() -> list[Path]:
    home = Path.home()
    folders = [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    ]
    if sys.platform == "darwin":
        folders = [Path("/Library/Fonts"), Path("/System/Library/Fonts"), home / "Library/Fonts"]
    elif sys.platform == "win32":
        folders = [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"]
    matplotlib = find_spec("matplotlib")
    if matplotlib is not None and matplotlib.origin is not None:
        folders.append(Path(matplotlib.origin).parent / "mpl-data" / "fonts" / "ttf")
    return [folder for folder in folders if folder.is_dir()]


def _font_files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in {".ttf", ".otf", ".ttc"})
