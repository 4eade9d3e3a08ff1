"""`python -m scripts.make_word_lists`: word lists as tries that are mapped instead of loaded.

Writes `resources/word_lists/CODE.marisa`, a marisa trie (RecordTrie) of lower-case words with how often
each occurs. The lists are pyspellchecker's. Its Portuguese one is that of Portugal ("registo", "género"),
so words as Brazil writes them are added ("registro", "gênero"): those of wordfreq that hunspell-pt-br knows,
and how words were spelled until 2009 ("idéia", "conseqüência"). Needs pyspellchecker, wordfreq, hunspell and
hunspell-pt-br beside the program; the same versions give the same files.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import marisa_trie
from spellchecker import SpellChecker
from wordfreq import get_frequency_dict

from transcritor_gui.pipeline.recognition.dictionary import COUNT_FORMAT, LISTED

_FOLDER = Path(__file__).resolve().parents[1] / "resources" / "word_lists"
_COUNTED_WORDS = 344_000_000
"""Words in the texts that pyspellchecker's Portuguese counts are of: the median of its counts over wordfreq's
shares, of 16,000 words that both have."""
_BEFORE_NASAL = re.compile(r"[óé](?=[mn][aeiouáéíóúâêôãõ])")
_CIRCUMFLEX = str.maketrans("óé", "ôê")
_STEMS_WITH_SOUNDED_U = (
    "freque", "consequ", "sequênc", "subsequ", "eloqu", "delinqu", "tranquil", "cinquent", "sequestr",
    "linguí", "lingui", "língue", "aguent", "unguent", "iniqu", "ubiqu", "quinqu", "ensangu", "consangu",
    "argui", "arguí", "pingui",
)  # fmt: skip
_U = re.compile(r"(?<=[qg])u(?=[eéêií])")
_WITH_OPEN_E = (
    "ideia",
    "assembleia",
    "plateia",
    "europeia",
    "estreia",
    "geleia",
    "colmeia",
    "epopeia",
    "odisseia",
)
_WITH_OPEN_O = re.compile(
    r"(?:heroic|paranoic|estoic)[oa]s?|(?:joi|boi|jiboi|claraboi|paranoi|tramoi)as?|(?:asteroid|android)es?"
)
_DOUBLED = (("oo", "ôo"), ("oos", "ôos"), ("eem", "êem"))


def main() -> None:
    _FOLDER.mkdir(exist_ok=True)
    for code in sorted(LISTED.values()):
        words: dict[str, int] = dict(SpellChecker(language=code).word_frequency.dictionary)
        if code == "pt":
            words = _as_in_brazil_too(words)
        counts = ((word, (count,)) for word, count in sorted(words.items()))
        trie = marisa_trie.RecordTrie(COUNT_FORMAT, counts)
        trie.save(str(_FOLDER / f"{code}.marisa"))
        print(f"{code}: {len(words)} words")


def _as_in_brazil_too(words: Mapping[str, int]) -> dict[str, int]:
    """The words of Portugal and of Brazil. Pairs as "género" and "gênero" count alike: neither is the other
    misread."""
    shares: Mapping[str, float] = get_frequency_dict("pt", wordlist="large")
    new = [word for word in shares if word not in words and word.isalpha() and len(word) > 1]
    unknown = _unknown_to_hunspell(new)
    found = dict(words)
    for word in new:
        if word not in unknown:
            found[word] = max(1, round(shares[word] * _COUNTED_WORDS))
    for word in list(found):
        brazilian = _BEFORE_NASAL.sub(lambda accent: accent[0].translate(_CIRCUMFLEX), word)
        if brazilian != word:
            found[word] = found[brazilian] = max(found[word], found.get(brazilian, 0))
    for word in list(found):
        for old in _spellings_until_2009(word):
            found.setdefault(old, found[word])
    return found


def _unknown_to_hunspell(words: Iterable[str]) -> set[str]:
    command = ["hunspell", "-d", "pt_BR", "-i", "utf-8", "-l"]
    done = subprocess.run(command, input="\n".join(words), text=True, capture_output=True, check=True)
    return set(done.stdout.split("\n"))


def _spellings_until_2009(word: str) -> Iterator[str]:
    if any(stem in word for stem in _STEMS_WITH_SOUNDED_U):
        yield _U.sub("ü", word)
    if word.removesuffix("s") in _WITH_OPEN_E:
        yield word.replace("ei", "éi")
    if _WITH_OPEN_O.fullmatch(word):
        yield word.replace("oi", "ói")
    for ending, old in _DOUBLED:
        if word.endswith(ending):
            yield word.removesuffix(ending) + old


if __name__ == "__main__":
    main()
