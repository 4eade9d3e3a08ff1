"""Every format is offered once, and found by its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.export.making import sample, transcript
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import ExportOptions, exporter_for, exporters
from transcritor_gui.export.exporter import Exporter


@pytest.mark.parametrize("exporter", exporters(), ids=lambda exporter: exporter.format)
class TestEveryFormat:
    def test_is_found_by_its_name(self, exporter: Exporter) -> None:
        assert type(exporter_for(exporter.format.upper())) is type(exporter)

    def test_has_a_label_and_a_suffix(self, exporter: Exporter) -> None:
        assert exporter.label()
        assert exporter.suffix.startswith(".")

    def test_says_what_it_is_sent_as(self, exporter: Exporter) -> None:
        kind, _, encoding = exporter.media_type.partition("; ")
        assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", kind)
        assert encoding == ("charset=utf-8" if kind.startswith("text/") else "")

    def test_gives_the_same_bytes_again(self, exporter: Exporter) -> None:
        if exporter.needs_source:
            pytest.skip("its own tests have a PDF at hand")
        assert exporter.render(sample()) == exporter.render(sample())

    def test_refuses_a_range_outside_the_document(self, exporter: Exporter) -> None:
        with pytest.raises(TranscritorError) as caught:
            exporter.render(sample(), ExportOptions(pages="9"))
        assert caught.value.info.code is ErrorCode.BAD_PAGE_RANGE

    def test_says_when_there_is_nothing_yet(self, exporter: Exporter) -> None:
        with pytest.raises(TranscritorError) as caught:
            exporter.render(transcript())
        assert caught.value.info.code is ErrorCode.NOTHING_TO_EXPORT


def test_names_and_suffixes_are_unique() -> None:
    known = exporters()
    assert len({exporter.format for exporter in known}) == len(known)


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(TranscritorError) as caught:
        exporter_for("doc")
    assert caught.value.info.code is ErrorCode.FORMAT_UNKNOWN
    assert "txt" in caught.value.info.fact("known")


def test_every_format_has_a_page_with_a_sample() -> None:
    folder = Path(__file__).parents[2] / "docs" / "formats"
    index = (folder / "README.md").read_text(encoding="utf-8")
    for exporter in exporters():
        assert (folder / f"{exporter.format}.md").is_file(), exporter.format
        assert f"({exporter.format}.md)" in index


def test_what_offices_ask_for_first_stands_first() -> None:
    first = [exporter.format for exporter in exporters()][:3]
    assert first == ["docx", "pdf", "pdfa"]
