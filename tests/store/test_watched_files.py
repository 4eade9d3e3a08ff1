from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from transcritor_gui.store import Store, WatchedFile, WatchStep

FILE = WatchedFile("rule", "content", WatchStep.READING, uuid4())


def test_a_content_is_known_once_for_a_rule_and_as_it_was_kept_last(store: Store) -> None:
    store.watched_files.keep((FILE,))
    done = replace(FILE, step=WatchStep.DONE)
    store.watched_files.keep((done,))
    assert store.watched_files.find("rule", "content") == done
    assert store.watched_files.find("another", "content") is None


def test_unfinished_files_come_in_the_order_in_which_they_were_taken(store: Store) -> None:
    files = [replace(FILE, sha256=name) for name in ("c", "a", "b")]
    store.watched_files.keep(files)
    store.watched_files.keep(
        (replace(files[1], step=WatchStep.FAILED), replace(files[2], step=WatchStep.MOVING))
    )
    assert [each.sha256 for each in store.watched_files.unfinished("rule")] == ["c", "b"]


def test_what_is_forgotten_is_not_known(store: Store) -> None:
    store.watched_files.keep((FILE,))
    store.watched_files.forget("rule", "content")
    assert store.watched_files.find("rule", "content") is None


def test_a_place_has_the_stamp_that_was_kept_last(store: Store) -> None:
    store.watched_files.keep_places("rule", {"here": "1", "there": "2"})
    store.watched_files.keep_places("rule", {"here": "3"})
    assert store.watched_files.places("rule") == {"here": "3", "there": "2"}
    assert store.watched_files.places("another") == {}
