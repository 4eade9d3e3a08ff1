"""Text layers whose fonts map their codes wrongly: told, and their pages made anew with mended maps.

`faults` counts what no good layer has; `page` asks `OpenDocument.mended_page` for the page with other maps
where there are any, and takes the reading that has the fewest. A document's `FontMender` makes the maps, each
once: its pages share their fonts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from transcritor_gui.model import Word
from transcritor_gui.pipeline.pdf.annotations import page_with_annotations
from transcritor_gui.pipeline.pdf.fonts.font_maps import maps_of_font, unicode_map
from transcritor_gui.pipeline.pdf.fonts.glyphs import has_lost_letters, is_lost
from transcritor_gui.pipeline.pdf.judging.text_quality import FontFacts

if TYPE_CHECKING:
    import pikepdf

__all__ = ["FontMender", "faults", "keeps_words"]

_Maps = tuple[dict[int, str], dict[int, str]]
"""Of one font, as `maps_of_font` gives them."""
_BEYOND_TWO_BYTES = 0x10000
_MOST_FONTS = 200
"""Of one dictionary of a page's resources, and of those whose maps are kept."""
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


class FontMender:
    """The pages of one PDF with the maps of their fonts made anew.

    `pdf` (pikepdf) is the mender's from then on. It is as it was after each page, but for objects that
    nothing refers to.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._maps: dict[tuple[int, int], _Maps] = {}
        self._streams: dict[tuple[int, int, bool], Any] = {}

    @property
    def object_count(self) -> int:
        """How many objects the PDF says that it has, by which memory is held for as long as it is open."""
        size = self._pdf.trailer.get("/Size")
        return size if isinstance(size, int) else 0

    def close(self) -> None:
        self._forget()
        self._pdf.close()

    def _forget(self) -> None:
        self._maps.clear()
        self._streams.clear()

    def page(self, page_index: int, *, names_first: bool) -> bytes | None:
        """A PDF of the one page, all its fonts with maps made anew; raises as `page_with_annotations` does.

        None with `names_first` where no font's map is another than without.
        """
        fonts = list(_fonts_of(self._pdf.pages[page_index].resources, depth=0))
        maps = [self._maps_of(font) for font in fonts]
        if names_first and all(by_codes == by_names for by_codes, by_names in maps):
            return None
        stated = [font.get("/ToUnicode") for font in fonts]
        try:
            for font, (by_codes, by_names) in zip(fonts, maps, strict=True):
                codes = by_names if names_first else by_codes
                if codes:
                    font["/ToUnicode"] = self._stream(font, codes, names_first=names_first)
            return page_with_annotations(self._pdf, page_index)
        finally:
            for font, before in zip(fonts, stated, strict=True):
                if before is not None:
                    font["/ToUnicode"] = before
                elif "/ToUnicode" in font:
                    del font["/ToUnicode"]

    def _maps_of(self, font: Any) -> _Maps:
        if not font.is_indirect:
            return maps_of_font(font)
        known = self._maps.get(font.objgen)
        if known is None:
            if len(self._maps) >= _MOST_FONTS:
                self._forget()
            known = self._maps[font.objgen] = maps_of_font(font)
        return known

    def _stream(self, font: Any, codes: Mapping[int, str], *, names_first: bool) -> Any:
        """`codes` as a ToUnicode stream; the one of an earlier page where it is known."""
        import pikepdf

        key = (*font.objgen, names_first)
        known = self._streams.get(key) if font.is_indirect else None
        if known is None:
            is_composite = str(font.get("/Subtype", "")) == "/Type0"
            width = 2 if is_composite and max(codes) < _BEYOND_TWO_BYTES else 4 if is_composite else 1
            known = pikepdf.Stream(self._pdf, unicode_map(codes, code_bytes=width))
            if font.is_indirect:
                self._streams[key] = known
        return known


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
