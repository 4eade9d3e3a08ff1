"""What a page's file holds before anything of it is recognised, and how far its text is to be trusted.

The maps of its fonts are made anew where its text is at fault without, and a text layer that looks odd is
held against the page as drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2

from transcritor_gui.model import OcrMode, RefusalReason, Word
from transcritor_gui.pipeline.decision import PageEvidence, is_readable_image
from transcritor_gui.pipeline.layer_trial import looks_unaccented, refusal_after_trial
from transcritor_gui.pipeline.layout.stamps import part_stamps
from transcritor_gui.pipeline.pdf.frame import PageFrame
from transcritor_gui.pipeline.pdf.judging.text_quality import judge_text_layer
from transcritor_gui.pipeline.pdf.mended import faults, keeps_words
from transcritor_gui.pipeline.pdf.opening import DocumentPages
from transcritor_gui.pipeline.pdf.page_objects import PageObjects, read_objects
from transcritor_gui.pipeline.pdf.text_layer import TextLayer, read_text_layer
from transcritor_gui.pipeline.recognition.layer_comparison import FEWEST_LETTERS, FEWEST_OF_UNPROVEN
from transcritor_gui.pipeline.regions import RegionReader
from transcritor_gui.pipeline.state import WorkerState
from transcritor_gui.pipeline.task import PageTask
from transcritor_gui.pipeline.unknown_words import unknown_words

__all__ = ["PageContent", "read_page_content"]


@dataclass(frozen=True, slots=True)
class PageContent:
    """The objects and the text layer of a page."""

    page: pypdfium2.PdfPage
    """As it is to be read and drawn: the file's own, or one whose fonts are mended, kept by the document."""
    frame: PageFrame
    objects: PageObjects
    layer: TextLayer
    refusal: RefusalReason | None
    """Why the layer's text is not to be trusted; None where it is."""
    faults: int
    looks_odd: bool
    is_unproven: bool
    unknown: tuple[Word, ...]
    """Words that no list knows, where they are more than running text has."""

    @property
    def is_suspect(self) -> bool:
        """Whether the maps of its fonts may be at fault."""
        return self.refusal is not None or self.faults > 0 or self.is_unproven or bool(self.unknown)

    @property
    def rank(self) -> tuple[bool, int, bool, bool]:
        """Of the same page read in several ways; lower is better."""
        return self.refusal is not None, self.faults, self.is_unproven, bool(self.unknown)

    @property
    def main_turn(self) -> int:
        """By how many degrees most letters of the layer have to be turned to be upright, stamps apart."""
        layer = self.layer
        if not any(layer.turns):
            return 0
        turns = list(zip((*layer.visible, *layer.invisible), layer.turns, strict=False))
        turn = _most_letters(turns)
        if turn == 0:
            return 0
        text, stamps = part_stamps(layer.visible, width=self.frame.width_pt, height=self.frame.height_pt)
        if not stamps or not text:
            return turn if text else 0
        stamped = {id(word) for stamp in stamps for word in stamp}
        return _most_letters([(word, turn) for word, turn in turns if id(word) not in stamped])

    @property
    def evidence(self) -> PageEvidence:
        """What is decided from how the page is read."""
        return PageEvidence(
            width_pt=self.frame.width_pt,
            height_pt=self.frame.height_pt,
            visible=self.layer.visible,
            invisible=self.layer.invisible,
            images=tuple(
                image.box
                for image in self.objects.images
                if is_readable_image(image.box, width_px=image.width_px, height_px=image.height_px)
            ),
            outlines=tuple(self.objects.outlines),
            draws_anything=self.objects.draws_anything,
            refusal=self.refusal,
        )


def read_page_content(
    task: PageTask, state: WorkerState, document: DocumentPages, page: pypdfium2.PdfPage, frame: PageFrame
) -> PageContent:
    """What `page` of `document` holds; of a layer that looks odd, a strip of the page is recognised."""
    best = _read(task, document, page, frame)
    for names_first in (False, True):
        if not best.is_suspect:
            break
        mended = document.mended_page(task.page_index, names_first=names_first)
        if mended is None:
            break
        other = _read(task, document, mended, frame)
        fonts = best.layer.fonts
        unlike = fonts.unmapped if best.is_unproven else fonts.unlike
        is_sound = (
            best.refusal is not None
            or (best.unknown and not other.unknown)
            or keeps_words(best.layer.visible, other.layer.visible, unlike=unlike)
        )
        if other.layer.visible and is_sound and other.rank < best.rank:
            best = other
    return _tried(best, task, state)


def _read(task: PageTask, document: DocumentPages, page: pypdfium2.PdfPage, frame: PageFrame) -> PageContent:
    objects = read_objects(page, frame, has_layers=document.has_hidden_layers)
    layer = read_text_layer(page, frame, objects)
    if task.options.show_hidden_text:
        layer = layer.with_hidden_shown()
    verdict = judge_text_layer(layer.visible, languages=task.options.languages, font_facts=layer.fonts)
    return PageContent(
        page,
        frame,
        objects,
        layer,
        verdict.refusal,
        faults(layer.visible, layer.fonts),
        verdict.looks_odd,
        verdict.is_unproven,
        unknown_words(layer.visible),
    )


def _tried(content: PageContent, task: PageTask, state: WorkerState) -> PageContent:
    """The same, its layer held against the page where it is refused or looks odd."""
    words = content.layer.visible
    if task.options.ocr_mode is not OcrMode.AUTO or content.main_turn:
        return content
    is_suspect = (
        content.refusal is not None
        or content.looks_odd
        or content.is_unproven
        or content.unknown
        or looks_unaccented(words)
    )
    if not is_suspect:
        return content
    reader = RegionReader(task, state, content.page, content.frame, content.objects)
    refusal = refusal_after_trial(
        words,
        content.refusal,
        reader,
        width=content.frame.width_pt,
        height=content.frame.height_pt,
        fewest=FEWEST_OF_UNPROVEN if content.is_unproven else FEWEST_LETTERS,
        unknown=content.unknown,
    )
    return replace(content, refusal=refusal)


def _most_letters(turns: Sequence[tuple[Word, int]]) -> int:
    letters: dict[int, int] = {}
    for word, turn in turns:
        if turn >= 0:
            letters[turn] = letters.get(turn, 0) + len(word.text)
    return max(letters, key=lambda turn: letters[turn], default=0)
