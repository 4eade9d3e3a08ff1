"""A question that holds the window up until it is answered: for what cannot be undone, and for the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from transcritor_gui.ui.widgets import theme

__all__ = ["Question", "ask"]

_TEXT_WIDTH: Final = 42 * theme.GRID
"""Qt makes the lines of the second text as short as the first sentence."""


@dataclass(frozen=True)
class Question:
    title: str
    text: str
    details: str
    """What follows from a yes."""
    yes: str
    no: str
    is_dangerous: bool = False
    """Whether Enter is to mean no."""


def ask(
    parent: QWidget,
    question: Question,
    on_yes: Callable[[], object],
    *,
    name: str,
    on_no: Callable[[], object] | None = None,
) -> None:
    """Ask over `parent`; nothing is waited for, and Escape means no. `name` is the box's object name."""
    box = QMessageBox(parent)
    box.setObjectName(name)
    box.setWindowTitle(question.title)
    box.setIcon(QMessageBox.Icon.Warning if question.is_dangerous else QMessageBox.Icon.Question)
    box.setText(question.text)
    box.setInformativeText(question.details)
    roles = QMessageBox.ButtonRole
    yes = box.addButton(question.yes, roles.DestructiveRole if question.is_dangerous else roles.AcceptRole)
    no = box.addButton(question.no, roles.RejectRole)
    box.setDefaultButton(no if question.is_dangerous else yes)
    box.setEscapeButton(no)
    details = box.findChild(QLabel, "qt_msgbox_informativelabel")
    if isinstance(details, QLabel):
        details.setMinimumWidth(_TEXT_WIDTH)
    yes.clicked.connect(on_yes)
    if on_no is not None:
        no.clicked.connect(on_no)
    box.finished.connect(box.deleteLater)
    box.open()
