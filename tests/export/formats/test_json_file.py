"""JSON holds all of a transcript, in a shape that files of earlier versions keep."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from msgspec import Struct

from tests.export.making import sample
from tests.export.strategies import transcripts
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import ExportOptions, read_json
from transcritor_gui.export.formats import json_schema
from transcritor_gui.export.formats.json_file import JsonExporter
from transcritor_gui.model import Transcript, TranscriptionOptions, options_of

_KEPT = Path(__file__).parents[1] / "data" / "transcript-v1.json"


@given(transcripts())
def test_any_transcript_reads_back_equal(made: Transcript) -> None:
    assert read_json(JsonExporter().render(made)) == made


@given(transcripts())
def test_the_same_transcript_gives_the_same_bytes(made: Transcript) -> None:
    assert JsonExporter().render(made) == JsonExporter().render(made)


def test_a_kept_file_of_version_1_reads() -> None:
    assert read_json(_KEPT.read_bytes()) == sample()


def test_version_1_is_still_written_the_same() -> None:
    assert JsonExporter().render(sample()) == _KEPT.read_bytes()


def test_a_page_that_lies_aslant_is_refused() -> None:
    document = json.loads(JsonExporter().render(sample(), ExportOptions()))
    document["pages"][0]["rotation"] = 45
    with pytest.raises(TranscritorError) as caught:
        read_json(json.dumps(document).encode(), name="x.json")
    assert caught.value.info.code is ErrorCode.TRANSCRIPT_UNREADABLE


def test_the_text_of_a_page_needs_no_walk_through_words() -> None:
    pages = json.loads(JsonExporter().render(sample(), ExportOptions(pages="2")))["pages"]
    assert [(page["page_number"], page["text"]) for page in pages] == [(2, "Publique-\nse.")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"\xff",
        b"[1]",
        b'{"format":"other","version":1}',
        b'{"format":"transcritor-transcript","version":2}',
        b'{"format":"transcritor-transcript","version":1,"pages":[]}',
    ],
)
def test_what_is_not_a_transcript_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(TranscritorError) as caught:
        read_json(data, name="x.json")
    assert caught.value.info.code is ErrorCode.TRANSCRIPT_UNREADABLE
    assert caught.value.info.fact("name") == "x.json"


def test_every_field_is_documented() -> None:
    words = (Path(__file__).parents[3] / "docs" / "formats" / "json.md").read_text(encoding="utf-8")
    shapes = [
        shape for shape in vars(json_schema).values() if isinstance(shape, type) and issubclass(shape, Struct)
    ]
    names = {name for shape in shapes for name in shape.__struct_fields__}
    names |= {option.name for option in options_of(TranscriptionOptions)}
    assert [name for name in sorted(names) if f"`{name}`" not in words and name not in words] == []
