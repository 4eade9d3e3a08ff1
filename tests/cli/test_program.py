"""The command line as a process: what it loads, how it starts, how it behaves in pipes and on terminals."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Ask
from transcritor_gui.cli import COMMANDS
from transcritor_gui.paths import resource_dir
from transcritor_gui.pipeline.ocr.language_packs import bundled_packs_dir

_SAMPLE = resource_dir() / "sample" / "Exemplo - Transcritor.pdf"
_TIMEOUT_S = 120


def _run(*argv: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "transcritor_gui", *argv],
        capture_output=True,
        timeout=_TIMEOUT_S,
        check=False,
        env=os.environ | environment,
    )


def _loaded(*argv: str) -> set[str]:
    """The top-level modules in the process after the command."""
    code = (
        "import sys; from transcritor_gui.cli import run; run(sys.argv[1:]);"
        "sys.stderr.write('\\n'.join({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *argv], capture_output=True, timeout=_TIMEOUT_S, check=True, text=True
    )
    return set(done.stderr.split())


def test_help_loads_nothing_heavy() -> None:
    heavy = {"numpy", "cv2", "pypdfium2", "pikepdf", "PIL", "rich", "PySide6", "sqlite3", "pebble", "docx"}
    assert _loaded("--help") & heavy == set()
    assert _loaded("transcribe", "--help") & heavy == set()


def test_the_command_line_never_loads_the_window() -> None:
    assert "PySide6" not in _loaded("history")
    assert "PySide6" not in _loaded("languages")


@pytest.mark.parametrize("argv", [[], *([command] for command in COMMANDS)])
def test_everything_has_help(ask: Ask, argv: list[str]) -> None:
    answer = ask(*argv, "--help")
    assert answer.code == 0
    assert not re.search(r"<(str|int|float|path|list\[)", answer.out), "types in Python's words"
    assert "Usage:" in answer.out


def test_help_speaks_portuguese(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSCRITOR_INTERFACE_LANGUAGE", "pt_BR")
    answer = ask("transcribe", "--help")
    assert answer.code == 0
    assert "Show this message" not in answer.out


def test_the_version_is_told(ask: Ask) -> None:
    assert ask("--version").out.startswith("Transcritor ")


def test_languages_are_named(ask: Ask) -> None:
    assert [each["code"] for each in ask("languages", "--json").json] == ["eng", "por"]
    assert ask("languages").out == "eng\tEnglish\npor\tPortuguese\n"


def test_a_language_can_be_added(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "spa.traineddata"
    shutil.copyfile(bundled_packs_dir() / "por.traineddata", file)
    answer = ask("languages", "add", file)
    assert answer.code == 0
    assert "spa\tSpanish" in answer.out
    assert hashlib.sha256(file.read_bytes()).hexdigest() in answer.out
    assert [each["code"] for each in ask("languages", "--json").json] == ["eng", "por", "spa"]


def test_a_file_that_is_no_language_is_named(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "spa.traineddata"
    file.write_bytes(b"no")
    answer = ask("languages", "add", file)
    assert answer.code == 1
    assert "“spa.traineddata” is not a language of Tesseract." in answer.err


def test_a_setting_out_of_range_is_wrong_usage(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSCRITOR_PAGE_TIMEOUT_S", "1")
    answer = ask("languages")
    assert answer.code == 2
    assert "page_timeout_s" in answer.err


def test_a_history_of_a_newer_program_is_an_environment_fault(ask: Ask, home: Path) -> None:
    assert ask("history").code == 0
    connection = sqlite3.connect(home / "data" / "transcritor.db")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    answer = ask("history")
    assert answer.code == 3
    assert "newer version of this program" in answer.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_an_environment_fault(ask: Ask, home: Path) -> None:
    home.chmod(0o500)
    assert ask("history").code == 3


@pytest.mark.integration
def test_real_pages_are_read_in_any_locale() -> None:
    done = _run(
        "transcribe",
        str(_SAMPLE),
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        TRANSCRITOR_INTERFACE_LANGUAGE="en",
    )
    text = done.stdout.decode("utf-8")
    assert "ç" in text
    assert text.count("\f") >= 2
    assert b"\x1b" not in done.stdout + done.stderr, "no progress into a pipe"


@pytest.mark.integration
@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise on Windows")
def test_a_reader_that_goes_away_is_no_failure() -> None:
    command = [sys.executable, "-m", "transcritor_gui", "transcribe", str(_SAMPLE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaints = process.stderr.read()
        code = process.wait(timeout=_TIMEOUT_S)
    assert code in (0, 1), complaints
    assert b"Traceback" not in complaints
    assert b"BrokenPipe" not in complaints


@pytest.mark.integration
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_progress_shows_on_a_terminal() -> None:
    import pty

    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "transcritor_gui", "transcribe", str(_SAMPLE)]
    environment = os.environ | {"TRANSCRITOR_INTERFACE_LANGUAGE": "en", "COLUMNS": "100", "TERM": "xterm"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal, env=environment) as process:
        os.close(terminal)
        shown = _everything(controller)
        assert process.stdout is not None
        text = process.stdout.read().decode("utf-8")
    os.close(controller)
    assert "page 1 of" in shown
    assert "ç" in text


def _everything(descriptor: int) -> str:
    data = b""
    while True:
        try:
            piece = os.read(descriptor, 4096)
        except OSError:  # how Linux says that the other end has closed
            piece = b""
        if not piece:
            return data.decode("utf-8", "replace")
        data += piece
