"""The program with a home and a folder for temporary files of its own, watched from outside."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

__all__ = ["Household"]

_ENDS_WITHIN_S = 20.0
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Household:
    """Everything that a program started here may leave lies below `folder`."""

    folder: Path

    def __post_init__(self) -> None:
        for place in (self.home, self.temporary):
            place.mkdir(parents=True, exist_ok=True)

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def temporary(self) -> Path:
        return self.folder / "tmp"

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(_ROOT),
            "TRANSCRITOR_HOME": str(self.home),
            "TRANSCRITOR_INTERFACE_LANGUAGE": "en",
            "TRANSCRITOR_WORKERS": "2",
            "TMPDIR": str(self.temporary),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def start(self, *argv: str) -> subprocess.Popen[str]:
        """The program at work, leading a process group of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "transcritor_gui", *argv],
            env=self.environment(),
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *argv: str, timeout_s: float = 300.0) -> subprocess.CompletedProcess[str]:
        with self.start(*argv) as program:
            try:
                out, err = program.communicate(timeout=timeout_s)
            except subprocess.TimeoutExpired:
                os.killpg(program.pid, signal.SIGKILL)
                out, err = program.communicate()
                err += f"\nstill at work after {timeout_s:.0f} s"
        return subprocess.CompletedProcess(argv, program.returncode, out, err)

    def jobs(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = json.loads(self.run("history", "--json").stdout)
        return listed

    def processes(self) -> list[psutil.Process]:
        """Those that were started with this home, whoever started them."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error, OSError):
                is_zombie = process.status() == psutil.STATUS_ZOMBIE
                if not is_zombie and process.environ().get("TRANSCRITOR_HOME") == str(self.home):
                    found.append(process)
        return found

    def workers(self, program: subprocess.Popen[str]) -> list[psutil.Process]:
        """The processes that read pages for `program`."""
        with contextlib.suppress(psutil.Error):
            children = psutil.Process(program.pid).children(recursive=True)
            return [child for child in children if "spawn_main" in " ".join(_arguments(child))]
        return []

    def orphans(self) -> list[str]:
        """What does not end although its program has."""
        limit = time.monotonic() + _ENDS_WITHIN_S
        while (left := self.processes()) and time.monotonic() < limit:
            time.sleep(0.1)
        for process in left:
            with contextlib.suppress(psutil.Error):
                process.kill()
        return [f"process {process.pid} is left" for process in left]

    def leavings(self, outputs: Sequence[Path] = ()) -> list[str]:
        """Temporary files and unfinished exports."""
        # A socket holds nothing, and the next window takes it over.
        left = [path for path in self.temporary.rglob("*") if not path.is_dir() and not path.is_socket()]
        left += [path for folder in outputs for path in folder.glob(".transcritor-*")]
        return [f"{path.relative_to(self.folder)} is left" for path in left]


def _arguments(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
