from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.jobs import ExportOutcome
from transcritor_gui.jobs.events import IntakeFinished, RefusedFile
from transcritor_gui.ui.export.export_news import automatic_export_notice, export_notice
from transcritor_gui.ui.news import failure_notice, intake_notice

_REFUSED = RefusedFile("/a/planilha.xls", ErrorInfo(ErrorCode.NOT_A_PDF))


def test_good_and_bad_files_are_counted_and_can_be_shown() -> None:
    shown: list[tuple[RefusedFile, ...]] = []
    notice = intake_notice(IntakeFinished((uuid4(), uuid4()), (_REFUSED,)), shown.append)
    assert notice is not None
    assert notice.text == "2 files added, 1 skipped"
    assert notice.action is not None
    notice.action()
    assert shown == [(_REFUSED,)]


def test_a_single_refused_file_is_named_with_its_reason() -> None:
    notice = intake_notice(IntakeFinished((), (_REFUSED,)), lambda _refused: None)
    assert notice is not None
    assert notice.text.startswith(
        "“planilha.xls” was not added. This is neither a PDF nor a picture that can be read."
    )


def test_nothing_at_all_is_no_news() -> None:
    assert intake_notice(IntakeFinished((), ()), lambda _refused: None) is None


def test_a_failure_stays_until_it_is_read() -> None:
    assert failure_notice(ErrorInfo(ErrorCode.DISK_FULL)).stays


def test_an_export_names_its_file_and_shows_its_folder(tmp_path: Path) -> None:
    shown: list[Path] = []
    notice = export_notice((ExportOutcome(uuid4(), tmp_path / "a.txt"),), shown.append)
    assert notice.text == "Exported to “a.txt”"
    assert notice.action is not None
    notice.action()
    assert shown == [tmp_path]


def test_what_could_not_be_exported_is_told_beside_what_was(tmp_path: Path) -> None:
    error = ErrorInfo(ErrorCode.EXPORT_EXISTS, (("name", "b.txt"),))
    outcomes = (ExportOutcome(uuid4(), tmp_path / "a.txt"), ExportOutcome(uuid4(), None, error))
    notice = export_notice(outcomes, lambda _folder: None)
    assert notice.text.startswith("1 file exported, 1 not. “b.txt” already exists.")
    assert notice.stays


def test_parts_of_a_signed_document_say_that_they_bear_no_signature(tmp_path: Path) -> None:
    parts = (tmp_path / "1.pdf", tmp_path / "2.pdf")
    outcome = ExportOutcome(uuid4(), parts[0], parts=parts, is_unsigned=True)
    notice = export_notice((outcome,), lambda _folder: None)
    assert notice.text.startswith("2 files exported. The document is signed; its parts bear no signature.")
    assert notice.stays


def test_a_stopped_export_says_how_much_was_written(tmp_path: Path) -> None:
    shown: list[Path] = []
    notice = export_notice((ExportOutcome(uuid4(), tmp_path / "a.txt"),), shown.append, wanted=240)
    assert (notice.text, notice.action_text) == ("Export stopped: 1 file exported", "Show folder")
    assert export_notice((), shown.append, wanted=2).text == "Export stopped. Nothing was written."


def test_several_documents_in_one_file_are_one_file(tmp_path: Path) -> None:
    outcomes = [ExportOutcome(uuid4(), tmp_path / "tudo.txt") for _ in range(3)]
    assert export_notice(outcomes, lambda _folder: None).text == "Exported to “tudo.txt”"


def test_an_automatic_export_is_told_in_passing(tmp_path: Path) -> None:
    notice = automatic_export_notice(ExportOutcome(uuid4(), tmp_path / "a.txt"), lambda _folder: None)
    assert notice.text == "Exported to “a.txt”"
    assert notice.yields
    assert not notice.stays


def test_an_automatic_export_that_failed_stays_and_says_that_the_document_is_done() -> None:
    error = ErrorInfo(ErrorCode.DISK_FULL)
    notice = automatic_export_notice(ExportOutcome(uuid4(), None, error), lambda _folder: None)
    assert notice.text.startswith("A document is done, but could not be exported by itself.")
    assert "The disk is full." in notice.text
    assert notice.stays


def test_what_was_exported_can_be_opened_at_once(tmp_path: Path) -> None:
    shown: list[Path] = []
    notice = export_notice((ExportOutcome(uuid4(), tmp_path / "a.txt"),), shown.append)
    assert notice.other_action is not None
    notice.other_action()
    assert shown == [tmp_path / "a.txt"]


def test_of_several_files_the_folder_alone_is_offered(tmp_path: Path) -> None:
    outcomes = [ExportOutcome(uuid4(), tmp_path / name) for name in ("a.txt", "b.txt")]
    notice = export_notice(outcomes, lambda _place: None)
    assert notice.other_action is None


def test_the_parts_of_a_document_are_counted(tmp_path: Path) -> None:
    parts = (tmp_path / "1.pdf", tmp_path / "2.pdf", tmp_path / "3.pdf")
    outcome = ExportOutcome(uuid4(), parts[0], parts=parts, parts_list=tmp_path / "list.txt")
    notice = export_notice((outcome,), lambda _place: None)
    assert notice.text == "3 files exported"
