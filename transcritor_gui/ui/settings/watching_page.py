"""Settings: folders that are watched, each with its rule and how it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from transcritor_gui.errors import ErrorCode, ErrorInfo, message_for
from transcritor_gui.i18n import tr
from transcritor_gui.jobs.events import RefusedFile
from transcritor_gui.jobs.watching.kept_rules import kept_rules
from transcritor_gui.jobs.watching.watch_state import WatchState
from transcritor_gui.model import ExportWish, Preset, WatchSetting
from transcritor_gui.settings import Settings
from transcritor_gui.ui.intake.refused_list import RefusedList
from transcritor_gui.ui.service.watch_link import WatchLink
from transcritor_gui.ui.settings.entry_list import Entry, EntryList
from transcritor_gui.ui.settings.page import SettingsPage
from transcritor_gui.ui.settings.watch_rule_dialog import WatchRuleDialog
from transcritor_gui.ui.settings.watch_words import rule_words, state_words
from transcritor_gui.ui.widgets.form import Hint

__all__ = ["WatchingPage", "connect_watching"]


class WatchingPage(SettingsPage):
    """`presets` gives those that the settings will have."""

    ICON = "inbox"
    failures_wanted = Signal(object)
    """tuple[RefusedFile, ...]: what could not be done, of the folder that is chosen."""

    def __init__(
        self, settings: Settings, *, presets: Callable[[], tuple[Preset, ...]], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Watched folders"), parent)
        self._settings = settings
        self._presets = presets
        self._rules = list(settings.watched_folders)
        self._states: dict[str, WatchState] = {}
        self._list = EntryList(
            tr("Watched folders"),
            add=tr("Watch a folder…"),
            empty=tr("No folder is watched yet. Let your scanner write into one, and watch it here."),
            parent=self,
        )
        self._failures = QPushButton(tr("What was not done…"), self)
        self._failures.setAutoDefault(False)
        self._list.buttons.addWidget(self._failures)
        words = tr(
            "Documents that come into these folders are transcribed and written by themselves, each once,"
            " while this window is open. Without a window, “transcritor watch --all” does the same."
        )
        self.add_wide_row(Hint(words, self))
        self.add_wide_row(self._list)
        self._list.add_wanted.connect(self._add)
        self._list.edit_wanted.connect(self._edit)
        self._list.remove_wanted.connect(self._remove)
        self._list.toggled.connect(self._toggle)
        self._list.chosen.connect(self._on_chosen)
        self._failures.clicked.connect(self._ask_failures)
        self.refresh()

    def chosen(self, settings: Settings) -> Settings:
        return replace(settings, watched_folders=tuple(self._rules))

    @Slot(object)
    def show_states(self, states: tuple[WatchState, ...]) -> None:
        self._states = {state.folder: state for state in states}
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the rules as they are now, and as the presets are."""
        kept = kept_rules(self._with(self._rules))
        entries = []
        for each in kept:
            state = self._states.get(each.setting.folder)
            state = state if each.setting in self._settings.watched_folders else None
            words = state_words(each.setting, state, each.fault)
            if each.fault is None:
                words = f"{rule_words(each.setting, self._presets())} · {words}"
            entries.append(
                Entry(
                    each.setting.folder,
                    words,
                    is_on=each.setting.is_on,
                    is_faulty=each.fault is not None,
                )
            )
        self._list.show_entries(entries)

    @Slot(str, str)
    def follow_rename(self, before: str, now: str) -> None:
        """A preset is called otherwise: the rules that name it mean it still."""
        self._rules = [replace(each, preset=now) if each.preset == before else each for each in self._rules]

    def _with(self, rules: list[WatchSetting]) -> Settings:
        return replace(self._settings, watched_folders=tuple(rules), presets=self._presets())

    @Slot()
    def _add(self) -> None:
        self._ask(WatchSetting("", ExportWish()), len(self._rules))

    @Slot(int)
    def _edit(self, row: int) -> None:
        self._ask(self._rules[row], row)

    @Slot(int)
    def _remove(self, row: int) -> None:
        del self._rules[row]
        self._on_changed()

    @Slot(int, bool)
    def _toggle(self, row: int, is_on: bool) -> None:
        self._rules[row] = replace(self._rules[row], is_on=is_on)
        self._on_changed()

    def _on_changed(self) -> None:
        self.refresh()
        self.changed.emit()

    def _ask(self, setting: WatchSetting, row: int) -> None:
        dialog = WatchRuleDialog(
            setting,
            settings=self._settings,
            presets=self._presets(),
            fault_of=partial(self._fault_of, row),
            parent=self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setting_given.connect(partial(self._put, row))
        dialog.open()

    def _fault_of(self, row: int, setting: WatchSetting) -> str:
        """Why `setting` cannot stand in this row, in words."""
        rules = [*self._rules[:row], replace(setting, is_on=True), *self._rules[row + 1 :]]
        for each in kept_rules(self._with(rules)):
            if each.fault is not None and _concerns(each.fault, setting):
                message = message_for(each.fault)
                return f"{message.what} {message.advice}".strip()
        return ""

    def _put(self, row: int, setting: WatchSetting) -> None:
        self._rules[row : row + 1] = [setting]
        self._on_changed()
        self._list.choose(row)

    def _failures_of(self, row: int) -> tuple[RefusedFile, ...]:
        state = self._states.get(self._rules[row].folder) if 0 <= row < len(self._rules) else None
        if state is None:
            return ()
        cancelled = ErrorInfo(ErrorCode.TASK_CANCELLED)
        return tuple(
            RefusedFile(str(each.path), each.error if each.error is not None else cancelled)
            for each in reversed(state.failures)
        )

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        self._failures.setEnabled(bool(self._failures_of(row)))

    @Slot()
    def _ask_failures(self) -> None:
        failures = self._failures_of(self._list.row)
        if failures:
            self.failures_wanted.emit(failures)


def connect_watching(page: WatchingPage, link: WatchLink) -> None:
    """Let the page show how folders stand as long as it is open, and what was not done in them."""
    page.show_states(link.states)
    link.states_changed.connect(page.show_states)
    page.failures_wanted.connect(
        lambda failures: RefusedList(failures, page, heading=tr("Files that were not done")).show()
    )


def _concerns(fault: ErrorInfo, setting: WatchSetting) -> bool:
    """Whether a fault of some rule is about a folder of this one."""
    own = {setting.folder, setting.export.folder, setting.done_folder}
    return fault.code is not ErrorCode.WATCH_FOLDERS_OVERLAP or bool(
        own & {fault.fact("folder"), fault.fact("other")}
    )
