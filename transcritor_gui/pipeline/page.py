"""One page, from file to result: the order in which the pipeline's stages run.

document -> page objects -> text layer -> decision -> render -> recognise -> merge -> tables -> layout
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from operator import attrgetter

import pypdfium2
from msgspec import structs

from transcritor_gui.model import (
    Block,
    Box,
    OcrMode,
    PageResult,
    PageSource,
    PageStatus,
    PageWarning,
    RefusalReason,
    RegionKind,
    WarningCode,
    Word,
    WordSource,
    mean_confidence,
)
from transcritor_gui.pipeline.decision import PageEvidence, PagePlan, PlanKind, decide, is_readable_image
from transcritor_gui.pipeline.drawn_words import plain_blocks
from transcritor_gui.pipeline.layer_trial import looks_unaccented, refusal_after_trial
from transcritor_gui.pipeline.layout.blocks import build_blocks
from transcritor_gui.pipeline.layout.handwriting import unread_by, with_handwriting
from transcritor_gui.pipeline.layout.page_parts import blocks_beside_text, part_page
from transcritor_gui.pipeline.layout.page_tables import tables_of_page
from transcritor_gui.pipeline.layout.sideways_tables import sideways_tables
from transcritor_gui.pipeline.layout.stamps import part_stamps
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
from transcritor_gui.pipeline.pdf.document import page_frame
from transcritor_gui.pipeline.pdf.frame import PageFrame, ReadingFrame
from transcritor_gui.pipeline.pdf.judging.text_quality import judge_text_layer
from transcritor_gui.pipeline.pdf.mended import faults, keeps_words
from transcritor_gui.pipeline.pdf.opening import DocumentPages
from transcritor_gui.pipeline.pdf.page_objects import PageObjects, read_objects
from transcritor_gui.pipeline.pdf.text_layer import TextLayer, read_text_layer
from transcritor_gui.pipeline.recognition.auto_language import languages_to_begin_with
from transcritor_gui.pipeline.recognition.dictionary import dictionary_of
from transcritor_gui.pipeline.recognition.language import find_language
from transcritor_gui.pipeline.recognition.layer_comparison import (
    FEWEST_LETTERS,
    FEWEST_OF_UNPROVEN,
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
            result = _PageReader(task, state, document, page, frame).result()
    return replace(result, seconds=time.perf_counter() - started)


@dataclass(frozen=True, slots=True)
class _PageAsDrawn:
    """What a page holds before anything of it is recognised, and how far its text is to be trusted."""

    objects: PageObjects
    layer: TextLayer
    refusal: RefusalReason | None
    faults: int
    looks_odd: bool = False
    is_unproven: bool = False

    @property
    def rank(self) -> tuple[bool, int, bool]:
        """Lower is better."""
        return self.refusal is not None, self.faults, self.is_unproven


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
        self,
        task: PageTask,
        state: WorkerState,
        document: DocumentPages,
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
        read = self._read()
        read = self._tried(read)
        objects, layer = read.objects, read.layer
        plan = decide(self._facts(read), mode=self._task.options.ocr_mode)
        reader = RegionReader(self._task, self._state, self._page, self._frame, objects)
        recognised = reader.recognised(plan)
        plan = replace(plan, kept=self._with_lost_letters_read(plan.kept, reader))
        text = self._text(plan, layer, recognised)
        marked = self._marked(reader, plan, objects.rules)
        text = self._with_marked(text, marked)
        by_hand = unread_by(text.words, recognised.handwriting) if text.is_earlier else recognised.handwriting
        found_blocks = self._blocks(text, objects.rules, recognised.rulings)
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
                *self._warnings_beforehand(objects, layer, plan),
                *recognised.warnings,
                *text.warnings,
                *found_blocks.warnings,
                *_low_confidence(confidence, (*words, *uncertain)),
                *((PageWarning(WarningCode.HANDWRITING, figure=len(by_hand)),) if by_hand else ()),
            ),
            wish=self._task.wish,
            options=self._task.options,
        )

    def _read(self) -> _PageAsDrawn:
        """What the page holds; with the maps of its fonts made anew where its text is at fault without."""
        best = self._read_from(self._page)
        for names_first in (False, True):
            if best.refusal is None and not best.faults and not best.is_unproven:
                break
            page = self._document.mended_page(self._task.page_index, names_first=names_first)
            if page is None:
                break
            other = self._read_from(page)
            fonts = best.layer.fonts
            unlike = fonts.unmapped if best.is_unproven else fonts.unlike
            is_sound = best.refusal is not None or keeps_words(
                best.layer.visible, other.layer.visible, unlike=unlike
            )
            if other.layer.visible and is_sound and other.rank < best.rank:
                best, self._page = other, page
        return best

    def _read_from(self, page: pypdfium2.PdfPage) -> _PageAsDrawn:
        objects = read_objects(page, self._frame, has_layers=self._document.has_hidden_layers)
        layer = read_text_layer(page, self._frame, objects)
        if self._task.options.show_hidden_text:
            layer = layer.with_hidden_shown()
        languages = self._task.options.languages
        verdict = judge_text_layer(layer.visible, languages=languages, font_facts=layer.fonts)
        found = faults(layer.visible, layer.fonts)
        return _PageAsDrawn(objects, layer, verdict.refusal, found, verdict.looks_odd, verdict.is_unproven)

    def _tried(self, read: _PageAsDrawn) -> _PageAsDrawn:
        """The same, its layer held against the page where it is refused or looks odd."""
        words = read.layer.visible
        is_suspect = read.refusal is not None or read.looks_odd or read.is_unproven or looks_unaccented(words)
        width, height = self._frame.width_pt, self._frame.height_pt
        if (
            not is_suspect
            or self._task.options.ocr_mode is not OcrMode.AUTO
            or _main_turn(read.layer, width=width, height=height)
        ):
            return read
        reader = RegionReader(self._task, self._state, self._page, self._frame, read.objects)
        fewest = FEWEST_OF_UNPROVEN if read.is_unproven else FEWEST_LETTERS
        refusal = refusal_after_trial(words, read.refusal, reader, width=width, height=height, fewest=fewest)
        return replace(read, refusal=refusal)

    def _with_lost_letters_read(self, words: tuple[Word, ...], reader: RegionReader) -> tuple[Word, ...]:
        if self._task.options.ocr_mode is OcrMode.NEVER:
            return words
        return with_lost_letters_read(words, self._page, self._frame, reader.word_reader)

    def _facts(self, read: _PageAsDrawn) -> PageEvidence:
        objects, layer = read.objects, read.layer
        return PageEvidence(
            width_pt=self._frame.width_pt,
            height_pt=self._frame.height_pt,
            visible=layer.visible,
            invisible=layer.invisible,
            images=tuple(
                image.box
                for image in objects.images
                if is_readable_image(image.box, width_px=image.width_px, height_px=image.height_px)
            ),
            outlines=tuple(objects.outlines),
            draws_anything=objects.draws_anything,
            refusal=read.refusal,
        )

    def _warnings_beforehand(
        self, objects: PageObjects, layer: TextLayer, plan: PagePlan
    ) -> Iterator[PageWarning]:
        """What is known before anything of the page is recognised."""
        if self._document.repaired:
            yield PageWarning(WarningCode.DOCUMENT_REPAIRED)
        if self._document.dynamic_xfa:
            yield PageWarning(WarningCode.XFA_FORM)
        attached = self._document.attached_documents if self._task.page_index == 0 else 0
        if attached:
            yield PageWarning(WarningCode.ATTACHED_DOCUMENTS, figure=attached)
        if objects.truncated:
            yield PageWarning(WarningCode.OBJECTS_LEFT_OUT)
        hidden = sum(any(map(str.isalnum, word.text)) for word in layer.hidden)
        if hidden:
            yield PageWarning(WarningCode.HIDDEN_TEXT, figure=hidden)
        if plan.refused is not None:
            yield PageWarning(WarningCode.TEXT_LAYER_REFUSED, refusal=plan.refused)

    def _text(self, plan: PagePlan, layer: TextLayer, recognised: Recognised) -> _Text:
        warnings: tuple[PageWarning, ...] = ()
        regions = self._task.wish.regions
        kept = words_outside(_without_controls(plan.kept), regions)
        earlier = words_outside(_without_controls(plan.rivals), regions)
        sane = judge_text_layer(earlier, languages=self._task.options.languages, font_facts=None).good
        choice = better_reading(words_outside(recognised.words, regions), earlier, earlier_is_sane=sane)
        if plan.refused is not None and choice.words:
            # A good stamp on a bad layer.
            kept = confirmed_words(words_outside(_without_controls(layer.visible), regions), choice.words)
            choice = replace(choice, words=without_covered(choice.words, kept))
        elif plan.refused is not None and not choice.words:
            # A layer that cannot be trusted is still more than nothing.
            visible = words_outside(_without_controls(layer.visible), regions)
            kept = tuple(structs.replace(word, doubtful=True) for word in visible)
            warnings = (PageWarning(WarningCode.LOW_CONFIDENCE, refusal=plan.refused),)
        words = merged_words(without_doubles(kept), choice.words)
        own = choice.recognised and bool(choice.words)
        frame = self._reading_frame(layer, recognised if own else None)
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

    def _reading_frame(self, layer: TextLayer, recognised: Recognised | None) -> ReadingFrame:
        width, height = self._frame.width_pt, self._frame.height_pt
        asked = self._task.wish.turn
        if recognised is not None and (recognised.turn or recognised.skew_degrees):
            turn = recognised.turn if asked is None else asked
            return ReadingFrame(width, height, turn, recognised.skew_degrees)
        mirrored = layer.mirrored and recognised is None
        if asked is not None:
            return ReadingFrame(width, height, asked, mirrored=mirrored)
        turn = _main_turn(layer, width=width, height=height) if recognised is None else 0
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


def _main_turn(layer: TextLayer, *, width: float, height: float) -> int:
    """How most of the text layer's letters have to be turned to be upright; stamps have no say."""
    if not any(layer.turns):
        return 0
    turns = list(zip((*layer.visible, *layer.invisible), layer.turns, strict=False))
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
