"""The window with a team server: what its settings ask, what its rows say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from tests.jobs.made_server import ADDRESS
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.jobs.events import Stage, StageChanged
from transcritor_gui.jobs.remote.access import TeamReport, TokenPlace
from transcritor_gui.jobs.remote.backend import UnavailableReason
from transcritor_gui.model import JobStatus, WorkPlace
from transcritor_gui.paths import places
from transcritor_gui.settings import Settings, load_settings
from transcritor_gui.ui.job_list.job_commands import JobCommand, affected
from transcritor_gui.ui.job_list.job_story import RowAction, name_words, story_of
from transcritor_gui.ui.settings.dialog import SettingsDialog
from transcritor_gui.ui.settings.team_page import TeamPage
from transcritor_gui.ui.team_words import place_words, report_fault, report_words

from .desk import Desk
from .made_jobs import made_job

AT_TEAM = Settings(work_place=WorkPlace.TEAM, team_address=ADDRESS)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path, AT_TEAM).open()
    yield made
    made.close()


@pytest.fixture
def fields(qtbot: QtBot) -> TeamPage:
    dialog = SettingsDialog(Settings())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog.team


def _stage(stage: Stage, **values: object) -> StageChanged:
    return StageChanged(uuid4(), stage, **values)  # type: ignore[arg-type]


def test_a_row_says_how_a_document_fares_there() -> None:
    job = made_job(status=JobStatus.RUNNING, place=WorkPlace.TEAM, pages_wanted=4, pages_done=1)
    sending = story_of(job, stage=_stage(Stage.SENDING, sent=0.4))
    assert (sending.text, sending.fraction) == ("Sending to the team server, 40 %", 0.4)
    assert story_of(job, stage=_stage(Stage.READING)).text == "Page 2 of 4"
    assert name_words(job) == "a.pdf, At the team server"


def test_a_row_that_waits_for_the_server_says_since_when_and_why() -> None:
    job = made_job(status=JobStatus.RUNNING, place=WorkPlace.TEAM)
    since = datetime(2026, 3, 2, 12, 5, tzinfo=UTC)
    away = story_of(job, stage=_stage(Stage.AWAY, since=since, reason=UnavailableReason.NO_ANSWER))
    assert away.text == f"Waiting for the server since {since.astimezone():%H:%M}"
    assert "does not answer" in away.detail
    assert away.action is None
    untrusted = story_of(job, stage=_stage(Stage.AWAY, since=since, reason=UnavailableReason.NOT_TRUSTED))
    assert untrusted.action is RowAction.OPEN_SETTINGS


def test_a_refused_token_leads_to_the_settings() -> None:
    job = made_job(status=JobStatus.FAILED, place=WorkPlace.TEAM, error=ErrorInfo(ErrorCode.TOKEN_REFUSED))
    assert story_of(job).action is RowAction.OPEN_SETTINGS


def test_what_the_server_reads_cannot_be_paused_or_exported_yet() -> None:
    there = made_job(status=JobStatus.RUNNING, place=WorkPlace.TEAM, pages_done=2)
    here = made_job(status=JobStatus.RUNNING, pages_done=2)
    waiting = made_job(status=JobStatus.QUEUED, place=WorkPlace.TEAM)
    assert affected(JobCommand.PAUSE, (there, here, waiting)) == (here.id, waiting.id)
    assert affected(JobCommand.EXPORT, (there, here)) == (here.id,)
    assert affected(JobCommand.CANCEL, (there,)) == (there.id,)


def test_the_window_says_where_documents_go(desk: Desk) -> None:
    assert place_words(AT_TEAM) == "Team server arquivo"
    assert "Team server arquivo" in desk.window.parts.status.place.text()
    assert "arquivo" in desk.window.parts.zone.promise.text()


def test_a_document_goes_to_the_server_and_comes_back(desk: Desk) -> None:
    desk.add(desk.document("a.pdf", "ok", "ok"))
    desk.wait(lambda: "t1" in desk.team.server.tasks)
    desk.wait_for("a.pdf", JobStatus.RUNNING)
    desk.team.server.finish("t1")
    assert desk.wait_for("a.pdf", JobStatus.DONE).pages_done == 2


def test_without_a_team_server_its_client_is_never_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path).open()
    desk.add(desk.document("a.pdf", "ok"))
    desk.wait_for("a.pdf", JobStatus.DONE)
    desk.close()
    assert not desk.team.was_asked_for
    assert desk.team.server.sent == []


def test_only_a_real_address_can_be_saved(fields: TeamPage) -> None:
    fields.place.setCurrentIndex(1)
    assert fields.fault() == "The address of the team server is missing."
    fields.address_field.setText("no address")
    assert fields.fault().startswith("This is not an address.")
    fields.address_field.setText("arquivo:8000/")
    assert fields.fault() == ""
    assert fields.chosen(Settings()).team_address == "http://arquivo:8000"


def test_plain_http_beyond_the_own_network_is_warned_of(fields: TeamPage) -> None:
    fields.place.setCurrentIndex(1)
    fields.address_field.setText("http://ocr.example.org")
    assert "https" in fields.warning.text
    fields.address_field.setText("https://ocr.example.org")
    assert fields.warning.text == ""


def test_a_test_asks_with_what_is_typed_and_shows_the_answer(qtbot: QtBot, fields: TeamPage) -> None:
    fields.place.setCurrentIndex(1)
    fields.address_field.setText(ADDRESS)
    with qtbot.waitSignal(fields.check_wanted) as wanted:
        fields.test_button.click()
    assert wanted.args == [ADDRESS, None]
    fields.show_report(TeamReport("http://other", ErrorInfo(ErrorCode.TOKEN_REFUSED)))
    assert fields.found_problem.text == ""
    fields.show_report(TeamReport(ADDRESS, ErrorInfo(ErrorCode.TOKEN_REFUSED)))
    assert "does not accept the token" in fields.found_problem.text
    fields.show_report(TeamReport(ADDRESS, None, "1.2.3", 2, 4))
    assert fields.found.text == "All is well: 2 workers, 4 pages at a time, version 1.2.3."


def test_the_keyboard_stays_on_the_button_that_tests(qtbot: QtBot, fields: TeamPage) -> None:
    fields.place.setCurrentIndex(1)
    fields.address_field.setText(ADDRESS)
    asked: list[str] = []
    fields.check_wanted.connect(lambda address, _token: asked.append(address))
    fields.test_button.click()
    assert fields.test_button.isEnabled()
    fields.test_button.click()
    assert asked == [ADDRESS]  # while the answer is awaited it is asked once


def test_a_server_without_workers_is_told() -> None:
    assert "no worker" in report_words(TeamReport(ADDRESS, None, "1.2.3"))
    away = ErrorInfo(ErrorCode.TEAM_AWAY, (("reason", "name_unknown"),))
    assert "name" in report_fault(TeamReport(ADDRESS, away))


def test_a_token_goes_to_the_keyring_and_not_into_the_settings(desk: Desk) -> None:
    desk.window.parts.actions.settings.trigger()
    dialog = desk.window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    dialog.team.token_field.setText("geheim")
    dialog.save_button.click()
    desk.wait(lambda: desk.team.tokens == {ADDRESS: "geheim"})
    desk.wait(places().settings_file.exists)
    assert "geheim" not in places().settings_file.read_text()
    assert load_settings(places().settings_file, {}).team_address == ADDRESS


def test_a_system_without_a_keyring_is_told(desk: Desk) -> None:
    desk.team.kept_in = TokenPlace.SESSION
    desk.controller.team.keep_token(ADDRESS, "geheim")
    desk.wait(lambda: "no keyring" in desk.window.parts.notices.text)
