"""The tables that other programs find in PDFs, as JSON. Runs in the environment of `table_peers`.

Usage: python table_peers_program.py PROGRAM FILE...  (pdfplumber, camelot-lattice, camelot-stream, img2table)
It prints {file: {page index: [table, ...]}}; a table is a list of [row, column, text].
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Iterable
from typing import Any

Tables = dict[int, list[list[list[Any]]]]


def _cells(rows: Iterable[Iterable[object]]) -> list[list[Any]]:
    return [
        [number, column, str(text)]
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text is not None and str(text).strip()
    ]


def _pdfplumber(path: str) -> Tables:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return {
            page.page_number - 1: [_cells(rows) for rows in page.extract_tables()] for page in document.pages
        }


def _camelot(flavor: str) -> Callable[[str], Tables]:
    def tables(path: str) -> Tables:
        import camelot

        found: Tables = {}
        for table in camelot.read_pdf(path, pages="all", flavor=flavor):
            found.setdefault(table.page - 1, []).append(_cells(table.df.values.tolist()))
        return found

    return tables


def _img2table(path: str) -> Tables:
    from img2table.document import PDF

    found: Tables = {}
    extracted = PDF(path).extract_tables(implicit_rows=True, implicit_columns=True, borderless_tables=True)
    for page, tables in extracted.items():
        for table in tables:
            found.setdefault(page, []).append(
                _cells([cell.value for cell in row] for row in table.content.values())
            )
    return found


_PROGRAMS: dict[str, Callable[[str], Tables]] = {
    "pdfplumber": _pdfplumber,
    "camelot-lattice": _camelot("lattice"),
    "camelot-stream": _camelot("stream"),
    "img2table": _img2table,
}


def main() -> None:
    warnings.simplefilter("ignore")
    read = _PROGRAMS[sys.argv[1]]
    answer = {}
    for path in sys.argv[2:]:
        try:
            answer[path] = read(path)
        except Exception as error:  # noqa: BLE001 - another program's fault is its result
            print(f"{path}: {error!r}", file=sys.stderr)
            answer[path] = {}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
