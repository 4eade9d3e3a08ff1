"""The walk from hit to hit, whatever comes first: the words of the page or the pages that have hits."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from tests.ui.review.pages import made_page, paragraph
from transcritor_gui.store import PagesFound
from transcritor_gui.ui.review.finding import Finding
from transcritor_gui.ui.service.review_link import ReviewLink

_JOB = UUID(int=7)


class _Link(QObject):
    hit_pages_found = Signal(object, str, object)

    def request_hit_pages(self, job_id: UUID, text: str) -> None:
        """The test answers."""


def test_a_hit_is_reached_though_its_page_comes_after_the_count(qtbot: QtBot) -> None:
    link = _Link()
    finding = Finding(cast("ReviewLink", link), lambda: (_JOB, 3))
    finding.look_for("sete ", ())
    link.hit_pages_found.emit(_JOB, "sete ", PagesFound((3,)))
    with qtbot.waitSignal(finding.hit_reached) as reached:
        finding.set_words(tuple(made_page(paragraph("um sete", y=100)).words()))
    assert reached.args == [1]
