"""How fast a large court file is written in parts, and whether each part is whole and alone.

Run it as `python -m benchmarks.parts`. The file is made (`made_court_file`): a word of its own in all that
belongs to a page, so that what of other pages is left in a part is found wherever it is.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2

from benchmarks import machine
from benchmarks.exports import made_page
from benchmarks.made_court_file import make_court_file, marks_in, page_mark
from benchmarks.places import results_dir
from transcritor_gui.export import ExportOptions, PartsMade, SourceExporter, SourceFile, exporter_for
from transcritor_gui.model import DocumentFacts, Portal, Transcript, TranscriptionOptions

__all__ = ["main"]

_PAGES = 900
_PICTURE_BYTES = 365_000
"""Makes 200 MB of 900 pages."""
_PART_MB = 1.5
_GOAL_S = 60.0


@dataclass(frozen=True, slots=True)
class _Faults:
    """How often something is not as it should be."""

    over: int
    strange: int
    """Parts in which a word of another part's page stands, in whatever place."""
    missing: int
    """Pages that are in no part, or whose own word is not to be read on them."""
    out_of_order: int
    astray: int
    """Links that lead out of their part."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=_PAGES)
    parser.add_argument("--format", default="pdf", choices=["pdf", "pdfa"])
    arguments = parser.parse_args()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "autos.pdf"
        make_court_file(path, pages=arguments.pages, picture_bytes=_PICTURE_BYTES)
        transcript = _transcript(path, arguments.pages)
        wall_s, cpu_s = time.perf_counter(), time.process_time()
        made = _cut(path, Path(folder), arguments.format, transcript)
        wall_s, cpu_s = time.perf_counter() - wall_s, time.process_time() - cpu_s
        faults = _faults(made, arguments.pages)
        size_mb = path.stat().st_size / 1e6
    largest = max(part.size_bytes for part in made.parts)
    found = f"{faults.over} / {faults.strange} / {faults.missing} / {faults.out_of_order} / {faults.astray}"
    met = "met" if wall_s < _GOAL_S and found == "0 / 0 / 0 / 0 / 0" else "missed"
    lines = [
        "# Parts for portals",
        "",
        *machine.facts(),
        f"- load {load:.1f} at the beginning; format {arguments.format}",
        "",
        f"| a made court file of {size_mb:.0f} MB and {arguments.pages} pages, in parts of {_PART_MB} MB | "
        "measured | goal |",
        "|---|---|---|",
        f"| time, of the processor | {wall_s:.1f} s, {cpu_s:.1f} s | {_GOAL_S:g} s |",
        f"| parts, the largest | {len(made.parts)}, {largest / 1e6:.2f} MB | {_PART_MB} MB |",
        "| over the limit / with something of other pages / pages missing / out of order / links astray | "
        f"{found} | none |",
        f"| | {met} | |",
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    (results_dir() / f"parts-{machine.slug()}.md").write_text(text, encoding="utf-8")


def _transcript(path: Path, pages: int) -> Transcript:
    facts = DocumentFacts(
        path.name, hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size, pages
    )
    chance = random.Random(1)
    read = tuple(made_page(index, chance) for index in range(pages))
    return Transcript(facts, TranscriptionOptions(), read)


def _cut(path: Path, folder: Path, format_name: str, transcript: Transcript) -> PartsMade:
    """The whole way of an export: words put on, then cut."""
    exporter = exporter_for(format_name).with_source(SourceFile(path))
    assert isinstance(exporter, SourceExporter)
    options = ExportOptions(portal=Portal("", _PART_MB))
    parts = folder / "parts"
    parts.mkdir()
    whole = parts / "whole.pdf"
    with whole.open("wb") as stream:
        stream.writelines(exporter.chunks(transcript, options))
    return exporter.cut(whole, parts, transcript, options, check=lambda: None)


def _faults(made: PartsMade, pages: int) -> _Faults:
    order: list[int] = []
    strange = missing = astray = 0
    for part in made.parts:
        data = part.path.read_bytes()
        own = range(part.first_index, part.last_index + 1)
        order += own
        strange += not marks_in(data) <= set(own)
        with pypdfium2.PdfDocument(data) as pdf:
            texts = [page.get_textpage().get_text_range() for page in pdf]
        missing += sum(page_mark(index) not in text for index, text in zip(own, texts, strict=True))
        with pikepdf.open(part.path) as pdf:
            inside = {page.obj.objgen for page in pdf.pages}
            for page in pdf.pages:
                links = [each.Dest[0].objgen for each in page.obj.get("/Annots", []) if "/Dest" in each]
                astray += sum(goal not in inside for goal in links)
    return _Faults(
        over=sum(part.size_bytes > _PART_MB * 1e6 for part in made.parts),
        strange=strange,
        missing=missing + pages - len(set(order)),
        out_of_order=sum(later != earlier + 1 for earlier, later in pairwise(order)),
        astray=astray,
    )


if __name__ == "__main__":
    main()
