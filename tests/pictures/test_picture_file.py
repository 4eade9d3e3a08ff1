"""Pictures of all formats and with all oddities become pages."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import img2pdf
import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests.pictures.made_pictures import (
    FORMATS,
    ODDITIES,
    page,
    png_that_claims,
    rgb_16_png,
    saved,
    tiff_of,
    with_orientation,
)
from transcritor_gui.document_kinds import examined_file
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pictures import PictureFile, wrapped_pdf

_ID = re.compile(rb"/ID \[<[0-9a-f]+><[0-9a-f]+>\]")


@pytest.mark.parametrize("kind", FORMATS)
def test_pictures_are_known_by_their_content_and_read(kind: str, tmp_path: Path) -> None:
    path = _file(tmp_path, FORMATS[kind]())
    assert examined_file(path).kind.name == kind
    assert examined_file(path).kind.is_picture
    pixels = _drawn(PictureFile(path).page(0).pdf)
    assert pixels.min() < 60
    assert pixels.max() > 200


@pytest.mark.parametrize("make", [*FORMATS.values(), *ODDITIES.values()], ids=[*FORMATS, *ODDITIES])
def test_a_whole_picture_is_known_to_be_sound_before_it_is_made_a_page(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    path = _file(tmp_path, make())
    picture = PictureFile(path)
    assert picture.is_sound(0)
    assert picture.page(0) == PictureFile(path).page(0)


def test_of_a_picture_without_transparent_parts_the_mask_is_left_out(tmp_path: Path) -> None:
    opaque = page().convert("RGB")
    path = _file(tmp_path, saved(opaque.convert("RGBA"), "PNG"))
    pdf = PictureFile(path).page(0).pdf
    assert b"/SMask" not in pdf
    assert np.array_equal(_drawn(pdf), _drawn(PictureFile(_file(tmp_path, saved(opaque, "PNG"))).page(0).pdf))


@pytest.mark.parametrize("oddity", ODDITIES)
def test_oddities_are_read(oddity: str, tmp_path: Path) -> None:
    path = _file(tmp_path, ODDITIES[oddity]())
    picture = PictureFile(path)
    assert picture.page_count == 1
    assert picture.page(0).is_whole
    pixels = _drawn(picture.page(0).pdf)
    if not oddity.startswith(("png of one", "tiff lab")):
        assert pixels.min() < 60
        assert np.median(pixels) > 240


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_its_exif_data_say(orientation: int, tmp_path: Path) -> None:
    upright = page()
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's Transpose that lays it so
    laid = upright if orientation == 1 else upright.transpose(Image.Transpose(undo[orientation]))
    path = _file(tmp_path, saved(laid, "PNG", exif=with_orientation(orientation), dpi=(72, 72)))
    pixels = _drawn(PictureFile(path).page(0).pdf)
    assert pixels.shape == (upright.height, upright.width)
    assert np.abs(pixels.astype(int) - np.asarray(upright.convert("L"))).mean() < 3


@pytest.mark.parametrize(
    "data",
    [
        saved(page(), "PNG", dpi=(150, 150)),
        saved(page(), "JPEG", dpi=(150, 150)),
        saved(page(), "JPEG", dpi=(150, 150), exif=with_orientation(6)),
        saved(page(), "TIFF", dpi=(150, 150), compression="tiff_lzw"),
        saved(page().convert("1"), "TIFF", dpi=(204, 98), compression="group4"),
        saved(page(), "BMP", dpi=(150, 150)),
        saved(page().convert("CMYK"), "JPEG", dpi=(150, 150)),
    ],
)
def test_the_pdf_is_the_one_that_img2pdf_makes(data: bytes, tmp_path: Path) -> None:
    theirs = img2pdf.convert(data, nodate=True, rotation=img2pdf.Rotation.ifvalid)
    ours = wrapped_pdf(_file(tmp_path, data))
    assert _ID.sub(b"", ours) == _ID.sub(b"", theirs)


def test_a_jpeg_lies_in_its_pdf_as_it_is(tmp_path: Path) -> None:
    data = saved(page(), "JPEG")
    assert data in wrapped_pdf(_file(tmp_path, data))


@pytest.mark.parametrize("make", [rgb_16_png, FORMATS["webp"], FORMATS["gif"], FORMATS["dcx"]])
def test_the_same_picture_gives_the_same_bytes(make: object, tmp_path: Path) -> None:
    path = _file(tmp_path, make())  # type: ignore[operator]
    assert wrapped_pdf(path) == wrapped_pdf(path)


def test_all_pages_of_a_tiff_are_pages_whatever_their_sort(tmp_path: Path) -> None:
    path = _file(tmp_path, _many_pages())
    picture = PictureFile(path)
    assert picture.page_count == 3
    sizes = [_drawn(picture.page(index).pdf).shape for index in range(3)]
    assert sizes == [(160, 240), (160, 240), (240, 160)]
    with pikepdf.open(io.BytesIO(wrapped_pdf(path))) as whole:
        assert len(whole.pages) == 3


def test_previews_and_masks_in_a_tiff_are_no_pages(tmp_path: Path) -> None:
    preview, mask = page(), page()
    preview.encoderinfo = {"tiffinfo": {254: 1}}
    mask.encoderinfo = {"tiffinfo": {254: 4}}
    data = io.BytesIO()
    page().save(data, "TIFF", save_all=True, append_images=[preview, mask])
    assert PictureFile(_file(tmp_path, data.getvalue())).page_count == 1


def test_a_chain_of_pages_that_bites_its_tail_ends(tmp_path: Path) -> None:
    data = bytearray(saved(page(), "TIFF"))
    first = int.from_bytes(data[4:8], "little")
    count = int.from_bytes(data[first : first + 2], "little")
    following = first + 2 + 12 * count
    data[following : following + 4] = first.to_bytes(4, "little")
    assert PictureFile(_file(tmp_path, bytes(data))).page_count == 1


@pytest.mark.parametrize(
    "data",
    [
        saved(page(), "PNG")[:40],
        b"\xff\xd8\xff\xe0" + b"x" * 60,
        b"II*\0\xff\xff\xff\x7f" + bytes(20),
        b"II+\0\x08\0\0\0" + b"\xff" * 8 + bytes(20),
        b"GIF89a" + bytes(20),
        b"RIFF\x20\0\0\0WEBPVP8 " + bytes(30),
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50),
        b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(50),
        b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(50),
        b"P6\n10 10\n255\n",
    ],
)
def test_a_broken_picture_is_refused_in_words(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(TranscritorError) as caught:
        PictureFile(_file(tmp_path, data)).page(0)
    assert caught.value.info.code is ErrorCode.PICTURE_DAMAGED
    assert not _is_known_to_be_sound(tmp_path / "picture")


@pytest.mark.parametrize("format_", ["PNG", "JPEG"])
def test_of_a_picture_that_breaks_off_its_beginning_is_read(format_: str, tmp_path: Path) -> None:
    noisy = Image.effect_noise((400, 300), 80).convert("RGB")
    data = saved(noisy, format_, dpi=(72, 72))
    path = _file(tmp_path, data[: len(data) // 2])
    assert not _is_known_to_be_sound(path)
    wrapped = PictureFile(path).page(0)
    assert not wrapped.is_whole
    pixels = _drawn(wrapped.pdf)
    assert pixels[:100].std() > 20
    assert pixels[-20:].min() == 255


def test_a_picture_that_claims_to_be_enormous_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    with pytest.raises(TranscritorError) as caught:
        PictureFile(_file(tmp_path, png_that_claims(60_000, 60_000))).page(0)
    assert caught.value.info.code is ErrorCode.PICTURE_TOO_LARGE
    assert caught.value.info.fact("megapixels") == "3600"


def test_a_page_that_cannot_be_read_is_empty_in_the_whole(tmp_path: Path) -> None:
    data = bytearray(tiff_of(page(), page()))
    second = _second_directory(data)
    data[second + 2 : second + 14 * 3] = bytes(14 * 3 - 2)
    path = _file(tmp_path, bytes(data))
    with pytest.raises(TranscritorError):
        PictureFile(path).page(1)
    with pikepdf.open(io.BytesIO(wrapped_pdf(path))) as whole:
        assert len(whole.pages) == 2


def _many_pages() -> bytes:
    return tiff_of(page(), page().convert("L"), page().rotate(90, expand=True), dpi=(72, 72))


def _second_directory(data: bytes | bytearray) -> int:
    first = int.from_bytes(data[4:8], "little")
    count = int.from_bytes(data[first : first + 2], "little")
    at = first + 2 + 12 * count
    return int.from_bytes(data[at : at + 4], "little")


def _is_known_to_be_sound(path: Path) -> bool:
    try:
        return PictureFile(path).is_sound(0)
    except TranscritorError:
        return False


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "picture"
    path.write_bytes(data)
    return path


def _drawn(pdf: bytes) -> np.ndarray:
    """The first page in grey, a pixel for each point."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[0]
    pixels = np.array(sheet.render(scale=1, grayscale=True).to_numpy())
    sheet.close()
    document.close()
    return pixels.reshape(pixels.shape[:2])
