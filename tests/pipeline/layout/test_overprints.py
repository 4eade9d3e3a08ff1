"""Stamps in colour that lie over the lines of a page: apart from the text, whole, nothing else with them."""

from __future__ import annotations

from tests.pipeline.made_pages import MadePage
from transcritor_gui.model import BlockKind, Box, Word, WordSource
from transcritor_gui.pipeline.drawn_words import DrawnWord
from transcritor_gui.pipeline.layout.overprints import part_overprints
from transcritor_gui.pipeline.layout.page_parts import blocks_beside_text, part_page

_RED, _BLUE = 0xCC1419, 0x1926B3


def _page_of_text() -> MadePage:
    page = MadePage()
    page.column_of_text(x=80, top=80, bottom=700, width=440, size=11, seed=2)
    return page


def _coloured(text: str, box: Box, colour: int = _RED, strength: float = 1.0) -> DrawnWord:
    return DrawnWord(text, box, colour=colour, strength=strength)


def _over(page: MadePage, place: int, text: str, *, height: float) -> DrawnWord:
    """In red, over the word of the page with that place and those to its right."""
    at = page.words[place].box
    return _coloured(text, Box(at.x0 + 3, at.y_centre - height / 2, at.x0 + 140, at.y_centre + height / 2))


def test_a_stamp_over_lines_is_one_block_with_its_smaller_lines() -> None:
    page = _page_of_text()
    first = _over(page, 60, "RECEBIDO", height=22)
    second = _coloured("12/03/2024", first.box.moved(0, 24))
    parts = part_page([*page.words[:60], first, second, *page.words[60:]], width=595.0, height=842.0)
    assert parts.text == tuple(page.words)
    assert parts.stamps == ((first, second),)
    (block,) = blocks_beside_text(parts, width=595.0, height=842.0)
    assert (block.kind, [line.text for line in block.lines]) == (BlockKind.STAMP, ["RECEBIDO", "12/03/2024"])


def test_a_stamp_in_type_as_large_as_the_text_is_told_by_the_words_under_it() -> None:
    page = _page_of_text()
    at = page.words[61].box
    over = [
        _coloured(text, Box(at.x0 + 50 * place, at.y0 + 2, at.x0 + 50 * place + 46, at.y1 + 2))
        for place, text in enumerate(("RECEBIDO", "EM", "12/03"))
    ]
    apart = [_coloured(text, Box(80, 750 + 20 * row, 200, 761 + 20 * row)) for row, text in enumerate("abc")]
    text, _, stamps = part_overprints([*page.words, *over, *apart], [])
    assert {word.text for stamp in stamps for word in stamp} == {"RECEBIDO", "EM", "12/03"}
    assert text == (*page.words, *apart)


def test_the_large_line_of_a_stamp_that_passes_for_a_watermark_stays_with_it() -> None:
    page = _page_of_text()
    large = _over(page, 60, "PAGO", height=34)
    small = _coloured("Banco", large.box.moved(0, 36))
    text, marks, stamps = part_overprints([*page.words, small], [large])
    assert (text, marks, stamps) == (tuple(page.words), (), ((small, large),))


def test_a_watermark_alone_stays_one() -> None:
    page = _page_of_text()
    mark = _over(page, 60, "MINUTA", height=60)
    assert part_overprints(page.words, [mark]) == (tuple(page.words), (mark,), ())


def test_words_in_colour_among_others_are_text() -> None:
    """A heading in blue, a link within a line, values that are written over the dots of a form."""
    page = _page_of_text()
    heading = _coloured("Relatório", Box(80, 30, 260, 60), _BLUE)
    link = _coloured("www.exemplo.br", Box(80, 705, 200, 717), _BLUE)
    dots = Word("......................", Box(80, 740, 220, 751))
    value = _coloured("Maria", Box(90, 738, 150, 754), _BLUE)
    words = [heading, *page.words, link, dots, value]
    assert part_overprints(words, []) == (tuple(words), (), ())


def test_a_page_set_in_colour_has_no_stamp_for_it() -> None:
    page = _page_of_text()
    words = [_coloured(word.text, word.box, _BLUE) for word in page.words]
    over = _over(page, 60, "RECEBIDO", height=22)
    text, _, stamps = part_overprints([*words, over], [])
    assert (text, stamps) == (tuple(words), ((over,),))


def test_words_of_a_stamp_that_was_read_apart_are_one_at_any_size_and_tilt() -> None:
    page = _page_of_text()
    at = page.words[61].box
    read = DrawnWord(
        "VISTO",
        Box(at.x0, at.y0, at.x0 + 40, at.y1),
        confidence=0.9,
        source=WordSource.OCR,
        colour=_RED,
        angle_degrees=355.0,
        level_size=(40.0, at.height),
    )
    assert part_overprints([*page.words, read], []) == (tuple(page.words), (), ((read,),))
