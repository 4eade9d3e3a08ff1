"""Documents dropped on the window and pasted into it, over a real service and real worker processes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from tests.ui.desk import Desk, drag_over, drop, leave, mime_of
from transcritor_gui.model import JobStatus
from transcritor_gui.ui.intake.refused_list import RefusedList


def test_a_drop_on_the_empty_window_is_transcribed(desk: Desk) -> None:
    path = desk.document("contrato.pdf", "ok", "ocr", "ok")
    drop(desk.window.parts.zone, mime_of(path))
    job = desk.wait_for("contrato.pdf", JobStatus.DONE)
    assert (job.pages_done, desk.window.parts.area.is_empty) == (3, False)


def test_a_second_start_without_files_looks_for_none(desk: Desk) -> None:
    desk.window.add_paths([])
    assert not desk.window.parts.intake.looking.isActive()


def test_a_drop_on_the_rows_is_transcribed_and_copies(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    desk.wait_for("a.pdf", JobStatus.DONE)
    path = desk.document("b.pdf", "ok")
    event = drop(desk.table.viewport(), mime_of(path))
    assert event.isAccepted()
    assert event.dropAction() is Qt.DropAction.CopyAction
    desk.wait_for("b.pdf", JobStatus.DONE)
    assert path.exists()


def test_a_folder_is_walked(desk: Desk) -> None:
    folder = desk.folder / "processo"
    folder.mkdir()
    for name in ("1.pdf", "2.pdf"):
        desk.document(f"processo/{name}", "ok")
    drop(desk.window, mime_of(folder))
    desk.wait_for("1.pdf", JobStatus.DONE)
    desk.wait_for("2.pdf", JobStatus.DONE)


def test_the_zone_answers_while_files_hover(desk: Desk) -> None:
    paths = [desk.folder / f"{number}.pdf" for number in range(12)]
    enter = drag_over(desk.window.parts.zone, mime_of(*paths))
    assert enter.dropAction() is Qt.DropAction.CopyAction
    assert desk.window.parts.area.hover_words == "Drop to transcribe 12 files"
    leave(desk.window)
    assert desk.window.parts.area.hover_words == ""


def test_a_frame_answers_over_a_running_list(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok"))
    desk.wait_for("a.pdf", JobStatus.DONE)
    drag_over(desk.table.viewport(), mime_of(desk.folder / "b.pdf"))
    assert desk.window.parts.area.hover_words == "Drop to transcribe 1 file"
    assert desk.window.parts.area.drop_frame.isVisible()
    leave(desk.window)
    assert not desk.window.parts.area.drop_frame.isVisible()


def test_plain_text_is_no_business_of_ours(desk: Desk) -> None:
    data = QMimeData()
    data.setText("hello")
    assert not drag_over(desk.window.parts.zone, data).isAccepted()


def test_an_address_of_the_web_is_refused_with_words(desk: Desk) -> None:
    drop(desk.window.parts.zone, mime_of(QUrl("https://example.org/a.pdf")))
    assert "Save it first, then drop it." in desk.window.parts.notices.text


def test_files_that_do_not_exist_yet_are_refused_with_words(desk: Desk) -> None:
    data = QMimeData()
    data.setData('application/x-qt-windows-mime;value="FileGroupDescriptorW"', b"\0")
    drop(desk.window.parts.zone, data)
    assert "Save it first, then drop it." in desk.window.parts.notices.text


def test_what_is_no_pdf_is_named_beside_the_good_ones(desk: Desk) -> None:
    good = desk.document("good.pdf", "ok")
    fake = desk.folder / "fake.pdf"
    fake.write_text("not a pdf")
    empty = desk.folder / "empty.pdf"
    empty.touch()
    drop(desk.window.parts.zone, mime_of(good, fake, empty))
    desk.wait(lambda: desk.window.parts.notices.text == "1 file added, 2 skipped")
    QTest.mouseClick(desk.window.parts.notices.action_button, Qt.MouseButton.LeftButton)
    shown = desk.window.findChild(RefusedList)
    assert shown is not None
    assert [name for name, _ in shown.rows()] == ["fake.pdf", "empty.pdf"]
    assert "This is neither a PDF nor a picture that can be read." in shown.rows()[0][1]
    shown.close()


def test_files_are_pasted(desk: Desk) -> None:
    QGuiApplication.clipboard().setMimeData(mime_of(desk.document("a.pdf", "ok")))
    desk.window.parts.actions.paste.trigger()
    desk.wait_for("a.pdf", JobStatus.DONE)


def test_a_picture_on_the_clipboard_is_a_document_until_it_is_deleted_for_good(desk: Desk) -> None:
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(image)
    desk.window.parts.actions.paste.trigger()
    desk.wait(lambda: len(tuple(desk.model.jobs())) == 1)
    (job,) = desk.model.jobs()
    path = Path(job.path)
    assert job.name.startswith("Screenshot of 20")
    assert QImage(str(path)).size() == image.size()
    desk.controller.purge((job.id,))
    desk.wait(lambda: not path.exists())


def test_pasting_without_files_says_so(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("hello")
    desk.window.parts.actions.paste.trigger()
    assert "nothing to paste" in desk.window.parts.notices.text
