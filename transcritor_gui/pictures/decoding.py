"""Pillow with this program's limits: one place where pictures are opened and decoded.

Its own limit on pixels is lifted, because it counts what a file says of itself before anything is decoded; so
does this, by MOST_PIXELS, and says so in words.
"""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from PIL import Image, ImageFile, UnidentifiedImageError

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["FAULTS", "MOST_PIXELS", "decoded", "exif_of", "opened_picture", "within_pillow"]

MOST_PIXELS: Final = 300_000_000
"""Of one picture: paper of the size A0 at 430 dpi. Decoded in colour it takes 0.9 GB."""

_MOST_OF_FORMAT: Final = {
    "WEBP": 100_000_000,
    "JPEG2000": 90_000_000,
    "AVIF": 170_000_000,
    "HEIF": 200_000_000,
}
"""Those whose decoders keep copies: 16, 19, 11 and 9 bytes a pixel, of the 2 GB that a page may take."""

FAULTS: Final = (
    OSError,  # what Pillow raises for nearly everything, UnidentifiedImageError among it
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    AssertionError,
    ZeroDivisionError,
)
"""What Pillow and its plug-ins raise for files that are not what they should be; want of memory apart."""

_lock = threading.RLock()


@contextmanager
def within_pillow(*, takes_truncated: bool = False) -> Iterator[None]:
    """Pillow and what is built on it are used within: its limits are module variables.

    `takes_truncated` makes it give what there is of a picture that breaks off.
    """
    _register_heif()
    with _lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damage, which is told where it matters
        before = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
        Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = None, takes_truncated
        try:
            yield
        finally:
            Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = before


def opened_picture(data: bytes, *, name: str) -> Image.Image:
    """The picture that `data` begins with, its pixels not decoded yet; the caller closes it.

    Raises PICTURE_DAMAGED or PICTURE_TOO_LARGE. Call it `within_pillow`.
    """
    try:
        image = Image.open(io.BytesIO(data))
    except (UnidentifiedImageError, *FAULTS) as error:
        raise TranscritorError(ErrorCode.PICTURE_DAMAGED, name=name) from error
    _check_size(image, name=name)
    return image


def _check_size(image: Image.Image, *, name: str) -> None:
    """Raise PICTURE_TOO_LARGE, or PICTURE_DAMAGED where the picture has no area."""
    pixels = image.width * image.height
    limit = _MOST_OF_FORMAT.get(image.format or "", MOST_PIXELS)
    if pixels > limit:
        raise TranscritorError(
            ErrorCode.PICTURE_TOO_LARGE,
            name=name,
            megapixels=round(pixels / 1_000_000),
            limit=limit // 1_000_000,
        )
    if pixels == 0:
        raise TranscritorError(ErrorCode.PICTURE_DAMAGED, name=name)


def decoded(image: Image.Image, *, name: str) -> Image.Image:
    """`image` with its pixels decoded; raises PICTURE_DAMAGED. Call it `within_pillow`."""
    try:
        image.load()
    except FAULTS as error:
        raise TranscritorError(ErrorCode.PICTURE_DAMAGED, name=name) from error
    return image


_PNG_WITH_EXIF: Final = (b"eXIf", b"Raw profile type exif", b"tiff:Orientation")


def exif_of(image: Image.Image, data: bytes) -> Image.Exif:
    """The EXIF data of `image`, which was opened from `data`; empty where there are none, or broken ones.

    Pillow decodes all of a PNG to look for them behind its pixels.
    """
    if image.format == "PNG" and not any(mark in data for mark in _PNG_WITH_EXIF):
        return Image.Exif()
    try:
        return image.getexif()
    except FAULTS:
        return Image.Exif()


@cache
def _register_heif() -> None:
    import pi_heif

    pi_heif.register_heif_opener(thumbnails=False)
