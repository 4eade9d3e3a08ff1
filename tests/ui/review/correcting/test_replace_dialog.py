"""Find and replace: what is said of the places found, and where the keyboard is."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from transcritor_gui.jobs.correcting.occurrences import Occurrence
from transcritor_gui.model import Box
from transcritor_gui.ui.review.correcting.place_delegate import MARK_ROLE
from transcritor_gui.ui.review.correcting.replace_dialog import ReplaceDialog

_JOB = uuid4()


class _Link(QObject):
    """Finds one place, whatever is looked for."""

    occurrences_found = Signal(object)

    def find(self, _job_ids: object, text: str, replacement: str, **_how: bool) -> None:
        found = Occurrence(
            _JOB,
            2,
            Box(0.0, 0.0, 1.0, 1.0),
            text,
            replacement,
            f"prazo {text} 15 dias",
            (6, 6 + len(text)),
            False,
        )
        self.occurrences_found.emit((found,))


@pytest.fixture
def dialog(qtbot: QtBot) -> ReplaceDialog:
    names: dict[UUID, str] = {_JOB: "a.pdf"}
    made = ReplaceDialog(_Link(), names)  # type: ignore[arg-type]  # what it asks of the link, and no more
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def _words(dialog: ReplaceDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_it_asks_for_what_is_to_stand_there_before_it_offers_to_replace(dialog: ReplaceDialog) -> None:
    dialog.look_for("de")
    assert "1 place found. Type what is to stand there instead." in _words(dialog)
    focused = dialog.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.accessibleName() == "What is to stand there instead"


def test_the_words_that_change_are_marked_in_their_line(dialog: ReplaceDialog) -> None:
    dialog.look_for("de")
    places = dialog.findChild(QListView)
    assert isinstance(places, QListView)
    index = places.model().index(0, 0)
    text, (start, end) = index.data(), index.data(MARK_ROLE)
    assert (text, text[start:end]) == ("Page 3:  prazo de 15 dias", "de")
    assert not dialog.grab().isNull()


def test_every_field_has_a_name_for_screen_readers(dialog: ReplaceDialog) -> None:
    assert all(field.accessibleName() for field in dialog.findChildren(QLineEdit))
