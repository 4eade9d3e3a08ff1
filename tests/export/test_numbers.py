"""Numbers are read as people in Brazil and elsewhere write them; what only looks like one stays text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcritor_gui.export.numbers import has_decimal_comma, parsed_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1234,5", "1234.5"),
        ("0,05", "0.05"),
        ("-7", "-7"),
        ("−7,0", "-7.0"),
        ("(1.000,00)", "-1000.00"),
        ("R$ 12,00", "12.00"),
        ("-R$ 12,00", "-12.00"),
        ("R$ -12,00", "-12.00"),
        ("12,5 %", "12.5"),
        ("1.234", "1234"),
    ],
)
def test_brazilian_numbers(text: str, value: str) -> None:
    number = parsed_number(text, decimal_comma=True)
    assert number is not None
    assert number.value == Decimal(value)


@pytest.mark.parametrize(("text", "value"), [("1,234.56", "1234.56"), ("1.234", "1.234"), ("$ 5", "5")])
def test_english_numbers(text: str, value: str) -> None:
    number = parsed_number(text, decimal_comma=False)
    assert number is not None
    assert number.value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "00123",
        "10/02/2024",
        "123.456.789-00",
        "0001234-56.2020.8.26.0100",
        "1.23.4",
        "1,2,3",
        "12,",
        "1234567890123456",
        "(5",
        "5 kg",
        "٣",
    ],
)
def test_text_stays_text(text: str) -> None:
    assert parsed_number(text, decimal_comma=True) is None


def test_a_table_tells_its_way_of_writing() -> None:
    assert has_decimal_comma(["1.234", "12,50"], default=False)
    assert not has_decimal_comma(["1,234", "12.50"], default=True)
    assert has_decimal_comma(["1.234", "text"], default=True)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_what_is_written_in_brazil_is_read_back(value: Decimal) -> None:
    text = f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    number = parsed_number(text, decimal_comma=True)
    assert number is not None
    assert number.value == value


@given(st.text(max_size=20), st.booleans())
def test_any_text_is_a_number_or_none(text: str, decimal_comma: bool) -> None:
    parsed_number(text, decimal_comma=decimal_comma)


@pytest.mark.parametrize("text", ["+551199", "+55", "(+5)"])
def test_a_plus_before_a_bare_number_is_part_of_a_text(text: str) -> None:
    assert parsed_number(text, decimal_comma=True) is None


@pytest.mark.parametrize("text", ["+5,5", "+5 %", "+R$ 5"])
def test_a_plus_before_an_amount_is_a_sign(text: str) -> None:
    assert parsed_number(text, decimal_comma=True) is not None
