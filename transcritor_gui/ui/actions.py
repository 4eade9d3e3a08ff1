"""Everything a person can ask of the window, as QActions: words, icon, shortcut; wired elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["Actions", "make_actions"]

_Keys = QKeySequence | QKeySequence.StandardKey | str


@dataclass(frozen=True)
class Actions:
    add_files: QAction
    add_folder: QAction
    add_with_options: QAction
    paste: QAction
    export: QAction
    print_text: QAction
    back_up: QAction
    restore: QAction
    move_history: QAction
    settings: QAction
    quit: QAction
    pause_or_resume: QAction
    """Of the selection; Space."""
    pause_or_resume_all: QAction
    retry: QAction
    retry_with_options: QAction
    take_in_attached: QAction
    join_pictures: QAction
    separate_pictures: QAction
    cancel: QAction
    move_up: QAction
    move_to_top: QAction
    enter_password: QAction
    show_file: QAction
    find_file: QAction
    labels: QAction
    remove: QAction
    undo_remove: QAction
    purge: QAction
    select_all: QAction
    open_review: QAction
    back: QAction
    search: QAction
    find: QAction
    help: QAction
    about: QAction

    def show_tool_tips_with_keys(self) -> None:
        """Put each action's shortcut into its tool tip, where people look for it."""
        for action in vars(self).values():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            words = action.text().replace("&", "").rstrip("…")
            action.setToolTip(f"{words} ({keys})" if keys else words)


def make_actions(window: QWidget, table: QWidget) -> Actions:
    """The actions of `window`.

    Keys without Ctrl (Space, Delete, Return) only work inside `table`, and so does Ctrl+Z, which undoes a
    correction in the review.
    """

    def make(
        words: str,
        drawing: str = "",
        keys: _Keys | Sequence[QKeySequence] = "",
        *,
        within: QWidget = window,
    ) -> QAction:
        action = QAction(words, window)
        if drawing:
            action.setIcon(icon(drawing))
        if isinstance(keys, str | QKeySequence | QKeySequence.StandardKey):
            action.setShortcut(QKeySequence(keys))
        else:
            action.setShortcuts(keys)
        if within is not window:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        within.addAction(action)
        return action

    standard = QKeySequence.StandardKey
    actions = Actions(
        add_files=make(tr("&Add files…"), "plus", standard.Open),
        add_folder=make(tr("Add a &folder…"), "folder", "Ctrl+Shift+O"),
        add_with_options=make(tr("Add with &options…"), "sliders", "Ctrl+Alt+O"),
        paste=make(tr("&Paste files"), "", standard.Paste),
        export=make(tr("&Export…"), "export", "Ctrl+E"),
        print_text=make(tr("&Print the text…"), "printer", standard.Print),
        back_up=make(tr("&Back up the history…")),
        restore=make(tr("&Restore a backup…")),
        move_history=make(tr("&Move the history…")),
        settings=make(tr("&Settings…"), "settings", "Ctrl+,"),
        quit=make(tr("&Quit"), "", "Ctrl+Q"),
        pause_or_resume=make(tr("&Pause"), "pause", "Space", within=table),
        pause_or_resume_all=make(tr("Pause all"), "pause", "Ctrl+Shift+P"),
        retry=make(tr("Transcribe a&gain"), "retry", "F5"),
        retry_with_options=make(tr("Transcribe again with &options…"), "sliders", "Shift+F5"),
        take_in_attached=make(tr("Take in a&ttached documents")),
        join_pictures=make(tr("&Join pictures into one document"), "image", "Ctrl+J"),
        separate_pictures=make(tr("&Separate into pictures"), "", "Ctrl+Shift+J"),
        cancel=make(tr("&Cancel"), "stop", "Ctrl+."),
        move_up=make(tr("Move &up"), "up", "Ctrl+Up", within=table),
        move_to_top=make(tr("Move to the &top"), "top", "Ctrl+Shift+Up", within=table),
        enter_password=make(tr("Enter pass&word…"), "lock", "Ctrl+K"),
        show_file=make(tr("&Show file"), "folder", "Ctrl+Shift+D"),
        find_file=make(tr("F&ind the file…")),
        labels=make(tr("Note and &tags…"), "bookmark", "Ctrl+T"),
        remove=make(tr("&Remove from the list"), "x", standard.Delete, within=table),
        undo_remove=make(tr("&Undo the removal"), "", standard.Undo, within=table),
        purge=make(tr("&Delete for good…"), "trash", "Shift+Del", within=table),
        select_all=make(tr("Select &all"), "", standard.SelectAll, within=table),
        open_review=make(tr("Review in the whole &window"), "eye", "F11"),
        back=make(tr("&Back to the list"), "", "Escape"),
        search=make(tr("Search everything transcribed"), "search", "Ctrl+Shift+F"),
        find=make(tr("Find"), "", standard.Find),
        help=make(tr("&Help and shortcuts"), "info", standard.HelpContents),
        about=make(tr("&About Transcritor")),
    )
    actions.quit.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)  # with Help in front, too
    actions.show_tool_tips_with_keys()
    return actions
