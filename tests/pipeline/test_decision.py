"""The plan for a page: text, recognition, or both."""

from __future__ import annotations

import pytest

from transcritor_gui.model import Box, OcrMode, RefusalReason, Word
from transcritor_gui.pipeline.decision import (
    PageEvidence,
    PlanKind,
    decide,
    image_regions,
    outline_regions,
)

_PAGE = Box(0, 0, 595, 842)
_STAMP = (Word("Processo", Box(400, 10, 450, 20)), Word("123", Box(455, 10, 480, 20)))
_BODY = (Word("corpo", Box(100, 400, 140, 412)),)


def facts(
    *,
    visible: tuple[Word, ...] = (),
    invisible: tuple[Word, ...] = (),
    images: tuple[Box, ...] = (),
    outlines: tuple[Box, ...] = (),
    draws_anything: bool | None = None,
    refusal: RefusalReason | None = None,
) -> PageEvidence:
    drawn = bool(images or outlines) if draws_anything is None else draws_anything
    return PageEvidence(595, 842, visible, invisible, images, outlines, drawn, refusal)


def test_a_digital_page_is_not_drawn() -> None:
    plan = decide(facts(visible=_BODY, draws_anything=True), mode=OcrMode.AUTO)
    assert plan.kind is PlanKind.TEXT
    assert plan.kept == _BODY
    assert plan.regions == ()


def test_an_empty_page_is_blank() -> None:
    assert decide(facts(), mode=OcrMode.AUTO).kind is PlanKind.BLANK
    assert decide(facts(), mode=OcrMode.ALWAYS).kind is PlanKind.BLANK


def test_a_scan_is_recognised_whole() -> None:
    plan = decide(facts(images=(_PAGE,)), mode=OcrMode.AUTO)
    assert plan.kind is PlanKind.OCR
    assert plan.regions == (_PAGE,)


def test_a_stamp_on_a_scan_is_kept_and_the_scan_read_without_it() -> None:
    plan = decide(facts(visible=_STAMP, images=(_PAGE,)), mode=OcrMode.AUTO)
    assert plan.kind is PlanKind.MIXED
    assert plan.kept == _STAMP
    assert plan.regions == (_PAGE,)
    assert plan.without_text


def test_an_earlier_ocr_is_a_rival_of_ours() -> None:
    plan = decide(facts(invisible=_BODY, images=(_PAGE,)), mode=OcrMode.AUTO)
    assert plan.kind is PlanKind.OCR
    assert plan.rivals == _BODY
    assert plan.kept == ()


def test_invisible_words_beside_a_picture_are_kept() -> None:
    picture = Box(50, 50, 400, 300)
    plan = decide(facts(visible=_STAMP, invisible=_BODY, images=(picture,)), mode=OcrMode.AUTO)
    assert plan.kept == (*_STAMP, *_BODY)
    assert plan.rivals == ()


def test_invisible_words_on_an_otherwise_empty_page_are_its_text() -> None:
    plan = decide(facts(invisible=_BODY), mode=OcrMode.AUTO)
    assert plan.kind is PlanKind.TEXT
    assert plan.kept == _BODY


def test_a_bad_text_layer_is_recognised_instead() -> None:
    plan = decide(facts(visible=_BODY, refusal=RefusalReason.SHIFTED_CHARACTERS), mode=OcrMode.AUTO)
    assert plan.kind is PlanKind.OCR
    assert plan.kept == ()
    assert plan.refused == "shifted_characters"
    assert not plan.without_text


def test_outlined_text_is_recognised() -> None:
    letters = tuple(Box(100 + 6 * n, 100, 105 + 6 * n, 110) for n in range(60))
    assert decide(facts(outlines=letters), mode=OcrMode.AUTO).kind is PlanKind.OCR


def test_outlined_text_beside_words_is_a_region_of_its_own() -> None:
    letters = tuple(Box(100 + 6 * n, 100, 105 + 6 * n, 110) for n in range(60))
    (region,) = outline_regions(letters, _BODY)
    assert region == Box(100, 100, 105 + 6 * 59, 110)


def test_a_few_curves_are_a_logo() -> None:
    assert outline_regions(tuple(Box(10 * n, 0, 10 * n + 8, 8) for n in range(20)), ()) == ()


def test_strips_of_one_picture_are_one_region() -> None:
    strips = tuple(Box(28, 20 + 9 * n, 737, 29 + 9 * n) for n in range(11))
    assert image_regions(strips) == (Box(28, 20, 737, 29 + 9 * 10),)


@pytest.mark.parametrize("box", [Box(0, 0, 30, 30), Box(0, 0, 500, 4), Box(0, 0, 45, 45)])
def test_pictures_too_small_for_a_line_are_left_out(box: Box) -> None:
    assert image_regions((box,)) == ()


def test_never_takes_whatever_text_there_is() -> None:
    plan = decide(
        facts(visible=_STAMP, invisible=_BODY, images=(_PAGE,), refusal=RefusalReason.ONE_CHARACTER),
        mode=OcrMode.NEVER,
    )
    assert plan.kind is PlanKind.TEXT
    assert plan.kept == (*_STAMP, *_BODY)
    assert plan.regions == ()


def test_always_reads_the_picture_of_a_digital_page() -> None:
    plan = decide(facts(visible=_BODY), mode=OcrMode.ALWAYS)
    assert plan.kind is PlanKind.OCR
    assert plan.kept == ()
