"""What a page's file holds, before anything of it is recognised."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pikepdf
import pytest

from tests.corpus import corpus_file
from tests.pipeline.made_pdfs import image_page, line_of_text, picture_of_text, save_pdf, text_page
from transcritor_gui.model import OcrMode, RefusalReason, TranscriptionOptions
from transcritor_gui.pipeline import PageTask, bundled_packs
from transcritor_gui.pipeline.page_content import PageContent, read_page_content
from transcritor_gui.pipeline.pdf.document import page_frame
from transcritor_gui.pipeline.state import worker_state

_LINES = ("the committee met on three occasions", "and heard evidence from the owners", "of the warehouse")


def _content(path: str, *, ocr_mode: OcrMode = OcrMode.AUTO) -> PageContent:
    options = TranscriptionOptions(ocr_mode=ocr_mode)
    state = worker_state()
    document = state.document(path, password=None)
    with state.pdfium, closing(document.page(0)) as page:
        frame = page_frame(page, user_unit=document.user_unit(0))
        return read_page_content(
            PageTask(path, 0, options, None, bundled_packs()), state, document, page, frame
        )


def _page(tmp_path: Path, content: bytes) -> str:
    pdf = pikepdf.new()
    text_page(pdf, content)
    return save_pdf(pdf, tmp_path / "page.pdf")


def _upwards(text: str, x: float, y: float) -> bytes:
    return b"BT /F1 12 Tf 0 1 -1 0 %g %g Tm (%s) Tj ET\n" % (x, y, text.encode())


def test_the_text_layer_is_there_with_nothing_against_it(tmp_path: Path) -> None:
    content = _content(_page(tmp_path, line_of_text(_LINES[0], 80, 700)))
    assert " ".join(word.text for word in content.layer.visible) == _LINES[0]
    assert content.refusal is None
    assert content.main_turn == 0


def test_text_that_runs_up_the_page_has_to_be_turned(tmp_path: Path) -> None:
    lines = b"".join(_upwards(line, 200 + 18 * row, 200) for row, line in enumerate(_LINES))
    assert _content(_page(tmp_path, lines)).main_turn == 90


def test_one_line_across_the_others_does_not_turn_the_page(tmp_path: Path) -> None:
    lines = b"".join(line_of_text(line, 80, 700 - 18 * row) for row, line in enumerate(_LINES))
    assert _content(_page(tmp_path, lines + _upwards("Filed in May", 40, 300))).main_turn == 0


def test_a_scan_is_evidence_of_a_picture_to_be_read(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    image_page(pdf, picture_of_text(_LINES), dpi=200)
    evidence = _content(save_pdf(pdf, tmp_path / "scan.pdf")).evidence
    assert len(evidence.images) == 1
    assert evidence.images[0].width == pytest.approx(evidence.width_pt, abs=1)
    assert evidence.visible == ()


@pytest.mark.integration
def test_a_layer_without_a_map_of_its_letters_is_refused() -> None:
    path = str(corpus_file("digital/ocrmypdf-truetype_font_nomapping.pdf"))
    assert isinstance(_content(path, ocr_mode=OcrMode.NEVER).refusal, RefusalReason)


@pytest.mark.integration
def test_the_page_with_its_map_made_anew_is_the_one_that_is_read() -> None:
    content = _content(str(corpus_file("digital/cid-font-no-tounicode.pdf")), ocr_mode=OcrMode.NEVER)
    assert content.refusal is None
    assert "quick brown fox" in " ".join(word.text for word in content.layer.visible)
