"""The words of digital pages as PDFium, Poppler, pypdf, pdfplumber and MuPDF give them, with their places.

pypdf, which gives no places, and pdfplumber run in a virtual environment of their own. MuPDF's licence keeps
it out of that: it is asked where the Python of an environment that has it is named. Poppler is asked where
its `pdftotext` is installed.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from benchmarks import environments
from benchmarks.environments import python_of
from benchmarks.places import REPOSITORY
from benchmarks.text_scores import PlacedText
from transcritor_gui.model import Box
from transcritor_gui.pipeline.pdf.document import page_frame

__all__ = ["install", "peers", "words_by"]

_ENVIRONMENT = "text-peers"
_PACKAGES = ("pypdf>=6.0", "pdfplumber>=0.11.10")
_PROGRAM = REPOSITORY / "benchmarks" / "text_peers_program.py"
_POPPLER = "pdftotext"
_LONGEST_S = 60
"""For one file by Poppler, and for all files together, each, by the others."""
_FILES_AT_ONCE = 20
_POPPLER_WORD = re.compile(
    r'<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">(.*?)</word>', re.S
)

Pages = dict[Path, list[tuple[PlacedText, ...]]]


def install() -> str:
    """Install pypdf and pdfplumber where they are not yet; why that failed, or ''."""
    return "" if python_of(_ENVIRONMENT).exists() else environments.install(_ENVIRONMENT, _PACKAGES)


def peers(*, mupdf: Path | None) -> tuple[str, ...]:
    """Those that can be asked here."""
    found = ["pdfium"]
    if shutil.which(_POPPLER):
        found.append("poppler")
    if python_of(_ENVIRONMENT).exists():
        found += ["pypdf", "pdfplumber"]
    if mupdf is not None:
        found.append("mupdf")
    return tuple(found)


def words_by(peer: str, files: Sequence[Path], *, pages: int, mupdf: Path | None) -> Pages:
    """The words of the first `pages` pages of each file; a page that is missing has none.

    pypdf gives each page as one text without a place.
    """
    if peer == "pdfium":
        return {path: list(_by_pdfium(path, pages)) for path in files}
    if peer == "poppler":
        return {path: _by_poppler(path, pages) for path in files}
    python = mupdf if peer == "mupdf" and mupdf is not None else python_of(_ENVIRONMENT)
    found: Pages = {}
    for start in range(0, len(files), _FILES_AT_ONCE):
        found |= _by_program(python, peer, files[start : start + _FILES_AT_ONCE], pages)
    return found


def _by_program(python: Path, peer: str, files: Sequence[Path], pages: int) -> Pages:
    """A file on which the program does not end, or with which it dies, has no words."""
    try:
        done = subprocess.run(
            [str(python), str(_PROGRAM), peer, str(pages), *map(str, files)],
            capture_output=True,
            text=True,
            check=True,
            timeout=_LONGEST_S * len(files),
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        if len(files) > 1:
            return {
                path: page for one in files for path, page in _by_program(python, peer, [one], pages).items()
            }
        print(f"{peer} fails on {files[0].name}: {error!r:.200}")
        return {files[0]: []}
    answer = json.loads(done.stdout.splitlines()[-1])
    return {
        Path(path): [tuple(_word(*word) for word in words) for words in found]
        for path, found in answer.items()
    }


def _word(text: str, *box: float) -> PlacedText:
    return PlacedText(text, Box(*box) if box else None)


def _by_pdfium(path: Path, pages: int) -> Iterator[tuple[PlacedText, ...]]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return
    with document:
        for number in range(min(pages, len(document))):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                return
            yield tuple(_pdfium_words(page))


def _pdfium_words(page: pypdfium2.PdfPage) -> Iterator[PlacedText]:
    frame, text_page = page_frame(page, user_unit=1.0), page.get_textpage()
    codes = [raw.FPDFText_GetUnicode(text_page.raw, place) for place in range(text_page.count_chars())]
    letters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    for place, code in enumerate([*codes, ord(" ")]):
        letter = chr(code) if code <= sys.maxunicode else "\ufffd"
        if not letter.isspace():
            letters.append(letter)
            boxes.append(text_page.get_charbox(place))
        elif letters:
            left, bottom, right, top = zip(*boxes, strict=True)
            box = frame.shown_box(min(left), min(bottom), max(right), max(top))
            yield PlacedText(_whole("".join(letters)), box)
            letters, boxes = [], []


def _whole(text: str) -> str:
    """With the halves of characters beyond the basic plane put together."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _by_poppler(path: Path, pages: int) -> list[tuple[PlacedText, ...]]:
    try:
        done = subprocess.run(
            [_POPPLER, "-bbox", "-cropbox", "-l", str(pages), "-enc", "UTF-8", str(path), "-"],
            capture_output=True,
            timeout=_LONGEST_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        print(f"poppler fails on {path.name}")
        return []
    whole = done.stdout.decode("utf-8", "replace")
    return [
        tuple(
            PlacedText(html.unescape(text), Box(*map(float, box)))
            for *box, text in _POPPLER_WORD.findall(page)
        )
        for page in whole.split("<page ")[1:]
    ]
