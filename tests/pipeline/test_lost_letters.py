"""Words in which the layer has lost letters, read where they stand, with the real engine."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from tests.pipeline.made_pdfs import line_of_text, save_pdf, text_page
from transcritor_gui.model import OcrMode, PageResult, PageSource, TranscriptionOptions, WordSource
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page


def _nameless_font(pdf: pikepdf.Pdf, drawings: list[bytes]) -> pikepdf.Object:
    """A font whose codes from 1 on draw `drawings`, each 0.5 wide, and tell nobody what they are."""
    names = [f"/g{number}" for number in range(1, len(drawings) + 1)]
    helvetica = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type3,
            FontBBox=[0, -200, 500, 800],
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=pikepdf.Dictionary(
                {
                    name: pikepdf.Stream(pdf, b"500 0 d0 " + drawing)
                    for name, drawing in zip(names, drawings, strict=True)
                }
            ),
            Encoding=pikepdf.Dictionary(Differences=[1, *map(pikepdf.Name, names)]),
            FirstChar=1,
            LastChar=len(drawings),
            Widths=[500] * len(drawings),
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=helvetica)),
        )
    )


_TI = b"BT /F1 1000 Tf (ti) Tj ET"
_HOLLOW = b"40 w 50 0 400 700 re S"
_CONDITIONS = (
    b"BT /F1 12 Tf 100 700 Td (the condi) Tj /F9 12 Tf (\x01) Tj /F1 12 Tf (ons of the contract) Tj ET "
)


def _page(tmp_path: Path, drawing: bytes, content: bytes, mode: OcrMode = OcrMode.AUTO) -> PageResult:
    pdf = pikepdf.new()
    after = ("were accepted by both parties", "and the appeal was dismissed by the court", "as stated above")
    lines = (line_of_text(line, 100, 680 - 20 * number) for number, line in enumerate(after))
    page = text_page(pdf, content + b"".join(lines))
    page.obj.Resources.Font.F9 = _nameless_font(pdf, [drawing])
    path = save_pdf(pdf, tmp_path / "lost.pdf")
    return transcribe_page(PageTask(path, 0, TranscriptionOptions(ocr_mode=mode), None, bundled_packs()))


def test_lost_letters_are_read_where_they_stand(tmp_path: Path) -> None:
    result = _page(tmp_path, _TI, _CONDITIONS)
    assert result.text.split("\n")[:2] == [
        "the conditions of the contract",
        "were accepted by both parties",
    ]
    assert result.source is PageSource.MIXED
    assert "Tesseract" in result.engine
    recognised = [word for word in result.words() if word.source is WordSource.OCR]
    assert [word.text for word in recognised] == ["conditions"]
    assert recognised[0].confidence is not None


def test_nothing_is_read_where_recognition_is_not_wanted(tmp_path: Path) -> None:
    result = _page(tmp_path, _TI, _CONDITIONS, OcrMode.NEVER)
    assert result.source is PageSource.TEXT
    assert "ti" not in result.text.split("\n")[0].split()[1]


def test_boxes_that_stand_for_missing_letters_stay_boxes(tmp_path: Path) -> None:
    content = line_of_text("then some Gothic text:", 100, 700) + b"BT /F9 12 Tf 240 700 Td (\x01\x01) Tj ET "
    result = _page(tmp_path, _HOLLOW, content)
    assert result.text.split("\n")[0] == "then some Gothic text: \u25a1\u25a1"
    assert result.doubts == 1


def test_a_lost_letter_without_ink_is_no_word(tmp_path: Path) -> None:
    content = line_of_text("then some text:", 100, 700) + b"BT /F9 12 Tf 240 700 Td (\x01\x01) Tj ET "
    result = _page(tmp_path, b"", content)
    assert result.text.split("\n")[0] == "then some text:"
