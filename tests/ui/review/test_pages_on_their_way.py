"""Texts of pages that are on their way to the review."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast
from uuid import UUID

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from tests.ui.review.pages import made_page
from tests.ui.review.showing import JOB
from transcritor_gui.ui.review.page_loading import PageLoading
from transcritor_gui.ui.review.picture.page_pictures import PagePictures
from transcritor_gui.ui.service.controller import Controller


class _Link(QObject):
    pages_edited = Signal(object)
    edited = Signal(object)
    not_kept = Signal()
    page_finished = Signal(object)

    def is_changing(self, _job_id: UUID, _page_index: int) -> bool:
        return False


@pytest.mark.parametrize("is_open", [True, False])
def test_a_page_that_comes_when_the_window_is_closed_is_dropped(qtbot: QtBot, is_open: bool) -> None:
    assert qtbot
    asked: list[Callable[[object], None]] = []
    link = _Link()
    pages = SimpleNamespace(request_page=lambda _job, _page, deliver: asked.append(deliver))
    controller = SimpleNamespace(pages=pages, review=link, page_finished=link.page_finished)
    pictures = SimpleNamespace(set_place=lambda *_place: None, request=lambda: None)
    window = QObject()
    loading = PageLoading(
        cast("Controller", controller), cast("PagePictures", pictures), lambda: True, window
    )
    arrived: list[object] = []
    loading.arrived.connect(arrived.append)
    loading.show(JOB.id, 0)
    if not is_open:
        shiboken6.delete(window)
    page = made_page()
    for deliver in asked:
        deliver(page)
    assert asked
    assert arrived == ([page] if is_open else [])
