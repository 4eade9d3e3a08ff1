"""Handwriting in exports: out of the running text unless it was asked for, and marked wherever it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.export.making import block, page, transcript
from transcritor_gui.export.exporter import DEFAULT_OPTIONS
from transcritor_gui.export.formats.alto_file import AltoExporter
from transcritor_gui.export.formats.docx_file import DocxExporter
from transcritor_gui.export.formats.hocr_file import HocrExporter
from transcritor_gui.export.formats.json_file import JsonExporter, read_json
from transcritor_gui.export.formats.page_xml_file import page_xml
from transcritor_gui.export.formats.plain_text import TextExporter
from transcritor_gui.export.formats.report_file import ReportExporter
from transcritor_gui.export.selection import selected
from transcritor_gui.model import Block, BlockKind, Box, PageWarning, Transcript, WarningCode

_UNREAD = Block(BlockKind.HANDWRITING, (), Box(100, 700, 200, 740))


def _made(*, is_wanted: bool = False) -> Transcript:
    made = transcript(page(block("Ciente."), block("João Souza", BlockKind.HANDWRITING), _UNREAD))
    return replace(made, options=replace(made.options, handwriting_in_text=is_wanted))


def test_running_text_is_without_handwriting() -> None:
    assert TextExporter().render(_made()).decode() == "Ciente.\n"


def test_running_text_tells_handwriting_where_it_was_asked_for() -> None:
    assert TextExporter().render(_made(is_wanted=True)).decode() == (
        "Ciente.\n\n[Handwritten, read with little certainty:]\nJoão Souza\n\n[Handwritten, not read.]\n"
    )


@pytest.mark.parametrize("is_wanted", [False, True])
def test_documents_that_are_chosen_from_twice_tell_it_once(is_wanted: bool) -> None:
    once = selected(_made(is_wanted=is_wanted), DEFAULT_OPTIONS)
    assert selected(once, DEFAULT_OPTIONS).pages[0] == once.pages[0]


def test_a_word_processor_gets_it_on_request() -> None:
    assert DocxExporter().render(_made()) != DocxExporter().render(_made(is_wanted=True))


def test_json_keeps_the_blocks_and_leaves_them_out_of_its_text() -> None:
    made = _made()
    written = JsonExporter().render(made)
    assert b'"text":"Ciente."' in written
    assert read_json(written) == made


def test_formats_with_places_mark_it() -> None:
    made = _made()
    assert '<TextBlock ID="p1_b2" TAGREFS="handwriting"' in AltoExporter().render(made).decode()
    assert HocrExporter().render(made).decode().count("x_handwritten 1") == 2
    assert page_xml(made.pages[0], stem="a").count('production="handwritten-cursive"') == 2


def test_the_report_says_so() -> None:
    made = _made()
    told = replace(made.pages[0], warnings=(PageWarning(WarningCode.HANDWRITING, figure=2),))
    written = ReportExporter().render(replace(made, pages=(told,))).decode()
    assert "Handwriting in 2 places was read with little certainty, or not at all." in written
