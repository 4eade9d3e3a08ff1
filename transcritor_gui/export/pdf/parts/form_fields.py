"""The fields of a form, for parts that hold some of its pages."""

from __future__ import annotations

from typing import Any, Final

import pikepdf

from transcritor_gui.export.pdf.entries import array_of, dictionary_of

__all__ = ["FormFields"]

_DEEPEST: Final = 32
_FIELD_KEYS: Final = tuple(
    f"/{key}"
    for key in ("FT", "T", "TU", "TM", "Ff", "V", "DV", "DA", "Q", "DS", "RV", "MaxLen", "Opt", "I", "TI")
)
_FORM_KEYS: Final = ("/DA", "/Q", "/NeedAppearances")
_RESOURCE_KEYS: Final = ("/Font", "/Encoding")


class FormFields:
    """Of an open PDF. Its widgets are untied from the fields above them, which would bring in all others."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        form = pdf.Root.get("/AcroForm")
        self._is_form = isinstance(form, pikepdf.Dictionary)
        form = dictionary_of(form)
        kept = {key: form[key] for key in _FORM_KEYS if key in form}
        shared = dictionary_of(form.get("/DR"))
        kept["/DR"] = pikepdf.Dictionary({key: shared[key] for key in _RESOURCE_KEYS if key in shared})
        self._form = pdf.make_indirect(pikepdf.Dictionary(kept))
        self._alone: dict[tuple[int, int], Any] = {}
        self._above: dict[int, dict[int, tuple[Any, ...]]] = {}

    def untie(self, page: Any, page_index: int) -> None:
        """Remember which fields stand above the widgets of `page`, and take them off."""
        for place, widget in enumerate(array_of(page.get("/Annots"))):
            if widget.get("/Subtype") != "/Widget":
                continue
            self._above.setdefault(page_index, {})[place] = self._ancestors(widget)
            for key in ("/Parent", "/Kids"):
                if key in widget:
                    del widget[key]

    def put(self, part: Any, *, first: int) -> None:
        """Give `part`, whose first page has the index `first` in the whole, the fields of its widgets.

        To be called before any annotation is taken out of it.
        """
        if not self._is_form:
            return
        made: dict[tuple[int, int], Any] = {}
        top: list[Any] = []
        for index, page in enumerate(part.pages):
            widgets = self._above.get(first + index, {})
            for place, ancestors in widgets.items():
                below = page.obj["/Annots"][place]
                if not below.is_indirect:  # a field is named by those above it
                    below = part.make_indirect(below)
                    page.obj["/Annots"][place] = below
                self._put_under(part, below, ancestors, made, top)
        if top:
            form = part.copy_foreign(self._form)
            form["/Fields"] = pikepdf.Array(top)
            part.Root["/AcroForm"] = form

    def _put_under(
        self,
        part: Any,
        below: Any,
        ancestors: tuple[Any, ...],
        made: dict[tuple[int, int], Any],
        top: list[Any],
    ) -> None:
        for ancestor in ancestors:
            is_known = ancestor.objgen in made
            field = made[ancestor.objgen] if is_known else part.copy_foreign(ancestor)
            if not is_known:
                made[ancestor.objgen] = field
                field["/Kids"] = pikepdf.Array()
            below["/Parent"] = field
            field["/Kids"].append(below)
            if is_known:
                return
            below = field
        top.append(below)

    def _ancestors(self, widget: Any) -> tuple[Any, ...]:
        """The fields above `widget`, the nearest first, each without what leads to the others."""
        found: list[Any] = []
        seen: set[tuple[int, int]] = set()
        field = widget.get("/Parent")
        while isinstance(field, pikepdf.Dictionary) and field.objgen not in seen and len(found) < _DEEPEST:
            if not field.is_indirect:
                break
            seen.add(field.objgen)
            if field.objgen not in self._alone:
                kept = {key: field[key] for key in _FIELD_KEYS if key in field}
                self._alone[field.objgen] = self._pdf.make_indirect(pikepdf.Dictionary(kept))
            found.append(self._alone[field.objgen])
            field = field.get("/Parent")
        return tuple(found)
