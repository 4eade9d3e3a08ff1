"""What can be done in the review, as actions that the pane, the window's menus and tooltips share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import Job, PageResult
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["ReviewActions", "described_action"]

_Keys = Sequence[QKeySequence | QKeySequence.StandardKey | str]


def described_action(
    text: str,
    *,
    parent: QWidget,
    icon_name: str = "",
    keys: _Keys = (),
    context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
) -> QAction:
    """An action whose tooltip also tells its first key."""
    action = QAction(text, parent)
    if icon_name:
        action.setIcon(icon(icon_name))
    action.setShortcuts([QKeySequence(key) for key in keys])
    action.setShortcutContext(context)
    shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    plain = text.replace("&", "")
    action.setToolTip(f"{plain} ({shown})" if shown else plain)
    return action


class ReviewActions:
    """Enabled only while there is something for them to do.

    Those for doubts work wherever the focus is in the window; the others where it is in the review.
    """

    def __init__(self, parent: QWidget) -> None:
        window = Qt.ShortcutContext.WindowShortcut
        standard = QKeySequence.StandardKey
        self.previous_page = described_action(
            tr("Previous page"), parent=parent, icon_name="chevron-left", keys=["PgUp", "Alt+Left"]
        )
        self.next_page = described_action(
            tr("Next page"), parent=parent, icon_name="chevron-right", keys=["PgDown", "Alt+Right"]
        )
        self.zoom_out = described_action(
            tr("Zoom out"), parent=parent, icon_name="zoom-out", keys=[standard.ZoomOut]
        )
        self.zoom_in = described_action(
            tr("Zoom in"), parent=parent, icon_name="zoom-in", keys=[standard.ZoomIn, "Ctrl+="]
        )
        self.fit = described_action(
            tr("Fit the width, or the whole page"), parent=parent, icon_name="fit", keys=["Ctrl+0"]
        )
        self.next_doubt = described_action(tr("Next doubt"), parent=parent, keys=["F8"], context=window)
        self.previous_doubt = described_action(
            tr("Previous doubt"), parent=parent, keys=["Shift+F8"], context=window
        )
        self.worst_first = described_action(
            tr("Worst doubts first"),
            parent=parent,
            icon_name="worst-first",
            keys=["Alt+F8"],
            context=window,
        )
        self.worst_first.setCheckable(True)
        self.check_spelling = described_action(
            tr("Underline unknown words"), parent=parent, keys=["Shift+F7"], context=window
        )
        self.check_spelling.setCheckable(True)
        self.next_unknown = described_action(
            tr("Next unknown word"), parent=parent, keys=["F7"], context=window
        )
        self.undo = described_action(tr("Undo the correction"), parent=parent, keys=[standard.Undo])
        self.redo = described_action(
            tr("Do the correction again"), parent=parent, keys=["Ctrl+Shift+Z", "Ctrl+Y"]
        )
        self.confer = described_action(
            tr("Compared with the original"), parent=parent, keys=["F9"], context=window
        )
        self.confer.setCheckable(True)
        self.as_read = described_action(tr("Show what was read"), parent=parent, keys=["Ctrl+Shift+R"])
        self.as_read.setCheckable(True)
        self.find_next = described_action(
            tr("Next place found"), parent=parent, icon_name="chevron-right", keys=["F3"], context=window
        )
        self.find_previous = described_action(
            tr("Last place found"), parent=parent, icon_name="chevron-left", keys=["Shift+F3"], context=window
        )
        self.read_again = described_action(tr("Read this page again…"), parent=parent, keys=["Ctrl+Shift+A"])
        self.turn_right = described_action(
            tr("Turn the page right"), parent=parent, icon_name="turn-right", keys=["Ctrl+R"]
        )
        self.turn_left = described_action(
            tr("Turn the page left"), parent=parent, icon_name="turn-left", keys=["Ctrl+L"]
        )
        self.turn_over = described_action(tr("Turn the page upside down"), parent=parent, keys=["Ctrl+U"])
        self.mark_region = described_action(
            tr("Mark a region…"), parent=parent, icon_name="frame", keys=["Ctrl+M"]
        )
        self.mark_region.setCheckable(True)
        self.replace = described_action(
            tr("Find and replace…"), parent=parent, keys=["Ctrl+H"], context=window
        )
        self.copy_text = described_action(
            tr("Copy the text of the page"), parent=parent, icon_name="copy", keys=["Ctrl+Shift+C"]
        )
        parent.addActions(list(self.all()))

    @property
    def of_document(self) -> tuple[QAction, ...]:
        """Walks over the words of all pages, and how they are walked."""
        return (
            self.next_doubt, self.previous_doubt, self.worst_first, self.next_unknown, self.check_spelling,
        )  # fmt: skip

    @property
    def of_page(self) -> tuple[QAction, ...]:
        """What has a page read again at once, in another way."""
        return (self.turn_right, self.turn_left, self.turn_over, self.mark_region)

    def all(self) -> tuple[QAction, ...]:
        return (
            self.previous_page,
            self.next_page,
            self.zoom_out,
            self.zoom_in,
            self.fit,
            *self.of_document,
            self.undo,
            self.redo,
            self.confer,
            self.as_read,
            self.find_next,
            self.find_previous,
            self.replace,
            self.read_again,
            *self.of_page,
            self.copy_text,
        )

    def enable(self, job: Job | None, page: PageResult | None, *, page_index: int, page_count: int) -> None:
        """What can be done with a page of a job; `page` is None where it has not been read."""
        self.previous_page.setEnabled(page_index > 0)
        self.next_page.setEnabled(page_index + 1 < page_count)
        self.copy_text.setEnabled(page is not None and bool(page.blocks))
        for action in (self.undo, self.redo, self.confer, self.as_read, self.read_again, *self.of_page):
            action.setEnabled(page is not None)
        self.confer.setChecked(page is not None and page.conferral is not None)
        for action in (self.replace, *self.of_document):
            action.setEnabled(job is not None and job.pages_done > 0)
        for action in (self.zoom_in, self.zoom_out, self.fit):
            action.setEnabled(job is not None and job.page_count is not None)

    def connect_to(
        self,
        *,
        turn_page: Callable[[int], None],
        zoom: Callable[[int], None],
        fit: Callable[[], None],
        step_doubt: Callable[[int], None],
        copy_text: Callable[[], None],
    ) -> None:
        """The callables that take a number get 1 for onwards or larger, -1 for back or smaller."""
        self.previous_page.triggered.connect(lambda: turn_page(-1))
        self.next_page.triggered.connect(lambda: turn_page(1))
        self.zoom_out.triggered.connect(lambda: zoom(-1))
        self.zoom_in.triggered.connect(lambda: zoom(1))
        self.fit.triggered.connect(fit)
        self.next_doubt.triggered.connect(lambda: step_doubt(1))
        self.previous_doubt.triggered.connect(lambda: step_doubt(-1))
        self.copy_text.triggered.connect(copy_text)
