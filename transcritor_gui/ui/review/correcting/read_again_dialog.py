"""How one page is to be read again: the options of transcription that a person may want otherwise for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import (
    AUTO_LANGUAGES,
    Cleanup,
    Option,
    OptionKind,
    PageCleanup,
    PageWish,
    ReadingOptions,
    TranscriptionOptions,
    options_of,
)
from transcritor_gui.ui.language_names import language_name
from transcritor_gui.ui.widgets import theme

__all__ = ["ReadAgainDialog", "ReadingChoices"]

_WISHED: Final = frozenset({"cleanup"})
"""Options that are asked for as a wish for the page: it holds whenever the document is read."""
_PAGE_CLEANUPS: Final = {Cleanup.AUTO: PageCleanup.WHERE_NEEDED, Cleanup.NONE: PageCleanup.NONE}


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """What there is on this computer to read with."""

    languages: tuple[str, ...]
    engines: tuple[tuple[str, str], ...]
    """Name and label."""


class ReadAgainDialog(QDialog):
    """One field an option, from the same table as the settings, then what is asked for a page alone."""

    wanted = Signal(object, object)
    """TranscriptionOptions and PageWish for this page alone."""

    def __init__(
        self,
        options: TranscriptionOptions,
        wish: PageWish,
        choices: ReadingChoices,
        *,
        page_number: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._options, self._wish = options, wish
        self._values: dict[str, Callable[[], Any]] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Read page {number} again", number=page_number))
        form = QFormLayout(self)
        form.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        form.setVerticalSpacing(theme.GRID)
        for option in options_of(ReadingOptions):
            if option.name not in _WISHED:
                self._add(form, option, choices)
        self._turn = self._choice(form, tr("Which way up"), _turns(), wish.turn)
        now = wish.cleanup_in(options.cleanup)
        self._cleanup = self._choice(form, tr("Picture"), _cleanups(), now)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        read = buttons.addButton(tr("Read again"), QDialogButtonBox.ButtonRole.AcceptRole)
        read.setDefault(True)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    def chosen(self) -> TranscriptionOptions:
        return replace(self._options, **{name: value() for name, value in self._values.items()})

    def wish(self) -> PageWish:
        """Marked regions stay as they are."""
        cleanup = Cleanup(self._cleanup.currentData())
        wished = PageCleanup.USUAL if cleanup is self._options.cleanup else _PAGE_CLEANUPS[cleanup]
        return replace(self._wish, turn=self._turn.currentData(), cleanup=wished)

    def _add(self, form: QFormLayout, option: Option, choices: ReadingChoices) -> None:
        value = getattr(self._options, option.name)
        match option.kind:
            case OptionKind.LANGUAGES:
                self._add_choice(form, option, _languages(value, choices.languages), value)
            case OptionKind.CHOICE:
                self._add_choice(form, option, [(each, label()) for each, label in option.values], value)
            case OptionKind.ENGINE if len(choices.engines) > 1:
                self._add_choice(form, option, list(choices.engines), value)
            case OptionKind.FLAG:
                box = QCheckBox(option.label(), self)
                box.setChecked(bool(value))
                self._values[option.name] = box.isChecked
                form.addRow(box)

    def _add_choice(self, form: QFormLayout, option: Option, values: list[tuple[Any, str]], now: Any) -> None:
        self._values[option.name] = self._choice(form, option.label(), values, now).currentData

    def _choice(self, form: QFormLayout, label: str, values: list[tuple[Any, str]], now: Any) -> QComboBox:
        box = QComboBox(self)
        for each, words in values:
            box.addItem(words, each)
        known = [each for each, _ in values]
        box.setCurrentIndex(known.index(now) if now in known else 0)
        form.addRow(label, box)
        return box

    def _accept(self) -> None:
        self.wanted.emit(self.chosen(), self.wish())
        self.accept()


def _languages(now: str, installed: tuple[str, ...]) -> list[tuple[Any, str]]:
    """What the document was read in first, then found out by the program, then each language alone."""
    values = dict.fromkeys((now, AUTO_LANGUAGES, *sorted(installed, key=language_name)))
    return [(value, _languages_words(value)) for value in values]


def _turns() -> list[tuple[Any, str]]:
    return [
        (None, tr("Found out by the program")),
        (0, tr("As it stands in the file")),
        (90, tr("Turned to the right")),
        (180, tr("Upside down")),
        (270, tr("Turned to the left")),
    ]


def _cleanups() -> list[tuple[Any, str]]:
    return [
        (Cleanup.AUTO, tr("Cleaned where it needs it")),
        (Cleanup.NONE, tr("Read as it stands")),
    ]


def _languages_words(value: str) -> str:
    if value == AUTO_LANGUAGES:
        return tr("Automatic: found out for each page")
    return ", ".join(language_name(code) for code in value.split("+"))
