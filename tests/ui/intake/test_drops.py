from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from tests.ui.desk import mime_of
from transcritor_gui.errors import ErrorCode
from transcritor_gui.ui.intake.drops import dropped, hover_words, is_of_interest


def test_local_files_are_taken_once_each() -> None:
    path = Path("/somewhere/ação com espaço.pdf")
    assert dropped(mime_of(path, path)).paths == (str(path),)


def test_remote_addresses_are_refused_beside_local_files() -> None:
    found = dropped(mime_of(Path("/a.pdf"), QUrl("https://example.org/b.pdf")))
    assert found.paths == ("/a.pdf",)
    assert [refused.error.code for refused in found.refused] == [ErrorCode.NOT_A_LOCAL_FILE]


def test_virtual_files_of_a_mail_program_are_refused() -> None:
    data = QMimeData()
    data.setData("application/x-moz-file-promise", b"x")
    assert is_of_interest(data)
    assert len(dropped(data).refused) == 1


def test_text_is_not_of_interest() -> None:
    data = QMimeData()
    data.setText("/home/a.pdf")
    assert not is_of_interest(data)


def test_hovering_says_what_a_drop_would_do() -> None:
    assert hover_words(dropped(mime_of(Path("/a.pdf")))) == "Drop to transcribe 1 file"
    assert hover_words(dropped(mime_of(Path("/a.pdf"), Path("/b.pdf")))) == "Drop to transcribe 2 files"
    for folder in ("/folder", "/v1.2/folder", "/.hidden"):
        assert hover_words(dropped(mime_of(Path(folder)))) == "Drop to transcribe 1 folder"
    assert (
        hover_words(dropped(mime_of(Path("/a.pdf"), Path("/b")))) == "Drop to transcribe 2 files and folders"
    )
