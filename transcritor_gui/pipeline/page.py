"""One page, from file to result: the order in which the pipeline's stages run.

page content (objects, text layer) -> decision -> render -> recognise -> merge -> tables -> layout
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from operator import attrgetter

from msgspec import structs

from transcritor_gui.model import (
    Block,
    OcrMode,
    PageResult,
    PageSource,
    PageStatus,
    PageWarning,
    RegionKind,
    WarningCode,
    Word,
    WordSource,
    mean_confidence,
)
from transcritor_gui.pipeline.decision import PagePlan, PlanKind, decide
from transcritor_gui.pipeline.drawn_words import plain_blocks
from transcritor_gui.pipeline.layout.blocks import build_blocks
from transcritor_gui.pipeline.layout.handwriting import unread_by, with_handwriting
from transcritor_gui.pipeline.layout.page_parts import blocks_beside_text, part_page
from transcritor_gui.pipeline.layout.page_tables import tables_of_page
from transcritor_gui.pipeline.layout.sideways_tables import sideways_tables
from transcritor_gui.pipeline.lost_letters import with_lost_letters_read
from transcritor_gui.pipeline.marked_regions import (
    MarkedReading,
    blocks_with_marked,
    rules_in,
    rules_outside,
    source_of,
    words_in,
    words_outside,
)
from transcritor_gui.pipeline.merge import better_reading, merged_words, without_doubles
from transcritor_gui.pipeline.page_content import PageContent, read_page_content
from transcritor_gui.pipeline.pdf.document import page_frame
from transcritor_gui.pipeline.pdf.frame import ReadingFrame
from transcritor_gui.pipeline.pdf.judging.text_quality import judge_text_layer
from transcritor_gui.pipeline.pdf.opening import DocumentPages
from transcritor_gui.pipeline.recognition.auto_language import languages_to_begin_with
from transcritor_gui.pipeline.recognition.dictionary import dictionary_of
from transcritor_gui.pipeline.recognition.language import find_language
from transcritor_gui.pipeline.recognition.layer_comparison import (
    confirmed_words,
    without_covered,
)
from transcritor_gui.pipeline.regions import Recognised, RegionReader
from transcritor_gui.pipeline.rules import Rule, Ruling
from transcritor_gui.pipeline.state import WorkerState, worker_state
from transcritor_gui.pipeline.task import PageTask

__all__ = ["transcribe_page"]

LOW_CONFIDENCE_BELOW = 0.7
"""Mean over a page's recognised words under which a person should look at the page."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SOURCE = attrgetter("source")


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
            content = read_page_content(task, state, document, page, frame)
            result = _PageReader(task, state, document, content).result()
    return replace(result, seconds=time.perf_counter() - started)


@dataclass(frozen=True, slots=True)
class _Text:
    """The page's words, and where they come from."""

    words: tuple[Word, ...]
    source: PageSource
    frame: ReadingFrame
    warnings: tuple[PageWarning, ...] = ()
    is_earlier: bool = False
    """Whether it is what an earlier OCR has left in the file, which was better than ours."""


@dataclass(frozen=True, slots=True)
class _Blocks:
    blocks: tuple[Block, ...]
    warnings: tuple[PageWarning, ...] = ()


class _PageReader:
    """One page at work: holds what the stages share, and is thrown away with the page."""

    def __init__(
        self, task: PageTask, state: WorkerState, document: DocumentPages, content: PageContent
    ) -> None:
        self._task = task
        self._state = state
        self._document = document
        self._content = content
        self._frame = content.frame

    def result(self) -> PageResult:
        content = self._content
        rules = content.objects.rules
        plan = decide(content.evidence, mode=self._task.options.ocr_mode)
        reader = RegionReader(self._task, self._state, content.page, content.frame, content.objects)
        recognised = reader.recognised(plan)
        plan = replace(plan, kept=self._with_lost_letters_read(plan.kept, reader))
        text = self._text(plan, recognised)
        marked = self._marked(reader, plan, rules)
        text = self._with_marked(text, marked)
        by_hand = unread_by(text.words, recognised.handwriting) if text.is_earlier else recognised.handwriting
        found_blocks = self._blocks(text, rules, recognised.rulings)
        blocks = with_handwriting(found_blocks.blocks, by_hand, text.frame)
        blocks = blocks_with_marked(blocks, marked, text.frame)
        skew_degrees = text.frame.skew_degrees
        flattening = recognised.flattening
        if flattening is not None and (by_hand or _has_recognised(text.words)):
            # What was laid out on the flat sheet goes back to where it is seen.
            middle = self._frame.width_pt / 2, self._frame.height_pt / 2
            blocks = flattening.blocks(blocks)
            skew_degrees += flattening.tilt_degrees(*middle, turn=text.frame.turn)
        words = (*text.words, *(word for reading in marked for word in reading.words))
        uncertain = tuple(word for place in by_hand for word in place.words)
        confidence = mean_confidence((*words, *uncertain))
        found = find_language([word.text for word in words])
        return PageResult(
            page_index=self._task.page_index,
            width_pt=self._frame.width_pt,
            height_pt=self._frame.height_pt,
            status=PageStatus.DONE,
            source=text.source,
            blocks=blocks,
            rotation=text.frame.turn,
            skew_degrees=skew_degrees,
            language=found.languages if found.languages else recognised.languages,
            language_evidence=found.evidence,
            confidence=confidence,
            engine=recognised.engine or (reader.engine_name if _has_recognised((*words, *uncertain)) else ""),
            warnings=(
                *self._warnings_beforehand(plan),
                *recognised.warnings,
                *text.warnings,
                *found_blocks.warnings,
                *_low_confidence(confidence, (*words, *uncertain)),
                *((PageWarning(WarningCode.HANDWRITING, figure=len(by_hand)),) if by_hand else ()),
            ),
            wish=self._task.wish,
            options=self._task.options,
        )

    def _with_lost_letters_read(self, words: tuple[Word, ...], reader: RegionReader) -> tuple[Word, ...]:
        if self._task.options.ocr_mode is OcrMode.NEVER:
            return words
        return with_lost_letters_read(words, self._content.page, self._frame, reader.word_reader)

    def _warnings_beforehand(self, plan: PagePlan) -> Iterator[PageWarning]:
        """What is known before anything of the page is recognised."""
        if self._document.repaired:
            yield PageWarning(WarningCode.DOCUMENT_REPAIRED)
        if self._document.dynamic_xfa:
            yield PageWarning(WarningCode.XFA_FORM)
        attached = self._document.attached_documents if self._task.page_index == 0 else 0
        if attached:
            yield PageWarning(WarningCode.ATTACHED_DOCUMENTS, figure=attached)
        if self._content.objects.truncated:
            yield PageWarning(WarningCode.OBJECTS_LEFT_OUT)
        hidden = sum(any(map(str.isalnum, word.text)) for word in self._content.layer.hidden)
        if hidden:
            yield PageWarning(WarningCode.HIDDEN_TEXT, figure=hidden)
        if plan.refused is not None:
            yield PageWarning(WarningCode.TEXT_LAYER_REFUSED, refusal=plan.refused)

    def _text(self, plan: PagePlan, recognised: Recognised) -> _Text:
        visible = self._content.layer.visible
        warnings: tuple[PageWarning, ...] = ()
        regions = self._task.wish.regions
        kept = words_outside(_without_controls(plan.kept), regions)
        earlier = words_outside(_without_controls(plan.rivals), regions)
        sane = judge_text_layer(earlier, languages=self._task.options.languages, font_facts=None).good
        choice = better_reading(words_outside(recognised.words, regions), earlier, earlier_is_sane=sane)
        if plan.refused is not None and choice.words:
            # A good stamp on a bad layer.
            kept = confirmed_words(words_outside(_without_controls(visible), regions), choice.words)
            choice = replace(choice, words=without_covered(choice.words, kept))
        elif plan.refused is not None and not choice.words:
            # A layer that cannot be trusted is still more than nothing.
            doubted = words_outside(_without_controls(visible), regions)
            kept = tuple(structs.replace(word, doubtful=True) for word in doubted)
            warnings = (PageWarning(WarningCode.LOW_CONFIDENCE, refusal=plan.refused),)
        words = merged_words(without_doubles(kept), choice.words)
        own = choice.recognised and bool(choice.words)
        frame = self._reading_frame(recognised if own else None)
        if words:
            ours = PageSource.MIXED if kept else PageSource.OCR
            layers = PageSource.MIXED if _has_recognised(kept) else PageSource.TEXT
            return _Text(words, ours if own else layers, frame, warnings, is_earlier=not choice.recognised)
        if plan.kind is PlanKind.BLANK or (plan.regions and not recognised.saw_ink):
            return _Text((), PageSource.BLANK, frame, warnings)
        if any(place.words for place in recognised.handwriting):
            return _Text((), PageSource.OCR, frame, warnings)
        if not any(warning.code is WarningCode.NOTHING_READABLE for warning in recognised.warnings):
            warnings = (*warnings, PageWarning(WarningCode.NOTHING_READABLE))
        return _Text((), PageSource.OCR if plan.regions else PageSource.TEXT, frame, warnings)

    def _marked(
        self, reader: RegionReader, plan: PagePlan, drawn: Sequence[Rule]
    ) -> tuple[MarkedReading, ...]:
        """What is read of the regions that a person has marked.

        Text of the file that is trusted is kept; the rest is recognised.
        """
        regions = self._task.wish.regions
        readings = []
        for number, region in enumerate(regions):
            if region.kind is RegionKind.LEFT_OUT:
                continue
            words = words_in(_without_controls(plan.kept), number, regions)
            rules = rules_in(drawn, number, regions)
            if not words or any(region.box.overlap_area(other) > 0 for other in plan.regions):
                seen = reader.recognised_marked(number, plan)
                words = merged_words(without_doubles(words), words_in(seen.words, number, regions))
                rules = (*rules, *(rule for ruling in seen.rulings for rule in ruling.rules))
            readings.append(MarkedReading(region, words, rules))
        return tuple(readings)

    def _with_marked(self, text: _Text, marked: Sequence[MarkedReading]) -> _Text:
        """`text` beside the marked regions, with the source of all, and what is to be said of them."""
        if not self._task.wish.regions:
            return text
        words = (*text.words, *(word for reading in marked for word in reading.words))
        left_out = len(self._task.wish.regions) - len(marked)
        warnings = [each for each in text.warnings if each.code is not WarningCode.NOTHING_READABLE]
        if left_out:
            warnings.append(PageWarning(WarningCode.REGION_LEFT_OUT, figure=left_out))
        return replace(text, source=source_of(words) if words else text.source, warnings=tuple(warnings))

    def _reading_frame(self, recognised: Recognised | None) -> ReadingFrame:
        width, height = self._frame.width_pt, self._frame.height_pt
        asked = self._task.wish.turn
        if recognised is not None and (recognised.turn or recognised.skew_degrees):
            turn = recognised.turn if asked is None else asked
            return ReadingFrame(width, height, turn, recognised.skew_degrees)
        mirrored = self._content.layer.mirrored and recognised is None
        if asked is not None:
            return ReadingFrame(width, height, asked, mirrored=mirrored)
        turn = self._content.main_turn if recognised is None else 0
        return ReadingFrame(width, height, turn, mirrored=mirrored)

    def _blocks(self, text: _Text, rules: Sequence[Rule], rulings: Sequence[Ruling]) -> _Blocks:
        width, height = self._frame.width_pt, self._frame.height_pt
        parts = part_page(
            text.words,
            width=width,
            height=height,
            is_upright=text.frame.turn == 0,
            knows=self._knows,
        )
        if self._task.options.leave_out_watermarks:
            parts = replace(parts, watermarks=())
        drawn = rules_outside(rules, self._task.wish.regions)
        aside = sideways_tables(text.frame, parts.text, drawn=drawn, seen=rulings)
        found = tables_of_page(text.frame, aside.rest, drawn=drawn, seen=rulings)
        frame = found.frame
        blocks = build_blocks(
            found.words, page_width=frame.width, page_height=frame.height, tables=found.tables
        )
        beside = blocks_beside_text(parts, width=width, height=height)
        warnings = (PageWarning(WarningCode.TABLE_UNREADABLE),) if found.failed else ()
        return _Blocks(
            plain_blocks((*frame.blocks_to_page(blocks), *aside.blocks, *beside)),
            warnings,
        )

    def _knows(self, text: str) -> bool | None:
        """Whether `text` is a word of the page's languages; the word lists are looked at when it is asked."""
        return dictionary_of(languages_to_begin_with(self._task.options.languages, ())).knows(text)


def _has_recognised(words: Sequence[Word]) -> bool:
    return WordSource.OCR in map(_SOURCE, words)


def _low_confidence(confidence: float | None, words: Sequence[Word]) -> tuple[PageWarning, ...]:
    if confidence is None or confidence >= LOW_CONFIDENCE_BELOW or not _is_much(words):
        return ()
    return (PageWarning(WarningCode.LOW_CONFIDENCE, figure=round(confidence, 2)),)


def _is_much(words: Sequence[Word]) -> bool:
    """Whether the recognised words are a good part of the page, not a logo on it."""
    recognised = sum(len(word.text) for word in words if word.confidence is not None)
    return recognised >= 0.1 * sum(len(word.text) for word in words)


def _without_controls(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without the control characters that a few fonts put among the letters."""
    if "".join([word.text for word in words]).isprintable():
        return tuple(words)
    cleaned = []
    for word in words:
        if word.text.isprintable():
            cleaned.append(word)
            continue
        text = _CONTROL.sub("", word.text)
        if text:
            cleaned.append(structs.replace(word, text=text))
    return tuple(cleaned)
