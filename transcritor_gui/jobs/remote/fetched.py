"""A transcript that a team server made, unfolded in a worker process and folded page by page for the store.

3,000 pages are some 180 MB of JSON: reading them in the process with the window would hold up its painting.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.formats.json_file import read_json
from transcritor_gui.jobs.remote.backend import RemoteCorrections
from transcritor_gui.model.packed import PackedPage, pack_page

__all__ = ["FetchedPages", "read_fetched"]


@dataclass(frozen=True, slots=True)
class FetchedPages:
    sha256: str
    """Of the file that they were read from."""
    pages: tuple[PackedPage, ...]
    corrections: RemoteCorrections | None = None
    """What people have corrected there; the pages are as they were read."""


def read_fetched(path: str) -> FetchedPages:
    """What is in the JSON file at `path`. Raises TranscritorError(TRANSCRIPT_UNREADABLE)."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise TranscritorError(ErrorCode.FILE_UNREADABLE, path=path) from error
    transcript = read_json(data, name="team server")
    return FetchedPages(transcript.document.sha256, tuple(pack_page(page) for page in transcript.pages))
