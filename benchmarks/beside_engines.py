"""`python -m benchmarks.beside_engines PAGE...`: pages read by this program and by each of its engines alone.

A page is a picture or a PDF (its first page) with its truth in `NAME.gt.txt` beside it; a folder stands for
all such pages in it. Words are compared as bags, case and punctuation around them aside: what share of the
truth's words was found, and what share of the words read are right; of the rows with a price, what share one
line holds whole. A page's kind is what its name begins with, up to the second hyphen. With `--keep FOLDER`
the texts are written there.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
import pypdfium2
import tesserocr
from PIL import Image, ImageOps

from benchmarks.metrics import RowScore, character_errors, rows_kept, word_recall
from benchmarks.places import tessdata_dir
from benchmarks.systems import LANGUAGES, PLAIN_DPI
from transcritor_gui.model import TranscriptionOptions
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.line_reader import PaddleLineReader
from transcritor_gui.pipeline.recognition.lines.line_strips import Strip, strips_of

__all__ = ["Score", "main", "pages_in", "rows_of_strips"]

_ENDINGS = (".png", ".jpg", ".tif", ".tiff", ".pdf")
_BEHIND, _FAR_BEHIND = 0.01, 0.05
"""Of the words, by which a kind and a page may be behind the better of the two engines."""
_IN_ROW = 0.5
"""Of a line's height, by which the middle of the next one may lie lower and be in its row."""


@dataclass(frozen=True, slots=True)
class Score:
    found: float
    right: float
    wrong_characters: float
    rows: RowScore
    seconds: float
    """Of processor time."""


class _Readers:
    """The engines, loaded once."""

    def __init__(self, languages: str) -> None:
        self._languages = languages
        self._second = PaddleLineReader()
        self._first = tesserocr.PyTessBaseAPI(
            path=str(tessdata_dir()), lang=languages, psm=tesserocr.PSM.AUTO
        )
        self._turn = 0

    def ours(self, page: Path) -> str:
        options = TranscriptionOptions(languages=self._languages)
        result = transcribe_page(PageTask(str(page), 0, options, None, bundled_packs()))
        self._turn = result.rotation
        return result.text

    def first(self, page: Path) -> str:
        """Tesseract alone, given the picture as it is."""
        pixels, dpi = _picture(page)
        self._first.SetImage(Image.fromarray(pixels))
        if dpi:
            self._first.SetSourceResolution(dpi)
        return str(self._first.GetUTF8Text())

    def second(self, page: Path) -> str:
        """PP-OCR alone, in rows; given the picture the right way up, as it knows of no other."""
        pixels = np.ascontiguousarray(np.rot90(_picture(page)[0], -(self._turn // 90)))
        strips = strips_of(pixels, self._second.find(pixels))
        texts = [reading.text for reading in self._second.read([strip.pixels for strip in strips])]
        rows = rows_of_strips(strips)
        return "\n".join(" ".join(texts[place] for place in row) for row in rows)


def rows_of_strips(strips: Sequence[Strip]) -> Iterator[list[int]]:
    """The places of strips that lie side by side, row by row from above, each from the left."""
    spots = [((s.x0 + s.x1) / 2, s.to_page @ (0.0, s.pixels.shape[0] / 2, 1.0)) for s in strips]
    order = sorted(range(len(strips)), key=lambda place: float(spots[place][1][1]))
    row: list[int] = []
    for place in order:
        reach = _IN_ROW * strips[place].pixels.shape[0]
        if row and float(spots[place][1][1] - spots[row[-1]][1][1]) > reach:
            yield sorted(row, key=lambda place: spots[place][0])
            row = []
        row.append(place)
    if row:
        yield sorted(row, key=lambda place: spots[place][0])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beside_engines", description=__doc__)
    parser.add_argument("pages", nargs="+", type=Path, metavar="PAGE")
    parser.add_argument("--languages", default=LANGUAGES)
    parser.add_argument("--ours-only", action="store_true", help="without the engines alone")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where to write what was read")
    options = parser.parse_args(arguments)
    readers = _Readers(options.languages)
    ways: dict[str, Callable[[Path], str]] = {"ours": readers.ours}
    if not options.ours_only:
        ways |= {"tesseract": readers.first, "pp-ocr": readers.second}
    readers.ours(next(pages_in(options.pages)))  # what a process does once is nobody's
    kinds: dict[str, list[dict[str, Score]]] = {}
    print(f"{'found/right/wrong characters/rows kept %, s':46}" + "".join(f"{name:>37}" for name in ways))
    for page in pages_in(options.pages):
        scores = {}
        for name, read in ways.items():
            text, scores[name] = _scored(page, read)
            if options.keep is not None:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{_stem(page)}.{name}.txt").write_text(text, encoding="utf-8")
        kinds.setdefault("-".join(page.name.split("-")[:2]), []).append(scores)
        print(_row(_stem(page), scores, _FAR_BEHIND), flush=True)
    print()
    means = {kind: _means(pages) for kind, pages in sorted(kinds.items())}
    for kind, scores in means.items():
        print(_row(f"{kind} ({len(kinds[kind])})", scores, _BEHIND))
    return int(any(_is_behind(scores, _BEHIND) for scores in means.values()))


def pages_in(places: Sequence[Path]) -> Iterator[Path]:
    """Pages with their truth beside them, those of folders in the order of their names."""
    for place in places:
        files = sorted(place.iterdir()) if place.is_dir() else [place]
        yield from (file for file in files if file.suffix in _ENDINGS and _truth(file).exists())


def _scored(page: Path, read: Callable[[Path], str]) -> tuple[str, Score]:
    truth = _truth(page).read_text(encoding="utf-8")
    started = time.process_time()
    text = read(page)
    seconds = time.process_time() - started
    folded = truth.casefold(), text.casefold()
    errors = character_errors(*(folded if truth.isupper() else (truth, text)))
    rows = rows_kept(truth.splitlines(), text)
    return text, Score(word_recall(*folded), word_recall(*folded[::-1]), errors.rate, rows, seconds)


def _means(pages: Sequence[dict[str, Score]]) -> dict[str, Score]:
    """Over the pages, and of their rows, which are few on some, the share over all."""
    return {name: _mean([page[name] for page in pages]) for name in pages[0]}


def _mean(scores: Sequence[Score]) -> Score:
    return Score(
        fmean(score.found for score in scores),
        fmean(score.right for score in scores),
        fmean(score.wrong_characters for score in scores),
        RowScore(sum(score.rows.kept for score in scores), sum(score.rows.rows for score in scores)),
        fmean(score.seconds for score in scores),
    )


def _is_behind(scores: dict[str, Score], limit: float) -> bool:
    return max(score.found for score in scores.values()) - scores["ours"].found > limit


def _row(name: str, scores: dict[str, Score], limit: float) -> str:
    figures = "".join(
        f"{100 * s.found:9.1f}{100 * s.right:7.1f}{100 * s.wrong_characters:7.2f}"
        f"{f'{100 * s.rows.rate:.1f}' if s.rows.rows else '-':>7}{s.seconds:7.1f}"
        for s in scores.values()
    )
    return f"{name[:46]:46}{figures}{'  BEHIND' if _is_behind(scores, limit) else ''}"


def _stem(page: Path) -> str:
    return page.name.removesuffix(page.suffix)


def _truth(page: Path) -> Path:
    return page.with_name(f"{_stem(page)}.gt.txt")


def _picture(page: Path) -> tuple[GreyImage, int]:
    """The page as grey pixels, and its resolution where the file tells a likely one, else 0."""
    if page.suffix == ".pdf":
        with pypdfium2.PdfDocument(page) as document:
            drawn = document[0].render(scale=PLAIN_DPI / 72, grayscale=True)
            return np.array(drawn.to_pil().convert("L")), PLAIN_DPI
    with Image.open(page) as opened:
        dpi = round(float(opened.info.get("dpi", (0, 0))[0]))
        upright = ImageOps.exif_transpose(opened)
        return np.array(upright.convert("L")), dpi if dpi >= 70 else 0


if __name__ == "__main__":
    raise SystemExit(main())
