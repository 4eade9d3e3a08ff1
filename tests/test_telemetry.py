"""What a library left while it still reported to its maker is removed, once, and nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from transcritor_gui.telemetry import remove_telemetry_traces


@pytest.fixture
def traces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A home and a folder for temporary files as onnxruntime 1.32 leaves them; what it left there."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    monkeypatch.setattr("transcritor_gui.telemetry._cache_folders", lambda: (tmp_path / "cache",))
    folder = tmp_path / "cache" / "Microsoft" / "DeveloperTools" / ".onnxruntime"
    folder.mkdir(parents=True)
    (folder / "deviceid").write_text("an id")
    session = Path(tempfile.gettempdir(), ".ses")
    session.write_text("an id")
    return folder, session


def test_what_was_left_is_removed_with_the_folders_that_are_empty_then(
    traces: tuple[Path, Path], tmp_path: Path
) -> None:
    remove_telemetry_traces(tmp_path)
    assert not traces[1].exists()
    assert not (tmp_path / "cache" / "Microsoft").exists()
    assert (tmp_path / "cache").exists()


def test_what_others_keep_beside_it_stays(traces: tuple[Path, Path], tmp_path: Path) -> None:
    other = traces[0].parent / "other"
    other.write_text("of another program")
    remove_telemetry_traces(tmp_path)
    assert not traces[0].exists()
    assert other.exists()


def test_it_is_done_once(traces: tuple[Path, Path], tmp_path: Path) -> None:
    remove_telemetry_traces(tmp_path)
    traces[1].write_text("of another program")
    remove_telemetry_traces(tmp_path)
    assert traces[1].exists()


def test_every_process_that_can_load_the_library_is_told_before() -> None:
    code = (
        "import os, sys, transcritor_gui.pipeline.ocr.line_reader\n"
        "print(os.environ['ORT_DISABLE_TELEMETRY'], 'onnxruntime' in sys.modules)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert ended.stdout.split() == ["1", "False"]
