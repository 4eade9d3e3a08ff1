"""Tokens, limits, passwords and languages: what is decided without a server."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.settings import Settings
from transcritor_gui.team.api.limits import Limits
from transcritor_gui.team.api.surroundings import wanted_language
from transcritor_gui.team.api.tokens import TokenFile
from transcritor_gui.team.config import team_config
from transcritor_gui.team.storage.passwords import MOST_BYTES, joined_password, split_password


def test_a_token_is_known_by_its_digest_alone(tmp_path: Path) -> None:
    file = TokenFile(tmp_path / "tokens.json")
    token = file.add("ana")
    assert file.owner_of(token) == "ana"
    assert file.owner_of(token + "x") is None
    assert token not in (tmp_path / "tokens.json").read_text()
    assert (tmp_path / "tokens.json").stat().st_mode & 0o077 == 0


def test_a_token_taken_back_is_refused_by_a_server_that_runs(tmp_path: Path) -> None:
    server, command = TokenFile(tmp_path / "tokens.json"), TokenFile(tmp_path / "tokens.json")
    token = command.add("ana")
    assert server.owner_of(token) == "ana"
    assert command.remove("ana")
    assert server.owner_of(token) is None


@pytest.mark.parametrize("name", ["", "a b", "../x", "~", "ação", "x" * 65, "local", "ana"])
def test_names_that_cannot_be_are_refused(tmp_path: Path, name: str) -> None:
    file = TokenFile(tmp_path / "tokens.json")
    file.add("ana")
    with pytest.raises(TranscritorError) as refused:
        file.add(name)
    assert refused.value.info.code is ErrorCode.TOKEN_NAME_BAD


def test_a_file_that_cannot_be_written_or_read_is_no_error_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("[]")
    inside_a_file = TokenFile(tmp_path / "file" / "tokens.json")
    with pytest.raises(TranscritorError) as refused:
        inside_a_file.all()
    assert refused.value.info.code is ErrorCode.SETTINGS_INVALID
    in_the_place_of_a_folder = TokenFile(tmp_path / "tokens.json")
    (tmp_path / ".tokens.json.new").mkdir()
    with pytest.raises(TranscritorError) as failed:
        in_the_place_of_a_folder.add("ana")
    assert failed.value.info.code is ErrorCode.EXPORT_FAILED


def test_a_bucket_fills_again_with_time() -> None:
    now = [0.0]
    limits = Limits(uploads_per_minute=2, open_tasks=9, clock_s=lambda: now[0])
    limits.count_upload("ana")
    limits.count_upload("ana")
    with pytest.raises(TranscritorError) as refused:
        limits.count_upload("ana")
    assert refused.value.info.fact("seconds") == "30"
    limits.count_upload("rui")
    now[0] = 30.0
    limits.count_upload("ana")


def test_a_document_that_arrives_has_its_place_already() -> None:
    limits = Limits(uploads_per_minute=9, open_tasks=2)
    limits.reserve("ana", lambda: 1)
    with pytest.raises(TranscritorError):
        limits.reserve("ana", lambda: 1)
    limits.release("ana")
    limits.reserve("ana", lambda: 1)


def test_counting_open_tasks_holds_up_no_other_request() -> None:
    limits = Limits(uploads_per_minute=9, open_tasks=2)

    def count_slowly() -> int:
        others = threading.Thread(target=limits.count_upload, args=("ana",), daemon=True)
        others.start()
        others.join(timeout=10)
        assert not others.is_alive()
        return 1

    limits.reserve("ana", count_slowly)


@given(st.text().filter(lambda text: len(text.encode(errors="replace")) <= 60).filter(str.isprintable))
def test_a_password_comes_together_again(password: str) -> None:
    pad, half = split_password(password)
    assert joined_password(pad, half) == password
    assert len(pad) == len(half) == MOST_BYTES + 1


def test_halves_of_the_same_password_have_nothing_in_common() -> None:
    assert split_password("abc") != split_password("abc")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("pt-BR,pt;q=0.9,en;q=0.8", "pt_BR"),
        ("pt-PT", "pt_BR"),
        ("en-GB,pt;q=0.9", "en"),
        ("fr,pt;q=0.3,en;q=0.2", "pt_BR"),
        ("de, *;q=0.5", "en"),
        ("pt;q=0", "en"),
        ("\x00;;;q=,", "en"),
    ],
)
def test_the_language_that_is_liked_best(header: str, language: str) -> None:
    assert wanted_language(header) == language


def test_limits_of_time_stand_in_their_order() -> None:
    config = team_config(Settings(), {})
    assert config.chunk_soft_limit_s < config.chunk_hard_limit_s < config.visibility_timeout_s


@pytest.mark.parametrize("value", ["", "many", "0", "-1", "inf", "nan"])
def test_a_variable_that_cannot_be_used_is_named(value: str) -> None:
    with pytest.raises(TranscritorError) as refused:
        team_config(Settings(), {"TRANSCRITOR_TEAM_MAX_PAGES": value})
    assert refused.value.info.fact("name") == "TRANSCRITOR_TEAM_MAX_PAGES"
