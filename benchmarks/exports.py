"""How fast a long transcript is exported: made pages, kept in a database as the program keeps them.

Run it as `python -m benchmarks.exports`. How well the words of a searchable PDF lie is measured by
`benchmarks.searchable_pdf`; here it is its speed, over pages of noise as large as small scans.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

import pikepdf

from benchmarks import machine
from benchmarks.places import results_dir
from transcritor_gui.__main__ import look_for_cycles_less_often
from transcritor_gui.export import ExportOptions, SourceFile, exporter_for, exporters
from transcritor_gui.model import (
    Block,
    BlockKind,
    Box,
    DocumentFacts,
    Job,
    JobStatus,
    Line,
    PageResult,
    PageSource,
    PageStatus,
    Table,
    Transcript,
    TranscriptionOptions,
    Word,
    WordSource,
    enclosing,
)
from transcritor_gui.model.packed import pack_page
from transcritor_gui.store import Store, StoredPages, content_key

__all__ = ["made_page", "main"]

_PAGES = 3000
_LINES = 40
_WORDS_A_LINE = 10
_GOALS_S = {"docx": 60.0}
_PDF_GOAL = 200.0
"""Pages a second."""
_PICTURE_BYTES = 20_000
"""Of a page of the made PDF; a scan in black and white."""
_TXT_GOAL_S = 2.0
"""Of a transcript that is there: with plain text, fetching the pages takes longer than writing them."""
_STATM = Path("/proc/self/statm")
_SYLLABLES = (
    "ção",
    "de",
    "pro",
    "ces",
    "so",
    "au",
    "to",
    "réu",
    "ju",
    "iz",
    "a",
    "ten",
    "ci",
    "são",
    "pe",
    "di",
    "do",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=_PAGES)
    parser.add_argument("--only", help="formats, joined by commas")
    arguments = parser.parse_args()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    look_for_cycles_less_often()  # as the program does
    rows = list(_measured(arguments.pages, arguments.only.split(",") if arguments.only else None))
    lines = [
        "# Exports",
        "",
        *machine.facts(),
        f"- {arguments.pages} made pages of {_LINES * _WORDS_A_LINE} words, with a table on each tenth",
        "- from the database page by page, as the program does it; once from memory, as the goal has it",
        f"- load {load:.1f} at the beginning",
        "",
        "| format | time | of the processor | size | more memory | goal | |",
        "|---|---|---|---|---|---|---|",
        *(row.row for row in rows),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    (results_dir() / f"exports-{machine.slug()}.md").write_text(text, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Figure:
    what: str
    cpu_s: float
    wall_s: float
    size_bytes: int = 0
    goal_s: float | None = None
    memory_mb: float | None = None
    """The most of its own that the process held meanwhile, beyond what it held before."""

    @property
    def row(self) -> str:
        size = f"{self.size_bytes / 1e6:.1f} MB" if self.size_bytes else ""
        memory = "" if self.memory_mb is None else f"{self.memory_mb:.0f} MB"
        goal = "" if self.goal_s is None else f"under {self.goal_s:g} s"
        met = "" if self.goal_s is None else "met" if self.wall_s < self.goal_s else "missed"
        figures = (self.what, f"{self.wall_s:.1f} s", f"{self.cpu_s:.1f} s", size, memory, goal, met)
        return f"| {' | '.join(figures)} |"


def _measured(pages: int, only: list[str] | None) -> Iterator[_Figure]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "jobs.db")
        try:
            if only is None or "pdf" in only:
                for count in sorted({max(1, pages // 10), pages}):
                    yield _searchable_pdf(store, Path(folder), count)
            transcript = _stored(store, pages)
            yield _timed(
                "all pages from the database, and nothing else", lambda: map(_nothing, transcript.pages)
            )
            for exporter in exporters():
                if exporter.needs_source or (only is not None and exporter.format not in only):
                    continue
                goal_s = _GOALS_S.get(exporter.format) if pages == _PAGES else None
                yield _timed(exporter.format, partial(exporter.chunks, transcript), goal_s=goal_s)
                if exporter.format == "txt":
                    for kind, options in (
                        ("running text", ExportOptions(flowing=True)),
                        ("columns as on paper", ExportOptions(columns=True)),
                    ):
                        yield _timed(f"txt, {kind}", partial(exporter.chunks, transcript, options))
                    whole = replace(transcript, pages=tuple(transcript.pages))
                    gc.freeze()
                    goal_s = _TXT_GOAL_S if pages == _PAGES else None
                    yield _timed("txt, from memory", partial(exporter.chunks, whole), goal_s=goal_s)
                    del whole
                    gc.unfreeze()
        finally:
            store.close()


def _timed(what: str, work: Callable[[], Iterable[bytes]], *, goal_s: float | None = None) -> _Figure:
    before = most = _own_memory_mb()
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    size = 0
    for piece in work():
        size += len(piece)
        most = max(most, _own_memory_mb())
    wall_s, cpu_s = time.perf_counter() - wall_s, time.process_time() - cpu_s
    return _Figure(what, cpu_s, wall_s, size, goal_s, most - before if most else None)


def _own_memory_mb() -> float:
    """What this process holds without files that the system has mapped for it; 0 where that is not told."""
    if not _STATM.exists():
        return 0.0
    _size, resident, shared, *_ = _STATM.read_text().split()
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _nothing(_page: PageResult) -> bytes:
    return b""


def _searchable_pdf(store: Store, folder: Path, count: int) -> _Figure:
    source = _scan(folder / f"scan-{count}.pdf", count)
    transcript = _stored(store, count, sha256=hashlib.sha256(source.read_bytes()).hexdigest())
    exporter = exporter_for("pdf").with_source(SourceFile(source))
    what = f"pdf of {count} pages, from the database"
    return _timed(what, partial(exporter.chunks, transcript), goal_s=count / _PDF_GOAL)


def _scan(path: Path, count: int) -> Path:
    """A PDF whose pages show a picture of noise each."""
    chance = random.Random(1)
    name = pikepdf.Name
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page(page_size=(595, 842))
            page = pdf.pages[-1].obj
            picture = pikepdf.Stream(pdf, chance.randbytes(_PICTURE_BYTES))
            picture.stream_dict = pikepdf.Dictionary(
                Type=name.XObject,
                Subtype=name.Image,
                Width=1240,
                Height=1754,
                ColorSpace=name.DeviceGray,
                BitsPerComponent=1,
                Filter=name.CCITTFaxDecode,
            )
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=pdf.make_indirect(picture)))
            page.Contents = pikepdf.Stream(pdf, b"q 595 0 0 842 0 0 cm /Im0 Do Q")
        pdf.save(path)
    return path


def _stored(store: Store, count: int, *, sha256: str = "ab" * 32) -> Transcript:
    options = TranscriptionOptions()
    facts = DocumentFacts("autos.pdf", sha256, 10**8, count)
    job = Job(uuid4(), facts.name, "/autos.pdf", JobStatus.QUEUED, options, datetime.now(UTC), 1.0)
    store.jobs.insert([job], owner="benchmark")
    content = content_key(facts.sha256, "made up")
    chance = random.Random(1)
    for index in range(count):
        store.pages.save(job.id, pack_page(made_page(index, chance)), content)
    return Transcript(facts, options, StoredPages(store.pages, job.id))


def made_page(index: int, chance: random.Random) -> PageResult:
    """A page of Portuguese-looking words in lines, under a heading; every tenth holds a table."""
    blocks = [_block(BlockKind.HEADING, [_line(chance, 60, 4)], level=1)]
    lines = [_line(chance, 90 + 17 * number, _WORDS_A_LINE) for number in range(_LINES)]
    blocks += [_block(BlockKind.PARAGRAPH, lines[start : start + 5]) for start in range(0, _LINES, 5)]
    if index % 10 == 0:
        table_lines = [_line(chance, 780 + 10 * number, 4) for number in range(4)]
        box = enclosing(line.box for line in table_lines)
        rows = tuple(tuple(word.text for word in line.words) for line in table_lines)
        blocks.append(Block(BlockKind.TABLE, tuple(table_lines), box, table=Table(box, rows, 1)))
    return PageResult(
        page_index=index,
        width_pt=595,
        height_pt=842,
        status=PageStatus.DONE,
        source=PageSource.OCR,
        blocks=tuple(blocks),
        language="por",
        confidence=0.93,
        seconds=1.5,
        engine="tesserocr 2.13.0",
    )


def _line(chance: random.Random, y: float, count: int) -> Line:
    words = []
    x = 60.0
    for _ in range(count):
        text = "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4)))
        box = Box(x, y, x + 5.0 * len(text), y + 11.0)
        words.append(
            Word(text, box, chance.uniform(0.7, 1.0), WordSource.OCR, doubtful=chance.random() < 0.02)
        )
        x = box.x1 + 3.0
    return Line(tuple(words), enclosing(word.box for word in words))


def _block(kind: BlockKind, lines: list[Line], *, level: int = 0) -> Block:
    return Block(kind, tuple(lines), enclosing(line.box for line in lines), level)


if __name__ == "__main__":
    main()
