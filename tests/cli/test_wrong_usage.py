"""What is said of a command line that cannot be followed: which part of it, and what that takes."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Ask


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["transcribe", "a.pdf", "--jobs", "many"], "--jobs takes a whole number from 0 to 256."),
        (["transcribe", "a.pdf", "--jobs", "-1"], "--jobs takes a whole number from 0 to 256."),
        (
            ["transcribe", "a.pdf", "--part-size", "0"],
            "--part-size takes a number from 0.05 to 2000, such as 2.5.",
        ),
        (["transcribe", "a.pdf", "--ocr", "perhaps"], "--ocr takes one of these: auto, always, never."),
        (["history", "search", "a", "--limit", "0"], "--limit takes a whole number of at least 1."),
        (["history", "show"], "ID is missing."),
        (["transcribe", "-"], "Documents are read from files, not from standard input: give the file."),
        (["transcribe", "a.pdf", "-o"], "The option -o lacks its value. “transcritor transcribe --help”"),
        (
            ["transcribe", "a.pdf", "--colour"],
            "There is no option --colour here. “transcritor transcribe --help”",
        ),
        (["history", "-x"], "There is no option -x here."),
    ],
)
def test_it_is_said_what_would_be_right(ask: Ask, argv: list[str], sentence: str) -> None:
    answer = ask(*argv)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith(sentence)
    assert answer.err.count("\n") == 1


def test_it_is_said_in_the_language_in_force(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSCRITOR_INTERFACE_LANGUAGE", "pt_BR")
    answer = ask("transcribe", "a.pdf", "--jobs", "999")
    assert answer.err.startswith("--jobs aceita um número inteiro de 0 a 256.")
    assert ask("history", "show").err.startswith("Falta indicar ID.")


def test_a_file_that_was_never_there_is_not_said_to_have_gone(ask: Ask) -> None:
    answer = ask("transcribe", "gone.pdf")
    assert answer.code == 1
    assert answer.err == "gone.pdf: The file was not found. Check its name and its folder.\n"


def test_a_missing_file_of_the_password_is_named(ask: Ask) -> None:
    answer = ask("transcribe", "a.pdf", "--password-file", "senha.txt")
    assert answer.err == "senha.txt: The file was not found. Check its name and its folder.\n"
