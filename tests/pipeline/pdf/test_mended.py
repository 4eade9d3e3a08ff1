"""Fonts whose maps are wrong are mended from what else the file knows of them."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from tests.pipeline.made_pdfs import line_of_text, save_pdf, text_page
from transcritor_gui.model import PageSource, TranscriptionOptions, Word
from transcritor_gui.model.geometry import Box
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page
from transcritor_gui.pipeline.pdf.fonts.font_maps import LOST_CODE, maps_of_font, unicode_map
from transcritor_gui.pipeline.pdf.judging.text_quality import FontFacts
from transcritor_gui.pipeline.pdf.mended import FontMender, faults, keeps_words

_MAP = b"1 begincodespacerange <00> <FF> endcodespacerange\n%b"
_LETTERS = b"2 beginbfrange <61> <7A> <0061> <41> <5A> <0041> endbfrange"
_GOOD = FontFacts(characters=10, unmapped=0)


def _font(pdf: pikepdf.Pdf, stated: bytes, differences: list[object] | None = None) -> pikepdf.Dictionary:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        ToUnicode=pikepdf.Stream(pdf, stated),
    )
    if differences is not None:
        font.Encoding = pikepdf.Dictionary(Differences=pikepdf.Array(differences))
    return font


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (b"1 beginbfchar <41> <0416> endbfchar", {0x41: "Ж"}),
        (b"1 beginbfchar\n<41><d835DF0B>\nendbfchar", {0x41: "\U0001d70b"}),
        (b"1 beginbfrange <41> <43> <0041> endbfrange", {0x41: "A", 0x42: "B", 0x43: "C"}),
        (b"1 beginbfrange <C280> <C281> <0061 00C1> endbfrange", {0xC280: "aÁ", 0xC281: "aÂ"}),
        (b"1 beginbfrange <D090> <D092> <0410> endbfrange", {0xD090: "А", 0xD091: "Б", 0xD092: "В"}),
        (b"2 beginbfrange <41> <42> [<0061> <00660069>] endbfrange", {0x41: "a", 0x42: "fi"}),
        (b"9 beginbfchar <41> <D800> <42> <FFFD> <43> <E001> <44> <0044> endbfchar", {0x44: "D"}),
    ],
)  # fmt: skip
def test_a_map_is_read_leniently(stated: bytes, expected: dict[int, str]) -> None:
    pdf = pikepdf.new()
    assert maps_of_font(_font(pdf, _MAP % stated))[0] == expected


def test_names_of_glyphs_fill_the_gaps_of_a_map_or_go_before_it() -> None:
    pdf = pikepdf.new()
    font = _font(
        pdf,
        _MAP % b"2 beginbfchar <41> <0041> <E4> <0021> endbfchar",
        [0x41, pikepdf.Name.B, 0xE4, pikepdf.Name.adieresis, pikepdf.Name("/uni0151")],
    )
    assert maps_of_font(font)[0] == {0x41: "A", 0xE4: "!", 0xE5: "ő"}
    assert maps_of_font(font)[1] == {0x41: "B", 0xE4: "ä", 0xE5: "ő"}


def test_a_map_is_written_as_it_is_read() -> None:
    codes = {0x41: "A", 0x1F: "fi", 0x80: "\U0001d70b"}
    pdf = pikepdf.new()
    assert maps_of_font(_font(pdf, unicode_map(codes, code_bytes=1)))[0] == codes


def _word(text: str) -> Word:
    return Word(text, Box(0, 0, 10, 10))


def test_what_no_good_layer_has_counts_as_a_fault() -> None:
    assert faults([_word("condi\ufffdons")], _GOOD) == 1
    assert faults([_word("Makset!htaeg"), _word("pää")], _GOOD) == 1
    assert faults([_word("킛킸톁톂")], FontFacts(characters=4, unmapped=4, wild=4)) == 4
    plain = ["fulano@exemplo.com.br", "http://a.b/c?d=e&f", "C++", "Olá!", "d’água", "2ª", "R$", "e/ou"]
    assert faults([_word(text) for text in plain], _GOOD) == 0


def test_a_mended_map_that_changes_sound_words_is_not_taken() -> None:
    before = [_word(text) for text in ("Arretierungshilfe", "State", "Drawn", "10\ufffd", "M12")]
    assert keeps_words(before, [*before[:3], _word("10Ø"), before[4]], unlike=0)
    assert not keeps_words(before, [_word(word.text.swapcase()) for word in before], unlike=0)


def _read(path: str) -> tuple[str, PageSource]:
    result = transcribe_page(PageTask(path, 0, TranscriptionOptions(), None, bundled_packs()))
    return result.text, result.source


def test_a_lost_letter_is_found_by_the_name_of_its_glyph(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = text_page(
        pdf, b"BT /F9 12 Tf 100 700 Td (informa\x01\x02o) Tj ET " + line_of_text("do processo", 100, 680)
    )
    page.obj.Resources.Font.F9 = _font(
        pdf,
        _MAP % b"2 beginbfchar <01> <FFFD> <02> <FFFD> endbfchar " + _LETTERS,
        [1, pikepdf.Name.ccedilla, pikepdf.Name.atilde],
    )
    text, source = _read(save_pdf(pdf, tmp_path / "lost.pdf"))
    assert text.split() == ["informação", "do", "processo"]
    assert source is PageSource.TEXT


def test_a_wrong_letter_is_found_by_the_sign_in_the_word(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = text_page(
        pdf, b"BT /F9 12 Tf 100 700 Td (Makset\x01htaeg) Tj ET " + line_of_text("arve summa", 100, 680)
    )
    page.obj.Resources.Font.F9 = _font(
        pdf,
        _MAP
        % b"1 beginbfchar <01> <0021> endbfchar 2 beginbfrange <61> <7A> <0061> <41> <5A> <0041> endbfrange",
        [1, pikepdf.Name.adieresis],
    )
    text, _ = _read(save_pdf(pdf, tmp_path / "wrong.pdf"))
    assert text.split() == ["Maksetähtaeg", "arve", "summa"]


def _font_program() -> bytes:
    """Letters t and i of 500 and 300 units, and a glyph without a name of 800."""
    names = [".notdef", "t", "i", "glyph3"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord("t"): "t", ord("i"): "i"})
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    pen.lineTo((50, 700))
    pen.lineTo((250, 700))
    pen.closePath()
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(
        dict(zip(names, [(500, 50), (500, 50), (300, 50), (800, 50)], strict=True))
    )
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost(keepGlyphNames=False)
    data = io.BytesIO()
    builder.save(data)
    return data.getvalue()


def test_a_ligature_is_told_by_its_width() -> None:
    pdf = pikepdf.new()
    font = _font(pdf, _MAP % b"3 beginbfchar <0001> <0074> <0002> <0069> <0003> <FFFD> endbfchar")
    font.Subtype, font.Encoding = pikepdf.Name.Type0, pikepdf.Name("/Identity-H")
    font.DescendantFonts = pikepdf.Array(
        [
            pikepdf.Dictionary(
                FontDescriptor=pikepdf.Dictionary(FontFile2=pikepdf.Stream(pdf, _font_program()))
            )
        ]
    )
    assert maps_of_font(font)[0] == {1: "t", 2: "i", 3: "ti"}


def test_numbered_glyphs_of_which_nothing_is_known_are_marked_as_lost() -> None:
    pdf = pikepdf.new()
    font = _font(pdf, _MAP % b"2 beginbfchar <0059> <FFFD> <0051> <006E> endbfchar")
    font.Subtype, font.Encoding = pikepdf.Name.Type0, pikepdf.Name("/Identity-H")
    font.DescendantFonts = pikepdf.Array([pikepdf.Dictionary(W=[0x51, [556, 500], 0x61, 0x62, 500])])
    assert maps_of_font(font)[0] == {
        0x51: "n", 0x52: LOST_CODE, 0x59: LOST_CODE, 0x61: LOST_CODE, 0x62: LOST_CODE,
    }  # fmt: skip


def test_codes_taken_for_letters_are_worse_than_lost_ones() -> None:
    # 'teve', of which the font has no map for the glyph with the number of 'Y'.
    assert faults([_word("teYe")], FontFacts(characters=4, unmapped=1, unlike=1)) > faults(
        [_word("te\ufffde")], FontFacts(characters=4, unmapped=0)
    )
    assert keeps_words([_word("teYe")], [_word("te\ufffde")], unlike=1)


@pytest.mark.parametrize(
    ("name", "expected"), [("Arial,Bold", "Código"), ("TimesNewRomanPSMT", "Código"), ("Calibri", "")]
)
def test_numbers_of_a_font_that_is_not_in_the_file_are_those_of_every_computer(
    name: str, expected: str
) -> None:
    pdf = pikepdf.new()
    font = _font(pdf, b"")
    font.Subtype, font.Encoding = pikepdf.Name.Type0, pikepdf.Name("/Identity-H")
    font.DescendantFonts = pikepdf.Array(
        [pikepdf.Dictionary(BaseFont=pikepdf.Name(f"/{name}"), FontDescriptor=pikepdf.Dictionary())]
    )
    numbers = (0x26, 0x79, 0x47, 0x4C, 0x4A, 0x52)
    found = maps_of_font(font)[0]
    assert "".join(found.get(number, "") for number in numbers) == expected


def _with_font(pdf: pikepdf.Pdf, font: pikepdf.Dictionary) -> None:
    page = text_page(pdf, b"BT /F9 12 Tf 100 700 Td (ABC) Tj ET")
    page.obj.Resources.Font.F9 = font


def _stated_maps(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as made:
        fonts = made.pages[0].resources.Font
        return [font.ToUnicode.read_bytes() for font in fonts.values() if "/ToUnicode" in font]


def test_a_document_is_as_it_was_once_a_page_with_other_maps_is_made() -> None:
    pdf = pikepdf.new()
    stated = _MAP % b"1 beginbfchar <41> <0041> endbfchar"
    font = pdf.make_indirect(_font(pdf, stated, [0x41, pikepdf.Name.B]))
    _with_font(pdf, font)
    _with_font(pdf, font)
    mender = FontMender(pdf)
    for index in (0, 1):
        for names_first, expected in ((False, b"<41> <0041>"), (True, b"<41> <0042>")):
            made = mender.page(index, names_first=names_first)
            assert made is not None
            assert expected in b"".join(_stated_maps(made))
            assert font.ToUnicode.read_bytes() == stated


def test_maps_are_tried_in_the_other_order_only_where_they_are_others() -> None:
    pdf = pikepdf.new()
    _with_font(pdf, pdf.make_indirect(_font(pdf, _MAP % _LETTERS, [0x41, pikepdf.Name.A])))
    _with_font(pdf, pdf.make_indirect(_font(pdf, _MAP % _LETTERS, [0x41, pikepdf.Name.B])))
    mender = FontMender(pdf)
    assert mender.page(0, names_first=True) is None
    assert mender.page(1, names_first=True) is not None
