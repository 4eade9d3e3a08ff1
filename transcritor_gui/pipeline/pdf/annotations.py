"""A page made anew with what is written in its form fields, stamps and notes drawn into its content.

PDFium's own way (`FPDFPage_Flatten`) puts the fonts of fields among those of the page and lets one spoil the
other. Here every appearance becomes a form of its own with its own fonts, and fields and notes that nobody
has drawn yet get a plain appearance from their values. `document` asks for it; qpdf does the work.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from copy import copy
from typing import TYPE_CHECKING, Any

from transcritor_gui.pipeline.pdf.hidden.covering_annotations import plain_box
from transcritor_gui.pipeline.pdf.typeset import set_text

if TYPE_CHECKING:
    import pikepdf

__all__ = ["page_with_annotations"]

_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
"""ISO 32000-1, table 165."""
_MULTILINE, _PASSWORD, _PUSH_BUTTON, _COMB = 1 << 12, 1 << 13, 1 << 16, 1 << 24
"""ISO 32000-1, tables 228 and 226."""
_NOT_DRAWN = frozenset({"/Popup", "/Link", "/PrinterMark", "/TrapNet", "/3D", "/Movie", "/Screen"})
_SHOWS_TEXT = re.compile(rb"\bT[jJ]\b|['\"]\s")
_SIZE = re.compile(r"(-?[\d.]+)\s+Tf")
_USUAL_SIZE = 11.0
_MOST_ANNOTATIONS = 5000
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_OWN = ("/UserUnit", "/Group")
_MOST_PARENTS = 64
_RECTANGLE_NUMBERS = 4
_VALUE_AND_LABEL = 2
"""Parts of an option that shows something else than it means (ISO 32000-1, table 231)."""


def page_with_annotations(pdf: pikepdf.Pdf, page_index: int) -> bytes:
    """A PDF of one page: that of `pdf`, its visible annotations drawn into it.

    Raises what pikepdf raises for damaged files: PdfError, and TypeError, KeyError, ValueError or
    AttributeError for entries of the wrong kind.
    """
    import pikepdf

    holder = pdf.pages[page_index].obj
    made = pikepdf.new()
    new = pikepdf.Dictionary(Type=pikepdf.Name.Page)
    for name in _INHERITED:
        value = _inherited(holder, name)
        if value is not None:
            new[name] = value
    for name in _OWN:
        if name in holder:
            new[name] = holder[name]
    new["/Resources"] = pikepdf.Dictionary(dict(new.get("/Resources", pikepdf.Dictionary()).items()))
    resources: Any = new["/Resources"]
    forms = pikepdf.Dictionary(dict(resources.get("/XObject", pikepdf.Dictionary()).items()))
    resources["/XObject"] = forms
    contents: Any = holder.get("/Contents", [])
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    drawing = b"\nQ\n"
    for number, (form, matrix) in enumerate(_drawn(pdf, holder)):
        name = f"/TrAnnotation{number}"
        forms[name] = form
        drawing += b"q %b cm %b Do Q\n" % (b" ".join(b"%.6g" % value for value in matrix), name.encode())
    new["/Contents"] = pikepdf.Array([pikepdf.Stream(pdf, b"q\n"), *streams, pikepdf.Stream(pdf, drawing)])
    page = pikepdf.Page(pdf.make_indirect(new))
    layers: Any = pdf.Root.get("/OCProperties")
    made.pages.append(page)
    if layers is not None:
        made.Root["/OCProperties"] = made.copy_foreign(pdf.make_indirect(layers))
    data = io.BytesIO()
    made.save(data, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return data.getvalue()


def _inherited(node: Any, name: str) -> Any:
    """An entry of a page or a field, or of one of its parents; None where none has it."""
    for _ in range(_MOST_PARENTS):
        if name in node:
            return node[name]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def _drawn(pdf: Any, holder: Any) -> Iterator[tuple[Any, tuple[float, ...]]]:
    """The appearance of each visible annotation, with the matrix that puts it in its place."""
    import pikepdf

    form: Any = pdf.Root.get("/AcroForm", {})
    drawn_anew = bool(form.get("/NeedAppearances", False))
    for annotation in list(holder.get("/Annots", []))[:_MOST_ANNOTATIONS]:
        if not isinstance(annotation, pikepdf.Dictionary) or not _is_seen(annotation):
            continue
        rect = [float(value) for value in annotation.get("/Rect", [])]
        if len(rect) != _RECTANGLE_NUMBERS:
            continue
        left, right = sorted((rect[0], rect[2]))
        bottom, top = sorted((rect[1], rect[3]))
        appearance = _appearance(annotation)
        says_it = appearance is not None and _has_text(appearance)
        if not says_it and _is_ticked(annotation, appearance):
            # In place of lines that draw it, which say nothing.
            yield _tick(pdf, right - left, top - bottom), (1, 0, 0, 1, left, bottom)
            continue
        value = _value(annotation)
        set_anew = (drawn_anew and _is_typed(annotation)) or _is_comb(annotation, value)
        if value and (set_anew or not says_it):
            if appearance is not None and not says_it:
                yield appearance, _placed(appearance, left, bottom, right, top)
            yield _written(pdf, annotation, value, right - left, top - bottom), (1, 0, 0, 1, left, bottom)
        elif appearance is not None:
            if "/Resources" not in appearance and "/DR" in form:
                appearance["/Resources"] = form["/DR"]
            if "/OC" in annotation and "/OC" not in appearance:
                appearance = copy(appearance)  # another annotation may be drawn by it too
                appearance["/OC"] = annotation["/OC"]
            yield appearance, _placed(appearance, left, bottom, right, top)
        else:
            box = plain_box(pdf, annotation, right - left, top - bottom)
            if box is not None:
                yield box, (1, 0, 0, 1, left, bottom)


def _appearance(annotation: Any) -> Any:
    """The stream that draws the annotation in the state it is in; None where it has none."""
    import pikepdf

    normal: Any = annotation.get("/AP", {}).get("/N")
    if isinstance(normal, pikepdf.Stream):
        return _as_form(normal)
    if not isinstance(normal, pikepdf.Dictionary):
        return None
    state: Any = annotation.get("/AS")
    if state is None:
        state = _inherited(annotation, "/V")
    stream = normal.get(str(state)) if isinstance(state, pikepdf.Name) else None
    return _as_form(stream) if isinstance(stream, pikepdf.Stream) else None


def _as_form(stream: Any) -> Any:
    import pikepdf

    stream["/Type"], stream["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    if "/BBox" not in stream:
        stream["/BBox"] = pikepdf.Array([0, 0, 1, 1])
    return stream


def _has_text(stream: Any) -> bool:
    return _SHOWS_TEXT.search(stream.read_bytes()) is not None


def _is_typed(annotation: Any) -> bool:
    """Whether it is a field for text or a choice, which readers draw anew where the file asks."""
    return str(_inherited(annotation, "/FT")) in ("/Tx", "/Ch")


def _is_comb(annotation: Any, value: str) -> bool:
    """Whether letters that any font has stand in boxes of their own, too far apart to be read as a word."""
    flags = int(_inherited(annotation, "/Ff") or 0)
    is_comb = flags & _COMB and not flags & (_MULTILINE | _PASSWORD)
    return bool(is_comb) and value.isascii() and str(_inherited(annotation, "/FT")) == "/Tx"


def _value(annotation: Any) -> str:
    """What stands in a field or a note that may not have been drawn; '' for nothing, and for passwords."""
    import pikepdf

    if str(annotation.get("/Subtype", "")) == "/FreeText":
        return _text_of(annotation.get("/Contents"))
    kind, flags = str(_inherited(annotation, "/FT")), int(_inherited(annotation, "/Ff") or 0)
    value: Any = _inherited(annotation, "/V")
    if str(annotation.get("/Subtype", "")) != "/Widget" or value is None:
        return ""
    if kind == "/Tx":
        return "" if flags & _PASSWORD else _text_of(value)
    if kind == "/Ch":
        chosen = list(value) if isinstance(value, pikepdf.Array) else [value]
        labels = dict(_labels(_inherited(annotation, "/Opt")))
        return "\n".join(labels.get(_text_of(item), _text_of(item)) for item in chosen)
    return ""


def _is_seen(annotation: Any) -> bool:
    is_hidden = int(annotation.get("/F", 0)) & (_HIDDEN | _NO_VIEW)
    return not is_hidden and str(annotation.get("/Subtype", "")) not in _NOT_DRAWN


def _is_ticked(annotation: Any, appearance: Any) -> bool:
    """Whether it is a box to be ticked, or a button of several, that is on and seen to be."""
    import pikepdf

    if "/AP" in annotation and (appearance is None or not appearance.read_bytes().strip()):
        return False
    if str(annotation.get("/Subtype", "")) != "/Widget" or str(_inherited(annotation, "/FT")) != "/Btn":
        return False
    state: Any = annotation.get("/AS", _inherited(annotation, "/V"))
    is_push_button = int(_inherited(annotation, "/Ff") or 0) & _PUSH_BUTTON
    return isinstance(state, pikepdf.Name) and str(state) != "/Off" and not is_push_button


def _tick(pdf: pikepdf.Pdf, width: float, height: float) -> pikepdf.Stream:
    """The appearance of a box that is ticked, with a glyph that has a meaning."""
    import pikepdf

    size = max(min(width, height), 1.0)
    form = pikepdf.Stream(pdf, b"BT /F %g Tf %g %g Td (4) Tj ET" % (0.9 * size, 0.1 * size, 0.15 * size))
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array([0, 0, width, height])
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.ZapfDingbats
    )
    form["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    return form


def _labels(options: Any) -> Iterator[tuple[str, str]]:
    import pikepdf

    for option in options if options is not None else []:
        if isinstance(option, pikepdf.Array) and len(option) == _VALUE_AND_LABEL:
            yield _text_of(option[0]), _text_of(option[1])


def _text_of(value: Any) -> str:
    import pikepdf

    if isinstance(value, pikepdf.Stream):
        return value.read_bytes().decode("utf-8", "replace").strip()
    return str(value).strip() if isinstance(value, (pikepdf.String, str)) else ""


def _placed(form: Any, left: float, bottom: float, right: float, top: float) -> tuple[float, ...]:
    """The matrix that lays a form's box on a rectangle (ISO 32000-1, 12.5.5)."""
    x0, y0, x1, y1 = (float(value) for value in form["/BBox"])
    a, b, c, d, e, f = (float(value) for value in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    across = (right - left) / wide if wide else 1.0
    up = (top - bottom) / high if high else 1.0
    return across, 0.0, 0.0, up, left - min(xs) * across, bottom - min(ys) * up


def _written(pdf: Any, annotation: Any, text: str, width: float, height: float) -> Any:
    """A plain appearance that says `text`."""
    import pikepdf

    settings: Any = _inherited(annotation, "/DA")
    if settings is None:
        settings = pdf.Root.get("/AcroForm", {}).get("/DA", "")
    match = _SIZE.search(str(settings))
    size = abs(float(match[1])) if match is not None else _USUAL_SIZE
    flags = int(_inherited(annotation, "/Ff") or 0)
    is_note = str(annotation.get("/Subtype", "")) == "/FreeText"
    set_in = set_text(
        text,
        width=width,
        height=height,
        size=size,
        align=int(annotation.get("/Q", _inherited(annotation, "/Q") or 0)),
        wraps=is_note or bool(flags & _MULTILINE),
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Dictionary(
            Type=pikepdf.Name.Encoding, Differences=pikepdf.Array([1, *map(pikepdf.Name, set_in.glyph_names)])
        ),
        ToUnicode=pikepdf.Stream(pdf, set_in.unicode_map),
    )
    form = pikepdf.Stream(pdf, set_in.content)
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array([0, 0, width, height])
    form["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    return form
