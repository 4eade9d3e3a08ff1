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

__all__ = ["RawFile", "RawRow", "RawValue"]

_PAGE_SIZES: Final = tuple(1 << power for power in range(9, 17))
_USUAL_PAGE_BYTES: Final = 4096
_HEADER_BYTES: Final = 100
_TABLE_LEAF, _TABLE_INTERIOR = 0x0D, 0x05
_TREE_PAGES: Final = frozenset({0x02, 0x05, 0x0A, 0x0D})
_MOST_FRAGMENTED_BYTES: Final = 60
_NEARLY: Final = 0.9
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
        log_data = log.read_bytes() if log.exists() else b""
        self._page_bytes = _page_size(self._data, log_data)
        self._largest_local = self._page_bytes - 35
        self._smallest_local = (self._page_bytes - 12) * 32 // 255 - 23
        self._newer = _committed_pages(log_data, self._page_bytes)
        self.page_count = max(-(-len(self._data) // self._page_bytes), *self._newer, 1)

    def page(self, number: int) -> bytes:
        """The page of that number, from 1; zeros for what is missing of it."""
        newer = self._newer.get(number)
        if newer is not None:
            return newer
        found = self._data[(number - 1) * self._page_bytes : number * self._page_bytes]
        return found if len(found) == self._page_bytes else found.ljust(self._page_bytes, b"\0")

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
            count = min(_number(page, 4), self._page_bytes // 4 - 2)
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
        if size <= self._largest_local:
            payload = page[place : place + size]
        else:
            local = self._smallest_local + (size - self._smallest_local) % (self._page_bytes - 4)
            local = local if local <= self._largest_local else self._smallest_local
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
            size -= self._page_bytes - 4
            number = _number(page, 0)
        return b"".join(pieces)


def _page_size(data: bytes, log: bytes) -> int:
    """How long the pages are, by where pages of trees lie: the header may be what is damaged.

    The right size covers the most of the file with them. Twice that size covers as much, where it happens to
    meet every second one, so that of those that are nearly as good it is the smallest.
    """
    covered = {
        size: size * sum(_is_tree_page(data, place, size) for place in range(0, len(data), size))
        for size in _PAGE_SIZES
    }
    most = max(covered.values())
    if most == 0:
        (from_log,) = struct.unpack_from(">I", log, 8) if len(log) >= 32 else (0,)
        return from_log if from_log in _PAGE_SIZES else _USUAL_PAGE_BYTES
    return min(size for size, bytes_covered in covered.items() if bytes_covered >= _NEARLY * most)


def _is_tree_page(data: bytes, place: int, size: int) -> bool:
    """Whether a page of a tree of that size may begin there (section 1.6)."""
    start = place + (_HEADER_BYTES if place == 0 else 0)
    if data[start : start + 1] == b"" or data[start] not in _TREE_PAGES or place + size > len(data):
        return False
    _, free_block, cells, content, fragmented = struct.unpack_from(">BHHHB", data, start)
    header_bytes = start - place + (12 if data[start] in (0x02, 0x05) else 8)
    content = content or 65536
    if not cells:
        return bool(content == size)
    return bool(
        fragmented <= _MOST_FRAGMENTED_BYTES
        and free_block < size
        and header_bytes + 2 * cells <= content <= size
    )


def _start(number: int) -> int:
    return _HEADER_BYTES if number == 1 else 0


def _number(page: bytes, place: int) -> int:
    return int(struct.unpack_from(">I", page, place)[0])


def _cells(page: bytes, start: int, header_bytes: int) -> Iterator[int]:
    """Where the cells of a page begin."""
    (count,) = struct.unpack_from(">H", page, start + 3)
    first = start + header_bytes
    for place in range(first, min(first + 2 * count, len(page) - 1), 2):
        (pointer,) = struct.unpack_from(">H", page, place)
        if first + 2 * count <= pointer < len(page) - 3:
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


def _committed_pages(log: bytes, page_bytes: int) -> dict[int, bytes]:
    """The pages of a write-ahead log up to its last whole transaction (section 4), by their numbers."""
    if len(log) < 32:
        return {}
    magic, _, log_page_bytes, _, salt_1, salt_2, check_1, check_2 = struct.unpack(">8I", log[:32])
    order = ">" if magic & 1 else "<"
    sums = _checksum(log[:24], (0, 0), order)
    if magic & ~1 != 0x377F0682 or log_page_bytes != page_bytes or sums != (check_1, check_2):
        return {}
    committed: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    for place in range(32, len(log) - 24 - page_bytes + 1, 24 + page_bytes):
        number, size, *salts, check_1, check_2 = struct.unpack_from(">6I", log, place)
        page = log[place + 24 : place + 24 + page_bytes]
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
