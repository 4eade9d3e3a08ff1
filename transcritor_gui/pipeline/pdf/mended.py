"""Text layers whose fonts map their codes wrongly: told, and their pages made anew with mended maps.

`faults` counts what no good layer has; `page` asks `OpenDocument.mended_page` for the page with other maps
where there are any, and takes the reading that has the fewest. A document's `FontMender` makes the maps, each
once: its pages share their fonts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from transcritor_gui.model import Word
from transcritor_gui.pipeline.pdf.annotations import page_with_annotations
from transcritor_gui.pipeline.pdf.font_maps import maps_of_font, unicode_map
from transcritor_gui.pipeline.pdf.glyphs import has_lost_letters, is_lost
from transcritor_gui.pipeline.pdf.text_quality import FontFacts

if TYPE_CHECKING:
    import pikepdf

__all__ = ["FontMender", "faults", "keeps_words"]

_BEYOND_TWO_BYTES = 0x10000
_MOST_FONTS = 200
_MOST_KEPT = 0.9
_MOST_DEPTH = 4
"""Of forms in forms."""
_SIGN_FOR_LETTER = re.compile(
    r"[‰†‡!\"#$%*+<>\[\]^{|}~¡¢£¤¥¦§¨©¬®¯±¶·¸»¼½¾¿×÷](?<=[a-zà-ÿ].)(?=[a-zà-ÿ])", re.DOTALL
)
"""A sign between two small letters, as no language has it; not those of addresses."""


def faults(words: Sequence[Word], fonts: FontFacts) -> int:
    """How many characters of a layer are certainly lost or likely wrong.

    A letter that is likely wrong counts twice: it is worse than one that is known to be lost.
    """
    text = " ".join(word.text for word in words)
    lost = sum(map(is_lost, text)) if has_lost_letters(text) else 0
    return lost + max(fonts.wild, 2 * fonts.unlike) + len(_SIGN_FOR_LETTER.findall(text))


def keeps_words(before: Sequence[Word], after: Sequence[Word], *, unlike: int) -> bool:
    """Whether mending has left alone the words in which nothing was at fault.

    `unlike` characters of those `before` were not to be trusted (`FontFacts`).
    """
    sound = Counter(word.text for word in before if word.text.isascii() and word.text.isalnum())
    kept = sum((sound & Counter(word.text for word in after)).values())
    return kept + unlike >= _MOST_KEPT * sum(sound.values())


@dataclass(frozen=True, slots=True)
class _Maps:
    """The maps of one font that are not its own, as ToUnicode streams (pikepdf); None for an empty one."""

    codes_first: Any
    names_first: Any
    are_alike: bool


class FontMender:
    """The pages of one PDF with the maps of their fonts made anew.

    `pdf` (pikepdf) is the mender's from then on. It is as it was after each page, but for objects that
    nothing refers to.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._known: dict[tuple[int, int], _Maps] = {}

    @property
    def object_count(self) -> int:
        """How many objects the PDF says that it has, by which memory is held for as long as it is open."""
        size = self._pdf.trailer.get("/Size")
        return size if isinstance(size, int) else 0

    def close(self) -> None:
        self._known.clear()
        self._pdf.close()

    def page(self, page_index: int, *, names_first: bool) -> bytes | None:
        """A PDF of the one page, all its fonts with maps made anew; raises as `page_with_annotations` does.

        None with `names_first` where no font's map is another than without.
        """
        fonts = list(_fonts_of(self._pdf.pages[page_index].resources, depth=0))
        maps = [self._maps(font) for font in fonts]
        if names_first and all(each.are_alike for each in maps):
            return None
        stated = [font.get("/ToUnicode") for font in fonts]
        try:
            for font, each in zip(fonts, maps, strict=True):
                made = each.names_first if names_first else each.codes_first
                if made is not None:
                    font["/ToUnicode"] = made
            return page_with_annotations(self._pdf, page_index)
        finally:
            for font, before in zip(fonts, stated, strict=True):
                if before is not None:
                    font["/ToUnicode"] = before
                elif "/ToUnicode" in font:
                    del font["/ToUnicode"]

    def _maps(self, font: Any) -> _Maps:
        known = self._known.get(font.objgen) if font.is_indirect else None
        if known is None:
            codes_first, names_first = maps_of_font(font)
            are_alike = codes_first == names_first
            made = self._stream(font, codes_first)
            known = _Maps(made, made if are_alike else self._stream(font, names_first), are_alike)
            if font.is_indirect:
                self._known[font.objgen] = known
        return known

    def _stream(self, font: Any, codes: Mapping[int, str]) -> Any:
        import pikepdf

        if not codes:
            return None
        is_composite = str(font.get("/Subtype", "")) == "/Type0"
        width = 2 if is_composite and max(codes) < _BEYOND_TWO_BYTES else 4 if is_composite else 1
        return pikepdf.Stream(self._pdf, unicode_map(codes, code_bytes=width))


def _fonts_of(resources: Any, *, depth: int) -> Iterator[Any]:
    import pikepdf

    fonts: Any = resources.get("/Font", {})
    for _, font in list(fonts.items())[:_MOST_FONTS]:
        if isinstance(font, pikepdf.Dictionary):
            yield font
    if depth >= _MOST_DEPTH:
        return
    forms: Any = resources.get("/XObject", {})
    for _, form in list(forms.items())[:_MOST_FONTS]:
        if (
            isinstance(form, pikepdf.Stream)
            and str(form.get("/Subtype", "")) == "/Form"
            and "/Resources" in form
        ):
            yield from _fonts_of(form["/Resources"], depth=depth + 1)
