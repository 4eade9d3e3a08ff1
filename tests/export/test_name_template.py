"""File names from templates: filled, checked, safe, and never too long."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.name_template import NameFields, check_template, field_meanings, filled_name

_FIELDS = NameFields(
    name="contrato",
    done_at=datetime(2026, 3, 31, 14, 5, tzinfo=UTC),
    pages=12,
    n=7,
    language="por+eng",
    format="txt",
    folder="Processos",
)


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{name}", "contrato.txt"),
        ("", "contrato.txt"),
        ("{n:03} {name}", "007 contrato.txt"),
        ("{n}", "7.txt"),
        ("{date} {time} {name}", "2026-03-31 14-05 contrato.txt"),
        ("{name} ({pages} p., {language}, {format})", "contrato (12 p., por+eng, txt).txt"),
        ("{folder} - {name}", "Processos - contrato.txt"),
        ("{{{name}}}", "{contrato}.txt"),
        ("a/{name}:b", "a_contrato_b.txt"),
        ("{pages:4}", "12.txt"),
    ],
)
def test_a_template_is_filled(template: str, name: str) -> None:
    assert filled_name(template, _FIELDS, ".txt") == name


@pytest.mark.parametrize(
    "template", ["{nome}", "{", "}", "{name!r}", "{name:>9}", "{n:x}", "{}", "{0}", "{n.real}"]
)
def test_what_cannot_be_filled_is_refused_with_the_fields_there_are(template: str) -> None:
    with pytest.raises(TranscritorError) as caught:
        check_template(template)
    assert caught.value.info.code is ErrorCode.NAME_TEMPLATE_BAD
    assert "{pages}" in caught.value.info.fact("known")


def test_every_field_that_is_told_can_be_used() -> None:
    for field, meaning in field_meanings():
        check_template(field)
        assert meaning


def test_a_long_name_gives_way_to_what_follows_it() -> None:
    name = filled_name("{name} {n:03}", replace(_FIELDS, name="ç" * 300), ".txt")
    assert name.endswith("ç 007.txt")
    assert len(name.encode()) <= 204


@given(st.text(max_size=300), st.text(max_size=40), st.integers(0, 10**9))
def test_any_document_can_be_named(name: str, folder: str, number: int) -> None:
    fields = replace(_FIELDS, name=name, folder=folder, n=number)
    made = filled_name("{folder} {name} {n:03}", fields, ".docx")
    assert made.endswith(".docx")
    assert len(made.encode()) <= 210
    assert not set(made) & set('<>:"/\\|?*\x00')


@given(st.text("{}:!namepgs03", max_size=12))
def test_any_template_is_filled_or_refused(template: str) -> None:
    try:
        name = filled_name(template, _FIELDS, ".txt")
    except TranscritorError:
        return
    assert name.endswith(".txt")
