"""Server-sent events, taken apart line by line (HTML, 9.2.6). Knows nothing of HTTP."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["event_data"]


def event_data(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The data of each event in a stream of lines, as soon as its empty line has come."""
    data: list[bytes] = []
    for line in lines:
        text = line.rstrip(b"\r\n")
        if not text:
            if data:
                yield b"\n".join(data)
            data = []
            continue
        name, _, value = text.partition(b":")
        if name == b"data":
            data.append(value.removeprefix(b" "))
