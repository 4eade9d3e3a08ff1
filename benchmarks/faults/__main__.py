"""`python -m benchmarks.faults`: each promise tried, a table of what held, exit code 1 where one did not."""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import machine
from benchmarks.faults.disks import full_and_read_only_disks
from benchmarks.faults.hostile import broken_files, mutated_files
from benchmarks.faults.kills import random_kills
from benchmarks.faults.outcome import Part
from benchmarks.faults.soak import soak
from benchmarks.faults.writes import failing_database, failing_export
from benchmarks.places import results_dir

_CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "broken"
_SHOWN_FAULTS = 20


def main() -> int:
    # Ignored in the background of a script, and the programs started here would take that over.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    wanted = _arguments()
    sizes = _LONG if wanted.long else _SHORT
    kills = wanted.kills if wanted.kills is not None else sizes["kills"]
    files = wanted.files if wanted.files is not None else sizes["files"]
    soaked = wanted.soak if wanted.soak is not None else sizes["soak"]
    parts: dict[str, Callable[[Path], Part]] = {
        "database": lambda folder: failing_database(folder, step=sizes["step"]),
        "export": failing_export,
        "disks": full_and_read_only_disks,
        "kills": lambda folder: random_kills(folder, kills=kills, seed=wanted.seed),
        "mutated": lambda folder: mutated_files(folder, files=files, seed=wanted.seed),
        "broken": lambda folder: broken_files(folder, _CORPUS, step=sizes["step"]),
        "soak": lambda folder: soak(folder, files=soaked, seed=wanted.seed),
    }
    chosen = wanted.only.split(",") if wanted.only else list(parts)
    done = []
    for name in chosen:
        began_s = time.monotonic()
        folder = Path(tempfile.mkdtemp(prefix=f"transcritor-faults-{name}-"))
        tempfile.tempdir = str(folder)
        try:
            part = parts[name](folder)
        finally:
            tempfile.tempdir = None
            shutil.rmtree(folder, ignore_errors=True)
        part.figures["seconds"] = round(time.monotonic() - began_s)
        done.append(part)
        print(_row(part), flush=True)
        for fault in part.faults[:_SHOWN_FAULTS]:
            print(f"    {fault}", flush=True)
    if wanted.write:
        target = results_dir() / f"reliability-{machine.slug()}.md"
        target.write_text(_page(done, seed=wanted.seed), encoding="utf-8")
        print(f"Written: {target}")
    return 0 if all(part.holds for part in done) else 1


_SHORT = {"kills": 4, "files": 500, "soak": 20, "step": 5}
"""For under three minutes on two processors that have nothing else to do."""
_LONG = {"kills": 50, "files": 5000, "soak": 2000, "step": 1}
"""`step`: of writes, and of the files of the corpus, each so many'th."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--long", action="store_true", help="as often as the goals are stated for")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=None, metavar="N")
    parser.add_argument("--files", type=int, default=None, metavar="N", help="mutated files")
    parser.add_argument("--soak", type=int, default=None, metavar="N", help="files of the soak")
    parser.add_argument("--only", default="", metavar="PART,...", help="these parts alone")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results")
    return parser.parse_args()


def _row(part: Part) -> str:
    if part.skipped:
        return f"| {part.title} | {part.goal} | skipped: {part.skipped} | |"
    found = "holds" if part.holds else f"**{len(part.faults)} faults**"
    figures = ", ".join(f"{name} {count}" for name, count in sorted(part.figures.items()))
    return f"| {part.title} | {part.goal} | {part.tried} tried, {found} | {figures} |"


def _page(parts: list[Part], *, seed: int) -> str:
    lines = [
        "# Reliability",
        "",
        *machine.facts(),
        f'- made by `make test-faults ARGS="--write ..."`, seed {seed}',
        "",
        "| tried | goal | found | figures |",
        "|---|---|---|---|",
        *(_row(part) for part in parts),
        "",
    ]
    for part in parts:
        if part.faults:
            lines += [f"## {part.title}", "", *(f"- {fault}" for fault in part.faults), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
