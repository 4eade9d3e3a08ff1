"""`history`: what was transcribed is found, shown, exported and deleted without reading a page again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest

from tests.cli.conftest import Ask
from transcritor_gui.cli import history
from transcritor_gui.cli.history import csv_line
from transcritor_gui.cli.terminal import progress
from transcritor_gui.export import ExportOptions
from transcritor_gui.jobs import JobService
from transcritor_gui.jobs.correcting.unkept import UnkeptChange, UnkeptChanges
from transcritor_gui.model import Box, Correction, CorrectionKind, EditKind
from transcritor_gui.paths import places
from transcritor_gui.store import Store

Write = Callable[..., Path]


@pytest.fixture
def job_id(ask: Ask, document: Write) -> str:
    """A finished job of two pages."""
    (record,) = ask("transcribe", document("a.pdf", "ok", "ocr"), "--json").json
    return str(record["id"])


def test_an_empty_history_is_an_empty_list(ask: Ask) -> None:
    assert ask("history", "list", "--json").json == []
    plain = ask("history")
    assert (plain.code, plain.out) == (0, "")


def test_the_list_names_each_job_once(ask: Ask, job_id: str) -> None:
    (line,) = ask("history", "list").out.splitlines()
    assert line.startswith(job_id[:8])
    assert line.endswith("a.pdf")
    assert "Done" in line


def test_search_finds_the_page(ask: Ask, job_id: str) -> None:
    (hit,) = ask("history", "search", "pagina ocr", "--json").json
    assert (hit["id"], hit["name"], hit["page"]) == (job_id, "a.pdf", 2)
    start, end = hit["marks"][0]
    assert hit["snippet"][start:end] == "página"


def test_search_without_a_hit_says_so(ask: Ask, job_id: str) -> None:
    answer = ask("history", "search", "zebra")
    assert (answer.code, answer.out) == (1, "")
    assert ask("history", "search", "zebra", "--json").json == []


def test_show_tells_the_pages(ask: Ask, job_id: str) -> None:
    shown = ask("history", "show", job_id[:6])
    assert "2 of 2 pages" in shown.out
    record = ask("history", "show", job_id, "--json").json
    assert [(page["page"], page["source"], page["text"]) for page in record["page_results"]] == [
        (1, "text", "página 1 ok"),
        (2, "ocr", "página 2 ocr"),
    ]


def test_export_writes_text_to_standard_output(ask: Ask, job_id: str) -> None:
    assert ask("history", "export", job_id, "--pages", "2").out == "página 2 ocr\n"


def test_export_writes_a_file_in_the_format_of_its_suffix(ask: Ask, job_id: str, tmp_path: Path) -> None:
    assert ask("history", "export", job_id, "-o", "x.docx").code == 0
    assert (tmp_path / "x.docx").read_bytes().startswith(b"PK")
    again = ask("history", "export", job_id, "-o", "x.docx")
    assert again.code == 1
    assert "already exists" in again.err


@pytest.mark.parametrize(
    ("argv", "options"),
    [
        ((), ExportOptions()),
        (("--flowing",), ExportOptions(flowing=True)),
        (("--lines", "--no-headers"), ExportOptions(flowing=False, leave_out_headers_and_footers=True)),
        (("--columns", "--pages", "2"), ExportOptions(columns=True, pages="2")),
        (("--english-numbers",), ExportOptions(decimal_comma=False)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_the_way_of_writing_is_chosen(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...], options: ExportOptions
) -> None:
    asked: list[ExportOptions] = []

    def export_jobs(*_: object, options: ExportOptions, **__: object) -> int:
        asked.append(options)
        return 0

    monkeypatch.setattr(history, "export_jobs", export_jobs)
    assert ask("history", "export", "abc", *argv).code == 0
    assert asked == [options]


def test_several_are_exported_into_a_folder_by_a_template(ask: Ask, document: Write, tmp_path: Path) -> None:
    records = ask("transcribe", document("a.pdf", "ok"), document("b.pdf", "ok"), "--json").json
    ids = [record["id"] for record in records]
    answer = ask("history", "export", *ids, "-o", "out/", "--format", "md", "--name", "{n:02} {name}")
    assert answer.code == 0, answer.err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["01 a.md", "02 b.md"]


def test_several_go_into_one_file_when_asked(ask: Ask, document: Write, tmp_path: Path) -> None:
    records = ask("transcribe", document("a.pdf", "ok"), document("b.pdf", "ok"), "--json").json
    ids = [record["id"] for record in records]
    answer = ask("history", "export", *ids, "-o", "tudo.txt", "--all-in-one")
    assert answer.code == 0, answer.err
    assert answer.err.count("Written:") == 1
    text = (tmp_path / "tudo.txt").read_text(encoding="utf-8")
    assert text == "a.pdf\n\npágina 1 ok\n\fb.pdf\n\npágina 1 ok\n"


def _as_if_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_terminal(_stream: object) -> bool:
        return True

    monkeypatch.setattr(progress, "is_terminal", is_terminal)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")


def test_progress_of_several_shows_on_a_terminal(
    ask: Ask, document: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = ask("transcribe", document("a.pdf", "ok"), document("b.pdf", "ok"), "--json").json
    export = ("history", "export", *(record["id"] for record in records), "-o", "out/", "--replace")
    assert "of 2" not in ask(*export).err
    _as_if_watched(monkeypatch)
    shown = ask(*export)
    assert shown.code == 0
    assert "2 of 2" in shown.err
    assert "Written:" in shown.err
    assert ask(*export, "--quiet").err == ""
    assert "of 1" not in ask("history", "export", records[0]["id"], "-o", "x.txt").err


def test_several_need_a_place(ask: Ask, job_id: str) -> None:
    assert ask("history", "export", job_id, job_id).code == 2
    assert ask("history", "export", job_id, "-o", "x.json", "--all-in-one").code == 2


def test_a_report_is_written_by_its_suffix(ask: Ask, job_id: str, tmp_path: Path) -> None:
    assert ask("history", "export", job_id, "-o", "a.report.html").code == 0
    assert "Evidence report" in (tmp_path / "a.report.html").read_text(encoding="utf-8")


def _locked_pdf(path: Path, password: str) -> Path:
    """A PDF of one empty page; to the fake pipeline a page that says '1.7'."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(path, encryption=pikepdf.Encryption(user=password, owner=password))
    return path


def test_a_locked_pdf_is_exported_with_its_password(ask: Ask, tmp_path: Path) -> None:
    locked = _locked_pdf(tmp_path / "a.pdf", "senha")
    (record,) = ask("transcribe", locked, "--json").json
    missing = ask("history", "export", record["id"], "-o", "out.pdf")
    assert missing.code == 1
    assert "--password-file" in missing.err
    (tmp_path / "secret").write_text("senha\n")
    assert ask("history", "export", record["id"], "-o", "out.pdf", "--password-file", "secret").code == 0
    with pikepdf.open(tmp_path / "out.pdf", password="senha") as written:
        assert len(written.pages) == 1
    (tmp_path / "secret").write_text("errada\n")
    wrong = ask("history", "export", record["id"], "-o", "b.pdf", "--password-file", "secret")
    assert "The password does not open this file." in wrong.err
    assert not (tmp_path / "b.pdf").exists()


def test_an_export_of_a_locked_pdf_that_was_never_read_does_not_queue_it(
    ask: Ask, document: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("transcribe", document("a.pdf", "password:segredo", "ok"))
    monkeypatch.setattr(JobService, "is_locked", lambda _service, _job_id: True)
    monkeypatch.setenv("TRANSCRITOR_PASSWORD", "segredo")
    (job,) = ask("history", "--json").json
    assert "no finished page" in ask("history", "export", job["id"], "-o", "a-new.pdf").err
    assert ask("history", "--json").json == [job]


def test_a_removed_job_is_as_unknown_by_its_whole_id_as_by_its_beginning(ask: Ask, job_id: str) -> None:
    store = Store(places().database)
    store.jobs.set_removed((UUID(job_id),), removed=True)
    store.close()
    assert ask("history", "show", job_id).code == ask("history", "show", job_id[:8]).code == 1


def test_delete_takes_it_from_the_history_for_good(ask: Ask, job_id: str, tmp_path: Path) -> None:
    correction = Correction(0, CorrectionKind.TEXT, Box(1, 2, 3, 4), "a", "segredo")
    unkept = UnkeptChanges(places().unkept_changes)
    unkept.note(UnkeptChange(datetime.now(UTC), EditKind.CORRECTED, ((UUID(job_id), correction),)))
    assert ask("history", "delete", job_id[:8]).code == 0
    assert ask("history", "--json").json == []
    assert unkept.left() == []
    assert (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize("command", ["show", "export", "delete"])
def test_an_unknown_id_is_named(ask: Ask, command: str) -> None:
    answer = ask("history", command, "zzz")
    assert answer.code == 1
    assert "There is no transcription “zzz” in the history." in answer.err


def test_every_name_in_json_is_documented(ask: Ask, document: Write) -> None:
    page = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    (job,) = ask("transcribe", document("a.pdf", "ok", "refuse"), "--json").json
    shown = ask("history", "show", job["id"], "--json").json
    found = ask("history", "search", "pagina", "--json").json
    checks = ask("languages", "--json").json
    objects = [job, *job["issues"], shown, *shown["page_results"], *found, *checks]
    names = {name for each in objects for name in each}
    plain = page.replace("{", "`").replace("}", "`").replace(", ", "`, `")
    assert sorted(name for name in names if f"`{name}`" not in plain) == []


def test_hits_for_a_spreadsheet_are_text_whatever_they_begin_with() -> None:
    assert csv_line(("1", "a;b,c", "=SOMA(A1)", "+55 11", "")) == "1,\"a;b,c\",'=SOMA(A1),'+55 11,"


# Tags, notes, and what is chosen by them


def test_tags_and_a_note_are_written_beside_a_document(ask: Ask, job_id: str) -> None:
    assert ask("history", "tag", job_id[:8], "--add", "urgente, cliente Silva").code == 0
    ask("history", "tag", job_id[:8], "--remove", "URGENTE", "--add", "2026")
    ask("history", "note", job_id[:8], "falta a página 3")
    (record,) = ask("history", "list", "--json").json
    assert (record["tags"], record["note"]) == (["2026", "cliente Silva"], "falta a página 3")
    exported = ask("history", "export", job_id, "--format", "json").json
    assert exported["document"]["tags"] == ["2026", "cliente Silva"]


def test_list_and_search_take_what_is_asked_for(ask: Ask, job_id: str, document: Write) -> None:
    ask("transcribe", document("b.pdf", "ok", "ocr"), "--json")
    ask("history", "tag", job_id, "--add", "urgente")
    assert [each["id"] for each in ask("history", "list", "--tag", "Urgente", "--json").json] == [job_id]
    found = ask("history", "search", "pagina", "--tag", "urgente", "--json").json
    assert {each["id"] for each in found} == {job_id}
    assert ask("history", "list", "--until", "2001-01-01", "--json").json == []
    assert len(ask("history", "list", "--since", "2001-01-01", "--status", "done", "--json").json) == 2


def test_a_day_that_is_none_is_wrong_usage(ask: Ask) -> None:
    answer = ask("history", "list", "--since", "ontem")
    assert answer.code == 2
    assert "ontem" in answer.err


def test_the_whole_history_is_backed_up_and_restored(ask: Ask, job_id: str, tmp_path: Path) -> None:
    backup = tmp_path / "history.transcritor"
    assert ask("history", "backup", backup).code == 0
    assert ask("history", "backup", backup).code == 2  # it is there already
    ask("history", "delete", job_id)
    restored = ask("history", "restore", backup)
    assert (restored.code, "1 transcription restored" in restored.err) == (0, True)
    assert [each["id"] for each in ask("history", "list", "--json").json] == [job_id]
    assert ask("history", "restore", tmp_path / "none").code != 0


def test_the_history_is_kept_in_another_folder_from_then_on(ask: Ask, job_id: str, tmp_path: Path) -> None:
    old = places().data
    new = tmp_path / "elsewhere"
    assert ask("history", "move", new).code == 0
    assert places().data == new
    assert list(old.iterdir()) == []
    assert [each["id"] for each in ask("history", "list", "--json").json] == [job_id]
    assert ask("history", "move", tmp_path).code != 0  # something is in it


def test_a_format_that_is_not_written_in_parts_is_refused(ask: Ask, job_id: str) -> None:
    answer = ask("history", "export", job_id, "-o", "x.txt", "--part-size", "1.5")
    assert answer.code == 2
    assert "txt is not written in parts; these are: pdf, pdfa." in answer.err


def test_parts_need_a_place(ask: Ask, job_id: str) -> None:
    answer = ask("history", "export", job_id, "--format", "pdf", "--portal", "e-SAJ")
    assert answer.code == 2


def test_a_portal_that_is_not_in_the_table_is_named(ask: Ask, job_id: str) -> None:
    answer = ask("history", "export", job_id, "-o", "x.pdf", "--portal", "TJXX")
    assert answer.code == 2
    assert "There is no portal “TJXX” in the table." in answer.err
