"""Words of pages with ground truth, each with what tells a wrong word and whether it is wrong.

`fit_doubts` fits on them. Pages come from the corpus, from the made sets, and from folders of one's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from benchmarks.corpus import real_pages, wrapped_picture
from benchmarks.generator import SEED, build_set
from benchmarks.metrics import fold, wrong_words
from benchmarks.pages import BenchPage, PageTruth
from benchmarks.squeezed import SqueezedTruth
from benchmarks.systems import LANGUAGES
from benchmarks.truth_slips import is_slip_of_truth
from transcritor_gui.model import TranscriptionOptions, Word
from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page
from transcritor_gui.pipeline.recognition.dictionary import Dictionary, dictionary_of
from transcritor_gui.pipeline.recognition.doubts.doubt import Grounds
from transcritor_gui.pipeline.recognition.doubts.doubt_features import features_of
from transcritor_gui.pipeline.recognition.doubts.fitted_doubt import FittedDoubts, Trees
from transcritor_gui.pipeline.recognition.readings import JudgedWord
from transcritor_gui.pipeline.recognition.second_opinion import Judge
from transcritor_gui.pipeline.state import WorkerState

__all__ = ["DoubtPage", "JudgedRow", "doubt_pages", "rows_of"]

_LIKE = 55.0
"""Similarity (rapidfuzz ratio) from which a wrong word may be a misreading of one of the truth."""
_LEFT_OUT_FROM = 0.9
"""Confidence from which a whole word that is like none of the truth is something that the truth leaves out: a
caption, a letterhead."""
_LONG = 3
_LINE_LEFT_OUT = 0.8
"""Of the words of a line: so many wrong ones are a line that a partial truth leaves out."""
_PICTURES = (".png", ".jpg", ".tif", ".tiff")


@dataclass(frozen=True, slots=True)
class DoubtPage:
    source: str
    """Pages of one source are on one side of a split together."""
    page: BenchPage
    in_any_order: bool = False
    """Whether the truth is a list of pieces in capitals, as that of receipts is."""


@dataclass(frozen=True, slots=True)
class JudgedRow:
    source: str
    page: str
    row: npt.NDArray[np.float64]
    """The word's features, in the order of `FEATURES`."""
    is_wrong: bool
    is_marked: bool
    """By rule."""
    is_settled: bool


@dataclass(frozen=True, eq=False)
class _Recorder(FittedDoubts):
    """Ranks nothing, and keeps what there was to rank by."""

    seen: dict[tuple[str, float], list[tuple[npt.NDArray[np.float64], bool]]] = field(default_factory=dict)
    """By a word's text and confidence."""

    def ranked(self, judged: Sequence[JudgedWord], grounds: Grounds) -> tuple[JudgedWord, ...]:
        for item, row in zip(judged, features_of(judged, grounds), strict=True):
            key = item.word.text, item.word.confidence
            self.seen.setdefault(key, []).append((row, item.is_settled))
        return tuple(judged)


class _RecordingState(WorkerState):
    def __init__(self, recorder: _Recorder) -> None:
        super().__init__()
        self._recorder = recorder

    def judge(self, languages: str, *, second_opinion: bool) -> Judge:
        return replace(super().judge(languages, second_opinion=second_opinion), doubts=self._recorder)


def doubt_pages(folders: Sequence[Path]) -> Iterator[DoubtPage]:
    """Pages with ground truth: the corpus, made pages, and pictures with `NAME.gt.txt` beside them.

    Each of `folders` is a source of its own; one whose name ends in ".bag" has truths in any order.
    """
    for page in real_pages():
        yield DoubtPage("corpus " + "-".join(page.name.split("-")[:2]), page)
    for name in ("degraded", "clean"):
        for page in build_set(name, seed=SEED):
            yield DoubtPage("made", page)
    for folder in folders:
        for truth in sorted(folder.glob("*.gt.txt")):
            stem = truth.name.removesuffix(".gt.txt")
            picture = next(
                truth.with_name(stem + end) for end in _PICTURES if truth.with_name(stem + end).exists()
            )
            known = PageTruth(text=truth.read_text(encoding="utf-8"))
            page = BenchPage(folder.stem, stem, wrapped_picture(picture), known)
            yield DoubtPage(folder.stem, page, in_any_order=folder.suffix == ".bag")


def rows_of(pages: Iterator[DoubtPage]) -> Iterator[JudgedRow]:
    """The recognised words of the pages that can be told right or wrong."""
    recorder = _Recorder(Trees((), (), (), (), (), (), (), 0.0))
    state = _RecordingState(recorder)
    for each in pages:
        recorder.seen.clear()
        options = TranscriptionOptions(languages=LANGUAGES)
        task = PageTask(str(each.page.pdf), each.page.page_index, options, None, bundled_packs())
        result = transcribe_page(task, state=state)
        words = list(result.words())
        wrong = _wrong(each, words)
        lines = [line for block in result.blocks for line in block.lines for _ in line.words]
        lost = Counter(id(line) for line, is_wrong in zip(lines, wrong, strict=True) if is_wrong)
        for word, is_wrong, line in zip(words, wrong, lines, strict=True):
            left_out = each.page.truth.partial and lost[id(line)] >= _LINE_LEFT_OUT * len(line.words)
            seen = recorder.seen.get((word.text, word.confidence or 0.0))
            if is_wrong is None or left_out or not seen:
                continue
            row, is_settled = seen.pop(0)
            yield JudgedRow(each.source, each.page.name, row, is_wrong, word.doubtful, is_settled)


@cache
def _words_of_all() -> Dictionary:
    return dictionary_of(LANGUAGES)


def _wrong(page: DoubtPage, words: Sequence[Word]) -> list[bool | None]:
    """For each word whether it is wrong; None where the truth has nothing to tell it by.

    Order is not judged: a word that stands elsewhere in the truth is right.
    """
    truth = (page.page.truth.text or "").replace(
        "°", "º"
    )  # papers have either, and print tells no difference
    texts = [word.text.replace("°", "º") for word in words]
    if page.in_any_order:
        truth, texts = truth.casefold(), [text.casefold() for text in texts]
    verdicts = wrong_words(truth, texts)
    left = Counter(fold(truth).split())
    left.subtract(fold(text) for text, is_wrong in zip(texts, verdicts, strict=True) if not is_wrong)
    found: list[bool | None] = list(verdicts)
    for place, text in enumerate(texts):
        if found[place] and left[fold(text)] > 0:
            left[fold(text)] -= 1
            found[place] = False
    unread = [text for text, count in left.items() if count > 0]
    squeezed, gapless = fold(truth).replace(" ", ""), SqueezedTruth(fold(truth))
    for place, (text, word) in enumerate(zip(texts, words, strict=True)):
        folded = fold(text)
        if not found[place]:
            continue
        if gapless.holds(texts, place) or (page.in_any_order and len(folded) > 1 and folded in squeezed):
            found[place] = False
        elif (not page.in_any_order and is_slip_of_truth(folded, unread, _words_of_all())) or (
            (word.confidence or 0.0) >= _LEFT_OUT_FROM
            and len(folded) >= _LONG
            and folded.strip(".,;:()\"'").isalpha()
            and max((fuzz.ratio(folded, other) for other in unread), default=0.0) < _LIKE
        ):
            found[place] = None
    return found
