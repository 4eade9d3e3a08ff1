"""`python -m benchmarks.searchable_pdf`: our searchable PDFs beside OCRmyPDF's, of twenty scans.

Both are asked for a searchable PDF of each file, with the same models, and what Poppler's pdftotext finds in
the two is compared: which words, how far from their ink, in how many bytes. What was made is kept in
`build/bench/searchable`; `--again ours` or `--again theirs` makes it anew.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import ocrmypdf_environment
from benchmarks.places import REPOSITORY, build_dir, corpus_dir
from benchmarks.searchable_report import FileFigures, write_report
from benchmarks.searchable_words import compared

_FILES = (
    "digital/docling-nemotron_multipage.pdf",
    "digital/ocrmypdf-aspect.pdf",
    "digital/ocrmypdf-cardinal.pdf",
    "digital/ocrmypdf-ccitt.pdf",
    "digital/ocrmypdf-epson.pdf",
    "digital/ocrmypdf-francais.pdf",
    "digital/ocrmypdf-graph.pdf",
    "digital/ocrmypdf-graph_ocred.pdf",
    "digital/ocrmypdf-multipage.pdf",
    "digital/ocrmypdf-rotated_skew.pdf",
    "digital/ocrmypdf-skew.pdf",
    "digital/pdfjs-issue5747.pdf",
    "digital/pdfminer-pdf-with-jbig2.pdf",
    "digital/pikepdf-congress.pdf",
    "digital/pikepdf-sandwich.pdf",
    "digital/unstructured-loremipsum-flat.pdf",
    "gt/en-docling-ocr_test.pdf",
    "gt/pt-acordao-14-2010.pdf",
    "gt/pt-acordao-45-2010.pdf",
    "gt/pt-acordao-82-2018.pdf",
)
_TIMEOUT_S = 1800


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--again", action="append", choices=("ours", "theirs"), default=[])
    parser.add_argument("--no-install", action="store_true")
    chosen = parser.parse_args(arguments)
    corpus = corpus_dir()
    if corpus is None or shutil.which("pdftotext") is None:
        print("needs the corpus and pdftotext")
        return 1
    if not chosen.no_install and (reason := ocrmypdf_environment.install()):
        print(reason)
        return 1
    folder = build_dir() / "searchable"
    figures = []
    for name in _FILES:
        source = corpus / name
        ours, theirs = (folder / which / source.name for which in ("ours", "theirs"))
        for target in (ours, theirs):
            target.parent.mkdir(parents=True, exist_ok=True)
        if "ours" in chosen.again or not ours.exists():
            _make_ours(source, ours)
        if "theirs" in chosen.again or not theirs.exists():
            _make_theirs(source, theirs)
        figures.append(FileFigures(name, source, ours, theirs, compared(source, ours, theirs)))
        print(figures[-1].line())
    print(write_report(figures))
    return 0


def _make_ours(source: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as home:
        command = [
            sys.executable, "-m", "transcritor_gui", "transcribe", str(source), "--format", "pdf",
            "-o", str(target), "--replace", "--jobs", "1", "--quiet",
        ]  # fmt: skip
        _run(command, os.environ | {"TRANSCRITOR_HOME": home}, target)


def _make_theirs(source: Path, target: Path) -> None:
    """As it comes; pages that have an OCR layer are read anew, as ours are."""
    command = [
        str(ocrmypdf_environment.program()), "--quiet", "--language", "por+eng", "--jobs", "1",
        "--redo-ocr", str(source), str(target),
    ]  # fmt: skip
    _run(command, ocrmypdf_environment.variables(), target)


def _run(command: list[str], environment: dict[str, str], target: Path) -> None:
    target.unlink(missing_ok=True)  # of an earlier run
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=environment,
        check=False,
        timeout=_TIMEOUT_S,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if not target.exists():
        print(f"{target.name}: {done.stderr.strip().splitlines()[-1:]}")


if __name__ == "__main__":
    sys.exit(main())
