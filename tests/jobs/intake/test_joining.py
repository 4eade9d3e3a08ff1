"""A picture that breaks the process that wraps it costs nothing but itself."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, cast

import pytest

from tests.pictures.made_pictures import page, saved
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.intake.joining import PictureJoining
from transcritor_gui.store import Store
from transcritor_gui.workers import WorkerPool


class BreakingPool:
    """Does calls at once, and ends as a worker would that meets a picture called `bad`."""

    def __init__(self, code: ErrorCode) -> None:
        self._code = code

    def submit(self, function: Callable[..., Any], *args: Any, timeout_s: float) -> Future[Any]:
        del timeout_s
        future: Future[Any] = Future()
        if any("bad" in str(path) for path in args[0]):
            future.set_exception(TranscritorError(self._code))
        else:
            future.set_result(function(*args))
        return future


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (ErrorCode.WORKER_CRASHED, ErrorCode.PICTURE_DAMAGED),
        (ErrorCode.PAGE_OUT_OF_MEMORY, ErrorCode.PICTURE_TOO_LARGE),
    ],
)
def test_it_is_refused_and_the_others_are_joined(tmp_path: Path, fault: ErrorCode, said: ErrorCode) -> None:
    paths = [tmp_path / name for name in ("1.jpg", "2 bad.jpg", "3.jpg")]
    for path in paths:
        path.write_bytes(saved(page(), "JPEG"))
    store = Store(tmp_path / "jobs.db")
    joining = PictureJoining(store, cast("WorkerPool", BreakingPool(fault)))
    with joining.joined(paths) as made:
        assert made.path.name == "1 – 3.pdf"
        assert [path.name for path in made.pictures] == ["1.jpg", "3.jpg"]
        assert [(Path(each.path).name, each.error.code) for each in made.refused] == [("2 bad.jpg", said)]
    store.close()


def test_a_computer_that_cannot_do_it_is_no_fault_of_a_picture(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("1 bad.jpg", "2.jpg")]
    for path in paths:
        path.write_bytes(saved(page(), "JPEG"))
    store = Store(tmp_path / "jobs.db")
    joining = PictureJoining(store, cast("WorkerPool", BreakingPool(ErrorCode.WORKER_UNAVAILABLE)))
    with pytest.raises(TranscritorError) as caught, joining.joined(paths):
        pass
    assert caught.value.info.code is ErrorCode.WORKER_UNAVAILABLE
    store.close()
