"""What a PDF states of itself that PDFium does not tell, asked of qpdf.

A file too damaged to be asked states nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

__all__ = ["WRONG_KINDS", "has_hidden_layers", "needs_rendering", "user_units"]

WRONG_KINDS = (TypeError, KeyError, ValueError, AttributeError, IndexError, OverflowError, RuntimeError)
"""What pikepdf raises for an entry that is not what it should be, beside errors of its own."""
_MOST_USER_UNIT = 1000
"""What is beyond is taken for damage."""

_Answer = TypeVar("_Answer")


def user_units(path: str, password: str | None) -> dict[int, float]:
    """Points per unit of user space, by page_index, of pages that state it; none is what PDFium goes by."""
    return _asked(path, password, _units_in, otherwise={})


def needs_rendering(path: str, password: str | None) -> bool:
    """Whether the catalogue says that the document is an XFA form, drawn by a program alone."""
    return _asked(path, password, lambda pdf: bool(pdf.Root.get("/NeedsRendering", False)), otherwise=False)


def has_hidden_layers(path: str, password: str | None) -> bool:
    """Whether some layers (optional content, ISO 32000-1, 8.11) are not shown."""
    return _asked(path, password, _hides_layers, otherwise=False)


def _asked(path: str, password: str | None, ask: Callable[[Any], _Answer], *, otherwise: _Answer) -> _Answer:
    import pikepdf

    try:
        with pikepdf.open(path, password=password if password is not None else "") as pdf:
            return ask(pdf)
    except (pikepdf.PikepdfError, *WRONG_KINDS):
        return otherwise


def _units_in(pdf: Any) -> dict[int, float]:
    stated = ((index, page.obj.get("/UserUnit")) for index, page in enumerate(pdf.pages))
    return {
        index: float(unit)
        for index, unit in stated
        if unit is not None and 0 < float(unit) <= _MOST_USER_UNIT
    }


def _hides_layers(pdf: Any) -> bool:
    layers = pdf.Root.get("/OCProperties")
    if layers is None:
        return False
    shown = layers.get("/D", {})
    return (
        str(shown.get("/BaseState", "/ON")) != "/ON"
        or len(shown.get("/OFF", [])) > 0
        or any("/Usage" in group for group in layers.get("/OCGs", []))
    )
