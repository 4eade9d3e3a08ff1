"""`python -m benchmarks.search`: how long a search takes with so many pages on disk, and what it forgives.

    --pages 100000        the history (kept below build/bench, made at the first run)
    --copies 10           with ten of each document: a million pages
    --forgiveness         words on pages with 5 % wrong characters instead

The time is that of the first answer: all documents with their counts, and the snippets of the first forty.
The processor time stands beside it, because other work slows this machine.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.places import build_dir
from benchmarks.search_history import fill, multiply
from transcritor_gui.pipeline.recognition.dictionary import dictionary_of
from transcritor_gui.store import FoundDocument, Store

_PAGES_OF_A_DOCUMENT = 100
_ROUNDS = 5
_SEARCHED = 150
"""Words of each length."""
_SEARCHES = (
    ("on nearly every page", "uma "),
    ("on a third of them", "estado "),
    ("on a hundredth", "tribunal "),
    ("on a few", "usucapião "),
    ("two common words", "uma muito "),
    ("a common and a rare word", "uma tribunal "),
    ("a phrase", '"não é" '),
    ("while it is typed", "tribun"),
    ("three letters", "pro"),
    ("nowhere", "xyzzyq "),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--result-bytes", type=int, default=4000)
    parser.add_argument("--copies", type=int, default=1, help="of every document, made by SQL")
    parser.add_argument("--forgiveness", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if chosen.forgiveness:
        _forgiveness(chosen.seed)
    else:
        _speed(chosen.pages, seed=chosen.seed, result_bytes=chosen.result_bytes, copies=chosen.copies)


def _speed(pages: int, *, seed: int, result_bytes: int, copies: int) -> None:
    path = _filled(pages, seed=seed, result_bytes=result_bytes)
    if copies > 1:
        single, path = path, path.with_name(f"search-{pages}x{copies}-{seed}.db")
        if not path.exists():
            draft = path.with_suffix(".draft")
            shutil.copy(single, draft)
            multiply(draft, copies)
            draft.rename(path)
    _measure(path, pages * copies)


def _filled(pages: int, *, seed: int, result_bytes: int) -> Path:
    path = build_dir() / f"search-{pages}-{seed}.db"
    if not path.exists():
        begun = time.monotonic()
        draft = path.with_suffix(".draft")
        fill(
            draft, documents=pages // _PAGES_OF_A_DOCUMENT, pages=_PAGES_OF_A_DOCUMENT, seed=seed,
            result_bytes=result_bytes,
        )  # fmt: skip
        draft.rename(path)
        print(f"filled in {time.monotonic() - begun:.0f} s")
    return path


def _measure(path: Path, pages: int) -> None:
    store = Store(path)
    dictionary = dictionary_of("por+eng")
    print(f"{pages} pages, {path.stat().st_size >> 20} MB")
    print("| search | documents | pages | ms | processor ms | similar | ms | processor ms |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for label, text in _SEARCHES:
        exact, ms, cpu = _timed(partial(store.search_documents, text))
        known = frozenset(document.job_id for document in exact)
        similar, more_ms, more_cpu = _timed(
            partial(store.similar_documents, text, but=known, word_list=dictionary)
        )
        print(
            f"| {label} (`{text.strip()}`) | {len(exact)} | {sum(each.pages for each in exact)} "
            f"| {ms:.0f} | {cpu:.0f} | {len(similar)} | {more_ms:.0f} | {more_cpu:.0f} |"
        )
    store.close()


def _timed(
    call: Callable[[], tuple[FoundDocument, ...]],
) -> tuple[tuple[FoundDocument, ...], float, float]:
    wall, processor = [], []
    for _ in range(_ROUNDS):
        begun, begun_cpu = time.perf_counter(), time.process_time()
        found = call()
        wall.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - begun_cpu) * 1000)
    return found, statistics.median(wall), statistics.median(processor)


def _forgiveness(seed: int) -> None:
    """Each document has one page, so that a document found is a page found; words as often as they occur."""
    rng = np.random.default_rng(seed)
    dictionary = dictionary_of("por+eng")
    with tempfile.TemporaryDirectory(dir=build_dir()) as folder:
        path = Path(folder) / "history.db"
        truths = fill(path, documents=600, pages=1, seed=seed, wrong=0.05, recognised=1.0, result_bytes=100)
        store = Store(path)
        said = {job_id: frozenset(pages[0].truth) for job_id, pages in truths.items()}
        for least, most in ((4, 5), (6, 7), (8, 10), (11, 40), (6, 40), (4, 40)):
            words = [
                word for pages in truths.values() for word in pages[0].truth if least <= len(word) <= most
            ]
            wanted = [words[int(place)] for place in rng.integers(len(words), size=_SEARCHED)]
            right = alone = there = false = shown = 0
            for word in wanted:
                holding = {job_id for job_id, truth in said.items() if word in truth}
                exact = store.search_documents(f"{word} ")
                known = [document.job_id for document in exact]
                similar = store.similar_documents(f"{word} ", but=known, word_list=dictionary)
                listed = [*known, *(document.job_id for document in similar)]
                there += len(holding)
                right += len(holding & set(listed))
                alone += len(holding & set(known))
                shown += len(listed[:20])
                false += len([job_id for job_id in listed[:20] if job_id not in holding])
            print(
                f"words of {least} to {most} letters: {right / there:.2%} of {there} pages found "
                f"({alone / there:.2%} without forgiveness); false among the first twenty {false / shown:.1%}"
            )
        store.close()


if __name__ == "__main__":
    main()
