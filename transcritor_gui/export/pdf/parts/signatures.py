"""Signatures of a document that is cut: no part can bear them, but what they look like stays on its page."""

from __future__ import annotations

from typing import Any, Final

import pikepdf

from transcritor_gui.export.pdf.entries import array_of

__all__ = ["make_stamps_of_signatures"]

_DEEPEST: Final = 32
_STAMP_KEYS: Final = ("/Type", "/Rect", "/AP", "/AS", "/F", "/Contents", "/NM", "/M", "/C", "/OC")


def make_stamps_of_signatures(pdf: Any) -> None:
    """Turn the fields of signatures on the pages of `pdf` into stamps (ISO 32000-1, 12.5.6.12) that look the
    same, and take away those that show nothing."""
    for page in pdf.pages:
        annotations = array_of(page.obj.get("/Annots"))
        if not any(_is_signature_field(each) for each in annotations):
            continue
        kept = []
        for each in annotations:
            if not _is_signature_field(each):
                kept.append(each)
            elif "/AP" in each:
                stamp = {key: each[key] for key in _STAMP_KEYS if key in each}
                stamp["/Subtype"] = pikepdf.Name.Stamp
                kept.append(pdf.make_indirect(pikepdf.Dictionary(stamp)))
        page.obj["/Annots"] = pikepdf.Array(kept)


def _is_signature_field(annotation: Any) -> bool:
    """Whether it is the widget of a field for signatures, signed or not; the kind may stand above it."""
    if not isinstance(annotation, pikepdf.Dictionary) or annotation.get("/Subtype") != "/Widget":
        return False
    field: Any = annotation
    for _ in range(_DEEPEST):
        if "/FT" in field:
            return bool(field["/FT"] == "/Sig")
        field = field.get("/Parent")
        if not isinstance(field, pikepdf.Dictionary):
            return False
    return False
