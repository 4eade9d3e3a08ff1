"""Another program: a small window from which files can be dragged. `python drag_source.py FILE...`

It offers to move as well as to copy, as file managers do, and prints what would be made of a drop as soon as
that changes ("over CopyAction"), and what the drop made of it.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    def __init__(self, paths: list[str]) -> None:
        super().__init__("drag me")
        self._paths = paths
        self.setWindowTitle("drag source")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWindowFlags(Qt.WindowType.X11BypassWindowManagerHint)
        self.setGeometry(0, 0, 160, 120)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = QDrag(self)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in self._paths])
        drag.setMimeData(data)
        drag.actionChanged.connect(lambda action: _tell(f"over {action.name}"))
        both = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
        made_of_it = drag.exec(both, Qt.DropAction.MoveAction)
        _tell(f"{made_of_it.name}")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    application = QApplication(sys.argv[:1])
    source = Source(sys.argv[1:])
    source.show()
    _tell("ready")
    application.exec()


if __name__ == "__main__":
    main()
