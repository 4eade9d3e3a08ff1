"""`--preset`: what a preset says is usual, and what is given besides goes before it; `watch --all`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import Ask
from tests.jobs import fakes
from transcritor_gui.model import ExportWish, OcrMode, Preset, TranscriptionOptions, WatchSetting
from transcritor_gui.paths import places
from transcritor_gui.settings import Settings, save_settings

_MINE = Preset(
    "Meus Autos",
    TranscriptionOptions(languages="eng", ocr_mode=OcrMode.ALWAYS, pages="1", second_opinion=False),
    exports=True,
    export=ExportWish(format="md", name_template="{name}-lido"),
)


@pytest.fixture
def kept(document: Callable[..., Path]) -> Settings:
    document("a.pdf", "ok")
    settings = replace(Settings(), presets=(_MINE,))
    save_settings(settings, places().settings_file)
    return settings


def _options_used(ask: Ask) -> dict[str, object]:
    (job,) = ask("history", "list", "--json").json
    return dict(ask("history", "export", job["id"], "--format", "json").json["options"])


@pytest.mark.usefixtures("kept")
def test_a_preset_says_how_documents_are_read_and_written(ask: Ask) -> None:
    assert ask("transcribe", "a.pdf", "--preset", "meus autos", "-o", "out/").code == 0
    assert [path.name for path in Path("out").iterdir()] == ["a-lido.md"]
    used = _options_used(ask)
    assert (used["languages"], used["ocr_mode"], used["second_opinion"]) == ("eng", "always", False)


@pytest.mark.usefixtures("kept")
def test_what_is_given_besides_goes_before_the_preset(ask: Ask) -> None:
    asked = ("--preset", "Meus Autos", "--ocr", "never", "--second-opinion", "-o", "out.txt")
    assert ask("transcribe", "a.pdf", *asked).code == 0
    assert Path("out.txt").is_file()
    used = _options_used(ask)
    assert (used["languages"], used["ocr_mode"], used["second_opinion"]) == ("eng", "never", True)


@pytest.mark.usefixtures("kept")
def test_a_preset_that_is_not_there_is_refused_with_those_that_are(ask: Ask) -> None:
    answer = ask("transcribe", "a.pdf", "--preset", "Scanner")
    assert answer.code == 2
    assert "no preset “Scanner”" in answer.err
    assert "Meus Autos" in answer.err


def test_the_settings_without_folders_have_nothing_to_watch(ask: Ask) -> None:
    answer = ask("watch", "--all")
    assert (answer.code, "No folder of the settings" in answer.err) == (2, True)
    assert ask("watch", "--all", "in").code == 2


def test_a_rule_that_cannot_be_is_named(ask: Ask, tmp_path: Path) -> None:
    inbox = str(tmp_path / "in")
    rule = WatchSetting(inbox, ExportWish(folder=str(tmp_path / "in" / "out")))
    save_settings(replace(Settings(), watched_folders=(rule,)), places().settings_file)
    answer = ask("watch", "--all")
    assert (answer.code, "lie in each other" in answer.err) == (2, True)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_all_folders_of_the_settings_are_watched_each_by_its_rule(tmp_path: Path) -> None:
    rules = []
    for name, format_name in (("one", "txt"), ("two", "md"), ("off", "md")):
        (tmp_path / name).mkdir()
        fakes.write_document(tmp_path / name / f"{name}.pdf", "ok", salt=f"{name} %%EOF")
        wish = ExportWish(format=format_name, folder=str(tmp_path / "out" / name))
        rules.append(WatchSetting(str(tmp_path / name), wish, is_on=name != "off"))
    save_settings(replace(Settings(), watched_folders=tuple(rules)), places().settings_file)
    command = [sys.executable, "-m", "tests.cli.fake_program", "watch", "--all"]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "TRANSCRITOR_INTERFACE_LANGUAGE": "en"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stderr is not None
        written = 0
        for line in program.stderr:
            written += "written to" in line
            if written == 2 and "written to" in line:
                program.send_signal(signal.SIGTERM)
        assert program.wait() == 0
    found = sorted(str(path.relative_to(tmp_path)) for path in (tmp_path / "out").rglob("*.*"))
    assert found == ["out/one/one.txt", "out/two/two.md"]
