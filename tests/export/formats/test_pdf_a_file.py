"""PDF/A-2b: declared, conforming by pikepdf's validator, and with its words in their places."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pikepdf.pdfa
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.export.pdf_making import ocr_page, page_text, placed, scan, transcript_of, write_pdf
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import SourceFile
from transcritor_gui.export.formats.pdf_a_file import PdfAExporter
from transcritor_gui.export.pdf import ghostscript
from transcritor_gui.model import PageResult

_PAGE = ocr_page((placed("Contrato", 40, 60), placed("ação", 90, 60, height=12.5)))
needs_ghostscript = pytest.mark.skipif(ghostscript.ghostscript() is None, reason="there is no Ghostscript")


def _exported(path: Path, *pages: PageResult) -> bytes:
    return PdfAExporter().with_source(SourceFile(path)).render(transcript_of(path, *pages))


def _verdict(data: bytes) -> str:
    return str(pikepdf.pdfa.validate_written(io.BytesIO(data), "2b").verdict)


def _with_font_left_out(path: Path) -> Path:
    """A page that names Helvetica without holding it, which no PDF/A may."""
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
        pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, b"BT /F1 12 Tf 200 20 Td (Carimbo) Tj ET")
        pdf.docinfo["/Title"] = "Contrato"
        pdf.save(path)
    return path


def test_a_scan_is_declared_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    path = write_pdf(tmp_path, scan())
    data = _exported(path, _PAGE)
    assert _verdict(data) == "pass"
    assert page_text(data) == "Contrato ação"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.OutputIntents[0].S == Name.GTS_PDFA1
        assert b"pdfaid" in pdf.Root.Metadata.read_bytes()
        contents = [stream.read_bytes() for stream in pdf.pages[0].obj.Contents]
        assert contents[-1] == b"0.9 g 0 0 40 40 re f"


@needs_ghostscript
def test_what_does_not_conform_is_written_anew(tmp_path: Path) -> None:
    data = _exported(_with_font_left_out(tmp_path / "a.pdf"), _PAGE)
    assert _verdict(data) == "pass"
    assert set(page_text(data).split()) == {"Contrato", "ação", "Carimbo"}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.docinfo["/Title"] == "Contrato"


def test_what_slide_shows_know_of_a_page_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    path = tmp_path / "a.pdf"
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        pdf.pages[0].obj.Trans = Dictionary()
        pdf.pages[0].obj.Dur = 5
        pdf.save(path)
    assert _verdict(_exported(path, _PAGE)) == "pass"


@needs_ghostscript
def test_a_name_among_the_facts_stays_a_name(tmp_path: Path) -> None:
    path = _with_font_left_out(tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Trapped"] = Name("/False")
        pdf.save(path)
    data = _exported(path, _PAGE)
    assert _verdict(data) == "pass"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.docinfo["/Trapped"] == Name("/False")


@needs_ghostscript
def test_pictures_whose_packing_cannot_be_checked_are_packed_anew(tmp_path: Path) -> None:
    packed = io.BytesIO()
    Image.new("RGB", (64, 64), (200, 30, 30)).save(packed, "JPEG2000")
    path = tmp_path / "a.pdf"
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        picture = pikepdf.Stream(
            pdf, packed.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=64, Height=64,
            ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.JPXDecode,
        )  # fmt: skip
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Jpx=pdf.make_indirect(picture)))
        pdf.pages[0].contents_add(b"q 40 0 0 40 0 0 cm /Jpx Do Q")
        pdf.save(path)
    assert _verdict(_exported(path, _PAGE)) == "pass"


@needs_ghostscript
def test_ink_is_turned_into_light(tmp_path: Path) -> None:
    path = write_pdf(tmp_path, scan(contents=b"0 1 1 0 k 0 0 40 40 re f"))
    assert _verdict(_exported(path, _PAGE)) == "pass"


@pytest.mark.parametrize("make", [lambda path: write_pdf(path.parent, scan()), _with_font_left_out])
def test_the_same_transcript_gives_the_same_bytes(tmp_path: Path, make: object) -> None:
    if make is _with_font_left_out and ghostscript.ghostscript() is None:
        pytest.skip("there is no Ghostscript")
    path = make(tmp_path / "a.pdf")  # type: ignore[operator]
    assert _exported(path, _PAGE) == _exported(path, _PAGE)


def test_a_missing_ghostscript_is_named_where_it_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _with_font_left_out(tmp_path / "a.pdf")
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(TranscritorError) as caught:
        _exported(path, _PAGE)
    assert caught.value.info.code is ErrorCode.GHOSTSCRIPT_MISSING


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="dono", user=""))
    with pytest.raises(TranscritorError) as caught:
        _exported(path, _PAGE)
    assert caught.value.info.code is ErrorCode.PDF_A_FAILED


def test_a_signed_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        value = pdf.make_indirect(Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3])))
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, T="a", V=value))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        pdf.save(path)
    with pytest.raises(TranscritorError) as caught:
        _exported(path, _PAGE)
    assert caught.value.info.code is ErrorCode.PDF_SIGNED
