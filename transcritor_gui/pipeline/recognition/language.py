"""Which language a page is in, told by its small words: articles, prepositions, pronouns.

Every text is full of them, no two languages have the same, and they survive poor recognition because
they are short. Why this and not a trained model: docs/decisions/0015-languages.md. Used by `page`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from transcritor_gui.model import EvidenceKind, LanguageEvidence, LanguageShare

__all__ = ["FoundLanguage", "find_language", "known_languages"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

_SMALL_WORDS: Final = {
    "por": (
        "o a os as um uma uns umas de do da dos das em no na nos nas num numa por pelo pela pelos pelas"
        " para com sem sob sobre entre até desde após ao à aos às e ou mas que se não nem como quando"
        " onde porque pois também já só ainda mais muito muita muitos muitas foi ser são era é está estão"
        " foram será seu sua seus suas meu minha ele ela eles elas eu me lhe lhes isso isto este esta"
        " estes estas esse essa esses essas aquele aquela ao qual quais quem há ter tem têm todo toda"
        " todos todas outro outra outros mesmo mesma você vós nós conforme contra durante depois antes"
        " sendo pode deve cada assim havia tinha disse bem dele dela nesta neste desta deste nessa nesse"
        " art"
    ),
    "eng": (
        "the of and to in is that it for on with as was be by at this from are or an have not which but"
        " his her he she they we you i will has had were been their its our your my me him them who would"
        " there what when all if no can any may shall such than into more other these those must each"
        " upon out so do does did how about after before between under should could only one some"
    ),
    "spa": (
        "el la los las un una unos unas de del en y o u pero que se no ni como cuando donde porque pues"
        " también ya sólo solo aún más muy mucho mucha muchos fue ser es son era está están fueron será"
        " su sus mi él ella ellos ellas yo me le les lo eso esto este esta estos estas ese esa esos esas"
        " aquel al cual cuales quien hay tener tiene tienen todo toda todos todas otro otra otros mismo"
        " misma usted nosotros con sin sobre entre hasta desde por para según contra durante después"
        " antes siendo puede debe cada así había tenía dijo a"
    ),
    "fra": (
        "le la les un une des de du en et ou mais que qu qui se ne pas ni comme quand où car aussi plus"
        " très est sont était été être a ont avait son sa ses leur leurs mon il elle ils elles je nous"
        " vous on ce cette ces cet au aux dans par pour avec sans sur sous entre vers depuis après avant"
        " tout toute tous toutes autre même si y dont fait peut doit chaque ainsi"
    ),
    "ita": (
        "il lo la i gli le un uno una di del dello della dei degli delle in nel nella nei nelle a al alla"
        " ai alle da dal dalla con su sul sulla per tra fra e ed o ma che chi si non né come quando dove"
        " perché anche già più molto è sono era essere stato ha hanno aveva suo sua suoi loro mio egli"
        " essa io noi voi questo questa questi queste quello quella cui ogni tutto tutti altro così può"
        " deve"
    ),
    "deu": (
        "der die das des dem den ein eine einer eines einem einen und oder aber dass nicht kein keine in"
        " im an am auf aus bei mit nach von vom zu zum zur für durch gegen ohne um über unter vor"
        " zwischen ist sind war waren sein wird werden wurde wurden hat haben hatte kann muss soll er sie"
        " es wir ihr ich sich sein seine ihre als wie wenn auch nur noch so dieser diese dieses welche"
        " man"
    ),
    "nld": (
        "de het een en of maar dat die niet geen in op aan uit bij met naar van voor door tegen zonder om"
        " over onder tussen is zijn was waren wordt worden werd heeft hebben had kan moet zal hij zij ze"
        " we wij ik zich zijn haar hun als zo ook nog er dit deze te tot welke men"
    ),
    "cat": (
        "el la els les un una uns unes de del dels en i o però que no ni com quan on perquè doncs també"
        " ja més molt és són era ser està estan va van seu seva seus seves ell ella jo em li amb sense"
        " sobre entre fins des per al als a aquest aquesta aquests aquell això qual qui hi ha té tot tota"
        " tots altre mateix cada així"
    ),
    "lat": (
        "et in ad ut cum non est sunt esse qui quae quod quo quem per ab ex de sed aut vel nec neque si"
        " hic haec hoc id eius is ea me te se nos vos quam atque ac enim autem etiam pro sit erat fuit"
        " sub ante post inter apud sine"
    ),
}
"""By Tesseract's codes."""
_LISTS: Final = {code: frozenset(words.split()) for code, words in _SMALL_WORDS.items()}

_ANY_LIST: Final = frozenset().union(*_LISTS.values())

_SCRIPTS: Final = {
    "ell": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "heb": re.compile(r"[\u0590-\u05ff\ufb1d-\ufb4f]"),
    "ara": re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    "tha": re.compile(r"[\u0e00-\u0e7f]"),
    "kor": re.compile(r"[\u1100-\u11ff\uac00-\ud7af]"),
    "jpn": re.compile(r"[\u3040-\u30ff]"),
}
"""Signs that (nearly) one language alone is written in."""
_ANY_SIGN: Final = re.compile("|".join(signs.pattern for signs in _SCRIPTS.values()))
_SCRIPT_SHARE: Final = 0.4
"""Of a page's letters; Japanese mixes its own signs with as many Chinese ones."""

_WORDS_NEEDED: Final = 15
"""Words of letters below which nothing is said."""
_HITS_NEEDED: Final = 4
"""Small words of a language below which nothing is said: a table of figures, a list of names."""
_SHARE_NEEDED: Final = 0.12
"""Small words among all; running text has 0.35 to 0.55, a language without a list less than 0.1."""
_LEAST_SHARE: Final = 0.05
"""The same where hardly a small word of another language is there: a form, a list."""
_CLEARLY: Final = 3
"""Times as many small words of its own as the next language has."""
_MOST_OF_ONE_WORD: Final = 0.08
"""Of a page's words: "UN" in every row of an invoice is no article. "De" and "the" come to 0.07."""
_SECOND_SHARE: Final = 0.2
"""Of the small words that only one of two languages has: from this share on both are there."""
_SECOND_HITS: Final = 6
_SECOND_WORDS: Final = 4
"""Different ones among them: abbreviations and initials look like a word or two of any language."""


@dataclass(frozen=True, slots=True)
class FoundLanguage:
    languages: str
    """Tesseract codes joined by '+', the one with more words first; '' where it cannot be told."""
    evidence: LanguageEvidence


def known_languages() -> tuple[str, ...]:
    """The Tesseract codes that can be told apart."""
    return tuple(_LISTS)


def find_language(texts: Sequence[str]) -> FoundLanguage:
    """The language of a page's words; two where much is in a second one."""
    written_in = _by_script("".join(texts))
    if written_in:
        return FoundLanguage(written_in, LanguageEvidence(EvidenceKind.SCRIPT))
    words = _WORD.findall("\n".join(texts).lower())
    if len(words) < _WORDS_NEEDED:
        return FoundLanguage("", LanguageEvidence(EvidenceKind.TOO_FEW_WORDS))
    page = _SmallWords(words)
    first, second = page.two_best()
    strongest = page.shares(first, second)
    ours, theirs = page.only(first, second), page.only(second, first)
    needed = _SHARE_NEEDED if ours < _CLEARLY * theirs else _LEAST_SHARE
    if page.hits(first) < max(_HITS_NEEDED, needed * len(words)):
        return FoundLanguage("", strongest)
    others = [code for code in _LISTS if page.distinct(code, first) >= _SECOND_WORDS]
    other = max(others, key=lambda code: page.only(code, first), default=first)
    of_other, of_first = page.only(other, first), page.only(first, other)
    if of_other >= max(_SECOND_HITS, _SECOND_SHARE * (of_first + of_other)):
        return FoundLanguage(f"{first}+{other}", page.shares(first, other))
    return FoundLanguage("" if ours == theirs else first, strongest)


def _by_script(text: str) -> str:
    """The language whose own signs `text` is written in; '' where it is Latin or unknown."""
    if text.isascii() or _ANY_SIGN.search(text) is None:
        return ""
    letters = sum(character.isalpha() for character in text)
    for code, signs in _SCRIPTS.items():
        if len(signs.findall(text)) > _SCRIPT_SHARE * letters:
            return code
    return ""


class _SmallWords:
    """How often the small words of each language stand on a page."""

    def __init__(self, words: Sequence[str]) -> None:
        most = max(3, round(_MOST_OF_ONE_WORD * len(words)))
        self._total = len(words)
        self._counts = {word: min(count, most) for word, count in Counter(words).items()}
        small = self._counts.keys() & _ANY_LIST
        self._present = {code: words & small for code, words in _LISTS.items()}

    def hits(self, code: str) -> int:
        return sum(self._counts[word] for word in self._present[code])

    def only(self, code: str, without: str) -> int:
        """Hits of `code` that are not words of `without` too."""
        return sum(self._counts[word] for word in self._present[code] - self._present[without])

    def distinct(self, code: str, without: str) -> int:
        return len(self._present[code] - self._present[without])

    def two_best(self) -> tuple[str, str]:
        """By hits and by how many different words they are: running text has both."""
        first, second = sorted(_LISTS, key=self._weight, reverse=True)[:2]
        return first, second

    def _weight(self, code: str) -> int:
        return self.hits(code) * len(self._present[code])

    def shares(self, *codes: str) -> LanguageEvidence:
        """Of the page's words, rounded to whole per cent: so much they are worth."""
        shares = tuple(LanguageShare(code, round(self.hits(code) / self._total, 2)) for code in codes)
        return LanguageEvidence(EvidenceKind.SMALL_WORDS, shares)
