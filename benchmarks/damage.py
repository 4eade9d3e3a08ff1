"""What printing, copying and scanning do to a clean picture of a page."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

__all__ = ["CLEAN", "Damage", "jpeg_bytes", "spoil"]


@dataclass(frozen=True, slots=True)
class Damage:
    """How a picture is spoiled; the defaults change nothing. Applied in the order of the fields."""

    show_through: float = 0.0
    """Darkness, 0 to 1, of the back of the sheet seen mirrored through it."""
    ink: int = 0
    """Grey of full ink, 0 black."""
    paper: int = 255
    """Grey of bare paper."""
    shading: float = 0.0
    """Loss of light, 0 to 1, in the darkest corner."""
    skew_degrees: float = 0.0
    """Clockwise."""
    dark_border_px: int = 0
    inverted: bool = False
    blur_px: float = 0.0
    """Standard deviation of a Gaussian, in pixels of the finished picture."""
    noise: float = 0.0
    """Standard deviation of added Gaussian noise, in grey levels."""
    speckle: float = 0.0
    """Share of pixels turned black or white."""
    bilevel: bool = False
    rotation: int = 0
    """Degrees clockwise to turn the finished picture to read it: it is stored turned the other way."""
    jpeg_quality: int = 92

    def described(self) -> str:
        """The fields that differ from the defaults, for the tables."""
        plain = asdict(Damage())
        return ", ".join(f"{name} {value:g}" for name, value in asdict(self).items() if value != plain[name])


CLEAN = Damage()


def spoil(picture: np.ndarray, damage: Damage, *, seed: int, back: np.ndarray | None = None) -> np.ndarray:
    """An 8-bit grey copy of `picture` with `damage`; `back` is the picture of the sheet's other side.

    The same seed gives the same picture.
    """
    dice = np.random.default_rng(seed)
    image: NDArray[Any] = picture.astype(np.float32) / 255
    if damage.show_through and back is not None:
        shine = cv2.GaussianBlur(back[:, ::-1].astype(np.float32) / 255, (0, 0), 1.5)
        shine = cv2.resize(shine, (image.shape[1], image.shape[0]))
        image = image * (1 - damage.show_through * (1 - shine))
    image = damage.ink + (damage.paper - damage.ink) * image
    if damage.shading:
        image *= _light(image.shape, damage.shading, dice)
    if damage.skew_degrees:
        image = _tilted(image, damage.skew_degrees, fill=float(np.median(image)))
    if damage.dark_border_px:
        image = _bordered(image, damage.dark_border_px, dice)
    if damage.inverted:
        image = 255 - image
    if damage.blur_px:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), damage.blur_px))
    if damage.noise:
        image = image + dice.normal(0, damage.noise, image.shape).astype(np.float32)
    if damage.speckle:
        spots = dice.random(image.shape)
        image = np.where(spots > 1 - damage.speckle / 2, np.float32(255), image)
        image = np.where(spots < damage.speckle / 2, np.float32(0), image)
    finished = np.clip(image, 0, 255).astype(np.uint8)
    if damage.bilevel:
        threshold = (int(damage.ink) + int(damage.paper)) / 2
        finished = np.where(finished > threshold, 255, 0).astype(np.uint8)
    return np.ascontiguousarray(np.rot90(finished, damage.rotation // 90))


def jpeg_bytes(picture: np.ndarray, quality: int) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _light(shape: tuple[int, ...], loss: float, dice: np.random.Generator) -> np.ndarray:
    """A smooth field between 1 and 1 - loss: a slope in a random direction and one soft shadow."""
    height, width = shape[:2]
    ys, xs = np.mgrid[0:1:64j, 0:1:64j].astype(np.float32)
    angle = dice.uniform(0, 2 * np.pi)
    slope = np.cos(angle) * (xs - 0.5) + np.sin(angle) * (ys - 0.5) + 0.5
    centre_x, centre_y = dice.uniform(0.1, 0.9, 2)
    shadow = np.exp(-(((xs - centre_x) ** 2 + (ys - centre_y) ** 2) / 0.08))
    field = slope * 0.7 + shadow * 0.5
    field = (field - field.min()) / (field.max() - field.min())
    light = cv2.resize(1 - loss * field.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(light)


def _tilted(image: np.ndarray, degrees: float, *, fill: float) -> np.ndarray:
    """Turned clockwise by `degrees` within the same frame."""
    height, width = image.shape[:2]
    # OpenCV's positive angle is anticlockwise.
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    turned = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=fill)
    return np.asarray(turned)


def _bordered(image: np.ndarray, width_px: int, dice: np.random.Generator) -> np.ndarray:
    """A scanner's dark edge along the left and the bottom, of uneven width."""
    bordered = image.copy()
    height, width = image.shape[:2]
    edge = width_px * (0.6 + 0.4 * np.sin(np.linspace(0, dice.uniform(2, 5), height)))
    bordered[np.arange(width)[None, :] < edge[:, None]] = 25
    bordered[height - width_px // 2 :, :] = 25
    return bordered
