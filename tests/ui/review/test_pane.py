"""The review with the real controller: pages come as they are read, doubts and words are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.made_team import MadeTeam
from tests.ui.review.fake_service import FakeService
from tests.ui.review.pages import made_job, made_page, paragraph
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.jobs.events import JobsChanged, PageFinished
from transcritor_gui.jobs.service import JobService
from transcritor_gui.model import (
    Box,
    Correction,
    CorrectionKind,
    JobStatus,
    PageResult,
    PageStatus,
    evidence_written,
)
from transcritor_gui.settings import Settings
from transcritor_gui.ui.review.correcting.doubt_card import DoubtCard
from transcritor_gui.ui.review.find_bar import FindBar
from transcritor_gui.ui.review.notes import NoteBar
from transcritor_gui.ui.review.page_bar import PageBar
from transcritor_gui.ui.review.page_strip import PageStrip
from transcritor_gui.ui.review.page_view import PageView
from transcritor_gui.ui.review.pane import ReviewPane
from transcritor_gui.ui.review.text_view import TextView
from transcritor_gui.ui.service.controller import Controller

_Part = TypeVar("_Part", bound=QWidget)
_JOB = made_job(page_count=5)


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
    return FakeService({(_JOB.id, index): page for index, page in _pages().items()})


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


def _part(pane: ReviewPane, kind: type[_Part]) -> _Part:
    found = pane.findChild(kind)
    assert isinstance(found, kind)
    return found


def _text(pane: ReviewPane) -> str:
    return _part(pane, TextView).plain_text()


def _notes(pane: ReviewPane) -> list[str]:
    return [note.text for note in _part(pane, NoteBar).notes]


def _selected(pane: ReviewPane) -> list[str]:
    return [mark.cursor.selectedText() for mark in _part(pane, TextView).extraSelections()]


def _show(qtbot: QtBot, pane: ReviewPane, page_index: int = 0) -> None:
    with qtbot.waitSignal(pane.page_shown):
        pane.show_job(_JOB, page_index)


def test_without_a_job_there_is_a_quiet_hint(pane: ReviewPane) -> None:
    assert not _part(pane, TextView).isVisible()
    assert not any(action.isEnabled() for action in pane.review_actions.all())


def test_a_page_and_its_picture_are_shown(qtbot: QtBot, pane: ReviewPane) -> None:
    _show(qtbot, pane)
    assert _text(pane) == "um dois três quatro"
    qtbot.waitUntil(_part(pane, PageView).has_picture)


def test_the_language_of_the_page_is_shown_with_its_reason(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    page = replace(_pages()[0], language="por", language_evidence=evidence_written("por 46%, eng 4%"))
    service.pages[_JOB.id, 0] = page
    _show(qtbot, pane)
    (label,) = [each for each in pane.findChildren(QLabel) if each.text() == "Portuguese"]
    assert "46 % of its words" in label.toolTip()
    with qtbot.waitSignal(pane.page_shown):
        pane.show_page(1)
    assert not label.isVisible()


def test_pages_are_turned_with_the_keys(qtbot: QtBot, pane: ReviewPane) -> None:
    _show(qtbot, pane)
    _part(pane, TextView).setFocus()
    with qtbot.waitSignal(pane.page_shown) as shown:
        QTest.keyClick(_part(pane, TextView), Qt.Key.Key_PageDown)
    assert (shown.args, _text(pane)) == ([1], "cinco")
    _part(pane, PageView).setFocus()
    with qtbot.waitSignal(pane.page_shown) as shown:
        QTest.keyClick(_part(pane, PageView), Qt.Key.Key_PageUp)
    assert shown.args == [0]


def test_a_page_number_can_be_typed(qtbot: QtBot, pane: ReviewPane) -> None:
    _show(qtbot, pane)
    edit = next(each for each in _part(pane, PageBar).findChildren(QLineEdit))
    edit.selectAll()
    QTest.keyClicks(edit, "3")
    with qtbot.waitSignal(pane.page_shown) as shown:
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert (shown.args, _text(pane)) == ([2], "seis")


def test_a_page_number_can_be_typed_while_the_document_is_being_read(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    _show(qtbot, pane)
    edit = next(each for each in _part(pane, PageBar).findChildren(QLineEdit))
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "3")
    with qtbot.waitSignal(pane._controller.jobs_changed):
        service.send(JobsChanged((replace(_JOB, pages_done=2),)))
    assert edit.text() == "3"


def test_there_is_no_page_before_the_first_nor_after_the_last(qtbot: QtBot, pane: ReviewPane) -> None:
    _show(qtbot, pane)
    assert not pane.review_actions.previous_page.isEnabled()
    with qtbot.waitSignal(pane.page_shown):
        pane.show_page(99)
    assert pane.page_index == 4
    assert not pane.review_actions.next_page.isEnabled()


def test_a_page_that_is_not_read_says_so_and_appears_when_it_is(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    _show(qtbot, pane, 4)
    assert "not been read yet" in _notes(pane)[0]
    service.pages[(_JOB.id, 4)] = made_page(paragraph("agora"), page_index=4)
    with qtbot.waitSignal(pane.page_shown):
        service.send(PageFinished(_JOB.id, 4, 5, 5, None))
    assert (_notes(pane), _text(pane)) == ([], "agora")


def test_a_failed_page_gives_its_reason(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    error = ErrorInfo(ErrorCode.WORKER_CRASHED, (("page", "1"),))
    service.pages[(_JOB.id, 0)] = made_page(status=PageStatus.FAILED, error=error)
    _show(qtbot, pane)
    assert "failed twice" in _notes(pane)[0]


def test_a_file_that_is_gone_still_shows_its_text(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    service.missing_previews = True
    with qtbot.waitSignal(pane._controller.preview_failed):
        _show(qtbot, pane)
    assert _text(pane) == "um dois três quatro"
    assert not _part(pane, PageView).has_picture()


def test_a_failed_job_with_text_says_why_there_is_no_picture(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    """No note beside it says so, for the page itself was read."""
    service.missing_previews = True
    gone = replace(_JOB, status=JobStatus.FAILED, error=ErrorInfo(ErrorCode.FILE_MISSING))
    with qtbot.waitSignals([pane._controller.preview_failed, pane.page_shown]):
        pane.show_job(gone)
    assert _part(pane, PageView).message == "The file is no longer where it was."


def test_doubts_are_walked_over_all_pages(qtbot: QtBot, pane: ReviewPane) -> None:
    _show(qtbot, pane)
    step = pane.review_actions.next_doubt.trigger
    step()
    assert _selected(pane) == ["dois"]
    step()
    assert _selected(pane) == ["quatro"]
    with qtbot.waitSignal(pane.page_shown) as shown:
        step()
    qtbot.waitUntil(lambda: _selected(pane) == ["oito"])
    assert shown.args == [3]


def test_doubts_are_walked_back(qtbot: QtBot, pane: ReviewPane) -> None:
    _show(qtbot, pane, 3)
    pane.review_actions.previous_doubt.trigger()
    assert _selected(pane) == ["oito"]
    pane.review_actions.previous_doubt.trigger()
    qtbot.waitUntil(lambda: _selected(pane) == ["quatro"])
    assert pane.page_index == 0


def test_after_the_last_doubt_it_says_so_and_stays(qtbot: QtBot, pane: ReviewPane) -> None:
    _show(qtbot, pane, 3)
    pane.review_actions.next_doubt.trigger()
    pane.review_actions.next_doubt.trigger()
    words = "No doubtful words after this one"
    qtbot.waitUntil(lambda: any(label.text() == words for label in pane.findChildren(QLabel)))
    assert (pane.page_index, _selected(pane)) == (3, ["oito"])


def test_a_word_clicked_in_the_picture_is_marked_in_the_text(qtbot: QtBot, pane: ReviewPane) -> None:
    _show(qtbot, pane)
    view = _part(pane, PageView)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.word_rect(2).center().toPoint())
    assert _selected(pane) == ["três"]


def test_news_of_the_job_is_taken_over(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    _show(qtbot, pane, 4)
    paused = replace(_JOB, status=JobStatus.PAUSED)
    service.send(JobsChanged((paused,)))
    qtbot.waitUntil(lambda: "paused" in _notes(pane)[0])
    assert pane.job == paused


def test_pages_of_another_job_are_not_shown(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    other = made_job(number=2)
    pane.show_job(_JOB)
    with qtbot.waitSignal(pane.page_shown):
        pane.show_job(other)
    assert _text(pane) == ""
    assert "not been read" in _notes(pane)[0]


def test_rows_passed_over_quickly_are_not_loaded(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    for page_index in range(4):
        pane.show_job(_JOB, page_index)
        pane.show_page(page_index)
    with qtbot.waitSignal(pane.page_shown):
        pass
    assert ("page", 1) not in service.asked


def test_the_text_of_the_page_is_copied(qtbot: QtBot, pane: ReviewPane) -> None:
    _show(qtbot, pane)
    with qtbot.waitSignal(pane.notice):
        pane.review_actions.copy_text.trigger()
    assert QGuiApplication.clipboard().text() == "um dois três quatro"


def test_alone_in_the_window_it_names_the_document_and_leads_back(qtbot: QtBot, pane: ReviewPane) -> None:
    _show(qtbot, pane)
    pane.show_alone(is_alone=True)
    back = next(b for b in pane.findChildren(QAbstractButton) if b.text() == "All documents")
    assert back.isVisible()
    with qtbot.waitSignal(pane.back_wanted):
        back.click()


def test_every_button_has_a_name_for_screen_readers(pane: ReviewPane) -> None:
    for button in pane.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text()


# Correcting


def _field(pane: ReviewPane) -> QLineEdit:
    (field,) = _part(pane, DoubtCard).findChildren(QLineEdit)
    return field


def _next(qtbot: QtBot, pane: ReviewPane) -> None:
    pane.review_actions.next_doubt.trigger()
    qtbot.waitUntil(_field(pane).hasFocus)


def _made(service: FakeService) -> list[tuple[str, str]]:
    return [(each.before, each.after) for each in service.corrections.made]


def test_enter_takes_a_word_as_it_is_and_goes_on(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    _show(qtbot, pane)
    _next(qtbot, pane)
    QTest.keyClick(_field(pane), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _made(service) == [("dois", "dois")])
    assert _field(pane).text() == "quatro"


def test_tab_takes_the_other_reading_and_goes_on(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    _show(qtbot, pane)
    _next(qtbot, pane)
    QTest.keyClick(_field(pane), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: _made(service) == [("dois", "outro")])
    assert _text(pane) == "um outro três quatro"
    assert _field(pane).text() == "quatro"
    assert _field(pane).hasFocus()


def test_typing_replaces_a_doubtful_word(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    _show(qtbot, pane)
    _next(qtbot, pane)
    QTest.keyClicks(_field(pane), "dez mil")
    QTest.keyClick(_field(pane), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _made(service) == [("dois", "dez mil")])
    assert _text(pane) == "um dez mil três quatro"
    assert _field(pane).text() == "quatro"


def test_the_last_doubt_of_a_page_leads_to_the_next_page_that_has_one(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    _show(qtbot, pane)
    _next(qtbot, pane)
    for _ in range(2):
        QTest.keyClick(_field(pane), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.page_index == 3)
    qtbot.waitUntil(lambda: _field(pane).text() == "oito")


def test_a_correction_is_undone_with_its_key(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    _show(qtbot, pane)
    _next(qtbot, pane)
    QTest.keyClick(_field(pane), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(_made(service)))
    pane.review_actions.undo.trigger()
    qtbot.waitUntil(lambda: _text(pane) == "um dois três quatro")


def test_all_that_read_alike_are_corrected_at_once(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    service.pages[_JOB.id, 0] = made_page(paragraph("8? um 8? dois", y=100))
    service.pages[_JOB.id, 3] = made_page(paragraph("8? fim", y=100), page_index=3)
    _show(qtbot, pane)
    _next(qtbot, pane)
    qtbot.waitUntil(
        lambda: any(
            button.text().startswith("And 2 more")
            for button in _part(pane, DoubtCard).findChildren(QAbstractButton)
        )
    )
    _field(pane).setText("§")
    QTest.keyClick(_field(pane), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(_made(service)) == 3)
    assert service.pages[_JOB.id, 0].text == "§ um § dois"
    assert service.pages[_JOB.id, 3].text == "§ fim"
    qtbot.waitUntil(lambda: not _field(pane).isVisible())
    assert pane.page_index == 0


def test_the_text_is_typed_over_where_it_stands(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    _show(qtbot, pane)
    view = _part(pane, TextView)
    view.setFocus()
    cursor = view.textCursor()
    cursor.setPosition(3)
    view.setTextCursor(cursor)
    QTest.keyClicks(view, "ou ")
    assert _made(service) == []
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _made(service) == [("um", "um ou")])
    assert service.pages[_JOB.id, 0].text == "um ou dois três quatro"


def test_what_is_being_typed_is_kept_when_another_page_is_shown(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    _show(qtbot, pane)
    view = _part(pane, TextView)
    view.setFocus()
    QTest.keyClicks(view, "A ")
    with qtbot.waitSignal(pane.page_shown):
        pane.show_page(1)
    qtbot.waitUntil(lambda: service.pages[_JOB.id, 0].text == "A um dois três quatro")


def test_escape_forgets_what_was_typed(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    _show(qtbot, pane)
    view = _part(pane, TextView)
    view.setFocus()
    QTest.keyClicks(view, "errado ")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert _text(pane) == "um dois três quatro"
    assert _made(service) == []


def test_a_page_is_ticked_as_compared(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    _show(qtbot, pane)
    pane.review_actions.confer.trigger()
    qtbot.waitUntil(lambda: service.pages[_JOB.id, 0].conferral is not None)
    qtbot.waitUntil(pane.review_actions.confer.isChecked)


def test_what_was_read_is_one_key_away(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    _show(qtbot, pane)
    _next(qtbot, pane)
    QTest.keyClick(_field(pane), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(_made(service)))
    pane.review_actions.as_read.trigger()
    qtbot.waitUntil(lambda: _text(pane) == "um dois três quatro")
    assert _part(pane, TextView).isReadOnly()
    pane.review_actions.as_read.trigger()
    assert _text(pane) == "um outro três quatro"


# Finding


def _found(pane: ReviewPane) -> list[str]:
    view = _part(pane, TextView)
    return sorted({mark.cursor.selectedText() for mark in view.extraSelections()})


def test_words_are_found_in_the_document_and_walked_over_its_pages(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    service.pages[_JOB.id, 2] = made_page(paragraph("Três e mais", y=100), page_index=2)
    _show(qtbot, pane)
    pane.open_find()
    field = next(f for f in _part(pane, FindBar).findChildren(QLineEdit))
    QTest.keyClicks(field, "tres")
    qtbot.waitUntil(lambda: _found(pane) == ["três"])
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.page_index == 2 and _found(pane) == ["Três"])
    pane.review_actions.find_next.trigger()
    qtbot.waitUntil(lambda: pane.page_index == 0 and _found(pane) == ["três"])


def test_escape_leaves_the_search_and_its_marks(qtbot: QtBot, pane: ReviewPane) -> None:
    _show(qtbot, pane)
    pane.open_find()
    bar = _part(pane, FindBar)
    field = next(f for f in bar.findChildren(QLineEdit))
    QTest.keyClicks(field, "dois")
    qtbot.waitUntil(lambda: _found(pane) == ["dois"])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert not pane.review_actions.find_next.isEnabled()


def test_a_hit_of_all_documents_is_marked_as_the_search_matches(qtbot: QtBot, pane: ReviewPane) -> None:
    with qtbot.waitSignal(pane.page_shown):
        pane.show_hit(_JOB, 3, "OITO ")
    qtbot.waitUntil(lambda: _found(pane) == ["oito"])


def test_a_correction_that_fits_no_longer_is_told(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    lost = Correction(0, CorrectionKind.TEXT, Box(0, 0, 9, 9), "8", "§")
    service.corrections.unfit_corrections = (lost,)
    _show(qtbot, pane)
    qtbot.waitUntil(lambda: any("“8” → “§”" in note for note in _notes(pane)))


# The pages down the side


def test_pages_stand_down_the_side_with_their_state_where_there_is_room(
    qtbot: QtBot, pane: ReviewPane
) -> None:
    strip = _part(pane, PageStrip)
    _show(qtbot, pane)
    assert not strip.isVisible()
    pane.show_alone(is_alone=True)
    assert strip.isVisible()
    model = strip.model()
    assert model.rowCount() == 5
    spoken = Qt.ItemDataRole.AccessibleTextRole
    qtbot.waitUntil(lambda: model.index(0, 0).data(spoken) == "page 1: 2 doubts")
    qtbot.waitUntil(lambda: model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is not None)


def test_a_page_chosen_at_the_side_is_shown_and_the_side_follows(qtbot: QtBot, pane: ReviewPane) -> None:
    strip = _part(pane, PageStrip)
    _show(qtbot, pane)
    pane.show_alone(is_alone=True)
    with qtbot.waitSignal(pane.page_shown):
        strip.setCurrentIndex(strip.model().index(3, 0))
    assert pane.page_index == 3
    with qtbot.waitSignal(pane.page_shown):
        pane.show_page(1)
    assert strip.currentIndex().row() == 1
