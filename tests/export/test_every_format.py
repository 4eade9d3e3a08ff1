"""Whatever a transcript holds, every format takes it, and the file is one that its readers can open."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.examples import times
from tests.export.strategies import transcripts
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import ExportChoice, Exporter, ExportOptions, exporters, joined
from transcritor_gui.model import Transcript

_FORMATS = tuple(exporter for exporter in exporters() if not exporter.needs_source)
_JOINING = tuple(exporter for exporter in _FORMATS if ExportChoice.ALL_IN_ONE in exporter.choices)
_OF_TABLES = frozenset({"csv", "xlsx"})
_XML = frozenset({"html", "report", "hocr", "alto", "page"})
_few = times(0.25)

_options = st.builds(
    ExportOptions,
    flowing=st.none() | st.booleans(),
    columns=st.booleans(),
    leave_out_headers_and_footers=st.booleans(),
    decimal_comma=st.booleans(),
)


def _named(exporter: Exporter) -> str:
    return exporter.format


def _assert_can_be_opened(exporter: Exporter, data: bytes) -> None:
    if exporter.is_text:
        text = data.decode()
        assert "\x00" not in text
        if exporter.format in _XML:
            etree.fromstring(data, etree.XMLParser(resolve_entities=False))
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            # LibreOffice's own templates hold an empty list of keyboard shortcuts
            if entry.file_size and entry.filename.endswith((".xml", ".rels", ".xhtml", ".opf")):
                etree.fromstring(archive.read(entry), etree.XMLParser(resolve_entities=False))


def _assert_is_written(exporter: Exporter, made: Transcript, options: ExportOptions) -> None:
    """And can be opened; a format of tables alone where there are none says so."""
    if exporter.format in _OF_TABLES and not any(page.tables for page in made.pages):
        with pytest.raises(TranscritorError) as caught:
            exporter.render(made, options)
        assert caught.value.info.code is ErrorCode.NO_TABLES
    else:
        _assert_can_be_opened(exporter, exporter.render(made, options))


@pytest.mark.parametrize("exporter", _FORMATS, ids=_named)
@given(made=transcripts(), options=_options)
@_few
def test_any_transcript_with_any_options(
    exporter: Exporter, made: Transcript, options: ExportOptions
) -> None:
    _assert_is_written(exporter, made, options)


@pytest.mark.parametrize("exporter", _JOINING, ids=_named)
@given(parts=st.lists(transcripts(), min_size=1, max_size=3))
@_few
def test_any_transcripts_in_one_file(exporter: Exporter, parts: list[Transcript]) -> None:
    _assert_is_written(exporter, joined(parts, title="tudo"), ExportOptions())
