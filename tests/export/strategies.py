"""Made transcripts: every value that the model allows, with all of Unicode in every text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from hypothesis import strategies as st

from tests.other_options import other_value
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.model import (
    Block,
    BlockKind,
    Box,
    Conferral,
    Correction,
    CorrectionKind,
    DocumentFacts,
    Line,
    PageResult,
    PageSource,
    PageStatus,
    Table,
    Transcript,
    TranscriptionOptions,
    WarningCode,
    Word,
    WordSource,
    evidence_written,
    options_of,
    warning_written,
)

__all__ = ["blocks", "lines", "pages", "texts", "transcripts"]

_ODD = (
    "ação",
    "coração",
    "fazê-",
    "-lo",
    "trans\u00ad",
    "\ufffe",
    "שלום",
    "مرحبا",
    "👩‍👩‍👧‍👦",
    "🇧🇷",
    "\u202eabc",
    "ﬁm",
    "\x00",
    "\x0c",
    "\x1b[31m",
    "\u2028",
    "a\tb",
    "]]>",
    "<b>&amp;",
    "# x",
    "- x",
    "1. x",
    "---",
    "|",
    "**",
    "__",
    "=1+1",
    "+55",
    "1.234,56",
    "00123",
    "{}",
    "\\",
    "`",
    "e\u0301",
    "\U0010ffff",
)

_COORDINATE = st.floats(min_value=0, max_value=2000, allow_nan=False, width=32)
_CONFIDENCE = st.none() | st.floats(min_value=0, max_value=1, allow_nan=False)

texts = st.one_of(
    st.sampled_from(_ODD),
    # halves of surrogate pairs never reach a transcript: the store cannot keep them
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.text("abcdefghijçãéô", min_size=1, max_size=10),
)

boxes = st.builds(
    lambda x, y, width, height: Box(x, y, x + width, y + height),
    _COORDINATE,
    _COORDINATE,
    _COORDINATE,
    _COORDINATE,
)

words = st.builds(
    Word,
    text=texts,
    box=boxes,
    confidence=_CONFIDENCE,
    source=st.sampled_from(WordSource),
    doubtful=st.booleans(),
    alternative=st.none() | texts,
    bold=st.booleans(),
    italic=st.booleans(),
)

lines = st.builds(Line, words=st.lists(words, max_size=5).map(tuple), box=boxes)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 4))
    row = st.lists(texts, min_size=width, max_size=width).map(tuple)
    rows = draw(st.lists(row, min_size=1, max_size=4))
    return Table(draw(boxes), tuple(rows), header_rows=draw(st.integers(0, 1)))


_TEXT_KINDS = [kind for kind in BlockKind if kind is not BlockKind.TABLE]

blocks = st.one_of(
    st.builds(
        Block,
        kind=st.sampled_from(_TEXT_KINDS),
        lines=st.lists(lines, max_size=3).map(tuple),
        box=boxes,
        level=st.integers(0, 7),
    ),
    st.builds(
        Block,
        kind=st.just(BlockKind.TABLE),
        lines=st.lists(lines, max_size=2).map(tuple),
        box=boxes,
        table=tables(),
    ),
)

_errors = st.builds(
    ErrorInfo,
    code=st.sampled_from(ErrorCode),
    facts=st.lists(st.tuples(st.sampled_from(["page", "path", "reason"]), texts), max_size=2).map(tuple),
)

_moments = st.datetimes(timezones=st.just(UTC))

_corrections = st.builds(
    Correction,
    page_index=st.just(0),
    kind=st.sampled_from(CorrectionKind),
    anchor=boxes,
    before=texts,
    after=texts,
    row=st.integers(-1, 9),
    column=st.integers(-1, 9),
    made_at=st.none() | _moments,
    made_by=texts,
)

_warnings = st.builds(
    warning_written,
    st.sampled_from(WarningCode),
    st.sampled_from(["", "1", "one_character", "engine_failed"]),
)
pages = st.builds(
    PageResult,
    page_index=st.just(0),
    width_pt=st.floats(1, 15000, allow_nan=False),
    height_pt=st.floats(1, 15000, allow_nan=False),
    status=st.sampled_from(PageStatus),
    source=st.sampled_from(PageSource),
    blocks=st.lists(blocks, max_size=4).map(tuple),
    rotation=st.sampled_from([0, 90, 180, 270]),
    skew_degrees=st.floats(-45, 45, allow_nan=False),
    language=st.sampled_from(["", "por", "por+eng"]),
    confidence=_CONFIDENCE,
    seconds=st.floats(0, 1e4, allow_nan=False),
    engine=st.sampled_from(["", "tesserocr 2.13"]),
    warnings=st.lists(_warnings, max_size=2).map(tuple),
    error=st.none() | _errors,
    language_evidence=st.sampled_from([None, evidence_written("por 46%, eng 4%")]),
    corrections=st.lists(_corrections, max_size=2).map(tuple),
    conferral=st.none() | st.builds(Conferral, made_at=_moments, made_by=texts),
)


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """A transcript of some of the pages of a document, in page order."""
    indices = sorted(draw(st.sets(st.integers(0, 20), min_size=1, max_size=3)))
    facts = DocumentFacts(
        name=draw(texts) + ".pdf",
        sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        size_bytes=draw(st.integers(0, 2**40)),
        page_count=indices[-1] + draw(st.integers(1, 5)),
        encrypted=draw(st.booleans()),
        repaired=draw(st.booleans()),
        xfa_form=draw(st.booleans()),
    )
    values = {
        option.name: draw(st.sampled_from([option.default, other_value(option)]))
        for option in options_of(TranscriptionOptions)
    }
    options = TranscriptionOptions(**values)  # type: ignore[arg-type]
    read = tuple(_numbered(draw(pages), index) for index in indices)
    return Transcript(facts, options, read)


def _numbered(page: PageResult, index: int) -> PageResult:
    corrections = tuple(replace(each, page_index=index) for each in page.corrections)
    return replace(page, page_index=index, corrections=corrections)
