from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.jobs.office import Office
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import DEFAULT_OPTIONS, ExportOptions
from transcritor_gui.export.formats.plain_text import TextExporter
from transcritor_gui.jobs import Conflict, ExportProgress
from transcritor_gui.jobs.exporting import exports
from transcritor_gui.model import Transcript


def test_a_transcript_goes_beside_its_source(office: Office) -> None:
    ids = office.add(office.document("a.pdf", "ok"))
    office.wait_until_finished(*ids)
    (outcome,) = office.service.export(ids, format="txt")
    assert outcome.path == office.folder / "a.txt"
    assert "página 1 ok" in outcome.path.read_text(encoding="utf-8")


def test_an_existing_file_is_never_written_over_unasked(office: Office, tmp_path: Path) -> None:
    ids = office.add(office.document("a.pdf", "ok"))
    office.wait_until_finished(*ids)
    (tmp_path / "a.txt").write_text("mine")
    (renamed,) = office.service.export(ids, format="txt", folder=tmp_path)
    (skipped,) = office.service.export(ids, format="txt", folder=tmp_path, conflict=Conflict.SKIP)
    assert renamed.path == tmp_path / "a (2).txt"
    assert (skipped.path, skipped.error and skipped.error.code) == (None, ErrorCode.EXPORT_EXISTS)
    assert (tmp_path / "a.txt").read_text() == "mine"
    (replaced,) = office.service.export(ids, format="txt", folder=tmp_path, conflict=Conflict.REPLACE)
    assert replaced.path == tmp_path / "a.txt"
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") != "mine"


def test_two_documents_of_one_name_do_not_replace_each_other(office: Office, tmp_path: Path) -> None:
    folders = [tmp_path / "x", tmp_path / "y"]
    for folder in folders:
        folder.mkdir()
    ids = office.add(*[office.document(f"{folder.name}/a.pdf", "ok", salt=folder.name) for folder in folders])
    office.wait_until_finished(*ids)
    out = tmp_path / "out"
    out.mkdir()
    outcomes = office.service.export(ids, format="txt", folder=out, conflict=Conflict.REPLACE)
    assert [outcome.path for outcome in outcomes] == [out / "a.txt", out / "a (2).txt"]


def test_each_failure_is_the_outcome_of_its_job(office: Office) -> None:
    good, empty = office.document("a.pdf", "ok"), office.document("b.pdf", "damaged")
    ids = (*office.add(good, empty), uuid4())
    office.wait_until_finished(*ids[:2])
    outcomes = office.service.export(ids, format="txt")
    assert outcomes[0].error is None
    assert [outcome.error and outcome.error.code for outcome in outcomes[1:]] == [
        ErrorCode.NOTHING_TO_EXPORT,
        ErrorCode.JOB_UNKNOWN,
    ]


def test_a_chosen_name_is_used_for_a_single_job(office: Office, tmp_path: Path) -> None:
    ids = office.add(office.document("a.pdf", "ok"))
    office.wait_until_finished(*ids)
    (outcome,) = office.service.export(ids, format="txt", folder=tmp_path, file_name="chosen.txt")
    assert outcome.path == tmp_path / "chosen.txt"


def test_an_unknown_format_is_refused_before_anything_is_written(office: Office) -> None:
    with pytest.raises(TranscritorError) as caught:
        office.service.export((), format="rtfx")
    assert caught.value.info.code is ErrorCode.FORMAT_UNKNOWN


def test_files_are_named_by_a_template(office: Office, tmp_path: Path) -> None:
    ids = office.add(office.document("a.pdf", "ok", "ok"), office.document("b.pdf", "ok"))
    office.wait_until_finished(*ids)
    outcomes = office.service.export(
        ids, format="txt", folder=tmp_path, name_template="{n:03} {name} {pages}p"
    )
    assert [outcome.path and outcome.path.name for outcome in outcomes] == ["001 a 2p.txt", "002 b 1p.txt"]


def test_a_template_that_gives_one_name_to_all_still_gives_a_file_each(
    office: Office, tmp_path: Path
) -> None:
    ids = office.add(office.document("a.pdf", "ok"), office.document("B.pdf", "ok"))
    office.wait_until_finished(*ids)
    outcomes = office.service.export(
        ids, format="txt", folder=tmp_path, name_template="tudo", conflict=Conflict.REPLACE
    )
    assert [outcome.path and outcome.path.name for outcome in outcomes] == ["tudo.txt", "tudo (2).txt"]


def test_a_template_that_cannot_be_filled_is_refused_before_anything_is_written(office: Office) -> None:
    with pytest.raises(TranscritorError) as caught:
        office.service.export((), format="txt", name_template="{nome}")
    assert caught.value.info.code is ErrorCode.NAME_TEMPLATE_BAD


def test_all_in_one_file(office: Office, tmp_path: Path) -> None:
    ids = office.add(
        office.document("a.pdf", "ok"), office.document("b.pdf", "damaged"), office.document("c.pdf", "ok")
    )
    office.wait_until_finished(*ids)
    first, second, third = office.service.export(ids, format="txt", folder=tmp_path, all_in_one=True)
    assert first.path == third.path == tmp_path / "a + 1.txt"
    assert (second.path, second.error and second.error.code) == (None, ErrorCode.NOTHING_TO_EXPORT)
    assert first.path is not None
    text = first.path.read_text(encoding="utf-8")
    assert text == "a.pdf\n\npágina 1 ok\n\fc.pdf\n\npágina 1 ok\n"


def test_a_format_that_cannot_hold_several_is_refused(office: Office) -> None:
    with pytest.raises(TranscritorError) as caught:
        office.service.export((), format="alto", all_in_one=True)
    assert caught.value.info.code is ErrorCode.CANNOT_JOIN
    assert "docx" in caught.value.info.fact("known")


def test_progress_is_told_before_each_document_and_at_the_end(office: Office, tmp_path: Path) -> None:
    ids = office.add(office.document("a.pdf", "ok"), office.document("b.pdf", "ok"))
    office.wait_until_finished(*ids)
    told: list[ExportProgress] = []
    office.service.export(ids, format="txt", folder=tmp_path, on_progress=told.append)
    assert told == [ExportProgress(0, 2, "a.pdf"), ExportProgress(1, 2, "b.pdf"), ExportProgress(2, 2, "")]


@pytest.mark.parametrize("format_name", ["txt", "md", "docx", "odt", "epub", "html", "json", "hocr"])
def test_a_stopped_export_leaves_nothing_half_written(
    office: Office, tmp_path: Path, format_name: str
) -> None:
    ids = office.add(office.document("a.pdf", "ok"), office.document("b.pdf", "ok", "ok", "ok"))
    office.wait_until_finished(*ids)
    out = tmp_path / "out"
    out.mkdir()
    told: list[ExportProgress] = []
    asked: list[bool] = []

    def is_wanted() -> bool:
        """Until the second page of the second document."""
        if len(told) == 2:
            asked.append(True)
        return len(asked) < 2

    outcomes = office.service.export(
        ids, format=format_name, folder=out, is_wanted=is_wanted, on_progress=told.append
    )
    assert [outcome.job_id for outcome in outcomes] == [ids[0]]
    assert [path.stem for path in out.iterdir()] == ["a"]


def test_a_stopped_file_of_many_leaves_nothing(office: Office, tmp_path: Path) -> None:
    ids = office.add(office.document("a.pdf", "ok"), office.document("b.pdf", "ok"))
    office.wait_until_finished(*ids)
    out = tmp_path / "out"
    out.mkdir()
    assert (
        office.service.export(ids, format="txt", folder=out, all_in_one=True, is_wanted=lambda: False) == ()
    )
    assert list(out.iterdir()) == []


def test_a_stopped_export_ends_what_is_at_work_on_the_file(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = office.add(office.document("a.pdf", "ok"))
    office.wait_until_finished(*ids)
    given: list[bytes] = []
    ended: list[bool] = []

    class Endless(TextExporter):
        def chunks(
            self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS
        ) -> Generator[bytes, None, None]:
            try:
                while True:
                    given.append(b"")
                    yield b""
            finally:
                ended.append(True)

    monkeypatch.setattr(exports, "exporter_for", lambda _format: Endless())
    assert office.service.export(ids, format="txt", folder=tmp_path, is_wanted=lambda: len(given) < 3) == ()
    assert ended == [True]
    assert list(tmp_path.glob("*.txt")) == []


def test_an_error_of_the_program_in_one_document_does_not_end_the_export_of_others(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = office.add(office.document("a.pdf", "ok"), office.document("b.pdf", "ok"))
    office.wait_until_finished(*ids)

    class Faulty(TextExporter):
        def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
            if transcript.document.name == "a.pdf":
                raise ZeroDivisionError
            return super().chunks(transcript, options)

    monkeypatch.setattr(exports, "exporter_for", lambda _format: Faulty())
    faulty, good = office.service.export(ids, format="txt", folder=tmp_path)
    assert (faulty.path, faulty.error and faulty.error.code) == (None, ErrorCode.INTERNAL)
    assert good.path == tmp_path / "b.txt"
