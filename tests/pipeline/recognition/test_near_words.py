"""Spellings that lie near a word on paper."""

from __future__ import annotations

import pytest

from transcritor_gui.pipeline.recognition.near_words import of_like_shape, other_accents, other_letters


@pytest.mark.parametrize(
    ("read", "meant"), [("capitulo", "capítulo"), ("peco", "peço"), ("país", "pais"), ("avo", "avô")]
)
def test_a_lost_or_added_accent_is_near(read: str, meant: str) -> None:
    assert meant in other_accents(read)


def test_two_accents_are_not_near() -> None:
    assert "órgão" not in other_accents("orgao")


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("couutry", "country"),
        ("intemacional", "internacional"),
        ("tazer", "fazer"),
        ("clia", "dia"),
        ("tthe", "the"),
        ("rnern", "mern"),
        ("rnern", "rnem"),
    ],
)
def test_one_letter_or_a_group_of_its_shape_is_near(read: str, meant: str) -> None:
    assert meant in other_letters(read)


def test_a_word_is_not_near_itself() -> None:
    assert "casa" not in other_accents("casa")
    assert "casa" not in other_letters("casa")


@pytest.mark.parametrize(
    ("read", "meant"), [("lias", "has"), ("he", "be"), ("tlie", "the"), ("tthe", "the"), ("ere", "are")]
)
def test_a_letter_for_one_of_its_shape_is_near_by_shape(read: str, meant: str) -> None:
    assert meant in of_like_shape(read)


def test_letters_of_other_shapes_are_not_near_by_shape() -> None:
    assert "cane" not in of_like_shape("case")
    assert "case" not in of_like_shape("case")
