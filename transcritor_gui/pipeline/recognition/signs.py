"""The signs of law and accounts that one engine or the other takes for something else. Pure.

Tesseract's Portuguese has no "§" and gives "8" for it; in sans-serif faces a lone "I" is "|" or "1" to it,
"II" is "Il", "1º" is "1°" or "12". What such a word is, its neighbours tell: an ordinal follows "§", a dash
follows the number of an inciso. `policy` asks which words are worth a second reading for that, `fusion` which
of two readings the structure supports. The ink has the first word: what no engine has read is offered, not
taken, but for strokes that are the same in print.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = [
    "BEFORE_ORDINAL",
    "DASHES",
    "NO_CONTEXT",
    "Context",
    "SignChoice",
    "chosen_sign",
    "is_easily_confused",
    "is_glued",
    "is_roman",
    "missed_sign",
]

_TAIL = r"[.,;:)\]]*"
_ORDINAL = re.compile(rf"\d{{1,3}}[ºª]{_TAIL}")
_NUMBER = re.compile(rf"\d{{1,3}}(?:\.\d{{3}})*[º°ªo2]?(?:-?[A-Z])?{_TAIL}")
_NUMBER_OF_ACT = re.compile(r"\d[\d.]*[\d/-]")
_AMOUNT = re.compile(r"\d[\d.,]*[.,]\d{2}\D?")
DASHES = frozenset("-–—−")

_PARAGRAPH_LOOKALIKES = frozenset(
    ("8", "S", "$", "&", "s", "6", "5", "9", "3", "B", "g", "8§", "$$", "88", "SS", "85")
)
"""What is read for a "§", or for "§§", by itself."""
_GLUED_PARAGRAPH = re.compile(rf"[8S$&](\d{{1,2}}[º°ª]{_TAIL})")
_PARAGRAPH = re.compile(r"§{1,2}")
_BEFORE_PARAGRAPH = frozenset((
    "o", "do", "no", "ao", "e", "os", "dos", "nos", "aos", "seu", "seus", "este", "deste", "neste", "pelo",
    "com", "c/c", "ou", "caput", "art.", "artigo", "lei",
))  # fmt: skip

_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_LIKE = re.compile(rf"(?=[\]\[1|!l]|[a-z]*[A-Z])([IVXLCDMHNUTilvx1|!\]\[]{{1,9}})({_TAIL})")
_AS_ROMAN = str.maketrans({"|": "I", "l": "I", "i": "I", "1": "I", "!": "I", "]": "I", "[": "I", "T": "I",
                           "H": "II", "U": "II", "N": "IV", "v": "V", "x": "X"})  # fmt: skip
"""What strokes that stand close are taken for."""
_SAME_STROKE = str.maketrans("l|", "II")
_GLUED_INCISO = re.compile(r"([IVXLCil1|]{1,7})[-–—]+(\w*)")
_BEFORE_ROMAN = frozenset((
    "inciso", "incisos", "item", "itens", "título", "capítulo", "seção", "subseção", "livro", "parte",
    "anexo", "grupo", "classe", "tipo", "tomo", "volume", "vol.", "século", "séc.", "fase", "etapa", "lote",
    "tabela", "quadro", "turma", "vara", "nível", "módulo", "title", "chapter", "part", "section", "book",
    "article", "annex", "schedule", "type", "phase",
))  # fmt: skip

_ORDINAL_LIKE = re.compile(rf"(\d{{1,2}})([º°ªoO02*'\"?”“])({_TAIL})")
BEFORE_ORDINAL = frozenset(
    ("art.", "arts.", "artigo", "artigos", "§", "§§", "e", "a", "ao", "do", "o", "no", "parágrafo", "dia")
)
_BEFORE_FEMININE = frozenset(("cláusula", "cláusulas", "a"))
_AFTER_ORDINAL = {
    "ª": frozenset((
        "vara", "varas", "turma", "turmas", "câmara", "câmaras", "seção", "região", "instância", "via",
        "edição", "parcela", "série", "testemunha", "promotoria", "delegacia", "zona", "sessão", "reunião",
        "vez", "cláusula", "parte",
    )),
    "º": frozenset((
        "ofício", "cartório", "tabelião", "tabelionato", "juizado", "grau", "andar", "lugar", "trimestre",
        "semestre", "distrito", "batalhão",
    )),
}  # fmt: skip
"""What follows an ordinal of either gender in the papers of courts and offices."""
_NUMBER_SIGN = re.compile(r"([nN])([º°ªo0O2*?'\".]{1,2})")
_BEFORE_REAL = frozenset({"RS", "R5", "R8", "BS", "R$", "Rs", "RŠ", "R§", "R", "KS", "R$$", "RSS"})
_SURE_OF_ROMAN = 0.95
"""The first engine's confidence up to which a numeral where one stands is read again (it takes XIII for XIX),
and the second one's from which its numeral is taken."""
_SURE_OF_DEGREE = 0.9
"""The second engine has more where a degree sign stands, and 0.5 to 0.75 where an ordinal looks like one."""
_SURELY_SEEN = 0.8
"""Confidence of a sign, as the second engine reads it, that is taken where the structure asks for it."""


@dataclass(frozen=True, slots=True)
class Context:
    """The neighbours of a word on its line."""

    before: str = ""
    after: str = ""

    @property
    def starts_line(self) -> bool:
        return self.before == ""


NO_CONTEXT = Context()


@dataclass(frozen=True, slots=True)
class SignChoice:
    text: str
    doubtful: bool
    alternative: str | None = None
    """What neither engine has read; None where the other one's reading is the alternative."""


def is_roman(text: str) -> bool:
    """Whether `text` is a Roman numeral in capitals, as it is written."""
    return text != "" and _ROMAN.fullmatch(text) is not None


def is_easily_confused(text: str, context: Context, *, confidence: float) -> bool:
    """Whether `text` may be one of the signs misread, however sure the first engine is."""
    if text in _PARAGRAPH_LOOKALIKES and _may_be_paragraph(context):
        return True
    if _GLUED_PARAGRAPH.fullmatch(text) or _GLUED_INCISO.fullmatch(text):
        return True
    if text in _BEFORE_REAL and text != "R$" and _AMOUNT.match(context.after):
        return True
    if _NUMBER_SIGN.fullmatch(text) and text != "nº" and _NUMBER_OF_ACT.match(context.after):
        return True
    return _may_be_ordinal(text, context, confidence) or _may_be_roman(text, context, confidence)


def is_glued(text: str) -> bool:
    """Whether a gap is missing, or is one too many: 'II-a', '81º', '/2022'."""
    if _GLUED_INCISO.fullmatch(text) or _GLUED_PARAGRAPH.fullmatch(text):
        return True
    return len(text) > 1 and text[0] == "/" and text[1].isdigit()


def chosen_sign(first: str, second: str, context: Context, *, confidence: float) -> SignChoice | None:
    """Which of two different readings of one word the structure of laws and accounts supports.

    `confidence` is that of `second`. None where it says nothing: both are to be weighed as words are.
    """
    if DASHES.issuperset(first) and DASHES.issuperset(second):
        return SignChoice(second if confidence >= _SURELY_SEEN else first, doubtful=False)
    for choose in (_paragraph, _ordinal, _number_sign, _real, _roman):
        choice = choose(first, second, context, confidence)
        if choice is not None:
            return choice
    return None


def missed_sign(text: str, context: Context, *, confidence: float) -> SignChoice | None:
    """What the structure makes of `text`, which both engines have read, the second with `confidence`.

    A figure where a paragraph sign must stand is a doubt. Between "°" and "º" the second engine is torn where
    the ink is: then the structure decides, as it does of the strokes of a numeral.
    """
    if text in ("8", "S", "$", "&") and _ORDINAL.fullmatch(context.after) and _may_be_paragraph(context):
        return SignChoice(text, doubtful=True, alternative="§")
    roman = _ROMAN_LIKE.fullmatch(text)
    if roman is not None and not any(map(str.isdigit, text)) and _is_place_of_roman(context):
        # A small l and a capital I are the same stroke in most faces.
        strokes = roman[1].translate(_SAME_STROKE)
        if strokes != roman[1] and is_roman(strokes):
            return SignChoice(strokes + roman[2], doubtful=False)
    return _missed_ordinal(text, context, confidence)


def _missed_ordinal(text: str, context: Context, confidence: float) -> SignChoice | None:
    ordinal = _ORDINAL_LIKE.fullmatch(text)
    if ordinal is None:
        return None
    if ordinal[2] == "?":
        # A faxed or copied "ª" is a hook with a line below.
        sign = _sign_of_ordinal(context)
        return None if sign is None else SignChoice(text, True, f"{ordinal[1]}{sign}{ordinal[3]}")
    if ordinal[2] != "°" or _bare(context.before) not in BEFORE_ORDINAL:
        return None
    if confidence < _SURE_OF_DEGREE:
        return SignChoice(f"{ordinal[1]}º{ordinal[3]}", doubtful=False)
    return None


def _paragraph(first: str, second: str, context: Context, confidence: float) -> SignChoice | None:
    if _PARAGRAPH.fullmatch(second) and (first in _PARAGRAPH_LOOKALIKES or _PARAGRAPH.fullmatch(first)):
        is_sure = confidence >= _SURELY_SEEN and _NUMBER.fullmatch(context.after) is not None
        return SignChoice(second, not is_sure)
    if _PARAGRAPH.fullmatch(first) and second in _PARAGRAPH_LOOKALIKES:
        return SignChoice(first, _NUMBER.fullmatch(context.after) is None)
    return None


def _ordinal(first: str, second: str, context: Context, confidence: float) -> SignChoice | None:
    one, other = _ORDINAL_LIKE.fullmatch(first), _ORDINAL_LIKE.fullmatch(second)
    if one is None or other is None or one[1] != other[1]:
        return None
    cited = _bare(context.before) in BEFORE_ORDINAL
    if other[2] in "ºª":
        if one[2] in "°*'\"?”“":
            return SignChoice(second, doubtful=False)
        return SignChoice(second, not (confidence >= _SURELY_SEEN and cited))
    if one[2] in "ºª":
        return SignChoice(first, not (other[2] == "°" or cited))
    return None


def _number_sign(first: str, second: str, context: Context, confidence: float) -> SignChoice | None:
    if not (_NUMBER_SIGN.fullmatch(first) and _NUMBER_SIGN.fullmatch(second)):
        return None
    if _NUMBER_OF_ACT.match(context.after) is None:
        return None
    if second[1:] in ("º", "°", "."):
        return SignChoice(second, confidence < _SURELY_SEEN)
    return SignChoice(first, first[1:] not in ("º", "°", "."))


def _real(first: str, second: str, context: Context, confidence: float) -> SignChoice | None:
    if second == "R$" and first in _BEFORE_REAL and _AMOUNT.match(context.after):
        return SignChoice(second, confidence < _SURELY_SEEN)
    if first == "R$" and second in _BEFORE_REAL:
        return SignChoice(first, _AMOUNT.match(context.after) is None)
    return None


def _roman(  # noqa: PLR0911 - one exit a case
    first: str, second: str, context: Context, confidence: float
) -> SignChoice | None:
    one, other = _ROMAN_LIKE.fullmatch(first), _ROMAN_LIKE.fullmatch(second)
    if one is None or other is None:
        return None
    if first.isdigit() and second.isdigit():
        return None
    placed = _is_place_of_roman(context)
    strokes, other_strokes = one[1].translate(_AS_ROMAN), other[1].translate(_AS_ROMAN)
    match is_roman(one[1]), is_roman(other[1]):
        case True, True:
            return SignChoice(second if confidence >= _SURE_OF_ROMAN else first, doubtful=True)
        case False, True:
            same = strokes == other[1] and not one[1].isdigit()
            return SignChoice(second, not (same or placed) or confidence < _SURELY_SEEN / 2)
        case True, False:
            return SignChoice(first, not (other_strokes == one[1] or placed))
    # A small l and a capital I are the same stroke in most faces: only the numeral makes sense of both.
    if placed and strokes == other_strokes and is_roman(strokes) and not first.isdigit():
        return SignChoice(strokes + other[2], doubtful=second.isdigit())
    return None


def _may_be_ordinal(text: str, context: Context, confidence: float) -> bool:
    ordinal = _ORDINAL_LIKE.fullmatch(text)
    if ordinal is None:
        return False
    if ordinal[2] in "º°ª":
        return ordinal[2] == "°" or confidence < _SURELY_SEEN
    return ordinal[2] == "?" or _sign_of_ordinal(context) is not None


def _sign_of_ordinal(context: Context) -> str | None:
    """With which sign an ordinal stands between its neighbours; None where a plain figure may."""
    for sign, nouns in _AFTER_ORDINAL.items():
        if _bare(context.after) in nouns:
            return sign
    before = _bare(context.before)
    if before in _BEFORE_FEMININE:
        return "ª"
    return "º" if before in BEFORE_ORDINAL else None


def _may_be_roman(text: str, context: Context, confidence: float) -> bool:
    roman = _ROMAN_LIKE.fullmatch(text)
    if roman is None or (text.isdigit() and not _is_place_of_roman(context)):
        return False
    if is_roman(roman[1]):
        enough = _SURE_OF_ROMAN if _is_place_of_roman(context) else _SURELY_SEEN
        return len(roman[1]) > 1 and confidence < enough
    return len(roman[1]) > 1 or _is_place_of_roman(context)


def _may_be_paragraph(context: Context) -> bool:
    if _NUMBER.fullmatch(context.after) is None:
        return False
    return context.starts_line or _bare(context.before) in _BEFORE_PARAGRAPH or context.before.endswith(",")


def _is_place_of_roman(context: Context) -> bool:
    """Whether the numeral of an inciso, of a title or of a clause stands there."""
    if context.after[:1] in DASHES and context.after and (context.starts_line or len(context.after) == 1):
        return True
    return _bare(context.before) in _BEFORE_ROMAN


def _bare(word: str) -> str:
    return word.strip(",;:()“”\"'").lower()
