"""The fields of an upload's form beside its file: what they mean, and how the API describes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import speaking
from transcritor_gui.model import LANGUAGES_PATTERN, Option, OptionKind, TranscriptionOptions, options_of
from transcritor_gui.pipeline.ocr.registry import engines
from transcritor_gui.team.storage.passwords import MOST_BYTES

__all__ = ["form_description", "read_fields"]


def read_fields(fields: Mapping[str, str]) -> tuple[TranscriptionOptions, str | None]:
    """Options and password; TranscritorError(REQUEST_INVALID | BAD_PAGE_RANGE) naming the field."""
    table = options_of(TranscriptionOptions)
    known = {"password", *(each.form_name for each in table)}
    for name in fields:
        if name not in known:
            raise TranscritorError(ErrorCode.REQUEST_INVALID, reason=name[:40])
    values: dict[str, Any] = {each.name: each.read(fields.get(each.form_name, "")) for each in table}
    options = TranscriptionOptions(**values)
    if not any(kind.name == options.engine for kind in engines()):
        raise TranscritorError(ErrorCode.REQUEST_INVALID, reason="engine")
    password = fields.get("password") or None
    if password is not None and len(password.encode()) > MOST_BYTES:
        raise TranscritorError(ErrorCode.REQUEST_INVALID, reason="password")
    return options, password


def form_description() -> dict[str, Any]:
    """What a request holds, as OpenAPI has it."""
    properties: dict[str, Any] = {
        "file": {
            "type": "string",
            "format": "binary",
            "contentMediaType": "application/pdf",
            "description": "The PDF or picture.",
        },
        "password": {
            "type": "string",
            "format": "password",
            "description": f"What opens a locked PDF; at most {MOST_BYTES} bytes of UTF-8.",
        },
    }
    with speaking("en"):
        properties |= {each.form_name: _schema(each) for each in options_of(TranscriptionOptions)}
    schema = {
        "type": "object",
        "required": ["file"],
        "properties": properties,
        "additionalProperties": False,
    }
    form = {"schema": schema, "encoding": {"file": {"contentType": "application/pdf, image/*"}}}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": form}}}


def _schema(option: Option) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "default": option.default, "description": option.help()}
    match option.kind:
        case OptionKind.FLAG:
            return {**schema, "type": "boolean"}
        case OptionKind.CHOICE:
            return {**schema, "enum": [str(value) for value, _words in option.values]}
        case OptionKind.ENGINE:
            return {**schema, "enum": [kind.name for kind in engines()]}
        case OptionKind.LANGUAGES:
            return {**schema, "pattern": f"^({LANGUAGES_PATTERN})$"}
        case OptionKind.PAGES:
            return {**schema, "format": "page-ranges"}
