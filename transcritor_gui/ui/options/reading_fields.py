"""Fields for options of transcription, one for each in their table, whatever that holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QWidget

from transcritor_gui.errors import TranscritorError, message_for
from transcritor_gui.i18n import tr
from transcritor_gui.model import (
    Option,
    OptionKind,
    OptionValue,
    TranscriptionOptions,
    check_page_numbers,
    options_of,
)
from transcritor_gui.pipeline.ocr.registry import engines
from transcritor_gui.ui.options.language_field import LanguageField
from transcritor_gui.ui.widgets.form import FIELD_WIDTH, Problem, choice

__all__ = ["ReadingFields"]


class ReadingFields(QObject):
    """A dialogue places them in its own grid. What is not offered here, such as an engine where there is but
    one, stays as it was shown."""

    changed = Signal()

    def __init__(self, options: TranscriptionOptions, *, tessdata_dir: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._tessdata_dir = tessdata_dir
        self._options = options
        self._rows: list[tuple[str, QWidget]] = []
        self._read: dict[str, Callable[[], OptionValue]] = {}
        self._write: dict[str, Callable[[Any], None]] = {}
        self.problem = Problem(parent)
        for option in options_of(TranscriptionOptions):
            self._add(option)
        self.show_options(options)

    def add_rows(self, grid: QGridLayout, row: int) -> int:
        """Put the fields into `grid` from `row` on; the row after them."""
        for text, field in (*self._rows, ("", self.problem)):
            if text:
                label = QLabel(text, self._parent)
                label.setBuddy(field)
                grid.addWidget(label, row, 0)
            is_wide = field is self.problem
            grid.addWidget(field, row, 1, Qt.AlignmentFlag(0) if is_wide else Qt.AlignmentFlag.AlignLeft)
            row += 1
        return row

    def options(self) -> TranscriptionOptions:
        """What the fields say."""
        values = {name: read() for name, read in self._read.items()}
        shown = {each.name: getattr(self._options, each.name) for each in options_of(TranscriptionOptions)}
        return TranscriptionOptions(**(shown | values))

    def show_options(self, options: TranscriptionOptions) -> None:
        self._options = options
        for name, write in self._write.items():
            write(getattr(options, name))
        self._check()

    def fault(self) -> str:
        return self.problem.text

    def _add(self, option: Option) -> None:
        match option.kind:
            case OptionKind.LANGUAGES:
                languages = LanguageField("", folder=self._tessdata_dir, parent=self._parent)
                languages.changed.connect(self._check)
                self._keep(option, languages, lambda: languages.languages, languages.set_languages)
            case OptionKind.CHOICE:
                self._add_choice(option, tuple((words(), value) for value, words in option.values))
            case OptionKind.ENGINE:
                offered = tuple((each.label(), each.name) for each in engines() if each.is_available())
                if len(offered) > 1:
                    self._add_choice(option, offered)
            case OptionKind.FLAG:
                box = QCheckBox(option.label(), self._parent)
                box.setToolTip(option.help())
                box.toggled.connect(self._check)
                self._keep(option, box, box.isChecked, box.setChecked, label="")
            case OptionKind.PAGES:
                pages = QLineEdit(self._parent)
                pages.setAccessibleName(tr("Pages"))
                pages.setPlaceholderText(tr("All, or for example 1-3,7"))
                pages.setFixedWidth(FIELD_WIDTH)
                pages.textChanged.connect(self._check)
                self._keep(option, pages, lambda: pages.text().strip(), pages.setText, label=tr("Pages"))

    def _add_choice(self, option: Option, offered: tuple[tuple[str, object], ...]) -> None:
        box = choice(self._parent, option.label(), offered, option.default)
        box.currentIndexChanged.connect(self._check)

        def show(value: object) -> None:
            box.setCurrentIndex(max(0, box.findData(value)))

        self._keep(option, box, lambda: _typed(option, box.currentData()), show)

    def _keep(
        self,
        option: Option,
        field: QWidget,
        read: Callable[[], OptionValue],
        write: Callable[[Any], None],
        *,
        label: str | None = None,
    ) -> None:
        self._rows.append((option.label() if label is None else label, field))
        self._read[option.name] = read
        self._write[option.name] = write

    def _check(self) -> None:
        self.problem.say(self._fault())
        self.changed.emit()

    def _fault(self) -> str:
        options = self.options()
        if not options.languages:
            return tr("Tick at least one language.")
        try:
            check_page_numbers(options.pages)
        except TranscritorError as error:
            message = message_for(error.info)
            return f"{message.what} {message.advice}".strip()
        return ""


def _typed(option: Option, data: object) -> OptionValue:
    """Qt gives the members of a StrEnum back as plain text."""
    return option.read(str(data))
