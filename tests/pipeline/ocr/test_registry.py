"""The engines there are, and a third one that is nothing but a module and its entry."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from tests.pipeline.made_pdfs import image_page, picture_of_text, save_pdf
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import DEFAULT_ENGINE, OcrMode, PageSource, TranscriptionOptions, Word
from transcritor_gui.pipeline import LanguagePacks, PageTask, bundled_packs, transcribe_page
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import EngineKind, OcrEngine, OcrPage, OcrWord
from transcritor_gui.pipeline.ocr.registry import engine_named, engines, open_orientation
from transcritor_gui.pipeline.state import WorkerState


class _Dictation:
    """Reads the same line on every picture, in one piece, without a word on how sure it is."""

    name = "dictation 1.0"

    def __init__(self, packs: LanguagePacks) -> None:
        self._packs = packs

    def prepare(self, languages: str) -> None:
        pass

    def recognise(self, image: GreyImage, *, dpi: float, languages: str) -> OcrPage:
        del image, dpi
        self._packs.require(languages)
        return OcrPage((OcrWord("the committee met", 100, 120, 1800, 180, 0.0, 1, 1, 1),))

    def close(self) -> None:
        pass


DICTATION = EngineKind(
    name="dictation",
    label=lambda: "Dictation",
    is_available=lambda: True,
    version=lambda: "dictation 1.0",
    languages=lambda packs: packs.installed,
    open=_Dictation,
    gives_boxes=False,
    gives_confidences=False,
    needs_network=True,
)


def _words_read_by(kind: EngineKind, pdf: Path, *, second_opinion: bool) -> tuple[tuple[Word, ...], str]:
    state = WorkerState((*engines(), kind))
    options = TranscriptionOptions("eng", OcrMode.ALWAYS, engine=kind.name, second_opinion=second_opinion)
    page = transcribe_page(PageTask(str(pdf), 0, options, None, bundled_packs()), state=state)
    state.close()
    assert page.source is PageSource.OCR
    return tuple(page.words()), page.engine


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    made = pikepdf.new()
    image_page(made, picture_of_text(["the committee met"] * 5, width=2000, height=1200), dpi=200)
    return Path(save_pdf(made, tmp_path / "scan.pdf"))


def test_the_first_is_the_one_that_options_begin_with() -> None:
    assert engines()[0].name == DEFAULT_ENGINE == TranscriptionOptions().engine


def test_names_are_used_once() -> None:
    assert len({kind.name for kind in engines()}) == len(engines())


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(TranscritorError) as caught:
        engine_named("xerox")
    assert caught.value.info.code is ErrorCode.SETTINGS_INVALID
    assert "tesserocr" in str(caught.value.info.fact("allowed"))


def test_a_third_engine_reads_a_page(pdf: Path) -> None:
    words, engine = _words_read_by(DICTATION, pdf, second_opinion=False)
    assert [word.text for word in words] == ["the", "committee", "met"]
    assert engine == "dictation 1.0"


def test_words_of_a_line_share_its_box_by_their_letters(pdf: Path) -> None:
    words, _ = _words_read_by(DICTATION, pdf, second_opinion=False)
    for word, following in pairwise(words):
        assert word.box.x1 < following.box.x0
    assert words[1].box.width > 2 * words[0].box.width


def test_what_nobody_vouches_for_is_doubtful_and_has_no_confidence(pdf: Path) -> None:
    words, _ = _words_read_by(DICTATION, pdf, second_opinion=False)
    assert all(word.doubtful and word.confidence is None for word in words)


def test_an_engine_without_orientation_uses_that_of_the_first_that_has_one() -> None:
    def unused(packs: LanguagePacks) -> OcrEngine:
        del packs
        pytest.fail("opened for nothing")

    kind = replace(DICTATION, open=unused)
    reader = open_orientation(kind, bundled_packs(), (kind, *engines()))
    assert reader.read_surely(picture_of_text(["the committee met"], height=200), dpi=200) is not None
    reader.close()


def test_where_no_engine_tells_orientation_it_is_said() -> None:
    with pytest.raises(TranscritorError) as caught:
        open_orientation(DICTATION, bundled_packs(), (DICTATION,))
    assert caught.value.info.code is ErrorCode.ENGINE_MISSING
