"""The invisible words that an earlier OCR left in a page, taken out where ours are put in their place.

Only what paints nothing is touched: text in mode 3 or 7 (ISO 32000-1, table 106), and text that an opaque
picture of the whole page is painted over. Every other operator is written as it was.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from transcritor_gui.export.pdf.entries import dictionary_of, form_resources
from transcritor_gui.export.pdf.geometry import Matrix, PageSpace, Point

__all__ = ["CleanedContent", "may_show_text", "without_earlier_layer"]

_INVISIBLE = (3, 7)
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_COVERS_WITHIN = 0.02
"""Of the page's sides, by which a picture may be smaller than the page and still hide what is below it."""
_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_MAKES_UNSURE = frozenset({"gs", "W", "W*"})
"""Transparency and clipping: a picture may then hide less than it seems to."""
_MOST_FORMS = 64
"""Looked into for text; a page of a drawing may hold thousands."""


@dataclass(frozen=True, slots=True)
class CleanedContent:
    content: bytes | None
    """Of the page; None where it is as it was."""
    forms: Mapping[str, bytes]
    """New contents of forms that the page shows, by their names in its resources."""
    idle_fonts: frozenset[str] = frozenset()
    """Names of the page's fonts that only what is gone was shown in; the content names them no more."""


@dataclass(frozen=True, slots=True)
class _Graphics:
    """What q saves and Q brings back, as far as it matters here."""

    matrix: Matrix = _IDENTITY
    mode: int = 0
    font: str = ""
    is_plain: bool = True


@dataclass
class _Position:
    """Where the next text is shown, in units of the matrix in force."""

    line: Matrix = _IDENTITY
    leading: float = 0.0

    def move(self, x: float, y: float) -> None:
        self.line = _product((1.0, 0.0, 0.0, 1.0, x, y), self.line)


@dataclass
class _Found:
    """What a walk through the operators came upon."""

    instructions: Sequence[Any]
    dropped: set[int] = field(default_factory=set)
    shown_in: dict[int, str] = field(default_factory=dict)
    """The font in force at each operator that shows text."""
    painted: list[tuple[int, Point]] = field(default_factory=list)
    """Text that can be seen so far."""

    @property
    def idle_fonts(self) -> frozenset[str]:
        """Fonts that only dropped text is shown in."""
        busy = {font for place, font in self.shown_in.items() if place not in self.dropped}
        return frozenset({self.shown_in[place] for place in self.dropped} - busy - {""})

    def content(self, *, idle_fonts: frozenset[str] = frozenset()) -> bytes | None:
        if not self.dropped:
            return None
        kept = [
            each
            for place, each in enumerate(self.instructions)
            if place not in self.dropped and not (_is(each, "Tf") and str(each.operands[0]) in idle_fonts)
        ]
        return bytes(pikepdf.unparse_content_stream(kept))


def may_show_text(resources: Any) -> bool:
    """Whether a page with these resources can show text at all; most scans cannot."""
    objects = dictionary_of(resources.get("/XObject")).values()
    forms = [own for each in objects if (own := form_resources(each)) is not None]
    return any(len(dictionary_of(each.get("/Font"))) > 0 for each in (resources, *forms[:_MOST_FORMS]))


def without_earlier_layer(
    page: Any, resources: Any, space: PageSpace, *, is_replaced: Callable[[Point], bool]
) -> CleanedContent:
    """The page's content without the invisible text that begins where `is_replaced`, in the page's units."""
    walk = _Walk(space, dictionary_of(resources.get("/XObject")), is_replaced)
    found = walk.through(page, _Graphics())
    idle = frozenset() if walk.shares_fonts else found.idle_fonts
    return CleanedContent(found.content(idle_fonts=idle), walk.forms, idle)


class _Walk:
    def __init__(self, space: PageSpace, objects: Any, is_replaced: Callable[[Point], bool]) -> None:
        self._space = space
        self._objects = objects
        self._is_replaced = is_replaced
        self.forms: dict[str, bytes] = {}
        self.shares_fonts = False
        """Whether a form on the page uses the page's own fonts."""
        self._seen: set[str] = set()

    def through(self, holder: Any, state: _Graphics, *, is_page: bool = True) -> _Found:
        """Find what to drop from the content of a page, or of a form on it."""
        found = _Found(list(pikepdf.parse_content_stream(holder)))
        saved: list[_Graphics] = []
        position = _Position()
        for place, instruction in enumerate(found.instructions):
            operator, operands = str(instruction.operator), instruction.operands
            try:
                if operator == "q":
                    saved.append(state)
                elif operator == "Q":
                    state = saved.pop() if saved else state
                elif operator == "Do" and is_page:
                    self._object(str(operands[0]), state, found)
                elif operator in _SHOWING:
                    if operator in ("'", '"'):
                        position.move(0.0, -position.leading)
                    self._shown(place, _start(position.line, state.matrix), state, found)
                else:
                    state = _after(state, position, operator, operands)
            except (TypeError, ValueError, IndexError):
                continue  # an operator without its operands does nothing
        return found

    def _shown(self, place: int, start: Point, state: _Graphics, found: _Found) -> None:
        found.shown_in[place] = state.font
        if state.mode not in _INVISIBLE:
            found.painted.append((place, start))
        elif self._is_replaced(start):
            found.dropped.add(place)

    def _object(self, name: str, state: _Graphics, found: _Found) -> None:
        shown = self._objects.get(name)
        if not isinstance(shown, pikepdf.Stream):
            return
        kind = shown.get("/Subtype")
        if kind == "/Form" and name not in self._seen and len(self._seen) < _MOST_FORMS:
            self._seen.add(name)
            self.shares_fonts |= "/Resources" not in shown
            own = tuple(float(each) for each in shown.get("/Matrix", _IDENTITY))
            inner = replace(
                state, matrix=_product((own[0], own[1], own[2], own[3], own[4], own[5]), state.matrix)
            )
            content = self.through(shown, inner, is_page=False).content()
            if content is not None:
                self.forms[name] = content
        elif kind == "/Image" and state.is_plain and self._hides_page(shown, state.matrix):
            found.dropped.update(place for place, start in found.painted if self._is_replaced(start))
            found.painted.clear()

    def _hides_page(self, image: Any, matrix: Matrix) -> bool:
        if any(key in image for key in ("/SMask", "/Mask")) or bool(image.get("/ImageMask", False)):
            return False
        a, b, c, d, e, f = matrix
        if min(abs(a) + abs(d), abs(b) + abs(c)) > 1e-3 * max(abs(a) + abs(d), abs(b) + abs(c)):
            return False  # tilted
        space = self._space
        x_margin = _COVERS_WITHIN * (space.x1 - space.x0)
        y_margin = _COVERS_WITHIN * (space.y1 - space.y0)
        xs, ys = sorted((e, e + a + c)), sorted((f, f + b + d))
        return (
            xs[0] <= space.x0 + x_margin
            and xs[1] >= space.x1 - x_margin
            and ys[0] <= space.y0 + y_margin
            and ys[1] >= space.y1 - y_margin
        )


def _after(state: _Graphics, position: _Position, operator: str, operands: Any) -> _Graphics:
    """The state after an operator that shows nothing; `position` is moved."""
    match operator:
        case "cm":
            return replace(state, matrix=_product(_matrix(operands), state.matrix))
        case "Tf":
            return replace(state, font=str(operands[0]))
        case "Tr":
            return replace(state, mode=int(operands[0]))
        case "BT":
            position.line = _IDENTITY
        case "Tm":
            position.line = _matrix(operands)
        case "Td":
            position.move(float(operands[0]), float(operands[1]))
        case "TD":
            position.leading = -float(operands[1])
            position.move(float(operands[0]), float(operands[1]))
        case "TL":
            position.leading = float(operands[0])
        case "T*":
            position.move(0.0, -position.leading)
        case _ if operator in _MAKES_UNSURE:
            return replace(state, is_plain=False)
    return state


def _is(instruction: Any, operator: str) -> bool:
    return str(instruction.operator) == operator and len(instruction.operands) > 0


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in operands)
    if not all(map(math.isfinite, (a, b, c, d, e, f))):
        raise ValueError("not a matrix")
    return (a, b, c, d, e, f)


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _start(line: Matrix, matrix: Matrix) -> Point:
    """Where text begins."""
    x, y = line[4], line[5]
    return (x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5])
