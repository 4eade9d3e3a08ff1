"""The history is moved between two openings of the window: on a thread, while a dialogue says so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QProgressDialog

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.i18n import tr

__all__ = ["move_shown"]

_LOOK_MS: Final = 50


def move_shown(move: Callable[[], Sequence[Path]], *, folder: Path) -> ErrorInfo | None:
    """Call `move`, which puts the history, at rest now, into `folder`; why it could not, or None."""
    failure: list[ErrorInfo] = []

    def work() -> None:
        try:
            move()
        except TranscritorError as error:
            failure.append(error.info)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            failure.append(ErrorInfo(ErrorCode.EXPORT_FAILED, (("name", str(folder)), ("reason", reason))))

    thread = threading.Thread(target=work, name="moving")
    dialog = QProgressDialog(tr("The history is being moved to {folder}…", folder=folder), "", 0, 0)
    dialog.setWindowTitle(tr("Transcritor"))
    dialog.setCancelButton(None)
    dialog.setMinimumDuration(0)
    loop = QEventLoop()
    look = QTimer()
    look.setInterval(_LOOK_MS)
    look.timeout.connect(lambda: None if thread.is_alive() else loop.quit())
    thread.start()
    look.start()
    dialog.show()
    loop.exec()
    look.stop()
    dialog.close()
    dialog.deleteLater()
    thread.join()
    return failure[0] if failure else None
