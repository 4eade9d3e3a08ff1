"""RegionReading in a language that nobody named."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcritor_gui.model import AUTO_LANGUAGES, Box, Word, WordSource
from transcritor_gui.pipeline.ocr.language_packs import bundled_packs, packs_in
from transcritor_gui.pipeline.recognition.auto_language import languages_to_begin_with, read_again_in
from transcritor_gui.pipeline.recognition.picture import RegionReading

_SPANISH = (
    "todos los seres humanos nacen libres e iguales en dignidad y derechos y deben comportarse los unos con"
    " los otros como están"
)
_PORTUGUESE = (
    "todos os seres humanos nascem livres e iguais em dignidade e em direitos e devem agir para com os outros"
)


@pytest.fixture
def installed(tmp_path: Path) -> tuple[str, ...]:
    for code in ("por", "eng", "spa", "osd"):
        (tmp_path / f"{code}.traineddata").touch()
    return packs_in(tmp_path).installed


def _reading(text: str, confidence: float = 0.8) -> RegionReading:
    box = Box(0, 0, 1, 1)
    return RegionReading(tuple(Word(word, box, confidence, WordSource.OCR) for word in text.split()), 0, 0.0)


class _Reader:
    def __init__(self, answer: RegionReading) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def __call__(self, languages: str) -> RegionReading:
        self.asked.append(languages)
        return self.answer


def test_named_languages_are_kept(installed: tuple[str, ...]) -> None:
    assert languages_to_begin_with("eng", installed) == "eng"


def test_auto_begins_with_portuguese_and_english(installed: tuple[str, ...]) -> None:
    assert languages_to_begin_with(AUTO_LANGUAGES, installed) == "por+eng"


def test_auto_begins_with_what_there_is(tmp_path: Path) -> None:
    (tmp_path / "deu.traineddata").touch()
    assert languages_to_begin_with(AUTO_LANGUAGES, packs_in(tmp_path).installed) == "deu"


def test_an_ordinary_page_is_read_once(installed: tuple[str, ...]) -> None:
    first, reader = _reading(_PORTUGUESE), _Reader(_reading(""))
    assert read_again_in(first, reader, languages="por+eng", installed=installed) == (first, "por+eng")
    assert reader.asked == []


def test_a_page_in_another_installed_language_is_read_in_it(installed: tuple[str, ...]) -> None:
    better = _reading(_SPANISH, 0.95)
    reader = _Reader(better)
    found = read_again_in(_reading(_SPANISH), reader, languages="por+eng", installed=installed)
    assert found == (better, "spa")
    assert reader.asked == ["spa"]


def test_the_first_reading_stays_when_the_second_is_worse(installed: tuple[str, ...]) -> None:
    first = _reading(_SPANISH)
    found = read_again_in(first, _Reader(_reading("todos")), languages="por+eng", installed=installed)
    assert found == (first, "por+eng")


def test_a_language_that_is_not_installed_is_not_asked_for() -> None:
    first, reader = _reading(_SPANISH), _Reader(_reading(""))
    found = read_again_in(first, reader, languages="por+eng", installed=bundled_packs().installed)
    assert found == (first, "por+eng")
    assert reader.asked == []
