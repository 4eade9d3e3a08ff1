from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from transcritor_gui.ui.widgets.notice_bar import Notice, NoticeBar


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 600)
    host.show()
    qtbot.waitExposed(host)
    return NoticeBar(host)


def test_it_goes_away_by_itself(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.say(Notice("12 files added", shown_ms=20))
    assert bar.isVisible()
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert bar.text == ""


def test_a_name_is_no_markup(bar: NoticeBar) -> None:
    bar.say(Notice("“<small>a</small>.pdf” was not added."))
    label = bar.words
    label.setWordWrap(False)
    assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(bar.text)


def test_what_must_not_be_missed_waits_to_be_closed(bar: NoticeBar) -> None:
    bar.say(Notice("The disk is full.", shown_ms=1, stays=True))
    assert not bar.timer.isActive()
    QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_its_action_is_done_once_and_closes_it(bar: NoticeBar) -> None:
    done: list[str] = []
    bar.say(Notice("removed", "Undo", lambda: done.append("undone")))
    QTest.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    assert (done, bar.isVisible()) == (["undone"], False)


def test_the_newest_takes_the_place_of_the_last(bar: NoticeBar) -> None:
    bar.say(Notice("one", "Undo", lambda: None))
    bar.say(Notice("two"))
    assert bar.text == "two"
    assert not bar.action_button.isVisible()


def test_its_time_stops_under_the_mouse(bar: NoticeBar) -> None:
    bar.say(Notice("removed", "Undo", lambda: None))
    QApplication.sendEvent(bar, QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1)))
    assert not bar.timer.isActive()
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    assert bar.timer.isActive()


def test_long_news_fits_a_narrow_window(bar: NoticeBar) -> None:
    host = bar.parentWidget()
    assert host is not None
    host.resize(320, 400)
    bar.say(Notice("A long sentence that says what happened, to which file, and what to do about it. " * 2))
    assert bar.geometry().left() >= 0
    assert bar.geometry().right() < 320
    host.resize(300, 300)
    assert host.rect().contains(bar.geometry())


def test_it_does_not_cover_what_is_worked_with_at_the_foot(bar: NoticeBar) -> None:
    host = bar.parentWidget()
    assert host is not None
    controls = QWidget(host)
    controls.setGeometry(100, 500, 700, 40)
    over = NoticeBar(host, above=controls)
    over.say(Notice("12 files added"))
    assert over.geometry().bottom() > 560
    controls.show()
    over.say(Notice("12 files added"))
    assert 400 < over.geometry().bottom() < 500


def test_what_is_said_in_passing_does_not_take_the_place_of_what_must_not_be_missed(bar: NoticeBar) -> None:
    bar.say(Notice("The disk is full.", stays=True))
    bar.say(Notice("Exported", yields=True))
    assert bar.text == "The disk is full."
    bar.close_notice()
    bar.say(Notice("Exported", yields=True))
    assert bar.text == "Exported"


def test_keys_do_not_go_astray_when_it_is_gone(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.say(Notice("removed", "Undo", lambda: None))
    bar.action_button.setFocus()
    with qtbot.waitSignal(bar.keyboard_left):
        bar.action_button.click()
    line = QLineEdit(bar.parentWidget())
    line.show()
    line.setFocus()
    bar.say(Notice("removed"))
    with qtbot.assertNotEmitted(bar.keyboard_left):
        bar.close_notice()
