"""Corrections as clients send and fetch them: JSON, in the words of the JSON export.

What cannot be a correction is refused here, so that no export stumbles over it later.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import Box, Conferral, Correction, CorrectionKind, kind_and_level
from transcritor_gui.team.storage.corrections import Corrections

__all__ = ["MOST_FORM_BYTES", "read_corrections", "schema_of_corrections", "written_corrections"]

MOST_FORM_BYTES = 2 * 1024 * 1024
"""Some ten thousand corrections: taking them apart holds up the event loop for 10 ms."""
_MOST_LEVEL = 9
_MOST_MOVES = 10_000
_YEARS = range(1970, 2200)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters and what is none: no page has them, and not every format can hold them."""

_PageNumber = Annotated[int, Meta(ge=1, le=1_000_000)]
_Point = Annotated[float, Meta(ge=-1_000_000, le=1_000_000)]
_Text = Annotated[str, Meta(max_length=10_000)]
_Cell = Annotated[int, Meta(ge=-1, le=1_000_000)]
_Moment = Annotated[datetime, Meta(tz=True)]
_Person = Annotated[str, Meta(max_length=200)]


class _Correction(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    page_number: _PageNumber
    kind: CorrectionKind
    box: tuple[_Point, _Point, _Point, _Point]
    read: _Text
    corrected: _Text
    row: _Cell = -1
    column: _Cell = -1
    made_at: _Moment | None = None
    made_by: _Person = ""


class _Conferred(Struct, frozen=True, forbid_unknown_fields=True):
    page_number: _PageNumber
    made_at: _Moment
    made_by: _Person = ""


class _Form(Struct, frozen=True, forbid_unknown_fields=True):
    revision: Annotated[int, Meta(ge=0, le=1_000_000)]
    corrections: tuple[_Correction, ...] = ()
    conferred: tuple[_Conferred, ...] = ()


# Made when the module is: two threads that meet a type for the first time crash msgspec (decisions/0062).
_form = msgspec.json.Decoder(_Form)


def read_corrections(body: bytes) -> tuple[int, Corrections]:
    """The revision that they were made after, and they themselves; TranscritorError(REQUEST_INVALID)."""
    try:
        form = _form.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:  # its words may have words of the document
        raise TranscritorError(ErrorCode.REQUEST_INVALID, reason="corrections") from error
    made = tuple(map(_correction, form.corrections))
    makers = [(each.made_at, each.made_by) for each in form.corrections]
    makers += [(each.made_at, each.made_by) for each in form.conferred]
    for made_at, made_by in makers:
        if made_at is not None and made_at.year not in _YEARS:
            raise _refused("made_at")
        if not _is_plain(made_by):
            raise _refused("made_by")
    conferred = {each.page_number - 1: Conferral(each.made_at, each.made_by) for each in form.conferred}
    return form.revision, Corrections(made, tuple(sorted(conferred.items(), key=lambda pair: pair[0])))


def written_corrections(revision: int, corrections: Corrections) -> bytes:
    """The other way."""
    form = _Form(
        revision,
        tuple(
            _Correction(
                each.page_index + 1,
                each.kind,
                (each.anchor.x0, each.anchor.y0, each.anchor.x1, each.anchor.y1),
                each.before,
                each.after,
                each.row,
                each.column,
                each.made_at,
                each.made_by,
            )
            for each in corrections.made
        ),
        tuple(_Conferred(index + 1, tick.made_at, tick.made_by) for index, tick in corrections.conferred),
    )
    return msgspec.json.encode(form)


def schema_of_corrections() -> dict[str, Any]:
    """As OpenAPI has it, whole in one place."""
    _, parts = msgspec.json.schema_components((_Form,), ref_template="{name}")
    found = _inlined(parts[_Form.__name__], parts)
    assert isinstance(found, dict)
    return found


def _inlined(schema: Any, parts: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_inlined(each, parts) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(parts[schema["$ref"]], parts)
    return {name: _inlined(each, parts) for name, each in schema.items() if name != "title"}


def _correction(form: _Correction) -> Correction:
    if not (_is_plain(form.read) and _is_plain(form.corrected)):
        raise _refused("corrected")
    x0, y0, x1, y1 = form.box
    if x0 > x1 or y0 > y1:
        raise _refused("box")
    if not _can_be(form):
        raise _refused("corrected")
    return Correction(
        page_index=form.page_number - 1,
        kind=form.kind,
        anchor=Box(x0, y0, x1, y1),
        before=" ".join(form.read.split()),
        after=" ".join(form.corrected.split()),
        row=form.row,
        column=form.column,
        made_at=form.made_at,
        made_by=form.made_by,
    )


def _can_be(form: _Correction) -> bool:
    """Whether `corrected` says what its kind of correction needs."""
    match form.kind:
        case CorrectionKind.MOVE_BLOCK:
            digits = form.corrected.removeprefix("-")
            is_number = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(_MOST_MOVES))
            return is_number and int(digits) <= _MOST_MOVES
        case CorrectionKind.BLOCK_KIND:
            try:
                return 0 <= kind_and_level(form.corrected)[1] <= _MOST_LEVEL
            except ValueError:
                return False
        case CorrectionKind.NEW_LINE:
            return bool(form.corrected.split())
        case CorrectionKind.CELL:
            return form.row >= 0 and form.column >= 0
        case CorrectionKind.TEXT:
            return bool(form.read.split())


def _is_plain(text: str) -> bool:
    return _UNSEEN.search(text) is None


def _refused(what: str) -> TranscritorError:
    return TranscritorError(ErrorCode.REQUEST_INVALID, reason=what)
