"""Words of digital pages, found and right, beside PDFium, Poppler, pypdf, pdfplumber and MuPDF.

    python -m benchmarks.text_layers FILE...                       # PDFs, or folders of them
    python -m benchmarks.text_layers --mupdf ELSEWHERE/bin/python  # the digital files of the corpus

Each page is read as the program reads it, without recognition unless its text is refused, and its words are
held by their places against what most of the others give and what the page shows (`text_scores`). No page is
left out: on one that the program cannot read, all words that most give are missed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import machine, text_peers
from benchmarks.places import corpus_dir, results_dir
from benchmarks.text_ink import PagePicture, WordReader
from benchmarks.text_scores import JudgedPage, PlacedText, judged, tokens
from transcritor_gui.errors import TranscritorError
from transcritor_gui.model import OcrMode, PageResult, TranscriptionOptions
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page
from transcritor_gui.pipeline.pdf.judging.text_quality import judge_text_layer

_GOAL = 0.999
_OPTIONS = TranscriptionOptions(ocr_mode=OcrMode.NEVER)
_WORST, _WORDS_NAMED = 12, 4
"""Pages that are named in the results, and words of each."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    words: tuple[PlacedText, ...]
    is_refused: bool = False
    """Whether the program does not trust its text and recognises it."""


@dataclass(frozen=True, slots=True)
class MeasuredPage:
    path: Path
    page_index: int
    ours: ReadPage
    judged: JudgedPage


def read_page(path: Path, page_index: int) -> ReadPage:
    """A page as this program reads it; without words where it cannot."""
    task = PageTask(str(path), page_index, _OPTIONS, None, bundled_packs())
    try:
        result = transcribe_page(task)
        is_refused = _is_refused(result)
        if is_refused:
            result = transcribe_page(replace(task, options=replace(_OPTIONS, ocr_mode=OcrMode.AUTO)))
    except TranscritorError as error:
        print(f"{path.name} {page_index + 1}: {error!r}")
        return ReadPage(())
    return ReadPage(tuple(PlacedText(word.text, word.box) for word in result.words()), is_refused)


def _is_refused(result: PageResult) -> bool:
    """Whether the program would not trust the words, which it gives where it may not recognise the page."""
    words = tuple(result.words())
    return not judge_text_layer(words, languages=_OPTIONS.languages, font_facts=None).good


def measured(files: Sequence[Path], *, pages: int, mupdf: Path | None) -> Iterator[MeasuredPage]:
    """Each of the first `pages` pages of `files`."""
    names = text_peers.peers(mupdf=mupdf)
    given = {name: text_peers.words_by(name, files, pages=pages, mupdf=mupdf) for name in names}
    reader = WordReader()
    for path in files:
        of_file = {name: words.get(path, []) for name, words in given.items()}
        for page_index in range(max(map(len, of_file.values()))):
            ours = read_page(path, page_index)
            peers = {name: tokens(_page(words, page_index)) for name, words in of_file.items()}
            picture = PagePicture(path, page_index, reader)
            yield MeasuredPage(path, page_index, ours, judged(tokens(ours.words), peers, picture))


def _page(words: Sequence[tuple[PlacedText, ...]], page_index: int) -> tuple[PlacedText, ...]:
    return words[page_index] if page_index < len(words) else ()


def report(found: Sequence[MeasuredPage]) -> list[str]:
    """The lines of the results."""
    totals: dict[str, Counter[str]] = {}
    for page in found:
        for name, score in page.judged.scores.items():
            totals.setdefault(name, Counter()).update(
                found=score.found, expected=score.expected, right=score.right, given=score.given
            )
    unseen = sum(page.judged.unseen for page in found)
    lines = [
        f"{len(found)} pages of {len({page.path for page in found})} files,"
        f" {totals[''].get('expected', 0) if totals else 0} words expected,"
        f" {unseen} that most give and the page does not show;"
        f" text refused on {sum(page.ours.is_refused for page in found)} pages, which are recognised",
        "",
        *_table(totals),
        "",
        f"Goal: {_GOAL:.1%} of each. Pages with most words not found, and not right:",
        "",
    ]
    faults = [page for page in found if page.judged.missed or page.judged.wrong]
    faults.sort(key=lambda page: -len(page.judged.missed) - len(page.judged.wrong))
    for page in faults[:_WORST]:
        missed, wrong = page.judged.missed, page.judged.wrong
        named = ", ".join(word.text for word in (*missed[:_WORDS_NAMED], *wrong[:_WORDS_NAMED]))
        lines.append(f"- {page.path.name} {page.page_index + 1}: {len(missed)}, {len(wrong)} ({named})")
    return lines


def _table(totals: Mapping[str, Counter[str]]) -> Iterator[str]:
    yield "| program | found | right |"
    yield "|---|---|---|"
    for name, total in totals.items():
        found = total["found"] / max(1, total["expected"])
        right = total["right"] / max(1, total["given"])
        yield f"| {name or 'transcritor'} | {found:.2%} | {right:.2%} |"


def _words(found: Sequence[MeasuredPage]) -> Iterator[str]:
    """Each word that is missed or wrong, with its page and its place."""
    for page in found:
        for kind, words in (("missed", page.judged.missed), ("wrong", page.judged.wrong)):
            for word in words:
                box = word.box
                place = "" if box is None else f"{box.x0:.0f} {box.y0:.0f} {box.x1:.0f} {box.y1:.0f}"
                refused = "refused" if page.ours.is_refused else ""
                yield "\t".join((page.path.name, str(page.page_index + 1), kind, word.text, place, refused))


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
    arguments.add_argument("--words", type=Path, help="a file for all words that are missed or wrong")
    chosen = arguments.parse_args()
    if fault := text_peers.install():
        print(f"without pypdf and pdfplumber: {fault}")
    found = list(measured(_files(chosen.files), pages=chosen.pages, mupdf=chosen.mupdf))
    lines = ["# Words of digital pages", "", *machine.facts(), "", *report(found)]
    text = "\n".join(lines) + "\n"
    (results_dir() / f"text-layers-{machine.slug()}.md").write_text(text, encoding="utf-8")
    if chosen.words is not None:
        chosen.words.write_text("\n".join(_words(found)) + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
