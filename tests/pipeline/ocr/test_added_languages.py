"""Adding languages: from files, and from an address, which here is a server of our own."""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pipeline.ocr import added_languages
from transcritor_gui.pipeline.ocr.added_languages import add_language_file, download_language, download_url
from transcritor_gui.pipeline.ocr.language_packs import (
    added_packs_dir,
    bundled_packs,
    bundled_packs_dir,
    chosen_packs,
)
from transcritor_gui.pipeline.ocr.tesserocr_engine import TesserocrEngine


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base names it
        del format, args


@pytest.fixture
def spanish(tmp_path: Path) -> Path:
    """A good language file of another name."""
    return Path(shutil.copyfile(bundled_packs_dir() / "por.traineddata", tmp_path / "spa.traineddata"))


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    monkeypatch.setenv("TRANSCRITOR_TESSDATA_URL", url)
    yield url
    server.shutdown()
    thread.join()
    server.server_close()


def _refused(code: ErrorCode, source: Path) -> TranscritorError:
    with pytest.raises(TranscritorError) as caught:
        add_language_file(source)
    assert caught.value.info.code is code
    return caught.value


def test_before_anything_is_added_the_bundled_languages_are_read() -> None:
    assert chosen_packs() == bundled_packs()


def test_a_folder_in_the_settings_comes_first(spanish: Path) -> None:
    add_language_file(spanish)
    assert chosen_packs("elsewhere").folder == "elsewhere"


def test_an_added_language_stands_beside_the_bundled_ones(spanish: Path) -> None:
    added = add_language_file(spanish)
    assert added.code == "spa"
    assert added.sha256 == hashlib.sha256(spanish.read_bytes()).hexdigest()
    assert chosen_packs().installed == ("eng", "por", "spa")
    assert (added_packs_dir() / "osd.traineddata").is_file()


def test_the_engine_reads_in_bundled_and_added_languages(spanish: Path) -> None:
    add_language_file(spanish)
    engine = TesserocrEngine(chosen_packs())
    page = engine.recognise(np.full((80, 80), 255, np.uint8), dpi=300, languages="spa+eng")
    engine.close()
    assert page.words == ()


def test_a_folder_of_ones_own_takes_the_language(spanish: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    assert add_language_file(spanish, folder=str(folder)).path == folder / "spa.traineddata"
    assert not added_packs_dir().exists()


@pytest.mark.parametrize("name", ["spa.txt", "..traineddata", "osd.traineddata", "a b.traineddata"])
def test_a_name_that_tells_no_language_is_refused(name: str, spanish: Path, tmp_path: Path) -> None:
    _refused(ErrorCode.LANGUAGE_FILE_BAD, Path(shutil.copyfile(spanish, tmp_path / name)))


@pytest.mark.parametrize(
    "content", [b"", b"abc", b"<html>not found</html>" * 100, b"\x18\0\0\0" + b"\xff" * 500]
)
def test_a_file_that_is_no_language_leaves_nothing_behind(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "spa.traineddata"
    file.write_bytes(content)
    _refused(ErrorCode.LANGUAGE_FILE_BAD, file)
    assert chosen_packs().installed == ("eng", "por")
    assert not list(added_packs_dir().glob(".*"))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    _refused(ErrorCode.FILE_MISSING, tmp_path / "spa.traineddata")


def test_a_file_beyond_the_limit_is_refused(spanish: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(added_languages, "_MOST_BYTES", 1000)
    _refused(ErrorCode.LANGUAGE_NOT_ADDED, spanish)


def test_a_language_is_fetched(address: str, spanish: Path) -> None:
    assert download_url("spa") == f"{address}/spa.traineddata"
    added = download_language("spa")
    assert added.sha256 == hashlib.sha256(spanish.read_bytes()).hexdigest()
    assert "spa" in chosen_packs().installed


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize("code", ["xyz", "../por", "osd", ""])
def test_a_language_that_is_not_there_is_said(code: str) -> None:
    with pytest.raises(TranscritorError) as caught:
        download_language(code)
    assert caught.value.info.fact("reason") == "there is no such language"


def test_an_address_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSCRITOR_TESSDATA_URL", "http://127.0.0.1:9")
    with pytest.raises(TranscritorError) as caught:
        download_language("spa")
    assert caught.value.info.fact("reason") == "the address cannot be reached"


def test_other_kinds_of_address_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSCRITOR_TESSDATA_URL", "file:///etc")
    with pytest.raises(TranscritorError):
        download_language("spa")
