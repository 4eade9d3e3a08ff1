"""Help (F1): how it works in a few lines, and every shortcut, read from the actions themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui import __version__
from transcritor_gui.i18n import tr
from transcritor_gui.settings import Settings
from transcritor_gui.ui.actions import Actions
from transcritor_gui.ui.review.actions import ReviewActions
from transcritor_gui.ui.team_words import promise_words
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import application_icon
from transcritor_gui.ui.widgets.scroll_bars import slim_scroll_bars

__all__ = ["HelpDialog", "about"]


class HelpDialog(QDialog):
    def __init__(
        self, actions: Actions, review: ReviewActions, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Help and shortcuts"))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(*[3 * theme.GRID] * 4)
        column.setSpacing(2 * theme.GRID)
        column.addWidget(self._heading(tr("How it works")))
        for sentence in _sentences(settings):
            label = QLabel(sentence)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(theme.GRID)
        column.addWidget(self._heading(tr("Shortcuts")))
        column.addLayout(_shortcuts((*vars(actions).values(), *review.all())))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(content)
        scroll.setAccessibleName(self.windowTitle())
        slim_scroll_bars(scroll, ground=QPalette.ColorRole.Window)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        buttons.setContentsMargins(*[2 * theme.GRID] * 4)
        buttons.rejected.connect(self.close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(buttons)
        self.resize(66 * theme.GRID, 70 * theme.GRID)

    def _heading(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setFont(theme.heading_font(self.font()))
        return label


def about(parent: QWidget) -> None:
    """A small window that says what this is, in which version, and under which licence."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(tr("About Transcritor"))
    box.setIconPixmap(application_icon().pixmap(theme.LARGE_ICON, theme.LARGE_ICON))
    box.setText(tr("Transcritor {version}", version=__version__))
    box.setInformativeText(
        tr(
            "Turns PDFs and pictures into faithful text, on your own computer.\n"
            "Free software under the MIT licence."
        )
    )
    box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
    box.setModal(False)
    box.show()


def _sentences(settings: Settings) -> tuple[str, ...]:
    return (
        tr(
            "Drop PDFs, pictures or folders anywhere on the window. "
            "Transcribing starts by itself; your files stay as they are."
        ),
        tr(
            "Every page is saved as soon as it is read. "
            "Close the program whenever you like: work goes on at the next start."
        ),
        tr(
            "Select a file to see its pages beside their text. "
            "Doubtful words are marked; F8 goes to the next one."
        ),
        promise_words(settings),
    )


def _shortcuts(actions: tuple[QAction, ...]) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(4 * theme.GRID)
    form.setVerticalSpacing(theme.GRID)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    for action in actions:
        keys = QKeySequence.listToString(action.shortcuts(), QKeySequence.SequenceFormat.NativeText)
        if keys:
            form.addRow(QLabel(action.text().replace("&", "").rstrip("…")), QLabel(keys))
    return form
