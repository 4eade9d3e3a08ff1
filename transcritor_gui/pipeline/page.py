"""One page, from file to result: the order in which the pipeline's stages run.

document -> page objects -> text layer -> decision -> render -> recognise -> merge -> tables -> layout
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

import numpy as np
import pypdfium2

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import (
    AUTO_LANGUAGES,
    Block,
    Box,
    PageResult,
    PageSource,
    PageStatus,
    PageWarning,
    WarningCode,
    Word,
)
from transcritor_gui.pipeline.decision import PageEvidence, PagePlan, PlanKind, decide, is_readable_image
from transcritor_gui.pipeline.drawn_words import plain_blocks
from transcritor_gui.pipeline.layout.blocks import build_blocks
from transcritor_gui.pipeline.layout.page_parts import blocks_beside_text, part_page
from transcritor_gui.pipeline.layout.page_tables import tables_of_page
from transcritor_gui.pipeline.layout.stamps import part_stamps
from transcritor_gui.pipeline.merge import better_reading, mean_confidence, merged_words, without_doubles
from transcritor_gui.pipeline.ocr.adapted_engine import without_unvouched
from transcritor_gui.pipeline.pdf.document import OpenDocument, page_frame
from transcritor_gui.pipeline.pdf.frame import PageFrame, ReadingFrame
from transcritor_gui.pipeline.pdf.page_objects import PageObjects, has_damaged_image, read_objects
from transcritor_gui.pipeline.pdf.render import (
    Resolution,
    choose_resolution,
    has_ink,
    ink_area,
    render_on_grid,
    render_region,
    render_with_poppler,
)
from transcritor_gui.pipeline.pdf.text_layer import TextLayer, read_text_layer
from transcritor_gui.pipeline.pdf.text_quality import judge_text_layer
from transcritor_gui.pipeline.recognition.auto_language import languages_to_begin_with, read_again_in
from transcritor_gui.pipeline.recognition.language import find_language
from transcritor_gui.pipeline.recognition.picture import Picture, RegionReading
from transcritor_gui.pipeline.rules import Rule, Ruling
from transcritor_gui.pipeline.state import WorkerState, worker_state
from transcritor_gui.pipeline.task import PageTask

__all__ = ["transcribe_page"]

LOW_CONFIDENCE_BELOW = 0.7
"""Mean over a page's recognised words under which a person should look at the page."""

_MARGIN_IN = 0.1
"""White around a region that is cut out of its page."""
_DUST_PT2 = 30.0
"""Square points of marks on a page in which nothing was read that are dust: a line of type has twice that."""
_MOST_OF_PAGE = 0.5
"""Share of the page from which a region's tilt and turn are the page's."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def transcribe_page(task: PageTask, *, state: WorkerState | None = None) -> PageResult:
    """The page's text with where it comes from; raises TranscritorError where there is no page to read.

    `state` is this process's unless another is given.
    """
    started = time.perf_counter()
    state = worker_state() if state is None else state
    with state.pdfium:
        document = state.document(task.path, password=task.password)
        with closing(document.page(task.page_index)) as page:
            frame = page_frame(page, user_unit=document.user_unit(task.page_index))
            result = _PageReader(task, state, document, page, frame).result()
    return replace(result, seconds=time.perf_counter() - started)


@dataclass
class _Recognised:
    """What recognition of all regions came to."""

    words: tuple[Word, ...] = ()
    turn: int = 0
    skew_degrees: float = 0.0
    engine: str = ""
    languages: str = ""
    """In which the words were read."""
    saw_ink: bool = False
    rulings: list[Ruling] = field(default_factory=list)
    warnings: list[PageWarning] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Text:
    """The page's words, and where they come from."""

    words: tuple[Word, ...]
    source: PageSource
    frame: ReadingFrame


class _PageReader:
    """One page at work: holds what the stages share, and is thrown away with the page."""

    def __init__(
        self,
        task: PageTask,
        state: WorkerState,
        document: OpenDocument,
        page: pypdfium2.PdfPage,
        frame: PageFrame,
    ) -> None:
        self._task = task
        self._state = state
        self._document = document
        self._page = page
        self._frame = frame
        self._whole = Box(0.0, 0.0, frame.width_pt, frame.height_pt)

    def result(self) -> PageResult:
        objects = read_objects(self._page, self._frame)
        layer = read_text_layer(self._page, self._frame, objects)
        plan = decide(self._facts(layer, objects), mode=self._task.options.ocr_mode)
        recognised = self._recognise(plan, objects)
        warnings = [*self._document_warnings(), *recognised.warnings]
        text = self._text(plan, layer, recognised, warnings)
        blocks = self._blocks(text, objects.rules, recognised.rulings, warnings)
        confidence = mean_confidence(text.words)
        found = find_language([word.text for word in text.words])
        if confidence is not None and confidence < LOW_CONFIDENCE_BELOW and _is_much(text.words):
            warnings.append(PageWarning(WarningCode.LOW_CONFIDENCE, figure=round(confidence, 2)))
        return PageResult(
            page_index=self._task.page_index,
            width_pt=self._frame.width_pt,
            height_pt=self._frame.height_pt,
            status=PageStatus.DONE,
            source=text.source,
            blocks=blocks,
            rotation=text.frame.turn,
            skew_degrees=text.frame.skew_degrees,
            language=found.languages if found.languages else recognised.languages,
            language_evidence=found.evidence,
            confidence=confidence,
            engine=recognised.engine,
            warnings=tuple(warnings),
        )

    def _facts(self, layer: TextLayer, objects: PageObjects) -> PageEvidence:
        visible = layer.visible
        verdict = judge_text_layer(visible, languages=self._task.options.languages, font_facts=layer.fonts)
        return PageEvidence(
            width_pt=self._frame.width_pt,
            height_pt=self._frame.height_pt,
            visible=visible,
            invisible=layer.invisible,
            images=tuple(
                image.box
                for image in objects.images
                if is_readable_image(image.box, width_px=image.width_px, height_px=image.height_px)
            ),
            outlines=tuple(objects.outlines),
            draws_anything=objects.draws_anything,
            refusal=verdict.refusal,
        )

    def _document_warnings(self) -> list[PageWarning]:
        warnings = []
        if self._document.repaired:
            warnings.append(PageWarning(WarningCode.DOCUMENT_REPAIRED))
        if self._document.dynamic_xfa:
            warnings.append(PageWarning(WarningCode.XFA_FORM))
        return warnings

    def _recognise(self, plan: PagePlan, objects: PageObjects) -> _Recognised:
        found = _Recognised()
        if plan.refused is not None:
            found.warnings.append(PageWarning(WarningCode.TEXT_LAYER_REFUSED, refusal=plan.refused))
        words: list[Word] = []
        for region in plan.regions:
            picture = self._picture(region, plan, objects, found)
            if picture is None:
                continue
            is_page = region.area >= _MOST_OF_PAGE * self._whole.area
            reading = self._read(picture, plan, found, is_page=is_page)
            if reading is None:
                found.saw_ink = True
                continue
            if reading.words or ink_area(picture.pixels, px_per_pt=picture.px_per_pt) > _DUST_PT2:
                found.saw_ink = True
            words.extend(reading.words)
            if reading.ruling is not None:
                found.rulings.append(reading.ruling)
            if is_page:
                found.turn, found.skew_degrees = reading.turn, reading.skew_degrees
        found.words = tuple(words)
        if found.turn:
            found.warnings.append(PageWarning(WarningCode.TURNED, figure=found.turn))
        return found

    def _read(
        self, picture: Picture, plan: PagePlan, found: _Recognised, *, is_page: bool
    ) -> RegionReading | None:
        # OpenCV comes with it, which a digital document never needs.
        from transcritor_gui.pipeline.recognition.recognise import read_picture

        options, packs = self._task.options, self._task.packs
        kind, engine = self._state.kind(options.engine), self._state.engine(options.engine, packs)
        orientation = self._state.orientation(options.engine, packs)

        def read_in(languages: str, shown: Picture = picture) -> RegionReading:
            judge = self._state.judge(languages, second_opinion=options.second_opinion)
            return read_picture(
                shown, engine, languages=languages, is_page=is_page, orientation=orientation, judge=judge
            )

        languages = languages_to_begin_with(options.languages, packs)
        try:
            if is_page:
                reading = read_in(languages)
                if options.languages == AUTO_LANGUAGES:
                    reading, languages = read_again_in(reading, read_in, languages=languages, packs=packs)
            else:
                placed = replace(picture, x_pt=0.0, y_pt=0.0)
                reading = self._state.reading(
                    placed.key(f"{engine.name} {languages} {options.second_opinion}"),
                    lambda: read_in(languages, placed),
                ).moved(picture.x_pt, picture.y_pt)
        except TranscritorError as error:
            if error.info.code is not ErrorCode.ENGINE_FAILED:
                raise
            if plan.kept:  # the page has text without this picture
                found.warnings.append(
                    PageWarning(WarningCode.NOTHING_READABLE, error=ErrorCode.ENGINE_FAILED)
                )
                return None
            raise TranscritorError(ErrorCode.ENGINE_FAILED, page=self._task.page_index + 1) from error
        if not kind.gives_confidences:
            reading = replace(reading, words=without_unvouched(reading.words))
        found.engine = engine.name if reading.engine is None else reading.engine
        if is_page or not found.languages:
            found.languages = languages
        return reading

    def _picture(
        self, region: Box, plan: PagePlan, objects: PageObjects, found: _Recognised
    ) -> Picture | None:
        """The region drawn; None where there is nothing on it to read."""
        resolution = choose_resolution(region, objects.images)
        if resolution.smaller:
            found.warnings.append(PageWarning(WarningCode.RENDERED_SMALLER, figure=round(resolution.dpi)))
        hidden = tuple(objects.text_order) if plan.without_text else ()
        picture = self._drawn(region, resolution, hidden)
        if picture is None or not has_ink(picture.pixels, px_per_pt=picture.px_per_pt):
            picture = self._drawn_otherwise(picture, region, resolution, objects, found)
        if picture is None or region == self._whole:
            return picture
        # Engines want paper around what they read.
        margin = round(_MARGIN_IN * resolution.dpi)
        paper = int(np.percentile(picture.pixels[::4, ::4], 90))
        return replace(
            picture,
            pixels=np.pad(picture.pixels, margin, constant_values=paper),
            x_pt=picture.x_pt - margin / picture.px_per_pt,
            y_pt=picture.y_pt - margin / (picture.px_per_pt * picture.stretch),
        )

    def _drawn(self, region: Box, resolution: Resolution, hidden: Sequence[int]) -> Picture | None:
        """What PDFium makes of the region, pixel for pixel where it shows a picture; None where it fails."""
        if resolution.grid is not None:
            grid = resolution.grid
            exact = render_on_grid(self._page, self._frame, region, grid=grid, without=hidden)
            if exact is not None:
                at = grid.snapped(region)
                return Picture(exact, grid.px_per_pt, resolution.dpi, at.x0, at.y0, grid.stretch)
        px_per_pt = resolution.px_per_pt
        pixels = render_region(self._page, self._frame, region, px_per_pt=px_per_pt, without=hidden)
        return None if pixels is None else Picture(pixels, px_per_pt, resolution.dpi, region.x0, region.y0)

    def _drawn_otherwise(
        self,
        drawn: Picture | None,
        region: Box,
        resolution: Resolution,
        objects: PageObjects,
        found: _Recognised,
    ) -> Picture | None:
        """What Poppler makes of a region on which PDFium draws nothing; None where that is empty too."""
        damaged = has_damaged_image(region, objects.images)
        if drawn is not None and not damaged:
            return None
        if self._task.password is None:  # a password would have to go through Poppler's command line
            other = render_with_poppler(
                self._task.path, self._task.page_index, self._frame, region, px_per_pt=resolution.px_per_pt
            )
            if other is not None and has_ink(other, px_per_pt=resolution.px_per_pt):
                found.warnings.append(PageWarning(WarningCode.SECOND_RENDERER))
                return Picture(other, resolution.px_per_pt, resolution.dpi, region.x0, region.y0)
        if drawn is None and region == self._whole:
            raise TranscritorError(ErrorCode.PAGE_UNREADABLE, page=self._task.page_index + 1)
        found.warnings.append(PageWarning(WarningCode.IMAGE_DAMAGED))
        return None

    def _text(
        self, plan: PagePlan, layer: TextLayer, recognised: _Recognised, warnings: list[PageWarning]
    ) -> _Text:
        kept = _without_controls(plan.kept)
        earlier = _without_controls(plan.rivals)
        sane = judge_text_layer(earlier, languages=self._task.options.languages, font_facts=None).good
        choice = better_reading(recognised.words, earlier, earlier_is_sane=sane)
        if plan.refused is not None and not choice.words:
            # A layer that cannot be trusted is still more than nothing.
            kept = tuple(replace(word, doubtful=True) for word in _without_controls(layer.visible))
            warnings.append(PageWarning(WarningCode.LOW_CONFIDENCE, refusal=plan.refused))
        words = merged_words(without_doubles(kept), choice.words)
        own = choice.recognised and bool(choice.words)
        frame = self._reading_frame(layer, recognised if own else None)
        if words:
            ours = PageSource.MIXED if kept else PageSource.OCR
            return _Text(words, ours if own else PageSource.TEXT, frame)
        if plan.kind is PlanKind.BLANK or (plan.regions and not recognised.saw_ink):
            return _Text((), PageSource.BLANK, frame)
        if not any(warning.code is WarningCode.NOTHING_READABLE for warning in warnings):
            warnings.append(PageWarning(WarningCode.NOTHING_READABLE))
        return _Text((), PageSource.OCR if plan.regions else PageSource.TEXT, frame)

    def _reading_frame(self, layer: TextLayer, recognised: _Recognised | None) -> ReadingFrame:
        width, height = self._frame.width_pt, self._frame.height_pt
        if recognised is not None and (recognised.turn or recognised.skew_degrees):
            return ReadingFrame(width, height, recognised.turn, recognised.skew_degrees)
        return ReadingFrame(
            width, height, _main_turn(layer, width=width, height=height) if recognised is None else 0
        )

    def _blocks(
        self, text: _Text, rules: Sequence[Rule], rulings: Sequence[Ruling], warnings: list[PageWarning]
    ) -> tuple[Block, ...]:
        width, height = self._frame.width_pt, self._frame.height_pt
        parts = part_page(text.words, width=width, height=height, is_upright=text.frame.turn == 0)
        if self._task.options.leave_out_watermarks:
            parts = replace(parts, watermarks=())
        found = tables_of_page(text.frame, parts.text, drawn=rules, seen=rulings)
        if found.failed:
            warnings.append(PageWarning(WarningCode.TABLE_UNREADABLE))
        frame = found.frame
        blocks = build_blocks(
            found.words, page_width=frame.width, page_height=frame.height, tables=found.tables
        )
        beside = blocks_beside_text(parts, width=width, height=height)
        return (*frame.blocks_to_page(plain_blocks(blocks)), *plain_blocks(beside))


def _is_much(words: Sequence[Word]) -> bool:
    """Whether the recognised words are a good part of the page, not a logo on it."""
    recognised = sum(len(word.text) for word in words if word.confidence is not None)
    return recognised >= 0.1 * sum(len(word.text) for word in words)


def _main_turn(layer: TextLayer, *, width: float, height: float) -> int:
    """How most of the text layer's letters have to be turned to be upright; stamps have no say."""
    turns = list(zip((*layer.visible, *layer.invisible), layer.turns, strict=True))
    turn = _most_letters(turns)
    if turn == 0:
        return 0
    text, stamps = part_stamps(layer.visible, width=width, height=height)
    if not stamps or not text:
        return turn if text else 0
    stamped = {id(word) for stamp in stamps for word in stamp}
    return _most_letters([(word, turn) for word, turn in turns if id(word) not in stamped])


def _most_letters(turns: Sequence[tuple[Word, int]]) -> int:
    letters: dict[int, int] = {}
    for word, turn in turns:
        if turn >= 0:
            letters[turn] = letters.get(turn, 0) + len(word.text)
    return max(letters, key=lambda turn: letters[turn], default=0)


def _without_controls(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without the control characters that a few fonts put among the letters."""
    cleaned = []
    for word in words:
        if word.text.isprintable():
            cleaned.append(word)
            continue
        text = _CONTROL.sub("", word.text)
        if text:
            cleaned.append(replace(word, text=text))
    return tuple(cleaned)
