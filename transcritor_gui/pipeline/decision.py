"""What to do with a page: take its text layer, recognise its picture, or both, region by region.

Pure: facts in, plan out. `page` carries the plan out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from transcritor_gui.model import Box, OcrMode, RefusalReason, Word, enclosing

__all__ = ["PageEvidence", "PagePlan", "PlanKind", "decide", "image_regions", "outline_regions"]

_LEAST_REGION_WIDTH_PT = 40.0
_LEAST_REGION_HEIGHT_PT = 9.0
_LEAST_REGION_AREA_PT2 = 2500.0
"""Smaller pictures are logos, bullets, icons: a line of 12 pt type is about 2500 square points at 7 cm."""
_LEAST_REGION_PX = 24
_TOUCHING_PT = 2.0
"""Scanners and printer drivers cut pictures into strips that touch."""
_FEWEST_OUTLINED_LETTERS = 40
"""Fewer filled curves together are a logo."""
_OUTLINE_GAP = 1.5
_LIES_IN = 0.5
"""Share of a box from which it belongs to what it lies on: an outline to its cluster, a word to a region."""
_MOST_TEXT_ON_OUTLINES = 0.2
"""Share of a cluster of outlines that words may cover where it is to be read as a picture."""
"""Outlined letters belong together within this many letter heights."""


class PlanKind(StrEnum):
    TEXT = "text"
    OCR = "ocr"
    MIXED = "mixed"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """What is known of a page before anything of it is drawn."""

    width_pt: float
    height_pt: float
    visible: tuple[Word, ...] = ()
    """Words of the text layer that a reader sees."""
    invisible: tuple[Word, ...] = ()
    """Words that only copying or searching finds: an earlier OCR."""
    images: tuple[Box, ...] = ()
    """Where pictures fine enough to hold letters lie."""
    outlines: tuple[Box, ...] = ()
    """Filled curves that might be letters."""
    draws_anything: bool = False
    """Whether there are pictures, paths or shadings of any kind."""
    refusal: RefusalReason | None = None
    """Why the visible words are not to be trusted; None where they are."""


@dataclass(frozen=True, slots=True)
class PagePlan:
    kind: PlanKind
    kept: tuple[Word, ...] = ()
    """Words of the text layer that are taken over."""
    rivals: tuple[Word, ...] = ()
    """Words of an earlier OCR in the regions: the better reading wins."""
    regions: tuple[Box, ...] = ()
    """What has to be recognised, on the page as shown."""
    without_text: bool = False
    """Whether the regions are drawn without the page's visible text, so that nothing is read twice."""
    refused: RefusalReason | None = None
    """Why the text layer was refused."""


def decide(facts: PageEvidence, *, mode: OcrMode) -> PagePlan:  # noqa: PLR0911 - one exit a case
    """The plan for a page under the user's choice of `mode`."""
    if not facts.draws_anything and not facts.visible:
        return PagePlan(PlanKind.TEXT if facts.invisible else PlanKind.BLANK, kept=facts.invisible)
    whole = Box(0.0, 0.0, facts.width_pt, facts.height_pt)
    if mode is OcrMode.NEVER:
        return PagePlan(PlanKind.TEXT, kept=(*facts.visible, *facts.invisible))
    if mode is OcrMode.ALWAYS:
        return PagePlan(PlanKind.OCR, regions=(whole,))
    if facts.refusal is not None:
        return PagePlan(PlanKind.OCR, regions=(whole,), refused=facts.refusal)
    if not facts.visible:
        return PagePlan(PlanKind.OCR, rivals=facts.invisible, regions=(whole,))
    regions = (*image_regions(facts.images), *outline_regions(facts.outlines, facts.visible))
    regions = tuple(_merged(regions, gap=0.0))
    rivals = tuple(word for word in facts.invisible if _is_in(word.box, regions))
    beside = tuple(word for word in facts.invisible if not _is_in(word.box, regions))
    kept = (*facts.visible, *beside)
    if not regions:
        return PagePlan(PlanKind.TEXT, kept=kept)
    return PagePlan(PlanKind.MIXED, kept=kept, rivals=rivals, regions=regions, without_text=True)


def image_regions(images: Sequence[Box]) -> tuple[Box, ...]:
    """Pictures put together where they touch, without those too small to hold a line of text."""
    return tuple(
        box
        for box in _merged(images, gap=_TOUCHING_PT)
        if box.width >= _LEAST_REGION_WIDTH_PT
        and box.height >= _LEAST_REGION_HEIGHT_PT
        and box.area >= _LEAST_REGION_AREA_PT2
    )


def outline_regions(outlines: Sequence[Box], visible: Sequence[Word]) -> tuple[Box, ...]:
    """Where text seems to be drawn as shapes: many filled curves together, and no words over them."""
    if len(outlines) < _FEWEST_OUTLINED_LETTERS:
        return ()
    heights = sorted(box.height for box in outlines)
    gap = _OUTLINE_GAP * heights[len(heights) // 2]
    found = []
    for cluster in _merged(outlines, gap=gap):
        letters = sum(1 for box in outlines if cluster.covered_by(box) or box.covered_by(cluster) > _LIES_IN)
        covered = sum(word.box.overlap_area(cluster) for word in visible)
        if letters >= _FEWEST_OUTLINED_LETTERS and covered < _MOST_TEXT_ON_OUTLINES * cluster.area:
            found.append(cluster)
    return tuple(found)


def is_readable_image(box: Box, *, width_px: int, height_px: int) -> bool:
    """Whether a picture is fine enough to hold a line of letters; strips are judged by their width."""
    return width_px >= _LEAST_REGION_PX and box.width > 0 and height_px > 0


def _is_in(box: Box, regions: Sequence[Box]) -> bool:
    return any(box.covered_by(region) > _LIES_IN for region in regions)


def _merged(boxes: Sequence[Box], *, gap: float) -> list[Box]:
    """Boxes that lie within `gap` of each other put together, until none do."""
    merged: list[Box] = []
    for box in sorted(boxes, key=lambda item: (item.y0, item.x0)):
        new = box
        while True:
            near = [other for other in merged if _is_near(new, other, gap)]
            if not near:
                break
            merged = [other for other in merged if other not in near]
            new = enclosing((new, *near))
        merged.append(new)
    return merged


def _is_near(one: Box, other: Box, gap: float) -> bool:
    return (
        one.x0 - gap < other.x1
        and other.x0 - gap < one.x1
        and one.y0 - gap < other.y1
        and other.y0 - gap < one.y1
    )
