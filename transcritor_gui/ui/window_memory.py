"""What the window remembers between starts: size, splitters, columns, order. Never anything of a document."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QWidget

from transcritor_gui.ui.job_list.job_table import JobTable
from transcritor_gui.ui.review.pane import ReviewPane
from transcritor_gui.ui.widgets.on_screen import shrink_to_screen

__all__ = ["WindowMemory"]

_LAYOUT = 2
"""Raised when columns change; what an older layout remembered of them is then left out."""


class WindowMemory:
    """Kept as an INI file in the settings' folder."""

    def __init__(self, path: Path) -> None:
        self._kept = QSettings(str(path), QSettings.Format.IniFormat)

    def restore(self, window: QWidget, table: JobTable, **splitters: QSplitter) -> None:
        """Put back what is known; the rest stays as it is, on a screen that may be smaller now."""
        geometry = self._bytes("geometry")
        if geometry is not None:
            window.restoreGeometry(geometry)
        shrink_to_screen(window)
        for name, splitter in splitters.items():
            state = self._bytes(f"splitter/{name}")
            if state is not None:
                splitter.restoreState(state)
        if self._kept.value("table/layout", type=int) != _LAYOUT:
            return
        header = self._bytes("table/header")
        if header is not None:
            table.horizontalHeader().restoreState(header)
            table.sortByColumn(
                table.horizontalHeader().sortIndicatorSection(), table.horizontalHeader().sortIndicatorOrder()
            )
        share = self._kept.value("table/name_share", type=float)
        if isinstance(share, float) and share > 0:
            table.set_name_share(share)

    def save(self, window: QWidget, table: JobTable, **splitters: QSplitter) -> None:
        self._kept.setValue("geometry", window.saveGeometry())
        for name, splitter in splitters.items():
            self._kept.setValue(f"splitter/{name}", splitter.saveState())
        self._kept.setValue("table/layout", _LAYOUT)
        self._kept.setValue("table/header", table.horizontalHeader().saveState())
        if table.name_share is None:
            self._kept.remove("table/name_share")
        else:
            self._kept.setValue("table/name_share", table.name_share)
        self._kept.sync()

    def restore_review(self, review: ReviewPane) -> None:
        state = self._bytes("splitter/review")
        if state is not None:
            review.restore_state(state)
        review.zooming.text_steps = self._number("review/text_zoom")
        for name, action in _remembered(review).items():
            action.setChecked(bool(self._number(f"review/{name}")))

    def save_review(self, review: ReviewPane) -> None:
        self._kept.setValue("splitter/review", review.save_state())
        self._kept.setValue("review/text_zoom", review.zooming.text_steps)
        for name, action in _remembered(review).items():
            self._kept.setValue(f"review/{name}", int(action.isChecked()))

    def _number(self, name: str) -> int:
        """0 for what is not known."""
        value = self._kept.value(name, 0, type=int)
        return value if isinstance(value, int) else 0

    def _bytes(self, name: str) -> QByteArray | None:
        value = self._kept.value(name)
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None


def _remembered(review: ReviewPane) -> dict[str, QAction]:
    """How a person likes to correct, by the names under which it is kept."""
    actions = review.review_actions
    return {"worst_first": actions.worst_first, "check_spelling": actions.check_spelling}
