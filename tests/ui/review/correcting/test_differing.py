"""Where two readings differ is marked."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from transcritor_gui.ui.review.correcting.differing import ReadingButton, differing, marked_text


@pytest.mark.parametrize(
    ("text", "other", "marked"),
    [
        ("fictício,", "ficticio,", ("fict<b><u>í</u></b>cio,", "fict<b><u>i</u></b>cio,")),
        ("12.350.00", "12.350,00", ("12.350<b><u>.</u></b>00", "12.350<b><u>,</u></b>00")),
        ("contrato", "contrato.", ("contrato", "contrato<b><u>.</u></b>")),
        ("a<b", "a&b", ("a<b><u>&lt;</u></b>b", "a<b><u>&amp;</u></b>b")),
        ("termo", "outro", ("termo", "outro")),
        ("1ª", "1º", ("1<b><u>ª</u></b>", "1<b><u>º</u></b>")),
        ("igual", "igual", ("igual", "igual")),
    ],
)
def test_letters_that_differ_are_marked(text: str, other: str, marked: tuple[str, str]) -> None:
    here, there = differing(text, other)
    assert (marked_text(text, here), marked_text(other, there)) == marked


def test_the_button_has_room_for_what_is_marked(qtbot: QtBot) -> None:
    button = ReadingButton()
    qtbot.addWidget(button)
    button.show_words("Outra leitura: mmmm", ())
    plain = button.sizeHint().width()
    button.show_words("Outra leitura: mmmm", (range(15, 19),))
    assert button.sizeHint().width() > plain
    assert button.text() == "Outra leitura: mmmm"
