from __future__ import annotations

from dataclasses import replace

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.store import samples
from transcritor_gui.model.labels import Labels
from transcritor_gui.ui.job_list.labels_dialog import LabelsDialog


def test_the_tag_behind_the_last_comma_is_completed(qtbot: QtBot) -> None:
    dialog = LabelsDialog([samples.job()], ["urgente", "cliente Silva"])
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.tags, "2026, URG")
    completer = dialog.tags.completer()
    assert completer.currentCompletion() == "2026, urgente"


def test_of_several_documents_only_what_all_share_is_changed(qtbot: QtBot) -> None:
    one = replace(samples.job("a.pdf"), tags=("a", "b"), note="n")
    other = replace(samples.job("b.pdf"), tags=("b", "c"))
    dialog = LabelsDialog([one, other], [])
    qtbot.addWidget(dialog)
    assert dialog.tags.text() == "b"
    dialog.tags.setText("d")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.accept()
    assert chosen.args == [(Labels(one.id, "n", ("a", "d")), Labels(other.id, "", ("c", "d")))]
