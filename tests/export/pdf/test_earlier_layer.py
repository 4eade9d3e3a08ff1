"""An earlier OCR's invisible words make way for ours; nothing that can be seen does."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.export.pdf_making import exported, ocr_page, page_text, placed
from transcritor_gui.model import Box, PageSource, Word

_OURS = (placed("nosso", 40, 60),)


def _pdf(
    path: Path, content: bytes, *, image: dict[str, object] | None = None, form: bytes | None = None
) -> Path:
    """A page of 400 x 300 points that may show text in Helvetica, the picture Im0 and the form Fm0."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 300))
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    fonts = Dictionary(F1=font)
    picture = pikepdf.Stream(
        pdf,
        b"\x80",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
        **(image if image is not None else {}),
    )
    objects = Dictionary(Im0=picture)
    if form is not None:
        objects["/Fm0"] = pikepdf.Stream(
            pdf,
            form,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 400, 300]),
            Resources=Dictionary(Font=fonts),
        )
    page.obj.Resources = Dictionary(Font=fonts, XObject=objects)
    page.obj.Contents = pikepdf.Stream(pdf, content)
    pdf.save(path)
    return path


def test_invisible_words_go_and_visible_ones_stay(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 40 200 Td (carimbo) Tj 3 Tr 0 -30 Td (velho) Tj 0 Tr 0 -30 Td (fim) Tj ET"
    path = _pdf(tmp_path / "a.pdf", content)
    data = exported(path, ocr_page(_OURS))
    assert set(page_text(data).split()) == {"nosso", "carimbo", "fim"}
    assert b"velho" not in _all_content(data)


def test_the_font_of_the_earlier_words_goes_with_them(tmp_path: Path) -> None:
    path = _pdf(
        tmp_path / "a.pdf", b"q 400 0 0 300 0 0 cm /Im0 Do Q BT 3 Tr /F1 12 Tf 40 200 Td (velho) Tj ET"
    )
    with pikepdf.open(io.BytesIO(exported(path, ocr_page(_OURS)))) as pdf:
        assert "/F1" not in pdf.pages[0].obj.Resources.Font
        assert not any(
            each.get("/BaseFont") == "/Helvetica" for each in pdf.objects if isinstance(each, Dictionary)
        )


def test_the_mode_is_the_one_in_force(tmp_path: Path) -> None:
    content = b"3 Tr q 0 Tr BT /F1 12 Tf 40 200 Td (visto) Tj ET Q BT /F1 12 Tf 40 100 Td (velho) Tj ET"
    data = exported(_pdf(tmp_path / "a.pdf", content), ocr_page(_OURS))
    assert set(page_text(data).split()) == {"nosso", "visto"}


def test_words_under_the_picture_of_the_page_go(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 40 200 Td (velho) Tj ET q 400 0 0 300 0 0 cm /Im0 Do Q "
    content += b"BT /F1 9 Tf 9 9 Td (fl. 3) Tj ET"
    data = exported(_pdf(tmp_path / "a.pdf", content), ocr_page(_OURS))
    assert set(page_text(data).split()) == {"nosso", "fl.", "3"}


def test_words_under_a_picture_that_hides_nothing_stay(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 40 200 Td (visto) Tj ET q 400 0 0 300 0 0 cm /Im0 Do Q"
    see_through = _pdf(tmp_path / "a.pdf", content, image={"Mask": Array([0, 1])})
    small = _pdf(tmp_path / "b.pdf", content.replace(b"400 0 0 300", b"200 0 0 150"))
    for path in (see_through, small):
        assert set(page_text(exported(path, ocr_page(_OURS))).split()) == {"nosso", "visto"}


def test_words_in_a_form_go(tmp_path: Path) -> None:
    form = b"BT 3 Tr /F1 12 Tf 40 200 Td (velho) Tj ET 0 0 9 9 re f"
    data = exported(_pdf(tmp_path / "a.pdf", b"q /Fm0 Do Q", form=form), ocr_page(_OURS))
    assert page_text(data) == "nosso"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert b"re" in pdf.pages[0].obj.Resources.XObject.Fm0.read_bytes()


def test_beside_kept_text_only_the_words_in_the_place_of_ours_go(tmp_path: Path) -> None:
    content = (
        b"BT 3 Tr /F1 12 Tf 40 232 Td (velho) Tj 0 -132 Td (rodape) Tj ET BT 0 Tr 40 20 Td (visto) Tj ET"
    )
    path = _pdf(tmp_path / "a.pdf", content)
    kept = (Word("rodape", Box(40, 190, 80, 202)),)
    data = exported(path, ocr_page(_OURS, kept, source=PageSource.MIXED))
    assert set(page_text(data).split()) == {"nosso", "rodape", "visto"}


def test_a_page_of_text_keeps_its_invisible_words(tmp_path: Path) -> None:
    path = _pdf(tmp_path / "a.pdf", b"BT 3 Tr /F1 12 Tf 40 200 Td (velho) Tj ET")
    kept = (Word("velho", Box(40, 90, 70, 102)),)
    assert exported(path, ocr_page(kept, source=PageSource.TEXT)) == path.read_bytes()


def _all_content(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return b"".join(each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream))
