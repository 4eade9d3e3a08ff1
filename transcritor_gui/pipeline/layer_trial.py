"""A text layer tried on a strip of its page before it is thrown away, or trusted where it looks odd.

Eight lines are recognised and compared (`layer_comparison`). Called by `page_content`; costs nothing where
the layer is beyond doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import RefusalReason, Word
from transcritor_gui.pipeline.decision import PagePlan, PlanKind
from transcritor_gui.pipeline.pdf.fonts.glyphs import has_lost_letters
from transcritor_gui.pipeline.recognition.layer_comparison import Verdict, compared, strip_to_compare
from transcritor_gui.pipeline.regions import RegionReader
from transcritor_gui.pipeline.unknown_words import is_no_word

__all__ = ["looks_unaccented", "refusal_after_trial"]

_FEWEST_WORDS = 60
_SMALL_WORDS = frozenset(["de", "que", "do", "da", "dos", "das", "para", "com", "os", "em", "uma", "por"])
_ARE_PORTUGUESE = 0.12
"""Share of a page's words that are such small words: prose has 0.2 to 0.3, other languages under 0.08."""
_MOST_LOST = 0.3
"""Of the words of a layer, those with lost letters: with more, reading them all anew is as good."""


def refusal_after_trial(
    words: Sequence[Word],
    refusal: RefusalReason | None,
    reader: RegionReader,
    *,
    width: float,
    height: float,
    fewest: int,
    unknown: Sequence[Word] = (),
) -> RefusalReason | None:
    """Why the layer with `words` is not to be trusted, once it is held against the page; None where it is.

    Without a clear answer, or with `fewest` letters to compare, it stays as it was: `refusal`.
    It is compared where most words are that are `unknown`, if any.
    """
    lost = sum(has_lost_letters(word.text) for word in words)
    strip = strip_to_compare(words, width=width, height=height, fewest=fewest, unknown=unknown)
    if strip is None or lost > _MOST_LOST * len(words):
        return refusal
    try:
        read = reader.recognised(PagePlan(PlanKind.OCR, regions=(strip,))).words
    except TranscritorError as error:
        if error.info.code is not ErrorCode.ENGINE_FAILED:
            raise
        return refusal
    match compared(words, read, strip, knows=reader.knows, is_no_word=is_no_word, fewest=fewest):
        case Verdict.CONFIRMED:
            return None
        case Verdict.CONTRADICTED:
            return RefusalReason.UNLIKE_PAGE if refusal is None else refusal
        case _:
            return refusal


def looks_unaccented(words: Sequence[Word]) -> bool:
    """Whether `words` are Portuguese without a single accent: typed so, or a layer that has lost them."""
    if len(words) < _FEWEST_WORDS or not all(word.text.isascii() for word in words):
        return False
    small = sum(word.text.lower() in _SMALL_WORDS for word in words)
    return small >= _ARE_PORTUGUESE * len(words)
