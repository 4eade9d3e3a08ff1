"""What is written in fields, stamps and notes is read with the page; what is not for the screen is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.pipeline.made_pdfs import line_of_text, save_pdf, text_page
from transcritor_gui.model import Word
from transcritor_gui.pipeline.pdf.document import open_document, page_frame
from transcritor_gui.pipeline.pdf.page_objects import read_objects
from transcritor_gui.pipeline.pdf.text_layer import read_text_layer

_N = pikepdf.Name


def _words(path: str) -> list[Word]:
    with open_document(path) as document:
        page = document.page(0)
        frame = page_frame(page, user_unit=1.0)
        layer = read_text_layer(page, frame, read_objects(page, frame))
        page.close()
    return list(layer.visible)


def _text(tmp_path: Path, pdf: pikepdf.Pdf) -> str:
    return " ".join(word.text for word in _words(save_pdf(pdf, tmp_path / "made.pdf")))


def _form_page(pdf: pikepdf.Pdf, *annotations: dict[str, Any], drawn_anew: bool = False) -> pikepdf.Page:
    page = text_page(pdf, line_of_text("Ficha", 100, 700))
    made = [
        pdf.make_indirect(
            pikepdf.Dictionary({"/Type": _N.Annot, "/Rect": [100, 600, 300, 620], **annotation})
        )
        for annotation in annotations
    ]
    page.obj.Annots = pikepdf.Array(made)
    fields = [each for each in made if each.Subtype == _N.Widget]
    pdf.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array(fields),
        DA="/Helv 11 Tf 0 g",
        DR=pikepdf.Dictionary(Font=page.obj.Resources.Font),
    )
    if drawn_anew:
        pdf.Root.AcroForm.NeedAppearances = True
    return page


def _appearance(pdf: pikepdf.Pdf, content: bytes, resources: Any = None) -> Any:
    form = pikepdf.Stream(pdf, content)
    form.Type, form.Subtype, form.BBox = _N.XObject, _N.Form, pikepdf.Array([0, 0, 200, 20])
    if resources is not None:
        form.Resources = resources
    return pdf.make_indirect(form)


def _field(kind: str, value: Any, **more: Any) -> dict[str, Any]:
    named = {f"/{name}": item for name, item in more.items()}
    return {"/Subtype": _N.Widget, "/FT": pikepdf.Name(f"/{kind}"), "/V": value, "/F": 4, **named}


@pytest.mark.parametrize("drawn_anew", [False, True])
def test_the_value_of_a_field_without_an_appearance_is_read_where_it_stands(
    tmp_path: Path, drawn_anew: bool
) -> None:
    pdf = pikepdf.new()
    _form_page(pdf, _field("Tx", "São João"), drawn_anew=drawn_anew)
    words = _words(save_pdf(pdf, tmp_path / "made.pdf"))
    assert [word.text for word in words] == ["Ficha", "São", "João"]
    assert words[1].box.x0 == pytest.approx(102, abs=2)
    assert 842 - 620 < words[1].box.y_centre < 842 - 600


def test_a_field_of_several_lines_keeps_its_lines(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    _form_page(pdf, _field("Tx", "primeira linha\rsegunda", Ff=1 << 12, Rect=[100, 560, 300, 620]))
    words = _words(save_pdf(pdf, tmp_path / "made.pdf"))[1:]
    assert [word.text for word in words] == ["primeira", "linha", "segunda"]
    assert words[2].box.y0 > words[0].box.y0 + 8


def test_characters_of_a_comb_make_one_number(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    _form_page(pdf, _field("Tx", "12345678909", Ff=1 << 24, MaxLen=11))
    assert _text(tmp_path, pdf) == "Ficha 12345678909"


def test_a_comb_that_is_drawn_letter_by_letter_makes_one_number(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = _form_page(pdf, _field("Tx", "12345678909", Ff=1 << 24, MaxLen=11))
    boxes = b" ".join(b"1 0 0 1 %d 5 Tm (%c) Tj" % (5 + 18 * n, ord(c)) for n, c in enumerate("12345678909"))
    drawing = b"/Tx BMC BT /F1 11 Tf " + boxes + b" ET EMC"
    page.obj.Annots[0].AP = pikepdf.Dictionary(N=_appearance(pdf, drawing, page.obj.Resources))
    assert _text(tmp_path, pdf) == "Ficha 12345678909"


def test_a_choice_is_read_by_its_label(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    _form_page(pdf, _field("Ch", "SP", Opt=[["RJ", "Rio de Janeiro"], ["SP", "São Paulo"]]))
    assert _text(tmp_path, pdf) == "Ficha São Paulo"


@pytest.mark.parametrize(("state", "expected"), [("/Sim", "Ficha ✔"), ("/Off", "Ficha")])
def test_a_tick_is_read_where_the_box_is_ticked(tmp_path: Path, state: str, expected: str) -> None:
    pdf = pikepdf.new()
    dingbats = pikepdf.Dictionary(Type=_N.Font, Subtype=_N.Type1, BaseFont=_N.ZapfDingbats)
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(ZaDb=dingbats))
    states = pikepdf.Dictionary(
        Sim=_appearance(pdf, b"BT /ZaDb 12 Tf 2 2 Td (4) Tj ET", resources), Off=_appearance(pdf, b"")
    )
    name = pikepdf.Name(state)
    _form_page(pdf, _field("Btn", name, AS=name, AP=pikepdf.Dictionary(N=states)))
    assert _text(tmp_path, pdf) == expected


@pytest.mark.parametrize(("state", "expected"), [("/Sim", "Ficha ✔"), ("/Off", "Ficha")])
@pytest.mark.parametrize("drawing", [b"2 2 m 18 18 l 2 18 m 18 2 l S", b"0 g 5 5 10 10 re f", None])
def test_a_tick_that_is_drawn_without_a_letter_is_read(
    tmp_path: Path, drawing: bytes | None, state: str, expected: str
) -> None:
    pdf = pikepdf.new()
    name = pikepdf.Name(state)
    drawn = {}
    if drawing is not None:
        states = pikepdf.Dictionary(
            Sim=_appearance(pdf, drawing), Off=_appearance(pdf, b"0.5 0.5 19 19 re S")
        )
        drawn["AP"] = pikepdf.Dictionary(N=states)
    _form_page(pdf, _field("Btn", name, AS=name, **drawn))
    assert _text(tmp_path, pdf) == expected


def test_a_ticked_box_whose_appearance_shows_nothing_says_nothing(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    name = pikepdf.Name("/Sim")
    states = pikepdf.Dictionary(Sim=_appearance(pdf, b" "))
    _form_page(pdf, _field("Btn", name, AS=name, AP=pikepdf.Dictionary(N=states)))
    assert _text(tmp_path, pdf) == "Ficha"


def test_a_password_is_not_read(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    _form_page(pdf, _field("Tx", "senha123", Ff=1 << 13), drawn_anew=True)
    assert _text(tmp_path, pdf) == "Ficha"


@pytest.mark.parametrize(("flags", "expected"), [(4, "Ficha Conferido"), (2, "Ficha"), (32, "Ficha")])
def test_a_note_without_an_appearance_is_read_unless_it_is_not_for_the_screen(
    tmp_path: Path, flags: int, expected: str
) -> None:
    pdf = pikepdf.new()
    _form_page(pdf, {"/Subtype": _N.FreeText, "/Contents": "Conferido", "/DA": "/Helv 9 Tf", "/F": flags})
    assert _text(tmp_path, pdf) == expected


def test_fonts_of_a_field_do_not_touch_those_of_the_page(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    other = pikepdf.Dictionary(
        Type=_N.Font,
        Subtype=_N.Type1,
        BaseFont=_N.Helvetica,
        Encoding=pikepdf.Dictionary(Differences=pikepdf.Array([ord("F"), _N.X, ord("c"), _N.Y])),
    )
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=other))
    stamp = _appearance(pdf, b"BT /F1 12 Tf 2 4 Td (Fc) Tj ET", resources)
    _form_page(pdf, {"/Subtype": _N.Stamp, "/AP": pikepdf.Dictionary(N=stamp)})
    assert _text(tmp_path, pdf) == "Ficha XY"


def test_an_appearance_is_laid_on_its_rectangle(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = _form_page(pdf)
    stamp = _appearance(pdf, b"BT /F1 12 Tf 2 4 Td (APROVADO) Tj ET", page.obj.Resources)
    stamp.Matrix = pikepdf.Array([0.5, 0, 0, 0.5, 30, 40])
    page.obj.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=_N.Annot,
                Subtype=_N.Stamp,
                Rect=pikepdf.Array([300, 100, 500, 120]),
                AP=pikepdf.Dictionary(N=stamp),
            )
        ]
    )
    word = _words(save_pdf(pdf, tmp_path / "made.pdf"))[1]
    assert word.box.x0 == pytest.approx(302, abs=1)
    assert word.box.y1 == pytest.approx(842 - 104 + 0.22 * 12, abs=1)
