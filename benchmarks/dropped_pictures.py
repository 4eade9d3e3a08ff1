"""How soon thousands of pictures that are dropped at once are listed, and how late the window is meanwhile:
`python -m benchmarks.dropped_pictures [COUNT]`.

The real window and service, a real drop of COUNT (5,000) small pictures, and workers that begin to read them.
Prints one JSON object. Runs offscreen unless QT_QPA_PLATFORM says otherwise.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from multiprocessing import freeze_support
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from transcritor_gui.app import Application

__all__ = ["DroppedPictures", "main"]

_COUNT: Final = 5_000
_PERIOD_MS: Final = 16
_AFTER_S: Final = 20.0
"""How long the window is watched when all are listed."""
_LONGEST_S: Final = 120.0


@dataclass(frozen=True, slots=True)
class DroppedPictures:
    pictures: int
    listed: int
    listed_s: float
    """From the drop to the last row."""
    ticks: int
    median_ms: float
    p99_ms: float
    worst_ms: float
    """Of the lateness of a timer of 16 ms, from the drop until twenty seconds after the last row."""
    pages_read: int
    busy_p99_ms: float
    busy_worst_ms: float
    """The same, of the window's own doing alone: processor time of its thread between two ticks, less 16 ms.
    (On a machine that others are at work on, only this can be compared.)"""


def main(arguments: Sequence[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    count = int(arguments[0]) if arguments else _COUNT
    with tempfile.TemporaryDirectory(prefix="bench-drop-", ignore_cleanup_errors=True) as folder:
        os.environ["TRANSCRITOR_HOME"] = str(Path(folder) / "home")
        measured = _dropped(_pictures(Path(folder) / "pictures", count))
    print(json.dumps(asdict(measured)))
    return 0


def _pictures(folder: Path, count: int) -> list[Path]:
    """Small photographs of a few words, no two alike."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (400, 200), "white")
    ImageDraw.Draw(image).text((20, 80), "Contrato de locacao, 2026", fill="black")
    data = io.BytesIO()
    image.save(data, "JPEG")
    folder.mkdir(parents=True)
    paths = [folder / f"IMG_{number:04}.jpg" for number in range(count)]
    for path in paths:
        path.write_bytes(data.getvalue() + path.name.encode())
    return paths


def _dropped(paths: list[Path]) -> DroppedPictures:
    from transcritor_gui.app import Application
    from transcritor_gui.paths import places
    from transcritor_gui.settings import load_settings
    from transcritor_gui.ui.process.single_instance import SingleInstance

    here = places()
    here.create()
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)  # the service ends after it
    instance = SingleInstance(here.data)
    if not instance.acquire():
        raise RuntimeError("another window holds the fresh home folder")
    program = Application(here, load_settings(here.settings_file), instance)
    watcher = _Watcher(program, paths)
    program.start([])
    application.exec()
    return watcher.measured()


class _Watcher(QObject):
    def __init__(self, program: Application, paths: list[Path]) -> None:
        super().__init__()
        self._program = program
        self._paths = paths
        self._late_ms: list[float] = []
        self._busy_ms: list[float] = []
        self._busy = time.thread_time()
        self._dropped_at = self._last = self._listed_s = 0.0
        self._ticks = QTimer(self)
        self._ticks.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticks.setInterval(_PERIOD_MS)
        self._ticks.timeout.connect(self._on_tick)
        self._pages = 0
        program.controller.page_finished.connect(self._on_page_finished)
        program.controller.started.connect(self._on_started)

    def measured(self) -> DroppedPictures:
        ordered, busy = sorted(self._late_ms), sorted(self._busy_ms)
        return DroppedPictures(
            pictures=len(self._paths),
            listed=self._listed(),
            listed_s=round(self._listed_s, 2),
            ticks=len(ordered),
            median_ms=round(ordered[len(ordered) // 2], 1),
            p99_ms=round(ordered[int(len(ordered) * 0.99)], 1),
            worst_ms=round(ordered[-1], 1),
            pages_read=self._pages,
            busy_p99_ms=round(busy[int(len(busy) * 0.99)], 1),
            busy_worst_ms=round(busy[-1], 1),
        )

    def _listed(self) -> int:
        return self._program.window.parts.model.rowCount()

    @Slot()
    def _on_started(self) -> None:
        QTimer.singleShot(1_000, self, self._drop)

    @Slot()
    def _drop(self) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in self._paths])
        copy, left, no_keys = (
            Qt.DropAction.CopyAction,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        window, where = self._program.window, QPoint(200, 200)
        self._dropped_at = self._last = time.perf_counter()
        self._ticks.start()
        QApplication.sendEvent(window, QDragEnterEvent(where, copy, data, left, no_keys))
        QApplication.sendEvent(window, QDragMoveEvent(where, copy, data, left, no_keys))
        QApplication.sendEvent(window, QDropEvent(QPointF(where), copy, data, left, no_keys))

    @Slot(object)
    def _on_page_finished(self, _: object) -> None:
        self._pages += 1

    @Slot()
    def _on_tick(self) -> None:
        now = time.perf_counter()
        self._late_ms.append(max(0.0, (now - self._last) * 1000 - _PERIOD_MS))
        self._last = now
        busy, self._busy = self._busy, time.thread_time()
        self._busy_ms.append(max(0.0, (self._busy - busy) * 1000 - _PERIOD_MS))
        passed_s = now - self._dropped_at
        if not self._listed_s and self._listed() >= len(self._paths):
            self._listed_s = passed_s
        is_over = self._listed_s and passed_s > self._listed_s + _AFTER_S
        if is_over or passed_s > _LONGEST_S:
            self._ticks.stop()
            self._program.window.close_unasked()


if __name__ == "__main__":
    freeze_support()
    sys.exit(main(sys.argv[1:]))
