"""Pages that stand wrongly are found; upright ones are never turned."""

from __future__ import annotations

import cv2
import numpy as np
import pypdfium2
import pytest

from tests.corpus import corpus_dir, corpus_file
from tests.pipeline.scans import as_photographed, drawn_page, tilted
from transcritor_gui.pipeline.cleanup import orientation
from transcritor_gui.pipeline.cleanup.grey import as_grey
from transcritor_gui.pipeline.cleanup.orientation import detect_rotation
from transcritor_gui.pipeline.cleanup.orientation_classifier import classified_turn
from transcritor_gui.pipeline.cleanup.text_orientation import TextOrientation, text_orientation_of
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import SeenOrientation, SurelyRead
from transcritor_gui.pipeline.ocr.language_packs import bundled_packs
from transcritor_gui.pipeline.ocr.tesserocr_orientation import TesserocrOrientation


def _turn(page: GreyImage, dpi: float = 150) -> int:
    reader = TesserocrOrientation(bundled_packs())
    turn = detect_rotation(page, dpi=dpi, reader=reader)
    reader.close()
    return turn


def _turned(page: GreyImage, clockwise: int) -> GreyImage:
    return np.ascontiguousarray(np.rot90(page, -(clockwise // 90)))


@pytest.mark.parametrize("wrong_by", [90, 180, 270])
def test_says_how_to_turn_a_page_back(wrong_by: int) -> None:
    assert _turn(_turned(drawn_page(), wrong_by)) == 360 - wrong_by


@pytest.mark.parametrize("degrees", [0, -8, 8])
def test_an_upright_page_stays(degrees: float) -> None:
    assert _turn(tilted(drawn_page(), degrees)) == 0


def test_an_upright_page_is_settled_by_its_letters_alone() -> None:
    assert text_orientation_of(drawn_page()).turn == 0


def test_a_bad_scan_is_told_too() -> None:
    assert _turn(as_photographed(drawn_page())) == 0
    assert _turn(_turned(as_photographed(drawn_page()), 180)) == 180


@pytest.mark.parametrize("value", [0, 128, 255])
def test_an_empty_page_stays(value: int) -> None:
    assert _turn(np.full((1100, 850), value, np.uint8)) == 0


def test_noise_stays() -> None:
    grain = np.random.default_rng(4).integers(0, 255, (600, 500)).astype(np.uint8)
    assert _turn(grain) == 0


def test_figures_alone_do_not_turn_a_page() -> None:
    page = np.full((1100, 850), 255, np.uint8)
    for number in range(20):
        text = f"{number * 7919 % 10000:05d}  {number * 104729 % 100000:06d}"
        cv2.putText(page, text, (60, 90 + 45 * number), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 2, cv2.LINE_AA)
    assert _turn(page) == 0


def _picture(name: str) -> GreyImage:
    picture = cv2.imread(str(corpus_file(name)), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    return as_grey(picture)


def _rendered(page: pypdfium2.PdfPage, dpi: float) -> GreyImage:
    return np.ascontiguousarray(page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze())


@pytest.mark.integration
def test_finds_the_turned_pages_of_the_corpus() -> None:
    assert _turn(_picture("gt/en-phototest-rotated-180.png"), 150) == 180
    found = {}
    for name in (
        "gt/en-docling-ocr_test_rotated_90.pdf",
        "digital/ocrmypdf-cardinal.pdf",
        "digital/docling-nemotron_multipage.pdf",
        "digital/ocrmypdf-rotated_skew.pdf",
    ):
        document = pypdfium2.PdfDocument(corpus_file(name))
        found[name] = [_turn(_rendered(page, 200), 200) for page in document]
        document.close()
    assert found == {
        "gt/en-docling-ocr_test_rotated_90.pdf": [90],
        "digital/ocrmypdf-cardinal.pdf": [0, 270, 180, 90],
        "digital/docling-nemotron_multipage.pdf": [0, 180, 270, 90],
        "digital/ocrmypdf-rotated_skew.pdf": [0],
    }


@pytest.mark.integration
@pytest.mark.parametrize("wrong_by", [0, 90, 180, 270])
def test_a_table_full_of_figures_is_told_by_its_words(wrong_by: int) -> None:
    with pypdfium2.PdfDocument(
        corpus_file("digital/pdfplumber-nics-background-checks-2015-11-rotated.pdf")
    ) as document:
        page = _rendered(document[0], 200)
    assert _turn(_turned(page, wrong_by), 200) == (270 - wrong_by) % 360


@pytest.mark.integration
def test_turns_no_upright_page_of_the_ground_truth() -> None:
    turned = []
    for path in sorted(corpus_dir().glob("gt/*")):
        if path.suffix in (".png", ".jpg", ".tif") and "rotated" not in path.name:
            picture = _picture(f"gt/{path.name}")
            if _turn(picture, max(picture.shape) / 11.7):
                turned.append(path.name)
    assert turned == []


def _page_of_figures() -> GreyImage:
    page = np.full((1754, 1240), 255, np.uint8)
    for row in range(36):
        for column in range(4):
            amount = (row * 7919 + column * 104729) % 1000000 / 100
            at = (90 + 280 * column, 90 + 44 * row)
            cv2.putText(page, f"{amount:09.2f}", at, cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 2, cv2.LINE_AA)
    return page


def test_a_page_of_figures_stays_when_it_is_upright() -> None:
    assert _turn(_page_of_figures()) == 0


@pytest.mark.parametrize("wrong_by", [90, 180, 270])
def test_a_page_of_figures_is_turned_back(wrong_by: int) -> None:
    assert _turn(_turned(_page_of_figures(), wrong_by)) == 360 - wrong_by


@pytest.mark.parametrize("wrong_by", [0, 90, 180, 270])
def test_the_classifier_tells_how_to_turn_a_page_back(wrong_by: int) -> None:
    told = classified_turn(_turned(drawn_page(), wrong_by))
    assert told.turn == -wrong_by % 360
    assert told.certainty > 0.8


def test_the_classifier_looks_at_the_whole_of_a_long_page() -> None:
    receipt = np.vstack([drawn_page(lines=4), np.full((1100, 850), 255, np.uint8), drawn_page()])
    assert classified_turn(_turned(receipt, 180)).turn == 180


def test_the_classifier_says_nothing_of_an_empty_page() -> None:
    assert classified_turn(np.full((1100, 850), 255, np.uint8)).certainty < 0.8


def test_a_small_picture_is_no_trouble_to_the_classifier() -> None:
    assert classified_turn(np.full((9, 40), 255, np.uint8)).certainty < 0.8


class _NeverAsked:
    """A third voice on pages of which the first two tell enough."""

    def orientation_of(self, picture: GreyImage, *, dpi: float) -> SeenOrientation | None:
        raise AssertionError((picture.shape, dpi))

    def read_surely(self, picture: GreyImage, *, dpi: float) -> SurelyRead | None:
        raise AssertionError((picture.shape, dpi))

    def close(self) -> None:
        pass


def test_no_third_voice_is_asked_where_the_letters_say_nothing_and_the_classifier_is_sure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(orientation, "text_orientation_of", lambda page: TextOrientation(200, None, False))
    assert detect_rotation(drawn_page(), dpi=150, reader=_NeverAsked()) == 0
