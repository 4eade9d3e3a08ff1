"""The evidence report: where each page comes from, what to look at first, and no way in for names."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from msgspec import structs

from tests.export.making import block, failed_page, page, sample, transcript
from tests.export.strategies import transcripts
from transcritor_gui import __version__
from transcritor_gui.export import ExportOptions
from transcritor_gui.export.formats.report_file import ReportExporter
from transcritor_gui.i18n import install_language
from transcritor_gui.model import (
    Box,
    Conferral,
    Correction,
    CorrectionKind,
    PageResult,
    PageSource,
    PageWarning,
    RefusalReason,
    Transcript,
    WarningCode,
    WordSource,
    evidence_written,
)

BOX = Box(10, 10, 60, 20)


class _Checker(HTMLParser):
    """Fails on tags that are not closed in order; gathers ids and links."""

    _EMPTY = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "script"
        if tag not in self._EMPTY:
            self.opened.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [(value or "").removeprefix("#") for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._EMPTY:
            assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.opened[-1:] != ["style"]:
            self.text += data + "\n"


def _report(made: Transcript, pages: str = "") -> str:
    return ReportExporter().render(made, ExportOptions(pages=pages)).decode()


def _checked(made: Transcript) -> _Checker:
    checker = _Checker()
    checker.feed(_report(made))
    checker.close()
    assert checker.opened == []
    assert len(set(checker.ids)) == len(checker.ids)
    assert set(checker.links) <= set(checker.ids)
    return checker


def _ocr(text: str, *warnings: PageWarning, doubtful: int = 0, corrected: str = "") -> PageResult:
    made = page(block(text))
    (paragraph,) = made.blocks
    (line,) = paragraph.lines
    words = [
        structs.replace(
            word,
            source=WordSource.CORRECTED if word.text == corrected else WordSource.OCR,
            alternative="c0rrigida" if word.text == corrected else None,
            doubtful=number < doubtful,
        )
        for number, word in enumerate(line.words)
    ]
    blocks = (replace(paragraph, lines=(structs.replace(line, words=tuple(words)),)),)
    return replace(
        made,
        source=PageSource.OCR,
        blocks=blocks,
        warnings=warnings,
        confidence=0.91,
        language="por",
        language_evidence=evidence_written("por 46%, eng 4%"),
        engine="tesserocr 2.13.0",
        seconds=1.25,
    )


def test_what_is_known_of_the_file_is_there() -> None:
    text = _checked(sample()).text
    assert "sentença.pdf" in text
    assert "0" * 64 in text
    assert "1,000 bytes" in text
    assert f"Transcritor {__version__}" in text


def test_each_page_tells_how_its_text_came_about() -> None:
    text = _checked(transcript(_ocr("uma palavra", doubtful=1))).text
    for words in ("OCR", "91 %", "por 46%, eng 4%", "tesserocr 2.13.0", "1.2 s"):
        assert words in text


def test_pages_for_a_persons_eye_come_before_all_others_the_failed_first() -> None:
    low = PageWarning(WarningCode.LOW_CONFIDENCE)
    made = transcript(page(block("a")), _ocr("b", low), failed_page(2), _ocr("c d", doubtful=2))
    report = _report(made)
    attention = report[report.index("Pages that need a person’s eye") : report.index("The file")]
    assert re.findall(r'href="#page-(\d+)"', attention) == ["3", "2", "4"]
    assert "Page 3 could not be read." in attention
    assert ">4</a> (2)" in attention


def test_a_refused_text_layer_says_why() -> None:
    warning = PageWarning(WarningCode.TEXT_LAYER_REFUSED, refusal=RefusalReason.LETTERS_WITHOUT_WORDS)
    assert "Reason: letters that make no words." in _checked(transcript(_ocr("a", warning))).text


def test_corrections_stand_beside_what_was_read() -> None:
    report = _report(transcript(_ocr("palavra corrigida", corrected="corrigida")))
    assert '<td dir="auto">c0rrigida</td><td dir="auto">corrigida</td>' in report


def test_who_corrected_and_compared_a_page_stands_with_the_time() -> None:
    when = datetime(2026, 5, 4, 13, 58, tzinfo=UTC)
    fixed = replace(
        _ocr("palavra corrigida"),
        corrections=(
            Correction(0, CorrectionKind.TEXT, BOX, "c0rrigida", "corrigida", made_at=when, made_by="Ana"),
            Correction(0, CorrectionKind.TEXT, BOX, "palavra", "palavra", made_at=when, made_by="Ana"),
        ),
        conferral=Conferral(when, "Beto"),
    )
    report = _report(transcript(fixed))
    assert '<td dir="auto">corrigida</td><td>Ana, 2026-05-04 13:58 UTC</td>' in report
    assert report.count("Ana, ") == 1
    assert "Beto, 2026-05-04 13:58 UTC" in report


def test_hostile_names_stay_words() -> None:
    name = "<script>alert(1)</script>\u202e&amp;\x00.pdf"
    checker = _checked(transcript(page(block("a")), name=name))
    assert "<script>" not in _report(transcript(page(block("a")), name=name))
    assert "<script>alert(1)</script>" in unescape(checker.text)


def test_nothing_is_fetched_from_anywhere() -> None:
    assert not re.search(r"(src=|url\(|https?:|@import)", _report(sample()))


def test_only_the_pages_asked_for() -> None:
    report = _report(sample(), "2")
    assert 'id="page-2"' in report
    assert 'id="page-1"' not in report


def test_numbers_are_written_as_the_language_has_them() -> None:
    install_language("pt_BR")
    try:
        report = _report(sample())
    finally:
        install_language("en")
    assert '<html lang="pt-BR">' in report
    assert "1.000 bytes" in report


@given(transcripts())
def test_any_transcript_can_be_reported(made: Transcript) -> None:
    checker = _checked(made)
    assert [int(each.removeprefix("page-")) for each in checker.ids] == [
        each.page_index + 1 for each in made.pages
    ]
    assert _report(made) == _report(made)
