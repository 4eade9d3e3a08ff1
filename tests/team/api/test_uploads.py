"""A form comes out whole however it was cut into pieces, and nothing strange gets through."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pictures.made_pictures import page, saved
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.team.api.uploads import UploadForm, shown_name

_FILE = b"%PDF-1.7\n--edge is not the edge\r\n--edg e" + bytes(range(256)) * 8


def _form(file: bytes = _FILE, name: str = "a.pdf") -> bytes:
    return (
        b'--edge\r\nContent-Disposition: form-data; name="languages"\r\n\r\npor\r\n'
        b'--edge\r\nContent-Disposition: form-data; name="file"; filename="' + name.encode() + b'"\r\n'
        b"Content-Type: application/pdf\r\n\r\n" + file + b"\r\n--edge--\r\n"
    )


@given(cuts=st.lists(st.integers(0, len(_form())), max_size=8))
def test_a_form_comes_out_whole_however_it_was_cut(cuts: list[int]) -> None:
    data = _form()
    form = UploadForm(b"edge", most_bytes=10_000)
    edges = [0, *sorted(cuts), len(data)]
    file = b"".join(form.feed(data[first:end]) for first, end in pairwise(edges))
    upload = form.finish()
    assert file == _FILE
    assert (upload.size_bytes, upload.sha256) == (len(_FILE), hashlib.sha256(_FILE).hexdigest())
    assert (upload.name, dict(upload.fields)) == ("a.pdf", {"languages": "por"})


@given(st.binary(max_size=3000))
def test_anything_else_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(TranscritorError):
        _taken_in(data)


def _taken_in(data: bytes) -> None:
    form = UploadForm(b"edge", most_bytes=1000)
    form.feed(data)
    form.finish()


def test_a_file_is_refused_at_the_byte_that_is_one_too_many() -> None:
    form = UploadForm(b"edge", most_bytes=len(_FILE) - 1)
    with pytest.raises(TranscritorError) as refused:
        form.feed(_form())
    assert refused.value.info.code is ErrorCode.UPLOAD_TOO_LARGE


def test_what_is_no_pdf_is_refused_before_all_of_it_has_come() -> None:
    form = UploadForm(b"edge", most_bytes=10_000_000)
    with pytest.raises(TranscritorError) as refused:
        form.feed(_form(bytes(4096))[:-2000])
    assert refused.value.info.code is ErrorCode.NOT_A_PDF


def test_a_picture_is_a_document_whatever_it_is_called() -> None:
    form = UploadForm(b"edge", most_bytes=10_000)
    picture = saved(page(), "PNG")
    assert form.feed(_form(picture, "scan.pdf")) == picture
    assert form.finish().sha256 == hashlib.sha256(picture).hexdigest()


def test_a_form_that_breaks_off_is_refused() -> None:
    form = UploadForm(b"edge", most_bytes=10_000)
    form.feed(_form()[:-10])
    with pytest.raises(TranscritorError) as refused:
        form.finish()
    assert refused.value.info.code is ErrorCode.REQUEST_INVALID


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.pdf", "a.pdf"),
        ("C:\\Users\\Ana\\petição.pdf", "petição.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\x1b[31m.pdf", "ab[31m.pdf"),
        ("fdp.\u202exe", "fdp.xe"),
        ("", "document.pdf"),
        ("..", "document.pdf"),
        ("x" * 500, "x" * 200),
    ],
)
def test_a_name_is_a_label(name: str, shown: str) -> None:
    assert shown_name(name) == shown
