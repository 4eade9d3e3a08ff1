"""The command line over fake pages, a program of its own: `python -m tests.cli.fake_program ARGUMENT...`."""

from __future__ import annotations

import sys

import pytest

from tests.jobs.office import FAKE_PIPELINE
from transcritor_gui.cli import run, session
from transcritor_gui.jobs import Pipeline


def _fake_pipeline(tessdata_dir: str = "") -> Pipeline:
    del tessdata_dir
    return FAKE_PIPELINE


if __name__ == "__main__":
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "built_in_pipeline", _fake_pipeline)
        sys.exit(run(sys.argv[1:]))
