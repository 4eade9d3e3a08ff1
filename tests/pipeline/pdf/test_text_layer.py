"""The words that PDFium finds on a page."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pikepdf
import pytest

from tests.corpus import corpus_file
from tests.pipeline.made_pdfs import Grey, image_page, line_of_text, picture_of_text, save_pdf, text_page
from transcritor_gui.pipeline.drawn_words import DrawnWord, angle_of, strength_of
from transcritor_gui.pipeline.pdf.document import open_document, page_frame
from transcritor_gui.pipeline.pdf.page_objects import read_objects
from transcritor_gui.pipeline.pdf.text_layer import TextLayer, read_text_layer


def layer_of(path: str, page_index: int = 0) -> TextLayer:
    with open_document(path) as document:
        page = document.page(page_index)
        frame = page_frame(page, user_unit=document.user_unit(page_index))
        layer = read_text_layer(page, frame, read_objects(page, frame))
        page.close()
        return layer


def made(
    tmp_path: Path, content: bytes, *, rotate: int = 0, crop: tuple[int, int, int, int] | None = None
) -> str:
    pdf = pikepdf.new()
    page = text_page(pdf, content, rotate=rotate)
    if crop is not None:
        page.obj.CropBox = pikepdf.Array(crop)
    return save_pdf(pdf, tmp_path / "made.pdf")


def test_words_have_boxes_on_the_page_as_shown(tmp_path: Path) -> None:
    layer = layer_of(made(tmp_path, line_of_text("Petição inicial", 100, 700, size=20)))
    first, second = layer.visible
    assert (first.text, second.text) == ("Petição", "inicial")
    assert first.box.x0 == pytest.approx(100, abs=1)
    assert first.box.y1 == pytest.approx(842 - 700, abs=6)
    assert second.box.x0 > first.box.x1
    assert 15 < first.box.height < 30


@pytest.mark.parametrize(("rotate", "turn"), [(0, 0), (90, 270), (180, 180), (270, 90)])
def test_a_rotated_page_is_measured_as_shown(tmp_path: Path, rotate: int, turn: int) -> None:
    layer = layer_of(made(tmp_path, line_of_text("canto", 10, 10), rotate=rotate))
    (word,) = layer.visible
    box = word.box
    corners = {0: (10, 842 - 10), 90: (10, 10), 180: (595 - 10, 10), 270: (842 - 10, 595 - 10)}
    x, y = corners[rotate]
    assert min(abs(box.x0 - x), abs(box.x1 - x)) < 6
    assert min(abs(box.y0 - y), abs(box.y1 - y)) < 6
    assert layer.turns == (turn,)


def test_text_drawn_upwards_says_how_to_turn_it(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 0 1 -1 0 300 100 Tm (lateral) Tj ET"
    layer = layer_of(made(tmp_path, content))
    (word,) = layer.visible
    assert word.text == "lateral"
    assert layer.turns == (90,)
    assert word.box.height > word.box.width


def test_a_crop_box_moves_words_and_drops_those_outside(tmp_path: Path) -> None:
    content = line_of_text("dentro", 110, 710) + line_of_text("fora", 400, 100)
    layer = layer_of(made(tmp_path, content, crop=(100, 600, 300, 800)))
    (word,) = layer.visible
    assert word.text == "dentro"
    assert word.box.x0 == pytest.approx(10, abs=1)


def test_invisible_words_are_told_apart(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    over = line_of_text("oculto", 60, 200, mode=3) + line_of_text("visto", 60, 100)
    image_page(pdf, _scan(), dpi=200, over=over)
    layer = layer_of(save_pdf(pdf, tmp_path / "scan.pdf"))
    assert [word.text for word in layer.visible] == ["visto"]
    assert [word.text for word in layer.invisible] == ["oculto"]


def _scan() -> Grey:
    return picture_of_text(["Texto da folha"])


def test_words_under_a_picture_are_not_visible(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    under, over = line_of_text("debaixo", 100, 300), line_of_text("carimbo", 100, 200)
    image_page(pdf, _scan(), dpi=200, under=under, over=over)
    layer = layer_of(save_pdf(pdf, tmp_path / "scan.pdf"))
    assert [word.text for word in layer.visible] == ["carimbo"]
    assert [word.text for word in layer.invisible] == ["debaixo"]


def test_bold_and_italic_are_marked(tmp_path: Path) -> None:
    content = (line_of_text("comum", 100, 700) + line_of_text("forte", 100, 680, font="F2")) + line_of_text(
        "leve", 100, 660, font="F3"
    )
    words = {word.text: word for word in layer_of(made(tmp_path, content)).visible}
    assert (words["comum"].bold, words["comum"].italic) == (False, False)
    assert words["forte"].bold
    assert words["leve"].italic


def test_a_page_without_text_has_no_words(tmp_path: Path) -> None:
    assert layer_of(made(tmp_path, b"")) == TextLayer()


def test_far_apart_letters_of_one_string_are_two_words(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 100 700 Td [(coluna) -20000 (outra)] TJ ET"
    assert [word.text for word in layer_of(made(tmp_path, content)).visible] == ["coluna", "outra"]


@pytest.mark.integration
def test_accents_that_tex_draws_apart_are_composed() -> None:
    path = corpus_file("digital/latex-ot1-beamer-tutorial-pt.pdf")
    text = " ".join(word.text for index in range(3) for word in layer_of(str(path), index).visible)
    assert "apresentações" in text
    assert "disponível" in text
    assert not re.search("[´¸˜ˆ]", text)


@pytest.mark.integration
def test_a_word_broken_at_a_line_end_keeps_a_plain_hyphen() -> None:
    path = corpus_file("digital/dodf-2019-01-02.pdf")
    words = [word.text for word in layer_of(str(path)).visible]
    assert any(word.endswith("-") and len(word) > 2 for word in words)
    assert not any("\x02" in word or "\ufffe" in word for word in words)


def test_a_word_says_at_what_angle_and_how_pale_it_is_drawn(tmp_path: Path) -> None:
    content = (
        b"0.8 g BT /F1 40 Tf 0.6428 0.766 -0.766 0.6428 100 100 Tm (Rascunho) Tj ET\n"
        b"0 g BT /F1 12 Tf 0 1 -1 0 300 100 Tm (lateral) Tj ET\n" + line_of_text("usual", 100, 700)
    )
    pale, upwards, usual = layer_of(made(tmp_path, content)).visible
    assert [angle_of(word) for word in (pale, upwards)] == [310.0, 270.0]
    assert [strength_of(word) for word in (pale, upwards)] == [pytest.approx(0.2, abs=0.01), 1.0]
    assert not isinstance(usual, DrawnWord)


@pytest.mark.parametrize(
    "setting",
    [
        "/F1 -12 Tf -1 0 0 -1 100 700 Tm",
        "/F1 1 Tf 12 0 0 12 100 700 Tm",
        "-100 Tz /F1 -12 Tf 1 0 0 -1 100 700 Tm",
        "/F1 12 Tf 1 0 0 1 100 700 Tm",
    ],
)
def test_size_and_direction_are_those_that_font_size_and_matrix_make_together(
    tmp_path: Path, setting: str
) -> None:
    layer = layer_of(made(tmp_path, b"BT %s (Imposto devido) Tj ET" % setting.encode()))
    assert [word.text for word in layer.visible] == ["Imposto", "devido"]
    assert layer.turns == (0, 0)
    first, second = (word.box for word in layer.visible)
    assert first.x1 < second.x0
    assert first.height == pytest.approx(12 * 1.15, abs=0.2)
    assert first.y1 == pytest.approx(842 - 700 + 0.22 * 12, abs=0.2)


def test_boxes_are_as_high_as_the_type_whatever_its_font_says(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = text_page(pdf, line_of_text("Contrato", 100, 700, size=11))
    page.obj.Resources.Font.F1.FontDescriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name.Helvetica, Flags=32,
        Ascent=3100, Descent=-2500, CapHeight=3000, ItalicAngle=0, StemV=80,
        FontBBox=pikepdf.Array([-2000, -2500, 4000, 3100]),
    )  # fmt: skip
    (word,) = layer_of(save_pdf(pdf, tmp_path / "ascent.pdf")).visible
    assert word.box.height == pytest.approx(11 * 1.15, abs=0.2)


def test_lines_printed_over_one_another_keep_their_order(tmp_path: Path) -> None:
    content = line_of_text("Primeira linha de texto", 100, 700) + line_of_text(
        "Primeira frase nova", 100, 700
    )
    assert [word.text for word in layer_of(made(tmp_path, content)).visible] == [
        "Primeira", "linha", "de", "texto", "Primeira", "frase", "nova",
    ]  # fmt: skip


def test_text_at_an_odd_angle_says_its_angle_and_its_length(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 0.866 0.5 -0.5 0.866 100 300 Tm (Cadastro geral) Tj ET"
    layer = layer_of(made(tmp_path, content))
    assert [word.text for word in layer.visible] == ["Cadastro", "geral"]
    first = layer.visible[0]
    assert isinstance(first, DrawnWord)
    assert first.angle_degrees == pytest.approx(330, abs=1)
    assert first.level_size is not None
    assert first.level_size[0] == pytest.approx(50, abs=3)
    assert layer.turns == (-1, -1)


@pytest.mark.parametrize("degrees", [20, 45, 300])
def test_ligatures_of_a_line_aslant_part_no_word(tmp_path: Path, degrees: int) -> None:
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    pdf = pikepdf.new()
    matrix = f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} 250 420 Tm"
    page = text_page(pdf, f"BT /F1 12 Tf {matrix} (noti@que o o@cial @nal) Tj ET".encode())
    font = page.obj.Resources.Font.F1
    font.Encoding = pikepdf.Dictionary(
        BaseEncoding=pikepdf.Name.WinAnsiEncoding, Differences=[64, pikepdf.Name.M]
    )
    font.ToUnicode = pikepdf.Stream(
        pdf,
        b"1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfrange <20> <3f> <0020> "
        b"<41> <7a> <0041> endbfrange 1 beginbfchar <40> <00660069> endbfchar",
    )
    layer = layer_of(save_pdf(pdf, tmp_path / "aslant.pdf"))
    assert [word.text for word in layer.visible] == ["notifique", "o", "oficial", "final"]


def test_characters_beyond_the_basic_plane_are_whole(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = text_page(pdf, b"BT /F1 12 Tf 100 700 Td (ab) Tj ET")
    page.obj.Resources.Font.F1.ToUnicode = pikepdf.Stream(
        pdf,
        b"1 begincodespacerange <00> <ff> endcodespacerange "
        b"2 beginbfchar <61> <D835DF0B> <62> <0078> endbfchar",
    )
    (word,) = layer_of(save_pdf(pdf, tmp_path / "math.pdf")).visible
    assert word.text == "\U0001d70bx"


def test_a_font_that_mirrors_its_letters_in_a_mirrored_matrix_reads_as_usual(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    # As old TeX drivers set their bitmap fonts: both the text's matrix and the font's own are upside down.
    page = text_page(pdf, b"BT /F9 1 Tf 0.24 0 0 -0.24 100 700 Tm [(moon) -15000 (no)] TJ ET")
    letter = b"30 0 0 0 30 25 d1 2 0 26 24 re f"
    page.obj.Resources.Font.F9 = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type3,
        FontBBox=[0, 0, 30, 35],
        FontMatrix=[1, 0, 0, -1, 0, 0],
        CharProcs=pikepdf.Dictionary({f"/{name}": pikepdf.Stream(pdf, letter) for name in "mno"}),
        Encoding=pikepdf.Dictionary(Differences=[109, *(pikepdf.Name(f"/{name}") for name in "mno")]),
        FirstChar=109,
        LastChar=111,
        Widths=[30] * 3,
        Resources=pikepdf.Dictionary(),
    )
    assert [word.text for word in layer_of(save_pdf(pdf, tmp_path / "mirrored.pdf")).visible] == [
        "moon",
        "no",
    ]


def test_a_letter_that_the_font_maps_to_nothing_is_lost_and_no_hyphen(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = text_page(pdf, line_of_text("contrato", 100, 700))
    page.obj.Resources.Font.F1.ToUnicode = pikepdf.Stream(
        pdf,
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"2 beginbfrange <00> <73> <0000> <75> <FF> <0075> endbfrange "
        b"1 beginbfchar <74> <0000> endbfchar endcmap",
    )
    (word,) = layer_of(save_pdf(pdf, tmp_path / "made.pdf")).visible
    assert word.text == "con\ufffdra\ufffdo"


@pytest.mark.parametrize(("matrix", "mirrored"), [(b"1 0 0 1 60", False), (b"-1 0 0 1 500", True)])
def test_a_page_shown_as_in_a_mirror_says_so(matrix: bytes, mirrored: bool, tmp_path: Path) -> None:
    content = b"q " + matrix + b" 700 cm BT /F1 12 Tf (Texto para ler) Tj ET Q"
    layer = layer_of(made(tmp_path, content))
    assert [word.text for word in layer.visible] == ["Texto", "para", "ler"]
    assert layer.mirrored is mirrored
