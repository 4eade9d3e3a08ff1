"""How the parts of a row's story share its cell."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QGuiApplication
from pytestqt.qtbot import QtBot

from transcritor_gui.ui.job_list.job_delegate import _fitting, _places
from transcritor_gui.ui.job_list.job_story import Story, Tone
from transcritor_gui.ui.job_list.row_look import RowLook

_WORDS = "Waiting its turn at the team server, and for long"


def _cell(*, beside_words: int) -> QRect:
    width = QFontMetrics(QGuiApplication.font()).horizontalAdvance(_WORDS)
    return QRect(0, 0, width + beside_words, 34)


def _look() -> RowLook:
    return RowLook(QGuiApplication.palette(), QGuiApplication.font())


def test_an_empty_bar_does_not_cut_the_words(qtbot: QtBot) -> None:
    story = Story("clock", Tone.ACCENT, _WORDS, fraction=0.0)
    bar, words, _action = _places(_cell(beside_words=40), _look(), story)
    assert bar.isEmpty()
    assert words.width() >= _look().metrics.horizontalAdvance(_WORDS)
    assert not _places(_cell(beside_words=300), _look(), story)[0].isEmpty()


def test_a_bar_that_shows_something_stays(qtbot: QtBot) -> None:
    story = Story("play", Tone.ACCENT, _WORDS, fraction=0.4)
    bar, _words, _action = _places(_cell(beside_words=40), _look(), story)
    assert not bar.isEmpty()


def test_where_there_is_no_room_the_brief_words_are_said_whole(qtbot: QtBot) -> None:
    story = Story("stop", Tone.MUTED, _WORDS, brief="Interrupted, 3 of 51")
    cell = _cell(beside_words=0)
    shown = _fitting(story, _look(), _places(cell, _look(), story)[1].width())
    assert shown == "Interrupted, 3 of 51"
    wide = _places(_cell(beside_words=100), _look(), story)[1].width()
    assert _fitting(story, _look(), wide) == _WORDS
