"""Takes a picture of every state of the window, from the real program with real files and processes.

    python -m scripts.screenshots [--look NAME]... [--act NAME]... [--folder DIR]

writes screenshots/LANGUAGE-THEME-SCALE-SIZE/NN-STATE.png. Each act of each look is a process of its own, with
a home that is thrown away. Nothing is shown on the screen: Qt's `offscreen` platform draws with the system's
fonts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.screenshot_documents import documents_in, fill_history, make_documents
from scripts.screenshot_team import ADDRESS

_REPOSITORY = Path(__file__).resolve().parents[1]
_LOOKS = (
    ("pt_BR", "light", 100, 1180, 760),
    ("pt_BR", "dark", 100, 1180, 760),
    ("en", "light", 100, 1180, 760),
    ("en", "dark", 100, 1180, 760),
    ("pt_BR", "light", 200, 1024, 640),
    ("en", "dark", 200, 1024, 640),
    ("pt_BR", "light", 100, 1024, 640),
    ("en", "light", 100, 2560, 1400),
)
_ACTS = ("empty", "work", "team", "many", "errand")
_ROWS = 10_000
_CRASHED = 9
"""With which the act `prepare` ends itself, on purpose."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Take a picture of every state of the window.")
    parser.add_argument("--look", action="append", help="such as pt-BR-dark-100-1180x760; all without it")
    parser.add_argument("--act", action="append", choices=_ACTS, help="all without it")
    parser.add_argument("--folder", type=Path, default=_REPOSITORY / "screenshots")
    parser.add_argument("--play", nargs=6, help=argparse.SUPPRESS)
    parser.add_argument("--documents", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.play:
        return _play(arguments.play, arguments.documents, arguments.folder)
    return _direct(arguments.folder, looks=arguments.look, acts=arguments.act or list(_ACTS))


def _direct(folder: Path, *, looks: list[str] | None, acts: list[str]) -> int:
    """Prepare the homes once, then play each act in each look from a copy."""
    with tempfile.TemporaryDirectory(prefix="transcritor-") as scratch:
        here = Path(scratch)
        documents = here / "Documentos"
        make_documents(documents)
        homes = {act: here / f"home-{act}" for act in acts}
        for home in homes.values():
            (home / "data").mkdir(parents=True)
        if "work" in acts:
            print("preparing finished work", flush=True)
            code = _start("prepare", _LOOKS[0], homes["work"], documents, here / "unused")
            if code != _CRASHED:
                return code or 1
        if "many" in acts:
            print(f"preparing a history of {_ROWS} documents", flush=True)
            fill_history(homes["many"] / "data" / "transcritor.db", _ROWS)
        failed = 0
        for look in _LOOKS:
            name = "{}-{}-{}-{}x{}".format(look[0].replace("_", "-"), *look[1:])
            if looks and name not in looks:
                continue
            for act in acts:
                home = here / f"{name}-{act}"
                shutil.copytree(homes[act], home)
                print(f"{name}: {act}", flush=True)
                failed += bool(_start(act, look, home, documents, folder / name))
                shutil.rmtree(home, ignore_errors=True)
        return 1 if failed else 0


def _start(act: str, look: tuple[str, str, int, int, int], home: Path, documents: Path, folder: Path) -> int:
    environment = {
        **os.environ,
        "TRANSCRITOR_HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(look[2] / 100),
        "TRANSCRITOR_INTERFACE_LANGUAGE": look[0],
    }
    if act == "team":
        environment |= {"TRANSCRITOR_WORK_PLACE": "team", "TRANSCRITOR_TEAM_ADDRESS": ADDRESS}
    command = [sys.executable, "-m", "scripts.screenshots", "--folder", str(folder)]
    command += ["--documents", str(documents), "--play", act, *map(str, look)]
    is_to_crash = act == "prepare"  # and then Python complains, in words that would only alarm
    done = subprocess.run(
        command, cwd=_REPOSITORY, env=environment, check=False, capture_output=is_to_crash, text=True
    )
    if is_to_crash and done.returncode != _CRASHED:
        print(done.stdout, done.stderr, file=sys.stderr)
    return done.returncode


def _play(wanted: list[str], documents: Path, folder: Path) -> int:
    """One act, in this process."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from scripts.screenshot_scenes import ACTS
    from scripts.screenshot_stage import Stage, dark_palette
    from transcritor_gui import app
    from transcritor_gui.i18n import install_language
    from transcritor_gui.paths import places
    from transcritor_gui.settings import load_settings
    from transcritor_gui.ui.process.single_instance import SingleInstance

    qInstallMessageHandler(_print_qt_message)
    act, _language, theme, _scale, width, height = wanted
    here = places()
    here.create()
    settings = load_settings(here.settings_file)
    install_language(settings.shown_language())
    application = app._make_application()
    app._translate_qt(application)
    if theme == "dark":
        QApplication.setPalette(dark_palette())
    instance = SingleInstance(here.data)
    if not instance.acquire():
        print("another window holds this home", file=sys.stderr)
        return 1
    program = app.Application(here, settings, instance)
    program.window.resize(int(width), int(height))
    program.start(())
    stage = Stage(program, folder)
    try:
        ACTS[act](stage, documents_in(documents))
        return 0
    finally:
        stopped: list[bool] = []
        program.controller.stopped.connect(lambda: stopped.append(True))
        program.controller.stop()
        stage.until(lambda: bool(stopped))


def _print_qt_message(_kind: object, _context: object, message: str) -> None:
    """All that Qt says but what a platform without a screen cannot do."""
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
