"""Words of a text layer that no word list knows, where nearly all of running text is known.

A font's map may turn every "a" into "o", or change two letters for one another: the letter pairs are still
like those of a language ("controto"), the words are not. Asked by `page_content`, which has such a layer held
against its page (`layer_trial`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from transcritor_gui.model import Word
from transcritor_gui.pipeline.recognition.dictionary import LISTED, dictionary_of

__all__ = ["is_no_word", "unknown_words"]

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_PLAIN = re.compile(r"[a-zà-åç-ïñ-öù-ýÿāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżžßæðøþđıłœșț]{5,}")
"""Small Latin letters; shorter strings are words of some language too often ("dor" for "dar")."""
_MOST_LOOKED_UP = 60
"""Different words of a page: 0.1 ms."""
_FEWEST, _FEW = 8, 20
_MANY_UNKNOWN, _MANY_OF_FEW, _SEVERAL = 0.15, 0.2, 2.5
"""Of the words looked up, and where they are under `_FEW`; and what they are more than in any case. Of 208
pages in the seven listed languages (the corpus and the table competition) none has more than 0.12; with one
of the commoner letters wrong throughout, 95 in a hundred have over 0.2."""
_USUAL, _ALL = "por+eng", "+".join(LISTED)


def unknown_words(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of small Latin letters that are in no word list; none where they are as few as usual."""
    texts = dict.fromkeys([word.text for word in words])
    parts = {text: text if text.isalpha() else _EDGES.sub("", text) for text in texts}
    looked_up = [part for part in dict.fromkeys(parts.values()) if _PLAIN.fullmatch(part)]
    if len(looked_up) < _FEWEST:
        return ()
    step = -(-len(looked_up) // _MOST_LOOKED_UP)
    sample = looked_up[::step]
    most = max(_SEVERAL, (_MANY_UNKNOWN if len(sample) >= _FEW else _MANY_OF_FEW) * len(sample))
    usual = dictionary_of(_USUAL)
    unknown = [part for part in sample if usual.knows(part) is False]
    if len(unknown) <= most or sum(map(is_no_word, unknown)) <= most:
        return ()
    known = {part: not is_no_word(part) for part in looked_up}
    return tuple(word for word in words if known.get(parts[word.text]) is False)


def is_no_word(text: str) -> bool:
    """Whether `text` is letters that no word of any listed language consists of."""
    return dictionary_of(_ALL).knows(text) is False
