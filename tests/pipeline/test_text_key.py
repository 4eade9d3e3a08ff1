"""The key of a page changes with all that its text depends on, and with nothing else."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from tests.other_options import OTHER_OPTIONS
from transcritor_gui.model import AUTO_LANGUAGES, TranscriptionOptions
from transcritor_gui.pipeline import text_key
from transcritor_gui.pipeline.ocr.language_packs import bundled_packs, packs_in
from transcritor_gui.pipeline.ocr.registry import engine_named
from transcritor_gui.pipeline.text_key import PIPELINE_VERSION, page_key

_USUAL = TranscriptionOptions()
_CANNOT_CHANGE_THE_TEXT = {"pages", "handwriting_in_text"}


@pytest.mark.parametrize("name", [field.name for field in fields(TranscriptionOptions)])
def test_every_field_changes_the_key_but_those_that_cannot_change_the_text(name: str) -> None:
    other = replace(_USUAL, **{name: getattr(OTHER_OPTIONS, name)})
    is_same = page_key(other, bundled_packs()) == page_key(_USUAL, bundled_packs())
    assert is_same is (name in _CANNOT_CHANGE_THE_TEXT)


def test_a_language_that_joins_changes_the_key_of_automatic_reading_and_of_its_own(tmp_path: Path) -> None:
    automatic, english = replace(_USUAL, languages=AUTO_LANGUAGES), replace(_USUAL, languages="eng")
    (tmp_path / "eng.traineddata").write_bytes(b"1")
    before = packs_in(tmp_path)
    (tmp_path / "por.traineddata").write_bytes(b"2")
    after = packs_in(tmp_path)
    assert page_key(automatic, before) != page_key(automatic, after)
    assert page_key(_USUAL, before) != page_key(_USUAL, after)
    assert page_key(english, before) == page_key(english, after)


def test_another_folder_changes_the_key_when_its_models_are_others(tmp_path: Path) -> None:
    for folder, content in (("a", b"1"), ("b", b"1"), ("c", b"2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "eng.traineddata").write_bytes(content)
    keys = [page_key(_USUAL, packs_in(tmp_path / folder)) for folder in ("a", "b", "c")]
    assert keys[0] == keys[1] != keys[2]


def test_models_are_read_once_for_as_long_as_they_stay(tmp_path: Path) -> None:
    pack = tmp_path / "eng.traineddata"
    pack.write_bytes(b"1")
    packs = packs_in(tmp_path)
    key = page_key(replace(_USUAL, languages="eng"), packs)
    pack.unlink()
    assert page_key(replace(_USUAL, languages="eng"), packs) == key


def test_a_pipeline_that_reads_differently_has_other_keys() -> None:
    later = page_key(_USUAL, bundled_packs(), version=PIPELINE_VERSION + 1)
    assert later != page_key(_USUAL, bundled_packs())


def test_another_version_of_the_engine_changes_the_key() -> None:
    newer = replace(engine_named(_USUAL.engine), version=lambda: "tesserocr 99")
    assert page_key(_USUAL, bundled_packs(), known=[newer]) != page_key(_USUAL, bundled_packs())


def test_an_engine_that_is_not_here_has_a_key_all_the_same() -> None:
    missing = replace(_USUAL, engine="nowhere")
    assert page_key(missing, bundled_packs()) == page_key(missing, bundled_packs())
    assert page_key(missing, bundled_packs()) != page_key(_USUAL, bundled_packs())


def test_the_second_engine_counts_only_where_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = replace(_USUAL, second_opinion=False)
    before = page_key(_USUAL, bundled_packs()), page_key(alone, bundled_packs())
    monkeypatch.setattr(text_key, "line_reader_version", lambda: "another")
    assert page_key(_USUAL, bundled_packs()) != before[0]
    assert page_key(alone, bundled_packs()) == before[1]
