"""A picture's file, its pages one after another as PDFs of one page."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PIL import ExifTags, Image

from transcritor_gui.document_kinds import HEAD_BYTES, kind_of
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pictures.decoding import FAULTS, decoded, exif_of, opened_picture, within_pillow
from transcritor_gui.pictures.normal_form import as_plain_png, is_opaque, with_rest_white
from transcritor_gui.pictures.resolution import page_dpi
from transcritor_gui.pictures.tiff_pages import TiffPage, tiff_pages
from transcritor_gui.pictures.wrapping import wrapped

__all__ = ["PictureFile", "WrappedPage"]

_MIRRORED: Final = frozenset({2, 4, 5, 7})
"""EXIF orientations that no turn of a page makes good."""
_TURNS: Final = {3: 180, 6: 90, 8: 270}
"""Degrees clockwise, by EXIF orientation."""
_ASIDE: Final = frozenset({5, 6, 7, 8})
"""EXIF orientations that exchange width and height."""
_SLOW_IN_IMG2PDF: Final = frozenset({"heic", "dcx"})
"""4.6 s for a photograph of 12 megapixels instead of 1.9; and files of many pictures that are no TIFF."""
_TOLD_BY_CHECKS: Final = frozenset({"jpeg", "png"})
"""Of which it shows without decoding all of it whether they are whole."""
_OF_MANY_PICTURES: Final = frozenset({"heic", "dcx"})
"""Besides TIFF. In the others more than one picture is an animation, or a camera's by-product (MPO)."""
_COMMON_JPEG: Final = frozenset({0xC0, 0xC1, 0xC2})
"""Start of frame: baseline, extended, progressive with Huffman codes. PDF readers know no others."""


@dataclass(frozen=True, slots=True)
class WrappedPage:
    pdf: bytes
    is_whole: bool = True
    """False where the picture breaks off: the rest of it is of one colour."""


class PictureFile:
    """Raises FILE_MISSING, FILE_UNREADABLE, and PICTURE_DAMAGED where no picture can be found."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._name = self._path.name
        data = self._data()
        kind = kind_of(data[:HEAD_BYTES])
        self._kind = "" if kind is None else kind.name
        self._tiff: tuple[TiffPage, ...] = ()
        self._sound: set[int] = set()
        """Indices of the pages that are known to be whole."""
        self._pictures = 1
        if self._kind == "tiff":
            self._tiff = tiff_pages(data)
            self._pictures = len(self._tiff)
        elif self._kind in _OF_MANY_PICTURES:
            with within_pillow():
                image = opened_picture(data, name=self._name)
                self._pictures = int(getattr(image, "n_frames", 1))
        if self._pictures == 0:
            raise self._damaged()

    @property
    def page_count(self) -> int:
        return self._pictures

    def is_sound(self, page_index: int) -> bool:
        """Whether it is known, at a part of the cost of `page`, that this will give all of the picture.

        Raises as `page` does.
        """
        data, frame = self._data_of(page_index)
        with within_pillow():
            image = self._opened(data, frame)
            is_whole = self._is_whole(data) if self._kind in _TOLD_BY_CHECKS else _loads(image)
        if is_whole:
            self._sound.add(page_index)
        return is_whole

    def page(self, page_index: int) -> WrappedPage:
        """The page as a PDF; raises as the class does, and PICTURE_TOO_LARGE."""
        data, frame = self._data_of(page_index)
        with within_pillow():
            image = self._opened(data, frame)
            exif = exif_of(image, data)
            orientation = _orientation(exif)
            dpi = page_dpi(image, exif=exif, dpi_of_type=partial(self._dpi_of_type, data, frame))
            is_whole = page_index in self._sound
            if self._can_be_held(image, data, orientation) and (is_whole or self._is_whole(data)):
                pdf = wrapped(data, dpi=dpi, turn=_TURNS.get(orientation, 0))
                if pdf is not None:
                    return WrappedPage(pdf)
        image, is_whole = self._decoded(data, frame)
        if orientation in _ASIDE:
            dpi = dpi[1], dpi[0]
        with within_pillow():
            pdf = wrapped(as_plain_png(image), dpi=dpi, turn=0)
        if pdf is None:
            raise self._damaged()
        return WrappedPage(pdf, is_whole)

    def _data_of(self, page_index: int) -> tuple[bytes, int]:
        """A file that holds the page's picture, and which of its pictures that is."""
        data = self._data()
        return (self._tiff[page_index].as_file(data), 0) if self._tiff else (data, page_index)

    def _data(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError as error:
            raise TranscritorError(ErrorCode.FILE_MISSING, name=self._name) from error
        except (OSError, ValueError) as error:
            raise TranscritorError(ErrorCode.FILE_UNREADABLE, name=self._name) from error

    def _damaged(self) -> TranscritorError:
        return TranscritorError(ErrorCode.PICTURE_DAMAGED, name=self._name)

    def _opened(self, data: bytes, page_index: int) -> Image.Image:
        image = opened_picture(data, name=self._name)
        if page_index:
            try:
                image.seek(page_index)
            except FAULTS as error:
                raise self._damaged() from error
        return image

    def _can_be_held(self, image: Image.Image, data: bytes, orientation: int) -> bool:
        """Whether a PDF may hold the data as they are, where they are whole, and readers would see them."""
        if self._kind in _SLOW_IN_IMG2PDF or orientation in _MIRRORED:
            return False
        if image.mode in ("P", "PA") and "transparency" in image.info:
            return False  # img2pdf gives the mask the depth of the palette's numbers, and letters vanish
        if image.mode in ("RGBA", "LA") and self._is_opaque(data):
            return False  # img2pdf takes the mask apart, in twice the time of leaving it out
        return self._kind != "jpeg" or _jpeg_process(data) in _COMMON_JPEG

    def _is_whole(self, data: bytes) -> bool:
        """False for what breaks off or is garbled, as far as that shows without decoding all of it.

        What img2pdf decodes itself it refuses when it is not whole.
        """
        image = opened_picture(data, name=self._name)
        try:
            if self._kind == "png":
                image.verify()  # checksums of all chunks
                return b"IEND" in data[-64:] or b"IEND" in data
            if self._kind == "jpeg":
                image.draft("L", (image.width // 8, image.height // 8))
                return _loads(image)
        except FAULTS:
            return False
        copies = self._kind == "jpeg2000" or image.info.get("compression") == "group4"
        return not copies or _loads(image)

    def _is_opaque(self, data: bytes) -> bool:
        try:
            return is_opaque(opened_picture(data, name=self._name))
        except FAULTS:
            return False

    def _decoded(self, data: bytes, page_index: int) -> tuple[Image.Image, bool]:
        """The picture, as much of it as there is, and whether that is all."""
        try:
            with within_pillow():
                return decoded(self._opened(data, page_index), name=self._name), True
        except TranscritorError:
            with within_pillow(takes_truncated=True):
                image = decoded(self._opened(data, page_index), name=self._name)
                beginning = with_rest_white(image)
                if beginning is None:
                    raise self._damaged() from None
                beginning.getexif().update(image.getexif())
                return beginning, False

    def _dpi_of_type(self, data: bytes, page_index: int) -> float | None:
        from transcritor_gui.pictures.type_size import dpi_of_type

        image = self._opened(data, page_index)
        image.draft("L", image.size)  # a JPEG in a third of the memory
        try:
            return dpi_of_type(image)
        except (MemoryError, *FAULTS):
            return None  # what is wrong with it shows when it is wrapped


def _loads(image: Image.Image) -> bool:
    """Whether all of `image` can be decoded. Call it `within_pillow`."""
    try:
        image.load()
    except FAULTS:
        return False
    return True


def _orientation(exif: Image.Exif) -> int:
    """1 to 8 as EXIF counts them."""
    told = exif.get(ExifTags.Base.Orientation, 1)
    return told if isinstance(told, int) and 1 <= told <= 8 else 1


def _jpeg_process(data: bytes) -> int:
    """The marker that says how the JPEG `data` is coded; 0 where there is none."""
    at = 2
    stream = io.BytesIO(data)
    while True:
        stream.seek(at)
        head = stream.read(4)
        if len(head) < 4 or head[0] != 0xFF:
            return 0
        marker = head[1]
        if marker == 0xFF:  # a filler
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return marker
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
            continue
        at += 2 + int.from_bytes(head[2:4], "big")
