"""A worker of the team server whose pages take a known time and no processor; `team_check` starts it."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.jobs import fakes
from tests.jobs.office import FAKE_PIPELINE
from transcritor_gui.model import PageResult
from transcritor_gui.paths import places
from transcritor_gui.settings import load_settings
from transcritor_gui.team.config import team_config
from transcritor_gui.team.work.worker import run_worker

if TYPE_CHECKING:
    from transcritor_gui.pipeline import PageTask

__all__ = ["PAGE_S", "main", "transcribe_page"]

PAGE_S = 1.0


def transcribe_page(task: PageTask) -> PageResult:
    time.sleep(PAGE_S)
    return fakes.page_of(task.page_index, "ok")


def main(concurrency: int) -> int:
    where = places()
    where.create()
    return run_worker(
        team_config(load_settings(where.settings_file)),
        concurrency=concurrency,
        logs=where.logs,
        cache=where.cache / "team",
        pipeline=replace(FAKE_PIPELINE, transcribe_page=transcribe_page),
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
