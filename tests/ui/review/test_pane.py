"""The review with the real controller: pages come as they are read, doubts and words are found."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.review.fake_service import FakeService
from tests.ui.review.pages import made_job, made_page, paragraph
from tests.ui.review.showing import JOB, notes_of, part_of, selected_of, show_page, text_of
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.jobs.events import JobsChanged, PageFinished
from transcritor_gui.model import (
    JobStatus,
    PageStatus,
    evidence_written,
)
from transcritor_gui.model.search_terms import SimilarWords
from transcritor_gui.store import PagesFound
from transcritor_gui.ui.review.find_bar import FindBar
from transcritor_gui.ui.review.page_bar import PageBar
from transcritor_gui.ui.review.page_strip import PageStrip
from transcritor_gui.ui.review.pane import ReviewPane
from transcritor_gui.ui.review.picture.page_view import PageView
from transcritor_gui.ui.review.text_view import TextView
from transcritor_gui.ui.widgets import theme


def test_without_a_job_there_is_a_quiet_hint(pane: ReviewPane) -> None:
    assert not part_of(pane, TextView).isVisible()
    assert not any(action.isEnabled() for action in pane.review_actions.all())


def test_a_page_and_its_picture_are_shown(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane)
    assert text_of(pane) == "um dois três quatro"
    qtbot.waitUntil(part_of(pane, PageView).has_picture)


def test_the_language_of_the_page_is_shown_with_its_reason(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    page = replace(
        service.pages[JOB.id, 0], language="por", language_evidence=evidence_written("por 46%, eng 4%")
    )
    service.pages[JOB.id, 0] = page
    show_page(qtbot, pane)
    (label,) = [each for each in pane.findChildren(QLabel) if each.text() == "Portuguese"]
    assert "46 % of its words" in label.toolTip()
    with qtbot.waitSignal(pane.page_shown):
        pane.show_page(1)
    assert not label.isVisible()


def test_pages_are_turned_with_the_keys(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane)
    part_of(pane, TextView).setFocus()
    with qtbot.waitSignal(pane.page_shown) as shown:
        QTest.keyClick(part_of(pane, TextView), Qt.Key.Key_PageDown)
    assert (shown.args, text_of(pane)) == ([1], "cinco")
    part_of(pane, PageView).setFocus()
    with qtbot.waitSignal(pane.page_shown) as shown:
        QTest.keyClick(part_of(pane, PageView), Qt.Key.Key_PageUp)
    assert shown.args == [0]


def test_a_page_number_can_be_typed(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane)
    edit = next(each for each in part_of(pane, PageBar).findChildren(QLineEdit))
    edit.selectAll()
    QTest.keyClicks(edit, "3")
    with qtbot.waitSignal(pane.page_shown) as shown:
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert (shown.args, text_of(pane)) == ([2], "seis")


def test_a_page_number_can_be_typed_while_the_document_is_being_read(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    show_page(qtbot, pane)
    edit = next(each for each in part_of(pane, PageBar).findChildren(QLineEdit))
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "3")
    with qtbot.waitSignal(pane._controller.jobs_changed):
        service.send(JobsChanged((replace(JOB, pages_done=2),)))
    assert edit.text() == "3"


def test_there_is_no_page_before_the_first_nor_after_the_last(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane)
    assert not pane.review_actions.previous_page.isEnabled()
    with qtbot.waitSignal(pane.page_shown):
        pane.show_page(99)
    assert pane.page_index == 4
    assert not pane.review_actions.next_page.isEnabled()


def test_a_page_that_is_not_read_says_so_and_appears_when_it_is(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    show_page(qtbot, pane, 4)
    assert "not been read yet" in notes_of(pane)[0]
    service.pages[(JOB.id, 4)] = made_page(paragraph("agora"), page_index=4)
    with qtbot.waitSignal(pane.page_shown):
        service.send(PageFinished(JOB.id, 4, 5, 5, None))
    assert (notes_of(pane), text_of(pane)) == ([], "agora")


def test_a_failed_page_gives_its_reason(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    error = ErrorInfo(ErrorCode.WORKER_CRASHED, (("page", "1"),))
    service.pages[(JOB.id, 0)] = made_page(status=PageStatus.FAILED, error=error)
    show_page(qtbot, pane)
    assert "failed twice" in notes_of(pane)[0]


def test_a_file_that_is_gone_still_shows_its_text(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    service.missing_previews = True
    with qtbot.waitSignal(pane._controller.pages.preview_failed):
        show_page(qtbot, pane)
    assert text_of(pane) == "um dois três quatro"
    assert not part_of(pane, PageView).has_picture()


def test_a_failed_job_with_text_says_why_there_is_no_picture(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    """No note beside it says so, for the page itself was read."""
    service.missing_previews = True
    gone = replace(JOB, status=JobStatus.FAILED, error=ErrorInfo(ErrorCode.FILE_MISSING))
    with qtbot.waitSignals([pane._controller.pages.preview_failed, pane.page_shown]):
        pane.show_job(gone)
    assert part_of(pane, PageView).message == "The file was not found."


def test_doubts_are_walked_over_all_pages(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane)
    step = pane.review_actions.next_doubt.trigger
    step()
    assert selected_of(pane) == ["dois"]
    step()
    assert selected_of(pane) == ["quatro"]
    with qtbot.waitSignal(pane.page_shown) as shown:
        step()
    qtbot.waitUntil(lambda: selected_of(pane) == ["oito"])
    assert shown.args == [3]


def test_the_picture_of_the_next_page_with_doubts_is_ready_before_it_is_shown(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    service.pages[JOB.id, 1] = made_page(paragraph("cinco?", y=100), page_index=1)
    show_page(qtbot, pane, 0)
    for _ in range(3):
        pane.review_actions.next_doubt.trigger()
    qtbot.waitUntil(lambda: selected_of(pane) == ["cinco"])
    qtbot.waitUntil(lambda: ("preview", 3) in service.asked)
    assert pane.page_index == 1


def test_doubts_are_walked_back(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane, 3)
    pane.review_actions.previous_doubt.trigger()
    assert selected_of(pane) == ["oito"]
    pane.review_actions.previous_doubt.trigger()
    qtbot.waitUntil(lambda: selected_of(pane) == ["quatro"])
    assert pane.page_index == 0


def test_after_the_last_doubt_it_says_so_and_stays(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane, 3)
    pane.review_actions.next_doubt.trigger()
    pane.review_actions.next_doubt.trigger()
    words = "No doubtful words after this one"
    qtbot.waitUntil(lambda: any(label.text() == words for label in pane.findChildren(QLabel)))
    assert (pane.page_index, selected_of(pane)) == (3, ["oito"])


def _is_selected(pane: ReviewPane, word: str) -> bool:
    return selected_of(pane) == [word]


def test_the_worst_page_comes_first_and_nothing_twice(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    """Page 5 has the most doubts, then page 1, which is shown."""
    service.pages[JOB.id, 4] = made_page(paragraph("a? b? c?", y=100), page_index=4)
    show_page(qtbot, pane, 1)
    pane.review_actions.worst_first.trigger()
    step = pane.review_actions.next_doubt.trigger
    seen = []
    for word in ("a", "b", "c", "dois", "quatro", "oito"):
        step()
        qtbot.waitUntil(partial(_is_selected, pane, word))
        seen.append(pane.page_index)
    assert seen == [4, 4, 4, 0, 0, 3]
    step()
    words = "No doubtful words after this one"
    qtbot.waitUntil(lambda: any(label.text() == words for label in pane.findChildren(QLabel)))
    pane.review_actions.previous_doubt.trigger()
    qtbot.waitUntil(lambda: pane.page_index == 3)


def test_after_the_last_doubt_one_more_step_leads_to_the_next_document(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    other = replace(made_job(number=2), name="outro.pdf", doubts=1)
    service.pages[other.id, 2] = made_page(paragraph("nove dez?", y=100), page_index=2)
    pane.set_next_document(lambda job_id: other if job_id == JOB.id else None)
    pane.document_wanted.connect(pane.show_job)
    pane.document_wanted.connect(lambda _job: pane.begin_doubts())
    show_page(qtbot, pane, 3)
    step = pane.review_actions.next_doubt.trigger
    step()
    step()
    words = "No more doubts here; F8 goes on to “outro.pdf”"
    qtbot.waitUntil(lambda: any(label.text() == words for label in pane.findChildren(QLabel)))
    assert pane.job is not None
    assert pane.job.id == JOB.id
    step()
    qtbot.waitUntil(lambda: selected_of(pane) == ["dez"])
    assert (pane.job.id, pane.page_index) == (other.id, 2)


def test_a_word_clicked_in_the_picture_is_marked_in_the_text(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane)
    view = part_of(pane, PageView)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.word_rect(2).center().toPoint())
    assert selected_of(pane) == ["três"]


def test_news_of_the_job_is_taken_over(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    show_page(qtbot, pane, 4)
    paused = replace(JOB, status=JobStatus.PAUSED)
    service.send(JobsChanged((paused,)))
    qtbot.waitUntil(lambda: "paused" in notes_of(pane)[0])
    assert pane.job == paused


def test_pages_of_another_job_are_not_shown(qtbot: QtBot, pane: ReviewPane, service: FakeService) -> None:
    other = made_job(number=2)
    pane.show_job(JOB)
    with qtbot.waitSignal(pane.page_shown):
        pane.show_job(other)
    assert text_of(pane) == ""
    assert "not been read" in notes_of(pane)[0]


def test_rows_passed_over_quickly_are_not_loaded(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    for page_index in range(4):
        pane.show_job(JOB, page_index)
        pane.show_page(page_index)
    with qtbot.waitSignal(pane.page_shown):
        pass
    assert ("page", 1) not in service.asked


def test_the_text_of_the_page_is_copied(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane)
    with qtbot.waitSignal(pane.notice):
        pane.review_actions.copy_text.trigger()
    assert QGuiApplication.clipboard().text() == "um dois três quatro"


def test_alone_in_the_window_it_names_the_document_and_leads_back(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane)
    pane.show_alone(is_alone=True)
    back = next(b for b in pane.findChildren(QAbstractButton) if b.text() == "All documents")
    assert back.isVisible()
    with qtbot.waitSignal(pane.back_wanted):
        back.click()


def test_every_button_has_a_name_for_screen_readers(pane: ReviewPane) -> None:
    for button in pane.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text()


def _found(pane: ReviewPane) -> list[str]:
    view = part_of(pane, TextView)
    return sorted({mark.cursor.selectedText() for mark in view.extraSelections()})


def test_words_are_found_in_the_document_and_walked_over_its_pages(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    service.pages[JOB.id, 2] = made_page(paragraph("Três e mais", y=100), page_index=2)
    show_page(qtbot, pane)
    pane.open_find()
    field = next(f for f in part_of(pane, FindBar).findChildren(QLineEdit))
    QTest.keyClicks(field, "tres")
    qtbot.waitUntil(lambda: _found(pane) == ["três"])
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.page_index == 2 and _found(pane) == ["Três"])
    pane.review_actions.find_next.trigger()
    qtbot.waitUntil(lambda: pane.page_index == 0 and _found(pane) == ["três"])


def test_escape_leaves_the_search_and_its_marks(qtbot: QtBot, pane: ReviewPane) -> None:
    show_page(qtbot, pane)
    pane.open_find()
    bar = part_of(pane, FindBar)
    field = next(f for f in bar.findChildren(QLineEdit))
    QTest.keyClicks(field, "dois")
    qtbot.waitUntil(lambda: _found(pane) == ["dois"])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert not pane.review_actions.find_next.isEnabled()


def test_a_hit_of_all_documents_is_marked_as_the_search_matches(qtbot: QtBot, pane: ReviewPane) -> None:
    with qtbot.waitSignal(pane.page_shown):
        pane.show_hit(JOB, 3, "OITO ")
    qtbot.waitUntil(lambda: _found(pane) == ["oito"])


def test_where_a_word_stands_misread_it_is_marked_as_similar(
    qtbot: QtBot, pane: ReviewPane, service: FakeService
) -> None:
    similar = SimilarWords(tokens=frozenset({"sete"}), spellings=frozenset({"5ete"}))
    service.pages[JOB.id, 3] = made_page(paragraph("5ete oito? nove", y=100), page_index=3)
    service.found_similar = PagesFound((3,), similar)
    with qtbot.waitSignal(pane.page_shown):
        pane.show_hit(JOB, 3, "sete ")
    qtbot.waitUntil(lambda: selected_of(pane) == ["5ete", "5ete"])  # as a hit, and as the one to look at
    assert len(part_of(pane, PageView)._found) == 1
    labels = [label.text() for label in part_of(pane, FindBar).findChildren(QLabel)]
    assert "Similar words: 1 here, on 1 page" in labels


def test_pages_stand_down_the_side_with_their_state_where_there_is_room(
    qtbot: QtBot, pane: ReviewPane
) -> None:
    strip = part_of(pane, PageStrip)
    show_page(qtbot, pane)
    assert not strip.isVisible()
    pane.show_alone(is_alone=True)
    assert strip.isVisible()
    model = strip.model()
    assert model.rowCount() == 5
    spoken = Qt.ItemDataRole.AccessibleTextRole
    qtbot.waitUntil(lambda: model.index(0, 0).data(spoken) == "page 1: 2 doubts")
    qtbot.waitUntil(lambda: model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is not None)


def test_a_page_chosen_at_the_side_is_shown_and_the_side_follows(qtbot: QtBot, pane: ReviewPane) -> None:
    strip = part_of(pane, PageStrip)
    show_page(qtbot, pane)
    pane.show_alone(is_alone=True)
    with qtbot.waitSignal(pane.page_shown):
        strip.setCurrentIndex(strip.model().index(3, 0))
    assert pane.page_index == 3
    with qtbot.waitSignal(pane.page_shown):
        pane.show_page(1)
    assert strip.currentIndex().row() == 1


def test_the_hint_that_nothing_is_selected_can_be_read(pane: ReviewPane) -> None:
    (hint,) = (label for label in pane.findChildren(QLabel) if label.text().startswith("Select a file"))
    colours = hint.palette()
    assert hint.isEnabled()
    assert theme.contrast(colours.windowText().color(), colours.window().color()) >= 4.5
