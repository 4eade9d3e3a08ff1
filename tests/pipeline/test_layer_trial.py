"""Layers held against their page, with the real engine."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.pipeline.made_pdfs import line_of_text, save_pdf, text_page
from transcritor_gui.model import PageResult, PageSource, TranscriptionOptions, WarningCode, WordSource
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page
from transcritor_gui.pipeline.pdf.judging.text_quality import judge_text_layer
from transcritor_gui.pipeline.unknown_words import unknown_words

_UNITS = (
    "GWh kWh MWh dBm MHz kHz mmHg kgf",
    "rpm psi bpm mAh kVA kvar mol GHz",
    "kHz mmHg kgf GWh kWh MWh dBm MHz",
    "mAh kVA kvar mol GHz rpm psi bpm",
)
_PROSE = (
    "the committee met on three occasions during",
    "the spring and heard evidence from the owners",
    "of the warehouse and of two of the surveyors",
    "who had inspected the vessel before she left",
)
_NEXT_LETTER = (
    b"1 begincodespacerange <00> <FF> endcodespacerange\n1 beginbfrange <61> <7A> <0062> endbfrange"
)


def _read(tmp_path: Path, content: bytes, *, shifted: bool = False) -> PageResult:
    pdf = pikepdf.new()
    page = text_page(pdf, content)
    if shifted:
        page.obj.Resources.Font.F9 = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            ToUnicode=pikepdf.Stream(pdf, _NEXT_LETTER),
        )
    path = save_pdf(pdf, tmp_path / "layer.pdf")
    options = TranscriptionOptions(languages="eng", second_opinion=False)
    return transcribe_page(PageTask(path, 0, options, None, bundled_packs()))


def _lines(lines: tuple[str, ...], *, font: str = "F1") -> bytes:
    return b"".join(line_of_text(line, 80, 740 - 18 * row, font=font) for row, line in enumerate(lines))


def test_a_layer_that_only_looks_bad_is_kept(tmp_path: Path) -> None:
    result = _read(tmp_path, _lines(_UNITS))
    words = list(result.words())
    assert not judge_text_layer(words, languages="eng", font_facts=None).good
    assert result.source is PageSource.TEXT
    assert result.warnings == ()
    assert result.text.split() == " ".join(_UNITS).split()


def test_of_a_bad_layer_a_good_stamp_is_kept(tmp_path: Path) -> None:
    stamp = line_of_text("Filed by Ana Lima on 3 May 2021", 80, 100)
    result = _read(tmp_path, _lines(_PROSE, font="F9") + stamp, shifted=True)
    assert WarningCode.TEXT_LAYER_REFUSED in [warning.code for warning in result.warnings]
    assert result.source is PageSource.MIXED
    sources = {word.text: word.source for word in result.words()}
    assert sources["committee"] is WordSource.OCR
    assert sources["Filed"] is WordSource.TEXT_LAYER
    assert result.text.split() == [
        *" ".join(_PROSE).split(),
        *["Filed", "by", "Ana", "Lima", "on", "3", "May", "2021"],
    ]


def test_a_short_layer_of_fonts_that_tell_nothing_is_held_against_its_page(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = text_page(pdf, b"BT /F9 14 Tf 80 740 Td (ABCDEFGH) Tj ET")
    helvetica = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    names = [pikepdf.Name(f"/g{place}") for place in range(8)]
    # Codes of other letters draw "contract", by glyphs whose names say nothing.
    drawn = zip("contract", (500, 556, 556, 278, 333, 556, 500, 278), strict=True)
    page.obj.Resources.Font.F9 = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type3,
        FontBBox=[0, -250, 1000, 1000],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=pikepdf.Dictionary(
            {
                name: pikepdf.Stream(pdf, b"%d 0 d0 BT /F1 1000 Tf (%s) Tj ET" % (width, letter.encode()))
                for name, (letter, width) in zip(map(str, names), drawn, strict=True)
            }
        ),
        Encoding=pikepdf.Dictionary(Differences=[0x41, *names]),
        FirstChar=0x41,
        LastChar=0x48,
        Widths=[500, 556, 556, 278, 333, 556, 500, 278],
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=helvetica)),
    )
    options = TranscriptionOptions(languages="eng", second_opinion=False)
    path = save_pdf(pdf, tmp_path / "unproven.pdf")
    result = transcribe_page(PageTask(path, 0, options, None, bundled_packs()))
    assert result.text == "contract"
    assert [warning.detail for warning in result.warnings] == ["unlike_page"]


_FOR_ONE_ANOTHER = {
    "one letter for another": b"1 beginbfchar\n<61> <006F>\nendbfchar",
    "two letters exchanged": b"2 beginbfchar\n<61> <0065>\n<65> <0061>\nendbfchar",
    "next letter": b"1 beginbfrange\n<61> <79> <0062>\nendbfrange",
}


@pytest.mark.parametrize("how", _FOR_ONE_ANOTHER)
def test_a_map_that_takes_letters_for_one_another_is_not_believed(tmp_path: Path, how: str) -> None:
    pdf = pikepdf.new()
    page = text_page(pdf, _lines(_PROSE, font="F9"))
    page.obj.Resources.Font.F9 = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        ToUnicode=pikepdf.Stream(
            pdf, b"1 begincodespacerange <00> <FF> endcodespacerange\n" + _FOR_ONE_ANOTHER[how]
        ),
    )
    options = TranscriptionOptions(languages="eng", second_opinion=False)
    result = transcribe_page(PageTask(save_pdf(pdf, tmp_path / "map.pdf"), 0, options, None, bundled_packs()))
    assert result.text.split() == " ".join(_PROSE).split()


_LATIN = (
    "lorem ipsum dolor sit amet consectetur adipiscing elit",
    "suspendisse potenti maecenas ullamcorper vestibulum",
    "pellentesque habitant morbi tristique senectus netus",
    "curabitur fringilla tincidunt condimentum vulputate",
)


def test_a_layer_in_a_language_without_a_word_list_is_kept(tmp_path: Path) -> None:
    result = _read(tmp_path, _lines(_LATIN))
    assert unknown_words(list(result.words()))
    assert result.source is PageSource.TEXT
    assert result.text.split() == " ".join(_LATIN).split()
