"""How the program is begun: which door is opened, and what is imported on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from transcritor_gui.__main__ import has_display, wants_window


def test_nothing_and_files_open_the_window(tmp_path: Path) -> None:
    assert wants_window([])
    assert wants_window(["contrato.pdf", "/somewhere/else.PDF", str(tmp_path)])


@pytest.mark.parametrize(
    "arguments", [["transcribe", "a.pdf"], ["--help"], ["languages"], ["histroy"], ["a.pdf", "--json"]]
)
def test_commands_and_options_are_for_the_command_line(arguments: list[str]) -> None:
    assert not wants_window(arguments)


def test_linux_without_a_screen_is_known() -> None:
    assert not has_display("linux", {})
    assert has_display("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert has_display("linux", {"QT_QPA_PLATFORM": "offscreen"})
    assert has_display("win32", {})


def _environment(**changes: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LANG", "LC_ALL", "LANGUAGE")
    }
    return {**kept, **changes}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be without a screen")
def test_without_a_screen_it_says_so_in_words_and_ends_with_3(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "transcritor_gui"],
        env=_environment(TRANSCRITOR_HOME=str(tmp_path), LANG="C.UTF-8"),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 3
    assert "There is no screen" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_entry_module_brings_nothing_heavy() -> None:
    """Worker processes import it again."""
    code = (
        "import sys, transcritor_gui.__main__; "
        "print(sorted({'PySide6', 'sqlite3', 'cv2', 'numpy', 'typer'} & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert ended.stdout.strip() == "[]"
