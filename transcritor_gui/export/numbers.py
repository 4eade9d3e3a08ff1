"""Numbers in tables, as people write them in Brazil ('1.234,56') and in English ('1,234.56')."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Number", "has_decimal_comma", "parsed_number"]

_NUMBER = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-+−–])?\s*(?P<currency>R\$|US\$|\$|€|£)?\s*(?P<sign2>[-−–])?\s*"
    r"(?P<digits>[0-9][0-9.,]*)\s*(?P<percent>%)?\s*(?P<close>\))?"
)
_MOST_DIGITS = 15
"""A spreadsheet keeps no more (IEEE 754 double); longer ones are identifiers."""


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal
    """As written: 12 for '12 %'."""
    decimals: int
    currency: str = ""
    """The sign as written, 'R$'."""
    is_percent: bool = False
    is_grouped: bool = False
    """Whether its thousands were parted."""


def has_decimal_comma(cells: Iterable[str], *, default: bool) -> bool:
    """Which way of writing a table follows, by those of its numbers that can only be read in one way."""
    votes = 0
    for cell in cells:
        match = _NUMBER.fullmatch(cell.strip())
        if match is not None:
            votes += _vote(match.group("digits"))
    return default if votes == 0 else votes > 0


def parsed_number(cell: str, *, decimal_comma: bool) -> Number | None:
    """The number that is all of `cell`, or None where it is text.

    Text are dates, telephone numbers ('+551199'), identifiers with leading zeros or many digits, and groups
    of digits other than thousands.
    """
    match = _NUMBER.fullmatch(cell.strip())
    if match is None or bool(match.group("open")) != bool(match.group("close")):
        return None
    whole, fraction = _parts(match.group("digits"), decimal_comma=decimal_comma)
    if match.group("sign") == "+" and not (fraction or match.group("percent") or match.group("currency")):
        return None
    if whole is None or (len(whole) > 1 and whole.startswith("0")) or len(whole + fraction) > _MOST_DIGITS:
        return None
    value = Decimal(f"{whole}.{fraction}" if fraction else whole)
    minus = match.group("open") or match.group("sign2") or match.group("sign") in ("-", "−", "–")
    return Number(
        value=-value if minus else value,
        decimals=len(fraction),
        currency=match.group("currency") or "",
        is_percent=bool(match.group("percent")),
        is_grouped=("." if decimal_comma else ",") in match.group("digits"),
    )


def _vote(digits: str) -> int:
    """1 for a decimal comma, -1 for a decimal point, 0 for what may be either."""
    as_comma = _parts(digits, decimal_comma=True)[0] is not None
    as_point = _parts(digits, decimal_comma=False)[0] is not None
    return int(as_comma) - int(as_point)


def _parts(digits: str, *, decimal_comma: bool) -> tuple[str | None, str]:
    """Whole part without separators, and fraction; None where the separators make no number."""
    point, group = (",", ".") if decimal_comma else (".", ",")
    whole, mark, fraction = digits.partition(point)
    if (mark and not fraction) or not (fraction.isdecimal() or not fraction):
        return None, ""
    groups = whole.split(group)
    if not all(each.isdecimal() for each in groups):
        return None, ""
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(each) == 3 for each in groups[1:])):
        return None, ""
    return "".join(groups), fraction
