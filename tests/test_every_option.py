"""Every option of transcription goes through every door and comes out as it went in.

The form of the team server and its client are in tests/team/api/test_upload_fields.py.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from html import escape
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ask, ask, document
from tests.export.making import sample
from tests.jobs.office import FAKE_PIPELINE, Office
from tests.other_options import OTHER_OPTIONS, other_value
from tests.store.samples import job
from transcritor_gui.cli.arguments.option_arguments import with_transcription_options
from transcritor_gui.export import exporter_for, read_json
from transcritor_gui.export.report.words import asked_words
from transcritor_gui.model import (
    OptionKind,
    OptionValue,
    ReadingOptions,
    TranscriptionOptions,
    options_of,
)
from transcritor_gui.model.option import deciding_values, option
from transcritor_gui.settings import Settings, load_settings, save_settings
from transcritor_gui.store import Store

__all__ = ["ask", "document"]  # fixtures of tests/cli

_TABLE = options_of(TranscriptionOptions)
_USUAL = TranscriptionOptions()


def test_every_field_is_in_the_table() -> None:
    assert [each.name for each in _TABLE] == [field.name for field in fields(TranscriptionOptions)]
    assert all(getattr(OTHER_OPTIONS, each.name) != each.default for each in _TABLE)


def test_names_for_doors_are_each_ones_own() -> None:
    for name in ("form_name", "cli_name"):
        assert len({getattr(each, name) for each in _TABLE}) == len(_TABLE)


def test_every_option_reaches_the_command_line_the_history_and_the_json_file(
    ask: Ask, document: Callable[..., Path], tmp_path: Path
) -> None:
    given: list[str] = []
    for each in _TABLE:
        value = getattr(OTHER_OPTIONS, each.name)
        if each.kind is OptionKind.FLAG:
            given.append(f"--{each.cli_name}" if value else f"--no-{each.cli_name}")
        else:
            given += [f"--{each.cli_name}", each.written(value)]
    assert ask("transcribe", document("a.pdf", "ok", "ok", "ok"), *given, "-o", "a.json").code == 0
    assert read_json((tmp_path / "a.json").read_bytes()).options == OTHER_OPTIONS


def test_every_option_is_in_the_json_file() -> None:
    made = replace(sample(), options=OTHER_OPTIONS)
    assert read_json(exporter_for("json").render(made)).options == OTHER_OPTIONS


def test_every_option_is_in_the_settings_file(tmp_path: Path) -> None:
    kept = Settings(**_values(ReadingOptions))
    save_settings(kept, tmp_path / "s.toml")
    read = load_settings(tmp_path / "s.toml", {}).transcription_options()
    assert read == replace(OTHER_OPTIONS, pages="")


def test_every_option_is_a_variable_of_the_environment(tmp_path: Path) -> None:
    environ = {
        f"TRANSCRITOR_{each.name.upper()}": each.written(getattr(OTHER_OPTIONS, each.name))
        for each in options_of(ReadingOptions)
    }
    read = load_settings(tmp_path / "none.toml", environ).transcription_options()
    assert read == replace(OTHER_OPTIONS, pages="")


def test_every_option_is_kept_in_the_database(tmp_path: Path) -> None:
    store = Store(tmp_path / "jobs.db")
    made = replace(job(), options=OTHER_OPTIONS)
    store.jobs.insert([made], owner="a")
    assert store.jobs.get(made.id).options == OTHER_OPTIONS
    store.close()


def test_every_option_reaches_the_page(tmp_path: Path) -> None:
    asked: list[TranscriptionOptions] = []

    def page_task(**facts: Any) -> Any:
        asked.append(facts["options"])
        return FAKE_PIPELINE.page_task(**facts)

    office = Office(tmp_path, pipeline=replace(FAKE_PIPELINE, page_task=page_task))
    office.service.start()
    try:
        added = office.service.add([office.document("a.pdf", "ok", "ok")], options=OTHER_OPTIONS).added
        office.wait_until_finished(*added)
    finally:
        office.service.stop(timeout_s=10)
    assert asked == [OTHER_OPTIONS] * 2


def test_every_option_is_in_the_report() -> None:
    page = exporter_for("report").render(replace(sample(), options=OTHER_OPTIONS)).decode()
    for each in _TABLE:
        words = asked_words(each, getattr(OTHER_OPTIONS, each.name))
        assert f"{escape(each.label())}</th><td>{escape(words)}</td>" in page


@pytest.mark.parametrize("each", _TABLE, ids=lambda each: each.name)
def test_what_a_form_holds_reads_back(each: Any) -> None:
    for value in (each.default, other_value(each)):
        assert each.read(each.written(value)) == value


@pytest.mark.parametrize("each", _TABLE, ids=lambda each: each.name)
def test_every_option_has_words(each: Any) -> None:
    assert each.label()
    assert each.help().endswith(".")


@dataclass(frozen=True, slots=True)
class _OneMore(TranscriptionOptions):
    upside_down: bool = option(
        False, kind=OptionKind.FLAG, label=lambda: "Upside down", help=lambda: "Read upside down."
    )


def test_a_new_field_is_all_that_the_doors_need() -> None:
    asked: list[OptionValue] = []

    def command(*, options: _OneMore) -> int:
        asked.append(options.upside_down)
        return 0

    made = with_transcription_options(command, usual=_OneMore(upside_down=True))
    parameter = inspect.signature(made).parameters["upside_down"]
    assert parameter.default is True
    made(**{each.name: each.default for each in options_of(_OneMore)})
    assert asked == [False]
    page = exporter_for("report").render(replace(sample(), options=_OneMore(upside_down=True))).decode()
    assert "Upside down</th><td>yes</td>" in page
    assert deciding_values(_OneMore()) != deciding_values(_OneMore(upside_down=True))


def _values(kind: type[Any]) -> dict[str, Any]:
    return {each.name: getattr(OTHER_OPTIONS, each.name) for each in options_of(kind)}
