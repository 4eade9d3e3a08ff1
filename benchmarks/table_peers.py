"""pdfplumber, camelot and img2table in a virtual environment of their own, asked for the tables of files.

They bring their own builds of OpenCV, which the program's environment must not have.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks import environments
from benchmarks.environments import python_of
from benchmarks.places import REPOSITORY
from benchmarks.table_scores import Cell

__all__ = ["PEERS", "install", "peer_tables", "versions"]

PEERS = ("pdfplumber", "camelot-lattice", "camelot-stream", "img2table")
_ENVIRONMENT = "tables"
_PACKAGES = ("pdfplumber>=0.11.10", "camelot-py>=2.0", "img2table>=2.0")
_PROGRAM = REPOSITORY / "benchmarks" / "table_peers_program.py"


def install() -> str:
    """Install them where they are not yet; why that failed, or ''."""
    return "" if python_of(_ENVIRONMENT).exists() else environments.install(_ENVIRONMENT, _PACKAGES)


def versions() -> list[str]:
    """'camelot-py 2.0.0', ..."""
    done = subprocess.run(
        [str(python_of(_ENVIRONMENT)), "-m", "pip", "list", "--format", "json"],
        capture_output=True,
        check=True,
    )
    wanted = {package.split(">")[0] for package in _PACKAGES}
    return [f"{item['name']} {item['version']}" for item in json.loads(done.stdout) if item["name"] in wanted]


def peer_tables(peer: str, files: Sequence[Path]) -> dict[Path, dict[int, list[list[Cell]]]]:
    """The tables that `peer` finds: by file, by page from 0."""
    done = subprocess.run(
        [str(python_of(_ENVIRONMENT)), str(_PROGRAM), peer, *map(str, files)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    )
    answer = json.loads(done.stdout.splitlines()[-1])
    return {
        Path(path): {
            int(page): [[(row, column, row, column, text) for row, column, text in table] for table in tables]
            for page, tables in pages.items()
        }
        for path, pages in answer.items()
    }
