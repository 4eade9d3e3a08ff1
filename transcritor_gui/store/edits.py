"""What people have changed, and whether it holds: edits, their corrections and their conferrals.

They belong to the content of a file, not to a job: a second drop of the same file finds them. `pages` lays
them over what leaves the store. Nothing here looks at text.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from transcritor_gui.model import (
    NO_WISH,
    Box,
    Conferral,
    Correction,
    CorrectionKind,
    Edit,
    EditKind,
    PageWish,
)
from transcritor_gui.model.packed import PackedPage, unpack_page
from transcritor_gui.store.database import Database
from transcritor_gui.store.rows import stored_time

__all__ = ["EditRepository", "PageEdits", "PagePlace", "PageReading", "page_edits"]

_log = logging.getLogger(__name__)

PagePlace = tuple[str, int]
"""A page by its file's SHA-256 and its index."""

_OF_FILE = (
    "(EXISTS (SELECT 1 FROM correction WHERE edit_key = edit.key AND sha256 = :sha256) "
    "OR EXISTS (SELECT 1 FROM conferral WHERE edit_key = edit.key AND sha256 = :sha256) "
    "OR EXISTS (SELECT 1 FROM page_reading WHERE edit_key = edit.key AND sha256 = :sha256))"
)


@dataclass(frozen=True, slots=True)
class PageEdits:
    """All that holds for one page."""

    corrections: tuple[Correction, ...] = ()
    conferral: Conferral | None = None
    conferred_text: bytes = b""
    """The digest of the text as read that was compared; see `pages.text_digest`."""


@dataclass(frozen=True, slots=True)
class PageReading:
    job_id: UUID
    page_index: int
    data: bytes
    """The whole PageResult: JSON, compressed."""
    content: bytes
    """The content key of that reading; see `pages.content_key`."""


class EditRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        kind: EditKind,
        *,
        made_at: datetime,
        made_by: str,
        corrections: Iterable[tuple[str, Correction]] = (),
        conferrals: Iterable[tuple[str, int, bytes, bool]] = (),
    ) -> Edit:
        """Keep one edit: corrections each with the SHA-256 of its file, conferrals as (SHA-256, page index,
        digest of the text, ticked). What had been undone in these files can no longer be done again."""
        corrections, conferrals = list(corrections), list(conferrals)
        files = {sha256 for sha256, _ in corrections} | {conferral[0] for conferral in conferrals}
        with self._database.transaction() as connection:
            for sha256 in files:
                connection.execute(f"DELETE FROM edit WHERE undone AND {_OF_FILE}", {"sha256": sha256})
            key = connection.execute(
                "INSERT INTO edit (kind, made_at, made_by) VALUES (?, ?, ?) RETURNING key",
                (kind, stored_time(made_at), made_by),
            ).fetchone()["key"]
            connection.executemany(
                "INSERT INTO correction (edit_key, sha256, page_index, kind, x0, y0, x1, y1, before, after, "
                "cell_row, cell_column) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        key, sha256, each.page_index, each.kind,
                        each.anchor.x0, each.anchor.y0, each.anchor.x1, each.anchor.y1,
                        each.before, each.after, each.row, each.column,
                    )
                    for sha256, each in corrections
                ),
            )  # fmt: skip
            connection.executemany(
                "INSERT INTO conferral (edit_key, sha256, page_index, text_digest, conferred) "
                "VALUES (?, ?, ?, ?, ?)",
                ((key, *conferral) for conferral in conferrals),
            )
        return Edit(key, kind, made_at, made_by)

    def last(self, sha256: str, *, undone: bool) -> Edit | None:
        """The edit of the file that is to be undone next; with `undone` the one to be done again next."""
        order = "ASC" if undone else "DESC"
        rows = self._database.read(
            f"SELECT * FROM edit WHERE undone = :undone AND {_OF_FILE} ORDER BY key {order} LIMIT 1",
            {"sha256": sha256, "undone": undone},
        )
        return _edit(rows[0]) if rows else None

    def all(self, sha256: str) -> tuple[Edit, ...]:
        """Every edit of the file, the oldest first, undone ones among them."""
        rows = self._database.read(f"SELECT * FROM edit WHERE {_OF_FILE} ORDER BY key", {"sha256": sha256})
        return tuple(map(_edit, rows))

    def recent(self, most: int) -> dict[int, bool]:
        """The keys of the edits made last, of all documents, and whether each is undone."""
        rows = self._database.read("SELECT key, undone FROM edit ORDER BY key DESC LIMIT ?", (most,))
        return {row["key"]: bool(row["undone"]) for row in rows}

    def set_undone(self, key: int, *, undone: bool) -> bool:
        """Undo an edit, or do it again; False when that was so already, or it is gone."""
        with self._database.transaction() as connection:
            changed = connection.execute(
                "UPDATE edit SET undone = :undone WHERE key = :key AND undone <> :undone",
                {"key": key, "undone": undone},
            ).rowcount
        return changed > 0

    def places(self, key: int) -> tuple[PagePlace, ...]:
        """The pages that an edit touches."""
        rows = self._database.read(
            "SELECT sha256, page_index FROM correction WHERE edit_key = :key "
            "UNION SELECT sha256, page_index FROM conferral WHERE edit_key = :key "
            "UNION SELECT sha256, page_index FROM page_reading WHERE edit_key = :key",
            {"key": key},
        )
        return tuple((row["sha256"], row["page_index"]) for row in rows)

    def add_reading(
        self,
        job_id: UUID,
        before: bytes,
        page: PackedPage,
        content: bytes,
        *,
        made_at: datetime,
        made_by: str,
    ) -> Edit | None:
        """Keep that a page of the job was read again, `before` being its folded result so far.

        None where the job or the page is gone. What had been undone in the file can no longer be done again.
        """
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT job.key AS job_key, job.sha256, page.content_key FROM job "
                "JOIN page ON page.job_key = job.key WHERE job.id = ? AND page.page_index = ?",
                (str(job_id), page.page_index),
            ).fetchone()
            if row is None:
                return None
            connection.execute(f"DELETE FROM edit WHERE undone AND {_OF_FILE}", {"sha256": row["sha256"]})
            key = connection.execute(
                "INSERT INTO edit (kind, made_at, made_by) VALUES (?, ?, ?) RETURNING key",
                (EditKind.READ_AGAIN, stored_time(made_at), made_by),
            ).fetchone()["key"]
            connection.execute(
                "INSERT INTO page_reading (edit_key, job_key, sha256, page_index, before, after, before_key, "
                "after_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key, row["job_key"], row["sha256"], page.page_index, before, page.data,
                    row["content_key"], content,
                ),
            )  # fmt: skip
        return Edit(key, EditKind.READ_AGAIN, made_at, made_by)

    def readings(self, key: int, *, undone: bool) -> tuple[PageReading, ...]:
        """What the pages that an edit read again are to read: the earlier readings where it is `undone`."""
        rows = self._database.read(
            "SELECT job.id, page_reading.* FROM page_reading JOIN job ON job.key = job_key "
            "WHERE edit_key = ?",
            (key,),
        )
        which = "before" if undone else "after"
        return tuple(
            PageReading(UUID(row["id"]), row["page_index"], row[which], row[f"{which}_key"]) for row in rows
        )

    def wishes(self, sha256: str) -> dict[int, PageWish]:
        """What people have asked for single pages of the file, by page index; nothing that is undone."""
        rows = self._database.read(
            "SELECT page_index, after FROM page_reading JOIN edit ON edit.key = edit_key "
            "WHERE sha256 = ? AND NOT undone ORDER BY page_reading.key",
            (sha256,),
        )
        last = {row["page_index"]: row["after"] for row in rows}
        wishes = {page_index: _wish_in(data) for page_index, data in last.items()}
        return {page_index: wish for page_index, wish in wishes.items() if not wish.is_plain}

    def of_page(self, sha256: str, page_index: int) -> PageEdits:
        """What holds for the page: nothing that is undone."""
        with self._database.reading() as connection:
            found = page_edits(connection, sha256, (page_index,))
        return found.get(page_index, PageEdits())

    def jobs_with(self, places: Collection[PagePlace]) -> tuple[tuple[UUID, int], ...]:
        """Jobs, removed ones too, that have one of these pages, with the page's index."""
        rows = self._database.read(
            "SELECT job.id, page.page_index FROM json_each(:places) AS place "
            "JOIN job ON job.sha256 = json_extract(place.value, '$[0]') "
            "JOIN page ON page.job_key = job.key AND page.page_index = json_extract(place.value, '$[1]')",
            {"places": json.dumps(list(places))},
        )
        return tuple((UUID(row["id"]), row["page_index"]) for row in rows)


def page_edits(
    connection: sqlite3.Connection, sha256: str | None, indices: Sequence[int] | None = None
) -> dict[int, PageEdits]:
    """What holds for the pages of a file that have been edited: of `indices`, or of all."""
    if sha256 is None:
        return {}
    chosen = "" if indices is None else "AND page_index IN (SELECT value FROM json_each(:indices)) "
    parameters = {"sha256": sha256, "indices": json.dumps(None if indices is None else list(indices))}
    corrections: dict[int, list[Correction]] = {}
    for row in connection.execute(
        "SELECT correction.*, edit.made_at, edit.made_by FROM correction JOIN edit ON edit.key = edit_key "
        f"WHERE sha256 = :sha256 {chosen}AND NOT edit.undone ORDER BY correction.key",
        parameters,
    ):
        corrections.setdefault(row["page_index"], []).append(_correction(row))
    conferrals: dict[int, tuple[Conferral | None, bytes]] = {}
    for row in connection.execute(
        "SELECT conferral.*, edit.made_at, edit.made_by FROM conferral JOIN edit ON edit.key = edit_key "
        f"WHERE sha256 = :sha256 {chosen}AND NOT edit.undone ORDER BY conferral.key",
        parameters,
    ):
        tick = Conferral(datetime.fromisoformat(row["made_at"]), row["made_by"]) if row["conferred"] else None
        conferrals[row["page_index"]] = (tick, row["text_digest"])
    return {
        index: PageEdits(tuple(corrections.get(index, ())), *conferrals.get(index, (None, b"")))
        for index in corrections.keys() | conferrals.keys()
    }


def _wish_in(data: bytes) -> PageWish:
    """Of a folded page; none where it is damaged: the page is then read as its document is."""
    try:
        return unpack_page(data).wish
    except (zlib.error, msgspec.DecodeError):
        _log.warning("what was asked for a page that was read again is damaged")
        return NO_WISH


def _edit(row: sqlite3.Row) -> Edit:
    return Edit(
        row["key"],
        EditKind(row["kind"]),
        datetime.fromisoformat(row["made_at"]),
        row["made_by"],
        bool(row["undone"]),
    )


def _correction(row: sqlite3.Row) -> Correction:
    return Correction(
        page_index=row["page_index"],
        kind=CorrectionKind(row["kind"]),
        anchor=Box(row["x0"], row["y0"], row["x1"], row["y1"]),
        before=row["before"],
        after=row["after"],
        row=row["cell_row"],
        column=row["cell_column"],
        made_at=datetime.fromisoformat(row["made_at"]),
        made_by=row["made_by"],
    )
