"""The menus: the same actions at the top of the window and on a row."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.ui.actions import Actions
from transcritor_gui.ui.review.actions import ReviewActions

__all__ = ["fill_menu_bar", "show_row_menu"]

_Entry = QAction | None


def fill_menu_bar(bar: QMenuBar, actions: Actions, review: ReviewActions) -> None:
    """None stands for a line between groups."""
    a = actions
    a.quit.setMenuRole(QAction.MenuRole.QuitRole)
    a.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
    a.about.setMenuRole(QAction.MenuRole.AboutRole)
    menus: tuple[tuple[str, tuple[_Entry, ...]], ...] = (
        (
            tr("&File"),
            (
                a.add_files, a.add_folder, a.add_with_options, a.paste, None,
                a.export, a.print_text, None, a.back_up, a.restore, a.move_history, None,
                a.settings, None, a.quit,
            ),
        ),
        (tr("&Transcription"), (*_row_entries(a), None, a.pause_or_resume_all, a.select_all)),
        (
            tr("&Correct"),
            (
                review.undo, review.redo, None, review.next_doubt, review.previous_doubt, review.worst_first,
                None,
                review.next_unknown, review.check_spelling, None,
                review.replace, review.as_read, review.confer,
            ),
        ),
        (
            tr("&Page"),
            (
                review.turn_right, review.turn_left, review.turn_over, None,
                review.mark_region, review.read_again, None,
                review.next_page, review.previous_page,
            ),
        ),
        (
            tr("&View"),
            (
                a.find, review.find_next, review.find_previous, a.search, None, a.open_review, a.back, None,
                review.zoom_in, review.zoom_out, review.fit, None,
                review.copy_text,
            ),
        ),
        (tr("&Help"), (a.help, a.about)),
    )  # fmt: skip
    for title, entries in menus:
        _fill(bar.addMenu(title), entries)


def show_row_menu(parent: QWidget, actions: Actions, where: QPoint) -> None:
    """The menu of the selected rows, without what can't be done to them."""
    menu = QMenu(parent)
    entries = [entry for entry in _row_entries(actions) if entry is None or entry.isEnabled()]
    _fill(menu, (actions.open_review, actions.export, actions.print_text, None, *entries))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(where)


def _row_entries(a: Actions) -> tuple[_Entry, ...]:
    return (
        a.pause_or_resume, a.cancel, a.retry, a.retry_with_options, a.enter_password, None,
        a.join_pictures, a.separate_pictures, a.take_in_attached, None,
        a.move_up, a.move_to_top, None,
        a.show_file, a.find_file, a.labels, None,
        a.remove, a.undo_remove, a.purge,
    )  # fmt: skip


def _fill(menu: QMenu, entries: tuple[_Entry, ...]) -> None:
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        else:
            menu.addAction(entry)
