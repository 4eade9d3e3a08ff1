"""Numbers with check digits: right ones are known, every single wrong figure is found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcritor_gui.pipeline.recognition.doubts.check_digits import (
    NumberKind,
    checked_number,
    is_nearly_one,
    mendings,
)

_RIGHT = [
    ("111.444.777-35", "", NumberKind.CPF),
    ("11144477735", "CPF nº", NumberKind.CPF),
    ("(16.727.230/0001-97),", "", NumberKind.CNPJ),
    ("12.ABC.345/01DE-35", "", NumberKind.CNPJ),
    ("0710802-55.2018.8.02.0001", "", NumberKind.CASE),
    ("00190.50095 40144.816069 06809.350314 3 37370000000100", "", NumberKind.PAYMENT_SLIP),
    ("836200000005 667800481000 180975657313 001589636081", "", NumberKind.PAYMENT_SLIP),
    ("GB82 WEST 1234 5698 7654 32", "", NumberKind.IBAN),
    ("PT50000201231234567890154", "", NumberKind.IBAN),
    ("978-85-333-0227-3", "ISBN", NumberKind.ISBN),
    ("123456789", "NIF:", NumberKind.NIF),
    ("4111 1111 1111 1111", "cartão", NumberKind.CARD),
]


@pytest.mark.parametrize(("text", "before", "kind"), _RIGHT)
def test_a_right_number_is_known(text: str, before: str, kind: NumberKind) -> None:
    checked = checked_number(text, before=before)
    assert checked is not None
    assert (checked.kind, checked.is_right) == (kind, True)
    assert mendings(checked) == ()


@pytest.mark.parametrize(("text", "before", "kind"), _RIGHT)
@given(data=st.data())
def test_one_wrong_figure_is_found(text: str, before: str, kind: NumberKind, data: st.DataObject) -> None:
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([figure for figure in "0123456789" if figure != text[place]]))
    checked = checked_number(text[:place] + other + text[place + 1 :], before=before)
    # A CNPJ of other letters, a slip or an IBAN of another shape may be no number of the kind at all.
    assert checked is None or not (checked.kind is kind and checked.is_right) or kind is NumberKind.ISBN


@given(
    st.integers(0, 10**7 - 1),
    st.integers(1990, 2026),
    st.integers(1, 9),
    st.integers(1, 99),
    st.integers(0, 9999),
)
def test_a_case_number_with_its_digits_is_right(
    number: int, year: int, justice: int, court: int, origin: int
) -> None:
    rest = f"{year:04d}{justice}{court:02d}{origin:04d}"
    digits = 98 - int(f"{number:07d}{rest}00") % 97
    text = f"{number:07d}-{digits:02d}.{year:04d}.{justice}.{court:02d}.{origin:04d}"
    checked = checked_number(text)
    assert checked is not None
    assert checked.is_right


@given(st.text("0123456789", min_size=43, max_size=43))
def test_the_key_of_an_invoice_with_its_digit_is_right(start: str) -> None:
    weights = [2 + place % 8 for place in range(43)]
    remainder = sum(int(a) * b for a, b in zip(reversed(start), weights, strict=True)) % 11
    key = start + str(0 if remainder in (0, 1) else 11 - remainder)
    in_groups = " ".join(re.findall("....", key))
    for text in (key, in_groups):
        checked = checked_number(text)
        assert checked is not None
        assert (checked.kind, checked.is_right) == (NumberKind.INVOICE_KEY, True)


def test_a_letter_read_for_a_figure_is_mended() -> None:
    checked = checked_number("111.4A4.777-35")
    assert checked is None
    checked = checked_number("111.444.77l-35".replace("l", "7", 0))
    assert checked is not None
    assert not checked.is_right
    assert mendings(checked) == ("111.444.777-35",)


def test_a_figure_read_for_one_like_it_is_mended() -> None:
    checked = checked_number("111.444.777-85")
    assert checked is not None
    assert mendings(checked) == ("111.444.777-35",)


def test_a_number_far_from_right_is_not_mended() -> None:
    checked = checked_number("222.444.777-35")
    assert checked is not None
    assert mendings(checked) == ()


@pytest.mark.parametrize(
    "text", ["12345678901", "1.234.567,89", "2024-01-12", "16727230000197", "Art. 5º", ""]
)
def test_figures_without_the_shape_of_a_number_prove_nothing(text: str) -> None:
    assert checked_number(text) is None


@pytest.mark.parametrize(
    "text", ["111.444.77-35", "111.4444.777-35", "16.727.23/0001-97", "071080-55.2018.8.02.0001"]
)
def test_a_number_that_has_lost_a_figure_is_seen(text: str) -> None:
    assert is_nearly_one(text)


def test_a_whole_number_is_not_nearly_one() -> None:
    assert not is_nearly_one("111.444.777-35")
    assert not is_nearly_one("1.234.567-8")
    assert not is_nearly_one("12.345.678-9")
    assert not is_nearly_one("01.310-100")
