"""How many doubtful words a page has, and how many follow, as the bar below the text says it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from transcritor_gui.i18n import install_language
from transcritor_gui.ui.review.actions import ReviewActions
from transcritor_gui.ui.review.correcting.doubt_bar import DoubtBar


@pytest.mark.parametrize(
    ("total", "left", "said"),
    [
        (0, 0, "None on this page"),
        (27, 27, "27 on this page"),
        (27, 24, "24 more after this word"),
        (27, 0, "Last one on this page"),
    ],
)
def test_all_doubts_of_a_page_and_those_that_follow_are_told_apart(
    qtbot: QtBot, total: int, left: int, said: str
) -> None:
    install_language("en")
    owner = QWidget()
    qtbot.addWidget(owner)
    bar = DoubtBar(ReviewActions(owner), owner)
    bar.show_count(total=total, left=left)
    assert said in [label.text() for label in bar.findChildren(QLabel)]
