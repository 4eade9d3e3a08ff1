"""Several documents as one, in every format that says it can."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.export.making import block, failed_page, page, sample, transcript
from tests.export.strategies import transcripts
from transcritor_gui.export import ExportChoice, Exporter, ExportOptions, exporters
from transcritor_gui.export.formats.plain_text import TextExporter
from transcritor_gui.export.joining import joined, without_selection
from transcritor_gui.export.selection import selected
from transcritor_gui.model import BlockKind, Transcript

_JOINING = tuple(exporter for exporter in exporters() if ExportChoice.ALL_IN_ONE in exporter.choices)


def _text(*parts: Transcript, options: ExportOptions | None = None) -> str:
    chosen = options if options is not None else ExportOptions()
    return (
        TextExporter()
        .render(joined([selected(part, chosen) for part in parts], title="x"), without_selection(chosen))
        .decode()
    )


def test_each_document_begins_on_a_new_page_under_its_name() -> None:
    first, second = transcript(page(block("um"))), transcript(page(block("dois")), name="laudo.pdf")
    assert _text(first, second) == "contrato.pdf\n\num\n\flaudo.pdf\n\ndois\n"


def test_a_page_range_is_of_each_document() -> None:
    made = transcript(page(block("a")), page(block("b")))
    assert _text(made, made, options=ExportOptions(pages="2")) == "contrato.pdf\n\nb\n\fcontrato.pdf\n\nb\n"


def test_headings_go_below_the_names_of_the_documents() -> None:
    made = joined((sample(),), title="x")
    headings = [part for part in made.pages[0].blocks if part.kind is BlockKind.HEADING]
    assert [(part.level, part.text) for part in headings] == [(1, "sentença.pdf"), (2, "Sentença")]


def test_a_failed_page_keeps_the_number_that_it_has_in_its_document() -> None:
    text = _text(transcript(page(block("a"))), transcript(page(block("b")), failed_page(1)))
    assert text.endswith("Page 2 could not be read.\n")


@pytest.mark.parametrize("exporter", _JOINING, ids=lambda exporter: exporter.format)
def test_both_names_are_in_the_file(exporter: Exporter) -> None:
    made = joined((sample(), sample()), title="tudo")
    data = exporter.render(made)
    assert data == exporter.render(made)
    if exporter.is_text:
        assert data.decode().count("sentença.pdf") >= 2


@given(st.lists(transcripts(), min_size=1, max_size=3))
def test_any_transcripts_can_be_joined(parts: list[Transcript]) -> None:
    made = joined(parts, title="x")
    assert [each.page_index for each in made.pages] == list(range(sum(len(part.pages) for part in parts)))
    assert made.document.page_count == len(made.pages)
    assert tuple(made.pages) == tuple(made.pages[place] for place in range(len(made.pages))) == made.pages[:]
