"""Pictures of pages as scanners give them: drawn text, and what light, age and machines do to it."""

from __future__ import annotations

import cv2
import numpy as np

from transcritor_gui.pipeline.cleanup.grey import as_grey
from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["as_photographed", "drawn_page", "noisy", "shaded", "tilted", "with_border"]

_LINES = [
    "The committee met on three occasions during the spring",
    "and heard evidence from the owners of the warehouse,",
    "the harbour master and two of the surveyors who had",
    "inspected the vessel before she left port. It was agreed",
    "that the cargo had been loaded in good order, and that",
    "the damage was discovered only when the hatches were",
    "opened on arrival. No member of the crew could say with",
    "certainty when the water had first come in, and the log",
    "for the night of the storm had not been properly kept.",
]


def drawn_page(*, dpi: float = 150.0, lines: int = 18) -> GreyImage:
    """A white page with dark lines of text in a plain face, of about 12 points."""
    scale = dpi / 150
    page = np.full((round(1100 * scale), round(850 * scale)), 255, np.uint8)
    for number in range(lines):
        at = (round(60 * scale), round((90 + 38 * number) * scale))
        thickness = max(1, round(2 * scale))
        text = _LINES[number % len(_LINES)]
        cv2.putText(page, text, at, cv2.FONT_HERSHEY_SIMPLEX, 0.75 * scale, 0, thickness, cv2.LINE_AA)
    return page


def tilted(page: GreyImage, degrees: float) -> GreyImage:
    """The page turned clockwise, with white where it was not."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return as_grey(cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255))


def noisy(page: GreyImage, deviation: float, *, seed: int = 1) -> GreyImage:
    grain = np.random.default_rng(seed).normal(0, deviation, page.shape)
    return np.clip(page + grain, 0, 255).astype(np.uint8)


def shaded(page: GreyImage, depth: float) -> GreyImage:
    """Darker from left to right, by `depth` of the light at the far edge."""
    light = np.linspace(1.0, 1.0 - depth, page.shape[1])
    return (page * light[None, :]).astype(np.uint8)


def with_border(page: GreyImage, px: int) -> GreyImage:
    """The page on the dark lid of a scanner, which shows on two sides."""
    whole = np.full((page.shape[0] + px, page.shape[1] + px), 22, np.uint8)
    whole[px:, px:] = page
    return whole


def as_photographed(page: GreyImage) -> GreyImage:
    """GreyImage paper, uneven light, grain: what plain recognition stumbles over."""
    return noisy(shaded((page * 0.75).astype(np.uint8), 0.5), 18)
