"""`python -m benchmarks.speed`: wall times beside other programs, and how fluid the window stays.

Written to `benchmarks/results/speed-MACHINE.md`. Programs are run in turn, several times, so that a busy
moment of the machine hits all of them; what counts is the ratio of medians.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import machine, ocrmypdf_environment, speed_documents
from benchmarks.page_cost import page_costs
from benchmarks.places import REPOSITORY, results_dir
from benchmarks.speed_programs import (
    ocrmypdf_seconds,
    pdfplumber_seconds,
    pdftotext_seconds,
    transcritor_seconds,
)

__all__ = ["main"]

_PARTS = ("scan", "page", "digital", "again", "window")
_WORKERS = 2
_MANY = 1000
_MOST_OF_PDFIUM, _MOST_OF_PDFTOTEXT, _MOST_OF_PDFPLUMBER = 5.0, 8.0, 1 / 15
"""Times what these take: the goals."""


@dataclass(frozen=True, slots=True)
class _Row:
    what: str
    measured: str
    goal: str = ""
    met: bool | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    rows: list[_Row] = []
    load = f", load {os.getloadavg()[0]:.1f} before it began" if hasattr(os, "getloadavg") else ""
    measures: dict[str, Callable[[int, Path], list[_Row]]] = {
        "scan": _scan,
        "page": _page,
        "digital": _digital,
        "again": _again,
        "window": _window,
    }
    for part in options.only or _PARTS:
        with tempfile.TemporaryDirectory(prefix="bench-speed-") as folder:
            print(f"measuring: {part}", file=sys.stderr, flush=True)
            try:
                found = measures[part](options.rounds, Path(folder))
            except (RuntimeError, subprocess.SubprocessError) as error:
                found = [_Row(part, f"failed: {error}", met=False)]
            for row in found:
                print(f"  {row.what}: {row.measured} {row.goal}", file=sys.stderr, flush=True)
            rows += found
    report = _write(rows, note=f"each program run {options.rounds} times{load}", name=options.name)
    print(report.read_text(encoding="utf-8"))
    return 0


def _scan(rounds: int, folder: Path) -> list[_Row]:
    """Twelve scanned pages, two processes each."""
    scan = speed_documents.short_scan()
    trouble = ocrmypdf_environment.install() or ocrmypdf_environment.missing()
    ways: dict[str, Callable[[int], float]] = {
        "ours": lambda turn: transcritor_seconds(
            scan, home=folder / f"home-{turn}", workers=_WORKERS, target=folder / "scan.txt"
        )
    }
    if not trouble:
        ways["-j 2"] = lambda _: ocrmypdf_seconds(scan, workers=_WORKERS, target=folder / "out.pdf")
        ways["-j 2 --output-type pdf"] = lambda _: ocrmypdf_seconds(
            scan, "--output-type", "pdf", workers=_WORKERS, target=folder / "out.pdf"
        )
    times = _in_turn(ways, rounds)
    ours = median(times["ours"])
    rows = [_Row("12 scanned pages, 2 workers", _spread(times["ours"]))]
    if trouble:
        return [*rows, _Row("12 scanned pages: OCRmyPDF", f"not measured: {trouble}", "0.8 or less")]
    for name in list(ways)[1:]:
        ratio = ours / median(times[name])
        rows.append(_Row(f"12 scanned pages: OCRmyPDF {name}", _spread(times[name])))
        rows.append(_Row(f"ours, of OCRmyPDF {name}", f"{ratio:.2f}", "0.8 or less", ratio <= 0.8))
    return rows


def _page(_: int, __: Path) -> list[_Row]:
    """Ordinary digital pages, in processor time against PDFium's text of the same page."""
    costs = page_costs(speed_documents.ordinary_pages())
    usual = median(cost.ratio for cost in costs)
    return [
        *(
            _Row(
                f"page {cost.page_index + 1} of {cost.name}", f"{cost.ours_ms:.1f} ms, {cost.ratio:.1f} times"
            )
            for cost in costs
        ),
        _Row(
            f"an ordinary digital page, of PDFium's text (median of {len(costs)}, processor time)",
            f"{usual:.1f} times",
            f"{_MOST_OF_PDFIUM} times",
            usual <= _MOST_OF_PDFIUM,
        ),
    ]


def _digital(rounds: int, folder: Path) -> list[_Row]:
    """1,000 digital pages, the history saved; pdfplumber, which takes minutes, only once."""
    document = speed_documents.digital_document(pages=_MANY)
    ways: dict[str, Callable[[int], float]] = {
        "ours": lambda turn: transcritor_seconds(
            document, home=folder / f"home-{turn}", workers=_WORKERS, target=folder / "digital.txt"
        )
    }
    if shutil.which("pdftotext"):
        ways["pdftotext"] = lambda _: pdftotext_seconds(document, folder / "poppler.txt") or 0.0
    times = _in_turn(ways, rounds)
    times["pdfplumber"] = [pdfplumber_seconds(document, folder / "plumber.txt")]
    ours = median(times["ours"])
    rows = [_Row(f"{_MANY} digital pages ({document.stem}), {_WORKERS} workers", _spread(times["ours"]))]
    for name, most in (("pdftotext", _MOST_OF_PDFTOTEXT), ("pdfplumber", _MOST_OF_PDFPLUMBER)):
        if name in times:
            ratio = ours / median(times[name])
            rows.append(_Row(f"{_MANY} digital pages: {name}", _spread(times[name])))
            rows.append(_Row(f"ours, of {name}", f"{ratio:.2f}", f"{most:.2g} or less", ratio <= most))
    return rows


def _again(rounds: int, folder: Path) -> list[_Row]:
    """The same file once more, and a copy of it under another name, with what the first run left behind."""
    scan = speed_documents.short_scan()
    copy = folder / "outro nome.pdf"
    shutil.copyfile(scan, copy)
    times: dict[str, list[float]] = {"first": [], "second": [], "copy": []}
    for turn in range(rounds):
        home = folder / f"home-{turn}"
        for name, pdf in (("first", scan), ("second", scan), ("copy", copy)):
            target = folder / f"{name}.txt"
            times[name].append(transcritor_seconds(pdf, home=home, workers=_WORKERS, target=target))
    first = median(times["first"])
    rows = [_Row("12 scanned pages, first run", _spread(times["first"]))]
    for name, label in (("second", "the same file again"), ("copy", "a copy under another name")):
        share = median(times[name]) / first
        rows.append(_Row(label, _spread(times[name])))
        rows.append(
            _Row(f"{label}, of the first run", f"{share:.2f}", "a small fraction (0.15)", share <= 0.15)
        )
    return rows


def _window(_: int, folder: Path) -> list[_Row]:
    """The window's lateness under full load, in a process of its own."""
    files = [str(speed_documents.long_scan()), str(speed_documents.digital_document())]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.window_lateness", *files],
        cwd=REPOSITORY,
        env=os.environ | {"TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if done.returncode != 0 or not done.stdout.strip():
        raise RuntimeError(f"the window ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    found = json.loads(done.stdout.strip().splitlines()[-1])
    load = f"{found['rows']} rows, {found['pages_read']} pages read meanwhile, {found['ticks']} ticks"
    return [
        _Row(f"lateness of a 16 ms timer, median ({load})", f"{found['median_ms']} ms"),
        _Row("lateness of a 16 ms timer, p99", f"{found['p99_ms']} ms", "under 50 ms", found["p99_ms"] < 50),
        _Row(
            "lateness of a 16 ms timer, worst",
            f"{found['worst_ms']} ms",
            "under 200 ms",
            found["worst_ms"] < 200,
        ),
    ]


def _in_turn(ways: dict[str, Callable[[int], float]], rounds: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds):
        for name, way in ways.items():
            times[name].append(way(turn))
    return times


def _spread(times: Sequence[float]) -> str:
    if len(times) == 1:
        return f"{times[0]:.1f} s"
    return f"{median(times):.1f} s (median of {len(times)}; {min(times):.1f} to {max(times):.1f})"


def _write(rows: Sequence[_Row], *, note: str, name: str) -> Path:
    stem = "-".join(part for part in ("speed", machine.slug(), name) if part)
    report = results_dir() / f"{stem}.md"
    marks = {True: "met", False: "**missed**", None: ""}
    lines = [
        "# Speed",
        "",
        *machine.facts(),
        f"- {', '.join(ocrmypdf_environment.versions())}",
        f"- {note}",
        "",
        "| what | measured | goal | |",
        "|---|---|---|---|",
        *(f"| {row.what} | {row.measured} | {row.goal} | {marks[row.met]} |" for row in rows),
    ]
    report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return report


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--only", action="append", choices=_PARTS, help="a part; may be given again")
    parser.add_argument("--rounds", type=int, default=3, help="how often each program runs")
    parser.add_argument("--name", default="", help="a word added to the name of the results")
    return parser


if __name__ == "__main__":
    sys.exit(main())
