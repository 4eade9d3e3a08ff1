"""Text layers whose fonts map their codes wrongly: told, and their pages made anew with mended maps.

`faults` counts what no good layer has; `page` asks `OpenDocument.mended_page` for the page with other maps
where there are any, and takes the reading that has the fewest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from transcritor_gui.model import Word
from transcritor_gui.pipeline.pdf.annotations import page_with_annotations
from transcritor_gui.pipeline.pdf.font_maps import map_of_font, unicode_map
from transcritor_gui.pipeline.pdf.glyphs import has_lost_letters, is_lost
from transcritor_gui.pipeline.pdf.text_quality import FontFacts

if TYPE_CHECKING:
    import pikepdf

__all__ = ["faults", "keeps_words", "page_with_mended_fonts"]

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


def page_with_mended_fonts(pdf: pikepdf.Pdf, page_index: int, *, names_first: bool) -> bytes:
    """A PDF of the one page, all its fonts with maps made anew. `pdf` is changed; raises as
    `page_with_annotations` does.
    """
    import pikepdf

    page = pdf.pages[page_index]
    for font in _fonts_of(page.resources, depth=0):
        codes = map_of_font(font, names_first=names_first)
        if codes:
            is_composite = str(font.get("/Subtype", "")) == "/Type0"
            width = 2 if is_composite and max(codes) < _BEYOND_TWO_BYTES else 4 if is_composite else 1
            font["/ToUnicode"] = pikepdf.Stream(pdf, unicode_map(codes, code_bytes=width))
    return page_with_annotations(pdf, page_index)


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
