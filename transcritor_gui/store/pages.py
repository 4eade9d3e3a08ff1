"""Pages in the database, each beside the counts of its job, in one transaction.

A page belongs to a job, and is also known by its content: the file's SHA-256 and the key of all else that its
text depends on (`content_key`), with the page's index. What any job has read is never read so again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from transcritor_gui.model import (
    NO_WISH,
    Correction,
    PageResult,
    PageStatus,
    PageWish,
    corrected_page,
)
from transcritor_gui.model.packed import PackedPage, other_readings, recognised_characters, unpack_page
from transcritor_gui.store.database import Database
from transcritor_gui.store.edits import PageEdits, PagePlace, page_edits
from transcritor_gui.store.lost_page import is_whole, lost_page
from transcritor_gui.store.search.similar_words import keep_spellings

__all__ = ["PageRepository", "PageState", "content_key", "text_digest"]

_log = logging.getLogger(__name__)

_OF_JOB = "job_key = (SELECT key FROM job WHERE id = :job)"
_SELECT = "SELECT key, result, page_index, (SELECT sha256 FROM job WHERE key = job_key) AS sha256 FROM page "
_COPIED = (
    "content_key", "status", "source", "confidence", "characters", "needs_attention", "doubts", "conferred",
    "text", "similar", "result",
)  # fmt: skip


def content_key(sha256: str, page_key: str, wish: PageWish = NO_WISH) -> bytes:
    """What tells pages of the same bytes, read in the same way, from all others."""
    wished = b"" if wish.is_plain else msgspec.json.encode(wish)
    return hashlib.sha256(f"{sha256}:{page_key}".encode() + wished).digest()[:16]


def text_digest(page: PageResult) -> bytes:
    """Of the text as read: whoever compared it with the original has not compared another one."""
    return hashlib.sha256(page.text.encode("utf-8", "surrogatepass")).digest()[:16]


@dataclass(frozen=True, slots=True)
class PageState:
    has_failed: bool
    doubts: int
    is_conferred: bool


class PageRepository:
    """Pages leave it with people's corrections laid over them, but where they are asked for `as_read`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, job_id: UUID, page: PackedPage, content: bytes) -> bool:
        """Keep a page (in place of an earlier result of it); False when the job has been deleted."""
        with self._database.transaction() as connection:
            row = connection.execute("SELECT key, sha256 FROM job WHERE id = ?", (str(job_id),)).fetchone()
            if row is None:
                return False
            _put(connection, row, page, content)
        return True

    def save_fetched(self, job_id: UUID, pages: Collection[PackedPage], content: bytes) -> bool:
        """Keep pages that were read elsewhere and counted there until now; False as with `save`."""
        with self._database.transaction() as connection:
            row = connection.execute(
                "UPDATE job SET pages_elsewhere = max(0, pages_elsewhere - ?) WHERE id = ? "
                "RETURNING key, sha256",
                (len(pages), str(job_id)),
            ).fetchone()
            if row is None:
                return False
            for page in pages:
                _put(connection, row, page, content)
        return True

    def take_over(self, job_id: UUID, content: bytes, wanted: Collection[int]) -> tuple[int, ...]:
        """Give the job those of the `wanted` pages that another job has read; their indices.

        Those whose results are damaged are not taken, and are failed pages of their own jobs from now on.
        """
        columns = ", ".join(_COPIED)
        of_other = ", ".join(f"other.{name}" for name in _COPIED)
        with self._database.transaction() as connection:
            chosen = (
                "content_key = :content AND status = 'done' "
                "AND page_index IN (SELECT value FROM json_each(:wanted))"
            )
            parameters = {"job": str(job_id), "content": content, "wanted": json.dumps(list(wanted))}
            for key in _damaged(connection, chosen, parameters):
                _mark_lost(connection, key)
            rows: list[sqlite3.Row] = connection.execute(
                f"INSERT INTO page (job_key, page_index, {columns}) "
                f"SELECT job.key, other.page_index, {of_other} "
                "FROM page AS other JOIN job ON job.id = :job "
                "WHERE other.content_key = :content AND other.status = 'done' AND other.job_key <> job.key "
                "AND other.page_index IN (SELECT value FROM json_each(:wanted)) "
                "GROUP BY other.page_index ON CONFLICT DO NOTHING RETURNING page_index",
                parameters,
            ).fetchall()
        return tuple(sorted(row["page_index"] for row in rows))

    def indices(self, job_id: UUID) -> tuple[int, ...]:
        """Of all pages of the job that have a result, read or failed, ascending."""
        rows = self._database.read(
            f"SELECT page_index FROM page WHERE {_OF_JOB} ORDER BY page_index",
            {"job": str(job_id)},
        )
        return tuple(row["page_index"] for row in rows)

    def doubts(self, job_id: UUID) -> dict[int, int]:
        """The doubtful words on each page of the job that has any, by page index, ascending."""
        rows = self._database.read(
            f"SELECT page_index, doubts FROM page WHERE {_OF_JOB} AND doubts > 0 ORDER BY page_index",
            {"job": str(job_id)},
        )
        return {row["page_index"]: row["doubts"] for row in rows}

    def states(self, job_id: UUID) -> dict[int, PageState]:
        """How each page of the job that has a result stands, by its index."""
        rows = self._database.read(
            f"SELECT page_index, status = 'failed' AS failed, doubts, conferred FROM page WHERE {_OF_JOB}",
            {"job": str(job_id)},
        )
        return {
            row["page_index"]: PageState(bool(row["failed"]), row["doubts"], bool(row["conferred"]))
            for row in rows
        }

    def indices_with(self, job_id: UUID, texts: Collection[str]) -> tuple[int, ...]:
        """Of the pages that hold all of `texts`, in any case, ascending."""
        rows = self._database.read(
            f"SELECT page_index FROM page WHERE {_OF_JOB} AND NOT EXISTS ("
            "SELECT 1 FROM json_each(:texts) AS wanted WHERE instr(casefold(page.text), wanted.value) = 0) "
            "ORDER BY page_index",
            {"job": str(job_id), "texts": json.dumps([text.casefold() for text in texts])},
        )
        return tuple(row["page_index"] for row in rows)

    def get(self, job_id: UUID, page_index: int, *, as_read: bool = False) -> PageResult | None:
        """One page, or None when it has not been read yet."""
        rows = self._database.read(
            f"{_SELECT} WHERE {_OF_JOB} AND page_index = :index",
            {"job": str(job_id), "index": page_index},
        )
        if not rows:
            return None
        return self._unpacked(rows[0]) if as_read else self._corrected(rows)[0]

    def packed(self, job_id: UUID, page_index: int) -> bytes | None:
        """The folded result of a page as it was read, or None when it has not been."""
        rows = self._database.read(
            f"SELECT result FROM page WHERE {_OF_JOB} AND page_index = :index",
            {"job": str(job_id), "index": page_index},
        )
        return rows[0]["result"] if rows else None

    def unfit(self, job_id: UUID, page_index: int) -> tuple[Correction, ...]:
        """Corrections of the page that no longer fit what is read there."""
        rows = self._database.read(
            f"{_SELECT} WHERE {_OF_JOB} AND page_index = :index",
            {"job": str(job_id), "index": page_index},
        )
        if not rows:
            return ()
        with self._database.reading() as connection:
            edits = page_edits(connection, rows[0]["sha256"], (page_index,))
        held = edits.get(page_index, PageEdits())
        return corrected_page(self._unpacked(rows[0]), held.corrections).unfit

    def correct(self, places: Collection[PagePlace]) -> tuple[UUID, ...]:
        """Bring what is kept of these pages beside their results in step with people's edits; their jobs.

        Text, full-text index, confidence, doubts and ticks. Pages of removed jobs are among them.
        """
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT page.key, page.result, page.page_index, page.source, job.sha256, job.id AS job_id "
                "FROM json_each(:places) AS place "
                "JOIN job ON job.sha256 = json_extract(place.value, '$[0]') "
                "JOIN page ON page.job_key = job.key AND page.page_index = json_extract(place.value, '$[1]')",
                {"places": json.dumps(list(places))},
            ).fetchall()
            for row in rows:
                edits = page_edits(connection, row["sha256"], (row["page_index"],))
                facts = _facts(self._unpacked(row), edits.get(row["page_index"], PageEdits()))
                connection.execute(
                    "UPDATE page SET text = ?, confidence = ?, characters = ?, needs_attention = ?, "
                    "doubts = ?, conferred = ?, similar = ? WHERE key = ?",
                    (
                        facts.text, facts.confidence, facts.characters, facts.needs_attention, facts.doubts,
                        facts.conferred, facts.similar, row["key"],
                    ),
                )  # fmt: skip
                keep_spellings(connection, row["source"], facts.text, facts.similar)
        return tuple({UUID(row["job_id"]): None for row in rows})

    def all(self, job_id: UUID) -> tuple[PageResult, ...]:
        """All pages of the job that have a result, in page order."""
        rows = self._database.read(
            f"{_SELECT} WHERE {_OF_JOB} ORDER BY page_index",
            {"job": str(job_id)},
        )
        return self._corrected(rows)

    def some(self, job_id: UUID, indices: Collection[int]) -> tuple[PageResult, ...]:
        """Those of these pages that have a result, in page order."""
        rows = self._database.read(
            f"{_SELECT} WHERE {_OF_JOB} "
            "AND page_index IN (SELECT value FROM json_each(:indices)) ORDER BY page_index",
            {"job": str(job_id), "indices": json.dumps(list(indices))},
        )
        return self._corrected(rows)

    def first_failure(self, job_id: UUID) -> PageResult | None:
        """The first page that could not be read, when no page of the job could; else None."""
        rows = self._database.read(
            f"SELECT key, page_index, status, result FROM page WHERE {_OF_JOB} "
            "ORDER BY status = 'failed', page_index LIMIT 1",
            {"job": str(job_id)},
        )
        if not rows or rows[0]["status"] != PageStatus.FAILED:
            return None
        return self._unpacked(rows[0])

    def delete_failed(self, ids: Collection[UUID]) -> None:
        """Forget the pages of these jobs that could not be read, so that they are tried again."""
        self._delete("status = 'failed'", ids)

    def delete_all(self, ids: Collection[UUID]) -> None:
        self._delete("1", ids)

    def delete_others(self, job_id: UUID, contents: Collection[bytes], wanted: Collection[int]) -> None:
        """Forget pages of the job that are damaged or not among the `wanted` ones, and those of none of these
        contents where the job was asked for again (`JobRepository.set_read_anew`), which is done with then.
        """
        with self._database.transaction() as connection:
            damaged = _damaged(connection, _OF_JOB, {"job": str(job_id)})
            connection.execute(
                f"DELETE FROM page WHERE {_OF_JOB} AND ("
                "hex(content_key) NOT IN (SELECT value FROM json_each(:contents)) "
                "AND (SELECT read_anew FROM job WHERE id = :job) "
                "OR page_index NOT IN (SELECT value FROM json_each(:wanted)) "
                "OR key IN (SELECT value FROM json_each(:damaged)))",
                {
                    "job": str(job_id),
                    "contents": json.dumps([content.hex().upper() for content in contents]),
                    "wanted": json.dumps(list(wanted)),
                    "damaged": json.dumps(damaged),
                },
            )
            connection.execute("UPDATE job SET read_anew = 0 WHERE id = ?", (str(job_id),))

    def _delete(self, condition: str, ids: Collection[UUID]) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                f"DELETE FROM page WHERE {condition} AND job_key IN "
                "(SELECT key FROM job WHERE id IN (SELECT value FROM json_each(?)))",
                (json.dumps([str(job_id) for job_id in ids]),),
            )

    def _corrected(self, rows: Sequence[sqlite3.Row]) -> tuple[PageResult, ...]:
        """The pages of these rows, all of one job, as people have corrected them."""
        if not rows:
            return ()
        indices = [row["page_index"] for row in rows]
        with self._database.reading() as connection:
            edits = page_edits(connection, rows[0]["sha256"], indices)
        return tuple(
            _with_edits(self._unpacked(row), edits.get(row["page_index"], _NO_EDITS)) for row in rows
        )

    def _unpacked(self, row: sqlite3.Row) -> PageResult:
        """The page of a row with `key`, `page_index` and `result`; where it is damaged, one that says so."""
        try:
            return unpack_page(row["result"])
        except (zlib.error, msgspec.DecodeError):

            def mark() -> None:
                with self._database.transaction() as connection:
                    _mark_lost(connection, row["key"])

            self._database.mended(mark)
            return unpack_page(lost_page(row["page_index"]).data)


_NO_EDITS = PageEdits()


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is kept of a page beside its result, so that it can be searched and counted."""

    text: str
    confidence: float | None
    characters: int
    needs_attention: bool
    doubts: int
    conferred: bool
    similar: str


def _with_edits(page: PageResult, edits: PageEdits) -> PageResult:
    if edits is _NO_EDITS:
        return page
    is_same_text = edits.conferral is not None and edits.conferred_text == text_digest(page)
    return corrected_page(page, edits.corrections, conferral=edits.conferral if is_same_text else None).page


def _facts(page: PageResult, edits: PageEdits) -> _Facts:
    fixed = _with_edits(page, edits)
    return _Facts(
        _storable(fixed.text),
        fixed.confidence,
        recognised_characters(fixed),
        fixed.needs_attention,
        fixed.doubts,
        fixed.conferral is not None,
        _storable(other_readings(fixed)),
    )


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _damaged(
    connection: sqlite3.Connection, condition: str, parameters: Mapping[str, object]
) -> tuple[int, ...]:
    """The keys of those pages whose results are not as they were written; 0.2 ms a page."""
    rows = connection.execute(f"SELECT key, page_index, result FROM page WHERE {condition}", parameters)
    return tuple(row["key"] for row in rows if not is_whole(row["result"], row["page_index"]))


def _mark_lost(connection: sqlite3.Connection, key: int) -> None:
    """Put a failed page in the place of a damaged one: it is read again when its job is tried again."""
    row = connection.execute(
        "SELECT job_key, page_index, content_key FROM page WHERE key = ?", (key,)
    ).fetchone()
    if row is None:
        return
    _log.warning("what was kept of a page is damaged: page %d of job %d", row["page_index"], row["job_key"])
    job = connection.execute("SELECT key, sha256 FROM job WHERE key = ?", (row["job_key"],)).fetchone()
    _put(connection, job, lost_page(row["page_index"]), row["content_key"])
    connection.execute(
        "UPDATE job SET status = 'done_with_issues' WHERE key = ? AND status = 'done'", (row["job_key"],)
    )


def _put(connection: sqlite3.Connection, job: sqlite3.Row, page: PackedPage, content: bytes) -> None:
    """Keep a page, in place of an earlier result of it. `job` is its key and SHA-256."""
    job_key = job["key"]
    edits = page_edits(connection, job["sha256"], (page.page_index,)).get(page.page_index)
    if edits is None:
        facts = _Facts(
            _storable(page.text), page.confidence, page.recognised_characters, page.needs_attention,
            page.doubts, conferred=False, similar=_storable(page.similar),
        )  # fmt: skip
    else:
        facts = _facts(unpack_page(page.data), edits)
    connection.execute("DELETE FROM page WHERE job_key = ? AND page_index = ?", (job_key, page.page_index))
    connection.execute(
        "INSERT INTO page (job_key, page_index, content_key, status, source, confidence, characters, "
        "needs_attention, doubts, conferred, text, similar, result) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            job_key,
            page.page_index,
            content,
            page.status,
            page.source,
            facts.confidence,
            facts.characters,
            facts.needs_attention,
            facts.doubts,
            facts.conferred,
            facts.text,
            facts.similar,
            page.data,
        ),
    )
    keep_spellings(connection, page.source, facts.text, facts.similar)
