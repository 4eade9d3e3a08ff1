"""A list of things that are kept in the settings, each in two lines, to be added, changed and removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPalette, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.i18n import tr
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon
from transcritor_gui.ui.widgets.outlines import outlined
from transcritor_gui.ui.widgets.scroll_bars import slim_scroll_bars

__all__ = ["Entry", "EntryList"]

_NOTE_ROLE: Final = Qt.ItemDataRole.UserRole
_FAULT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_ROW: Final = 6 * theme.GRID
_SHOWN_ROWS: Final = 5


@dataclass(frozen=True, slots=True)
class Entry:
    text: str
    note: str
    """A quiet line below."""
    is_on: bool | None = None
    """Whether its box is ticked; None for entries without one."""
    is_faulty: bool = False
    """Whether the note says what is wrong."""


class EntryList(QWidget):
    add_wanted = Signal()
    edit_wanted = Signal(int)
    remove_wanted = Signal(int)
    toggled = Signal(int, bool)
    chosen = Signal(int)
    """The row that is chosen now, -1 for none."""

    def __init__(self, name: str, *, add: str, empty: str, parent: QWidget | None = None) -> None:
        """`name` is what the list is called, `add` the words of the button that adds to it, `empty` those
        that stand in the list as long as there is nothing in it."""
        super().__init__(parent)
        self.list = _List(empty, self)
        self.list.setAccessibleName(name)
        self.list.setItemDelegate(_TwoLines(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(_SHOWN_ROWS * _ROW + 2)
        self.list.setPalette(outlined(self.palette()))
        slim_scroll_bars(self.list)
        self._add = QPushButton(icon("plus"), add, self)
        self._edit = QPushButton(tr("Change…"), self)
        self._remove = QPushButton(icon("trash"), tr("Remove"), self)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.GRID)
        for button in (self._add, self._edit, self._remove):
            button.setAutoDefault(False)
            self.buttons.addWidget(button)
        self.buttons.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.GRID)
        rows.addWidget(self.list)
        rows.addLayout(self.buttons)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusProxy(self.list)
        self._add.clicked.connect(self.add_wanted)
        self._edit.clicked.connect(self._ask_edit)
        self._remove.clicked.connect(self._ask_remove)
        self.list.itemDoubleClicked.connect(self._ask_edit)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.list.itemChanged.connect(self._on_item_changed)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._ask_remove)
        self._on_chosen(-1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.list.setPalette(outlined(self.palette()))
            slim_scroll_bars(self.list)

    @property
    def row(self) -> int:
        return self.list.currentRow()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; the row that was chosen stays chosen as far as there is one."""
        row = self.row
        with QSignalBlocker(self.list):
            while self.list.count() > len(entries):
                self.list.takeItem(self.list.count() - 1)
            while self.list.count() < len(entries):
                self.list.addItem(QListWidgetItem())
            for number, entry in enumerate(entries):
                _fill(self.list.item(number), entry)
            self.list.setCurrentRow(min(max(row, 0), len(entries) - 1))
        self.list.setAccessibleDescription("" if entries else self.list.empty)
        self._on_chosen(self.row)

    def choose(self, row: int) -> None:
        self.list.setCurrentRow(row)

    @Slot()
    def _ask_edit(self) -> None:
        if self.row >= 0:
            self.edit_wanted.emit(self.row)

    @Slot()
    def _ask_remove(self) -> None:
        if self.row >= 0:
            self.remove_wanted.emit(self.row)

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        self._edit.setEnabled(row >= 0)
        self._remove.setEnabled(row >= 0)
        self.chosen.emit(row)

    @Slot(QListWidgetItem)
    def _on_item_changed(self, item: QListWidgetItem) -> None:
        self.toggled.emit(self.list.row(item), item.checkState() == Qt.CheckState.Checked)


class _List(QListWidget):
    def __init__(self, empty: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.empty = empty

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count():
            room = self.viewport().rect().adjusted(*[2 * theme.GRID] * 2, *[-2 * theme.GRID] * 2)
            painter = QPainter(self.viewport())
            painter.setPen(theme.muted(self.window().palette()))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty)
            painter.end()


def _fill(item: QListWidgetItem, entry: Entry) -> None:
    item.setText(entry.text)
    item.setData(_NOTE_ROLE, entry.note)
    item.setData(_FAULT_ROLE, entry.is_faulty)
    item.setToolTip(f"{entry.text}\n{entry.note}".strip())
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}. {entry.note}".strip())
    item.setSizeHint(QSize(0, _ROW))
    if entry.is_on is not None:
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if entry.is_on else Qt.CheckState.Unchecked)


class _TwoLines(QStyledItemDelegate):
    """The style draws the ground and the box; the two lines are drawn here."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)  # type: ignore[arg-type]
        text, shown.text = shown.text, ""
        palette = shown.palette
        palette.setColor(QPalette.ColorRole.Highlight, theme.tint(theme.accent(palette), palette, 0.20))
        shown.palette = palette
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, shown, shown.widget)
        left = max(room.left(), shown.rect.left()) + theme.GRID
        width = shown.rect.right() - left - theme.GRID
        height = shown.fontMetrics.height()
        top = shown.rect.top() + (shown.rect.height() - 2 * height - 2) // 2
        painter.save()
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        middle = Qt.TextElideMode.ElideMiddle
        painter.drawText(
            left, top + shown.fontMetrics.ascent(), shown.fontMetrics.elidedText(text, middle, width)
        )
        is_faulty = bool(index.data(_FAULT_ROLE))  # type: ignore[attr-defined]
        window = shown.widget.window().palette()  # the list's own outline is not its ground
        painter.setPen(theme.bad(window) if is_faulty else theme.muted(window))
        note = str(index.data(_NOTE_ROLE) or "")  # type: ignore[attr-defined]
        note = shown.fontMetrics.elidedText(note, Qt.TextElideMode.ElideRight, width)
        painter.drawText(left, top + height + 2 + shown.fontMetrics.ascent(), note)
        painter.restore()
