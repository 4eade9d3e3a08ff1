"""Pure black and white pictures packed in CCITT Group 4 where that is smaller, every pixel as it was.

Only what a PDF stores bit by bit, or in bytes that are all black or all white, is touched; a JPEG never is.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Final

import pikepdf
from PIL import Image

__all__ = ["repack_pictures"]

_UNPACKED_FILTERS: Final = frozenset(
    {"/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode"}
)
_MOST_PIXELS: Final = 300_000_000
_WORTH_BYTES: Final = 2_000
"""Smaller pictures are left alone: there is nothing to win."""
_STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_BYTES = 273, 278, 279
_BITS_OF_GREY: Final = 8
_BYTES_A_GREY: Final = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3}
"""Colours in bytes whose nought is black and whose 255 is white."""


def repack_pictures(pdf: Any, check: Callable[[], None]) -> int:
    """Pack the black and white pictures of `pdf` in memory; how many bytes that saves.

    `check` is called before each picture, and may raise to stop it.
    """
    saved = 0
    for value in pdf.objects:
        if isinstance(value, pikepdf.Stream) and value.get("/Subtype") == "/Image":
            check()
            saved += _repacked(value)
    return saved


def _repacked(picture: Any) -> int:
    before = len(picture.read_raw_bytes())
    if before < _WORTH_BYTES or not _filters(picture) <= _UNPACKED_FILTERS:
        return 0
    page = _in_one_bit(picture)
    packed = _group_4(page) if page is not None else b""
    if page is None or len(packed) >= before:
        return 0
    parameters = pikepdf.Dictionary(K=-1, Columns=page.width, Rows=page.height, BlackIs1=True)
    if picture.get("/BitsPerComponent") == _BITS_OF_GREY:
        picture["/ColorSpace"] = pikepdf.Name.DeviceGray
        picture["/BitsPerComponent"] = 1
    picture.write(packed, filter=pikepdf.Name.CCITTFaxDecode, decode_parms=parameters)
    return before - len(packed)


def _in_one_bit(picture: Any) -> Image.Image | None:
    """The bits of a black and white picture, as they stand in the file; None for any other."""
    width, height = picture.get("/Width"), picture.get("/Height")
    if not (isinstance(width, int) and isinstance(height, int) and 0 < width * height <= _MOST_PIXELS):
        return None
    bits = picture.get("/BitsPerComponent", 1 if picture.get("/ImageMask") else 0)
    depth = _BYTES_A_GREY.get(str(picture.get("/ColorSpace")), 0)
    is_bilevel = bits == 1 and _has_one_component(picture)
    is_grey = bits == _BITS_OF_GREY and depth and "/Decode" not in picture and "/Mask" not in picture
    if not is_bilevel and not is_grey:
        return None
    try:
        data = picture.read_bytes()
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return None  # damaged: it stays as it is
    if is_bilevel:
        return Image.frombytes("1", (width, height), data) if len(data) >= -(-width // 8) * height else None
    return _black_and_white(data, (width, height), depth)


def _filters(picture: Any) -> set[str]:
    own = picture.get("/Filter")
    return {str(each) for each in (own if isinstance(own, pikepdf.Array) else () if own is None else (own,))}


def _has_one_component(picture: Any) -> bool:
    if picture.get("/ImageMask"):
        return True
    colours = picture.get("/ColorSpace")
    if isinstance(colours, pikepdf.Name):
        return str(colours) in ("/DeviceGray", "/CalGray")
    if not isinstance(colours, pikepdf.Array) or len(colours) < 2:
        return False
    if colours[0] == "/ICCBased":
        profile = colours[1]
        return isinstance(profile, pikepdf.Stream) and profile.get("/N") == 1
    return colours[0] in ("/Indexed", "/CalGray", "/Separation")


def _black_and_white(data: bytes, size: tuple[int, int], depth: int) -> Image.Image | None:
    """The picture in one bit, 0 for black; None where it has another colour."""
    pixels = size[0] * size[1] * depth
    if len(data) < pixels or data[:pixels].count(0) + data[:pixels].count(255) != pixels:
        return None
    if depth == 1:
        return Image.frombytes("L", size, data[:pixels]).convert("1", dither=Image.Dither.NONE)
    red, green, blue = Image.frombytes("RGB", size, data[:pixels]).split()
    if red.tobytes() != green.tobytes() or red.tobytes() != blue.tobytes():
        return None
    return red.convert("1", dither=Image.Dither.NONE)


def _group_4(page: Image.Image) -> bytes:
    """`page` in CCITT Group 4, ones where its encoder has black: BlackIs1 of ISO 32000-1, 7.4.6."""
    file = io.BytesIO()
    page.save(file, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: page.height})
    with Image.open(file) as made:
        tags: Any = made.tag_v2  # type: ignore[attr-defined]
        offsets, sizes = tags[_STRIP_OFFSETS], tags[_STRIP_BYTES]
    data = file.getvalue()
    return b"".join(data[at : at + size] for at, size in zip(offsets, sizes, strict=True))
