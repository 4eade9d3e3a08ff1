"""From the menu of filters and their chips to the table."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import JobStatus, PageSource
from transcritor_gui.ui.job_list.job_model import JobModel
from transcritor_gui.ui.search.days_dialog import DaysDialog
from transcritor_gui.ui.search.filter_chips import FilterChips
from transcritor_gui.ui.search.filters import (
    Filter,
    FilterKind,
    Period,
    choices_in,
    criteria_of,
    days_filter,
    days_in,
    kind_words,
    value_words,
)

__all__ = ["FilterControl"]

_SINGLE = frozenset({FilterKind.ADDED, FilterKind.FOLDER})
"""Of these the newly chosen one takes the place of the earlier one."""


class FilterControl(QObject):
    changed = Signal()
    """The rows have been filtered anew."""

    def __init__(self, model: JobModel, menu: QMenu, chips: FilterChips, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._model = model
        self._menu = menu
        self._chips = chips
        self._filters: tuple[Filter, ...] = ()
        self._submenus: list[QMenu] = []
        menu.aboutToShow.connect(self._fill)
        chips.removed.connect(self._toggle)
        chips.all_removed.connect(self.clear)

    @property
    def filters(self) -> tuple[Filter, ...]:
        return self._filters

    @Slot()
    def clear(self) -> None:
        self._set(())

    def _toggle(self, each: Filter) -> None:
        """Put a filter on, or take it off where it is on."""
        if each in self._filters:
            self._set(tuple(other for other in self._filters if other != each))
            return
        staying = tuple(
            other for other in self._filters if other.kind is not each.kind or each.kind not in _SINGLE
        )
        self._set((*staying, each))

    def _set(self, filters: tuple[Filter, ...]) -> None:
        self._filters = filters
        self._model.set_criteria(criteria_of(filters, today=date.today()))
        self._chips.show_filters(filters)
        self.changed.emit()

    @Slot()
    def _fill(self) -> None:
        """The menu offers what there is, now."""
        choices = choices_in(self._model.jobs())
        for submenu in self._submenus:
            submenu.deleteLater()  # clearing a menu leaves those
        self._submenus.clear()
        self._menu.clear()
        added = self._add(FilterKind.ADDED, tuple(Period))
        added.addSeparator()
        days = added.addAction(tr("Other days…"), self._choose_days)
        days.setCheckable(True)
        days.setChecked(any(days_in(each) != (None, None) for each in self._filters))
        folders = self._add(FilterKind.FOLDER, choices.folders)
        folders.addSeparator()
        folders.addAction(tr("Another folder…"), self._choose_folder)
        self._add(FilterKind.STATUS, tuple(JobStatus))
        self._add(FilterKind.LANGUAGE, choices.languages)
        self._add(FilterKind.SOURCE, tuple(PageSource))
        tags = self._add(FilterKind.TAG, choices.tags)
        if not choices.tags:
            tags.addAction(tr("No document has a tag yet")).setEnabled(False)
        self._menu.addSeparator()
        self._menu.addAction(tr("Show everything"), self.clear).setEnabled(bool(self._filters))

    def _add(self, kind: FilterKind, values: tuple[str, ...]) -> QMenu:
        menu = self._menu.addMenu(kind_words(kind))
        self._submenus.append(menu)
        for value in values:
            each = Filter(kind, str(value))
            words = value_words(each)
            action = QAction(f"{words[:1].upper()}{words[1:]}".replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(each in self._filters)
            action.triggered.connect(lambda _checked=False, each=each: self._toggle(each))
            menu.addAction(action)
        return menu

    @Slot()
    def _choose_days(self) -> None:
        since, until = next(filter(any, map(days_in, self._filters)), (None, None))
        dialog = DaysDialog(since, until, today=date.today(), parent=self._window)
        dialog.chosen.connect(self._show_days)
        dialog.open()

    @Slot(object, object)
    def _show_days(self, since: date | None, until: date | None) -> None:
        self._put(days_filter(since, until))

    @Slot()
    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, tr("Only files in this folder or below it"))
        if folder:
            self._put(Filter(FilterKind.FOLDER, folder))

    def _put(self, each: Filter) -> None:
        """In the place of those of its kind."""
        self._set((*(other for other in self._filters if other.kind is not each.kind), each))
