"""Long, bent strokes that no sure word covers are handwriting; print, curves, stamps and logos are not."""

from __future__ import annotations

import cv2
import numpy as np

from tests.pipeline.scans import drawn_page
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.handwriting import PartedWords, part_handwriting
from transcritor_gui.pipeline.recognition.readings import JudgedWord

_DPI = 300
_LINES = 8
_BELOW = 90 + 38 * _LINES
"""Of the last line of print, in pixels at 150 dpi."""


def _page() -> GreyImage:
    return drawn_page(dpi=_DPI, lines=_LINES)


def _curve(page: GreyImage, x: np.ndarray, y: np.ndarray, *, thickness: int = 5) -> None:
    points = np.round(np.stack([x, y], axis=1)).astype(np.int32)
    cv2.polylines(page, [points], isClosed=False, color=20, thickness=thickness, lineType=cv2.LINE_AA)


def _scribble(page: GreyImage, *, left: int, top: int) -> None:
    """Leaning loops, a hundred pixels high and five hundred wide."""
    turns = np.linspace(0, 16 * np.pi, 900)
    lean = np.sin(turns)
    _curve(page, left + 9 * turns + 30 * np.cos(turns) - 25 * lean, top + 50 + 50 * lean)


def _word(text: str, box: tuple[int, int, int, int], line: int, *, confidence: float) -> JudgedWord:
    return JudgedWord(OcrWord(text, *box, confidence, 1, 1, line), doubtful=confidence < 0.8)


def _printed() -> list[JudgedWord]:
    """One sure word for each line of print."""
    return [
        _word(
            "printed",
            (110, 2 * (90 + 38 * line) - 48, 1600, 2 * (90 + 38 * line) + 16),
            line,
            confidence=0.95,
        )
        for line in range(_LINES)
    ]


def _parted(page: GreyImage, *words: JudgedWord) -> PartedWords:
    return part_handwriting([*_printed(), *words], page, dpi=_DPI)


def test_a_page_of_print_is_given_back_as_it_is() -> None:
    parted = _parted(_page())
    assert parted.text == tuple(_printed())
    assert parted.handwritten == ()


def test_strokes_that_were_not_read_are_a_place_without_words() -> None:
    page = _page()
    _scribble(page, left=500, top=2 * _BELOW + 100)
    (place,) = _parted(page).handwritten
    assert place.words == ()
    assert abs(place.box.x0 - 460) < 30
    assert abs(place.box.y_centre - (2 * _BELOW + 150)) < 20


def test_what_was_read_of_strokes_with_little_certainty_leaves_the_text() -> None:
    page = _page()
    top = 2 * _BELOW + 100
    _scribble(page, left=500, top=top)
    guess = _word("mmm", (470, top, 950, top + 100), 20, confidence=0.3)
    parted = _parted(page, guess)
    assert [item.word.text for item in parted.text] == ["printed"] * _LINES
    assert [place.words for place in parted.handwritten] == [(guess,)]


def test_strokes_that_were_read_surely_stay_text() -> None:
    page = _page()
    top = 2 * _BELOW + 100
    _scribble(page, left=500, top=top)
    read = _word("mmmmmm", (440, top - 10, 1010, top + 115), 20, confidence=0.95)
    parted = _parted(page, read)
    assert parted.text[-1] is read
    assert parted.handwritten == ()


def test_a_doubtful_word_of_a_line_that_was_read_stays_in_it() -> None:
    page = _page()
    top = 2 * _BELOW + 100
    _scribble(page, left=500, top=top)
    beside = _word("Ciente e de acordo:", (110, top, 420, top + 100), 20, confidence=0.95)
    guess = _word("mmm", (440, top - 10, 1010, top + 115), 20, confidence=0.3)
    parted = _parted(page, beside, guess)
    assert parted.text[-2:] == (beside, guess)
    assert parted.handwritten == ()


def test_curves_of_a_chart_are_no_handwriting() -> None:
    page = _page()
    across = np.linspace(150, 1500, 300)
    for number in range(3):
        _curve(page, across, 2 * _BELOW + 200 + 60 * number + 60 * np.sin(across / 150 + number))
    assert _parted(page).handwritten == ()


def test_a_round_stamp_is_no_handwriting() -> None:
    page = _page()
    for radius in (240, 225, 150):
        cv2.circle(page, (900, 2 * _BELOW + 350), radius, 60, 5, cv2.LINE_AA)
    assert _parted(page).handwritten == ()


def test_strokes_of_a_logo_beside_what_is_filled_in_are_no_handwriting() -> None:
    page = _page()
    top = 2 * _BELOW + 100
    _scribble(page, left=500, top=top)
    cv2.rectangle(page, (520, top + 90), (900, top + 190), 20, -1)
    assert _parted(page).handwritten == ()


def test_the_shadow_of_the_edge_of_the_paper_is_no_handwriting() -> None:
    page = _page()
    down = np.linspace(800, 2000, 400)
    _curve(page, 12 + 8 * np.sin(down / 40), down)
    assert _parted(page).handwritten == ()


def test_strokes_among_the_specks_of_dirty_paper_are_no_handwriting() -> None:
    page = _page()
    _scribble(page, left=500, top=2 * _BELOW + 100)
    dice = np.random.default_rng(3)
    for x, y in zip(
        dice.integers(300, 1200, 900), dice.integers(2 * _BELOW, 2 * _BELOW + 400, 900), strict=True
    ):
        cv2.circle(page, (int(x), int(y)), 4, 20, -1)
    assert _parted(page).handwritten == ()


def test_labels_that_are_printed_slanted_are_no_handwriting() -> None:
    page = _page()
    label = np.full((500, 500), 255, np.uint8)
    # Drawn twice, a little apart: letters that touch, as those of a bold face do on a coarse scan.
    for x in (60, 64):
        cv2.putText(label, "Jclemens", (x, 260), cv2.FONT_HERSHEY_SIMPLEX, 2.0, 0, 8, cv2.LINE_AA)
    turn = cv2.getRotationMatrix2D((250, 250), 45, 1.0)
    turned = cv2.warpAffine(label, turn, (500, 500), borderValue=255)
    page[2 * _BELOW + 100 : 2 * _BELOW + 600, 500:1000] = turned
    assert _parted(page).handwritten == ()
