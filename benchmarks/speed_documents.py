"""The documents that speed is measured on, made once and kept under `build/bench/speed`."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from benchmarks.corpus import corpus_files
from benchmarks.fonts import truetype_faces
from benchmarks.generator import scan_document
from benchmarks.pdf_writing import TextLayer, write_page
from benchmarks.places import build_dir, corpus_dir
from benchmarks.sources import Source, fallback_source, passage, sources
from benchmarks.typesetting import A4_PT, Style, set_paragraphs

__all__ = ["digital_document", "long_scan", "scan_of", "short_scan"]

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


def short_scan() -> Path:
    """Twelve scanned pages of A4 at 300 dpi."""
    return _scan("scan-12.pdf", pages=12, seed=12)


def long_scan() -> Path:
    """Sixty scanned pages: work for the workers as long as the window is watched."""
    return _scan("scan-60.pdf", pages=60, seed=60)


def scan_of(pages: int) -> Path:
    """So many scanned pages."""
    return _scan(f"scan-{pages}.pdf", pages=pages, seed=pages)


def digital_document() -> Path:
    """300 digital pages: real ones of the corpus, over and over, or made ones where there is none."""
    path = _folder() / ("digital-300.pdf" if corpus_dir() is not None else "digital-300-made.pdf")
    if path.exists():
        return path
    wanted = 300
    with pikepdf.new() as whole:
        for part in _digital_parts():
            with pikepdf.open(part) as document:
                whole.add_pages_from(
                    document, slice(wanted - len(whole.pages)), forms="strip", outlines="ignore"
                )
            if len(whole.pages) == wanted:
                break
        whole.save(path, deterministic_id=True)
    return path


def _digital_parts() -> list[Path]:
    files = [file.path for file in corpus_files("digital") if file.path.name in _DIGITAL_FILES]
    return files * 3 if files else [_made_page(number) for number in range(300)]


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
