"""Words of digital pages, found and right, beside PDFium, Poppler, pypdf, pdfplumber and MuPDF.

    python -m benchmarks.text_layers FILE...                       # PDFs, or folders of them
    python -m benchmarks.text_layers --mupdf ELSEWHERE/bin/python  # the digital files of the corpus

Each page is read as the program reads it, without recognition, and its words are held against what most of
the others give and what the page shows (`text_scores`). Pages whose text is refused are counted apart, as
they would be recognised; pages of fewer than twenty words are left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import tesserocr

from benchmarks import machine, text_peers
from benchmarks.places import corpus_dir, results_dir, tessdata_dir
from benchmarks.systems import LANGUAGES
from benchmarks.text_scores import PageScore, Words, differ, judged, words_of
from transcritor_gui.errors import TranscritorError
from transcritor_gui.model import OcrMode, PageResult, TranscriptionOptions
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page
from transcritor_gui.pipeline.pdf.judging.text_quality import judge_text_layer

_FEWEST_WORDS = 20
_DPI, _MOST_PX = 300, 8000
_GOAL = 0.999
_LANGUAGES = TranscriptionOptions().languages
_WORST = 12
"""Pages that are named in the results."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    path: Path
    page_index: int
    words: Words


class _Picture:
    """What is seen of pages, forms filled in."""

    def __init__(self) -> None:
        self._engine = tesserocr.PyTessBaseAPI(
            path=str(tessdata_dir()), lang=LANGUAGES, psm=tesserocr.PSM.AUTO
        )

    def words(self, path: Path, page_index: int) -> Words:
        with pypdfium2.PdfDocument(path) as document:
            document.init_forms()
            page = document[page_index]
            scale = min(_DPI / 72, _MOST_PX / max(page.get_size()))
            picture = page.render(scale=scale, grayscale=True).to_pil()
        found: Words = Counter()
        # The one leaves out tables and stamps, the other breaks lines.
        for mode in (tesserocr.PSM.AUTO, tesserocr.PSM.SPARSE_TEXT):
            self._engine.SetPageSegMode(mode)
            self._engine.SetImage(picture)
            self._engine.SetSourceResolution(round(72 * scale))
            found |= words_of(self._engine.GetUTF8Text())
        return found


def read_pages(files: Sequence[Path], *, pages: int) -> Iterator[ReadPage | None]:
    """The pages as this program reads them; None for one whose text is refused."""
    options = TranscriptionOptions(ocr_mode=OcrMode.NEVER)
    for path in files:
        for page_index in range(pages):
            try:
                result = transcribe_page(PageTask(str(path), page_index, options, None, bundled_packs()))
            except TranscritorError:
                break
            if _is_refused(result):
                yield None
                continue
            words = words_of(" ".join(word.text for word in result.words()))
            if words.total() >= _FEWEST_WORDS:
                yield ReadPage(path, page_index, words)


def _is_refused(result: PageResult) -> bool:
    """Whether the program would not trust the words, which it gives where it may not recognise the page."""
    return not judge_text_layer(tuple(result.words()), languages=_LANGUAGES, font_facts=None).good


def measured(files: Sequence[Path], *, pages: int, mupdf: Path | None) -> list[str]:
    """The lines of the results."""
    names = text_peers.peers(mupdf=mupdf)
    ours = list(read_pages(files, pages=pages))
    read = [page for page in ours if page is not None]
    paths = sorted({page.path for page in read})
    texts = {name: text_peers.texts_by(name, paths, pages=pages, mupdf=mupdf) for name in names}
    picture = _Picture()
    totals: dict[str, Counter[str]] = {name: Counter() for name in ("", *names)}
    worst: list[tuple[int, str]] = []
    for page in read:
        given = {name: words_of(_page_text(texts[name], page)) for name in names}
        seen = (
            picture.words(page.path, page.page_index) if differ(page.words, tuple(given.values())) else None
        )
        scores = judged(page.words, given, seen)
        for name, score in scores.items():
            totals[name].update(_columns(score))
        missed = scores[""].expected - scores[""].found, scores[""].given - scores[""].right
        if any(missed):
            worst.append((sum(missed), f"{page.path.name} {page.page_index + 1}: {missed[0]}, {missed[1]}"))
    lines = [
        f"{len(read)} pages of {len(paths)} files, {totals['']['expected']} words;"
        f" text refused on {len(ours) - len(read)} pages",
        "",
        "| program | found | right |",
        "|---|---|---|",
    ]
    for name, total in totals.items():
        found = total["found"] / max(1, total["expected"])
        right = total["right"] / max(1, total["given"])
        lines.append(f"| {name or 'transcritor'} | {found:.2%} | {right:.2%} |")
    lines += ["", f"Goal: {_GOAL:.1%} of each. Pages with most words not found, and not right:", ""]
    lines += [f"- {text}" for _, text in sorted(worst, reverse=True)[:_WORST]]
    return lines


def _page_text(texts: dict[Path, list[str]], page: ReadPage) -> str:
    found = texts.get(page.path, [])
    return found[page.page_index] if page.page_index < len(found) else ""


def _columns(score: PageScore) -> dict[str, int]:
    return {
        "found": score.found,
        "expected": score.expected,
        "right": score.right,
        "given": score.given,
    }


def _files(chosen: Sequence[Path]) -> list[Path]:
    corpus = corpus_dir()
    places = chosen or ((corpus / "digital",) if corpus is not None else ())
    return sorted(
        path for place in places for path in (sorted(place.glob("*.pdf")) if place.is_dir() else [place])
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    arguments.add_argument("files", nargs="*", type=Path, help="PDFs, or folders of them")
    arguments.add_argument("--pages", type=int, default=2, help="of each file, the first so many")
    arguments.add_argument("--mupdf", type=Path, help="the Python of an environment that has PyMuPDF")
    chosen = arguments.parse_args()
    if fault := text_peers.install():
        print(f"without pypdf and pdfplumber: {fault}")
    lines = ["# Words of digital pages", "", *machine.facts(), ""]
    lines += measured(_files(chosen.files), pages=chosen.pages, mupdf=chosen.mupdf)
    text = "\n".join(lines) + "\n"
    (results_dir() / f"text-layers-{machine.slug()}.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
