"""Documents inside a PDF: found by their content, taken out whole, said on the first page."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pikepdf
import pytest

from tests.pictures.made_pictures import page, saved
from transcritor_gui.model import TranscriptionOptions, WarningCode
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page
from transcritor_gui.pipeline.pdf.attachments import (
    count_attached_documents,
    may_have_attached_pages,
    take_out_documents,
)


def _pdf(text: str = "") -> bytes:
    data = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = text
        pdf.save(data)
    return data.getvalue()


def _portfolio(path: Path, attached: dict[str, bytes], *, password: str = "") -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name, data in attached.items():
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
        encryption = pikepdf.Encryption(owner=password, user=password) if password else False
        pdf.save(path, encryption=encryption)
    return path


def _taken(path: Path, folder: Path, password: str | None = None) -> dict[str, bytes]:
    folder.mkdir()
    taken = take_out_documents(str(path), str(folder), password).documents
    return {name: Path(place).read_bytes() for place, name in taken}


def test_pdfs_and_pictures_are_taken_out_and_nothing_else(tmp_path: Path) -> None:
    inner, picture = _pdf("inner"), saved(page(), "PNG")
    path = _portfolio(tmp_path / "p.pdf", {"nota.xml": b"<nota/>", "anexo.pdf": inner, "foto": picture})
    assert count_attached_documents(str(path), None) == 2
    assert _taken(path, tmp_path / "out") == {"anexo.pdf": inner, "foto.png": picture}


def test_pictures_are_not_searched_for_what_is_attached_to_them(tmp_path: Path) -> None:
    inner = _portfolio(tmp_path / "i.pdf", {"inmost.pdf": _pdf("inmost")}).read_bytes()
    picture = saved(page(), "PNG") + inner
    path = _portfolio(tmp_path / "p.pdf", {"foto.png": picture})
    assert _taken(path, tmp_path / "out") == {"foto.png": picture}


def test_what_is_attached_to_attached_documents_is_taken_out_too(tmp_path: Path) -> None:
    inmost = _pdf("inmost")
    inner = _portfolio(tmp_path / "i.pdf", {"inmost.pdf": inmost}).read_bytes()
    middle = _portfolio(tmp_path / "m.pdf", {"inner.pdf": inner, "again.pdf": inmost}).read_bytes()
    path = _portfolio(tmp_path / "p.pdf", {"middle.pdf": middle})
    assert _taken(path, tmp_path / "out") == {"middle.pdf": middle, "inner.pdf": inner, "again.pdf": inmost}


@pytest.mark.parametrize("is_begun", [True, False], ids=["at its end", "from its beginning"])
def test_a_damaged_one_keeps_none_of_the_others_back(tmp_path: Path, *, is_begun: bool) -> None:
    path = tmp_path / "p.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name in ("a.pdf", "b.pdf"):
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, _pdf(name), filename=name)
        packing = zlib.compressobj()
        packed = packing.compress(_pdf() + bytes(4000)) + packing.flush(zlib.Z_FULL_FLUSH)
        no_block = b"\xff" * 50
        stream = pdf.attachments["a.pdf"].obj.EF.F
        stream.write((packed if is_begun else b"") + no_block, filter=pikepdf.Name.FlateDecode)
        pdf.save(path)
    assert count_attached_documents(str(path), None) == 1 + is_begun
    assert list(_taken(path, tmp_path / "out")) == ["b.pdf"]


@pytest.mark.parametrize("name", ["../../etc/x.pdf", "C:\\windows\\x.pdf"])
def test_a_name_says_nothing_about_a_place(tmp_path: Path, name: str) -> None:
    path = _portfolio(tmp_path / "p.pdf", {name: _pdf()})
    assert list(_taken(path, tmp_path / "out")) == ["x.pdf"]
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["0"]


def test_a_locked_one_opens_with_its_password(tmp_path: Path) -> None:
    path = _portfolio(tmp_path / "p.pdf", {"a.pdf": _pdf()}, password="abre")
    assert count_attached_documents(str(path), None) == 0
    assert list(_taken(path, tmp_path / "out", "abre")) == ["a.pdf"]


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_files_that_hang_on_pages_count_as_well(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "p.pdf"
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    with pikepdf.new() as pdf:
        shown = pdf.add_blank_page()
        specification = pikepdf.AttachedFileSpec(pdf, _pdf(), filename="a.pdf").obj
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=specification
        )
        shown.Annots = pikepdf.Array([note, note])
        pdf.save(path, object_stream_mode=mode)
    assert may_have_attached_pages(str(path))
    assert list(_taken(path, tmp_path / "out")) == ["a.pdf"]


def test_a_file_without_such_notes_has_none_on_its_pages(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(_pdf())
    assert not may_have_attached_pages(str(tmp_path / "p.pdf"))


def test_a_document_that_unpacks_without_end_is_not_taken_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcritor_gui.pipeline.pdf.attachments._MOST_BYTES", 3_000_000)
    path = tmp_path / "p.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        bomb = pikepdf.AttachedFileSpec(pdf, b"x", filename="bomb.pdf")
        stream = bomb.obj.EF.F
        stream.write(zlib.compress(_pdf() + bytes(9_000_000)), filter=pikepdf.Name.FlateDecode)
        pdf.attachments["bomb.pdf"] = bomb
        pdf.save(path)
    assert _taken(path, tmp_path / "out") == {}


def test_a_damaged_file_has_none(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert count_attached_documents(str(tmp_path / "p.pdf"), None) == 0
    assert _taken(tmp_path / "p.pdf", tmp_path / "out") == {}


def test_the_first_page_says_how_many_there_are(tmp_path: Path) -> None:
    path = _portfolio(tmp_path / "p.pdf", {"a.pdf": _pdf(), "b.pdf": _pdf("b"), "c.xml": b"<c/>"})
    result = transcribe_page(PageTask(str(path), 0, TranscriptionOptions(), None, bundled_packs()))
    assert [each.figure for each in result.warnings if each.code is WarningCode.ATTACHED_DOCUMENTS] == [2]
    assert result.needs_attention
