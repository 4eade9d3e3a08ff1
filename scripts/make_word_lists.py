"""`python -m scripts.make_word_lists`: pyspellchecker's lists as tries that are mapped instead of loaded.

Writes `resources/word_lists/CODE.marisa`, a marisa trie (RecordTrie) of lower-case words with how often each
occurs. To be run anew when pyspellchecker has other lists; the same lists give the same files.
"""

from __future__ import annotations

from pathlib import Path

import marisa_trie
from spellchecker import SpellChecker

from transcritor_gui.pipeline.recognition.dictionary import COUNT_FORMAT, LISTED

_FOLDER = Path(__file__).resolve().parents[1] / "resources" / "word_lists"


def main() -> None:
    _FOLDER.mkdir(exist_ok=True)
    for code in sorted(LISTED.values()):
        words = SpellChecker(language=code).word_frequency.dictionary
        counts = ((word, (count,)) for word, count in sorted(words.items()))
        trie = marisa_trie.RecordTrie(COUNT_FORMAT, counts)
        trie.save(str(_FOLDER / f"{code}.marisa"))
        print(f"{code}: {len(words)} words")


if __name__ == "__main__":
    main()
