"""Rows of ours out of a damaged file, page by page: what `sqlite3 .recover` does, knowing our own tables.

A table's leaves are found through its tree as far as that is whole. All other leaves of the file are looked
through too, and a row there belongs to the first table whose columns it fits. Pages that are free are left
out: what was deleted does not come back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from transcritor_gui.store.safekeeping.raw_file import RawFile, RawRow, RawValue

__all__ = ["Column", "SalvagedFile", "Table", "tables_of"]


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    """As declared: INTEGER, REAL, TEXT, BLOB, or '' for anything."""
    may_be_null: bool
    may_be_missing: bool
    """In rows written before the column was added."""
    is_rowid: bool

    def fits(self, value: RawValue) -> bool:
        if self.is_rowid or value is None:
            return value is None and (self.is_rowid or self.may_be_null)
        kinds = {"INTEGER": (int,), "REAL": (int, float), "TEXT": (str,), "BLOB": (bytes,)}
        return isinstance(value, kinds.get(self.type, (int, float, str, bytes)))


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[Column, ...]

    def fits(self, row: RawRow) -> bool:
        """Whether the row may be one of this table, as this program or an older one wrote it."""
        known, added = self.columns[: len(row.values)], self.columns[len(row.values) :]
        return (
            len(row.values) <= len(self.columns)
            and all(column.fits(value) for column, value in zip(known, row.values, strict=True))
            and all(column.may_be_missing for column in added)
        )

    def named(self, row: RawRow) -> dict[str, RawValue]:
        """The row's values by their columns, the rowid in its place."""
        values = zip(self.columns, row.values, strict=False)
        return {column.name: row.rowid if column.is_rowid else value for column, value in values}


def tables_of(connection: sqlite3.Connection) -> tuple[Table, ...]:
    """The tables of a sound database in the order of their making: one that is referred to comes first.

    Without those of the search (virtual, or without rowids), which are made from the others.
    """
    names = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT wr "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    order = {
        name: place
        for place, (name,) in enumerate(
            connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
        )
    }
    return tuple(
        Table(name, tuple(_columns(connection, name)))
        for name in sorted((name for (name,) in names), key=order.__getitem__)
    )


class SalvagedFile:
    """The damaged file at `path`, whose tables would be `tables` if it were sound."""

    def __init__(self, path: Path, tables: tuple[Table, ...]) -> None:
        self._file = RawFile(path)
        self._tables = tables
        self._leaves = {name: self._file.leaves_below(root) for name, root in self._roots()}
        known = {1, *self._file.free_pages(), *(leaf for leaves in self._leaves.values() for leaf in leaves)}
        self._strays = [
            number
            for number in range(2, self._file.page_count + 1)
            if number not in known and self._file.is_leaf(number)
        ]

    def rows(self, table: Table) -> Iterator[dict[str, RawValue]]:
        """The rows of a table that can be read, each once; those in their place come before strays."""
        seen = set[int]()
        for leaf in self._leaves.get(table.name, ()):
            for row in self._file.rows(leaf):
                if row.rowid not in seen and table.fits(row):
                    seen.add(row.rowid)
                    yield table.named(row)
        for leaf in self._strays:
            for row in self._file.rows(leaf):
                if row.rowid not in seen and self._table_of(row) == table:
                    seen.add(row.rowid)
                    yield table.named(row)

    def _table_of(self, row: RawRow) -> Table | None:
        """A row of a single column says too little to tell where it belongs."""
        if len(row.values) < 2:
            return None
        return next((table for table in self._tables if table.fits(row)), None)

    def _roots(self) -> Iterator[tuple[str, int]]:
        """Names of tables and where their trees begin, as far as page 1 and those below it tell."""
        for leaf in self._file.leaves_below(1):
            for row in self._file.rows(leaf):
                match row.values:
                    case ("table", str(name), _, int(root), _):
                        yield name, root
                    case _:
                        pass


def _columns(connection: sqlite3.Connection, table: str) -> Iterator[Column]:
    described = connection.execute(
        'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?) ORDER BY cid', (table,)
    ).fetchall()
    keys = sum(pk > 0 for *_, pk in described)
    for name, kind, not_null, default, pk in described:
        is_rowid = keys == 1 and pk == 1 and kind == "INTEGER"
        may_be_null = not not_null and not is_rowid
        yield Column(name, kind, may_be_null, may_be_null or default is not None, is_rowid)
