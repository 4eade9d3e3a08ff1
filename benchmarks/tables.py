"""Tables: how many cells are found and right, beside pdfplumber, camelot and img2table.

    python -m benchmarks.tables                    # made ones, digital and as scans, and ICDAR
    python -m benchmarks.tables --each 2 --seed 7 --without-scans --without-peers

Made tables are judged cell by cell: the text, in its row and its column. On pages without tables each
one that is found counts as false. Documents of the ICDAR 2013 table competition, with the truth beside them
(`NAME.tables.json`), by cells and by pairs of neighbours.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import machine, table_peers
from benchmarks.damage import Damage, spoil
from benchmarks.made_tables import STYLES, MadeDocument, make_documents
from benchmarks.pages_without_tables import KINDS, make_pages
from benchmarks.places import build_dir, corpus_dir, results_dir
from benchmarks.table_scores import Cell, TableFigures, cells_in_place, compared
from transcritor_gui.model import OcrMode, Table, TranscriptionOptions
from transcritor_gui.pipeline import PageTask, bundled_packs, inspect_document, transcribe_page

Tables = Sequence[Sequence[Cell]]
Reading = Mapping[Path, Mapping[int, Tables]]

OURS = "transcritor"
GOALS = {"ruled": 0.99, "partly ruled": 0.97, "unruled": 0.92}
"""Share of the cells of made tables that are right, digital; scans may be five points lower."""
SCAN_ALLOWANCE = 0.05
ICDAR_GOALS = (0.95, 0.95, 0.93)
_SCAN = Damage(blur_px=0.6, noise=6.0, paper=245, ink=25)
_SCAN_DPI = 200


@dataclass(frozen=True, slots=True)
class Shares:
    """Cells right of those wanted, by style and system."""

    right: dict[tuple[str, str], int]
    wanted: dict[tuple[str, str], int]

    def of(self, style: str, system: str) -> float | None:
        wanted = self.wanted.get((style, system), 0)
        return self.right[style, system] / wanted if wanted else None

    def family(self, family: str, system: str) -> float:
        names = [style.name for style in STYLES if style.family == family]
        right = sum(self.right.get((name, system), 0) for name in names)
        return right / max(1, sum(self.wanted.get((name, system), 0) for name in names))


def cells_of(table: Table) -> list[Cell]:
    spans = {(span.row, span.column): span for span in table.spans}
    cells: list[Cell] = []
    for row, texts in enumerate(table.rows):
        for column, text in enumerate(texts):
            if text.strip():
                span = spans.get((row, column))
                last = (row, column) if span is None else (row + span.rows - 1, column + span.columns - 1)
                cells.append((row, column, *last, text))
    return cells


def our_tables(files: Iterable[Path], *, ocr: OcrMode) -> dict[Path, dict[int, Tables]]:
    options = TranscriptionOptions(ocr_mode=ocr)
    found: dict[Path, dict[int, Tables]] = {}
    for path in files:
        pages = inspect_document(str(path)).page_count
        found[path] = {}
        for page in range(pages):
            task = PageTask(str(path), page, options, None, bundled_packs())
            found[path][page] = [cells_of(table) for table in transcribe_page(task).tables]
    return found


def made_shares(documents: Sequence[MadeDocument], readings: Mapping[str, Reading]) -> Shares:
    right: dict[tuple[str, str], int] = {}
    wanted: dict[tuple[str, str], int] = {}
    for system, reading in readings.items():
        for document in documents:
            key = (document.style.name, system)
            for page, truth in enumerate(document.tables):
                hit, count = cells_in_place(truth, reading.get(document.path, {}).get(page, []))
                right[key] = right.get(key, 0) + hit
                wanted[key] = wanted.get(key, 0) + count
    return Shares(right, wanted)


def scanned(documents: Sequence[MadeDocument], folder: Path, *, seed: int) -> list[MadeDocument]:
    """The same documents as a scanner gives them."""
    import numpy as np
    import pypdfium2
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    scans = []
    for number, document in enumerate(documents):
        source = pypdfium2.PdfDocument(str(document.path))
        pages = []
        for page in source:
            drawn = page.render(scale=_SCAN_DPI / 72).to_pil().convert("L")
            pages.append(Image.fromarray(spoil(np.asarray(drawn), _SCAN, seed=seed + number)))
        path = folder / document.path.name
        pages[0].save(path, save_all=True, append_images=pages[1:], resolution=_SCAN_DPI)
        source.close()
        scans.append(MadeDocument(path, document.style, document.tables))
    return scans


def icdar_figures(files: Sequence[Path], reading: Reading) -> TableFigures:
    total = TableFigures()
    for path in files:
        truth: dict[int, list[list[Cell]]] = {}
        for table in json.loads(path.with_suffix(".tables.json").read_text(encoding="utf-8")):
            truth.setdefault(table["page"] - 1, []).append([tuple(cell) for cell in table["cells"]])
        own = reading.get(path, {})
        for page in sorted({*truth, *own}):
            total += compared(truth.get(page, []), own.get(page, []))
    return total


def icdar_files(folder: Path | None) -> list[Path]:
    if folder is None:
        corpus = corpus_dir()
        folder = corpus.parent / "cases" / "tables" if corpus is not None else None
    return sorted(folder.glob("*.pdf")) if folder is not None and folder.is_dir() else []


def _style_lines(shares: Shares, systems: Sequence[str], *, allowance: float) -> list[str]:
    lines = [f"| style | ruled | goal | {' | '.join(systems)} |", "|---|---|---|" + "---:|" * len(systems)]
    for style in STYLES:
        own = [shares.of(style.name, system) for system in systems]
        if any(share is not None for share in own):
            shown = " | ".join("" if share is None else f"{share:.1%}" for share in own)
            lines.append(f"| {style.name} | {style.family} | | {shown} |")
    for family, goal in GOALS.items():
        shown = " | ".join(f"**{shares.family(family, system):.1%}**" for system in systems)
        lines.append(f"| all | {family} | {goal - allowance:.0%} | {shown} |")
    return lines


def _icdar_lines(files: Sequence[Path], readings: Mapping[str, Reading]) -> list[str]:
    lines = ["| system | cells found | cells right | neighbours |", "|---|---:|---:|---:|"]
    lines.append("| goal | " + " | ".join(f"{goal:.0%}" for goal in ICDAR_GOALS) + " |")
    for system, reading in readings.items():
        figures = icdar_figures(files, reading)
        lines.append(
            f"| {system} | {figures.recall:.1%} | {figures.precision:.1%} | {figures.neighbours:.1%} |"
        )
    return lines


def _false_lines(pages: Mapping[Path, str], readings: Mapping[str, Reading]) -> list[str]:
    """Tables found on pages without any, by kind of page and system."""
    lines = [f"| pages without tables | {' | '.join(readings)} |", "|---|" + "---:|" * len(readings)]
    for kind in KINDS:
        own = [path for path, name in pages.items() if name == kind]
        counts = [
            sum(len(found) for path in own for found in reading.get(path, {}).values())
            for reading in readings.values()
        ]
        lines.append(f"| {kind} | {' | '.join(map(str, counts))} |")
    return lines


def _read_by_all(files: Sequence[Path], peers: Sequence[str]) -> dict[str, Reading]:
    readings: dict[str, Reading] = {}
    for system in (OURS, *peers):
        started = time.process_time()
        readings[system] = (
            our_tables(files, ocr=OcrMode.AUTO) if system == OURS else table_peers.peer_tables(system, files)
        )
        print(f"{system}: {len(files)} files, {time.process_time() - started:.1f} s of this process")
    return readings


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--each", type=int, default=4, help="documents of each style")
    arguments.add_argument("--scans", type=int, default=1, help="of these, so many also as scans")
    arguments.add_argument("--without-scans", action="store_true")
    arguments.add_argument("--without-peers", action="store_true")
    arguments.add_argument("--icdar", type=Path, help="folder of documents with NAME.tables.json beside them")
    chosen = arguments.parse_args()
    peers: tuple[str, ...] = () if chosen.without_peers else table_peers.PEERS
    if peers and (fault := table_peers.install()):
        print(f"without peers: {fault}")
        peers = ()
    lines = ["# Tables", "", *machine.facts()]
    if peers:
        lines.append(f"- {', '.join(table_peers.versions())}")
    folder = build_dir() / "made-tables" / str(chosen.seed)
    documents = make_documents(folder, seed=chosen.seed, each=chosen.each)
    readings = _read_by_all([document.path for document in documents], peers)
    lines += [
        "",
        f"## Made tables, digital (seed {chosen.seed}, {chosen.each} of each style): cells right",
        "",
    ]
    lines += _style_lines(made_shares(documents, readings), tuple(readings), allowance=0)
    pages = make_pages(folder / "without", seed=chosen.seed, each=chosen.each)
    lines += ["", f"## Tables found where there are none ({len(pages)} pages)", ""]
    lines += _false_lines(pages, _read_by_all(tuple(pages), peers))
    if not chosen.without_scans:
        some = [document for number, document in enumerate(documents) if number % chosen.each < chosen.scans]
        scans = scanned(some, folder / "scans", seed=chosen.seed)
        ours = {OURS: our_tables([scan.path for scan in scans], ocr=OcrMode.AUTO)}
        lines += [
            "",
            f"## The same as scans of {_SCAN_DPI} dpi ({chosen.scans} of each style): cells right",
            "",
        ]
        lines += _style_lines(made_shares(scans, ours), (OURS,), allowance=SCAN_ALLOWANCE)
    files = icdar_files(chosen.icdar)
    if files:
        lines += ["", f"## ICDAR 2013 table competition, {len(files)} documents", ""]
        lines += _icdar_lines(files, _read_by_all(files, peers))
    text = "\n".join(lines) + "\n"
    print(text)
    (results_dir() / f"tables-{machine.slug()}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
