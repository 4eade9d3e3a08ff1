"""The first and the last day on which documents were added, chosen from calendars."""

from __future__ import annotations

from datetime import date
from typing import cast

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.i18n import current_language, tr
from transcritor_gui.ui.widgets import theme

__all__ = ["DaysDialog"]

_WIDTH = 44 * theme.GRID


class DaysDialog(QDialog):
    """Both days are asked for unless their box is off; the earlier of them is taken as the first."""

    chosen = Signal(object, object)
    """Two dates, or None for no bound."""

    def __init__(
        self, since: date | None, until: date | None, *, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Documents added on these days"))
        is_new = since is None and until is None
        self.since = _Day(tr("From"), today if since is None else since, is_new or since is not None, self)
        self.until = _Day(tr("To"), today if until is None else until, is_new or until is not None, self)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(theme.GRID)
        for day in (self.since, self.until):
            form.addRow(day.box, day.edit)
            day.box.toggled.connect(self._on_toggled)
        buttons = QDialogButtonBox(self)
        self._show = buttons.addButton(tr("Show"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._show.setDefault(True)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(*([2 * theme.GRID] * 4))
        column.setSpacing(2 * theme.GRID)
        column.addLayout(form)
        column.addWidget(buttons)
        self.resize(_WIDTH, self.sizeHint().height())
        self._on_toggled()
        self.since.edit.setFocus()

    def _on_toggled(self) -> None:
        self._show.setEnabled(self.since.day is not None or self.until.day is not None)

    def _tell(self) -> None:
        first, last = self.since.day, self.until.day
        if first is not None and last is not None and first > last:
            first, last = last, first
        self.chosen.emit(first, last)


class _Day:
    """A box that says whether a day bounds what is shown, and the day."""

    def __init__(self, label: str, day: date, is_on: bool, parent: QWidget) -> None:
        self.box = QCheckBox(label, parent)
        self.edit = QDateEdit(QDate(day.year, day.month, day.day), parent)
        self.edit.setAccessibleName(label)
        self.edit.setLocale(QLocale(current_language()))
        self.edit.setCalendarPopup(True)
        self.edit.setDisplayFormat("dd/MM/yyyy" if current_language() == "pt_BR" else "yyyy-MM-dd")
        self.box.setChecked(is_on)
        self.edit.setEnabled(is_on)
        self.box.toggled.connect(self.edit.setEnabled)

    @property
    def day(self) -> date | None:
        return cast("date", self.edit.date().toPython()) if self.box.isChecked() else None
