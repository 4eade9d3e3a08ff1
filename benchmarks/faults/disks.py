"""A disk that is full, and one that may only be read: small ones of their own, mounted for the purpose."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.faults.documents import numbered_document
from benchmarks.faults.household import Household
from benchmarks.faults.outcome import Part

__all__ = ["full_and_read_only_disks"]

_SMALL = "12m"
"""The pages of one document take 3 MB in the log of the database, and a little in the file."""
_PAGES = 60


def full_and_read_only_disks(folder: Path) -> Part:
    part = Part("a full disk and a read-only one", "losses, half files, errors of the program: 0")
    if sys.platform != "linux" or not _may_mount(folder):
        part.skipped = "disks can only be mounted by root on Linux"
        return part
    document = numbered_document(folder / "ata.pdf", _PAGES)
    part.add("the history's disk is full", _full_history(folder / "full-history", document))
    part.add("the disk of the results is full", _full_target(folder / "full-target", document))
    part.add("the history's disk is read-only", _read_only_history(folder / "read-only", document))
    part.add("the disk of the results is read-only", _read_only_target(folder / "read-only-target", document))
    return part


def _full_history(folder: Path, document: Path) -> list[str]:
    with _mounted(folder, _SMALL):
        house = Household(folder / "house")
        filler = folder / "filler"
        _fill(filler)
        full = house.run("transcribe", str(document), "--quiet")
        faults = _expect("transcribe", full, code=3, words="disk is full")
        filler.unlink()
        again = house.run("transcribe", str(document), "--quiet")
        return faults + _expect("transcribe with room again", again, code=0, words="")


def _full_target(folder: Path, document: Path) -> list[str]:
    house = Household(folder / "house")
    target = folder / "target"
    with _mounted(target, "64k"):
        _fill(target / "filler")
        full = house.run("transcribe", str(document), "-o", str(target / "out.docx"), "--quiet")
        faults = _expect("transcribe", full, code=3, words="disk is full")
        left = sorted(path.name for path in target.iterdir())
        return faults + ([] if left == ["filler"] else [f"left there: {left}"])


def _read_only_history(folder: Path, document: Path) -> list[str]:
    with _mounted(folder, "32m"):
        house = Household(folder / "house")
        faults = _expect("transcribe", house.run("transcribe", str(document), "--quiet"), code=0, words="")
        _run("mount", "-o", "remount,ro", str(folder))
        try:
            faults += _expect("history", house.run("history"), code=0, words="ata.pdf", is_output=True)
            shown = house.run("history", "search", "cartorio")
            faults += _expect("history search", shown, code=0, words="cartorio", is_output=True)
            faults += _expect("transcribe", house.run("transcribe", str(document)), code=3, words="history")
        finally:
            _run("mount", "-o", "remount,rw", str(folder))
        return faults


def _read_only_target(folder: Path, document: Path) -> list[str]:
    house = Household(folder / "house")
    target = folder / "target"
    with _mounted(target, "64k"):
        _run("mount", "-o", "remount,ro", str(target))
        refused = house.run("transcribe", str(document), "-o", str(target / "out.txt"), "--quiet")
        return _expect("transcribe", refused, code=1, words="may not be written to")


def _expect(
    what: str, done: subprocess.CompletedProcess[str], *, code: int, words: str, is_output: bool = False
) -> list[str]:
    said = done.stdout if is_output else done.stderr
    if done.returncode == code and words in said and "Traceback" not in done.stderr:
        return []
    return [f"{what} ended with {done.returncode}, saying: {(done.stderr or done.stdout).strip()[-300:]}"]


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        while True:
            stream.write(bytes(4096))


def _may_mount(folder: Path) -> bool:
    try:
        with _mounted(folder / "try", "64k"):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


@contextmanager
def _mounted(folder: Path, size: str) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder))
    try:
        yield
    finally:
        _run("umount", "--lazy", str(folder))


def _run(*argv: str) -> None:
    subprocess.run(argv, check=True, capture_output=True)
