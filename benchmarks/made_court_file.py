"""A court file made from a seed: scans, bookmarks, links, fields, hidden layers, lists that all pages share.

Every page has a word of its own in all that belongs to it, so that a part in which the word of another page
stands has been caught. Called by `parts.py`, and by tests with few pages.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image

__all__ = ["ATTACHED", "make_court_file", "marks_in", "page_mark"]

ATTACHED = b"attached to the whole document"
_SIZE = (595, 842)


def page_mark(index: int) -> str:
    """The word of the page of this index, found nowhere else."""
    return f"zq{index:05}x"


def make_court_file(path: Path, *, pages: int, picture_bytes: int, seed: int = 0) -> None:
    """Write a PDF of `pages` pages, each with a picture of about `picture_bytes`.

    Every fifth page holds a page in pure black and white that is stored as large as can be; every twentieth
    is blank; bookmarks stand at each tenth page.
    """
    chance = random.Random(seed)
    pdf = pikepdf.new()
    shared = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=_font(pdf)), XObject=pikepdf.Dictionary())
    resources = pdf.make_indirect(shared)
    layers = [pdf.make_indirect(_layer(index)) for index in range(pages)]
    resources["/Properties"] = pikepdf.Dictionary({f"/L{index}": each for index, each in enumerate(layers)})
    for index in range(pages):
        page = pdf.add_blank_page(page_size=_SIZE)
        page.obj["/Resources"] = resources
        if index % 20 != 19:
            resources["/XObject"][f"/P{index}"] = _picture(pdf, index, picture_bytes, chance)
        page.obj["/Contents"] = pikepdf.Stream(pdf, _contents(index))
    _add_links(pdf, pages)
    _add_fields(pdf, pages)
    _add_document_parts(pdf, pages, layers)
    pdf.save(path, deterministic_id=True)


def marks_in(data: bytes) -> set[int]:
    """The pages whose words stand anywhere in the PDF `data`: in texts, names, notes, titles, objects."""
    found: set[int] = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for each in pdf.objects:
            written = each.stream_dict.unparse() if isinstance(each, pikepdf.Stream) else each.unparse(True)
            found |= _marks(written)
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") != "/Image":
                found |= _marks(each.read_bytes())
        for key, value in pdf.docinfo.items():
            found |= _marks(f"{key}{value}".encode())
    return found


def _marks(data: bytes) -> set[int]:
    places: Iterable[int] = _occurrences(data, b"zq")
    return {
        int(data[at + 2 : at + 7])
        for at in places
        if data[at + 2 : at + 7].isdigit() and data[at + 7 : at + 8] == b"x"
    }


def _occurrences(data: bytes, word: bytes) -> Iterable[int]:
    at = data.find(word)
    while at >= 0:
        yield at
        at = data.find(word, at + 1)


def _font(pdf: Any) -> Any:
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica")
        )
    )


def _layer(index: int) -> Any:
    return pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String(f"layer {page_mark(index)}"))


def _contents(index: int) -> bytes:
    text = f"BT /F1 12 Tf 40 40 Td ({page_mark(index)} fls. {index + 1}) Tj ET\n"
    hidden = f"/OC /L{index} BDC BT /F1 9 Tf 40 20 Td (hidden {page_mark(index)}) Tj ET EMC\n"
    picture = f"q 520 0 0 700 40 100 cm /P{index} Do Q\n" if index % 20 != 19 else ""
    return (picture + text + hidden).encode()


def _picture(pdf: Any, index: int, size_bytes: int, chance: random.Random) -> Any:
    if index % 5 == 4:
        return _black_and_white(pdf, chance)
    side = max(8, int((size_bytes / 0.75) ** 0.5))
    noise = Image.frombytes("L", (side, side), chance.randbytes(side * side))
    made = io.BytesIO()
    noise.save(made, "JPEG", quality=75)
    return pikepdf.Stream(
        pdf,
        made.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=side,
        Height=side,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )


def _black_and_white(pdf: Any, chance: random.Random) -> Any:
    """Bars that no other page has, in a byte for each pixel."""
    width, height, bar = 620, 877, 7
    rows = b"".join(
        b"".join(chance.choice((b"\0", b"\xff")) * bar for _ in range(width // bar + 1))[:width] * bar
        for _ in range(height // bar + 1)
    )
    return pikepdf.Stream(
        pdf,
        rows[: width * height],
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
    )


def _add_links(pdf: Any, pages: int) -> None:
    """To the pages before and after, to the first, by name to the last, and out of the document."""
    pdf.Root["/Dests"] = pikepdf.Dictionary()
    for index in range(pages):
        mark = f"/{page_mark(index)}"
        pdf.Root["/Dests"][mark] = pikepdf.Array([pdf.pages[index].obj, pikepdf.Name.Fit])
    for index, page in enumerate(pdf.pages):
        near = (index - 1, index + 1, 0, pages - 1)
        wanted: list[Any] = [
            pikepdf.Array([pdf.pages[each].obj, pikepdf.Name.Fit]) for each in near if 0 <= each < pages
        ]
        wanted.append(pikepdf.Name(f"/{page_mark(pages - 1)}"))
        links = [_link(Dest=each, P=page.obj) for each in wanted]
        uri = pikepdf.String(f"https://example.org/{page_mark(index)}")
        links.append(_link(A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=uri)))
        page.obj["/Annots"] = pikepdf.Array([pdf.make_indirect(each) for each in links])


def _link(**entries: Any) -> Any:
    box = pikepdf.Array([0, 0, 30, 30])
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=box,
        Border=pikepdf.Array([0, 0, 0]),
        **entries,
    )


def _add_fields(pdf: Any, pages: int) -> None:
    """A field on each page, all of them below one."""
    above = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("form"), Kids=pikepdf.Array()))
    for index, page in enumerate(pdf.pages):
        widget = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T=pikepdf.String(f"field {page_mark(index)}"),
                V=pikepdf.String(f"value {page_mark(index)}"),
                Rect=pikepdf.Array([100, 0, 200, 20]),
                Parent=above,
            )
        )
        above["/Kids"].append(widget)
        page.obj["/Annots"].append(widget)
    pdf.Root["/AcroForm"] = pikepdf.Dictionary(Fields=pikepdf.Array([above]))


def _add_document_parts(pdf: Any, pages: int, layers: list[Any]) -> None:
    with pdf.open_outline() as outline:
        for index in range(0, pages, 10):
            chapter = pikepdf.OutlineItem(f"Document {page_mark(index)}", index)
            if index + 5 < pages:
                chapter.children.append(pikepdf.OutlineItem(f"Section {page_mark(index + 5)}", index + 5))
            outline.root.append(chapter)
    state = pikepdf.Dictionary(OFF=pikepdf.Array(layers), Order=pikepdf.Array(layers))
    pdf.Root["/OCProperties"] = pikepdf.Dictionary(OCGs=pikepdf.Array(layers), D=state)
    pdf.attachments["attached.txt"] = ATTACHED
    pdf.docinfo["/Title"] = "Autos"
    pdf.docinfo["/Custom"] = page_mark(0)
    pdf.Root["/StructTreeRoot"] = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructTreeRoot,
            K=pikepdf.Array(
                [
                    pdf.make_indirect(
                        pikepdf.Dictionary(
                            S=pikepdf.Name.P, Pg=page.obj, ActualText=pikepdf.String(page_mark(index))
                        )
                    )
                    for index, page in enumerate(pdf.pages)
                ]
            ),
        )
    )
