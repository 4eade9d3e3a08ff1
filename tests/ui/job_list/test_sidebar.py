"""The groups at the left, with their counts."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from transcritor_gui.i18n import install_language
from transcritor_gui.ui.job_list.sidebar import Sidebar
from transcritor_gui.ui.widgets.side_list import NOTE_ROLE


@pytest.mark.parametrize(("language", "shown"), [("en", "10,000"), ("pt_BR", "10.000")])
def test_large_counts_are_written_as_people_write_them(qtbot: QtBot, language: str, shown: str) -> None:
    install_language(language)
    try:
        sidebar = Sidebar(lambda _group: 10_000)
        qtbot.addWidget(sidebar)
        assert sidebar.model().index(0, 0).data(NOTE_ROLE) == shown
    finally:
        install_language("en")
