"""Where files are dropped: the whole middle of an empty window, and a frame over a running list.

The main window takes the drag's events and tells these two what to show; they only paint.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.settings import Settings
from transcritor_gui.ui.team_words import promise_words
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon
from transcritor_gui.ui.widgets.link_button import LinkButton

__all__ = ["DropFrame", "DropZone"]

_RADIUS = 12
_MARGIN = 3 * theme.GRID
_MOST_WIDTH = 90 * theme.GRID
_MOST_HEIGHT = 60 * theme.GRID


class DropZone(QWidget):
    """The empty window: what to do, and where documents go: nowhere, unless that was chosen."""

    choose_clicked = Signal()
    sample_clicked = Signal()

    def __init__(self, *, has_sample: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hover_words = ""
        self._sign = QLabel()
        self._heading = QLabel()
        self._heading.setObjectName("dropHeading")
        self._choose = QPushButton(tr("Choose files…"))
        self._choose.setDefault(True)
        self._sample = LinkButton(tr("Try it with a sample"))
        self._sample.setVisible(has_sample)
        self.promise = QLabel(promise_words(Settings()))
        self._choose.clicked.connect(self.choose_clicked)
        self._sample.clicked.connect(self.sample_clicked)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addStretch(5)
        for widget, space in (
            (self._sign, 2 * theme.GRID),
            (self._heading, 3 * theme.GRID),
            (self._choose, theme.GRID),
            (self._sample, 4 * theme.GRID),
            (self.promise, 0),
        ):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(space)
        column.addStretch(6)
        for label in (self._sign, self._heading, self.promise):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._choose.setMinimumSize(20 * theme.GRID, 4 * theme.GRID + 4)
        self._follow_palette()
        self.set_hover_words("")

    def show_settings(self, settings: Settings) -> None:
        self.promise.setText(promise_words(settings))

    @property
    def hover_words(self) -> str:
        return self._hover_words

    def set_hover_words(self, words: str) -> None:
        """Light up and say `words`, while files hover; '' for the zone at rest."""
        self._hover_words = words
        self._heading.setText(words if words else tr("Drop PDFs, pictures or folders here"))
        self._follow_palette()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._follow_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        frame = QRectF(0, 0, min(room.width(), _MOST_WIDTH), min(room.height(), _MOST_HEIGHT))
        frame.moveCenter(QPointF(room.center()))
        _paint_frame(painter, self, frame, is_lit=bool(self._hover_words))
        painter.end()

    def _follow_palette(self) -> None:
        palette = self.palette()
        colour = theme.accent if self._hover_words else theme.muted
        size = theme.LARGE_ICON
        drawn = icon("upload" if self._hover_words else "inbox", palette, colour=colour)
        self._sign.setPixmap(drawn.pixmap(size, size))
        heading = theme.heading_font(self.font())
        if self._heading.font() != heading:
            self._heading.setFont(heading)
        quiet = self.promise.palette()
        if quiet.windowText().color() != theme.muted(palette):
            quiet.setColor(quiet.ColorRole.WindowText, theme.muted(palette))
            self.promise.setPalette(quiet)


class DropFrame(QWidget):
    """Laid over the list while files hover; the mouse does not notice it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> str:
        return self._words

    def set_hover_words(self, words: str) -> None:
        """Appear over the whole parent with these words; '' hides the frame."""
        self._words = words
        parent = self.parentWidget()
        if words and parent is not None:
            self.setGeometry(parent.rect())
            self.raise_()
        self.setVisible(bool(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = QColor(self.palette().base().color())
        veil.setAlphaF(0.86)
        painter.fillRect(self.rect(), veil)
        inset = theme.GRID
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        _paint_frame(painter, self, frame, is_lit=True)
        font = QFont(theme.heading_font(self.font()))
        painter.setFont(font)
        painter.setPen(self.palette().text().color())
        text = QFontMetrics(font).boundingRect(self._words)
        size = theme.LARGE_ICON // 2
        middle = self.rect().center()
        left = middle.x() - (text.width() + size + 2 * theme.GRID) // 2
        icon("upload", self.palette(), colour=theme.accent).paint(
            painter, left, middle.y() - size // 2, size, size
        )
        painter.drawText(
            left + size + 2 * theme.GRID,
            middle.y() - theme.GRID * 3,
            text.width() + theme.GRID * 4,
            theme.GRID * 6,
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            self._words,
        )
        painter.end()


def _paint_frame(painter: QPainter, widget: QWidget, frame: QRectF, *, is_lit: bool) -> None:
    palette = widget.palette()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if is_lit:
        painter.setPen(QPen(theme.accent(palette), 2))
        ground = QColor(theme.accent(palette))
        ground.setAlphaF(0.10)
        painter.setBrush(ground)
    else:
        painter.setPen(QPen(theme.tint(palette.text().color(), palette, 0.28), 1.5, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
    painter.restore()
