"""Text that nobody sees is told from text that somebody does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pytest

from tests.pipeline.made_pdfs import Grey, image_page, line_of_text, picture_of_text, save_pdf, text_page
from transcritor_gui.pipeline.pdf.document import open_document, page_frame
from transcritor_gui.pipeline.pdf.page_objects import read_objects
from transcritor_gui.pipeline.pdf.text_layer import TextLayer, read_text_layer

_SECRET = line_of_text("segredo", 100, 500)


def _layer(path: str) -> TextLayer:
    with open_document(path) as document:
        page = document.page(0)
        frame = page_frame(page, user_unit=1.0)
        objects = read_objects(page, frame, has_layers=document.has_hidden_layers)
        layer = read_text_layer(page, frame, objects)
        page.close()
        return layer


def _page(pdf: pikepdf.Pdf, content: bytes, *, images: tuple[Grey, ...] = ()) -> pikepdf.Page:
    """A page with a word that is seen, then `content`.

    State G0 is transparent, G3 nearly so, G7 a veil, M0 a mask that lets nothing through; Sh0 is a shading.
    """
    page = text_page(pdf, line_of_text("visto", 100, 700) + content, images=images)
    dark = pikepdf.Stream(pdf, b"0 g 0 0 595 842 re f")
    dark.Type, dark.Subtype, dark.BBox = (
        pikepdf.Name.XObject,
        pikepdf.Name.Form,
        pikepdf.Array([0, 0, 595, 842]),
    )
    dark.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceGray)
    mask = pikepdf.Dictionary(S=pikepdf.Name.Luminosity, G=pdf.make_indirect(dark))
    page.obj.Resources.ExtGState = pikepdf.Dictionary(
        G0=pikepdf.Dictionary(ca=0, CA=0),
        G3=pikepdf.Dictionary(ca=0.3),
        G7=pikepdf.Dictionary(ca=0.7),
        M0=pikepdf.Dictionary(SMask=mask),
    )
    fall = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0], C1=[0.2], N=1)
    shading = pikepdf.Dictionary(
        ShadingType=2,
        ColorSpace=pikepdf.Name.DeviceGray,
        Coords=[0, 0, 595, 0],
        Extend=[True, True],
        Function=fall,
    )
    page.obj.Resources.Shading = pikepdf.Dictionary(Sh0=shading)
    return page


def _texts(tmp_path: Path, pdf: pikepdf.Pdf) -> tuple[list[str], list[str]]:
    """The words that are seen, and those that are not."""
    layer = _layer(save_pdf(pdf, tmp_path / "made.pdf"))
    assert layer.invisible == ()
    return [word.text for word in layer.visible], [word.text for word in layer.hidden]


def _bar(colour: bytes) -> bytes:
    return colour + b" rg 90 494 90 18 re f 0 g\n"


@pytest.mark.parametrize(
    "content",
    [
        b"1 g " + _SECRET + b"0 g",
        b"0.99 1 0.985 rg " + _SECRET + b"0 g",
        _bar(b"0.1 0.2 0.6") + b"0.1 0.2 0.6 rg " + _SECRET + b"0 g",
        _bar(b"0 0 0") + _SECRET,
        _SECRET + _bar(b"0 0 0"),
        _SECRET + _bar(b"1 1 1"),
        _SECRET + _bar(b"0.7 0.1 0.1"),
        b"/G0 gs " + _SECRET,
        b"q 300 100 50 50 re W n " + _SECRET + b"Q",
        line_of_text("segredo", 100, 500, mode=3),
        line_of_text("segredo", 100, 500, mode=7),
        _SECRET + b"q 90 0 0 18 90 494 cm /Im0 Do Q",
        line_of_text("segredo", 100, 500, mode=3) + b"q 90 0 0 18 90 494 cm /Im0 Do Q",
        _SECRET + b"q 26 w 90 503 m 180 503 l S Q",
        _SECRET + b"".join(b"%d 494 10 18 re f " % x for x in range(90, 180, 10)),
        _SECRET + b"q 1.2 w " + b"".join(b"90 %d m 180 %d l S " % (y, y) for y in range(494, 514)) + b"Q",
        _SECRET + b"q 3 w " + b"".join(b"90 %d m 180 %d l S " % (y, y) for y in range(494, 514, 2)) + b"Q",
        _SECRET + b"q 90 494 90 18 re W n /Sh0 sh Q",
        b"q 1 G " + line_of_text("segredo", 100, 500, mode=1) + b"Q",
        b"q 90 0 0 18 90 494 cm /Im0 Do Q " + _SECRET,
        b"q /M0 gs " + _SECRET + b"Q",
        line_of_text("segredo", 100, 500, size=0.3),
        b"q 0 0 595 842 re 90 490 100 30 re W* n " + _SECRET + b"Q",
    ],
    ids=[
        "white on white", "nearly white", "the colour of its box", "black on black", "under a black bar",
        "under a white bar", "under a red bar", "transparent", "clipped away", "without ink",
        "only a clipping path", "under a black picture", "without ink under a black picture",
        "under a thick line", "under a row of boxes", "under line upon line",
        "under broad lines", "under a shading",
        "white outlines", "black on a picture", "behind a mask", "too small to be read",
        "in a hole of its clipping path",
    ],
)  # fmt: skip
def test_what_cannot_be_seen_is_hidden(tmp_path: Path, content: bytes) -> None:
    pdf = pikepdf.new()
    _page(pdf, content, images=(np.zeros((20, 100), np.uint8),))
    assert _texts(tmp_path, pdf) == (["visto"], ["segredo"])


@pytest.mark.parametrize(
    "content",
    [
        _bar(b"0.1 0.2 0.6") + b"1 g " + _SECRET + b"0 g",
        _bar(b"0 0 0") + b"1 g " + _SECRET + b"0 g",
        _bar(b"1 1 1") + _SECRET,
        b"0.85 g " + _SECRET + b"0 g",
        _SECRET + b"/G3 gs " + _bar(b"1 1 0"),
        b"q 90 490 200 50 re W n " + _SECRET + b"Q",
        _SECRET + b"90 480 90 16 re f",
        b"q 90 0 0 18 90 494 cm /Im0 Do Q 1 g " + _SECRET + b"0 g",
        b"1 Tr 0 G 1 g " + line_of_text("segredo", 100, 500, mode=1) + b"0 g",
        _SECRET + b"100 499 60 0.8 re f",
        b"0.5 g " + _SECRET + b"/G7 gs " + _bar(b"1 1 1"),
        _SECRET + b"q 300 100 9 9 re W n 595 0 0 842 0 0 cm /Im0 Do Q",
        _SECRET + b"q 300 100 9 9 re W n 200 0 0 300 90 300 cm /Im0 Do Q",
        b"q 0 0 m 595 0 l 595 842 l 300 843 l 0 842 l h W n " + _SECRET + b"Q",
    ],
    ids=[
        "white on blue", "white on black", "on a white area", "grey", "under a transparent marker",
        "inside its clipping path", "beside a bar", "white on a dark picture", "outlined", "struck out",
        "grey under a veil", "beside what is left of a picture", "beside what is left of a small one",
        "inside a clipping path with corners",
    ],
)  # fmt: skip
def test_what_can_be_seen_is_kept(tmp_path: Path, content: bytes) -> None:
    pdf = pikepdf.new()
    _page(pdf, content, images=(np.zeros((20, 100), np.uint8),))
    assert _texts(tmp_path, pdf) == (["visto", "segredo"], [])


@pytest.mark.parametrize(
    ("kind", "drawing", "hidden"),
    [
        ("Square", b"0 g 0 0 90 18 re f", ["segredo"]),
        ("Redact", b"0 g 0 0 90 18 re f", ["segredo"]),
        ("Highlight", b"0 g 0 0 90 18 re f", ["segredo"]),
        ("Square", None, ["segredo"]),
        ("Square", b"0 G 0 0 90 18 re S", []),
        ("Highlight", b"/G3 gs 1 1 0 rg 0 0 90 18 re f", []),
    ],
)
def test_what_lies_under_an_annotation_is_hidden(
    kind: str, drawing: bytes | None, hidden: list[str], tmp_path: Path
) -> None:
    pdf = pikepdf.new()
    page = _page(pdf, _SECRET)
    annotation = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=[90, 494, 180, 512], IC=[0, 0, 0], F=4
    )
    if drawing is not None:
        form = pikepdf.Stream(pdf, drawing)
        form.Type, form.Subtype, form.BBox = (
            pikepdf.Name.XObject,
            pikepdf.Name.Form,
            pikepdf.Array([0, 0, 90, 18]),
        )
        form.Resources = pikepdf.Dictionary(ExtGState=page.obj.Resources.ExtGState)
        annotation.AP = pikepdf.Dictionary(N=pdf.make_indirect(form))
    page.obj.Annots = pikepdf.Array([pdf.make_indirect(annotation)])
    assert _texts(tmp_path, pdf)[1] == hidden


def _with_layer(pdf: pikepdf.Pdf, page: pikepdf.Page, *, is_on: bool) -> pikepdf.Object:
    group = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Camada"))
    shown = pikepdf.Dictionary(Order=pikepdf.Array([group]))
    shown[pikepdf.Name.ON if is_on else pikepdf.Name.OFF] = pikepdf.Array([group])
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([group]), D=shown)
    page.obj.Resources.Properties = pikepdf.Dictionary(MC0=group)
    return group


@pytest.mark.parametrize(("is_on", "hidden"), [(True, []), (False, ["segredo"])])
def test_text_on_a_layer_is_seen_while_the_layer_is_on(
    tmp_path: Path, is_on: bool, hidden: list[str]
) -> None:
    pdf = pikepdf.new()
    page = _page(pdf, b"/OC /MC0 BDC " + _SECRET + b"EMC")
    _with_layer(pdf, page, is_on=is_on)
    assert _texts(tmp_path, pdf)[1] == hidden


@pytest.mark.parametrize(("is_on", "hidden"), [(True, []), (False, ["segredo"])])
def test_a_form_on_a_layer_is_seen_while_the_layer_is_on(
    tmp_path: Path, is_on: bool, hidden: list[str]
) -> None:
    pdf = pikepdf.new()
    page = _page(pdf, b"/Fm0 Do")
    form = pikepdf.Stream(pdf, _SECRET)
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = pikepdf.Array([0, 0, 595, 842])
    form.Resources = pikepdf.Dictionary(Font=page.obj.Resources.Font)
    form.OC = _with_layer(pdf, page, is_on=is_on)
    page.obj.Resources.XObject.Fm0 = pdf.make_indirect(form)
    assert _texts(tmp_path, pdf)[1] == hidden


@pytest.mark.parametrize(("state", "hidden"), [(b"/G0 gs", ["segredo"]), (b"/M0 gs", ["segredo"]), (b"", [])])
def test_a_form_that_is_drawn_through_nothing_is_not_seen(
    tmp_path: Path, state: bytes, hidden: list[str]
) -> None:
    pdf = pikepdf.new()
    page = _page(pdf, b"q " + state + b" /Fm0 Do Q")
    form = pikepdf.Stream(pdf, _SECRET)
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = pikepdf.Array([0, 0, 595, 842])
    form.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency)
    form.Resources = pikepdf.Dictionary(Font=page.obj.Resources.Font)
    page.obj.Resources.XObject.Fm0 = pdf.make_indirect(form)
    assert _texts(tmp_path, pdf)[1] == hidden


def _type3_font(pdf: pikepdf.Pdf, drawing: bytes, text: bytes) -> pikepdf.Dictionary:
    """A font whose B is drawn by `drawing`, 1,000 units wide and high, and means `text` (UTF-16 in hex)."""
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type3,
        FontBBox=[0, 0, 1000, 1000],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=pikepdf.Dictionary(glyph=pikepdf.Stream(pdf, b"1000 0 0 0 1000 1000 d1 " + drawing)),
        Encoding=pikepdf.Dictionary(Differences=[66, pikepdf.Name("/glyph")]),
        FirstChar=66,
        LastChar=66,
        Widths=[1000],
        ToUnicode=pikepdf.Stream(
            pdf,
            b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <42> <%b> endbfchar" % text,
        ),
        Resources=pikepdf.Dictionary(),
    )


def test_a_word_under_solid_blocks_of_type_is_hidden(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = _page(pdf, _SECRET + b"BT /F9 20 Tf 90 494 Td (BBBBB) Tj ET")
    page.obj.Resources.Font.F9 = _type3_font(pdf, b"0 0 1000 1000 re f", b"2588")
    assert _texts(tmp_path, pdf) == (["visto", "█████"], ["segredo"])


@pytest.mark.parametrize(
    ("drawing", "hidden"),
    [
        (b"", ["sss"]),
        (b"2000 0 10 10 re W n 100 0 300 500 re f", ["sss"]),
        (b"100 0 300 500 re f", []),
        (b"0 -200 1000 50 re f", []),
    ],
    ids=["nothing", "cut off", "a letter", "a line below the letters"],
)
def test_letters_that_a_font_draws_without_ink_are_hidden(
    drawing: bytes, hidden: list[str], tmp_path: Path
) -> None:
    pdf = pikepdf.new()
    page = _page(pdf, b"BT /F9 20 Tf 90 494 Td (BBB) Tj ET")
    page.obj.Resources.Font.F9 = _type3_font(pdf, drawing, b"0073")
    assert _texts(tmp_path, pdf)[1] == hidden


def test_what_letters_cut_off_is_hidden(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    cutting = line_of_text("recorte", 100, 600, mode=7) + b"BT 0 Tr ET "
    _page(pdf, b"q " + cutting + _SECRET + b"Q " + line_of_text("depois", 100, 400))
    assert _texts(tmp_path, pdf) == (["visto", "depois"], ["recorte", "segredo"])


def test_an_earlier_ocr_over_its_scan_is_not_hidden(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    over = line_of_text("Texto da folha", 60, 300, mode=3)
    image_page(pdf, picture_of_text(["Texto da folha"]), dpi=200, over=over)
    layer = _layer(save_pdf(pdf, tmp_path / "scan.pdf"))
    assert [word.text for word in layer.invisible] == ["Texto", "da", "folha"]
    assert layer.hidden == ()


def test_hidden_words_can_be_shown(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    _page(pdf, b"1 g " + _SECRET)
    layer = _layer(save_pdf(pdf, tmp_path / "made.pdf")).with_hidden_shown()
    assert [word.text for word in layer.visible] == ["visto", "segredo"]
    assert layer.turns == (0, 0)


@pytest.mark.parametrize(("first", "second"), [(b"1 g ", b"0 g "), (b"0 g ", b"1 g ")])
def test_a_hidden_copy_of_a_word_that_is_seen_is_no_hidden_word(
    tmp_path: Path, first: bytes, second: bytes
) -> None:
    pdf = pikepdf.new()
    _page(pdf, first + _SECRET + second + line_of_text("segredo", 100.5, 500))
    layer = _layer(save_pdf(pdf, tmp_path / "made.pdf"))
    assert [word.text for word in layer.visible] == ["visto", "segredo"]
    assert layer.hidden == ()


def _form(pdf: pikepdf.Pdf, page: pikepdf.Page, content: bytes, box: list[float], **more: object) -> None:
    """Add a form to the page's resources as the next of Fm0, Fm1...; it may draw those before it."""
    forms = page.obj.Resources.XObject
    number = sum(str(name).startswith("/Fm") for name in forms.keys())  # noqa: SIM118 - pikepdf's, no mapping
    form = pikepdf.Stream(pdf, content)
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = pikepdf.Array(box)
    before = pikepdf.Dictionary({f"/Fm{n}": forms[f"/Fm{n}"] for n in range(number)})
    form.Resources = pikepdf.Dictionary(Font=page.obj.Resources.Font, XObject=before)
    for name, value in more.items():
        form[f"/{name}"] = value
    forms[f"/Fm{number}"] = pdf.make_indirect(form)


_TWO = line_of_text("resto", 0, 0) + line_of_text("segredo", 0, -20)
_WHOLE = [-1000.0, -1000.0, 1000.0, 1000.0]


@pytest.mark.parametrize(
    ("forms", "content", "rotate"),
    [
        ([(_TWO, [0, -4, 90, 14], {})], b"q 1 0 0 1 100 500 cm /Fm0 Do Q", 0),
        ([(b"q 0 -4 90 18 re W n " + _TWO + b"Q", _WHOLE, {})], b"q 1 0 0 1 100 500 cm /Fm0 Do Q", 0),
        ([(_TWO, _WHOLE, {})], b"q 100 496 90 18 re W n 1 0 0 1 100 500 cm /Fm0 Do Q", 0),
        ([(_TWO, _WHOLE, {"Matrix": [2, 0, 0, 2, 0, 0]})],
         b"q 100 494 180 36 re W n 1 0 0 1 100 500 cm /Fm0 Do Q", 0),
        ([(_TWO, [0, -4, 90, 14], {})], b"q 2 0 0 2 100 500 cm /Fm0 Do Q", 0),
        ([(_TWO, [0, -4, 90, 14], {})], b"q 0 1 -1 0 300 500 cm /Fm0 Do Q", 0),
        ([(_TWO, [0, -4, 90, 14], {})], b"q 0.8 0.6 -0.6 0.8 300 500 cm /Fm0 Do Q", 0),
        ([(_TWO, [0, -4, 90, 14], {})], b"q 1 0 0 1 100 500 cm /Fm0 Do Q", 90),
        ([(_TWO, [0, -4, 90, 14], {}), (b"q 1 0 0 1 50 60 cm /Fm0 Do Q", _WHOLE, {})],
         b"q 1 0 0 1 100 500 cm /Fm1 Do Q", 0),
        ([(_TWO, _WHOLE, {}), (b"q 1 0 0 1 50 60 cm /Fm0 Do Q", [0, 56, 200, 80], {})],
         b"q 1 0 0 1 100 500 cm /Fm1 Do Q", 0),
        ([(_TWO, _WHOLE, {}), (b"/Fm0 Do", _WHOLE, {})],
         b"q 100 496 90 18 re W n 1 0 0 1 100 500 cm /Fm1 Do Q", 180),
    ],
    ids=[
        "its box", "a path in it", "a path around it", "a path around its matrix", "enlarged", "turned",
        "aslant", "on a turned page", "in a form", "by the form around it",
        "by a path around both, upside down",
    ],
)  # fmt: skip
def test_what_is_cut_off_in_a_form_is_hidden(
    tmp_path: Path, forms: list[tuple[bytes, list[float], dict[str, object]]], content: bytes, rotate: int
) -> None:
    pdf = pikepdf.new()
    page = _page(pdf, content)
    page.obj.Rotate = rotate
    for drawing, box, more in forms:
        _form(pdf, page, drawing, box, **more)
    seen, hidden = _texts(tmp_path, pdf)
    assert (sorted(seen), hidden) == (["resto", "visto"], ["segredo"])


def test_options_of_a_list_that_its_field_cuts_off_are_hidden(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = _page(pdf, b"")
    drawing = b"/Tx BMC q 1 1 88 16 re W n BT /F1 12 Tf 2 4 Td (resto) Tj 0 -20 Td (segredo) Tj ET Q EMC"
    _form(pdf, page, drawing, [0, 0, 90, 18])
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Ch, F=4, T="lista", V="resto",
        Opt=["resto", "segredo"], Rect=[90, 494, 180, 512],
        AP=pikepdf.Dictionary(N=page.obj.Resources.XObject.Fm0),
    )  # fmt: skip
    page.obj.Annots = pikepdf.Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=page.obj.Annots)
    assert _texts(tmp_path, pdf) == (["visto", "resto"], ["segredo"])
