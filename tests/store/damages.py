"""Twenty ways in which a history was damaged, made anew from seeds."""

from __future__ import annotations

import random
import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path

__all__ = ["DAMAGES", "Damage"]

PAGE_BYTES = 4096
Damage = Callable[[Path, random.Random], None]


def _changed(path: Path, change: Callable[[bytearray], None]) -> None:
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)


def _put(place: int, value: bytes) -> Damage:
    def damage(path: Path, chance: random.Random) -> None:
        del chance

        def change(data: bytearray) -> None:
            data[place : place + len(value)] = value

        _changed(path, change)

    return damage


def _random_bytes(first: int, last: int) -> Damage:
    def damage(path: Path, chance: random.Random) -> None:
        def change(data: bytearray) -> None:
            data[first:last] = chance.randbytes(last - first)

        _changed(path, change)

    return damage


def _cut(share: float) -> Damage:
    def damage(path: Path, chance: random.Random) -> None:
        def change(data: bytearray) -> None:
            del data[int(len(data) * share) + chance.randrange(-9, 9) if share else 0 :]

        _changed(path, change)

    return damage


def _flip(bits: int) -> Damage:
    def damage(path: Path, chance: random.Random) -> None:
        def change(data: bytearray) -> None:
            for _ in range(bits):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)

        _changed(path, change)

    return damage


def _spoil_pages(share: float, content: Callable[[random.Random], bytes]) -> Damage:
    def damage(path: Path, chance: random.Random) -> None:
        def change(data: bytearray) -> None:
            pages = range(1, len(data) // PAGE_BYTES)
            for number in chance.sample(pages, int(len(pages) * share)):
                data[number * PAGE_BYTES : (number + 1) * PAGE_BYTES] = content(chance)

        _changed(path, change)

    return damage


def _zeros(_: random.Random) -> bytes:
    return bytes(PAGE_BYTES)


def _noise(chance: random.Random) -> bytes:
    return chance.randbytes(PAGE_BYTES)


def _spoil_root(table: str) -> Damage:
    """The page where the tree of a table, or of an index, begins."""

    def damage(path: Path, chance: random.Random) -> None:
        connection = sqlite3.connect(path)
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        connection.close()

        def change(data: bytearray) -> None:
            data[(root - 1) * PAGE_BYTES : root * PAGE_BYTES] = chance.randbytes(PAGE_BYTES)

        _changed(path, change)

    return damage


def _sql(*statements: str) -> Damage:
    def damage(path: Path, chance: random.Random) -> None:
        del chance
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return damage


def _no_database(path: Path, _: random.Random) -> None:
    path.write_text("this is not a database " * 1000)


DAMAGES: dict[str, Damage] = {
    "garbage in the header": _random_bytes(0, 100),
    "page 1 zeroed": _put(0, bytes(PAGE_BYTES)),
    "page 1 garbage": _random_bytes(0, PAGE_BYTES),
    "another magic": _put(0, b"SQLite format 4\0"),
    "wrong page size": _put(16, struct.pack(">H", 8192)),
    "wrong page count": _put(28, struct.pack(">I", 9_999_999)),
    "wrong version": _put(60, struct.pack(">I", 0x7F000003)),
    "cut to half": _cut(0.5),
    "cut to nine tenths": _cut(0.9),
    "cut to nothing": _cut(0.0),
    "text": _no_database,
    "20 bits flipped": _flip(20),
    "500 bits flipped": _flip(500),
    "a tenth of the pages zeroed": _spoil_pages(0.1, _zeros),
    "a tenth of the pages garbage": _spoil_pages(0.1, _noise),
    "root of the pages": _spoil_root("page"),
    "root of the jobs": _spoil_root("job"),
    "root of an index": _spoil_root("sqlite_autoindex_job_1"),
    "a table missing": _sql("DELETE FROM sqlite_master WHERE name = 'page'"),
    "values that nobody knows": _sql(
        "UPDATE job SET status = 'dnne', options = '{\"languages\": 1', added_at = '20?6' WHERE key % 3 = 1",
    ),
}
