"""The stage of the screenshots: the real program in this process, waited for and photographed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QPoint, QRect, QTimer
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from transcritor_gui.app import Application

__all__ = ["Stage", "dark_palette"]

_Part = TypeVar("_Part", bound=QWidget)
_POLL_MS = 40


class Stage:
    """`program` must have been started; pictures go into `folder`."""

    def __init__(self, program: Application, folder: Path) -> None:
        self.program = program
        self.window = program.window
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def part(self, kind: type[_Part]) -> _Part:
        """The window's only child of that kind."""
        found = self.window.findChild(kind)
        assert isinstance(found, kind), kind
        return found

    def dialog(self) -> QDialog:
        """The dialogue opened last."""
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        return shown[-1]

    def settle(self, milliseconds: int = 250) -> None:
        """Let the program run for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def until(self, condition: Callable[[], bool], *, timeout_s: float = 60) -> None:
        """Let the program run until `condition` holds; TimeoutError when it does not come to that."""
        loop = QEventLoop()
        poll = QTimer()
        poll.setInterval(_POLL_MS)
        poll.timeout.connect(lambda: loop.quit() if condition() else None)
        limit = QTimer()
        limit.setSingleShot(True)
        limit.timeout.connect(lambda: loop.exit(1))
        poll.start()
        limit.start(round(timeout_s * 1000))
        code = loop.exec()
        poll.stop()
        if code:
            raise TimeoutError(f"waited {timeout_s} s in vain")

    def shoot(self, name: str, *over: QWidget) -> None:
        """Save the window, with the dialogues and menus `over` it where they would be."""
        picture = self.window.grab()
        painter = QPainter(picture)
        for widget in over:
            shown = widget.grab()
            size = shown.deviceIndependentSize().toSize()
            place = (
                widget.mapTo(self.window, QPoint(0, 0)) if widget.parent() and not widget.isWindow() else None
            )
            if place is None:
                place = self.window.rect().center() - QRect(QPoint(0, 0), size).center()
            painter.drawPixmap(place, shown)
            painter.setPen(QColor(128, 128, 128))
            painter.drawRect(QRect(place, size).adjusted(-1, -1, 0, 0))
        painter.end()
        target = self.folder / f"{name}.png"
        if not picture.save(str(target)):
            raise OSError(f"cannot write {target}")


def dark_palette() -> QPalette:
    """Fusion's own dark palette (Qt 6, qfusionstyle.cpp), which a screenless platform cannot ask for."""
    text, window, highlight = QColor(240, 240, 240), QColor(50, 50, 50), QColor(48, 140, 198)
    base = window.darker(140)
    palette = QPalette(text, window, window.lighter(150), window.darker(150), window.darker(130), text, base)
    roles = QPalette.ColorRole
    palette.setColor(roles.BrightText, QColor("white"))
    palette.setColor(roles.ButtonText, text)
    palette.setColor(roles.AlternateBase, base.lighter(110))
    palette.setColor(roles.ToolTipBase, window.lighter(120))
    palette.setColor(roles.ToolTipText, text)
    palette.setColor(roles.Highlight, highlight)
    palette.setColor(roles.Accent, highlight)
    palette.setColor(roles.HighlightedText, text)
    palette.setColor(roles.Link, highlight)
    palette.setColor(roles.LinkVisited, highlight)
    palette.setColor(roles.PlaceholderText, QColor(240, 240, 240, 128))
    disabled = QPalette.ColorGroup.Disabled
    for role in (roles.Text, roles.WindowText, roles.ButtonText, roles.HighlightedText):
        palette.setColor(disabled, role, QColor(130, 130, 130))
    palette.setColor(disabled, roles.Highlight, QColor(100, 100, 100))
    return palette
