"""The command line where things are not as they should be: names, streams, folders, targets, settings."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from tests.cli.conftest import Ask
from tests.jobs.fakes import pages_read, write_document
from transcritor_gui.cli.terminal.console import on_one_line
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.events import RefusedFile
from transcritor_gui.jobs.exporting.automatic import AutomaticExports
from transcritor_gui.jobs.intake.found import found_documents

Write = Callable[..., Path]
_ROOT = Path(__file__).resolve().parents[2]
_ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="names and devices of Unix")
_HOSTILE = "a\x1b[31mred\x9b\nnew\u202egnp.pdf"
_NOBODY = 65534


def _program(*argv: str, shell: str) -> subprocess.CompletedProcess[str]:
    """The command line over fake pages with its streams as `shell` redirects them ('>/dev/full')."""
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {shell}', "sh", sys.executable, "-m", "tests.cli.fake_program", *argv],
        env={**os.environ, "PYTHONPATH": str(_ROOT), "TRANSCRITOR_INTERFACE_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ação.pdf", "ação.pdf"),
        ("a\x1b[2Jb\n", "a\\x1b[2Jb\\n"),
        ("\x9b31m\r\x7f", "\\x9b31m\\r\\x7f"),
        ("\u202efdp.exe", "\\u202efdp.exe"),
    ],
)
def test_names_cannot_steer_the_terminal(name: str, shown: str) -> None:
    assert on_one_line(name) == shown


@_ON_UNIX
def test_a_hostile_name_comes_written_out_from_every_command(ask: Ask, document: Write) -> None:
    document(_HOSTILE, "look", "refuse")
    answers = [
        ask("transcribe", _HOSTILE, f"no{_HOSTILE}"),
        ask("transcribe", _HOSTILE, "--json"),
        ask("history"),
        ask("history", "--json"),
        ask("history", "search", "look"),
        ask("transcribe", _HOSTILE, "--pages", _HOSTILE),
    ]
    for answer in answers:
        for text in (answer.err, answer.out):
            assert not set(text) & {"\x1b", "\x9b"}
            assert "new" not in [line[:3] for line in text.splitlines()]
    assert "\\x1b[31mred" in answers[0].err


@_ON_UNIX
@pytest.mark.parametrize("argv", [["transcribe", "a.pdf"], ["transcribe", "a.pdf", "--json"], ["--help"]])
def test_a_full_standard_output_is_told(
    document: Write, monkeypatch: pytest.MonkeyPatch, argv: list[str]
) -> None:
    monkeypatch.chdir(document("a.pdf", "ok").parent)
    done = _program(*argv, shell=">/dev/full")
    assert (done.returncode, "The disk is full." in done.stderr) == (3, True)
    assert done.stderr.count("\n") == 1


@_ON_UNIX
def test_a_closed_standard_output_is_told_before_any_page_is_read(document: Write) -> None:
    source = document("a.pdf", "ok")
    done = _program("transcribe", str(source), shell=">&-")
    assert (done.returncode, "“standard output” could not be written" in done.stderr) == (1, True)
    assert pages_read(source) == []


@_ON_UNIX
@pytest.mark.parametrize("shell", ["2>&-", "2>/dev/full", "</dev/null >&- 2>&-"])
def test_streams_that_nobody_reads_do_no_harm(document: Write, tmp_path: Path, shell: str) -> None:
    target = tmp_path / "a.txt"
    argv = [
        "transcribe",
        str(document("a.pdf", "ok")),
        str(tmp_path / "gone.pdf"),
        "-o",
        str(tmp_path / "out"),
    ]
    done = _program(*argv, shell=shell)
    assert (done.returncode, done.stderr) == (1, "")
    assert (tmp_path / "out" / target.name).read_text(encoding="utf-8") == "página 1 ok\n"


@_ON_UNIX
def test_a_link_to_itself_is_refused_before_any_page_is_read(
    ask: Ask, document: Write, tmp_path: Path
) -> None:
    (tmp_path / "loop").symlink_to("loop")
    source = document("a.pdf", "ok")
    for target in ("loop", "loop/a.txt"):
        answer = ask("transcribe", source, "-o", target)
        assert answer.code == 1
        assert "it is a link that leads to itself" in answer.err
    assert pages_read(source) == []


@_ON_UNIX
def test_devices_and_pipes_can_be_written_to(ask: Ask, document: Write, tmp_path: Path) -> None:
    source = document("a.pdf", "ok")
    assert ask("transcribe", source, "-o", "/dev/null").code == 0
    os.mkfifo(tmp_path / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_text(encoding="utf-8")))
    reader.start()
    assert ask("transcribe", source, "-o", "pipe").code == 0
    reader.join()
    assert read == ["página 1 ok\n"]


def test_an_empty_name_is_no_folder(ask: Ask, document: Write) -> None:
    source = document("a.pdf", "ok")
    answer = ask("transcribe", "")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("'': ")
    assert pages_read(source) == []


def test_a_home_of_nobody_is_a_file_that_is_not_there(ask: Ask) -> None:
    answer = ask("transcribe", "~nobody-of-that-name/a.pdf")
    assert answer.code == 1
    assert "Something went wrong" not in answer.err


@contextmanager
def _as_nobody() -> Iterator[None]:
    """As a user who may not do everything, for who runs tests as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@_ON_UNIX
def test_what_may_not_be_looked_at_is_refused_beside_what_may() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        good = write_document(folder / "a.pdf", "ok")
        closed = folder / "closed"
        closed.mkdir()
        write_document(closed / "b.pdf", "ok")
        secret = write_document(folder / "c.pdf", "ok")
        secret.chmod(0)
        closed.chmod(0o644)
        try:
            with _as_nobody():
                found = list(found_documents([good, closed, closed / "b.pdf", secret, folder]))
        finally:
            closed.chmod(0o755)
    assert found[0] == good
    refused = [each for each in found if isinstance(each, RefusedFile)]
    assert {ErrorCode.FILE_UNREADABLE} <= {each.error.code for each in refused}
    assert {str(closed / "b.pdf"), str(secret)} <= {each.path for each in refused}


@_ON_UNIX
def test_an_unreadable_file_does_not_refuse_the_others(ask: Ask, document: Write) -> None:
    source, secret = document("a.pdf", "ok"), document("b.pdf", "ok")
    secret.chmod(0)
    answer = ask("transcribe", source, secret)
    assert "is not readable" not in answer.err
    assert answer.out.startswith("página 1 ok\n")


@pytest.mark.parametrize("value", ["1e400", "-inf", "nan", "9" * 5000, "1.5", "[1]", "true", "1979-05-27"])
def test_an_impossible_setting_is_named(ask: Ask, home: Path, value: str) -> None:
    (home / "config").mkdir()
    (home / "config" / "settings.toml").write_text(f"workers = {value}\n", encoding="utf-8")
    answer = ask("history")
    assert answer.code == 2
    assert "Something went wrong" not in answer.err


def test_settings_too_deep_to_be_read_are_named(ask: Ask, home: Path) -> None:
    (home / "config").mkdir()
    (home / "config" / "settings.toml").write_text(f"x = {'[' * 100_000}", encoding="utf-8")
    assert "“settings.toml”" in ask("history").err


@pytest.mark.parametrize("argv", [["history"], ["transcribe", "a.pdf"]])
def test_a_home_that_is_a_file_is_told(
    ask: Ask, document: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: list[str]
) -> None:
    document("a.pdf", "ok")
    (tmp_path / "file").touch()
    monkeypatch.setenv("TRANSCRITOR_HOME", str(tmp_path / "file"))
    answer = ask(*argv)
    assert answer.code == 3
    assert str(tmp_path / "file") in answer.err


def test_a_start_that_fails_half_way_leaves_nothing_at_work(
    ask: Ask, document: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise TranscritorError(ErrorCode.DATABASE_UNUSABLE, path="history")

    monkeypatch.setattr(AutomaticExports, "start", refuse)
    before = threading.active_count()
    assert ask("transcribe", document("a.pdf", "ok")).code == 3
    assert threading.active_count() == before
