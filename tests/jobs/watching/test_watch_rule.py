"""Watch rules: which folders may be watched together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.watching.watch_rule import WatchRule, check_watch_rules, rule_digest
from transcritor_gui.model import TranscriptionOptions


def rule(folder: Path, output: Path, **others: object) -> WatchRule:
    return replace(WatchRule(folder, TranscriptionOptions(), "txt", output), **others)  # type: ignore[arg-type]


def test_folders_beside_each_other_may_be_watched(tmp_path: Path) -> None:
    check_watch_rules(
        [
            rule(tmp_path / "in", tmp_path / "out", done_folder=tmp_path / "done"),
            rule(tmp_path / "in2", tmp_path / "out"),
        ]
    )


@pytest.mark.parametrize(("folder", "output"), [("a", "a"), ("a", "a/out"), ("a/in", "a"), ("a", "b/../a")])
def test_results_may_not_be_written_where_they_would_be_taken(
    tmp_path: Path, folder: str, output: str
) -> None:
    with pytest.raises(TranscritorError) as raised:
        check_watch_rules([rule(tmp_path / folder, tmp_path / output)])
    assert raised.value.info.code is ErrorCode.WATCH_FOLDERS_OVERLAP


def test_a_link_to_the_watched_folder_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "in", target_is_directory=True)
    with pytest.raises(TranscritorError):
        check_watch_rules([rule(tmp_path / "in", tmp_path / "out" / "texts")])


def test_files_may_not_be_put_aside_into_a_watched_folder(tmp_path: Path) -> None:
    with pytest.raises(TranscritorError):
        check_watch_rules([rule(tmp_path / "in", tmp_path / "out", done_folder=tmp_path / "in" / "done")])


def test_the_results_of_one_rule_may_not_feed_another(tmp_path: Path) -> None:
    with pytest.raises(TranscritorError):
        check_watch_rules([rule(tmp_path / "a", tmp_path / "b"), rule(tmp_path / "b", tmp_path / "c")])


@pytest.mark.parametrize(("subfolders", "is_refused"), [(True, True), (False, False)])
def test_a_watched_folder_may_lie_in_another_that_is_watched_alone(
    tmp_path: Path, *, subfolders: bool, is_refused: bool
) -> None:
    rules = [
        rule(tmp_path / "a", tmp_path / "out", subfolders=subfolders),
        rule(tmp_path / "a" / "b", tmp_path / "out"),
    ]
    if is_refused:
        with pytest.raises(TranscritorError):
            check_watch_rules(rules)
    else:
        check_watch_rules(rules)


def test_a_rule_is_the_same_whatever_its_options(tmp_path: Path) -> None:
    plain = rule(tmp_path / "in", tmp_path / "out")
    changed = replace(plain, options=TranscriptionOptions(languages="deu"), name_template="{n}")
    assert rule_digest(changed) == rule_digest(plain)
    assert rule_digest(replace(plain, format="pdf")) != rule_digest(plain)
