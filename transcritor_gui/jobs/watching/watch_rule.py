"""What is done with the files of a watched folder, as a value, and which folders may be watched together.

`watch_folders` carries it out.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import DEFAULT_OPTIONS, DEFAULT_TEMPLATE, ExportOptions
from transcritor_gui.model import TranscriptionOptions

__all__ = ["WatchRule", "check_watch_rules", "rule_digest"]


@dataclass(frozen=True, slots=True)
class WatchRule:
    folder: Path
    """Where files come from; absolute. Nothing of ours is written there."""
    options: TranscriptionOptions
    format: str
    """An exporter's `format`, such as 'pdf'."""
    export_folder: Path
    """Absolute."""
    name_template: str = DEFAULT_TEMPLATE
    export_options: ExportOptions = DEFAULT_OPTIONS
    done_folder: Path | None = None
    """Absolute; where files go when their result has been written. None: they stay where they are."""
    subfolders: bool = False
    """Whether files in folders below `folder` are taken as well."""


def rule_digest(rule: WatchRule) -> str:
    """What a rule is known by again: where from, in which format and where to.

    Files that were taken by it are not taken again when its options, names or the rest of it change.
    """
    parts = (os.fspath(rule.folder), rule.format, os.fspath(rule.export_folder))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def check_watch_rules(rules: Sequence[WatchRule]) -> None:
    """TranscritorError(WATCH_FOLDERS_OVERLAP) where a file of one folder would be taken in another again.

    That is so when a folder of results, or one of files that are done, and a watched one lie in each other,
    and when a watched folder is or holds another. Symbolic links are followed.
    """
    for place, rule in enumerate(rules):
        for target in _targets(rules):
            if _holds(rule.folder, target) or _holds(target, rule.folder):
                raise _overlap(rule.folder, target)
        for other in rules[place + 1 :]:
            if (
                _real(rule.folder) == _real(other.folder)
                or (rule.subfolders and _holds(rule.folder, other.folder))
                or (other.subfolders and _holds(other.folder, rule.folder))
            ):
                raise _overlap(rule.folder, other.folder)


def _targets(rules: Sequence[WatchRule]) -> tuple[Path, ...]:
    asides = tuple(rule.done_folder for rule in rules if rule.done_folder is not None)
    return (*dict.fromkeys((*(rule.export_folder for rule in rules), *asides)),)


def _holds(outer: Path, inner: Path) -> bool:
    """Whether `inner` is `outer`, or lies in it."""
    return _real(inner).is_relative_to(_real(outer))


def _real(folder: Path) -> Path:
    """Where a folder really is; its case is folded where the system takes no notice of it."""
    return Path(os.path.normcase(os.path.realpath(folder)))


def _overlap(folder: Path, other: Path) -> TranscritorError:
    return TranscritorError(ErrorCode.WATCH_FOLDERS_OVERLAP, folder=folder, other=other)
