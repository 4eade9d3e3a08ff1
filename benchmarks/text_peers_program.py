"""The words that another program takes out of PDFs, as JSON. Runs in the environment of `text_peers`.

Usage: python text_peers_program.py PROGRAM PAGES FILE...  (pypdf, pdfplumber or mupdf; the first PAGES pages)
It prints {file: [words of each page, ...]}; a word is [text] or [text, x0, y0, x1, y1], in points on the page
as shown, and a page that the program fails on has none.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator

Word = tuple[str] | tuple[str, float, float, float, float]


def _pypdf(path: str, pages: int) -> Iterator[list[Word]]:
    import pypdf

    for page in list(pypdf.PdfReader(path).pages)[:pages]:
        yield [(page.extract_text(),)]


def _pdfplumber(path: str, pages: int) -> Iterator[list[Word]]:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages[:pages]:
            left, top = page.cropbox[:2]
            yield [
                (word["text"], word["x0"] - left, word["top"] - top, word["x1"] - left, word["bottom"] - top)
                for word in page.extract_words()
            ]


def _mupdf(path: str, pages: int) -> Iterator[list[Word]]:
    import pymupdf

    with pymupdf.open(path) as document:
        for number in range(min(pages, document.page_count)):
            page = document[number]
            words = [
                (word[4], pymupdf.Rect(word[:4]) * page.rotation_matrix) for word in page.get_text("words")
            ]
            yield [(text, box.x0, box.y0, box.x1, box.y1) for text, box in words]


_PROGRAMS: dict[str, Callable[[str, int], Iterator[list[Word]]]] = {
    "pypdf": _pypdf,
    "pdfplumber": _pdfplumber,
    "mupdf": _mupdf,
}


def _pages(read: Callable[[str, int], Iterator[list[Word]]], path: str, pages: int) -> list[list[Word]]:
    found: list[list[Word]] = []
    try:
        found.extend(read(path, pages))
    except Exception as error:  # noqa: BLE001 - whatever a damaged file brings another program to
        print(f"{path}: {error!r}", file=sys.stderr)
    return found


def main() -> None:
    logging.disable(logging.CRITICAL)
    name, pages, *files = sys.argv[1:]
    print(json.dumps({path: _pages(_PROGRAMS[name], path, int(pages)) for path in files}))


if __name__ == "__main__":
    main()
