"""Words told apart by the room between their letters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pytest

from tests.pipeline.made_pdfs import save_pdf, text_page
from transcritor_gui.pipeline.pdf.document import open_document, page_frame
from transcritor_gui.pipeline.pdf.page_objects import read_objects
from transcritor_gui.pipeline.pdf.spacing import MADE_UP_SPACE, Gaps, word_starts
from transcritor_gui.pipeline.pdf.text_layer import read_text_layer


def _words(tmp_path: Path, content: str, *, font: str = "Helvetica") -> list[str]:
    """The words of a page with `content` in a block of text, 12 point type."""
    pdf = pikepdf.new()
    page = text_page(pdf, b"BT /F1 12 Tf 72 700 Td " + content.encode("cp1252") + b" ET")
    page.obj.Resources.Font.F1.BaseFont = pikepdf.Name(f"/{font}")
    with open_document(save_pdf(pdf, tmp_path / "made.pdf")) as document:
        page = document.page(0)
        frame = page_frame(page, user_unit=1.0)
        layer = read_text_layer(page, frame, read_objects(page, frame))
        page.close()
    return [word.text for word in layer.visible]


def test_a_narrow_gap_without_a_space_parts_words(tmp_path: Path) -> None:
    assert _words(tmp_path, "[(Hazardous) -190 (Substances) -190 (of) -190 (waste)] TJ") == [
        "Hazardous", "Substances", "of", "waste",
    ]  # fmt: skip


def test_kerning_parts_no_word(tmp_path: Path) -> None:
    assert _words(tmp_path, "[(T) 80 (exto da A) 70 (V) 60 (ALIA) -30 (ÇÃO)] TJ") == [
        "Texto",
        "da",
        "AVALIAÇÃO",
    ]


def test_a_space_that_the_next_letters_run_over_is_none(tmp_path: Path) -> None:
    assert _words(tmp_path, "[(proces ) 270 (so distribu ) 275 (ído)] TJ") == ["processo", "distribuído"]


@pytest.mark.parametrize("spacing", [0.8, 1.5, 3, 5])
def test_letters_that_are_spaced_out_make_words(tmp_path: Path, spacing: float) -> None:
    assert _words(tmp_path, f"{spacing} Tc (ACORDAM os juízes) Tj") == ["ACORDAM", "os", "juízes"]


def test_letters_typed_with_spaces_between_them_make_words(tmp_path: Path) -> None:
    assert _words(tmp_path, "(C E R T I D Ã O) Tj 0 -20 Td (S E N T E N Ç A   F I N A L) Tj") == [
        "CERTIDÃO", "SENTENÇA", "FINAL",
    ]  # fmt: skip


def test_letters_that_are_spaced_out_within_a_line_make_words(tmp_path: Path) -> None:
    line = "(Sistema ) Tj 3.6 Tc [(MUI) 18 (TO IMPOR) 18 (T) 74 (ANTE)] TJ 0 Tc ( de controle) Tj"
    assert _words(tmp_path, line) == ["Sistema", "MUITO", "IMPORTANTE", "de", "controle"]


@pytest.mark.parametrize("spacing", [1.2, 1.8, 3, 4.8, 7.2, 12])
@pytest.mark.parametrize("is_held", [True, False], ids=["spaces", "gaps"])
def test_of_a_line_with_one_spaced_word_the_others_stay_apart(
    tmp_path: Path, spacing: float, *, is_held: bool
) -> None:
    # Chromium gives no spaces beside words of one letter: "feitoimprorrogavelmente", "éexpressamente".
    before = "[(feito que )] TJ" if is_held else "[(feito) -250 (que) -250 (é) -300] TJ"
    after = "( a cess\\343o) Tj" if is_held else "[-250 (a) -250 (cess\\343o)] TJ"
    line = f"{before} {spacing} Tc (expressamente) Tj 0 Tc {after}"
    expected = ["feito", "que", *([] if is_held else ["é"]), "expressamente", "a", "cessão"]
    assert _words(tmp_path, line) == expected


def test_a_spaced_word_before_a_stop_is_one_word(tmp_path: Path) -> None:
    assert _words(tmp_path, "(V \\226 V E T A D O.) Tj") == ["V", "–", "VETADO."]


def test_letters_a_whole_size_apart_make_a_word_where_all_gaps_are_alike(tmp_path: Path) -> None:
    assert _words(tmp_path, "12 Tc (SENTENÇA) Tj") == ["SENTENÇA"]


def test_kerning_between_letters_far_apart_parts_no_word(tmp_path: Path) -> None:
    line = "12 Tc [(SEN) 20 (T) 90 (ENÇA) -1300 (FINAL) ] TJ"
    assert _words(tmp_path, line) == ["SENTENÇA", "FINAL"]


def test_a_gap_little_wider_than_all_others_that_are_alike_parts_spaced_words(tmp_path: Path) -> None:
    assert _words(tmp_path, "5 Tc [(PROVIMENTO) -250 (GERAL)] TJ") == ["PROVIMENTO", "GERAL"]


def test_a_hyphen_said_in_words_stands_in_its_word(tmp_path: Path) -> None:
    # Of what a file says in words PDFium has the ink alone: a narrow mark in the middle of its room.
    line = "(notifique) Tj /Span <</ActualText (-)>> BDC (\\267) Tj EMC (se a parte) Tj"
    assert _words(tmp_path, line, font="Courier") == ["notifique-se", "a", "parte"]


def test_gaps_of_a_spaced_word_about_as_wide_as_a_space_part_nothing(tmp_path: Path) -> None:
    line = "(R E S U M O   E X E C U) Tj [( ) 20 (T ) 20 (I V O)] TJ"
    assert _words(tmp_path, line) == ["RESUMO", "EXECUTIVO"]


def test_a_narrow_gap_before_a_new_piece_of_text_parts_words(tmp_path: Path) -> None:
    # A seventh of the size of the type between words that are 22.7 points wide each.
    assert _words(tmp_path, "(hoje) Tj 24.4 0 Td (sem) Tj 24.4 0 Td (falta) Tj") == ["hoje", "sem", "falta"]


def test_figures_of_two_digits_side_by_side_are_parted(tmp_path: Path) -> None:
    figures = [str(number) for number in range(10, 40)]
    assert _words(tmp_path, "[" + " -200 ".join(f"({figure})" for figure in figures) + "] TJ") == figures


def test_spaces_that_are_seen_between_all_letters_part_nothing() -> None:
    # As PDFium gives the letters of a font for vertical writing that is set across.
    letters, room = (
        "Insurancewith2010",
        [0.0, 0.08, *[0.05, 0.03] * 3, 0.0, 0.69, 0.0, 0.0, 0.02, 0.44, 0.04, 0.03, 0.17],
    )
    start = np.cumsum([0.6 * (place > 0) + gap for place, gap in enumerate(room)]) * 14
    count = len(letters)
    gaps = Gaps(
        codes=np.array([*map(ord, letters)], np.uint32),
        start=start,
        end=start + 0.6 * 14,
        advance=start + 0.6 * 14,
        base=np.full(count, 700.0),
        size=np.full(count, 14.0),
        direction=np.zeros(count, np.intp),
        piece=np.arange(count),
        unseen=np.zeros(count, bool),
        stacked=np.zeros(count, bool),
        right_to_left=np.zeros(count, bool),
        space_before=np.array([0, *[MADE_UP_SPACE] * (count - 1)], np.uint8),
        joined=np.zeros(count, bool),
    )
    assert np.flatnonzero(word_starts(gaps)).tolist() == [0, 9, 13]


@pytest.mark.parametrize("line", ["A B C D E F", "x y z w k q", "1 2 3 4 5 6", "a B c D e F"])
def test_single_letters_that_make_no_word_stay_apart(tmp_path: Path, line: str) -> None:
    assert _words(tmp_path, f"({line}) Tj") == line.split()


def test_letters_at_even_steps_make_words_whatever_their_width(tmp_path: Path) -> None:
    letters = "Testing the ill will"
    content = "".join(
        f"1 0 0 1 {72 + 9 * step} 700 Tm ({letter}) Tj "
        for step, letter in enumerate(letters)
        if letter != " "
    )
    assert _words(tmp_path, content) == letters.split()


def test_each_letter_at_a_place_of_its_own_is_no_word_of_its_own(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    widths = {"H": 8.7, "r": 4.0, "s": 6.0, "i": 2.7, "l": 2.7, "m": 10.0, " ": 3.3}
    content, x = b"BT /F1 12 Tf ", 72.0
    for letter in "Here is some small mill":
        if letter != " ":
            content += b"1 0 0 1 %g 700 Tm (%s) Tj " % (x, letter.encode())
        x += widths.get(letter, 6.7) + 1.4
    text_page(pdf, content + b"ET")
    path = save_pdf(pdf, tmp_path / "letters.pdf")
    with open_document(path) as document:
        page = document.page(0)
        frame = page_frame(page, user_unit=1.0)
        layer = read_text_layer(page, frame, read_objects(page, frame))
        page.close()
    assert [word.text for word in layer.visible] == ["Here", "is", "some", "small", "mill"]


def test_dots_of_a_leader_are_one_word(tmp_path: Path) -> None:
    assert _words(tmp_path, "(Sumário . . . . . . . . 12) Tj") == ["Sumário", "........", "12"]


def test_spaces_without_any_room_part_words_where_no_other_gap_does(tmp_path: Path) -> None:
    line = "[(Words ) 278 (that ) 278 (should ) 278 (stand ) 278 (apart)] TJ"
    assert _words(tmp_path, line) == ["Words", "that", "should", "stand", "apart"]


def test_words_that_overlap_are_parted_by_the_spaces_that_the_page_holds(tmp_path: Path) -> None:
    squeezed = "[(tomando ) 340 (o ) 345 (livro; ) 275 (disse. ) 280 (Voltou ) 330 (Emília ) 275 (Abreu)] TJ"
    assert _words(tmp_path, squeezed) == ["tomando", "o", "livro;", "disse.", "Voltou", "Emília", "Abreu"]


def test_spaces_without_room_within_an_address_part_nothing(tmp_path: Path) -> None:
    assert _words(tmp_path, "[(www. ) 278 (in. ) 278 (gov. ) 278 (br)] TJ") == ["www.in.gov.br"]


def test_pieces_are_words_where_the_widths_of_another_font_put_them(tmp_path: Path) -> None:
    words = ["nono", "onno", "nonon", "o", "onon", "nonno"] * 2
    width, rooms = 0.556 * 12, (0.5, 0.1, -0.5, 0.0, 0.3, 0.55, -0.2)  # points; a space would take 3.3
    moves = [width * len(word) + rooms[number % len(rooms)] for number, word in enumerate(words)]
    line = "".join(f"({word} ) Tj {move:.3f} 0 Td " for word, move in zip(words, moves, strict=True))
    back = f"{-sum(moves):.3f} -20 Td "
    assert _words(tmp_path, (line + back) * 3) == words * 3


def test_pieces_that_follow_exactly_are_one_word_in_spite_of_spaces(tmp_path: Path) -> None:
    width = 0.556 * 12
    content = "".join(f"({piece} ) Tj {width * len(piece):.3f} 0 Td " for piece in ("nono", "onno"))
    assert _words(tmp_path, content + "(nonon) Tj 40 0 Td (onno) Tj") == ["nonoonnononon", "onno"]
