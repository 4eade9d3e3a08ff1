"""The documents that speed is measured on, made once and kept under `build/bench/speed`."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pikepdf

from benchmarks.corpus import corpus_files
from benchmarks.fonts import truetype_faces
from benchmarks.generator import scan_document
from benchmarks.pdf_writing import TextLayer, write_page
from benchmarks.places import build_dir, corpus_dir
from benchmarks.sources import Source, fallback_source, passage, sources
from benchmarks.typesetting import A4_PT, Style, set_paragraphs

__all__ = ["digital_document", "long_scan", "ordinary_pages", "scan_of", "short_scan"]

_DIGITAL_FILES = (
    "dodf-2001-12-06-secao1.pdf",
    "machado-historiasSemData.pdf",
    "debian-faq.pt.pdf",
    "dombh-2024-12-10.pdf",
    "pdfplumber-federal-register-2020-17221.pdf",
    "tcu-acordao-764-2025.pdf",
    "nabuco-camoes.pdf",
    "brdanfe-nfe-3pages.pdf",
    "rows-balneabilidade-26-2010.pdf",
)
"""Gazettes in columns, books, manuals, invoices, tables: what an office has."""
_ORDINARY_PAGES = (
    ("pdfplumber-federal-register-2020-17221.pdf", 1),
    ("nabuco-camoes.pdf", 2),
    ("debian-faq.pt.pdf", 5),
    ("machado-castroAlves.pdf", 2),
    ("docling-multi_page.pdf", 1),
    ("samples-pdflatex-4-pages.pdf", 1),
    ("dombh-2024-12-10.pdf", 1),
    ("latex-ot1-beamer-tutorial-pt.pdf", 1),
)
"""Files and indices of pages: three of columns or tables, five of running text."""


def short_scan() -> Path:
    """Twelve scanned pages of A4 at 300 dpi."""
    return _scan("scan-12.pdf", pages=12, seed=12)


def long_scan() -> Path:
    """Sixty scanned pages: work for the workers as long as the window is watched."""
    return _scan("scan-60.pdf", pages=60, seed=60)


def scan_of(pages: int) -> Path:
    """So many scanned pages."""
    return _scan(f"scan-{pages}.pdf", pages=pages, seed=pages)


def digital_document(*, pages: int = 300) -> Path:
    """Digital pages: real ones of the corpus, over and over, or made ones where there is none."""
    path = _folder() / f"digital-{pages}{'' if corpus_dir() is not None else '-made'}.pdf"
    if path.exists():
        return path
    wanted = pages
    with pikepdf.new() as whole:
        for part in cycle(_digital_parts()):
            with pikepdf.open(part) as document:
                whole.add_pages_from(
                    document, slice(wanted - len(whole.pages)), forms="strip", outlines="ignore"
                )
            if len(whole.pages) == wanted:
                break
        whole.save(path, deterministic_id=True)
    return path


def ordinary_pages() -> list[tuple[Path, int]]:
    """Files and indices of pages as offices have them; made ones where there is no corpus."""
    files = {file.path.name: file.path for file in corpus_files("digital")}
    found = [(files[name], index) for name, index in _ORDINARY_PAGES if name in files]
    return found or [(_made_page(number), 0) for number in range(len(_ORDINARY_PAGES))]


def _digital_parts() -> list[Path]:
    files = [file.path for file in corpus_files("digital") if file.path.name in _DIGITAL_FILES]
    return files or [_made_page(number) for number in range(300)]


def _made_page(number: int) -> Path:
    path = _folder() / f"page-{number % 10}.pdf"
    if not path.exists():
        face = truetype_faces()[number % len(truetype_faces())]
        sheet = set_paragraphs(passage(_source(), number, chars=6000), Style(face=face))
        write_page(path, size_pt=A4_PT, layers=[TextLayer(sheet, face, lambda text: text)])
    return path


def _scan(name: str, *, pages: int, seed: int) -> Path:
    path = _folder() / name
    if not path.exists():
        part = path.with_suffix(".making.pdf")
        scan_document(part, _source(), pages=pages, seed=seed)
        part.replace(path)
    return path


def _source() -> Source:
    return sources("por")[0] if corpus_dir() is not None else fallback_source()


def _folder() -> Path:
    folder = build_dir() / "speed"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
