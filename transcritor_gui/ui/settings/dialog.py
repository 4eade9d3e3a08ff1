"""The settings, in plain words, on pages. Nothing is saved here: `settings_saved` carries what was chosen."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPalette, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.i18n import tr
from transcritor_gui.settings import Settings
from transcritor_gui.ui.settings.advanced_page import AdvancedPage
from transcritor_gui.ui.settings.export_page import ExportPage
from transcritor_gui.ui.settings.general_page import GeneralPage
from transcritor_gui.ui.settings.languages_page import LanguagesPage
from transcritor_gui.ui.settings.page import SettingsPage
from transcritor_gui.ui.settings.presets_page import PresetsPage
from transcritor_gui.ui.settings.recognition_page import RecognitionPage
from transcritor_gui.ui.settings.section import Section
from transcritor_gui.ui.settings.team_page import TeamPage
from transcritor_gui.ui.settings.watching_page import WatchingPage
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.form import Problem
from transcritor_gui.ui.widgets.scroll_bars import slim_scroll_bars
from transcritor_gui.ui.widgets.side_list import FAULT_ROLE, ICON_ROLE, SideList

__all__ = ["SettingsDialog"]

_WIDTH: Final = 100 * theme.GRID
_HEIGHT: Final = 60 * theme.GRID
_LIST_WIDTH: Final = 22 * theme.GRID


class SettingsDialog(QDialog):
    """Shows `settings`; not modal, so that work goes on behind it."""

    settings_saved = Signal(object)
    """Settings, checked."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._in_force = settings
        self.setWindowTitle(tr("Settings"))
        self.setModal(False)
        self.team = TeamPage(settings, self)
        presets = PresetsPage(settings, self)
        self.watching = WatchingPage(settings, presets=lambda: presets.presets, parent=self)
        presets.renamed.connect(self.watching.follow_rename)
        presets.changed.connect(self.watching.refresh)
        self._pages: tuple[SettingsPage, ...] = (
            GeneralPage(settings, self),
            RecognitionPage(settings, self),
            LanguagesPage(settings, self),
            ExportPage(settings, self),
            presets,
            self.watching,
            self.team,
            AdvancedPage(settings, self),
        )
        self._sections = _Sections(self._pages, self)
        self._list = SideList(self)
        self._list.setModel(self._sections)
        self._list.setAccessibleName(tr("Pages of the settings"))
        self._list.setFixedWidth(max(_LIST_WIDTH, self._list.fitting_width()))
        self._stack = QStackedWidget(self)
        for page in self._pages:
            self._stack.addWidget(_scrolled(page))
        widest = max(page.label_width() for page in self._pages)
        for page in self._pages:
            page.set_label_width(widest)
        self._lay_out()
        self._list.selectionModel().currentChanged.connect(self._on_section_chosen)
        for page in self._pages:
            page.changed.connect(self._check)
        for keys, step in (
            (QKeySequence.StandardKey.NextChild, 1),
            ("Ctrl+Shift+Tab", -1),
            ("Ctrl+PgDown", 1),
            ("Ctrl+PgUp", -1),
        ):
            QShortcut(QKeySequence(keys), self, lambda step=step: self._go(step))
        self.show_section(Section.GENERAL)
        self._check()
        self._list.setFocus()
        self.resize(_WIDTH, _HEIGHT)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._list)
        middle.addWidget(_Hairline(self))
        middle.addWidget(self._stack, 1)
        self.problem = Problem(self)
        buttons = QDialogButtonBox(self)
        self.save_button = buttons.addButton(tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.save_button.setDefault(True)
        buttons.accepted.connect(self._confirm)
        buttons.rejected.connect(self.reject)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(2 * theme.GRID, theme.GRID, 3 * theme.GRID, 2 * theme.GRID)
        bottom.setSpacing(2 * theme.GRID)
        bottom.addWidget(self.problem, 1)
        bottom.addStretch(0)
        bottom.addWidget(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addLayout(bottom)

    # Pages

    def show_section(self, section: Section) -> None:
        self._list.setCurrentIndex(self._sections.index(section))

    @property
    def section(self) -> Section:
        """The page that is shown."""
        return Section(self._stack.currentIndex())

    @Slot(QModelIndex, QModelIndex)
    def _on_section_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._stack.setCurrentIndex(current.row())
            self._check()

    def _go(self, step: int) -> None:
        self.show_section(Section((self.section + step) % len(Section)))

    # Choosing

    @Slot()
    def _check(self) -> None:
        """Allow saving only when all is well, and say what is wrong on a page that is not shown."""
        faults = [page.fault() for page in self._pages]
        self._sections.show_faults(faults)
        self.save_button.setEnabled(not any(faults))
        elsewhere = (
            f"{page.title}: {fault}"
            for number, (page, fault) in enumerate(zip(self._pages, faults, strict=True))
            if fault and number != self.section
        )
        self.problem.say(next(elsewhere, ""))

    @Slot(object)
    def show_in_force(self, settings: Settings) -> None:
        """Other settings are in force now, by an export that remembers its choices, say."""
        self._in_force = settings

    def chosen_settings(self) -> Settings:
        """The settings in force, with every field that was changed here as it says now."""
        chosen = self._settings
        for page in self._pages:
            chosen = page.chosen(chosen)
        names = (field.name for field in fields(chosen))
        changed = {
            name: getattr(chosen, name)
            for name in names
            if getattr(chosen, name) != getattr(self._settings, name)
        }
        return replace(self._in_force, **changed)

    @Slot()
    def _confirm(self) -> None:
        for page in self._pages:
            page.confirm()
        self.settings_saved.emit(self.chosen_settings())
        self.accept()


class _Sections(QAbstractListModel):
    """The pages' names and signs, and which of them have a fault."""

    def __init__(self, pages: tuple[SettingsPage, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = pages
        self._faults = [""] * len(pages)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._pages)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        page, fault = self._pages[index.row()], self._faults[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return page.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{page.title}: {fault}" if fault else page.title
            case _ if role == ICON_ROLE:
                return page.ICON
            case _ if role == FAULT_ROLE:
                return bool(fault)
            case _:
                return None

    def show_faults(self, faults: list[str]) -> None:
        if faults != self._faults:
            self._faults = faults
            self.dataChanged.emit(self.index(0), self.index(len(faults) - 1))


class _Hairline(QWidget):
    """Between the list and the pages."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.hairline(self.palette()))


def _scrolled(page: SettingsPage) -> QScrollArea:
    """The page, with a bar at its side where the window is too small for it."""
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    slim_scroll_bars(area, ground=QPalette.ColorRole.Window)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
