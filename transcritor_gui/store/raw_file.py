"""The pages of a SQLite file as they lie there, for a file that SQLite itself no longer reads.

Follows https://www.sqlite.org/fileformat2.html; the numbers of its sections are given below. `salvage` makes
rows of ours of what is found here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

__all__ = ["PAGE_BYTES", "RawFile", "RawRow", "RawValue"]

PAGE_BYTES: Final = 4096
"""Of every database that this program has made. The header is not asked: it may be what is damaged."""
_HEADER_BYTES: Final = 100
_TABLE_LEAF, _TABLE_INTERIOR = 0x0D, 0x05
_LARGEST_LOCAL: Final = PAGE_BYTES - 35
_SMALLEST_LOCAL: Final = (PAGE_BYTES - 12) * 32 // 255 - 23
_MOST_PAYLOAD_BYTES: Final = 1_000_000_000

RawValue: TypeAlias = int | float | str | bytes | None


@dataclass(frozen=True, slots=True)
class RawRow:
    rowid: int
    values: tuple[RawValue, ...]
    """As many as the row was written with; an INTEGER PRIMARY KEY is None, and the rowid stands for it."""


class _DamagedError(Exception):
    """These bytes are not what they should be."""


class RawFile:
    """The file at `path` as it was last committed, its write-ahead log taken into account."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        log = path.with_name(f"{path.name}-wal")
        self._newer = _committed_pages(log.read_bytes()) if log.exists() else {}
        self.page_count = max(-(-len(self._data) // PAGE_BYTES), *self._newer, 1)

    def page(self, number: int) -> bytes:
        """The page of that number, from 1; zeros for what is missing of it."""
        newer = self._newer.get(number)
        if newer is not None:
            return newer
        found = self._data[(number - 1) * PAGE_BYTES : number * PAGE_BYTES]
        return found if len(found) == PAGE_BYTES else found.ljust(PAGE_BYTES, b"\0")

    def is_leaf(self, number: int) -> bool:
        """Whether the page may hold rows of a table."""
        return self.page(number)[_start(number)] == _TABLE_LEAF

    def leaves_below(self, root: int) -> list[int]:
        """The pages with rows of the table whose tree begins at `root`, as far as the tree is whole."""
        leaves, waiting, seen = [], [root], set[int]()
        while waiting:
            number = waiting.pop()
            if number in seen or not 0 < number <= self.page_count:
                continue
            seen.add(number)
            page, start = self.page(number), _start(number)
            if page[start] == _TABLE_LEAF:
                leaves.append(number)
            elif page[start] == _TABLE_INTERIOR:
                children = [_number(page, pointer) for pointer in _cells(page, start, 12)]
                waiting += [*reversed([*children, _number(page, start + 8)])]
        return leaves

    def free_pages(self) -> frozenset[int]:
        """Pages that hold nothing any more (section 1.5), as far as the list of them is whole."""
        free = set[int]()
        trunk = _number(self.page(1), 32)
        while 0 < trunk <= self.page_count and trunk not in free:
            page = self.page(trunk)
            free.add(trunk)
            count = min(_number(page, 4), PAGE_BYTES // 4 - 2)
            free.update(_number(page, 8 + 4 * place) for place in range(count))
            trunk = _number(page, 0)
        return frozenset(free)

    def rows(self, leaf: int) -> Iterator[RawRow]:
        """The rows on a page that are whole; others are passed over."""
        page, start = self.page(leaf), _start(leaf)
        for pointer in _cells(page, start, 8):
            try:
                yield self._row(page, pointer)
            except (_DamagedError, IndexError, struct.error):
                continue

    def _row(self, page: bytes, place: int) -> RawRow:
        """Section 1.6, cells of a table's leaf."""
        size, place = _varint(page, place)
        rowid, place = _varint(page, place)
        if not 0 < size <= _MOST_PAYLOAD_BYTES:
            raise _DamagedError
        if size <= _LARGEST_LOCAL:
            payload = page[place : place + size]
        else:
            local = _SMALLEST_LOCAL + (size - _SMALLEST_LOCAL) % (PAGE_BYTES - 4)
            local = local if local <= _LARGEST_LOCAL else _SMALLEST_LOCAL
            overflow = self._overflow(_number(page, place + local), size - local)
            payload = page[place : place + local] + overflow
        if len(payload) != size:
            raise _DamagedError
        return RawRow(rowid - (1 << 64) if rowid >> 63 else rowid, _values(payload))

    def _overflow(self, number: int, size: int) -> bytes:
        pieces = []
        while size > 0:
            if not 0 < number <= self.page_count:
                raise _DamagedError
            page = self.page(number)
            pieces.append(page[4 : 4 + size])
            size -= PAGE_BYTES - 4
            number = _number(page, 0)
        return b"".join(pieces)


def _start(number: int) -> int:
    return _HEADER_BYTES if number == 1 else 0


def _number(page: bytes, place: int) -> int:
    return int(struct.unpack_from(">I", page, place)[0])


def _cells(page: bytes, start: int, header_bytes: int) -> Iterator[int]:
    """Where the cells of a page begin."""
    (count,) = struct.unpack_from(">H", page, start + 3)
    first = start + header_bytes
    for place in range(first, min(first + 2 * count, PAGE_BYTES - 1), 2):
        (pointer,) = struct.unpack_from(">H", page, place)
        if first + 2 * count <= pointer < PAGE_BYTES - 3:
            yield pointer


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next thing begins."""
    value = 0
    for _ in range(8):
        byte = data[place]
        place += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place
    return value << 8 | data[place], place + 1


def _values(payload: bytes) -> tuple[RawValue, ...]:
    """Section 2, the format of a record."""
    header_bytes, place = _varint(payload, 0)
    kinds = []
    while place < header_bytes:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    if place != header_bytes or header_bytes + sum(map(_bytes_of, kinds)) != len(payload):
        raise _DamagedError
    values = []
    for kind in kinds:
        size = _bytes_of(kind)
        values.append(_value(kind, payload[place : place + size]))
        place += size
    return tuple(values)


def _bytes_of(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)[kind]


def _value(kind: int, data: bytes) -> RawValue:
    if kind == 0:
        return None
    if kind == 7:
        return float(struct.unpack(">d", data)[0])
    if kind < 7:
        return int.from_bytes(data, "big", signed=True)
    if kind < 12:
        if kind > 9:
            raise _DamagedError
        return kind - 8
    return data if kind % 2 == 0 else data.decode("utf-8", "replace")


def _committed_pages(log: bytes) -> dict[int, bytes]:
    """The pages of a write-ahead log up to its last whole transaction (section 4), by their numbers."""
    if len(log) < 32:
        return {}
    magic, _, page_bytes, _, salt_1, salt_2, check_1, check_2 = struct.unpack(">8I", log[:32])
    order = ">" if magic & 1 else "<"
    sums = _checksum(log[:24], (0, 0), order)
    if magic & ~1 != 0x377F0682 or page_bytes != PAGE_BYTES or sums != (check_1, check_2):
        return {}
    committed: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    for place in range(32, len(log) - 24 - PAGE_BYTES + 1, 24 + PAGE_BYTES):
        number, size, *salts, check_1, check_2 = struct.unpack_from(">6I", log, place)
        page = log[place + 24 : place + 24 + PAGE_BYTES]
        sums = _checksum(page, _checksum(log[place : place + 8], sums, order), order)
        if salts != [salt_1, salt_2] or sums != (check_1, check_2):
            break
        pending[number] = page
        if size:
            committed |= pending
            pending = {}
    return committed


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    numbers = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(numbers[::2], numbers[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
