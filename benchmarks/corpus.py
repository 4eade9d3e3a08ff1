"""The real pages of the corpus, with what is known of them.

`real_pages` are scans with ground truth, pictures among them wrapped into PDFs of one page without loss.
`corpus_pages` are all pages of the digital and scanned PDFs, for what can be judged without ground truth:
orientation, text layers, phrases.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import pikepdf
import pypdfium2
from PIL import Image

from benchmarks.pages import BenchPage, PageTruth
from benchmarks.pdf_writing import Picture, write_page
from benchmarks.places import build_dir, corpus_dir

__all__ = ["CorpusFile", "corpus_files", "corpus_pages", "real_pages", "wrapped_picture"]

_T = TypeVar("_T")

_DPI = {
    # The TIFFs of this collection claim 1 dpi; its own notes say 300.
    "en-oldbook-": 300,
    # These claim nothing, or 72: the dpi that makes the sheet letter- or A4-sized.
    "en-typed-EHRI-BF-19380509b": 110,
    "en-typed-EHRI-BF-19380810": 146,
    "pt-documento_teste": 108,
    "en-linn-brochure": 300,
}
_LEAST_DPI, _PAGE_IN = 80, 8.27
"""What a picture that tells less of does not know, and how wide its page is then."""
_PARTIAL = {
    "en-typed-EHRI-": "handwritten marginalia and letterheads are not in the truth",
    "en-unlv-": "only the zones of its .uzn file are in the truth",
}
_TURNED = {
    ("ocrmypdf-cardinal", 1): 270,
    ("ocrmypdf-cardinal", 2): 180,
    ("ocrmypdf-cardinal", 3): 90,
    ("docling-nemotron_multipage", 1): 180,
    ("docling-nemotron_multipage", 2): 270,
    ("docling-nemotron_multipage", 3): 90,
    ("en-docling-ocr_test_rotated_90", 0): 90,
    ("en-phototest-rotated-180", 0): 180,
}
"""Clockwise turns that make a page as shown readable, seen by eye; every other page is upright."""

_BAD_LAYERS = {
    "cid-font-no-tounicode": "\n".join(
        (
            "The quick brown fox jumps over the lazy dog 0123456789",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz",
        )
        * 2
        + ("The quick brown fox jumps over the lazy dog 0123456789",)
    ),
    "ocrmypdf-truetype_font_nomapping": None,
    "pdfminer-issue-791-non-unicode-cmap": "Peněžní prostředky na účtech",
}
"""With all that such a page shows, where it is little: by it one tells whether a layer was mended."""
_UNJUDGED_LAYERS = {
    # Invisible text of an earlier OCR: either choice can be right.
    "docling-invisible_text_layer",
    "ocrmypdf-graph_ocred",
    "ocrmypdf-multipage",
    "pikepdf-sandwich",
    "pypdf-Seige_of_Vicksburg_Sample_OCR",
    "pt-acordao-93-2015-ocrlayer",
    # Accents as separate glyphs: composing them and recognising the page are both right.
    "latex-ot1-beamer-tutorial-pt",
}
_UNJUDGED_TURNS = {
    "camelot-anticlockwise_table_2",
    "camelot-clockwise_table_1",
    "samples-habibi-rotated",
    "pdfjs-vertical",
}
"""Pages whose text runs both ways, or whose direction is a matter of taste."""


@dataclass(frozen=True, slots=True)
class CorpusFile:
    path: Path
    languages: str
    expected: str
    password: str
    phrases: tuple[str, ...]


def corpus_files(folder: str) -> tuple[CorpusFile, ...]:
    """The files that `folder` ('digital', 'gt', 'broken') lists in its manifest; empty without a corpus."""
    corpus = corpus_dir()
    if corpus is None:
        return ()
    with (corpus / folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as manifest:
        rows = list(csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(
        CorpusFile(
            corpus / folder / row["file"],
            row["language"],
            row["expected"],
            row["password"] or "",
            tuple(phrase.strip() for phrase in (row["key_phrase"] or "").split(" | ") if phrase.strip()),
        )
        for row in rows
    )


def real_pages() -> tuple[BenchPage, ...]:
    """The scanned pages of `gt` that have ground truth, each a PDF of one page."""
    pages: list[BenchPage] = []
    for file in corpus_files("gt"):
        truth_file = file.path.parent / f"{file.path.stem}.gt.txt"
        if not truth_file.exists():
            continue
        name = file.path.stem
        truth = PageTruth(
            text=truth_file.read_text(encoding="utf-8"),
            rotation=_TURNED.get((name, 0), 0),
            language={"pt": "por", "en": "eng"}.get(file.languages, ""),
            partial=_by_prefix(_PARTIAL, name) or "",
        )
        pdf = file.path if file.path.suffix == ".pdf" else wrapped_picture(file.path)
        pages.append(BenchPage("real", name, pdf, truth))
    return tuple(pages)


def corpus_pages() -> tuple[BenchPage, ...]:
    """Every page of the corpus's digital and scanned PDFs, and of its wrapped pictures."""
    return tuple(
        page for folder in ("digital", "gt") for file in corpus_files(folder) for page in _pages_of(file)
    )


def _pages_of(file: CorpusFile) -> Iterator[BenchPage]:
    stem = file.path.stem
    pdf = file.path if file.path.suffix == ".pdf" else wrapped_picture(file.path)
    document = pypdfium2.PdfDocument(pdf, password=file.password or None)
    layered = [_has_text_layer(document, index) for index in range(len(document))]
    document.close()
    for index, has_layer in enumerate(layered):
        layer = ""
        if has_layer and stem in _BAD_LAYERS:
            layer = "bad"
        elif has_layer and stem not in _UNJUDGED_LAYERS:
            layer = "good"
        rotation = None if stem in _UNJUDGED_TURNS else _TURNED.get((stem, index), 0)
        text = _BAD_LAYERS[stem] if layer == "bad" else None
        truth = PageTruth(text=text, rotation=rotation, text_layer=layer)
        yield BenchPage("corpus", f"{stem}:{index + 1}", pdf, truth, index)


def _has_text_layer(document: pypdfium2.PdfDocument, index: int) -> bool:
    try:
        return bool(document[index].get_textpage().get_text_range().strip())
    except pypdfium2.PdfiumError:
        return False


def wrapped_picture(picture: Path) -> Path:
    """A PDF of one page that shows `picture` at its true size; as of a letter page where it tells none."""
    folder = build_dir() / "wrapped"
    folder.mkdir(parents=True, exist_ok=True)
    pdf = folder / f"{picture.stem}.pdf"
    if pdf.exists() and pdf.stat().st_mtime >= picture.stat().st_mtime:
        return pdf
    image = Image.open(picture)
    told = round(image.info.get("dpi", (0.0, 0.0))[0])
    dpi = _by_prefix(_DPI, picture.stem) or (told if told >= _LEAST_DPI else round(image.width / _PAGE_IN))
    size_pt = (image.width * 72 / dpi, image.height * 72 / dpi)
    if picture.suffix == ".jpg":
        _wrap_jpeg(picture, image, pdf, size_pt)
    else:
        grey = image.mode in {"1", "L"} or (image.mode == "P" and _is_grey(image))
        pixels = np.asarray(_on_white(image).convert("L" if grey else "RGB"))
        write_page(pdf, size_pt=size_pt, pictures=[Picture(pixels, jpeg_quality=None)])
    return pdf


def _wrap_jpeg(picture: Path, image: Image.Image, pdf: Path, size_pt: tuple[float, float]) -> None:
    """The JPEG's own bytes, so that nothing is lost a second time."""
    file = pikepdf.new()
    stream = file.make_stream(picture.read_bytes(), Filter=pikepdf.Name.DCTDecode)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height, stream.BitsPerComponent = image.width, image.height, 8
    stream.ColorSpace = pikepdf.Name.DeviceGray if image.mode == "L" else pikepdf.Name.DeviceRGB
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, *size_pt],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream)),
        Contents=file.make_stream(
            f"q {size_pt[0]:.3f} 0 0 {size_pt[1]:.3f} 0 0 cm /Im0 Do Q".encode("ascii")
        ),
    )
    file.pages.append(pikepdf.Page(file.make_indirect(page)))
    file.save(pdf, deterministic_id=True)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image)


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = np.moveaxis(np.asarray(image.convert("RGB")), 2, 0)
    return bool((red == green).all() and (green == blue).all())


def _by_prefix(table: dict[str, _T], name: str) -> _T | None:
    return next((value for prefix, value in table.items() if name.startswith(prefix)), None)
