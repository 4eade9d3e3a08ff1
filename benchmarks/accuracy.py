"""`python -m benchmarks.accuracy`: how faithful the text is, beside plain Tesseract and OCRmyPDF.

Real pages with ground truth and made ones go through every system with the same models. The table of goals,
the error rates of every set and page, and a plot are written to `benchmarks/results/accuracy-MACHINE.*`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from benchmarks import ocrmypdf_environment
from benchmarks.added_time import measure_added_time
from benchmarks.comparison import compare
from benchmarks.corpus import corpus_pages, real_pages
from benchmarks.figures import CER_SETS, goals, scores
from benchmarks.generator import MADE_SETS, SEED, build_set
from benchmarks.pages import BenchPage
from benchmarks.places import build_dir, corpus_dir
from benchmarks.readings import ReadingCache
from benchmarks.report import write_report
from benchmarks.systems import OCRMYPDF, OCRMYPDF_CLEAN, OURS, OURS_AUTO, PLAIN, SYSTEMS

__all__ = ["main"]

_SETS = ("real", *MADE_SETS, "corpus")
_COMPARED_SETS = (*CER_SETS, "stamped")
"""Read by every system; the others are judged by what only ours tells."""
_COMPARED = (OURS, PLAIN, OCRMYPDF, OCRMYPDF_CLEAN)


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if corpus_dir() is None:
        print(
            "The corpus is not on this machine: set TRANSCRITOR_CORPUS to its folder.",
            file=sys.stderr,
        )
        return 3
    if not options.no_install and any(name.startswith("ocrmypdf") for name in options.systems):
        trouble = ocrmypdf_environment.install()
        if trouble:
            print(f"OCRmyPDF is left out: {trouble}", file=sys.stderr)
    missing = {name: SYSTEMS[name].missing() for name in options.systems}
    present = [name for name in options.systems if not missing[name]]
    for name, reason in missing.items():
        if reason:
            print(f"{SYSTEMS[name].label} is left out: {reason}", file=sys.stderr)
    wanted: list[tuple[BenchPage, list[str]]] = []
    for set_name in options.only or _SETS:
        for page in _pages(set_name, seed=options.seed, limit=options.limit):
            names = [name for name in present if name in _read_by(set_name)]
            if names:
                wanted.append((page, names))
    cache = ReadingCache(build_dir() / "readings")
    compared = compare(wanted, cache=cache, jobs=options.jobs, progress=_show_progress)
    rated = scores(compared)
    found = list(goals(compared, rated))
    if OURS in present and not options.no_timing:
        found.append(measure_added_time(build_set("clean", seed=options.seed, limit=5)))
    notes = [f"{SYSTEMS[name].label} left out: {reason}" for name, reason in missing.items() if reason]
    if options.limit is not None or options.only:
        notes.append(
            "a part of the pages only: " + " ".join(arguments if arguments is not None else sys.argv[1:])
        )
    report = write_report(
        compared,
        rated,
        found,
        systems=[name for name in present if name != OURS_AUTO],
        notes=notes,
        seed=options.seed,
        name=options.name,
    )
    print(report.read_text(encoding="utf-8").split("## Pages")[0])
    print(f"Written to {report}")
    return 0


def _read_by(set_name: str) -> tuple[str, ...]:
    if set_name in _COMPARED_SETS:
        return _COMPARED
    return (OURS_AUTO,) if set_name == "languages" else (OURS,)


def _pages(set_name: str, *, seed: int, limit: int | None) -> tuple[BenchPage, ...]:
    if set_name in MADE_SETS:
        return build_set(set_name, seed=seed, limit=limit)
    pages = real_pages() if set_name == "real" else corpus_pages()
    if limit is None or limit >= len(pages):
        return pages
    return tuple(pages[index * len(pages) // limit] for index in range(limit))


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {total} readings", end="\n" if done == total else "", file=sys.stderr, flush=True)
    elif done % 50 == 0 or done == total:
        print(f"{done} of {total} readings", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--only", action="append", choices=_SETS, help="a set of pages; may be given again")
    parser.add_argument("--limit", type=int, help="how many pages of each set")
    parser.add_argument("--jobs", type=int, default=2, help="worker processes")
    parser.add_argument(
        "--seed", type=int, default=SEED, help="another number makes other pages of the same kinds"
    )
    parser.add_argument(
        "--systems",
        type=lambda text: text.split(","),
        default=list(SYSTEMS),
        help=f"some of {','.join(SYSTEMS)}",
    )
    parser.add_argument("--name", default="", help="a word added to the names of the results")
    parser.add_argument(
        "--no-install", action="store_true", help="leave OCRmyPDF out where it is not installed yet"
    )
    parser.add_argument("--no-timing", action="store_true", help="leave out the added time on clean pages")
    return parser


if __name__ == "__main__":
    sys.exit(main())
