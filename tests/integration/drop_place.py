"""Another program: a small window that takes files, as a folder or a mail does. `python drop_place.py`

It says of each file that was dropped what it is called and how many bytes it has at that moment.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel


class Place(QLabel):
    def __init__(self) -> None:
        super().__init__("drop here")
        self.setWindowTitle("drop place")
        self.setAcceptDrops(True)
        self.setWindowFlags(Qt.WindowType.X11BypassWindowManagerHint)
        self.setGeometry(0, 0, 160, 120)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        _tell("over", [url.toLocalFile() for url in event.mimeData().urls()])
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        _tell("dropped", [url.toLocalFile() for url in event.mimeData().urls()])
        event.acceptProposedAction()


def _tell(what: str, paths: list[str]) -> None:
    sizes = (f"{Path(path).name}={Path(path).stat().st_size if Path(path).exists() else 0}" for path in paths)
    sys.stdout.write(f"{what} {' '.join(sizes)}\n")
    sys.stdout.flush()


def main() -> None:
    application = QApplication(sys.argv[:1])
    place = Place()
    place.show()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    application.exec()


if __name__ == "__main__":
    main()
