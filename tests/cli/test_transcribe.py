"""`transcribe`: the text goes where it was wanted, and every failure is named and counted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ask
from tests.jobs.fakes import open_gate, pages_read
from transcritor_gui.paths import places
from transcritor_gui.store import Store

Write = Callable[..., Path]


def test_the_text_goes_to_standard_output_and_nothing_else_is_said(ask: Ask, document: Write) -> None:
    answer = ask("transcribe", document("a.pdf", "ok", "ocr"))
    assert (answer.code, answer.out, answer.err) == (0, "página 1 ok\n\fpágina 2 ocr\n", "")


def test_several_documents_come_in_the_order_given(ask: Ask, document: Write) -> None:
    slow, quick = document("b.pdf", "slow"), document("a.pdf", "ok")
    answer = ask("transcribe", slow, quick, "--jobs", 2)
    assert answer.out == "página 1 slow\n\fpágina 1 ok\n"


def test_a_folder_stands_for_its_pdfs(ask: Ask, document: Write, tmp_path: Path) -> None:
    document("in/a.pdf", "ok")
    document("in/sub/b.pdf", "ok")
    answer = ask("transcribe", "in", "-o", "out")
    assert answer.code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.txt", "b.txt"]


def test_a_file_may_be_named_and_its_suffix_chooses_the_format(
    ask: Ask, document: Write, tmp_path: Path
) -> None:
    assert ask("transcribe", document("a.pdf", "ok"), "-o", "text.md").code == 0
    assert (tmp_path / "text.md").read_text(encoding="utf-8").startswith("<!-- page 1 -->")


def test_a_name_of_another_format_than_asked_for_is_not_written(
    ask: Ask, document: Write, tmp_path: Path
) -> None:
    answer = ask("transcribe", document("a.pdf", "ok"), "-o", "out.html", "--format", "docx")
    assert answer.code == 2
    assert "out.html is named as html and --format says docx" in answer.err
    assert not (tmp_path / "out.html").exists()


def test_a_name_that_ends_in_a_slash_is_a_folder(ask: Ask, document: Write, tmp_path: Path) -> None:
    assert ask("transcribe", document("a.pdf", "ok"), "-o", "new/", "--format", "json").code == 0
    assert (tmp_path / "new" / "a.json").is_file()


def test_documents_of_one_name_do_not_replace_each_other(ask: Ask, document: Write, tmp_path: Path) -> None:
    first, second = document("one/a.pdf", "ok"), document("two/a.pdf", "ocr")
    assert ask("transcribe", first, second, "-o", "out").code == 0
    assert (tmp_path / "out" / "a.txt").read_text(encoding="utf-8") == "página 1 ok\n"
    assert (tmp_path / "out" / "a (2).txt").read_text(encoding="utf-8") == "página 1 ocr\n"


def test_files_are_named_by_a_template(ask: Ask, document: Write, tmp_path: Path) -> None:
    answer = ask(
        "transcribe",
        document("a.pdf", "ok"),
        document("b.pdf", "ok", "ok"),
        "-o",
        "out/",
        "--name",
        "{n:02} {name} {pages}",
    )
    assert answer.code == 0, answer.err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["01 a 1.txt", "02 b 2.txt"]


@pytest.mark.parametrize(
    "argv", [["-o", "out/", "--name", "{nome}"], ["--name", "{name}"], ["-o", "x.txt", "--name", "a"]]
)
def test_a_template_that_makes_no_sense_is_wrong_usage(ask: Ask, document: Write, argv: list[str]) -> None:
    answer = ask("transcribe", document("a.pdf", "ok"), *argv)
    assert answer.code == 2
    assert answer.err


def test_the_second_opinion_can_be_left_out(ask: Ask, document: Write, tmp_path: Path) -> None:
    assert ask("transcribe", document("a.pdf", "ok"), "--no-second-opinion", "-o", "a.json").code == 0
    assert '"second_opinion":false' in (tmp_path / "a.json").read_text(encoding="utf-8")


def test_nothing_is_exported_by_itself(
    ask: Ask, document: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSCRITOR_AUTO_EXPORT", "true")
    assert ask("transcribe", document("a.pdf", "ok"), "-o", "x.txt").code == 0
    assert sorted(path.name for path in tmp_path.glob("*.txt")) == ["x.txt"]


def test_an_existing_file_is_left_alone_and_no_page_is_read(
    ask: Ask, document: Write, tmp_path: Path
) -> None:
    (tmp_path / "x.txt").write_text("mine", encoding="utf-8")
    source = document("a.pdf", "ok")
    answer = ask("transcribe", source, "-o", "x.txt")
    assert answer.code == 1
    assert "“x.txt” already exists." in answer.err
    assert "--replace" in answer.err
    assert (tmp_path / "x.txt").read_text(encoding="utf-8") == "mine"
    assert pages_read(source) == []


def test_an_existing_file_is_replaced_when_asked(ask: Ask, document: Write, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("mine", encoding="utf-8")
    assert ask("transcribe", document("a.pdf", "ok"), "-o", "x.txt", "--replace").code == 0
    assert (tmp_path / "x.txt").read_text(encoding="utf-8") == "página 1 ok\n"


def test_each_failed_file_is_named_beside_the_good_ones(ask: Ask, document: Write, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_text("Dear Sir", encoding="utf-8")
    answer = ask(
        "transcribe", document("a.pdf", "ok"), "letter.pdf", "gone.pdf", document("d.pdf", "damaged")
    )
    assert answer.code == 1
    assert answer.out == "página 1 ok\n"
    assert "letter.pdf: This is neither a PDF nor a picture that can be read." in answer.err
    assert "gone.pdf: The file was not found." in answer.err
    assert "d.pdf: The PDF is damaged and could not be repaired." in answer.err


def test_each_failed_page_is_named(ask: Ask, document: Write) -> None:
    answer = ask("transcribe", document("a.pdf", "ok", "refuse", "look"))
    assert answer.code == 1
    assert answer.out == "página 1 ok\n\f[Page 2 could not be read.]\n\fpágina 3 look\n"
    assert answer.err.splitlines() == [
        "a.pdf: Page 2 could not be read. The page is damaged. The other pages are not affected.",
        "a.pdf, page 3: Much of this page was hard to read. Compare it with the picture.",
    ]


def test_a_missing_engine_is_an_environment_fault(ask: Ask, document: Write) -> None:
    answer = ask("transcribe", document("a.pdf", "noengine"))
    assert answer.code == 3
    assert "Text recognition is not available" in answer.err


def test_a_missing_language_is_an_environment_fault(ask: Ask, document: Write) -> None:
    answer = ask("transcribe", document("a.pdf", "ok"), "--lang", "tlh")
    assert answer.code == 3
    assert "“tlh”" in answer.err


def test_languages_may_be_left_to_the_program(ask: Ask, document: Write) -> None:
    answer = ask("transcribe", document("a.pdf", "ok"), "--lang", "auto", "--json")
    assert answer.code == 0
    assert answer.json[0]["languages"] == "auto"


def test_only_the_pages_asked_for_are_read(ask: Ask, document: Write) -> None:
    answer = ask("transcribe", document("a.pdf", "ok", "ok", "ok"), "--pages", "2-")
    assert answer.out == "página 2 ok\n\fpágina 3 ok\n"


def test_pages_beyond_the_document_fail_the_file(ask: Ask, document: Write) -> None:
    answer = ask("transcribe", document("a.pdf", "ok"), "--pages", "9")
    assert answer.code == 1
    assert "a.pdf: “9” does not name pages of this document." in answer.err


@pytest.mark.parametrize(
    "argv",
    [
        ["transcribe"],
        ["transcribe", "a.pdf", "--pages", "x"],
        ["transcribe", "a.pdf", "--format", "doc"],
        ["transcribe", "a.pdf", "--ocr", "perhaps"],
        ["transcribe", "a.pdf", "--jobs", "many"],
        ["transcribe", "a.pdf", "--colour"],
        ["transcribe", "a.pdf", "b.pdf", "-o", "a.pdf"],
        ["transmogrify"],
    ],
)
def test_wrong_usage_is_told_in_plain_words(ask: Ask, document: Write, argv: list[str]) -> None:
    document("a.pdf", "ok")
    answer = ask(*argv)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.strip()
    assert "Traceback" not in answer.err


def test_a_password_comes_from_a_file(ask: Ask, document: Write, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("senha\n", encoding="utf-8")
    locked, plain = document("a.pdf", "password:senha", "ok"), document("b.pdf", "ok")
    answer = ask("transcribe", locked, plain, "--password-file", "secret")
    assert (answer.code, answer.out) == (0, "página 1 ok\n\fpágina 1 ok\n")


def test_a_password_comes_from_the_environment(
    ask: Ask, document: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSCRITOR_PASSWORD", "senha")
    assert ask("transcribe", document("a.pdf", "password:senha", "ok")).code == 0


def test_a_missing_and_a_wrong_password_say_how_to_give_one(
    ask: Ask, document: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = document("a.pdf", "password:senha", "ok")
    missing = ask("transcribe", locked)
    assert missing.code == 1
    assert "a.pdf: Needs a password." in missing.err
    assert "--password-file" in missing.err
    monkeypatch.setenv("TRANSCRITOR_PASSWORD", "errada")
    assert "The password does not open this file." in ask("transcribe", locked).err


def test_json_tells_what_became_of_each_file(ask: Ask, document: Write) -> None:
    answer = ask("transcribe", document("a.pdf", "ocr", "refuse"), "gone.pdf", "--json")
    gone, read = answer.json
    assert answer.code == 1
    assert (gone["name"], gone["status"], gone["error"]["code"]) == ("gone.pdf", "refused", "file_missing")
    assert (read["name"], read["status"], read["pages"], read["done"]) == ("a.pdf", "done_with_issues", 2, 2)
    assert read["source"] == "ocr"
    assert read["error"] is None
    assert [(issue["page"], issue["code"]) for issue in read["issues"]] == [(2, "page_unreadable")]
    assert read["text"].startswith("página 1 ocr\n")


def test_json_names_the_files_written(ask: Ask, document: Write, tmp_path: Path) -> None:
    (record,) = ask("transcribe", document("a.pdf", "ok"), "-o", "x.txt", "--json").json
    assert Path(record["output"]).samefile(tmp_path / "x.txt")
    assert "text" not in record


def test_the_jobs_are_in_the_history(ask: Ask, document: Write) -> None:
    ask("transcribe", document("a.pdf", "ok"))
    assert [(job["name"], job["status"]) for job in ask("history", "--json").json] == [("a.pdf", "done")]


def test_an_interruption_ends_with_130_and_keeps_the_pages_read(ask: Ask, document: Write) -> None:
    source = document("a.pdf", "ok", "ok", "hang", "ok")
    tick = threading.Event()

    def interrupt() -> None:
        while 2 not in pages_read(source):
            tick.wait(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    answer = ask("transcribe", source, "--jobs", 1)
    thread.join()
    assert answer.code == 130
    assert answer.out == ""
    assert answer.err == "Interrupted. Pages already read are kept.\n"
    (job,) = ask("history", "--json").json
    assert job["status"] == "cancelled"
    assert job["done"] >= 1


@pytest.mark.parametrize("for_good", [False, True])
def test_a_job_that_another_program_removes_is_said_to_be_removed(
    ask: Ask, document: Write, *, for_good: bool
) -> None:
    removed, read = document("a.pdf", "ok", "hang"), document("b.pdf", "gate")

    def remove() -> None:
        while 1 not in pages_read(removed) or not pages_read(read):
            tick.wait(0.01)
        store = Store(places().database)
        (job,) = (job for job in store.jobs.all() if job.name == "a.pdf")
        if for_good:
            store.jobs.delete((job.id,))
        else:
            store.jobs.set_removed((job.id,), removed=True)
        store.close()
        open_gate(read)

    tick = threading.Event()
    thread = threading.Thread(target=remove)
    thread.start()
    answer = ask("transcribe", removed, read, "--jobs", 2, "--json")
    thread.join()
    assert answer.code == 1
    assert answer.err == "a.pdf: removed from the list before it was done\n"
    assert [record["status"] for record in answer.json] == ["removed", "done"]


def test_what_another_program_is_reading_is_waited_for_and_written(
    ask: Ask, document: Write, tmp_path: Path
) -> None:
    source, mine = document("a.pdf", "gate"), document("b.pdf", "ok")
    argv = [sys.executable, "-m", "tests.cli.fake_program", "transcribe", str(source)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(argv, env=environment, stdout=subprocess.PIPE, cwd=tmp_path) as other:
        tick = threading.Event()
        while not pages_read(source):
            tick.wait(0.01)

        def let_it_go_on() -> None:
            while not pages_read(mine):  # which is after the other has been seen to be at work
                tick.wait(0.01)
            open_gate(source)

        opener = threading.Thread(target=let_it_go_on)
        opener.start()
        answer = ask("transcribe", source, mine)
        opener.join()
        assert other.communicate(timeout=60)[0] == "página 1 gate\n".encode()
    assert (answer.code, answer.out) == (0, "página 1 gate\n\fpágina 1 ok\n")
    assert answer.err == "a.pdf: another program is reading it; its result is waited for\n"
    assert pages_read(source) == [0]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGHUP")
def test_a_closed_terminal_ends_the_command_in_good_order(ask: Ask, document: Write) -> None:
    source = document("a.pdf", "ok", "hang")
    tick = threading.Event()

    def hang_up() -> None:
        while 1 not in pages_read(source):
            tick.wait(0.01)
        os.kill(os.getpid(), signal.SIGHUP)

    thread = threading.Thread(target=hang_up)
    thread.start()
    answer = ask("transcribe", source, "--jobs", 1)
    thread.join()
    assert answer.code == 130
    (job,) = ask("history", "--json").json
    assert (job["status"], job["done"]) == ("cancelled", 1)
