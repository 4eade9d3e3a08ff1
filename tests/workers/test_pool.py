from __future__ import annotations

import errno
import gc
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any, NoReturn

import psutil
import pytest

from tests.workers import fakes
from tests.workers.waiting import gone, pid_in, processes_gone, waited_for
from transcritor_gui.cores import cores
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.workers import WorkerPool

SOON_S = 30.0
_ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")


def failure(future: Future[Any]) -> ErrorCode:
    with pytest.raises(TranscritorError) as caught:
        future.result(timeout=SOON_S)
    return caught.value.info.code


def test_a_call_gives_the_result_of_its_function(pool: WorkerPool) -> None:
    futures = [pool.submit(fakes.double, number, timeout_s=SOON_S) for number in range(50)]
    assert [future.result(timeout=SOON_S) for future in futures] == [2 * number for number in range(50)]


def test_a_worker_looks_for_cycles_less_often_than_others(pool: WorkerPool) -> None:
    objects, *_ = pool.submit(gc.get_threshold, timeout_s=SOON_S).result(timeout=SOON_S)
    assert objects > gc.get_threshold()[0]


def test_an_error_of_the_function_arrives_with_its_facts(pool: WorkerPool) -> None:
    with pytest.raises(TranscritorError) as caught:
        pool.submit(fakes.refuse, timeout_s=SOON_S).result(timeout=SOON_S)
    assert caught.value.info.code is ErrorCode.PAGE_UNREADABLE
    assert caught.value.info.fact("page") == "3"


def test_an_unexpected_exception_is_internal_and_does_not_quote_the_document(
    pool: WorkerPool, tmp_path: Path
) -> None:
    with pytest.raises(TranscritorError) as caught:
        pool.submit(fakes.stumble, timeout_s=SOON_S).result(timeout=SOON_S)
    assert caught.value.info.code is ErrorCode.INTERNAL
    assert "words" not in str(caught.value)
    logs = "".join(log.read_text() for log in tmp_path.glob("worker-*.log"))
    assert "in stumble" in logs
    assert "words-of-it" not in logs


@pytest.mark.parametrize("crash", [fakes.exit_at_once, fakes.segfault])
def test_a_crash_is_told_and_the_pool_goes_on(pool: WorkerPool, crash: Callable[[], None]) -> None:
    crashes = [pool.submit(crash, timeout_s=SOON_S) for _ in range(3)]
    assert {failure(future) for future in crashes} == {ErrorCode.WORKER_CRASHED}
    assert pool.submit(fakes.double, 4, timeout_s=SOON_S).result(timeout=SOON_S) == 8


@pytest.mark.parametrize("hang", [fakes.hang, fakes.hang_holding_the_lock])
def test_a_hang_is_stopped_after_its_time(
    pool: WorkerPool, tmp_path: Path, hang: Callable[[str], None]
) -> None:
    started = str(tmp_path / "started")
    assert failure(pool.submit(hang, started, timeout_s=0.5)) is ErrorCode.PAGE_TIMEOUT
    assert gone(pid_in(started))
    assert pool.submit(fakes.double, 4, timeout_s=SOON_S).result(timeout=SOON_S) == 8


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
def test_a_page_that_eats_memory_is_told_apart(pool: WorkerPool) -> None:
    assert failure(pool.submit(fakes.eat_memory, timeout_s=SOON_S)) is ErrorCode.PAGE_OUT_OF_MEMORY


def test_a_process_that_outgrows_its_limit_is_ended(pool: WorkerPool) -> None:
    future = pool.submit(fakes.eat_shared_memory, timeout_s=SOON_S)
    assert failure(future) is ErrorCode.PAGE_OUT_OF_MEMORY


def test_a_crash_for_want_of_memory_is_told_apart(pool: WorkerPool) -> None:
    assert failure(pool.submit(fakes.die_of_bad_alloc, timeout_s=SOON_S)) is ErrorCode.PAGE_OUT_OF_MEMORY


def test_a_process_that_has_grown_is_replaced(pool: WorkerPool) -> None:
    grown = pool.submit_quick(fakes.grow, 600, timeout_s=SOON_S).result(timeout=SOON_S)
    assert pool.submit_quick(fakes.process_id, timeout_s=SOON_S).result(timeout=SOON_S) != grown
    assert gone(grown)


@pytest.mark.parametrize("hang", [fakes.hang, fakes.hang_holding_the_lock])
def test_cancelling_kills_the_process_at_work(
    pool: WorkerPool, tmp_path: Path, hang: Callable[[str], None]
) -> None:
    started = str(tmp_path / "started")
    future = pool.submit(hang, started, timeout_s=600)
    worker = pid_in(started)
    pool.cancel(future)
    with pytest.raises(CancelledError):
        future.result(timeout=SOON_S)
    assert gone(worker)


def test_cancelling_a_call_that_waits_kills_nothing(pool: WorkerPool) -> None:
    workers = {pool.submit_quick(fakes.process_id, timeout_s=SOON_S).result(timeout=SOON_S)}
    release = threading.Event()
    future = pool.submit_quick(fakes.process_id, timeout_s=SOON_S)
    waiting = pool.submit_quick(fakes.double, 1, timeout_s=SOON_S)
    pool.cancel(waiting)
    release.set()
    workers.add(future.result(timeout=SOON_S))
    workers.add(pool.submit_quick(fakes.process_id, timeout_s=SOON_S).result(timeout=SOON_S))
    assert len(workers) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the fakes start `sleep`")
def test_cancelling_leaves_no_child_of_the_worker(pool: WorkerPool, tmp_path: Path) -> None:
    started = str(tmp_path / "started")
    future = pool.submit(fakes.hang_with_a_child, started, timeout_s=600)
    child = pid_in(started)
    pool.cancel(future)
    assert gone(child)


@pytest.mark.skipif(sys.platform == "win32", reason="the fakes start `sleep`")
def test_a_timeout_leaves_no_child_of_the_worker(pool: WorkerPool, tmp_path: Path) -> None:
    started = str(tmp_path / "started")
    future = pool.submit(fakes.hang_with_a_child, started, timeout_s=0.5)
    assert failure(future) is ErrorCode.PAGE_TIMEOUT
    assert gone(pid_in(started))


@pytest.mark.skipif(sys.platform == "win32", reason="the fakes start `sleep`")
def test_a_crash_leaves_no_child_of_the_worker(pool: WorkerPool, tmp_path: Path) -> None:
    started = str(tmp_path / "started")
    future = pool.submit(fakes.die_with_a_child, started, timeout_s=SOON_S)
    assert failure(future) is ErrorCode.WORKER_CRASHED
    assert gone(pid_in(started))


@pytest.mark.skipif(sys.platform == "win32", reason="the fakes start `sleep`")
def test_stopping_ends_calls_processes_and_children(tmp_path: Path) -> None:
    pool = WorkerPool(workers=2, memory_limit_mb=1024)
    pool.start()
    paths = [str(tmp_path / name) for name in ("one", "two", "three")]
    futures: list[Future[Any]] = [
        pool.submit(fakes.hang_with_a_child, paths[0], timeout_s=600),
        pool.submit(fakes.hang_holding_the_lock, paths[1], timeout_s=600),
        pool.submit_quick(fakes.hang_with_a_child, paths[2], timeout_s=600),
        pool.submit(fakes.double, 1, timeout_s=600),
    ]
    pids = [pid_in(path) for path in paths]
    pool.stop()
    assert all(future.cancelled() for future in futures)
    assert all(gone(pid) for pid in pids)
    assert pool.submit(fakes.double, 1, timeout_s=1).cancelled()


def test_an_idle_worker_killed_from_outside_is_replaced(pool: WorkerPool) -> None:
    worker = pool.submit_quick(fakes.process_id, timeout_s=SOON_S).result(timeout=SOON_S)
    psutil.Process(worker).kill()
    assert pool.submit_quick(fakes.process_id, timeout_s=SOON_S).result(timeout=SOON_S) != worker


@_ON_UNIX
@pytest.mark.parametrize("end", ["kill", "stop"])
def test_a_call_whose_process_is_killed_or_stopped_is_done_once_more(
    pool: WorkerPool, tmp_path: Path, end: str
) -> None:
    future = pool.submit(fakes.once, str(tmp_path / "trace"), end, timeout_s=1.0)
    assert future.result(timeout=SOON_S) == "done"


@_ON_UNIX
@pytest.mark.parametrize(
    ("end", "code"), [("kill", ErrorCode.WORKER_KILLED), ("stop", ErrorCode.WORKER_HELD_UP)]
)
def test_a_process_that_is_killed_or_stopped_each_time_is_no_fault_of_the_call(
    pool: WorkerPool, end: str, code: ErrorCode
) -> None:
    assert failure(pool.submit(fakes.always, end, timeout_s=1.0)) is code
    assert pool.submit(fakes.double, 4, timeout_s=SOON_S).result(timeout=SOON_S) == 8


def test_work_is_stopped_when_it_has_used_its_processor_time(pool: WorkerPool) -> None:
    assert failure(pool.submit(fakes.work_for, 60.0, timeout_s=0.5)) is ErrorCode.PAGE_TIMEOUT


@_ON_UNIX
def test_a_process_that_cannot_be_started_is_named_so_and_the_next_one_is_tried(
    pool: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts = 0

    def no_pipes(*_: object, **__: object) -> NoReturn:
        nonlocal attempts
        attempts += 1
        raise OSError(errno.EMFILE, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr("transcritor_gui.workers.slot.ProcessPool", no_pipes)
        patch.setattr("transcritor_gui.workers.slot._BETWEEN_STARTS_S", 0.0)
        with pytest.raises(TranscritorError) as caught:
            pool.submit(fakes.double, 4, timeout_s=SOON_S).result(timeout=SOON_S)
    assert caught.value.info.code is ErrorCode.WORKER_UNAVAILABLE
    assert caught.value.info.fact("reason") == "Too many open files"
    assert attempts == 2
    assert pool.submit(fakes.double, 4, timeout_s=SOON_S).result(timeout=SOON_S) == 8


def test_what_cannot_be_pickled_is_a_failure_of_the_call_alone(pool: WorkerPool) -> None:
    assert failure(pool.submit(fakes.unpicklable, timeout_s=SOON_S)) is ErrorCode.INTERNAL
    assert failure(pool.submit(lambda: 1, timeout_s=SOON_S)) is ErrorCode.INTERNAL
    assert pool.submit(fakes.double, 4, timeout_s=SOON_S).result(timeout=SOON_S) == 8


def test_a_call_goes_to_a_process_that_is_there_rather_than_to_one_that_has_to_be_started(
    tmp_path: Path,
) -> None:
    pool = WorkerPool(workers=3, memory_limit_mb=1024, log_dir=tmp_path)
    pool.start()
    try:
        used = set()
        for _ in range(4):
            assert waited_for(lambda: len(pool._pages._idle) == pool.workers)
            used.add(pool.submit(os.getpid, timeout_s=SOON_S).result(timeout=SOON_S))
    finally:
        pool.stop()
    assert len(used) == 1


def test_a_call_waits_for_the_process_that_is_being_warmed(tmp_path: Path) -> None:
    pool = WorkerPool(workers=2, memory_limit_mb=1024, log_dir=tmp_path)
    pool.start()
    try:
        assert waited_for(lambda: len(pool._pages._idle) == pool.workers)
        warmed = pool.warm_up(os.getpid, timeout_s=SOON_S)
        called = pool.submit(os.getpid, timeout_s=SOON_S)
        assert called.result(timeout=SOON_S) == warmed.result(timeout=SOON_S)
    finally:
        pool.stop()


def test_no_more_than_one_call_waits_for_a_process_that_is_being_warmed(tmp_path: Path) -> None:
    pool = WorkerPool(workers=2, memory_limit_mb=1024, log_dir=tmp_path)
    pool.start()
    try:
        assert waited_for(lambda: len(pool._pages._idle) == pool.workers)
        warmed = pool.warm_up(fakes.hang, str(tmp_path / "started"), timeout_s=SOON_S)
        pool.submit(os.getpid, timeout_s=SOON_S)
        assert pool.submit(os.getpid, timeout_s=SOON_S).result(timeout=SOON_S)
        assert not warmed.done()
    finally:
        pool.stop()


def test_a_call_waits_for_no_process_whose_warming_nobody_wants_any_more(tmp_path: Path) -> None:
    pool = WorkerPool(workers=1, memory_limit_mb=1024, log_dir=tmp_path)
    pool.start()
    try:
        pool.warm_up(os.getpid, timeout_s=SOON_S).cancel()
        assert pool.submit(os.getpid, timeout_s=SOON_S).result(timeout=SOON_S)
        assert not pool._pages._warming
    finally:
        pool.stop()


def test_a_call_alone_may_use_the_cores_of_all_workers_and_beside_another_one(
    pool: WorkerPool, tmp_path: Path
) -> None:
    assert pool.submit(cores, timeout_s=SOON_S).result(timeout=SOON_S) == pool.workers
    other = pool.submit(fakes.hang, str(tmp_path / "started"), timeout_s=SOON_S)
    assert waited_for((tmp_path / "started").exists)
    assert pool.submit(cores, timeout_s=SOON_S).result(timeout=SOON_S) == 1
    other.cancel()


def test_urgent_calls_go_first(tmp_path: Path) -> None:
    pool = WorkerPool(workers=1, memory_limit_mb=1024)
    order: list[str] = []
    calls = [(name, name == "urgent") for name in ("first", "second", "urgent")]
    futures = []
    for name, urgent in calls:
        future = pool.submit(fakes.double, 1, timeout_s=SOON_S, urgent=urgent)
        future.add_done_callback(lambda _, name=name: order.append(name))  # type: ignore[misc]
        futures.append(future)
    pool.start()
    for future in futures:
        future.result(timeout=SOON_S)
    pool.stop()
    assert order == ["urgent", "first", "second"]


def test_what_a_person_waits_for_is_not_behind_the_pages(pool: WorkerPool) -> None:
    own = psutil.Process().nice()
    assert pool.submit_quick(fakes.priority, timeout_s=SOON_S).result(timeout=SOON_S) == own


def test_workers_run_one_thread_each_at_low_priority(pool: WorkerPool) -> None:
    environment = pool.submit(fakes.environment, timeout_s=SOON_S).result(timeout=SOON_S)
    assert environment["OMP_THREAD_LIMIT"] == "1"
    assert pool.submit(fakes.priority, timeout_s=SOON_S).result(timeout=SOON_S) > 0


def test_workers_load_neither_qt_nor_the_database(pool: WorkerPool) -> None:
    loaded = pool.submit(fakes.loaded_modules, timeout_s=SOON_S).result(timeout=SOON_S)
    assert not [name for name in loaded if name.startswith(("PySide6", "sqlite3", "transcritor_gui.store"))]


def test_what_c_libraries_print_goes_to_the_log(
    pool: WorkerPool, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pool.submit_quick(fakes.shout, timeout_s=SOON_S).result(timeout=SOON_S)
    assert "chatter" in (tmp_path / "worker-quick.log").read_text()
    assert capfd.readouterr() == ("", "")


def test_nothing_is_leaked_by_crashes_and_cancellations(tmp_path: Path) -> None:
    started = str(tmp_path / "started")
    script = (
        "from pathlib import Path\n"
        "from tests.workers import fakes, waiting\n"
        "from transcritor_gui.workers import WorkerPool\n"
        "if __name__ == '__main__':\n"
        "    pool = WorkerPool(workers=1, memory_limit_mb=1024)\n"
        "    pool.start()\n"
        "    pool.submit(fakes.exit_at_once, timeout_s=60).exception()\n"
        f"    future = pool.submit(fakes.hang, {started!r}, timeout_s=60)\n"
        f"    waiting.pid_in({started!r})\n"
        "    future.cancel()\n"
        "    print(pool.submit(fakes.double, 4, timeout_s=60).result())\n"
        "    pool.stop()\n"
    )
    main = tmp_path / "main.py"
    main.write_text(script)
    root = Path(__file__).resolve().parents[2]
    program = subprocess.run(
        [sys.executable, str(main)],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    # Semaphores that are left behind are told by multiprocessing's resource tracker at the end.
    complaints = [line for line in program.stderr.splitlines() if not line.startswith("worker ")]
    assert (program.stdout, complaints) == ("8\n", [])


@pytest.mark.skipif(sys.platform == "win32", reason="the fakes start `sleep`")
def test_workers_and_their_children_end_when_the_program_is_killed(tmp_path: Path) -> None:
    started = str(tmp_path / "started")
    script = (
        "from tests.workers import fakes\n"
        "from transcritor_gui.workers import WorkerPool\n"
        "if __name__ == '__main__':\n"
        "    pool = WorkerPool(workers=1, memory_limit_mb=1024)\n"
        "    pool.start()\n"
        "    pool.submit_quick(fakes.process_id, timeout_s=60).result()\n"
        f"    pool.submit(fakes.hang_with_a_child, {started!r}, timeout_s=600).result()\n"
    )
    main = tmp_path / "main.py"
    main.write_text(script)
    root = Path(__file__).resolve().parents[2]
    program = subprocess.Popen([sys.executable, str(main)], env={"PYTHONPATH": str(root)})
    child = pid_in(started)
    family = psutil.Process(program.pid).children(recursive=True)
    program.kill()
    program.wait()
    assert child in {process.pid for process in family}
    assert processes_gone(family)
