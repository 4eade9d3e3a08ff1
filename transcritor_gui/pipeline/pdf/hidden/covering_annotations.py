"""Annotations that may hide what lies under them: black boxes that were laid over a name.

`document` has them drawn into the page, as all viewers do, so that `visibility` finds the words under them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pypdfium2 import raw

if TYPE_CHECKING:
    import pikepdf

__all__ = ["COVERING_KINDS", "may_cover", "plain_box"]

_BOXES = frozenset({raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE})
COVERING_KINDS = _BOXES | {
    raw.FPDF_ANNOT_POLYGON,
    raw.FPDF_ANNOT_HIGHLIGHT,
    raw.FPDF_ANNOT_INK,
    raw.FPDF_ANNOT_LINE,
    raw.FPDF_ANNOT_REDACT,
}
_MOST_OBJECTS = 50
"""Of one appearance that are looked at."""
_COLOURS = {1: b"%g g", 3: b"%g %g %g rg", 4: b"%g %g %g %g k"}
"""By how many numbers a colour has (ISO 32000-1, table 177)."""


def may_cover(annotation: Any) -> bool:
    """Whether one of the `COVERING_KINDS` is seen, and painted so that nothing shines through.

    `annotation` is PDFium's handle.
    """
    if raw.FPDFAnnot_GetFlags(annotation) & (raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW):
        return False
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    count = raw.FPDFAnnot_GetObjectCount(annotation)
    if count <= 0:
        return kind in _BOXES and bool(raw.FPDFAnnot_HasKey(annotation, b"IC"))
    for number in range(min(count, _MOST_OBJECTS)):
        item = raw.FPDFAnnot_GetObject(annotation, number)
        is_form = raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM
        # A marker lets shine through, in a form that says so inside of another.
        if not raw.FPDFPageObj_HasTransparency(item) and not (is_form and kind == raw.FPDF_ANNOT_HIGHLIGHT):
            return True
    return False


def plain_box(pdf: pikepdf.Pdf, annotation: Any, width: float, height: float) -> pikepdf.Stream | None:
    """The appearance of a box or an ellipse that has a filling and no appearance of its own."""
    import pikepdf

    filling = [float(value) for value in annotation.get("/IC", [])]
    if str(annotation.get("/Subtype", "")) not in ("/Square", "/Circle") or len(filling) not in _COLOURS:
        return None
    # An ellipse hides what is in its middle: the box inside of it.
    inset = 0.0 if str(annotation["/Subtype"]) == "/Square" else 0.146
    box = (width * inset, height * inset, width * (1 - 2 * inset), height * (1 - 2 * inset))
    content = _COLOURS[len(filling)] % tuple(filling) + b" /G gs %g %g %g %g re f" % box
    form = pikepdf.Stream(pdf, content)
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array([0, 0, width, height])
    state = pikepdf.Dictionary(ca=float(annotation.get("/CA", 1)))
    form["/Resources"] = pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(G=state))
    return form
