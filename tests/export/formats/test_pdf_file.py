"""Searchable PDF: the words are where their ink is, the rest of the file is as it was."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from tests.export.letters import letters
from tests.export.making import block, failed_page, page
from tests.export.pdf_making import (
    exported,
    found_words,
    ocr_page,
    page_text,
    placed,
    scan,
    source_of,
    transcript_of,
    write_pdf,
)
from tests.export.strategies import transcripts
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import ExportOptions, SourceFile
from transcritor_gui.export.characters import one_line
from transcritor_gui.export.formats.pdf_file import SearchablePdfExporter
from transcritor_gui.export.pdf.text_layer import has_recognised_words
from transcritor_gui.model import Box, PageSource, Portal, Transcript, Word, WordSource

_LINE = (
    placed("Contrato", 40, 60),
    placed("de", 86, 63.5, height=6.5),
    placed("locação", 102, 60, height=12.5),
)


def _is_near(one: Box, other: Box, points: float = 2.0) -> bool:
    pairs = zip((one.x0, one.y0, one.x1, one.y1), (other.x0, other.y0, other.x1, other.y1), strict=True)
    return all(abs(a - b) <= points for a, b in pairs)


@pytest.mark.parametrize("object_streams", [False, True])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270, -90])
@pytest.mark.parametrize("crop", [None, (20, 30, 380, 290)])
def test_words_lie_on_their_images(
    tmp_path: Path, rotation: int, crop: tuple[float, ...] | None, object_streams: bool
) -> None:
    entries: dict[str, object] = {"Rotate": rotation}
    if crop is not None:
        entries["CropBox"] = Array(crop)
    path = write_pdf(tmp_path, scan(entries, object_streams=object_streams))
    width, height = (400, 300) if crop is None else (360, 260)
    size = (height, width) if rotation % 180 else (width, height)
    data = exported(path, ocr_page(_LINE, size=size))
    found = found_words(data)
    assert [text for text, _ in found] == ["Contrato", "de", "locação"]
    assert all(_is_near(box, word.box) for (_, box), word in zip(found, _LINE, strict=True))


def test_a_page_in_larger_units_comes_out_right(tmp_path: Path) -> None:
    path = write_pdf(tmp_path, scan({"UserUnit": 2}))
    data = exported(path, ocr_page(_LINE, size=(800, 600)))
    (_, first), *_ = found_words(data)
    assert _is_near(first.scaled(2), _LINE[0].box)


def test_the_box_is_inherited_from_the_page_tree(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        pdf.Root.Pages.MediaBox = Array([100, 100, 500, 400])
        pdf.Root.Pages.Rotate = 90
        del pdf.pages[0].obj["/MediaBox"]
        path = tmp_path / "a.pdf"
        pdf.save(path)
    data = exported(path, ocr_page(_LINE, size=(300, 400)))
    (_, first), *_ = found_words(data)
    assert _is_near(first, _LINE[0].box)


@pytest.mark.parametrize("object_streams", [False, True])
def test_the_original_is_in_the_file_byte_for_byte(tmp_path: Path, object_streams: bool) -> None:
    path = write_pdf(tmp_path, scan({}, {}, object_streams=object_streams))
    data = exported(path, ocr_page(_LINE), ocr_page(_LINE))
    assert data.startswith(path.read_bytes())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 2
        assert not pdf.get_warnings()
        assert pdf.trailer.ID[0] != pdf.trailer.ID[1]


def test_pages_with_text_of_their_own_stay_as_they_are(tmp_path: Path) -> None:
    path = write_pdf(tmp_path, scan({}, {}, {}))
    data = exported(path, page(block("Seu próprio texto")), page(), failed_page())
    assert data == path.read_bytes()


def test_a_mixed_page_gets_only_what_was_recognised(tmp_path: Path) -> None:
    own = Word("carimbo", Box(40, 100, 80, 110))
    path = write_pdf(tmp_path, scan())
    data = exported(path, ocr_page(_LINE, (own,), source=PageSource.MIXED))
    assert page_text(data) == "Contrato de locação"


def test_phrases_are_found_across_words(tmp_path: Path) -> None:
    path = write_pdf(tmp_path, scan())
    data = exported(path, ocr_page(_LINE, (placed("urbana", 40, 80),)))
    with pypdfium2.PdfDocument(data) as pdf:
        text_page = pdf[0].get_textpage()
        searcher = text_page.search("Contrato de locação")
        assert searcher.get_next() is not None
        searcher.close()
        text_page.close()


def test_lines_keep_the_reading_order_where_one_ends_as_high_as_the_next_begins(tmp_path: Path) -> None:
    tilted = [
        [placed(f"a{column}", 40 + 30 * column, 60 + 1.2 * column) for column in range(10)],
        [placed(f"b{column}", 40 + 30 * column, 72 + 1.2 * column) for column in range(10)],
    ]
    path = write_pdf(tmp_path, scan())
    data = exported(path, ocr_page(*tilted, skew_degrees=2.29))
    assert page_text(data).split() == [word.text for line in tilted for word in line]


@pytest.mark.parametrize(
    "text",
    [
        "ação",
        "Ωμέγα",
        "договор",
        "契約書",
        "계약",
        "สัญญา",
        "अनुबंध",
        "👩\u200d👩\u200d👧",
        "🇧🇷",
        "e\u0301",
        "(x\\y)\r",
    ],
)
def test_words_of_any_script_come_back(tmp_path: Path, text: str) -> None:
    path = write_pdf(tmp_path, scan())
    data = exported(path, ocr_page((placed(text, 40, 60, width=60),)))
    assert page_text(data).replace(" ", "") == text.strip()


def test_words_read_from_the_right_come_back_in_their_order(tmp_path: Path) -> None:
    path = write_pdf(tmp_path, scan())
    line = (placed("שלום", 80, 60), placed("עולם", 55, 60))
    assert page_text(exported(path, ocr_page(line))) == "שלום עולם"


def test_the_same_transcript_gives_the_same_bytes(tmp_path: Path) -> None:
    path = write_pdf(tmp_path, scan())
    assert exported(path, ocr_page(_LINE)) == exported(path, ocr_page(_LINE))


def test_content_that_spoils_the_graphics_state_does_no_harm(tmp_path: Path) -> None:
    path = write_pdf(tmp_path, scan(contents=b"Q Q q 3 0 0 3 50 50 cm BT"))
    (_, first), *_ = found_words(exported(path, ocr_page(_LINE)))
    assert _is_near(first, _LINE[0].box)


def test_a_page_without_content_takes_words(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        del pdf.pages[0].obj["/Contents"]
        path = tmp_path / "a.pdf"
        pdf.save(path)
    assert page_text(exported(path, ocr_page(_LINE))) == "Contrato de locação"


def test_what_belongs_to_the_document_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.open(io.BytesIO(scan({}, {}))) as pdf:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Capítulo", 1))
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=[0, 0, 9, 9],
            A=Dictionary(S=Name.URI, URI="https://a.example"),
        )
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
        field = pdf.make_indirect(Dictionary(FT=Name.Tx, T="nome", V="Ana"))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        pdf.attachments["nota.txt"] = pikepdf.AttachedFileSpec(pdf, b"anexo", mime_type="text/plain")
        pdf.docinfo["/Title"] = "Contrato"
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        pdf.save(path)
    with pikepdf.open(io.BytesIO(exported(path, ocr_page(_LINE), ocr_page(_LINE)))) as pdf:
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Capítulo"]
        assert pdf.pages[0].obj.Annots[0].A.URI == "https://a.example"
        assert pdf.Root.AcroForm.Fields[0].V == "Ana"
        assert pdf.attachments["nota.txt"].get_file().read_bytes() == b"anexo"
        assert pdf.docinfo["/Title"] == "Contrato"
        assert "/StructTreeRoot" in pdf.Root


def test_only_the_pages_chosen_are_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.open(io.BytesIO(scan({}, {}))) as pdf:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Segunda", 1))
        pdf.pages[1].obj.Contents = pikepdf.Stream(pdf, b"% segredo")
        pdf.save(path)
    made = transcript_of(path, ocr_page(_LINE), ocr_page(_LINE))
    data = source_of(path).render(made, ExportOptions(pages="1"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
    assert page_text(data) == "Contrato de locação"
    assert b"segredo" not in data


def _signed(path: Path) -> Path:
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        signature = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=b"x")
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, T="a", V=pdf.make_indirect(signature)))
        pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary(T="form", Kids=Array([field]))]), SigFlags=3)
        pdf.save(path)
    return path


def test_a_signed_file_is_left_alone(tmp_path: Path) -> None:
    path = _signed(tmp_path / "a.pdf")
    with pytest.raises(TranscritorError) as caught:
        exported(path, ocr_page(_LINE))
    assert caught.value.info.code is ErrorCode.PDF_SIGNED


def test_a_signed_file_that_needs_no_words_comes_out_as_it_is(tmp_path: Path) -> None:
    path = _signed(tmp_path / "a.pdf")
    page = ocr_page(_LINE, source=PageSource.TEXT)
    assert exported(path, page) == path.read_bytes()
    with pytest.raises(TranscritorError) as caught:
        source_of(path).render(transcript_of(path, page), ExportOptions(pages="1"))
    assert caught.value.info.code is ErrorCode.PDF_SIGNED


def test_a_signed_file_takes_words_where_it_is_cut_into_parts_that_bear_no_signature(tmp_path: Path) -> None:
    path = _signed(tmp_path / "a.pdf")
    made = transcript_of(path, ocr_page(_LINE))
    data = source_of(path).render(made, ExportOptions(portal=Portal("", 1.0)))
    assert page_text(data) == "Contrato de locação"


def test_a_field_for_a_signature_is_no_signature(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([pdf.make_indirect(Dictionary(FT=Name.Sig, T="a"))]), SigFlags=1
        )
        pdf.save(path)
    assert page_text(exported(path, ocr_page(_LINE))) == "Contrato de locação"


def _locked(path: Path, *, user: str) -> Path:
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        allowed = pikepdf.Permissions(extract=False)
        pdf.save(path, encryption=pikepdf.Encryption(owner="dono", user=user, allow=allowed))
    return path


def test_a_locked_file_stays_locked(tmp_path: Path) -> None:
    path = _locked(tmp_path / "a.pdf", user="senha")
    data = exported(path, ocr_page(_LINE), password="senha")
    assert page_text(data, password="senha") == "Contrato de locação"
    with pikepdf.open(io.BytesIO(data), password="senha") as pdf:
        assert not pdf.allow.extract
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("password", "code"), [(None, ErrorCode.PASSWORD_NEEDED), ("outra", ErrorCode.PASSWORD_WRONG)]
)
def test_a_locked_file_asks_for_its_password(tmp_path: Path, password: str | None, code: ErrorCode) -> None:
    path = _locked(tmp_path / "a.pdf", user="senha")
    with pytest.raises(TranscritorError) as caught:
        exported(path, ocr_page(_LINE), password=password)
    assert caught.value.info.code is code


def test_a_file_that_has_changed_is_refused(tmp_path: Path) -> None:
    path = write_pdf(tmp_path, scan())
    made = transcript_of(path, ocr_page(_LINE))
    path.write_bytes(scan({}, {}))
    with pytest.raises(TranscritorError) as caught:
        source_of(path).render(made)
    assert caught.value.info.code is ErrorCode.FILE_CHANGED


def test_a_file_that_has_gone_is_named(tmp_path: Path) -> None:
    path = write_pdf(tmp_path, scan())
    made = transcript_of(path, ocr_page(_LINE))
    path.unlink()
    with pytest.raises(TranscritorError) as caught:
        source_of(path).render(made)
    assert caught.value.info.code is ErrorCode.FILE_MISSING
    with pytest.raises(TranscritorError) as caught:
        SearchablePdfExporter().render(made)
    assert caught.value.info.code is ErrorCode.FILE_MISSING


def test_a_file_without_cross_references_is_mended(tmp_path: Path) -> None:
    data = scan()
    path = write_pdf(tmp_path, data[: data.rindex(b"xref\n0")])
    result = exported(path, ocr_page(_LINE))
    assert page_text(result) == "Contrato de locação"
    with pikepdf.open(io.BytesIO(result)) as pdf:
        assert not pdf.get_warnings()


def test_a_file_that_cannot_be_mended_is_named(tmp_path: Path) -> None:
    path = write_pdf(tmp_path, b"%PDF-1.7\nnothing of a PDF")
    with pytest.raises(TranscritorError) as caught:
        exported(path, ocr_page(_LINE))
    assert caught.value.info.code is ErrorCode.PDF_DAMAGED


def test_a_transcript_with_more_pages_than_the_file_is_refused(tmp_path: Path) -> None:
    path = write_pdf(tmp_path, scan())
    with pytest.raises(TranscritorError) as caught:
        exported(path, ocr_page(_LINE), ocr_page(_LINE))
    assert caught.value.info.code is ErrorCode.PDF_DAMAGED


@given(made=transcripts(), object_streams=st.booleans())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_any_transcript_gives_a_sound_file(tmp_path: Path, made: Transcript, object_streams: bool) -> None:
    pages = made.pages[-1].page_index + 1
    path = write_pdf(tmp_path, scan(*[{}] * pages, object_streams=object_streams))
    whole = replace(made, document=replace(made.document, sha256=transcript_of(path).document.sha256))
    data = source_of(path).render(whole)
    expected = "".join(
        one_line(word.text)
        for each in made.pages
        if has_recognised_words(each)
        for word in each.words()
        if word.source is not WordSource.TEXT_LAYER
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.get_warnings()
        assert len(pdf.pages) == pages
        assert sorted(_mapped(pdf)) == sorted(letters(left) for left in expected if letters(left))


def _mapped(pdf: pikepdf.Pdf) -> list[str]:
    """Every character that the layers show, by the fonts' own maps."""
    found: list[str] = []
    for shown in pdf.pages:
        fonts = shown.obj.get("/Resources", Dictionary()).get("/Font", Dictionary())
        if len(fonts) == 0:
            continue
        to_unicode = _read_map(next(iter(fonts.as_dict().values())).ToUnicode.read_bytes().decode())
        for instruction in pikepdf.parse_content_stream(shown, "Tj"):
            codes = bytes(instruction.operands[0])
            text = "".join(to_unicode[codes[at : at + 2]] for at in range(0, len(codes), 2))
            found += list(letters(text))
    return found


def _read_map(text: str) -> dict[bytes, str]:
    known: dict[bytes, str] = {}
    for first, last, target in re.findall(r"^<(\w{4})> <(\w{4})> <(\w{4})>$", text, re.M):
        for code in range(int(first, 16), int(last, 16) + 1):
            known[code.to_bytes(2, "big")] = chr(int(target, 16) + code - int(first, 16))
    for code, target in re.findall(r"^<(\w{4})> <(\w+)>$", text, re.M):
        known[bytes.fromhex(code)] = bytes.fromhex(target).decode("utf-16-be")
    return known


def test_the_password_is_not_shown() -> None:
    assert "senha" not in repr(SourceFile(Path("a.pdf"), "senha"))


@pytest.mark.parametrize("lies", [0, 90, 270])
def test_a_page_that_was_turned_stands_upright_on_request(tmp_path: Path, lies: int) -> None:
    path = write_pdf(tmp_path, scan({"Rotate": lies}))
    size = (400.0, 300.0) if lies == 0 else (300.0, 400.0)
    page = ocr_page([placed("deitada", 50, 60)], size=size, rotation=90)
    made = source_of(path).render(transcript_of(path, page), ExportOptions(upright=True))
    as_it_lies = source_of(path).render(transcript_of(path, page))
    with pikepdf.open(io.BytesIO(made)) as upright, pikepdf.open(io.BytesIO(as_it_lies)) as lying:
        assert upright.pages[0].obj.Rotate == (lies + 90) % 360
        assert lying.pages[0].obj.get("/Rotate", 0) == lies
    assert page_text(made) == page_text(as_it_lies) == "deitada"


def test_a_page_without_words_that_was_turned_stands_upright_as_well(tmp_path: Path) -> None:
    path = write_pdf(tmp_path, scan({}))
    page = ocr_page(rotation=180)
    made = source_of(path).render(transcript_of(path, page), ExportOptions(upright=True))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.pages[0].obj.Rotate == 180
