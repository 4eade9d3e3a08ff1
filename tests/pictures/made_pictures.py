"""Small pictures of a page with a few words, in all formats and with all oddities that are to be read."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAA"
    "AAACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAACAAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5w"
    "aXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJ"
    "AAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAAT"
    "Y29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAA"
    "ACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAAChtZGF0AAAAHCgBrxmA9wZH/4tVuYspZydb9shp"
    "GUsMhlFlm4A="
)
"""Of 64 x 48 pixels, the upper half black and the lower white; made with libheif."""


def page(width: int = 240, height: int = 160) -> Image.Image:
    """Black words on white: the upper left is the darkest part of it, so that turns can be told."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((8, 8, width // 3, height // 4), fill="black")
    for row in range(3):
        draw.text((12, height // 2 + 16 * row), "Contrato de locacao 2026", fill="black")
    return image


def saved(image: Image.Image, format_: str, **options: Any) -> bytes:
    data = io.BytesIO()
    image.copy().save(data, format_, **options)
    return data.getvalue()


def with_orientation(value: int) -> Image.Exif:
    exif = Image.Exif()
    exif[274] = value
    return exif


def transparent() -> Image.Image:
    """The same words, on nothing."""
    image = page().convert("RGBA")
    image.putalpha(page().convert("L").point(lambda value: 255 - value))
    return image


def grey_16() -> Image.Image:
    return Image.fromarray(np.asarray(page().convert("L")).astype(np.uint16) * 257)


def floats() -> Image.Image:
    return Image.fromarray(np.asarray(page().convert("L")).astype(np.float32) / 255)


def integers() -> Image.Image:
    return Image.fromarray(np.asarray(page().convert("L")).astype(np.int32) * 257)


def rgb_16_png(*, alpha: bool = False) -> bytes:
    """Which Pillow reads but does not write."""
    rgb = np.asarray(page()).astype(">u2") * 257
    if alpha:
        rgb = np.dstack([rgb, np.full(rgb.shape[:2], 65535, ">u2")])
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in rgb)
    head = struct.pack(">IIBBBBB", rgb.shape[1], rgb.shape[0], 16, 6 if alpha else 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(name, data) for name, data in chunks)


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that say they are as large as that."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(name, data) for name, data in chunks)


def tiff_of(*images: Image.Image, **options: Any) -> bytes:
    data = io.BytesIO()
    first, *others = (image.copy() for image in images)
    first.save(data, "TIFF", save_all=True, append_images=others, **options)
    return data.getvalue()


def animation(format_: str) -> bytes:
    data = io.BytesIO()
    other = Image.new("RGB", page().size, "red")
    page().save(data, format_, save_all=True, append_images=[other, other], duration=50)
    return data.getvalue()


def _turned_jpeg(orientation: int) -> bytes:
    return saved(page(), "JPEG", exif=with_orientation(orientation))


def white_seen_through(format_: str) -> bytes:
    image = page().quantize(8)
    return saved(image, format_, transparency=image.getpixel((image.width - 1, 0)))


FORMATS: dict[str, Callable[[], bytes]] = {
    "png": lambda: saved(page(), "PNG"),
    "jpeg": lambda: saved(page(), "JPEG", quality=95),
    "tiff": lambda: saved(page(), "TIFF", compression="tiff_lzw"),
    "webp": lambda: saved(page(), "WEBP", lossless=True),
    "bmp": lambda: saved(page(), "BMP"),
    "gif": lambda: saved(page(), "GIF"),
    "heic": lambda: HEIC,
    "avif": lambda: saved(page(), "AVIF", quality=90),
    "jpeg2000": lambda: saved(page(), "JPEG2000"),
    "pnm": lambda: saved(page(), "PPM"),
    "pcx": lambda: saved(page(), "PCX"),
    "dcx": lambda: _dcx(saved(page(), "PCX"), saved(page(), "PCX")),
}
"""By the name of their kind."""

ODDITIES: dict[str, Callable[[], bytes]] = {
    **{f"jpeg turned {value}": partial(_turned_jpeg, value) for value in (*range(9), 99)},
    "png turned": lambda: saved(page(), "PNG", exif=with_orientation(6)),
    "webp turned": lambda: saved(page(), "WEBP", exif=with_orientation(6)),
    "tiff turned": lambda: saved(page(), "TIFF", tiffinfo={274: 8}),
    "png mirrored": lambda: saved(page(), "PNG", exif=with_orientation(2)),
    "png transparent": lambda: saved(transparent(), "PNG"),
    "png grey transparent": lambda: saved(transparent().convert("LA"), "PNG"),
    "png palette transparent": lambda: white_seen_through("PNG"),
    "webp transparent": lambda: saved(transparent(), "WEBP", lossless=True),
    "tiff transparent": lambda: saved(transparent(), "TIFF"),
    "gif transparent": lambda: white_seen_through("GIF"),
    "png 16 bit grey": lambda: saved(grey_16(), "PNG"),
    "png 16 bit colour": rgb_16_png,
    "png 16 bit transparent": lambda: rgb_16_png(alpha=True),
    "tiff 16 bit grey": lambda: saved(grey_16(), "TIFF"),
    "tiff 32 bit whole numbers": lambda: saved(integers(), "TIFF"),
    "tiff floating point": lambda: saved(floats(), "TIFF"),
    "jpeg cmyk": lambda: saved(page().convert("CMYK"), "JPEG"),
    "tiff cmyk": lambda: saved(page().convert("CMYK"), "TIFF"),
    "tiff ycbcr": lambda: saved(page().convert("YCbCr"), "TIFF"),
    "tiff lab": lambda: saved(Image.new("LAB", (60, 40), (255, 128, 128)), "TIFF"),
    "jpeg grey": lambda: saved(page().convert("L"), "JPEG"),
    "jpeg progressive": lambda: saved(page(), "JPEG", progressive=True),
    "jpeg with a profile that is none": lambda: saved(page().convert("L"), "JPEG", icc_profile=b"no profile"),
    "png 1 bit": lambda: saved(page().convert("1"), "PNG"),
    "pbm": lambda: saved(page().convert("1"), "PPM"),
    "bmp 1 bit": lambda: saved(page().convert("1"), "BMP"),
    "tiff group 4": lambda: saved(page().convert("1"), "TIFF", compression="group4"),
    "tiff group 3": lambda: saved(page().convert("1"), "TIFF", compression="group3"),
    "tiff jpeg": lambda: saved(page(), "TIFF", compression="jpeg"),
    "tiff big": lambda: saved(page(), "TIFF", big_tiff=True),
    "png palette": lambda: saved(page().quantize(16), "PNG"),
    "png of few colours": lambda: saved(page().quantize(2), "PNG", bits=1),
    "gif animated": lambda: animation("GIF"),
    "webp animated": lambda: animation("WEBP"),
    "png animated": lambda: animation("PNG"),
    "jpeg of two": lambda: animation("MPO"),
    "tiff without resolution": lambda: saved(page(), "TIFF"),
    "png resolution of a poster": lambda: saved(page(), "PNG", dpi=(1, 1)),
    "jpeg resolution of 0": lambda: saved(page(), "JPEG", dpi=(0, 0)),
    "png of one pixel": lambda: saved(Image.new("RGB", (1, 1), "black"), "PNG"),
    "png of one row": lambda: saved(Image.new("RGB", (3000, 1), "black"), "PNG"),
    "jpeg with much behind it": lambda: saved(page(), "JPEG") + bytes(5000),
}


def _dcx(*pictures: bytes) -> bytes:
    """PCX pictures in one file, as fax programs kept them."""
    at = 4 + 4 * 1024
    places = []
    for picture in pictures:
        places.append(at)
        at += len(picture)
    table = struct.pack("<I1024I", 0x3ADE68B1, *places, *([0] * (1024 - len(places))))
    return table + b"".join(pictures)
