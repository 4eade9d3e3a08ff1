"""Presets: found by what people call them."""

from __future__ import annotations

import pytest

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import install_language
from transcritor_gui.model.preset import FIRST_PRESETS, Preset, preset_label, preset_named, with_preset


def test_the_first_ones_are_called_as_their_language_has_it() -> None:
    install_language("pt_BR")
    assert [preset_label(each) for each in FIRST_PRESETS] == ["Scanner", "Autos de processo"]
    for name in ("autos de processo", "Court file", " COURT FILE "):
        assert preset_named(FIRST_PRESETS, name) is FIRST_PRESETS[1]


def test_one_that_is_not_there_is_refused_with_the_names_of_those_that_are() -> None:
    with pytest.raises(TranscritorError) as caught:
        preset_named(FIRST_PRESETS, "Receipts")
    assert caught.value.info.code is ErrorCode.PRESET_UNKNOWN
    assert caught.value.info.fact("known").count(",") == 1


def test_a_preset_of_a_known_name_takes_its_place() -> None:
    made = with_preset(FIRST_PRESETS, Preset("receipts"))
    assert [each.name for each in made] == ["Scanner", "Court file", "receipts"]
    again = with_preset(made, Preset("Receipts", exports=True))
    assert [(each.name, each.exports) for each in again][2:] == [("receipts", True)]


def test_one_that_came_with_the_program_keeps_its_own_name() -> None:
    install_language("pt_BR")
    made = with_preset(FIRST_PRESETS, Preset("Autos de processo"))
    assert made == (FIRST_PRESETS[0], Preset("Court file"))
