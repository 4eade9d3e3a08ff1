"""Small documents to break, made with pikepdf: every page says which it is, so that each can be counted."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw

__all__ = ["mutated", "numbered_document", "seed_documents", "words_of_page"]


def words_of_page(document: str, page_number: int) -> str:
    return f"folha {page_number:04d} de {document} fim"


def numbered_document(path: Path, pages: int) -> Path:
    """A PDF of `pages` pages, each with its own number and the document's name, and some filling."""
    pdf = pikepdf.new()
    for number in range(1, pages + 1):
        filling = [f"Linha {line} da ata numero {number}, lavrada em cartorio." for line in range(20)]
        _add_page(pdf, [words_of_page(path.stem, number), *filling])
    pdf.save(path)
    return path


def seed_documents() -> dict[str, bytes]:
    """One of each kind of small PDF that a reader has to go different ways for."""
    makers: dict[str, Callable[[pikepdf.Pdf], object]] = {
        "plain": lambda pdf: _add_page(pdf, ["Contrato de prestação", "cláusula primeira", "R$ 1.234,56"]),
        "table": _add_table,
        "scan": _add_scan,
        "form": _add_form,
        "turned": _add_turned,
        "notes": _add_notes,
        "outline": _add_outline,
    }
    seeds = {}
    for name, make in makers.items():
        pdf = pikepdf.new()
        make(pdf)
        seeds[name] = _saved(pdf)
    packed = pikepdf.new()
    _add_table(packed)
    _add_page(packed, ["segunda folha"])
    seeds["object-streams"] = _saved(packed, object_streams=True)
    seeds["linear"] = _saved(packed, linear=True)
    locked = pikepdf.new()
    _add_page(locked, ["texto sigiloso"])
    seeds["owner-locked"] = _saved(locked, owner="dono")
    return seeds


def _saved(pdf: pikepdf.Pdf, *, object_streams: bool = False, linear: bool = False, owner: str = "") -> bytes:
    data = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if object_streams else pikepdf.ObjectStreamMode.disable
    lock = pikepdf.Encryption(owner=owner, user="") if owner else False
    pdf.save(
        data,
        object_stream_mode=mode,
        linearize=linear,
        encryption=lock,
        compress_streams=object_streams,
        deterministic_id=not owner,
    )
    return data.getvalue()


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )


def _add_page(pdf: pikepdf.Pdf, lines: list[str], drawing: bytes = b"") -> pikepdf.Page:
    page = pdf.add_blank_page(page_size=(595, 842))
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=_font(pdf)))
    content = [drawing]
    for number, line in enumerate(lines):
        literal = line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        content.append(b"BT /F1 11 Tf 72 %d Td (%s) Tj ET\n" % (770 - 16 * number, literal))
    page.obj.Contents = pdf.make_stream(b"".join(content))
    return page


def _add_table(pdf: pikepdf.Pdf) -> None:
    rules = b"".join(b"72 %d m 400 %d l S\n" % (y, y) for y in range(650, 790, 20))
    _add_page(pdf, ["Nome   Valor", "Ana   12,50", "Rui   3.400,00"], rules)


def _add_scan(pdf: pikepdf.Pdf) -> None:
    picture = Image.new("L", (620, 300), 255)
    ImageDraw.Draw(picture).text((30, 60), "Certidao de nascimento", fill=0, font_size=36)
    page = pdf.add_blank_page(page_size=(310, 150))
    image = pikepdf.Stream(pdf, b"")
    image.write(zlib.compress(picture.tobytes()), filter=pikepdf.Name.FlateDecode)
    image.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=620,
        Height=300,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Filter=pikepdf.Name.FlateDecode,
    )
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=pdf.make_indirect(image)))
    page.obj.Contents = pdf.make_stream(b"q 310 0 0 150 0 0 cm /Im0 Do Q\n")


def _add_form(pdf: pikepdf.Pdf) -> None:
    page = _add_page(pdf, ["Ficha de cadastro"])
    field = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="nome",
            V="Maria da Silva",
            Rect=[72, 600, 300, 620],
            DA="/F1 11 Tf 0 g",
        )
    )
    page.obj.Annots = pikepdf.Array([field])
    pdf.Root.AcroForm = pikepdf.Dictionary(
        Fields=[field], DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=_font(pdf))), NeedAppearances=True
    )


def _add_turned(pdf: pikepdf.Pdf) -> None:
    for turn in (90, 180, 270):
        page = _add_page(pdf, [f"girada em {turn} graus"])
        page.obj.Rotate = turn
        page.obj.UserUnit = 2
        page.obj.CropBox = [20, 20, 500, 800]


def _add_notes(pdf: pikepdf.Pdf) -> None:
    page = _add_page(pdf, ["Minuta com notas"])
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        Rect=[72, 500, 300, 540],
        Contents="conferir",
        DA="/F1 11 Tf 0 g",
    )
    page.obj.Annots = pikepdf.Array([pdf.make_indirect(note)])


def _add_outline(pdf: pikepdf.Pdf) -> None:
    for number in range(3):
        _add_page(pdf, [f"capítulo {number}", "texto corrido " * 5])
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Capítulo 2", 1))
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "Livro"


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """`seed` with one to six of the things done to it that break files: bits, cuts, numbers, names."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        if len(data) < 20:
            break
        _MUTATIONS[chance.randrange(len(_MUTATIONS))](data, chance)
    return bytes(data)


def _flip_bits(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.randint(1, max(1, len(data) // 4))]


def _cut_off(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data) // 4, len(data)) :]


def _blank_out(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    length = min(len(data) - start, chance.randint(1, 600))
    data[start : start + length] = bytes([chance.choice((0, 32, 255))]) * length


def _repeat(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[chance.randrange(len(data)) : 0] = data[start : start + chance.randint(1, 400)] * chance.randint(
        1, 20
    )


def _change_number(data: bytearray, chance: random.Random) -> None:
    digits = [place for place, byte in enumerate(data) if 48 <= byte <= 57]
    if digits:
        place = chance.choice(digits)
        new = chance.choice((b"-1", b"0", b"99999", b"2147483648", b"1e400", b"4294967295", b"0.000001"))
        data[place : place + 1] = new


def _change_name(data: bytearray, chance: random.Random) -> None:
    names = [place for place, byte in enumerate(data) if byte == 47]
    if len(names) > 1:
        here, there = chance.choice(names), chance.choice(names)
        data[here : here + 6] = data[there : there + 6]


def _insert_noise(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(data))
    data[place:place] = chance.randbytes(chance.randint(1, 200))


_MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip_bits,
    _cut,
    _cut_off,
    _blank_out,
    _repeat,
    _change_number,
    _change_name,
    _insert_noise,
)
