"""Where documents are run: threads here, QRunnables in the window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

__all__ = ["Launcher", "ThreadLauncher"]


class Launcher(Protocol):
    """Calls `run` on some other thread, soon. `launch` itself returns at once, from whatever thread."""

    def launch(self, run: Callable[[], None]) -> None: ...


class ThreadLauncher:
    """A plain thread for each document: for the command line, the team server and tests."""

    def launch(self, run: Callable[[], None]) -> None:
        threading.Thread(target=run, name="document").start()
