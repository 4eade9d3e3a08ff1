"""A review over a service that is made up, with the real controller."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.made_team import MadeTeam
from tests.ui.review.fake_service import FakeService
from tests.ui.review.pages import made_page, paragraph
from tests.ui.review.showing import JOB
from transcritor_gui.jobs.service import JobService
from transcritor_gui.model import (
    PageResult,
)
from transcritor_gui.settings import Settings
from transcritor_gui.ui.review.pane import ReviewPane
from transcritor_gui.ui.service.controller import Controller


def _pages() -> dict[int, PageResult]:
    """Doubtful words on the pages 1 (two) and 4 (one); page 5 is not read yet."""
    return {
        0: made_page(paragraph("um dois? três quatro?", y=100)),
        1: made_page(paragraph("cinco", y=100), page_index=1),
        2: made_page(paragraph("seis", y=100), page_index=2),
        3: made_page(paragraph("sete oito?", y=100), page_index=3),
    }


@pytest.fixture
def service() -> FakeService:
    return FakeService({(JOB.id, index): page for index, page in _pages().items()})


@pytest.fixture
def pane(qtbot: QtBot, service: FakeService, tmp_path: Path) -> Iterator[ReviewPane]:
    controller = Controller(
        cast("Callable[[], JobService]", lambda: service),
        Settings(),
        save_to=tmp_path / "settings.toml",
        open_team_access=MadeTeam().access,
    )
    with qtbot.waitSignal(controller.started):
        controller.start()
    made = ReviewPane(controller)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    yield made
    with qtbot.waitSignal(controller.stopped):
        controller.stop()
    assert controller.wait(timeout_ms=5000)
