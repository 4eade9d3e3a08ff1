"""The text that another program takes out of PDFs, as JSON. Runs in the environment of `text_peers`.

Usage: python text_peers_program.py PROGRAM PAGES FILE...  (pypdf, pdfplumber or mupdf; the first PAGES pages)
It prints {file: [text of each page, ...]}; a page that the program fails on is "".
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator


def _pypdf(path: str, pages: int) -> Iterator[str]:
    import pypdf

    for page in list(pypdf.PdfReader(path).pages)[:pages]:
        yield page.extract_text()


def _pdfplumber(path: str, pages: int) -> Iterator[str]:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages[:pages]:
            yield page.extract_text() or ""


def _mupdf(path: str, pages: int) -> Iterator[str]:
    import pymupdf

    with pymupdf.open(path) as document:
        for number in range(min(pages, document.page_count)):
            yield document[number].get_text()


_PROGRAMS: dict[str, Callable[[str, int], Iterator[str]]] = {
    "pypdf": _pypdf,
    "pdfplumber": _pdfplumber,
    "mupdf": _mupdf,
}


def _texts(read: Callable[[str, int], Iterator[str]], path: str, pages: int) -> list[str]:
    found: list[str] = []
    try:
        found.extend(read(path, pages))
    except Exception as error:  # noqa: BLE001 - whatever a damaged file brings another program to
        print(f"{path}: {error!r}", file=sys.stderr)
    return found


def main() -> None:
    logging.disable(logging.CRITICAL)
    name, pages, *files = sys.argv[1:]
    print(json.dumps({path: _texts(_PROGRAMS[name], path, int(pages)) for path in files}))


if __name__ == "__main__":
    main()
