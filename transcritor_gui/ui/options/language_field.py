"""The languages of documents in one line: their names on a button, all of them in what it opens."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QPushButton, QWidget, QWidgetAction

from transcritor_gui.i18n import tr
from transcritor_gui.model import AUTO_LANGUAGES
from transcritor_gui.ui.language_names import language_name
from transcritor_gui.ui.options.language_choice import LanguageChoice
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.form import FIELD_WIDTH

__all__ = ["LanguageField"]

_MOST_NAMED = 3


class LanguageField(QPushButton):
    """Holds what an option of languages holds."""

    changed = Signal()

    def __init__(self, languages: str, *, folder: str, parent: QWidget | None = None) -> None:
        """`folder` is the setting `tessdata_dir`."""
        super().__init__(parent)
        self._folder = folder
        self._languages = languages
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setFixedWidth(FIELD_WIDTH)
        self.setStyleSheet(f"text-align: left; padding: {theme.GRID // 2}px {theme.GRID}px;")
        self._show()

    @property
    def languages(self) -> str:
        """Codes joined by '+', or AUTO_LANGUAGES; '' where nothing is ticked."""
        return self._languages

    def set_languages(self, languages: str) -> None:
        self._languages = languages
        self._show()
        self.changed.emit()

    def fault(self) -> str:
        return "" if self._languages else tr("Tick at least one language.")

    @Slot()
    def _fill(self) -> None:
        """The list is made when it is asked for: it looks for the languages of this computer."""
        self._menu.clear()
        choice = LanguageChoice(self._languages, folder=self._folder, can_add=False, parent=self._menu)
        choice.setContentsMargins(*[theme.GRID] * 4)
        choice.changed.connect(lambda: self.set_languages(choice.languages))
        entry = QWidgetAction(self._menu)
        entry.setDefaultWidget(choice)
        self._menu.addAction(entry)
        choice.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self) -> None:
        if self._languages == AUTO_LANGUAGES:
            words = tr("Automatic: found out for each page")
        else:
            names = [language_name(code) for code in self._languages.split("+") if code]
            words = ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
        self.setText(words)
        self.setAccessibleName(f"{tr('Languages of the documents')}: {words}")
