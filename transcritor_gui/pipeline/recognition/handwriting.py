"""What is written by hand on a page of print: places of ink that no engine has read with certainty. Pure.

Print is upright and small, and its strokes stand or lie; a pen leaves long, thin, bent strokes that lean.
Called by `recognise` once all words are judged: ink under words that were surely read is print to it, however
it was made. Where nothing is left of that kind it costs some hundredths of a second.
docs/decisions/0190-handwriting-apart.md has the figures behind the thresholds.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import cv2
import numpy as np
import numpy.typing as npt

from transcritor_gui.model import Box, mean_confidence
from transcritor_gui.pipeline.cleanup.grey import as_grey, shapes_of
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.recognition.readings import JudgedWord

__all__ = ["Handwritten", "PartedWords", "part_handwriting"]

_DPI = 150.0
"""Of the picture that is looked at; a pen's stroke is two or three pixels wide on it."""
_HALF = 0.45
_INK = 170
"""Grey level below which a pixel of that picture is ink."""
_SURE = 0.8
"""Confidence of words out of doubt from which their ink is print."""
_PAD_PX = 2
_FEWEST_SURE = 8
"""Words that tell how tall the page's letters are; with fewer, letters are as tall as most."""
_USUAL_LETTER_PX, _LETTER_PX = 17.0, (10.0, 34.0)
"""With ascender and descender: 11 points, and the least and the most that is believed."""
_TALL, _WIDE = 1.35, 2.0
"""In such heights: a connected stroke that is taller or wider is no letter of print."""
_TALLEST, _WIDEST, _TALLEST_IN = 9.0, 45.0, 1.5
"""In the same, and in inches: what is larger is a drawing, a frame or the edge of the paper."""
_RING, _HOLLOW = 2.5, 0.02
"""In the same, what may be the ring of a stamp; and the share of its ink that lies in its middle."""
_TALLEST_WORD = 3.0
"""In the same: a taller box of a word is not that of its letters alone."""
_RULE_IN, _RULE_PX = 0.4, 5
"""A straight stroke from this length on, and thinner, is a rule."""
_THICKEST_PX = 9
"""1.5 mm: what is thicker is filled in, and what stands beside it a part of the same logo or picture."""
_MOST_DRAWN = 0.15
"""Of what is filled in or large, by the ink of the strokes beside it: a blot is no logo."""
_MOST_SPECKS = 30
"""Pieces of ink smaller than half a letter, a square inch: where there are more, the paper is dirty."""
_REACH_IN = (0.22, 0.12)
"""Across and down, within which strokes are of one place."""
_EDGE_IN = 0.06
"""From the edge of the picture, within which ink is the shadow of the paper's edge."""

_MOST_STRAIGHT = 0.26
"""Of the outline, what stands or lies, within 7.5 degrees: handwriting 0.12 to 0.26, print 0.26 to 0.55."""
_STRAIGHT_DEGREES = 7.5
_FEWEST_CROSSED = 1.5
"""Strokes that a line across the place meets, an inch: curves of charts and maps have 0.6 to 1.3."""
_FEWEST_IN_LINES = 4.0
"""The same where lines that run into each other are one stroke; rings of stamps and arcs have 1 to 2.5."""
_SHORTEST_IN = 1.0
"""Of all strokes of a place, one after the other."""
_LEAST_BENT = 1.25
"""The same by the diagonal of the place."""
_LONG_IN, _BENT_OF_LONG, _STRAIGHT_OF_LONG, _CROSSED_OF_LONG = 3.0, 2.0, 0.34, 1.2
"""Of so much, and so bent, a part may be print that a signature crosses, or rules of the paper."""
_SQUARE, _SQUARE_OF_LONG, _UPRIGHT_BINS = 0.08, 0.1, 3
"""Share of the outline: labels of charts that are printed slanted have 0.08 to 0.13, slanting hands 0.02 to
0.06, a signature 0.09 at most."""
_MOST_DENSE = 13.0
"""Inches of stroke on a square inch: handwriting has 3 to 12, coats of arms and emblems 20 to 30."""
_MOST_READ = 0.5
"""Of the letters of a line, or of the ink of a place: where more was read, it is text."""
_TRUSTED = 0.7
"""Mean confidence of the doubtful words of a line from which they stay in the text: print that a signature
crosses is read at 0.9, lines of a letter at 0.3 to 0.65."""
_LEAST_OF_WORD = 0.4
"""Of the ink of a word, what long strokes have left, for a word that is written by hand."""


@dataclass(frozen=True, slots=True)
class Handwritten:
    """A place on a cleaned page, in its pixels."""

    box: Box
    words: tuple[JudgedWord, ...]
    """What was read there, with little certainty; () for nothing."""


@dataclass(frozen=True, slots=True)
class PartedWords:
    text: tuple[JudgedWord, ...]
    """In their order."""
    handwritten: tuple[Handwritten, ...] = ()
    """From top to bottom."""


@dataclass(frozen=True, eq=False)
class _Places:
    """What was written where, on the picture that is looked at."""

    ink: GreyImage
    """1 where there is ink that no sure word covers."""
    strokes: npt.NDArray[np.int32]
    """The number of the place whose long stroke lies there; 0 for none."""
    reach: npt.NDArray[np.int32]
    """The same around them."""
    boxes: dict[int, Box]


def part_handwriting(judged: Sequence[JudgedWord], pixels: GreyImage, *, dpi: float) -> PartedWords:
    """The judged words of a cleaned, upright page parted into its text and what is written by hand."""
    scale = _DPI / dpi
    # Of halves and more, four pixels tell as much as all, in a third of the time.
    how = cv2.INTER_LINEAR if scale >= _HALF else cv2.INTER_AREA
    small = as_grey(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=how))
    ink = as_grey(cv2.threshold(small, _INK - 1, 1, cv2.THRESH_BINARY_INV)[1])
    height = _letter_height(judged, scale)
    for item in judged:
        if _is_sure(item) and _height(item) * scale <= _TALLEST_WORD * height:
            ink[_area(item, scale, pad=_PAD_PX)] = 0
    places = _places(ink, height)
    return PartedWords(tuple(judged)) if places is None else _parted(judged, places, scale)


def _is_sure(item: JudgedWord) -> bool:
    return not item.doubtful and item.word.confidence >= _SURE


def _height(item: JudgedWord) -> int:
    return item.word.y1 - item.word.y0


def _letter_height(judged: Sequence[JudgedWord], scale: float) -> float:
    heights = [_height(item) * scale for item in judged if _is_sure(item)]
    if len(heights) < _FEWEST_SURE:
        return _USUAL_LETTER_PX
    least, most = _LETTER_PX
    return min(max(statistics.median(heights), least), most)


def _area(item: JudgedWord, scale: float, *, pad: int = 0) -> tuple[slice, slice]:
    word = item.word
    top, left = max(0, round(word.y0 * scale) - pad), max(0, round(word.x0 * scale) - pad)
    return (
        slice(top, max(top, round(word.y1 * scale) + pad) + 1),
        slice(left, max(left, round(word.x1 * scale) + pad) + 1),
    )


def _places(ink: GreyImage, height: float) -> _Places | None:
    """Where strokes of a pen stand; None for nowhere."""
    strokes = _strokes(ink, height)
    if strokes is None:
        return None
    long, drawn = strokes.long, strokes.drawn
    across, down = (round(reach * _DPI) for reach in _REACH_IN)
    around = np.ones((2 * down + 1, 2 * across + 1), np.uint8)
    drawn |= as_grey(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((_THICKEST_PX, _THICKEST_PX), np.uint8)))
    count, reach, facts, _ = cv2.connectedComponentsWithStats(cv2.dilate(long, around))
    boxes = {}
    for place in range(1, count):
        x, y, width, tall = (int(fact) for fact in facts[place][:4])
        area = slice(y, y + tall), slice(x, x + width)
        here = reach[area] == place
        own = long[area] & here
        if (
            drawn[area][here].sum() <= _MOST_DRAWN * own.sum()
            and strokes.specks_in(area, here) <= _MOST_SPECKS * float(here.sum()) / _DPI**2
            and _is_written(own, strokes.cut[area])
        ):
            ys, xs = np.nonzero(own)
            left, top = x + int(xs.min()), y + int(ys.min())
            boxes[place] = Box(left, top, x + int(xs.max()) + 1, y + int(ys.max()) + 1)
    if not boxes:
        return None
    known = np.zeros(count, np.int32)
    known[list(boxes)] = list(boxes)
    reach = known[reach]
    return _Places(ink, np.where(long > 0, reach, 0), reach, boxes)


@dataclass(frozen=True, eq=False)
class _Strokes:
    long: GreyImage
    """1 where a connected stroke is longer than a letter."""
    drawn: GreyImage
    """1 where one is of a drawing or a frame."""
    cut: GreyImage
    """1 where a rule was taken out: strokes end there as if they lay."""
    specks: npt.NDArray[np.float64]
    """The middles, x and y, of what is smaller than a letter. Shape (specks, 2)."""

    def specks_in(self, area: tuple[slice, slice], here: npt.NDArray[np.bool_]) -> int:
        x, y = self.specks[:, 0].astype(int) - area[1].start, self.specks[:, 1].astype(int) - area[0].start
        rows, columns = here.shape
        inside = (x >= 0) & (y >= 0) & (x < columns) & (y < rows)
        return int(here[y[inside], x[inside]].sum())


def _strokes(ink: GreyImage, height: float) -> _Strokes | None:
    """None where no stroke is longer than a letter."""
    plain, cut = _without_rules(ink)
    shapes = shapes_of(plain)
    labels = shapes.labels
    x, y, width, tall = (shapes.boxes[:, column] for column in range(4))
    edge = round(_EDGE_IN * _DPI)
    rows, columns = ink.shape
    inside = (x > edge) & (y > edge) & (x + width < columns - edge) & (y + tall < rows - edge)
    is_long = (tall > _TALL * height) | (width > _WIDE * height)
    is_large = is_long & (
        ~inside | (tall > min(_TALLEST * height, _TALLEST_IN * _DPI)) | (width > _WIDEST * height)
    )
    is_long[0] = is_large[0] = False
    is_drawn = np.zeros_like(is_long)
    for label in np.flatnonzero(is_long):
        area = slice(y[label], y[label] + tall[label]), slice(x[label], x[label] + width[label])
        own = (labels[area] == label).astype(np.uint8)
        # Lines of a letter that run into each other are full of strokes, which a drawing is not.
        is_drawn[label] = (
            _shape_of(own).crossed < _FEWEST_IN_LINES
            if is_large[label]
            else min(tall[label], width[label]) > _RING * height and _is_hollow(own)
        )
    if not (is_long & ~is_drawn).any():
        return None
    is_small = np.maximum(tall, width) < height / 2
    return _Strokes(
        long=(is_long & ~is_drawn).astype(np.uint8)[labels],
        drawn=(is_drawn & inside).astype(np.uint8)[labels],
        cut=cut,
        specks=shapes.middles[is_small],
    )


def _is_hollow(stroke: GreyImage) -> bool:
    """Whether nothing of it lies in its middle: the ring of a stamp, a frame."""
    rows, columns = stroke.shape
    middle = stroke[rows // 4 : rows - rows // 4, columns // 4 : columns - columns // 4]
    return int(middle.sum()) < _HOLLOW * int(stroke.sum())


def _without_rules(ink: GreyImage) -> tuple[GreyImage, GreyImage]:
    """The ink without straight lines, and where they were."""
    length = round(_RULE_IN * _DPI)
    cut = np.zeros_like(ink)
    for along, across in (((1, length), (_RULE_PX, 1)), ((length, 1), (1, _RULE_PX))):
        rules = as_grey(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(along, np.uint8)))
        if rules.any():
            thick = as_grey(cv2.morphologyEx(rules, cv2.MORPH_OPEN, np.ones(across, np.uint8)))
            cut |= as_grey(cv2.dilate(rules & ~thick, np.ones((3, 3), np.uint8)))
    return ink & ~cut, cut


@dataclass(frozen=True, slots=True)
class _Shape:
    straight: float
    """Share of the outline that stands or lies."""
    crossed: float
    """Strokes that a line across meets, an inch."""
    length_in: float
    bent: float
    """The length by the diagonal."""
    dense: float
    """Inches of stroke on a square inch."""
    slanted: float
    """How square to one another its strokes stand where they stand slanted, as print does that is turned."""


def _shape_of(strokes: GreyImage, cut: GreyImage | None = None) -> _Shape:
    """`cut`: where what ends does not count as an outline."""
    ys, xs = np.nonzero(strokes)
    around = slice(int(ys.min()), int(ys.max()) + 1), slice(int(xs.min()), int(xs.max()) + 1)
    part = np.pad(strokes[around], 2)
    rows, columns = part.shape
    depth = cv2.distanceTransform(part, cv2.DIST_L2, 3)
    ridge = (depth > 0) & (depth >= cv2.dilate(depth, np.ones((3, 3), np.uint8)) - 1e-6)
    length = float(part.sum()) / max(1.0, 2 * float(depth[ridge].mean()))
    soft = cv2.GaussianBlur(part.astype(np.float32), (0, 0), 1)
    dx, dy = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    weight, direction = np.hypot(dx, dy), np.degrees(np.arctan2(dy, dx)) % 180
    angle = direction % 90
    if cut is not None and cut[around].any():
        weight[cv2.dilate(np.pad(cut[around], 2), np.ones((5, 5), np.uint8)) > 0] = 0
    near = (angle < _STRAIGHT_DEGREES) | (angle >= 90 - _STRAIGHT_DEGREES)
    slanted = _squareness(direction, weight)
    straight = float(weight[near].sum() / max(1e-6, float(weight.sum())))
    changes = float(np.abs(np.diff(part.astype(np.int8), axis=1)).sum()) / 2
    crossed = changes / rows / max(0.2, columns / _DPI)
    bent, dense = length / float(np.hypot(rows, columns)), length * _DPI / (rows * columns)
    return _Shape(straight, crossed, length / _DPI, bent, dense, slanted)


def _squareness(direction: npt.NDArray[np.float32], weight: npt.NDArray[np.float32]) -> float:
    """Of the outline, the lesser share of the two directions, square to one another, that hold most of it.

    0 where these are upright.
    """
    bins = np.histogram(direction, bins=36, range=(0, 180), weights=weight)[0]
    shares = bins / max(1e-6, float(bins.sum()))
    near = shares + np.roll(shares, 1) + np.roll(shares, -1)
    pairs = near[:18] + near[18:]
    main = int(pairs.argmax())
    upright = main < _UPRIGHT_BINS or main >= 18 - _UPRIGHT_BINS
    return 0.0 if upright else float(min(near[main], near[main + 18]))


def _is_written(strokes: GreyImage, cut: GreyImage) -> bool:
    shape = _shape_of(strokes, cut)
    is_long = shape.length_in >= _LONG_IN
    if shape.dense > _MOST_DENSE or shape.slanted >= (_SQUARE_OF_LONG if is_long else _SQUARE):
        return False
    if is_long and shape.bent >= _BENT_OF_LONG:
        return shape.straight <= _STRAIGHT_OF_LONG and shape.crossed >= _CROSSED_OF_LONG
    return (
        shape.straight <= _MOST_STRAIGHT
        and shape.crossed >= _FEWEST_CROSSED
        and shape.length_in >= _SHORTEST_IN
        and shape.bent >= _LEAST_BENT
    )


def _parted(judged: Sequence[JudgedWord], places: _Places, scale: float) -> PartedWords:
    """The words under strokes, but those of lines that were read, taken out of the text."""
    taken: dict[int, int] = {}
    for _, group in groupby(enumerate(judged), key=_line):
        line = list(group)
        letters = sum(len(item.word.text) for _, item in line)
        read = sum(len(item.word.text) for _, item in line if _is_sure(item))
        unsure = [(index, item) for index, item in line if not _is_sure(item)]
        trust = mean_confidence([item.word for _, item in unsure])
        is_lost = read < _MOST_READ * letters and trust is not None and trust < _TRUSTED
        if is_lost and any(_place_of(item, places, scale) for _, item in unsure):
            for index, item in unsure:
                place = _place_of(item, places, scale) or _near(item, places, scale)
                if place:
                    taken[index] = place
    unread = places.ink.copy()
    for index, item in enumerate(judged):
        if index not in taken:
            unread[_area(item, scale)] = 0
    strokes = places.strokes.ravel()
    written, left = np.bincount(strokes), np.bincount(strokes, weights=unread.ravel())
    found = []
    for place, box in places.boxes.items():
        words = tuple(judged[index] for index, other in taken.items() if other == place)
        if words or left[place] >= _MOST_READ * written[place]:
            around = Box(box.x0 / scale, box.y0 / scale, box.x1 / scale, box.y1 / scale)
            found.append(Handwritten(around, words))
    return PartedWords(
        tuple(item for index, item in enumerate(judged) if index not in taken),
        tuple(sorted(found, key=lambda each: (each.box.y0, each.box.x0))),
    )


def _line(numbered: tuple[int, JudgedWord]) -> tuple[int, int, int]:
    word = numbered[1].word
    return word.block, word.paragraph, word.line


def _place_of(item: JudgedWord, places: _Places, scale: float) -> int:
    """The place whose long strokes are most of the word's ink; 0 for none."""
    area = _area(item, scale)
    own = places.strokes[area]
    ink = int(places.ink[area].sum())
    if not ink or np.count_nonzero(own) < _LEAST_OF_WORD * ink:
        return 0
    return int(np.bincount(own[own > 0]).argmax())


def _near(item: JudgedWord, places: _Places, scale: float) -> int:
    """The place within whose reach the middle of the word lies; 0 for none."""
    rows, columns = places.reach.shape
    y = min(round((item.word.y0 + item.word.y1) / 2 * scale), rows - 1)
    x = min(round((item.word.x0 + item.word.x1) / 2 * scale), columns - 1)
    return int(places.reach[y, x])
