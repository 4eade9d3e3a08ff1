"""A decoded picture as a PNG that a PDF can hold as it is: grey, colour or palette, on white, upright.

For pictures that img2pdf does not take. Nothing is lost of 8 bits a colour, nor of 16 bits of grey.
"""

from __future__ import annotations

import io
from typing import Final

import numpy as np
from PIL import Image, ImageOps

__all__ = ["as_plain_png", "is_opaque", "plain", "with_rest_white"]

_FAST: Final = 1
"""zlib's level. A photograph of 12 megapixels takes 1.2 s and 24 MB; at the usual level 2.3 s and 21 MB."""
_AS_THEY_ARE: Final = frozenset({"1", "L", "RGB"})
_SIXTEEN_BITS: Final = frozenset({"I;16", "I;16L", "I;16B", "I;16N"})
_OPAQUE: Final = 255
_WITH_ALPHA: Final = frozenset({"RGBA", "LA", "PA", "RGBa", "La"})


def as_plain_png(image: Image.Image) -> bytes:
    """The pixels of `image`, decoded, turned as its EXIF data says, and on white where it is transparent."""
    upright = plain(ImageOps.exif_transpose(image))
    upright.info = {}
    data = io.BytesIO()
    upright.save(data, "PNG", compress_level=_FAST)
    return data.getvalue()


def with_rest_white(image: Image.Image) -> Image.Image | None:
    """A picture that breaks off, what lies below its last row of more than one colour made white.

    None where there is no such row: nothing of it is left.
    """
    whitened = image.copy() if image.mode in ("L", "RGB") else plain(image).convert("RGB")
    rows = np.asarray(whitened).reshape(whitened.height, -1)
    varied = np.flatnonzero(rows.min(axis=1) != rows.max(axis=1))
    if not varied.size:
        return None
    whitened.paste("white", (0, int(varied[-1]) + 1, whitened.width, whitened.height))
    return whitened


def plain(image: Image.Image) -> Image.Image:
    """Black and white, grey or colour, without transparency."""
    if image.mode in _WITH_ALPHA or "transparency" in image.info:
        return _on_white(image)
    if image.mode in _AS_THEY_ARE:
        return image
    if image.mode in _SIXTEEN_BITS:
        return image if image.mode == "I;16" else Image.fromarray(np.asarray(image).astype(np.uint16))
    if image.mode in ("I", "F"):
        return _stretched(image)
    return image.convert("RGB")


def is_opaque(image: Image.Image) -> bool:
    """Whether the transparency of `image`, which has a channel for it, hides nothing."""
    return bool(image.getchannel("A").getextrema() == (_OPAQUE, _OPAQUE))


def _on_white(image: Image.Image) -> Image.Image:
    plain_mode = "L" if image.mode in ("LA", "La") else "RGB"
    if image.mode in ("RGBA", "LA") and is_opaque(image):
        return image.convert(plain_mode)
    picture = image if image.mode == "RGBA" else image.convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper.convert(plain_mode)


def _stretched(image: Image.Image) -> Image.Image:
    """Values of any range as shades of grey: those of 16 bits as they are, others from black to white."""
    values = np.asarray(image)
    finite = np.nan_to_num(values.astype(np.float64), posinf=0.0, neginf=0.0)
    low, high = float(finite.min()), float(finite.max())
    if image.mode == "I" and low >= 0 and 255 < high <= 65535:
        return Image.fromarray(values.astype(np.uint16))
    if low >= 0 and 1 < high <= 255:
        low, high = 0.0, 255.0
    elif low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    grey = (finite - low) * (255.0 / (high - low)) if high > low else np.full_like(finite, 255.0)
    return Image.fromarray(np.rint(grey).astype(np.uint8))
