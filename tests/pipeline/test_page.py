"""One page from file to result, with the real engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from tests.corpus import corpus_file
from tests.pipeline.cleanup.photographs import photographed
from tests.pipeline.made_pdfs import Grey, image_page, line_of_text, picture_of_text, save_pdf, text_page
from tests.pipeline.scans import drawn_page
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import (
    BlockKind,
    OcrMode,
    PageCleanup,
    PageResult,
    PageSource,
    PageStatus,
    PageWish,
    TranscriptionOptions,
    WarningCode,
    WordSource,
)
from transcritor_gui.pipeline import LanguagePacks, PageTask, bundled_packs, transcribe_page
from transcritor_gui.pipeline.ocr.pytesseract_engine import PYTESSERACT
from transcritor_gui.pipeline.pdf import page_objects
from transcritor_gui.pipeline.recognition import photograph, recognise
from transcritor_gui.pipeline.recognition.photograph import drawn_flat
from transcritor_gui.pipeline.recognition.picture import Picture, RegionReading

_SCANNED = ["The judgment of the court", "was given on 12 May 2024", "and the appeal dismissed."]


def read(path: str, page_index: int = 0, *, password: str | None = None, **options: object) -> PageResult:
    chosen = TranscriptionOptions(**options)  # type: ignore[arg-type]
    return transcribe_page(PageTask(path, page_index, chosen, password, bundled_packs()))


def codes(result: PageResult) -> list[WarningCode]:
    return [warning.code for warning in result.warnings]


def scan(tmp_path: Path, pixels: Grey, *, over: bytes = b"", under: bytes = b"", rotate: int = 0) -> str:
    pdf = pikepdf.new()
    page = image_page(pdf, pixels, dpi=200, over=over, under=under)
    if rotate:
        page.obj.Rotate = rotate
    return save_pdf(pdf, tmp_path / "scan.pdf")


def test_a_digital_page_is_taken_from_its_text_layer(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    text_page(pdf, line_of_text("Vistos, relatados e discutidos", 100, 700))
    result = read(save_pdf(pdf, tmp_path / "text.pdf"))
    assert result.status is PageStatus.DONE
    assert result.source is PageSource.TEXT
    assert result.text == "Vistos, relatados e discutidos"
    assert (result.width_pt, result.height_pt) == (595, 842)
    assert result.confidence is None
    assert result.engine == ""
    assert result.language == ""
    assert result.seconds > 0


def test_a_digital_page_has_its_language_with_the_reason(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    lines = (
        "o pedido foi julgado em primeira",
        "e as partes foram intimadas da",
        "que se cumpra o que foi dito",
    )
    text_page(pdf, b"".join(line_of_text(line, 100, 700 - 20 * i) for i, line in enumerate(lines)))
    result = read(save_pdf(pdf, tmp_path / "text.pdf"))
    assert result.language == "por"
    assert result.language_reason.startswith("por ")


def test_an_empty_page_is_blank(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    text_page(pdf, b"")
    result = read(save_pdf(pdf, tmp_path / "empty.pdf"))
    assert result.source is PageSource.BLANK
    assert not result.needs_attention


def test_a_scanned_sheet_with_nothing_on_it_is_blank(tmp_path: Path) -> None:
    paper = np.full((1200, 850), 245, np.uint8)
    paper[::97, ::113] = 120
    result = read(scan(tmp_path, paper))
    assert result.source is PageSource.BLANK
    assert result.warnings == ()


def test_lines_and_frames_alone_make_a_blank_page(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    text_page(pdf, b"50 50 400 600 re S 50 100 m 450 100 l S 0.9 g 60 500 100 100 re f")
    assert read(save_pdf(pdf, tmp_path / "frame.pdf")).source is PageSource.BLANK


@pytest.mark.integration
def test_a_letterhead_that_stands_on_every_page_is_read_in_its_place(tmp_path: Path) -> None:
    head = picture_of_text(["Court of Appeal"], width=900, height=260)
    pdf = pikepdf.new()
    for y in (740, 600):
        text_page(
            pdf, b"q 300 0 0 87 100 %d cm /Im0 Do Q\n" % y + line_of_text("corpo", 100, 400), images=(head,)
        )
    path = save_pdf(pdf, tmp_path / "letter.pdf")
    first, second = (next(read(path, index).words()).box for index in (0, 1))
    assert second.y0 - first.y0 == pytest.approx(140, abs=1)
    assert second.x0 == pytest.approx(first.x0, abs=1)


@pytest.mark.integration
def test_a_scan_is_recognised_with_boxes_on_the_page(tmp_path: Path) -> None:
    result = read(scan(tmp_path, picture_of_text(_SCANNED)))
    assert result.source is PageSource.OCR
    assert " ".join(result.text.split()) == " ".join(_SCANNED)
    assert "Tesseract" in result.engine
    assert result.language == "por+eng"
    assert result.confidence is not None
    assert result.confidence > 0.8
    first = next(result.words())
    assert first.source is WordSource.OCR
    assert first.box.x0 == pytest.approx(120 * 0.36, abs=3)
    assert first.box.y1 == pytest.approx(160 * 0.36, abs=3)


@pytest.mark.integration
def test_a_stamp_on_a_scan_does_not_keep_it_from_being_read(tmp_path: Path) -> None:
    stamp = line_of_text("Processo 0001234-56.2024 fls. 12", 60, 20, size=9)
    across = line_of_text("CARIMBO", 60, 372, size=20)
    result = read(scan(tmp_path, picture_of_text(_SCANNED), over=stamp + across))
    assert result.source is PageSource.MIXED
    words = [word.text for word in result.words()]
    assert sorted(words) == sorted(
        [*" ".join(_SCANNED).split(), "Processo", "0001234-56.2024", "fls.", "12", "CARIMBO"]
    )


@pytest.mark.integration
def test_visible_text_over_the_same_text_is_not_doubled(tmp_path: Path) -> None:
    alone = read(scan(tmp_path, picture_of_text(_SCANNED)))
    over = b"".join(
        line_of_text(word.text, word.box.x0, 432 - word.box.y1, size=word.box.height)
        for word in alone.words()
    )
    result = read(scan(tmp_path, picture_of_text(_SCANNED), over=over))
    assert sorted(word.text for word in result.words()) == sorted(" ".join(_SCANNED).split())


@pytest.mark.integration
def test_a_good_scan_is_read_again_whatever_an_earlier_ocr_left(tmp_path: Path) -> None:
    over = line_of_text("Tbe judgrnent of tbe caurt", 43, 370, mode=3)
    result = read(scan(tmp_path, picture_of_text(_SCANNED), over=over))
    assert result.source is PageSource.OCR
    assert "judgment" in result.text
    assert "judgrnent" not in result.text


@pytest.mark.integration
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_scanned_sideways_is_turned(turn: int) -> None:
    index = {90: 3, 180: 2, 270: 1}[turn]
    result = read(str(corpus_file("digital/ocrmypdf-cardinal.pdf")), index)
    assert result.rotation == turn
    assert WarningCode.TURNED in codes(result)
    assert "32 Track MIDI Sequence Recorder" in " ".join(result.text.split())
    assert all(word.box.x0 >= 0 and word.box.x1 <= result.width_pt + 1 for word in result.words())


@pytest.mark.integration
def test_a_photograph_yields_no_words() -> None:
    result = read(str(corpus_file("digital/ocrmypdf-lichtenstein.pdf")))
    assert result.text == ""
    assert codes(result) == [WarningCode.NOTHING_READABLE]


@pytest.mark.integration
def test_a_bad_text_layer_is_refused_with_the_reason() -> None:
    result = read(str(corpus_file("digital/ocrmypdf-truetype_font_nomapping.pdf")))
    assert result.source is PageSource.OCR
    assert WarningCode.TEXT_LAYER_REFUSED in codes(result)
    assert '"7+%-' not in result.text


@pytest.mark.integration
def test_a_text_layer_whose_letters_can_be_mapped_again_is_read_and_not_recognised() -> None:
    result = read(str(corpus_file("digital/cid-font-no-tounicode.pdf")))
    assert result.source is PageSource.TEXT
    assert "The quick brown fox jumps over the lazy dog" in " ".join(result.text.split())


@pytest.mark.integration
def test_text_drawn_as_curves_is_recognised() -> None:
    result = read(str(corpus_file("digital/ocrmypdf-vector.pdf")))
    assert result.source is PageSource.OCR
    assert "This is text that should be used" in " ".join(result.text.split())


@pytest.mark.integration
def test_a_page_whose_text_is_drawn_sideways_is_read_in_its_own_direction() -> None:
    result = read(str(corpus_file("digital/camelot-clockwise_table_1.pdf")))
    assert result.rotation == 270
    assert "Andhra Pradesh" in result.text
    assert all(word.box.y0 >= 0 and word.box.y1 <= result.height_pt + 1 for word in result.words())


def test_never_reads_only_what_is_there_as_text(tmp_path: Path) -> None:
    result = read(scan(tmp_path, picture_of_text(_SCANNED)), ocr_mode=OcrMode.NEVER)
    assert result.text == ""
    assert codes(result) == [WarningCode.NOTHING_READABLE]


@pytest.mark.integration
def test_always_recognises_a_digital_page_too(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    text_page(pdf, line_of_text("The appeal was dismissed", 100, 700, size=18))
    result = read(save_pdf(pdf, tmp_path / "text.pdf"), ocr_mode=OcrMode.ALWAYS)
    assert result.source is PageSource.OCR
    assert result.text == "The appeal was dismissed"


def test_what_is_written_in_a_form_field_is_part_of_the_page(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = text_page(pdf, line_of_text("Nome:", 100, 700))
    look = pikepdf.Stream(pdf, line_of_text("Maria da Silva", 2, 5))
    look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    look.BBox = pikepdf.Array([0, 0, 200, 20])
    look.Resources = page.obj.Resources
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Tx,
        T="nome",
        V="Maria da Silva",
        F=4,
        Rect=pikepdf.Array([150, 695, 350, 715]),
        AP=pikepdf.Dictionary(N=pdf.make_indirect(look)),
    )
    field = pdf.make_indirect(field)
    page.obj.Annots = pikepdf.Array([field])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
    assert read(save_pdf(pdf, tmp_path / "form.pdf")).text == "Nome: Maria da Silva"


@pytest.mark.integration
def test_a_field_that_was_filled_without_being_drawn_is_read_too() -> None:
    text = read(str(corpus_file("digital/samples-libreoffice-form.pdf"))).text
    assert "Alice" in text
    assert "Bob" in text


def test_a_ruled_table_is_a_table_in_its_place(tmp_path: Path) -> None:
    cells = [("Mês", 110, 585), ("Valor", 260, 585), ("Março", 110, 565), ("10,00", 260, 565)]
    cells += [("Abril", 110, 545), ("20,00", 260, 545)]
    rules = b"".join(b"100 %d m 400 %d l S\n" % (y, y) for y in (540, 560, 580, 600))
    rules += b"".join(b"%d 540 m %d 600 l S\n" % (x, x) for x in (100, 250, 400))
    words = b"".join(line_of_text(text, x, y) for text, x, y in cells)
    around = line_of_text("Antes da tabela.", 100, 700) + line_of_text("Depois da tabela.", 100, 400)
    pdf = pikepdf.new()
    text_page(pdf, around + rules + words)
    result = read(save_pdf(pdf, tmp_path / "table.pdf"))
    (table,) = result.tables
    assert table.rows == (("Mês", "Valor"), ("Março", "10,00"), ("Abril", "20,00"))
    kinds = [block.kind for block in result.blocks]
    assert kinds.index(BlockKind.TABLE) == 1
    assert result.text.count("Março") == 1
    assert result.text.index("Antes") < result.text.index("Março") < result.text.index("Depois")


def test_a_page_of_which_not_all_is_looked_at_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_objects, "_MAX_OBJECTS", 3)
    pdf = pikepdf.new()
    text_page(pdf, b"0 0 10 10 re f\n" * 4)
    result = read(save_pdf(pdf, tmp_path / "a.pdf"), ocr_mode=OcrMode.NEVER)
    assert WarningCode.OBJECTS_LEFT_OUT in codes(result)
    assert result.needs_attention


def test_a_dynamic_form_is_named() -> None:
    result = read(str(corpus_file("digital/pdfjs-xfa_issue14315.pdf")))
    assert WarningCode.XFA_FORM in codes(result)
    assert result.needs_attention


@pytest.mark.integration
def test_a_missing_language_is_said_before_anything_is_read(tmp_path: Path) -> None:
    path = scan(tmp_path, picture_of_text(_SCANNED))
    with pytest.raises(TranscritorError) as caught:
        read(path, languages="xyz")
    assert caught.value.info.code is ErrorCode.LANGUAGE_MISSING


@pytest.mark.integration
def test_a_missing_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = scan(tmp_path, picture_of_text(_SCANNED))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TranscritorError) as caught:
        read(path, engine=PYTESSERACT.name)
    assert caught.value.info.code is ErrorCode.ENGINE_MISSING


@pytest.mark.integration
def test_an_encrypted_scan_is_read_with_its_password() -> None:
    result = read(str(corpus_file("broken/pikepdf-graph-encrypted.pdf")), password="user")
    assert result.status is PageStatus.DONE


def test_a_page_that_cannot_be_loaded_says_which() -> None:
    with pytest.raises(TranscritorError) as caught:
        read(str(corpus_file("broken/pdfjs-Pages-tree-refs.pdf")), 1)
    assert caught.value.info.code is ErrorCode.PAGE_UNREADABLE
    assert caught.value.info.fact("page") == "2"


def test_a_password_is_in_no_representation() -> None:
    task = PageTask("a.pdf", 0, TranscriptionOptions(), "segredo", LanguagePacks(""))
    assert "segredo" not in repr(task)


def _redacted(tmp_path: Path) -> str:
    pdf = pikepdf.new()
    content = line_of_text("O autor chama-se", 100, 700) + line_of_text("Fulano Beltrano", 100, 680)
    text_page(pdf, content + b"0 g 95 674 120 18 re f")
    return save_pdf(pdf, tmp_path / "redacted.pdf")


def test_text_that_cannot_be_seen_is_left_out_with_a_warning(tmp_path: Path) -> None:
    result = read(_redacted(tmp_path))
    assert result.text == "O autor chama-se"
    assert [(warning.code, warning.detail) for warning in result.warnings] == [(WarningCode.HIDDEN_TEXT, "2")]
    assert not result.needs_attention


def test_text_that_cannot_be_seen_is_shown_on_request(tmp_path: Path) -> None:
    result = read(_redacted(tmp_path), show_hidden_text=True)
    assert result.text.split() == ["O", "autor", "chama-se", "Fulano", "Beltrano"]
    assert codes(result) == [WarningCode.HIDDEN_TEXT]


def test_a_page_of_nothing_but_unseen_text_is_blank(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    text_page(pdf, line_of_text("ninguém vê", 100, 700, mode=3))
    result = read(save_pdf(pdf, tmp_path / "unseen.pdf"))
    assert result.source is PageSource.BLANK
    assert codes(result) == [WarningCode.HIDDEN_TEXT]


def test_the_back_of_a_sheet_is_blank_for_all_its_spots_and_shadows(tmp_path: Path) -> None:
    pixels = np.full((1754, 1240), 240, np.uint8)
    pixels[:, :25] = 30
    for x, y in ((300, 500), (700, 900), (1100, 1500)):
        pixels[y : y + 5, x : x + 5] = 40
    pdf = pikepdf.new()
    image_page(pdf, pixels, dpi=150)
    result = read(save_pdf(pdf, tmp_path / "back.pdf"))
    assert result.source is PageSource.BLANK
    assert result.warnings == ()


@pytest.mark.parametrize("text", ["Total", "Acordo 12", "1.472,10"])
def test_a_word_cut_out_of_a_screen_is_read_though_its_letters_touch_the_edges(
    text: str, tmp_path: Path
) -> None:
    pixels = picture_of_text([text])
    ys, xs = np.nonzero(pixels < 255)
    pdf = pikepdf.new()
    image_page(pdf, pixels[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1].copy(), dpi=200)
    result = read(save_pdf(pdf, tmp_path / "cut.pdf"))
    assert result.text == text


def test_a_scan_is_read_from_its_own_pixels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = np.random.default_rng(5).integers(0, 256, (1233, 1653), np.uint8)
    shown = []

    def keep(picture: Picture, *_: object, **__: object) -> RegionReading:
        shown.append(picture)
        return RegionReading((), 0, 0.0)

    monkeypatch.setattr(recognise, "read_picture", keep)
    read(scan(tmp_path, pixels))
    assert [np.array_equal(picture.pixels, pixels) for picture in shown] == [True]


def test_a_photographed_sheet_is_read_flat_and_its_words_lie_on_the_photograph(tmp_path: Path) -> None:
    seen = photographed(drawn_page(dpi=200))
    result = read(scan(tmp_path, seen), languages="eng")
    found = result.text.split()
    wanted = [word.text for word in read(scan(tmp_path, drawn_page(dpi=200)), languages="eng").words()]
    assert sum(word in found for word in wanted) > 0.97 * len(wanted)
    px_per_pt = seen.shape[1] / result.width_pt
    for word in result.words():
        x0, y0, x1, y1 = (
            round(value * px_per_pt) for value in (word.box.x0, word.box.y0, word.box.x1, word.box.y1)
        )
        around = seen[max(0, y0 - 3) : y1 + 3, max(0, x0 - 3) : x1 + 3]
        assert around.min() < 130 < around.max(), word.text  # ink and paper, and not the table


def test_a_photograph_is_read_as_it_is_where_that_holds_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(picture: Picture) -> object:
        flat, flattening = drawn_flat(picture)
        assert flattening is not None
        return replace(flat, pixels=np.full_like(flat.pixels, 230)), flattening

    monkeypatch.setattr(photograph, "drawn_flat", spoiled)
    result = read(scan(tmp_path, photographed(drawn_page(dpi=200))), languages="eng")
    assert "committee met" in result.text


def test_text_that_is_turned_off_from_being_cleaned_is_not_drawn_flat_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_picture: Picture) -> object:
        raise AssertionError("it was to be read as it is")

    monkeypatch.setattr(photograph, "drawn_flat", never)
    path = scan(tmp_path, photographed(drawn_page(dpi=200)))
    options = TranscriptionOptions(languages="eng")
    wish = PageWish(cleanup=PageCleanup.NONE)
    assert transcribe_page(PageTask(path, 0, options, None, bundled_packs(), wish)).text
