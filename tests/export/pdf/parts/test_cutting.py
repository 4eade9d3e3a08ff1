"""Parts hold their own pages whole, and nothing of the others."""

from __future__ import annotations

import hashlib
import io
import random
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf
import pypdfium2
import pytest

from benchmarks.made_court_file import ATTACHED, make_court_file, marks_in, page_mark
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.pdf.parts.cutting import CutOrder, cut_into_parts
from transcritor_gui.export.pdf.parts.made import LeftOut, PartsMade
from transcritor_gui.export.pdf.writing import save_part
from transcritor_gui.file_digest import file_sha256
from transcritor_gui.model import Portal

_PAGES = 24
_LIMIT_MB = 0.1


def _save(part: Any, stream: BinaryIO, *, name: str) -> None:
    del name
    save_part(part, stream)


def _cut(path: Path, portal: Portal, *, blank: frozenset[int] = frozenset()) -> PartsMade:
    folder = path.parent / "parts"
    folder.mkdir()
    with pikepdf.open(path) as pdf:
        count = len(pdf.pages)
    order = CutOrder(path.name, None, portal, range(count), blank, file_sha256(path))
    return cut_into_parts(path, folder, order, save=_save, check=lambda: None)


@pytest.fixture
def court_file(tmp_path: Path) -> Path:
    path = tmp_path / "autos.pdf"
    make_court_file(path, pages=_PAGES, picture_bytes=12_000)
    return path


@pytest.fixture
def made(court_file: Path) -> PartsMade:
    return _cut(court_file, Portal("", _LIMIT_MB))


def test_no_part_is_larger_than_allowed_and_all_pages_are_there_in_order(made: PartsMade) -> None:
    assert len(made.parts) > 2
    assert max(part.path.stat().st_size for part in made.parts) <= _LIMIT_MB * 1e6
    pages = [page for part in made.parts for page in range(part.first_index, part.last_index + 1)]
    assert pages == list(range(_PAGES))


def test_a_part_holds_words_of_its_own_pages_alone(made: PartsMade) -> None:
    for part in made.parts:
        assert marks_in(part.path.read_bytes()) == set(range(part.first_index, part.last_index + 1))
        assert ATTACHED not in part.path.read_bytes()


def test_a_part_holds_pictures_of_its_own_pages_alone(made: PartsMade) -> None:
    for part in made.parts:
        with pikepdf.open(part.path) as pdf:
            pictures = [
                each
                for each in pdf.objects
                if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
            ]
        with_pictures = [at for at in range(part.first_index, part.last_index + 1) if at % 20 != 19]
        assert len(pictures) == len(with_pictures)


def test_every_page_looks_as_before(court_file: Path, made: PartsMade) -> None:
    with pypdfium2.PdfDocument(court_file) as whole:
        for part in made.parts:
            with pypdfium2.PdfDocument(part.path) as pdf:
                assert len(pdf) == part.page_count
                for at, page in enumerate(pdf):
                    before = whole[part.first_index + at].render(scale=0.5).to_numpy()
                    assert (page.render(scale=0.5).to_numpy() == before).all()


def test_what_is_hidden_in_the_whole_is_hidden_in_its_parts(made: PartsMade) -> None:
    for part in made.parts:
        with pikepdf.open(part.path) as pdf:
            properties = pdf.Root.OCProperties
            assert len(properties.OCGs) == len(properties.D.OFF) == part.page_count


def test_links_within_a_part_lead_where_they_led_and_others_are_counted(made: PartsMade) -> None:
    kept = 0
    for part in made.parts:
        with pikepdf.open(part.path) as pdf:
            pages = {page.obj.objgen for page in pdf.pages}
            for page in pdf.pages:
                goals = [each.Dest[0].objgen for each in page.obj.Annots if "/Dest" in each]
                assert set(goals) <= pages
                kept += len(goals)
    before_after_first_last_and_named = 5 * _PAGES - 2
    assert kept + made.left_out.links == before_after_first_last_and_named
    assert made.left_out.links > 0
    assert made.left_out.has_attachments
    assert made.left_out.has_structure


def test_a_link_leads_to_the_page_it_led_to(made: PartsMade) -> None:
    part = made.parts[1]
    with pikepdf.open(part.path) as pdf:
        to_the_next = next(each for each in pdf.pages[0].obj.Annots if "/Dest" in each)
        assert to_the_next.Dest[0].objgen == pdf.pages[1].obj.objgen


def test_bookmarks_lead_to_their_pages(made: PartsMade) -> None:
    found = {}
    for part in made.parts:
        with pikepdf.open(part.path) as pdf, pdf.open_outline() as outline:
            waiting = list(outline.root)
            while waiting:
                item = waiting.pop()
                destination: Any = item.destination
                page = pikepdf.Page(destination[0]).index
                found[item.title] = part.first_index + page
                waiting.extend(item.children)
    wanted = {f"Document {page_mark(at)}": at for at in range(0, _PAGES, 10)}
    wanted |= {f"Section {page_mark(at)}": at for at in range(5, _PAGES, 10)}
    assert found == wanted


def test_a_field_keeps_its_whole_name_and_its_value(made: PartsMade) -> None:
    part = made.parts[-1]
    with pikepdf.open(part.path) as pdf:
        (form,) = pdf.Root.AcroForm.Fields
        names = [str(each.T) for each in form.Kids]
        assert str(form.T) == "form"
        assert names == [f"field {page_mark(at)}" for at in range(part.first_index, part.last_index + 1)]
        assert all(each.Parent.objgen == form.objgen for each in form.Kids)


def test_the_digest_is_that_of_the_file(made: PartsMade) -> None:
    for part in made.parts:
        assert hashlib.sha256(part.path.read_bytes()).hexdigest() == part.sha256


def test_the_same_document_gives_the_same_parts(court_file: Path, made: PartsMade, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    order = CutOrder(court_file.name, None, Portal("", _LIMIT_MB), range(_PAGES), frozenset(), "")
    second = cut_into_parts(court_file, again, order, save=_save, check=lambda: None)
    assert [part.sha256 for part in second.parts] == [part.sha256 for part in made.parts]


def test_pages_that_are_too_large_alone_are_all_named(court_file: Path) -> None:
    with pytest.raises(TranscritorError) as caught:
        _cut(court_file, Portal("", 10.0, page_kb=10))
    assert caught.value.info.code is ErrorCode.PART_PAGE_TOO_LARGE
    assert caught.value.info.fact("pages").startswith("1-19,21-24")


def test_a_page_over_the_limit_of_a_part_is_named(court_file: Path) -> None:
    with pytest.raises(TranscritorError) as caught:
        _cut(court_file, Portal("", 0.01))
    assert caught.value.info.fact("pages").startswith("1-19,21-24")
    assert not list((court_file.parent / "parts").iterdir())


def _signed(path: Path, *, pages: int, on_page: int) -> Path:
    """Pages of some 40 kB, and a signature that shows "Assinado"."""
    with pikepdf.new() as pdf:
        for number in range(pages):
            page = pdf.add_blank_page(page_size=(200, 100))
            page.obj["/Contents"] = pdf.make_stream(b"% " + random.Random(number).randbytes(40_000))
        look = pdf.make_stream(b"q % Assinado\nQ")
        look["/Type"], look["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
        look["/BBox"] = pikepdf.Array([0, 0, 50, 20])
        signature = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig, ByteRange=pikepdf.Array([0, 1, 2, 3]), Contents=b"x"
        )
        field = pdf.make_indirect(
            pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="a", V=pdf.make_indirect(signature), Kids=[])
        )
        widget = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                Rect=[10, 10, 60, 30],
                F=132,
                AP=pikepdf.Dictionary(N=look),
                Parent=field,
            )
        )
        field["/Kids"] = pikepdf.Array([widget])
        pdf.pages[on_page].obj["/Annots"] = pikepdf.Array([widget])
        pdf.Root["/AcroForm"] = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)
        pdf.Root["/Perms"] = pikepdf.Dictionary(DocMDP=signature)
        pdf.save(path)
    return path


def test_a_signed_document_that_fits_is_left_as_it_is(tmp_path: Path) -> None:
    path = _signed(tmp_path / "signed.pdf", pages=2, on_page=1)
    data = path.read_bytes()
    made = _cut(path, Portal("", 1.0))
    (part,) = made.parts
    assert part.path.read_bytes() == data
    assert (part.size_bytes, part.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert made.left_out == LeftOut()


def test_parts_of_a_signed_document_show_the_signature_and_bear_none(tmp_path: Path) -> None:
    made = _cut(_signed(tmp_path / "signed.pdf", pages=5, on_page=4), Portal("", 0.1))
    assert len(made.parts) == 3
    assert made.left_out.has_signatures
    for part in made.parts:
        with pikepdf.open(part.path) as pdf:
            assert "/Perms" not in pdf.Root
            assert "/AcroForm" not in pdf.Root
            assert not any("/ByteRange" in each for each in pdf.objects if hasattr(each, "keys"))
            stamps = [each for page in pdf.pages for each in page.obj.get("/Annots", [])]
            assert [str(each.Subtype) for each in stamps] == (["/Stamp"] if part is made.parts[-1] else [])
            assert all(b"Assinado" in each.AP.N.read_bytes() for each in stamps)


def test_a_signed_document_that_was_changed_is_not_given_for_the_signed_one(tmp_path: Path) -> None:
    path = _signed(tmp_path / "signed.pdf", pages=1, on_page=0)
    order = CutOrder(path.name, None, Portal("", 1.0), range(1), frozenset(), "another")
    with pytest.raises(TranscritorError) as caught:
        cut_into_parts(path, tmp_path, order, save=_save, check=lambda: None)
    assert caught.value.info.code is ErrorCode.PDF_SIGNED


def test_a_form_that_borrows_the_resources_of_its_page_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "borrowing.pdf"
    with pikepdf.new() as pdf:
        for _ in range(2):
            page = pdf.add_blank_page(page_size=(200, 100))
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica")
            )
            form = pikepdf.Stream(
                pdf,
                b"BT /F1 20 Tf 10 10 Td (borrowed) Tj ET",
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Form,
                BBox=pikepdf.Array([0, 0, 200, 100]),
            )
            page.obj["/Resources"] = pikepdf.Dictionary(
                Font=pikepdf.Dictionary(F1=font, Unused=font), XObject=pikepdf.Dictionary(X0=form)
            )
            page.obj["/Contents"] = pikepdf.Stream(pdf, b"/X#30 Do")
        pdf.save(path)
    made = _cut(path, Portal("", 1.0))
    with pikepdf.open(made.parts[0].path) as pdf:
        assert set(pdf.pages[0].obj.Resources.Font.keys()) == {"/F1"}
    with pypdfium2.PdfDocument(made.parts[0].path) as pdf:
        assert "borrowed" in pdf[0].get_textpage().get_text_range()


def test_a_black_and_white_picture_is_packed_without_loss(tmp_path: Path) -> None:
    path = tmp_path / "bilevel.pdf"
    width, height = 403, 300
    data = bytes(0 if (x * y) % 7 < 3 else 255 for y in range(height) for x in range(width))
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(width, height))
        picture = pikepdf.Stream(
            pdf,
            data,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=width,
            Height=height,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
        )
        page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
        page.obj["/Contents"] = pikepdf.Stream(pdf, f"q {width} 0 0 {height} 0 0 cm /P Do Q".encode())
        pdf.save(path, compress_streams=False)
    made = _cut(path, Portal("", 1.0))
    with pikepdf.open(made.parts[0].path) as pdf:
        packed = pdf.pages[0].obj.Resources.XObject.P
        assert packed.Filter == pikepdf.Name.CCITTFaxDecode
    shown = io.BytesIO(made.parts[0].path.read_bytes())
    with pypdfium2.PdfDocument(shown) as pdf:
        assert bytes(pdf[0].render(scale=1, grayscale=True).to_numpy().reshape(-1)) == data


def test_the_parts_of_a_locked_document_open_without_its_password(court_file: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(court_file) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="segredo"))
    folder = tmp_path / "locked parts"
    folder.mkdir()
    order = CutOrder(locked.name, "segredo", Portal("", _LIMIT_MB), range(_PAGES), frozenset(), "")
    made = cut_into_parts(locked, folder, order, save=_save, check=lambda: None)
    assert made.left_out.was_locked
    with pypdfium2.PdfDocument(made.parts[0].path) as pdf:
        assert page_mark(0) in pdf[0].get_textpage().get_text_range()


def test_labels_of_pages_go_on_from_part_to_part(tmp_path: Path) -> None:
    path = tmp_path / "labelled.pdf"
    make_court_file(path, pages=12, picture_bytes=12_000)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        roman = pikepdf.Dictionary(S=pikepdf.Name.r)
        pdf.Root["/PageLabels"] = pikepdf.Dictionary(
            Nums=pikepdf.Array([0, roman, 3, pikepdf.Dictionary(S=pikepdf.Name.D, P=pikepdf.String("fls. "))])
        )
        labels = [page.label for page in pdf.pages]
        pdf.save(path)
    made = _cut(path, Portal("", 0.06))
    assert len(made.parts) > 1
    found = []
    for part in made.parts:
        with pikepdf.open(part.path) as pdf:
            found += [page.label for page in pdf.pages]
    assert found == labels
