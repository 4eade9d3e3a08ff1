"""Numbers that prove themselves by their check digits: of which kind, whether right, what would mend them.

Pure; `proven_numbers` asks, and nothing is changed here. The algorithms are python-stdnum's, loaded with the
first number of their shape, but for those it lacks: case numbers of the courts (resolution 65/2008 of the
CNJ: ISO 7064, mod 97-10), keys of electronic invoices (modulo 11 over 43 digits), and lines of payment slips
(FEBRABAN: modulo 10 for each field, modulo 11 for the whole).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["CheckedNumber", "NumberKind", "checked_number", "is_nearly_one", "mendings"]


class NumberKind(StrEnum):
    CPF = "cpf"
    CNPJ = "cnpj"
    CASE = "cnj case number"
    INVOICE_KEY = "nf-e key"
    PAYMENT_SLIP = "boleto"
    NIF = "nif"
    IBAN = "iban"
    ISBN = "isbn"
    CARD = "card number"


@dataclass(frozen=True, slots=True)
class CheckedNumber:
    kind: NumberKind
    number: str
    """As written, without what stands around it."""
    is_right: bool


_AROUND = re.compile(r"^[^\w]+|[^\w]+$")
_LETTER_FOR_FIGURE = {
    "O": "0", "o": "0", "D": "0", "Q": "0", "I": "1", "l": "1", "|": "1", "Z": "2", "S": "5", "s": "5",
    "G": "6", "b": "6", "B": "8", "g": "9", "q": "9",
}  # fmt: skip
_FIGURE = r"[\dOoDQIl|ZSsGbBgq]"
"""A figure, or a letter that is read for one."""
_CONFUSED = {
    "0": "86", "1": "74", "2": "7", "3": "85", "4": "19", "5": "683", "6": "580", "7": "12", "8": "0369",
    "9": "48",
}  # fmt: skip
"""Figures that are read for each other where ink runs or breaks."""
_CONFUSED_WITH_LETTERS = _CONFUSED | {
    one: _CONFUSED.get(one, "") + others
    for one, others in {
        "0": "ODQ", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B",
        "O": "0", "D": "0", "Q": "0", "I": "1", "Z": "2", "S": "5", "G": "6", "B": "8",
    }.items()
}  # fmt: skip
"""The same where capitals are figures of the number too."""

_CASE_FIGURES = 20
_INVOICE_FIGURES = 44
_SLIP_FIGURES, _COLLECTION_FIGURES, _COLLECTION_BLOCK = 47, 48, 12
"""Of the slip of a bank, and of that of a tax or utility, which is made of blocks."""
_TWO_FIGURES = 10
"""Remainders from here on have no figure of their own."""


@dataclass(frozen=True, slots=True)
class _Kind:
    kind: NumberKind
    shape: re.Pattern[str]
    """As offices write it: the punctuation tells a CPF from any eleven figures."""
    is_right: Callable[[str], bool]
    needs_word: re.Pattern[str] | None = None
    """What must stand before a number whose shape tells nothing."""


def checked_number(text: str, *, before: str = "") -> CheckedNumber | None:
    """What `text`, a word or words of a line, is by its shape; None where it is no number that proves itself.

    `before` is what stands before it, for numbers without punctuation ("NIF 123456789").
    """
    number = _AROUND.sub("", text)
    for kind in _KINDS:
        if kind.shape.fullmatch(number) and (
            kind.needs_word is None or kind.needs_word.search(before) is not None
        ):
            return CheckedNumber(kind.kind, number, _is_right(kind, number))
    return None


def mendings(checked: CheckedNumber) -> tuple[str, ...]:
    """The numbers, one easily confused figure or letter away, that would be right; () for one that is."""
    if checked.is_right:
        return ()
    kind = next(kind for kind in _KINDS if kind.kind is checked.kind)
    plain = "".join(_LETTER_FOR_FIGURE.get(letter, letter) for letter in checked.number)
    number = checked.number if kind.kind in _WITH_LETTERS else plain
    if number != checked.number and _is_right(kind, number):
        return (number,)
    confused = _CONFUSED_WITH_LETTERS if kind.kind in _WITH_LETTERS else _CONFUSED
    return tuple(other for other in _one_change_away(number, confused) if _is_right(kind, other))


def is_nearly_one(text: str) -> bool:
    """Whether `text` is punctuated as a CPF, a CNPJ or a case number is, with figures too many or too few."""
    number = _AROUND.sub("", text)
    return checked_number(number) is None and _NEARLY.fullmatch(number) is not None


def _one_change_away(number: str, confused: Mapping[str, str]) -> Iterator[str]:
    for place, letter in enumerate(number):
        for other in confused.get(letter, ""):
            yield f"{number[:place]}{other}{number[place + 1 :]}"


def _is_right(kind: _Kind, number: str) -> bool:
    if kind.kind not in _WITH_LETTERS and any(letter in _LETTER_FOR_FIGURE for letter in number):
        return False
    return kind.is_right(number)


def _figures(number: str) -> str:
    return re.sub(r"\D", "", number)


def _is_case_number(number: str) -> bool:
    """NNNNNNN-DD.AAAA.J.TR.OOOO: with the check digits at its end, the number is 1 modulo 97."""
    figures = _figures(number)
    if len(figures) != _CASE_FIGURES:
        return False
    return int(figures[:7] + figures[9:] + figures[7:9]) % 97 == 1


def _is_invoice_key(number: str) -> bool:
    figures = _figures(number)
    return len(figures) == _INVOICE_FIGURES and _modulo_11(figures[:43]) % 10 == int(figures[43])


def _modulo_11(figures: str) -> int:
    """11 less the remainder of the figures weighted 2 to 9 from the right; 10 and 11 count as 0."""
    total = sum(int(figure) * (2 + place % 8) for place, figure in enumerate(reversed(figures)))
    digit = 11 - total % 11
    return 0 if digit >= _TWO_FIGURES else digit


def _modulo_10(figures: str) -> int:
    total = 0
    for place, figure in enumerate(reversed(figures)):
        product = int(figure) * (2 if place % 2 == 0 else 1)
        total += product // 10 + product % 10
    return -total % 10


def _is_payment_slip(number: str) -> bool:
    """The typed line of a bank's slip (47 figures) or of a tax or utility's (48)."""
    figures = _figures(number)
    if len(figures) == _COLLECTION_FIGURES:
        starts = range(0, _COLLECTION_FIGURES, _COLLECTION_BLOCK)
        blocks = [figures[start : start + _COLLECTION_BLOCK] for start in starts]
        check = _modulo_10 if figures[2] in "67" else _modulo_11_of_collection
        return all(check(block[:11]) == int(block[11]) for block in blocks)
    if len(figures) != _SLIP_FIGURES:
        return False
    fields = ((0, 9), (10, 20), (21, 31))
    if any(_modulo_10(figures[start:end]) != int(figures[end]) for start, end in fields):
        return False
    barcode = figures[:4] + figures[33:47] + figures[4:9] + figures[10:20] + figures[21:31]
    general = _modulo_11(barcode)
    return (1 if general in (0, 1) else general) == int(figures[32])


def _modulo_11_of_collection(figures: str) -> int:
    total = sum(int(figure) * (2 + place % 8) for place, figure in enumerate(reversed(figures)))
    return 0 if total % 11 in (0, 1) else 11 - total % 11


_WITH_LETTERS = frozenset({NumberKind.CNPJ, NumberKind.IBAN})
"""Kinds that hold letters of their own; in the others a letter is a misread figure."""
_NEARLY = re.compile(
    r"\d{1,4}\.\d{2,4}\.\d{2,4}-\d{2}|\d{3}\.\d{3}\.\d{3}-\d{1,3}|\d{1,3}\.\d{3}-\d{2}"
    r"|\w{1,3}\.\w{2,4}\.\w{2,4}/\w{3,5}-\d{1,3}|\d{2}\.\d{3}\.\d{3}/\d{4}"
    r"|\d{1,9}-\d{1,3}\.\d{3,5}\.\d\.\d{1,3}\.\d{3,5}"
)
"""The parts of a torn number too. An identity card's 12.345.678-9 and a postal code's 01.310-100 are none."""
_CARD_WORDS = re.compile(r"cart[ãa]o|card|visa|master|elo|amex|cr[ée]dito|d[ée]bito", re.IGNORECASE)
_NIF_WORDS = re.compile(r"\b(?:NIF|NIPC|contribuinte)\b", re.IGNORECASE)
_CPF_WORDS = re.compile(r"\bCPF\b", re.IGNORECASE)
_ISBN_WORDS = re.compile(r"\bISBN\b", re.IGNORECASE)
_CNPJ_WORDS = re.compile(r"\bCN?PJ\b", re.IGNORECASE)


def _is_cpf(number: str) -> bool:
    from stdnum.br import cpf

    return bool(cpf.is_valid(number))


def _is_cnpj(number: str) -> bool:
    from stdnum.br import cnpj

    return bool(cnpj.is_valid(number))


def _is_nif(number: str) -> bool:
    from stdnum.pt import nif

    return bool(nif.is_valid(number))


def _is_iban(number: str) -> bool:
    from stdnum import iban

    return bool(iban.is_valid(number))


def _is_isbn(number: str) -> bool:
    from stdnum import isbn

    return bool(isbn.is_valid(number))


def _is_card(number: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(_figures(number)))


def _shape(pattern: str) -> re.Pattern[str]:
    """`pattern` with # for a figure."""
    return re.compile(pattern.replace("#", _FIGURE))


_KINDS = (
    _Kind(NumberKind.CASE, _shape(r"#{7}-#{2}\.#{4}\.#\.#{2}\.#{4}"), _is_case_number),
    _Kind(NumberKind.CPF, _shape(r"#{3}\.#{3}\.#{3}-#{2}"), _is_cpf),
    _Kind(NumberKind.CPF, _shape(r"#{11}"), _is_cpf, _CPF_WORDS),
    _Kind(NumberKind.CNPJ, _shape(r"[0-9A-Z]{2}\.[0-9A-Z]{3}\.[0-9A-Z]{3}/[0-9A-Z]{4}-\d{2}"), _is_cnpj),
    _Kind(NumberKind.CNPJ, _shape(r"[0-9A-Z]{12}\d{2}"), _is_cnpj, _CNPJ_WORDS),
    _Kind(NumberKind.INVOICE_KEY, _shape(r"#{4}(?: ?#{4}){10}"), _is_invoice_key),
    _Kind(
        NumberKind.PAYMENT_SLIP,
        _shape(r"#{5}\.?#{5} ?#{5}\.?#{6} ?#{5}\.?#{6} ?# ?#{14}|(?:#{11}[- ]?# ?){3}#{11}[- ]?#"),
        _is_payment_slip,
    ),
    _Kind(NumberKind.IBAN, _shape(r"[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){2,7} ?[0-9A-Z]{1,4}"), _is_iban),
    _Kind(NumberKind.ISBN, _shape(r"97[89](?:[- ]?#){10}|(?:#[- ]?){9}[\dX]"), _is_isbn, _ISBN_WORDS),
    _Kind(NumberKind.NIF, _shape(r"(?:PT ?)?#{3} ?#{3} ?#{3}"), _is_nif, _NIF_WORDS),
    _Kind(NumberKind.CARD, _shape(r"#{4}(?:[ -]?#{4}){2}[ -]?#{3,4}"), _is_card, _CARD_WORDS),
)
