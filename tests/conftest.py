"""What every test gets: a home of its own, English words, and no window on the screen."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.examples import register_profiles
from transcritor_gui.i18n import install_language

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

register_profiles()


def pytest_configure() -> None:
    """Heed interruptions, which programs begun in the background, or with nohup, are told to ignore."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty TRANSCRITOR_HOME, so that no test sees or touches the user's own data."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("TRANSCRITOR_HOME", str(folder))
    install_language("en")
    return folder
