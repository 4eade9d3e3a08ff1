"""One line of news over the foot of the window. It goes away by itself; at most one is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon
from transcritor_gui.ui.widgets.link_button import LinkButton

__all__ = ["Notice", "NoticeBar"]

_SHOWN_MS = 7_000
_MOST_WIDTH = 80 * theme.GRID
_ABOVE_FOOT = 2 * theme.GRID
_ACTION_RATIO = 7.0
"""WCAG 2.2, 1.4.6: the words are there for seconds only."""


@dataclass(frozen=True)
class Notice:
    text: str
    action_text: str = ""
    action: Callable[[], None] | None = None
    """What a click on `action_text` does; the notice then goes."""
    other_text: str = ""
    other_action: Callable[[], None] | None = None
    """The same for a second thing that can be done, which stands first."""
    shown_ms: int = _SHOWN_MS
    stays: bool = False
    """Whether it waits to be closed: for what must not be missed."""
    yields: bool = False
    """Whether it is not said while another stays."""


class NoticeBar(QWidget):
    """Floats over `host`, at its foot; the time stops while the mouse rests on it.

    Where `above` is shown, a part of `host` with controls of its own, it floats right above that.
    """

    keyboard_left = Signal()
    """It had the keyboard, and goes away: Qt would give it to whatever comes next."""

    def __init__(self, host: QWidget, *, above: QWidget | None = None) -> None:
        super().__init__(host)
        self._host = host
        self._above = above
        self._notice: Notice | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.close_notice)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)  # names of files are in it
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.action_button = LinkButton(tr("Show"))
        self.action_button.clicked.connect(self._on_action)
        self.other_button = LinkButton(tr("Open"))
        self.other_button.clicked.connect(self._on_other_action)
        self.close_button = QToolButton()
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName(tr("Close"))
        self.close_button.setToolTip(tr("Close"))
        self.close_button.clicked.connect(self.close_notice)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self.words, 1)
        row.addWidget(self.other_button)
        row.addWidget(self.action_button)
        row.addWidget(self.close_button)
        self._follow_palette()
        self.hide()
        host.installEventFilter(self)

    @property
    def text(self) -> str:
        """What is being said, '' for nothing."""
        return self._notice.text if self._notice is not None else ""

    def say(self, notice: Notice) -> None:
        """Show this one now, in place of any other."""
        if notice.yields and self._notice is not None and self._notice.stays:
            return
        self._notice = notice
        self.words.setText(notice.text)
        for button, text, action in (
            (self.action_button, notice.action_text, notice.action),
            (self.other_button, notice.other_text, notice.other_action),
        ):
            button.setText(text)
            button.setVisible(action is not None)
            button.updateGeometry()
        self.setAccessibleName(notice.text)
        self.show()
        self.raise_()
        self._place()
        self.timer.stop()
        if not notice.stays:
            self.timer.start(notice.shown_ms)

    @Slot()
    def close_notice(self) -> None:
        self.timer.stop()
        self._notice = None
        buttons = (self.action_button, self.other_button, self.close_button)
        had_keyboard = any(button.hasFocus() for button in buttons)
        self.hide()
        if had_keyboard:
            self.keyboard_left.emit()

    @Slot()
    def _on_action(self) -> None:
        self._do(self._notice.action if self._notice is not None else None)

    @Slot()
    def _on_other_action(self) -> None:
        self._do(self._notice.other_action if self._notice is not None else None)

    def _do(self, action: Callable[[], None] | None) -> None:
        self.close_notice()
        if action is not None:
            action()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        elif event.type() is QEvent.Type.PaletteChange:
            self._follow_palette()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self._notice is not None and not self._notice.stays:
            self.timer.start(self._notice.shown_ms)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Window))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        painter.end()

    def _place(self) -> None:
        margin = 2 * theme.GRID
        room = self._host.width() - 2 * margin
        natural = self.words.fontMetrics().horizontalAdvance(self.words.text()) + 4
        others = self.sizeHint().width() - self.words.sizeHint().width()
        width = max(1, min(natural + others, room, _MOST_WIDTH))
        height = max(self.heightForWidth(width), 5 * theme.GRID)
        foot = self._host.height() - _ABOVE_FOOT
        if self._above is not None and self._above.isVisible():
            foot = self._above.mapTo(self._host, QPoint(0, -theme.GRID)).y()
        self.setGeometry((self._host.width() - width) // 2, max(0, foot - height), width, height)

    def _follow_palette(self) -> None:
        """Ground and text of the window, the other way round: it must not be taken for part of the list."""
        normal = self._host.palette()
        turned = QPalette(normal)
        ground = theme.blended(normal.windowText().color(), normal.window().color(), 0.12)
        text = normal.base().color()
        for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.Button):
            turned.setColor(role, ground)
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            turned.setColor(role, text)
        self.setPalette(turned)
        self.close_button.setIcon(icon("x", turned))
        for button in (self.action_button, self.other_button):
            button.set_colour(theme.readable(theme.accent(turned), ground, _ACTION_RATIO))
