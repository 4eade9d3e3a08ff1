"""Watched folders over real folders and real workers, with fake pages: each file once, whatever happens."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.jobs import fakes
from tests.jobs.office import BOUND_S, Office
from transcritor_gui.errors import ErrorCode
from transcritor_gui.jobs.service import JobService
from transcritor_gui.jobs.watching.folder_watch import WatchPace
from transcritor_gui.jobs.watching.watch_events import (
    FileKnown,
    FileNotDone,
    FileTaken,
    FileWritten,
    FolderAway,
    FolderBack,
    WatchEvent,
)
from transcritor_gui.jobs.watching.watch_folders import WatchFolders
from transcritor_gui.jobs.watching.watch_rule import WatchRule, rule_digest
from transcritor_gui.model import TranscriptionOptions
from transcritor_gui.settings import Settings
from transcritor_gui.store import WatchedFile, WatchStep

PACE = WatchPace(rest_s=0.1, look_s=0.02, rescan_s=0.5, away_s=0.05, unfinished_s=0.3, again_s=0.3)


class Watched:
    """A folder in which things come, a service that reads them, and a record of what the watch tells."""

    def __init__(self, tmp_path: Path) -> None:
        self.inbox = tmp_path / "in"
        self.inbox.mkdir()
        self.home = tmp_path / "home"
        self.home.mkdir()
        self.rule = WatchRule(self.inbox, TranscriptionOptions(), "txt", tmp_path / "out")
        self.rule.export_folder.mkdir()
        self.events: list[WatchEvent] = []
        self._changed = threading.Condition()

    def put(self, name: str, *pages: str, salt: str = "") -> Path:
        """Comes whole, as by a rename: the fakes leave traces beside their documents."""
        draft = fakes.write_document(self.home / "draft", *pages, salt=f"{salt or name} %%EOF")
        return draft.rename(self.inbox / name)

    def outputs(self) -> list[str]:
        return sorted(path.name for path in self.rule.export_folder.iterdir())

    @contextmanager
    def running(self, *, password: str | None = None) -> Iterator[Office]:
        office = Office(self.home)
        office.service.start(adopt=False)
        watch = WatchFolders(office.service, [self.rule], tell=self._tell, password=password, pace=PACE)
        stop = threading.Event()
        thread = threading.Thread(target=self._run, args=(office, watch, stop))
        thread.start()
        try:
            yield office
        finally:
            stop.set()
            thread.join()
            office.service.stop(timeout_s=0)

    def wait(self, *wanted: WatchEvent | type[WatchEvent], times: int = 1) -> None:
        for each in wanted:
            with self._changed:
                came = self._changed.wait_for(partial(self._has, each, times), timeout=BOUND_S)
                assert came, f"waited in vain for {each}; told: {self.events}"

    def told(self, kind: type[WatchEvent]) -> list[str]:
        return sorted(event.path.name for event in self.events if isinstance(event, kind))  # type: ignore[union-attr]

    def _has(self, wanted: WatchEvent | type[WatchEvent], times: int) -> bool:
        if isinstance(wanted, type):
            return sum(isinstance(event, wanted) for event in self.events) >= times
        return self.events.count(wanted) >= times

    def _tell(self, event: WatchEvent) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def _run(self, office: Office, watch: WatchFolders, stop: threading.Event) -> None:
        try:
            watch.run(stop)
        finally:
            office.service.close_thread()


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


def test_processes_are_made_ready_while_a_file_still_comes(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = threading.Event()
    monkeypatch.setattr(JobService, "warm_up", lambda _self: asked.set())
    with (watched.inbox / "a.pdf").open("wb") as file:
        file.write(b"%PDF-1.7")
        file.flush()
        with watched.running():
            assert asked.wait(BOUND_S)
            assert watched.events == []


def test_what_is_there_and_what_comes_is_written_once_each(watched: Watched) -> None:
    watched.put("before.pdf", "ok")
    with watched.running():
        watched.wait(FileWritten)
        watched.put("after.pdf", "ok")
        watched.wait(FileWritten, times=2)
    assert watched.outputs() == ["after.txt", "before.txt"]
    assert (watched.inbox / "after.pdf").exists()


def test_a_bad_file_is_named_and_the_others_go_on(watched: Watched) -> None:
    watched.put("damaged.pdf", "damaged")
    (watched.inbox / "text.pdf").write_text("no document at all")
    (watched.inbox / "empty.pdf").touch()
    watched.put("good.pdf", "ok")
    with watched.running():
        watched.wait(FileWritten)
        watched.wait(FileNotDone, times=3)
    assert watched.told(FileNotDone) == ["damaged.pdf", "empty.pdf", "text.pdf"]
    assert watched.outputs() == ["good.txt"]


def test_the_next_run_takes_neither_what_is_done_nor_what_failed(watched: Watched) -> None:
    watched.put("good.pdf", "ok")
    watched.put("bad.pdf", "damaged")
    with watched.running():
        watched.wait(FileWritten, FileNotDone)
    watched.events.clear()
    with watched.running():
        watched.put("new.pdf", "ok")
        watched.wait(FileWritten)
    assert watched.told(FileTaken) == ["new.pdf"]
    assert watched.told(FileNotDone) == []


def test_the_same_content_under_another_name_is_known(watched: Watched) -> None:
    with watched.running():
        watched.put("a.pdf", "ok", salt="same")
        watched.wait(FileWritten)
        watched.put("b.pdf", "ok", salt="same")
        watched.wait(FileKnown(watched.inbox / "b.pdf"))
    assert watched.outputs() == ["a.txt"]


def test_a_file_that_is_replaced_is_taken_again_beside_the_first_result(watched: Watched) -> None:
    with watched.running():
        watched.put("a.pdf", "ok", salt="one")
        watched.wait(FileWritten)
        watched.put("a.pdf", "ok", "ok", salt="two")
        watched.wait(FileWritten, times=2)
    assert watched.outputs() == ["a (2).txt", "a.txt"]


def test_a_file_that_failed_is_tried_again_when_it_is_put_there_again(watched: Watched) -> None:
    with watched.running():
        path = watched.put("a.pdf", "password:segredo", "ok")
        watched.wait(FileNotDone)
    data = path.read_bytes()
    path.unlink()
    (watched.home / "draft").write_bytes(data)
    (watched.home / "draft").rename(path)
    with watched.running(password="segredo"):
        watched.wait(FileWritten)
    assert watched.outputs() == ["a.txt"]


def test_a_copy_that_stands_still_before_its_end_is_waited_for(watched: Watched) -> None:
    watched.put("first.pdf", "ok")
    half = watched.inbox / "half.pdf"
    half.write_text("%PDF-ok\nhalf")
    with half.open("a") as copy, watched.running():
        watched.wait(FileWritten)
        copy.write(" %%EOF\n")
        copy.close()
        watched.wait(FileWritten, times=2)
    assert watched.told(FileNotDone) == []


def test_files_that_are_done_are_put_aside_with_their_jobs(watched: Watched, tmp_path: Path) -> None:
    watched.rule = replace(watched.rule, done_folder=tmp_path / "done")
    watched.put("bad.pdf", "damaged")
    with watched.running() as office:
        watched.put("a.pdf", "ok")
        watched.wait(FileWritten, FileNotDone)
        office.wait(lambda: any(job.path == str(tmp_path / "done" / "a.pdf") for job in office.seen.values()))
    assert [path.name for path in (tmp_path / "done").iterdir()] == ["a.pdf"]
    assert not (watched.inbox / "a.pdf").exists()
    assert (watched.inbox / "bad.pdf").exists()


def test_a_folder_that_goes_away_is_waited_for(watched: Watched) -> None:
    with watched.running():
        watched.put("a.pdf", "ok")
        watched.wait(FileWritten)
        away = watched.inbox.rename(watched.inbox.with_name("away"))
        watched.wait(FolderAway(watched.inbox))
        away.rename(watched.inbox)
        watched.wait(FolderBack(watched.inbox))
        watched.put("b.pdf", "ok")
        watched.wait(FileWritten, times=2)
    assert watched.outputs() == ["a.txt", "b.txt"]


def test_a_folder_of_results_that_is_away_is_waited_for(watched: Watched) -> None:
    watched.rule.export_folder.rmdir()
    watched.put("a.pdf", "ok")
    with watched.running():
        watched.wait(FileNotDone)
        watched.rule.export_folder.mkdir()
        watched.wait(FileWritten)
    assert watched.outputs() == ["a.txt"]
    assert len(watched.told(FileNotDone)) == 1


def test_subfolders_are_watched_where_the_rule_says_so(watched: Watched) -> None:
    watched.rule = replace(watched.rule, subfolders=True)
    with watched.running():
        watched.put("a.pdf", "ok")
        watched.wait(FileWritten)
        (watched.inbox / "new").mkdir()
        watched.put("new/b.pdf", "ok")
        watched.wait(FileWritten, times=2)
    assert watched.outputs() == ["a.txt", "b.txt"]


def test_work_that_an_orderly_end_broke_off_goes_on(watched: Watched) -> None:
    path = watched.put("a.pdf", "ok", "gate")
    with watched.running() as office:
        watched.wait(FileTaken)
        office.wait(lambda: any(job.pages_done == 1 for job in office.seen.values()))
    fakes.open_gate(path)
    with watched.running() as office:
        watched.wait(FileWritten)
        assert len(office.service.jobs()) == 1
    assert watched.told(FileTaken) == ["a.pdf"]
    assert watched.outputs() == ["a.txt"]


@pytest.mark.parametrize("step", [WatchStep.READING, WatchStep.WRITING, WatchStep.MOVING])
def test_a_run_that_was_killed_after_any_step_is_gone_on_with(
    watched: Watched, tmp_path: Path, step: WatchStep
) -> None:
    watched.rule = replace(watched.rule, done_folder=tmp_path / "done")
    path = watched.put("a.pdf", "ok")
    with watched.running() as office:
        watched.wait(FileWritten)
        office.wait(lambda: any(job.path != str(path) for job in office.seen.values()))
    with watched.running() as office:
        (job,) = office.service.jobs()
    # as it stands when the program dies just before the next step is noted
    office = Office(watched.home)
    assert job.sha256 is not None
    office.store.watched_files.keep((WatchedFile(rule_digest(watched.rule), job.sha256, step, job.id),))
    office.store.jobs.set_path(job.id, str(path))
    office.service.stop(timeout_s=0)
    if step is not WatchStep.MOVING:
        (tmp_path / "done" / "a.pdf").rename(path)
    if step is WatchStep.READING:
        (watched.rule.export_folder / "a.txt").unlink()
    with watched.running() as office:
        office.wait(lambda: any(seen.path != str(path) for seen in office.seen.values()))
    assert watched.outputs() == ["a.txt"]
    assert [each.name for each in (tmp_path / "done").iterdir()] == ["a.pdf"]
    assert not path.exists()


def test_a_run_that_was_killed_before_it_noted_its_job_takes_that_job(watched: Watched) -> None:
    path = watched.put("a.pdf", "ok")
    office = Office(watched.home)
    office.service.start()
    office.wait_until_finished(*office.add(path))
    office.service.stop(timeout_s=0)
    with watched.running() as office:
        watched.wait(FileWritten)
        assert len(office.service.jobs()) == 1


def test_a_job_that_somebody_cancels_is_not_written(watched: Watched) -> None:
    path = watched.put("a.pdf", "gate")
    with watched.running() as office:
        watched.wait(FileTaken)
        office.service.cancel([job.id for job in office.service.jobs()])
        watched.wait(FileNotDone(path, None))
    assert watched.outputs() == []


def test_the_failure_of_a_file_says_why(watched: Watched) -> None:
    watched.put("a.pdf", "damaged")
    with watched.running():
        watched.wait(FileNotDone)
    (event,) = [each for each in watched.events if isinstance(each, FileNotDone)]
    assert event.error is not None
    assert event.error.code is ErrorCode.PDF_DAMAGED


def test_what_the_settings_export_by_themselves_is_not_written_into_the_folder(watched: Watched) -> None:
    watched.put("a.pdf", "ok")
    with watched.running() as office:
        office.service.configure(Settings(auto_export=True, auto_export_beside_source=True))
        watched.wait(FileWritten)
        watched.put("b.pdf", "ok")
        watched.wait(FileWritten, times=2)
        assert office.store.due_exports.all() == ()
    assert sorted(path.suffix for path in watched.inbox.iterdir() if path.suffix != ".trace") == [
        ".pdf",
        ".pdf",
    ]
    assert watched.outputs() == ["a.txt", "b.txt"]
