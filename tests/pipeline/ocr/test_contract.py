"""What every recognition engine keeps to, whatever it runs on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from tests.pipeline.made_pdfs import Grey, picture_of_text
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pipeline.ocr.adapted_engine import opened
from transcritor_gui.pipeline.ocr.engine import EngineKind, OcrEngine, OcrPage
from transcritor_gui.pipeline.ocr.language_packs import bundled_packs
from transcritor_gui.pipeline.ocr.registry import engines

pytestmark = pytest.mark.integration

_LINES = ["The judgment of the court", "was given on 12 May 2024."]


@pytest.fixture(scope="module", params=engines(), ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> EngineKind:
    found: EngineKind = request.param
    if not found.is_available():
        pytest.skip(f"no {found.name} on this machine")
    return found


@pytest.fixture(scope="module")
def engine(kind: EngineKind) -> Iterator[OcrEngine]:
    made = opened(kind, bundled_packs())
    yield made
    made.close()


@pytest.fixture(scope="module")
def picture() -> Grey:
    return picture_of_text(_LINES, height=420)


@pytest.fixture(scope="module")
def page(engine: OcrEngine, picture: Grey) -> OcrPage:
    return engine.recognise(picture, dpi=200, languages="por+eng")


def test_it_reads_the_words_in_order(page: OcrPage) -> None:
    assert [word.text for word in page.words] == " ".join(_LINES).split()


def test_boxes_lie_on_the_ink(page: OcrPage, picture: Grey) -> None:
    for word in page.words:
        assert 0 <= word.x0 < word.x1 <= picture.shape[1]
        assert 0 <= word.y0 < word.y1 <= picture.shape[0]
        assert picture[word.y0 : word.y1, word.x0 : word.x1].min() < 100
    outside = picture.copy()
    for word in page.words:
        outside[word.y0 - 3 : word.y1 + 3, word.x0 - 3 : word.x1 + 3] = 255
    assert outside.min() > 200


def test_confidences_are_shares(page: OcrPage) -> None:
    assert all(0 <= word.confidence <= 1 for word in page.words)
    assert page.mean_confidence is not None
    assert page.mean_confidence > 0.8


def test_lines_are_told_apart(page: OcrPage) -> None:
    first, second = len(_LINES[0].split()), len(_LINES[1].split())
    keys = [(word.block, word.paragraph, word.line) for word in page.words]
    assert len(set(keys[:first])) == 1
    assert len(set(keys[first:])) == 1
    assert keys[0] != keys[first]
    assert len(keys) == first + second


def test_an_empty_picture_has_no_words(engine: OcrEngine) -> None:
    blank = np.full((300, 400), 255, np.uint8)
    assert engine.recognise(blank, dpi=300, languages="eng").words == ()


def test_a_tiny_picture_does_no_harm(engine: OcrEngine) -> None:
    assert engine.recognise(np.zeros((2, 3), np.uint8), dpi=300, languages="eng").words == ()


def test_a_picture_cut_out_of_another_is_read_alike(engine: OcrEngine, picture: Grey, page: OcrPage) -> None:
    wide = np.hstack((picture, np.full_like(picture, 255)))
    part = wide[:, : picture.shape[1]]
    assert engine.recognise(part, dpi=200, languages="por+eng") == page


def test_the_languages_may_change_between_pictures(engine: OcrEngine, picture: Grey, page: OcrPage) -> None:
    assert engine.recognise(picture, dpi=200, languages="eng").words
    assert engine.recognise(picture, dpi=200, languages="por+eng") == page


@pytest.mark.parametrize("languages", ["xxx", "por+xxx"])
def test_a_missing_language_is_named(engine: OcrEngine, picture: Grey, languages: str) -> None:
    with pytest.raises(TranscritorError) as caught:
        engine.recognise(picture, dpi=200, languages=languages)
    assert caught.value.info.code is ErrorCode.LANGUAGE_MISSING
    assert caught.value.info.fact("language") == "xxx"
    assert caught.value.info.fact("installed") == "eng, por"


def test_the_name_tells_the_version_and_is_known_before_it_is_opened(
    kind: EngineKind, engine: OcrEngine
) -> None:
    assert engine.name.startswith(f"{kind.name} ")
    assert kind.version() == engine.name


def test_it_reads_the_languages_that_come_with_the_program(kind: EngineKind) -> None:
    assert {"eng", "por"} <= set(kind.languages(bundled_packs()))
