"""Made pages: the same every time, and their truth is what they show."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest

pytest.importorskip("fontTools")

from benchmarks.damage import CLEAN, Damage, spoil
from benchmarks.fonts import faces, truetype_faces
from benchmarks.generator import MADE_SETS, build_set
from benchmarks.metrics import character_errors
from benchmarks.pdf_writing import Picture, Stamp, TextLayer, ToUnicode, write_page
from benchmarks.typesetting import A4_PT, Style, draw, set_paragraphs
from tests.corpus import corpus_dir

_PARAGRAPHS = [
    "O coração não esquece: pão, maçã, avô e lã — tudo à mão. “Até já”, disse a irmã, e saiu.",
    "The quick brown fox jumps over the lazy dog, and the transcription says so faithfully.",
] * 12


@pytest.fixture(autouse=True)
def _needs_fonts() -> None:
    try:
        faces()
    except FileNotFoundError as error:
        pytest.skip(str(error))


def _style() -> Style:
    choices = truetype_faces()
    if not choices:
        pytest.skip("no TrueType font on this machine")
    return Style(face=choices[0], hyphenated=True)


def _text_layer(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[0].get_textpage().get_text_range())


def test_columns_are_filled_one_after_the_other() -> None:
    style = _style()
    narrow = Style(face=style.face, columns=2)
    lines = set_paragraphs(_PARAGRAPHS * 4, narrow).lines
    starts = [line.words[0].x_pt for line in lines]
    second = next(index for index, x in enumerate(starts) if x > A4_PT[0] / 2)
    assert all(x < A4_PT[0] / 2 for x in starts[:second])
    assert all(x > A4_PT[0] / 2 for x in starts[second:])


def test_no_word_is_lost_in_setting() -> None:
    sheet = set_paragraphs(_PARAGRAPHS[:2], _style())
    assert character_errors("\n".join(_PARAGRAPHS[:2]), sheet.text).edits == 0


def test_a_picture_is_spoiled_the_same_way_by_the_same_seed() -> None:
    picture = draw(set_paragraphs(_PARAGRAPHS, _style(), max_lines=6), dpi=72)
    rough = Damage(noise=20, shading=0.4, skew_degrees=2, blur_px=0.5, speckle=0.01, dark_border_px=5)
    once, again = spoil(picture, rough, seed=7), spoil(picture, rough, seed=7)
    assert np.array_equal(once, again)
    assert not np.array_equal(once, spoil(picture, rough, seed=8))


def test_no_damage_changes_nothing() -> None:
    picture = draw(set_paragraphs(_PARAGRAPHS, _style(), max_lines=3), dpi=72)
    assert np.array_equal(spoil(picture, CLEAN, seed=1), picture)


def test_a_turned_picture_is_turned_clockwise_to_be_read() -> None:
    picture = np.full((20, 40), 255, dtype=np.uint8)
    picture[:10, :20] = 0
    stored = spoil(picture, Damage(rotation=90), seed=1)
    assert np.array_equal(np.rot90(stored, -1), picture)


def test_the_same_page_is_the_same_file(tmp_path: Path) -> None:
    style = _style()
    sheet = set_paragraphs(_PARAGRAPHS, style, max_lines=5)
    for name in ("one.pdf", "two.pdf"):
        write_page(
            tmp_path / name,
            size_pt=A4_PT,
            pictures=[Picture(draw(sheet, dpi=72))],
            layers=[TextLayer(sheet, style.face, lambda text: text)],
        )
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize("simple", [False, True])
def test_a_right_text_layer_copies_as_it_looks(tmp_path: Path, *, simple: bool) -> None:
    style = _style()
    sheet = set_paragraphs(_PARAGRAPHS, style, max_lines=5)
    layer = TextLayer(sheet, style.face, lambda text: text, simple=simple)
    write_page(tmp_path / "page.pdf", size_pt=A4_PT, layers=[layer])
    copied = _text_layer(tmp_path / "page.pdf").replace("\ufffe", "-")
    assert character_errors(sheet.text, copied).rate < 0.01


def test_a_wrong_character_map_copies_as_garbage_and_looks_right(tmp_path: Path) -> None:
    style = _style()
    sheet = set_paragraphs(_PARAGRAPHS, style, max_lines=5)
    meanings: dict[str, ToUnicode] = {"good": lambda text: text, "bad": lambda text: chr(ord(text) + 3)}
    for name, meaning in meanings.items():
        layer = TextLayer(sheet, style.face, meaning)
        write_page(tmp_path / f"{name}.pdf", size_pt=A4_PT, layers=[layer])
    assert character_errors(sheet.text, _text_layer(tmp_path / "bad.pdf")).rate > 0.5
    shown = []
    for name in meanings:
        with pypdfium2.PdfDocument(tmp_path / f"{name}.pdf") as document:
            shown.append(document[0].render(scale=1).to_numpy().copy())
    assert np.array_equal(shown[0], shown[1])


def test_stamps_are_real_text_over_a_picture(tmp_path: Path) -> None:
    blank = np.full((200, 140), 255, dtype=np.uint8)
    stamps = [Stamp("Página 7 de 340 — cartório", 50, 30), Stamp("à direita", 580, 700, upwards=True)]
    write_page(tmp_path / "page.pdf", size_pt=A4_PT, pictures=[Picture(blank)], stamps=stamps)
    copied = _text_layer(tmp_path / "page.pdf")
    assert all(stamp.text in copied for stamp in stamps)


def test_a_black_and_white_picture_is_whole_and_not_inverted(tmp_path: Path) -> None:
    pixels = np.full((400, 300), 255, dtype=np.uint8)
    pixels[350:380, 100:200] = 0
    write_page(tmp_path / "page.pdf", size_pt=(300, 400), pictures=[Picture(pixels, jpeg_quality=None)])
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as document:
        shown = document[0].render(scale=1, grayscale=True).to_numpy().copy()
    assert shown[365, 150] < 30
    assert shown[100, 150] > 225


@pytest.mark.parametrize("set_name", ["clean", "stamped", "columns"])
def test_sets_are_made_with_their_truth(tmp_path: Path, set_name: str) -> None:
    corpus_dir()
    pages = build_set(set_name, limit=1, root=tmp_path)
    assert len(pages) == 1
    assert pages[0].pdf.is_file()
    assert pages[0].truth.text
    assert pages[0].pdf.with_suffix(".gt.txt").read_text(encoding="utf-8") == pages[0].truth.text


def test_another_seed_makes_other_pages(tmp_path: Path) -> None:
    corpus_dir()
    one, other = (build_set("languages", limit=1, seed=seed, root=tmp_path)[0] for seed in (1, 2))
    assert one.truth.text != other.truth.text


def test_fifty_text_layers_are_bad() -> None:
    corpus_dir()
    names = [recipe.name for recipe in MADE_SETS["layers"](1)]
    assert sum(name.startswith("bad-") for name in names) == 50
    assert len(set(names)) == len(names)
