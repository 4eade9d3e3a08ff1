"""What every test gets: a home of its own, English words, and no window on the screen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.examples import register_profiles
from transcritor_gui.i18n import install_language

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

register_profiles()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty TRANSCRITOR_HOME, so that no test sees or touches the user's own data."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("TRANSCRITOR_HOME", str(folder))
    install_language("en")
    return folder
