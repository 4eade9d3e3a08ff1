"""The window opens over a damaged history, with what can be read, and says what became of it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.store.damages import DAMAGES
from tests.ui.desk import Desk
from transcritor_gui.model import JobStatus
from transcritor_gui.paths import places


@pytest.mark.parametrize("name", ["page 1 garbage", "cut to half", "root of an index", "text"])
def test_the_window_opens_and_documents_are_read(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    before = Desk(qtbot, tmp_path).open()
    before.add(before.document("a.pdf", "ok", "ok"))
    before.wait_for("a.pdf", JobStatus.DONE)
    before.close()
    for backup in (places().data / "backups").glob("*"):
        backup.unlink()
    DAMAGES[name](places().database, random.Random(1))
    desk = Desk(qtbot, tmp_path)
    notices: list[str] = []
    desk.controller.history_mended.connect(lambda _mended: notices.append("mended"))
    desk.open()
    try:
        desk.add(desk.document("b.pdf", "ok"))
        desk.wait_for("b.pdf", JobStatus.DONE)
        desk.wait(lambda: notices == ["mended"])
        if name in ("page 1 garbage", "root of an index"):
            assert desk.job("a.pdf") is not None
    finally:
        desk.close()
