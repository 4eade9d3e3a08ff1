"""A history of any size to search in, made by a seed: pages of words as often as they are in Portuguese.

Words come from the program's own word list, drawn by their counts in it. A part of the pages is recognised,
with wrong characters in them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from transcritor_gui.model import DocumentFacts, Job, JobStatus, PageSource, PageStatus, TranscriptionOptions
from transcritor_gui.model.packed import PackedPage
from transcritor_gui.paths import resource_dir
from transcritor_gui.pipeline.recognition.dictionary import COUNT_FORMAT
from transcritor_gui.store import Store, content_key

__all__ = ["MadePage", "Vocabulary", "fill", "misread", "multiply"]

_SHAPES = (
    ("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("o", "0"), ("l", "1"), ("i", "l"), ("s", "5"),
    ("e", "c"), ("c", "e"), ("a", "o"), ("u", "n"), ("n", "u"), ("h", "b"), ("t", "f"), ("f", "t"),
)  # fmt: skip
_LETTERS = "abcdefghijlmnopqrstuvxz"
_ADDED = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MadePage:
    truth: tuple[str, ...]
    text: str
    is_recognised: bool


class Vocabulary:
    """The words of the Portuguese list that are letters alone, and how often each occurs."""

    def __init__(self) -> None:
        trie = marisa_trie.RecordTrie(COUNT_FORMAT)
        trie.mmap(str(resource_dir() / "word_lists" / "pt.marisa"))
        items = sorted(((count[0], word) for word, count in trie.iteritems() if word.isalpha()), reverse=True)
        self.words: NDArray[np.str_] = np.array([word for _, word in items])
        counts = np.array([count for count, _ in items], dtype=float)
        self._cumulated = np.cumsum(counts / counts.sum())

    def draw(self, rng: np.random.Generator, size: int) -> list[str]:
        places = np.searchsorted(self._cumulated, rng.random(size))
        return [str(word) for word in self.words[np.minimum(places, len(self.words) - 1)]]


def misread(words: list[str], rng: np.random.Generator, *, wrong: float) -> list[str]:
    """The words with that share of their characters wrong: half of them as shapes are confused."""
    read = []
    for word in words:
        out, at = "", 0
        while at < len(word):
            if rng.random() >= wrong:
                out += word[at]
                at += 1
                continue
            shapes = [(a, b) for a, b in _SHAPES if word.startswith(a, at)]
            kind = rng.random()
            if shapes and kind < 0.5:
                old, new = shapes[int(rng.integers(len(shapes)))]
                out += new
                at += len(old)
            elif kind < 0.8:
                out += _LETTERS[int(rng.integers(len(_LETTERS)))]
                at += 1
            elif kind < 0.9:
                at += 1
            else:
                out += word[at] + _LETTERS[int(rng.integers(len(_LETTERS)))]
                at += 1
        read.append(out)
    return [word for word in read if word]


def made_pages(
    vocabulary: Vocabulary, rng: np.random.Generator, *, count: int, words: int, wrong: float
) -> Iterator[MadePage]:
    drawn = vocabulary.draw(rng, count * words)
    for number in range(count):
        truth = drawn[number * words : (number + 1) * words]
        text = misread(truth, rng, wrong=wrong) if wrong else truth
        yield MadePage(tuple(truth), " ".join(text), wrong > 0)


def fill(
    path: Path,
    *,
    documents: int,
    pages: int,
    words: int = 300,
    seed: int = 1,
    wrong: float = 0.01,
    recognised: float = 0.2,
    result_bytes: int = 4000,
) -> dict[UUID, tuple[MadePage, ...]]:
    """A history of `documents` with so many `pages` each; what a few of them truly say, by their jobs.

    `recognised` is the share of documents that were scans, with `wrong` of their characters wrong.
    """
    vocabulary, rng = Vocabulary(), np.random.default_rng(seed)
    store = Store(path)
    truths: dict[UUID, tuple[MadePage, ...]] = {}
    options, content = TranscriptionOptions(), content_key("0" * 64, "made")
    for number in range(documents):
        is_scan = rng.random() < recognised
        made = tuple(made_pages(vocabulary, rng, count=pages, words=words, wrong=wrong if is_scan else 0.0))
        job_id = UUID(bytes=rng.bytes(16), version=4)
        job = Job(
            job_id, f"documento-{number:06}.pdf", f"/arquivo/{number % 50:02}/documento-{number:06}.pdf",
            JobStatus.QUEUED, options, _ADDED + timedelta(minutes=number), float(number), 100_000,
        )  # fmt: skip
        with store.transaction():
            store.jobs.insert([job], owner="made")
            store.jobs.set_facts(
                job_id, DocumentFacts(job.name, f"{number:064x}", 100_000, pages), pages_wanted=pages
            )
            store.jobs.change_status([job_id], JobStatus.RUNNING)
            for index, page in enumerate(made):
                source = PageSource.OCR if page.is_recognised else PageSource.TEXT
                confidence = 0.9 if page.is_recognised else None
                packed = PackedPage(
                    index, PageStatus.DONE, source, confidence, len(page.text), False, 0, page.text,
                    rng.bytes(result_bytes),
                )  # fmt: skip
                store.pages.save(job_id, packed, content)
            store.jobs.change_status([job_id], JobStatus.DONE)
        if documents <= 1000:
            truths[job_id] = made
    store.close()
    return truths


def multiply(path: Path, copies: int) -> None:
    """Give the history at `path` so many copies of all its documents, and make the index of the search anew.

    By SQL: a million pages through the store would take hours. The copies have results of a few bytes.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'page_%'"
    ).fetchall()
    connection.execute("BEGIN")
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    (step,) = connection.execute("SELECT max(key) FROM job").fetchone()
    described = connection.execute("PRAGMA table_info(job)").fetchall()
    columns = ", ".join(name for _, name, *_ in described if name not in ("key", "id"))
    for copy in range(1, copies):
        shift = copy * step
        connection.execute(
            f"INSERT INTO job (key, id, {columns}) SELECT key + ?, ? || substr(id, 9), {columns} "
            "FROM job WHERE key <= ?",
            (shift, f"{copy:08x}", step),
        )
        connection.execute(
            "INSERT INTO page (job_key, page_index, content_key, status, source, confidence, characters, "
            "needs_attention, text, similar, result) SELECT job_key + ?, page_index, content_key, status, "
            "source, confidence, characters, needs_attention, text, similar, zeroblob(100) FROM page "
            "WHERE job_key <= ?",
            (shift, step),
        )
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("INSERT INTO page_text (page_text) VALUES ('rebuild')")
    connection.close()
