"""Makes the documents that are seen in the screenshots: from the sample's pages, and from nothing.

Names and lengths are those of an office's ordinary days; nothing in them is real.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from PIL import Image

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
    TranscriptionOptions,
    Word,
    WordSource,
)
from transcritor_gui.model.packed import pack_page
from transcritor_gui.store import Store
from transcritor_gui.store.pages import content_key

__all__ = ["Documents", "documents_in", "fill_history", "make_documents", "past_page"]

_PASSWORD = "segredo"
_SAMPLE = Path(__file__).resolve().parents[1] / "resources" / "sample"
_FAX_DPI = 88
_DIGITAL, _SCAN, _STAMPED, _TABLE = range(4)


@dataclass(frozen=True)
class Documents:
    sample: Path
    finished: tuple[Path, ...]
    """Short ones, of every kind."""
    locked: Path
    damaged: Path
    not_a_pdf: Path
    long: tuple[Path, ...]
    """Scans that keep the program at work for minutes."""


def documents_in(folder: Path) -> Documents:
    """Where `make_documents` has put them."""
    return Documents(
        sample=next(_SAMPLE.glob("*.pdf")),
        finished=tuple(
            folder / name
            for name in (
                "Petição inicial 0012345-67.2024.8.26.0100.pdf",
                "Acórdão 733-2019 - Plenário.pdf",
                "contrato (2).pdf",
                "Balanço patrimonial.pdf",
                "Folha de rosto em branco.pdf",
                "Foto da portaria (escura).pdf",
                "Laudo pericial (por fax).pdf",
            )
        ),
        locked=folder / "Folha de pagamento 2024-11.pdf",
        damaged=folder / "Ata da assembleia (cópia do e-mail).pdf",
        not_a_pdf=folder / "Planilha de custos.pdf",
        long=tuple(
            folder / name
            for name in (
                "Processo 0733-2019, volume 1.pdf",
                "Processo 0733-2019, volume 2 - com os anexos e os laudos periciais de todas as partes.pdf",
                "Inventário Almeida.pdf",
                "Prontuários 2003.pdf",
                "Notas fiscais, março.pdf",
            )
        ),
    )


def make_documents(folder: Path) -> None:
    """Write all of them but the sample into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = documents_in(folder)
    pages = ((_DIGITAL, _TABLE), (_STAMPED, _SCAN), (_DIGITAL,), (_TABLE, _TABLE))
    for target, indices in zip(wanted.finished, pages, strict=False):
        _from_sample(target, wanted.sample, indices)
    _blank(wanted.finished[4])
    _noise(wanted.finished[5])
    _faded(wanted.finished[6], wanted.sample)
    _from_sample(wanted.locked, wanted.sample, (_DIGITAL,))
    with pikepdf.open(wanted.locked, allow_overwriting_input=True) as pdf:
        pdf.save(wanted.locked, encryption=pikepdf.Encryption(owner=_PASSWORD, user=_PASSWORD))
    wanted.damaged.write_bytes(b"%PDF-1.6\n" + bytes(range(256)) * 8)
    wanted.not_a_pdf.write_bytes(b"PK\x03\x04 this is something else")
    for number, target in enumerate(wanted.long):
        _from_sample(target, wanted.sample, (_SCAN, _STAMPED, _SCAN) * (14 + number))


def fill_history(database: Path, count: int) -> None:
    """A history of `count` documents of one page each, through the program's own store."""
    chance = random.Random(7)  # the same names each time
    store = Store(database)
    added_at = datetime(2024, 11, 4, 8, 0, tzinfo=UTC)
    jobs = [_past_job(number, added_at + timedelta(minutes=7 * number), chance) for number in range(count)]
    store.jobs.insert(jobs, owner="")
    for number, job in enumerate(jobs):
        sha256 = f"{number:064x}"
        facts = DocumentFacts(job.name, sha256, job.size_bytes, page_count=1)
        store.jobs.set_facts(job.id, facts, pages_wanted=1)
        page = past_page(0, chance)
        store.pages.save(job.id, pack_page(page), content_key(sha256, "made up"))
        last = JobStatus.DONE_WITH_ISSUES if number % 9 == 0 else JobStatus.DONE
        for status in (JobStatus.RUNNING, last):
            store.jobs.change_status((job.id,), status)
    store.close()


def _past_job(number: int, added_at: datetime, chance: random.Random) -> Job:
    kind = chance.choice(("acordao", "contrato", "balancete", "petição", "laudo", "nota fiscal", "ata"))
    name = f"{kind}-{chance.randint(1, 9999):04}-{added_at.year - chance.randint(0, 20)}.pdf"
    return Job(
        id=UUID(int=number + 1),
        name=name,
        path=f"/srv/arquivo/{added_at.year}/{name}",
        status=JobStatus.QUEUED,
        options=TranscriptionOptions(),
        added_at=added_at,
        position=float(number),
        size_bytes=chance.randint(20_000, 9_000_000),
    )


def past_page(page_index: int, chance: random.Random | None = None) -> PageResult:
    """A page with a line of text, of one source or another."""
    chance = random.Random(7) if chance is None else chance
    source = chance.choice((PageSource.TEXT, PageSource.OCR, PageSource.MIXED))
    confidence = None if source is PageSource.TEXT else chance.uniform(0.78, 0.99)
    box = Box(72, 72, 200, 84)
    words = (Word("Vistos e relatados", box, confidence, WordSource.OCR),)
    block = Block(BlockKind.PARAGRAPH, (Line(words, box),), box)
    return PageResult(page_index, 595, 842, PageStatus.DONE, source, (block,), confidence=confidence)


def _from_sample(target: Path, sample: Path, pages: tuple[int, ...]) -> None:
    with pikepdf.open(sample) as source, pikepdf.new() as made:
        for page_index in pages:
            made.pages.append(source.pages[page_index])
        made.docinfo["/Title"] = target.stem  # so that no two files are the same
        made.save(target)


def _blank(target: Path) -> None:
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        made.save(target)


def _faded(target: Path, sample: Path) -> None:
    """Pages that can only be read in part: coarse, pale and speckled."""
    document = pdfium.PdfDocument(sample)
    chance = np.random.default_rng(7)
    pictures = []
    for page_index in (_DIGITAL, _SCAN, _DIGITAL):
        drawn = document[page_index].render(scale=_FAX_DPI / 72, grayscale=True).to_numpy()
        grey = drawn.reshape(drawn.shape[:2]).astype(float) * 0.35 + 140
        grey += chance.normal(0, 14, size=grey.shape)
        pictures.append(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)))
    document.close()
    pictures[0].save(target, "PDF", resolution=_FAX_DPI, save_all=True, append_images=pictures[1:])


def _noise(target: Path) -> None:
    """A picture in which nobody can read anything."""
    values = np.random.default_rng(7).normal(70, 30, size=(1100, 850))
    Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)).save(target, "PDF", resolution=100)
