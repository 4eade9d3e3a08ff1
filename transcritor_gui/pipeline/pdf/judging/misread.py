"""Text whose bytes were read with another code page than they were written with.

'informaÃ§Ã£o' is UTF-8 taken for Windows-1252, 'informa‡Æo' a DOS page taken for it, 'informaÁ„o' a Macintosh
one. Used by `text_quality`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

__all__ = ["is_misread"]

_TABLES = ("cp1252", "mac_roman", "cp437", "cp850", "iso8859_5", "cp1250")
_MARKS = "†‡§¶‖∗⁎※¹²³⁰⁴⁵⁶⁷⁸⁹⁺ᵃᵇᶜ"
"""What stands behind names as a reference to a note."""
_EDGES = _MARKS + "\"'.,;:!?()[]{}«»“”‘’…–—-•·<>/*"
_TYPOGRAPHY = frozenset("‘’“”„…–—•·°ºª«»§®©™-'")
_LATIN = list(map(chr, range(0x250)))
_SMALL = "".join(letter for letter in _LATIN if letter.islower())
_IN_PLACE = "".join(letter for letter in _LATIN if unicodedata.category(letter) in ("Ll", "Lo"))
_ODD_PAIR = re.compile(
    f"[{_SMALL}][^\\x00-\\x7f{_IN_PLACE}{''.join(each for each in sorted(_TYPOGRAPHY) if each > chr(0x7F))}]"
)
"""A small letter, and what does not belong behind one."""
_LIKE_UTF8 = re.compile(
    "[\u00c2-\u00f4](?:[\u0080-\u00bf]|[" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore") + "])"
)
"""The first two bytes of a character in UTF-8, read with another table."""
_FEWEST = 3
_MOST_ODD = 0.12
"""Of the words with characters beyond ASCII: those that no language writes so."""
_MOST_MENDED = 0.6


def is_misread(texts: Sequence[str]) -> bool:
    """Whether another code page makes words of many that are none."""
    foreign = [text for text in texts if not text.isascii()]
    if len(foreign) < _FEWEST:
        return False
    whole = "\n".join(foreign)
    may_be_utf8 = _LIKE_UTF8.search(whole) is not None
    if not may_be_utf8 and _ODD_PAIR.search(whole) is None:
        return False
    as_utf8 = sum(_mends_as_utf8(text) for text in foreign if _LIKE_UTF8.search(text)) if may_be_utf8 else 0
    if as_utf8 >= _FEWEST and as_utf8 > 0.4 * len(foreign):
        return True
    odd = [text for text in (text.strip(_EDGES) for text in foreign) if _is_odd(text)]
    if len(odd) < _FEWEST or len(odd) < _MOST_ODD * len(foreign):
        return False
    needed = max(_FEWEST, _MOST_MENDED * len(odd))
    return any(
        sum(_mends(text, wrong, right) for text in odd) >= needed
        for wrong in _TABLES
        for right in _TABLES
        if wrong != right
    )


def _mends_as_utf8(text: str) -> bool:
    for wrong in ("cp1252", "latin-1"):
        try:
            mended = text.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
        if len(mended) < len(text):
            return True
    return False


def _is_odd(text: str) -> bool:
    """Whether a Latin word has a capital, a sign or a foreign letter where a small letter belongs."""
    return _ODD_PAIR.search(text) is not None and any("a" <= letter <= "z" for letter in text)


def _mends(text: str, wrong: str, right: str) -> bool:
    try:
        mended = text.encode(wrong).decode(right)
    except UnicodeError:
        return False
    return not _is_odd(mended) and all(letter.isascii() or "À" <= letter <= "ÿ" for letter in mended)
