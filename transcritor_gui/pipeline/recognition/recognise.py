"""A picture of a page or region, read: turned upright, cleaned, recognised, its words put on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from transcritor_gui.model import Box, Word, WordSource, mean_confidence, turned_box
from transcritor_gui.pipeline.cleanup.clean import (
    ENLARGE_BELOW_DPI,
    READING_DPI,
    CleanedImage,
    CleanupStep,
    clean_page,
)
from transcritor_gui.pipeline.cleanup.orientation import detect_rotation
from transcritor_gui.pipeline.cleanup.scanned_rules import FoundRules, find_rules
from transcritor_gui.pipeline.drawn_words import in_direction
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.handwritten_place import HandwrittenPlace
from transcritor_gui.pipeline.ocr.engine import OcrEngine, OcrPage, OcrWord, OrientationReader
from transcritor_gui.pipeline.recognition.both_engines import BothReading, read_by_both
from transcritor_gui.pipeline.recognition.dictionary import dictionary_of
from transcritor_gui.pipeline.recognition.doubts.proven_numbers import with_proven_numbers
from transcritor_gui.pipeline.recognition.doubts.round_commas import with_round_commas
from transcritor_gui.pipeline.recognition.handwriting import PartedWords, part_handwriting
from transcritor_gui.pipeline.recognition.lines.missed_lines import with_missed_lines
from transcritor_gui.pipeline.recognition.lost_accents import with_accents_read
from transcritor_gui.pipeline.recognition.page_signs import with_one_ordinal_sign
from transcritor_gui.pipeline.recognition.picture import Picture, RegionReading
from transcritor_gui.pipeline.recognition.price_columns import with_lost_points_marked
from transcritor_gui.pipeline.recognition.readings import JudgedWord
from transcritor_gui.pipeline.recognition.second_opinion import Judge
from transcritor_gui.pipeline.recognition.sideways import (
    SidewaysBlock,
    are_crossed,
    read_sideways,
    without_blocks,
)
from transcritor_gui.pipeline.recognition.tight_boxes import drawn_in, lines_side_by_side
from transcritor_gui.pipeline.recognition.torn_words import cut_at_white
from transcritor_gui.pipeline.rules import Rule, Ruling

__all__ = ["read_picture"]

_SURE = 0.6
_LEAST_SURE_SHARE = 0.25
"""Of the letters: where fewer are read with confidence, the picture is a photograph or beyond reading, and
what the engine sees in it is not text."""
_LINE_NEEDS = 0.3
"""Mean confidence below which a line is not text."""
_LINE_NEEDS_IN_REGION = 0.6
"""The same for a picture on a page, as likely a photograph or a coat of arms as something written."""
_SHORTEST_WORD = 3
"""Characters of a word that is more than what is seen in an ornament."""
_SURELY_READ = 0.85
_POOR_BELOW = 0.75
"""Mean confidence of a reading that is worth a second attempt."""
_SURE_OF_FADING = 0.9
"""Mean confidence of a reading from which nothing was lost where the back of the sheet was made to fade."""
_GEOMETRY = frozenset({CleanupStep.ENLARGE, CleanupStep.DESKEW})
"""Steps of the clean-up that change no tone."""
_GRAIN = frozenset({CleanupStep.SPECKS, CleanupStep.SMOOTH})
"""Steps against grain, in which Tesseract without them reads nothing, for minutes."""
_AS_IT_WAS = frozenset(
    {CleanupStep.INVERT, CleanupStep.BORDERS, CleanupStep.INVERT_BOXES, CleanupStep.DESKEW}
)
"""Steps after which letters look as they did before."""
_SIGN_NEEDS = 0.5
"""Confidence below which something without a letter or figure is dirt, a rule or part of a drawing; and
whatever is seen in a picture on a page."""


def read_picture(
    picture: Picture,
    engine: OcrEngine,
    *,
    languages: str,
    is_page: bool,
    orientation: OrientationReader,
    judge: Judge,
    turn: int | None = None,
    is_cleaned: bool = True,
    more_than: float | None = None,
) -> RegionReading:
    """The words of `picture`, which shows a whole page (`is_page`) or a region of one.

    `turn`, in degrees clockwise, is how it has to be turned; where it is None that is found out for a page
    alone: a region seldom holds enough text to tell which way up it stands. `is_cleaned`: see `clean_page`.
    Where the first engine reads no more than `more_than`, counted as `first_worth` is, that is all, and the
    reading has no words.
    """
    if turn is None:
        turn = detect_rotation(picture.pixels, dpi=picture.dpi, reader=orientation) if is_page else 0
    turned = np.ascontiguousarray(np.rot90(picture.pixels, -(turn // 90))) if turn else picture.pixels
    cleaned = (clean_page if is_cleaned else _untouched)(turned, dpi=picture.dpi)
    page = engine.recognise(cleaned.pixels, dpi=cleaned.dpi, languages=languages)
    if CleanupStep.BACK in cleaned.steps and not _is_sure(page.words):
        # Pale print is taken for print of the back, and has faded with it.
        pale = clean_page(turned, dpi=picture.dpi, fades_back=False)
        second_page = engine.recognise(pale.pixels, dpi=pale.dpi, languages=languages)
        if _worth(second_page.words) > _worth(page.words):
            cleaned, page = pale, second_page
    rules = find_rules(cleaned.pixels, dpi=cleaned.dpi)
    if is_page:
        page = with_missed_lines(page, cleaned.pixels, engine, dpi=cleaned.dpi, languages=languages)
    aside: tuple[SidewaysBlock, ...] = ()
    if is_page:
        aside = read_sideways(cleaned.pixels, page.words, engine, judge, dpi=cleaned.dpi, languages=languages)
    if aside:
        pixels, rest = without_blocks(cleaned.pixels, page.words, aside)
        cleaned, page = replace(cleaned, pixels=pixels), OcrPage(rest)
        if are_crossed(rest, aside):
            page = engine.recognise(pixels, dpi=cleaned.dpi, languages=languages)
    kept = _text_only(page.words, is_page=is_page)
    mended = not _AS_IT_WAS.issuperset(cleaned.steps)
    may_have_harmed = not _GEOMETRY.issuperset(cleaned.steps) and _GRAIN.isdisjoint(cleaned.steps)
    if not aside and _is_poor(kept) and may_have_harmed:
        # The picture as it stands gets its chance.
        plain = _untouched(turned, dpi=picture.dpi)
        page = engine.recognise(plain.pixels, dpi=plain.dpi, languages=languages)
        second = _text_only(page.words, is_page=is_page)
        if _worth(second) > _worth(kept):
            cleaned, kept = plain, second
            rules = find_rules(plain.pixels, dpi=plain.dpi)
    first_worth = _worth(kept)
    if more_than is not None and first_worth <= more_than:
        return RegionReading((), turn, cleaned.skew_degrees, first_worth=first_worth)
    kept = lines_side_by_side(kept)
    height, width = turned.shape
    if is_page:
        both = read_by_both(kept, cleaned.pixels, judge, mended=mended)
    else:
        both = BothReading(judge.verdicts(kept, cleaned.pixels, mended=mended))
    judged = _finished(both.words, cleaned, engine, languages)
    parted = part_handwriting(judged, cleaned.pixels, dpi=cleaned.dpi) if is_page else PartedWords(judged)

    def placed(each: JudgedWord, angle: int) -> Word:
        word = _placed(each, cleaned, picture, turn, width=width, height=height)
        return word if not angle else in_direction(word, (angle - turn) % 360)

    words = (
        *(placed(each, 0) for each in parted.text),
        *(placed(each, -block.turn) for block in aside for each in block.words),
    )
    ruling = _ruling(rules, cleaned, picture, turn, width=width, height=height) if words else None
    by_hand = tuple(
        HandwrittenPlace(
            _box_on_page(place.box, cleaned, picture, turn, width=width, height=height),
            tuple(placed(replace(each, doubtful=True), 0) for each in place.words),
        )
        for place in parted.handwritten
    )
    return RegionReading(
        words, turn, cleaned.skew_degrees, ruling, both.whole_by, by_hand, both.left_out, first_worth
    )


def _finished(
    judged: Sequence[JudgedWord], cleaned: CleanedImage, engine: OcrEngine, languages: str
) -> tuple[JudgedWord, ...]:
    """The words as both engines have judged them, after all that is asked of the words of a page together."""
    pixels = cleaned.pixels
    judged = with_accents_read(
        judged, pixels, engine, dictionary_of(languages), dpi=cleaned.dpi, languages=languages
    )
    judged = with_one_ordinal_sign(with_proven_numbers(with_round_commas(judged, pixels)))
    judged = with_lost_points_marked(judged)
    judged = [replace(each, word=drawn_in(each.word, pixels)) for each in judged]
    return cut_at_white(judged, pixels)


def _untouched(grey: GreyImage, *, dpi: float) -> CleanedImage:
    """The picture enlarged to what the engine reads best, and nothing else."""
    scale = max(1.0, READING_DPI / dpi) if dpi < ENLARGE_BELOW_DPI else 1.0
    pixels = grey
    if scale > 1.0:
        enlarged = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        pixels = np.asarray(enlarged, np.uint8)
    to_input = np.array([[1 / scale, 0.0, 0.0], [0.0, 1 / scale, 0.0]])
    return CleanedImage(pixels, dpi * scale, scale, 0.0, to_input, ())


def _is_poor(words: Sequence[OcrWord]) -> bool:
    mean = mean_confidence(words)
    return mean is None or mean < _POOR_BELOW


def _is_sure(words: Sequence[OcrWord]) -> bool:
    mean = mean_confidence(words)
    return mean is not None and mean >= _SURE_OF_FADING


def _worth(words: Sequence[OcrWord]) -> float:
    """How much was read, counted by how far it can be trusted."""
    return sum(len(word.text) * max(0.0, word.confidence - 0.5) for word in words)


def _text_only(words: Sequence[OcrWord], *, is_page: bool) -> list[OcrWord]:
    lines: dict[tuple[int, int, int], list[OcrWord]] = {}
    for word in words:
        is_written = is_page and any(character.isalnum() for character in word.text)
        if is_written or word.confidence >= _SIGN_NEEDS:
            lines.setdefault((word.block, word.paragraph, word.line), []).append(word)
    is_text = _is_line_of_page if is_page else _is_line_of_region
    kept = [word for line in lines.values() if is_text(line) for word in line]
    letters = sum(len(word.text) for word in kept)
    sure = sum(len(word.text) for word in kept if word.confidence >= _SURE)
    return kept if sure >= _LEAST_SURE_SHARE * letters else []


def _sureness(line: Sequence[OcrWord]) -> float:
    mean = mean_confidence(line)
    return 0.0 if mean is None else mean


def _is_line_of_page(line: Sequence[OcrWord]) -> bool:
    return _sureness(line) >= _LINE_NEEDS


def _is_line_of_region(line: Sequence[OcrWord]) -> bool:
    """Sure enough, and with a word of some length: single letters are seen in any ornament."""
    mean = _sureness(line)
    has_word = any(len(word.text) >= _SHORTEST_WORD and word.confidence >= _SURE for word in line)
    return mean >= _SURELY_READ or (has_word and mean >= _LINE_NEEDS_IN_REGION)


def _placed(
    judged: JudgedWord, cleaned: CleanedImage, picture: Picture, turn: int, *, width: int, height: int
) -> Word:
    word = judged.word
    return Word(
        text=word.text,
        box=_box_on_page(word.box, cleaned, picture, turn, width=width, height=height),
        confidence=word.confidence,
        source=WordSource.OCR,
        doubtful=judged.doubtful,
        alternative=judged.alternative,
        doubt=round(judged.doubt, 3) if judged.doubtful and judged.doubt is not None else None,
    )


def _ruling(
    found: FoundRules, cleaned: CleanedImage, picture: Picture, turn: int, *, width: int, height: int
) -> Ruling | None:
    """The grid of lines on the picture, placed as words are; None where there is none."""
    if not found.strokes:
        return None
    rules = []
    for stroke in found.strokes:
        across, down = (stroke.length / 2, 0.0) if stroke.is_horizontal else (0.0, stroke.length / 2)
        seen = Box(stroke.x - across, stroke.y - down, stroke.x + across, stroke.y + down)
        box = _box_on_page(seen, cleaned, picture, turn, width=width, height=height)
        if box.width >= box.height:
            rules.append(Rule(box.x0, box.y_centre, box.x1, box.y_centre))
        else:
            rules.append(Rule(box.x_centre, box.y0, box.x_centre, box.y1))
    return Ruling(tuple(rules), turn, cleaned.skew_degrees + found.tilt_degrees)


def _box_on_page(
    box: Box, cleaned: CleanedImage, picture: Picture, turn: int, *, width: int, height: int
) -> Box:
    """`box` of the cleaned picture on the page as shown: its middle moved, its size kept."""
    centre = cleaned.to_input @ np.array([box.x_centre, box.y_centre, 1.0])
    half_width, half_height = box.width / 2 / cleaned.scale, box.height / 2 / cleaned.scale
    x, y = float(centre[0]), float(centre[1])
    in_turned = Box(x - half_width, y - half_height, x + half_width, y + half_height)
    on_picture = turned_box(in_turned, -turn, width=width, height=height)
    return picture.on_page(on_picture)
