"""Words that are cut where there is no room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from transcritor_gui.ui.widgets.elided_label import ElidedLabel


def test_what_is_cut_is_told_whole_in_the_tool_tip(qtbot: QtBot) -> None:
    label = ElidedLabel("/home/ana/Documentos/processos", mode=Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    qtbot.waitExposed(label)
    assert "…" in label.shown_text()
    assert label.shown_text().startswith("/")
    assert label.toolTip() == "/home/ana/Documentos/processos"
    label.resize(800, 20)
    assert label.shown_text() == "/home/ana/Documentos/processos"
    assert label.toolTip() == ""


def test_it_asks_for_no_room(qtbot: QtBot) -> None:
    label = ElidedLabel("many words " * 20)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() == 0
