"""Letters that PDFium gives no character for, as it takes them for the copy of the letter before them.

Bold type was once made by printing letters twice, a little apart, and PDFium leaves the second out. Of
letters that are objects of their own, on a line that runs aslant, it leaves out the second of 'tt', too.
"""

from __future__ import annotations

import ctypes
from dataclasses import replace

import numpy as np

from transcritor_gui.pipeline.pdf import pdfium
from transcritor_gui.pipeline.pdf.characters import Characters
from transcritor_gui.pipeline.pdf.page_objects import PageObjects

__all__ = ["with_dropped_letters"]

_SAME_PLACE = 0.12
"""Of the type size: how far from where the next letter would stand a dropped one may lie."""
_SAME_SHAPE = 2e-3
"""By how much the numbers of a matrix that turn and stretch, and the ink in points, may differ."""


def with_dropped_letters(found: Characters, objects: PageObjects) -> Characters:
    """The same characters, as PDFium orders them, and those that it dropped from lines that run aslant.

    `objects` are those of the page, which must be open.
    """
    drawn, order = found.objects, objects.text_order
    if not drawn.slanted.any() or not set(order).difference(drawn.handles, objects.text_in_forms):
        return found
    number_of = {handle: number for number, handle in enumerate(drawn.handles)}
    glyphs = np.bincount(found.owner, minlength=len(drawn.handles))
    added: list[tuple[int, float]] = []
    last: tuple[int, int, tuple[float, ...], float] | None = None
    for handle in sorted(order, key=order.__getitem__):
        shape = _shape(handle)
        number = number_of.get(handle)
        if number is not None:
            is_letter = drawn.slanted[number] and glyphs[number] == 1
            place = int(np.searchsorted(found.owner, number)) if is_letter else -1
            last = (number, place, shape, 0.0) if place >= 0 else None
        elif last is not None and handle not in objects.text_in_forms:
            number, place, before, moved = last
            step = _step(before, shape, float(drawn.degrees[number]), float(drawn.size[number]))
            width = float(found.end[place] - found.start[place])
            if step is not None and abs(step - width) < _SAME_PLACE * drawn.size[number]:
                moved += step
                added.append((place, moved))
                last = number, place, shape, moved
    return _with_added(found, added) if added else found


def _shape(handle: int) -> tuple[float, ...]:
    """The matrix of a text object, then the width and height of its ink; a space has none."""
    numbers, box = (ctypes.c_float * 6)(), (ctypes.c_float * 4)()
    pdfium.matrix_of_object(handle, ctypes.byref(numbers))
    pdfium.bounds_of_object(handle, *pdfium.places_in(box, step=4, count=4))
    left, bottom, right, top = box
    return (*numbers[:4], right - left, top - bottom, *numbers[4:])


def _step(before: tuple[float, ...], after: tuple[float, ...], degrees: float, size: float) -> float | None:
    """How far one object lies from another of the same shape along their line; None for others."""
    if any(abs(one - other) > _SAME_SHAPE for one, other in zip(before[:-2], after[:-2], strict=True)):
        return None
    dx, dy = after[-2] - before[-2], after[-1] - before[-1]
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    across = dy * cosine - dx * sine
    return float(dx * cosine + dy * sine) if abs(across) < _SAME_PLACE * size else None


def _with_added(found: Characters, added: list[tuple[int, float]]) -> Characters:
    """The characters, after those at the places given the same again so much further on."""
    copied = np.array([place for place, _ in added], np.intp)
    places = np.concatenate((np.arange(len(found.codes)), copied))
    moved = np.concatenate((np.zeros(len(found.codes)), [step for _, step in added]))
    order = np.lexsort((moved, places))
    places, moved = places[order], moved[order]
    same = ("codes", "places", "owner", "base", "stacked")
    return replace(
        found,
        **{name: getattr(found, name)[places] for name in same},
        **{name: getattr(found, name)[places] + moved for name in ("start", "end", "advance")},
        space_before=np.where(moved > 0, 0, found.space_before[places]).astype(np.uint8),
    )
