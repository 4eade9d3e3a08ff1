"""What can be chosen of an export's text: only what the format understands is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QWidget

from transcritor_gui.export import ExportChoice, Exporter, ExportOptions
from transcritor_gui.i18n import tr
from transcritor_gui.jobs import export_options
from transcritor_gui.settings import Settings
from transcritor_gui.ui.export.portal_choice import chosen_portal, portal_choice
from transcritor_gui.ui.widgets.form import choice

__all__ = ["ExportChoices"]

_USUAL: Final = "usual"


class ExportChoices:
    """Lines, running heads, decimals, sizes: fields that a dialogue places in its own grid.

    They begin as `settings` have them, and `kept` gives the settings with what was chosen.
    """

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        self._settings = settings
        self._exporter: Exporter | None = None
        self._lines = choice(parent, tr("Lines"), (), None)
        self._headers = QCheckBox(tr("Leave out running headers and footers"), parent)
        self._headers.setChecked(settings.export_without_headers)
        self._decimals = choice(
            parent,
            tr("Numbers"),
            ((tr("As in Brazil: 1234,56"), True), (tr("As in English: 1234.56"), False)),
            settings.export_decimal_comma,
        )
        self._upright = QCheckBox(tr("Show pages upright that lie on their side"), parent)
        self._upright.setChecked(settings.export_upright)
        self._portal = portal_choice(settings, parent)
        self._labels: dict[QWidget, QLabel] = {}
        self._lines.currentIndexChanged.connect(self._on_lines_chosen)

    def add_rows(self, grid: QGridLayout, row: int, parent: QWidget) -> int:
        """Put the fields into `grid` from `row` on; the row after them."""
        for text, field in (
            (tr("Lines"), self._lines),
            ("", self._headers),
            (tr("Numbers"), self._decimals),
            (tr("Size"), self._portal),
            ("", self._upright),
        ):
            if text:
                label = QLabel(text, parent)
                label.setBuddy(field)
                grid.addWidget(label, row, 0)
                self._labels[field] = label
            grid.addWidget(field, row, 1)
            row += 1
        return row

    def show_for(self, exporter: Exporter) -> None:
        """Offer what `exporter` understands."""
        self._exporter = exporter
        offered = _lines_of(exporter)
        with QSignalBlocker(self._lines):
            self._lines.clear()
            for words, value in offered:
                self._lines.addItem(words, value)
            values = [value for _words, value in offered]
            kept = self._settings.export_lines
            wanted = kept if kept in values else _usual_lines(exporter)
            self._lines.setCurrentIndex(values.index(wanted) if wanted in values else -1)
        for field, is_shown in (
            (self._lines, bool(offered)),
            (self._headers, ExportChoice.RUNNING_LINES in exporter.choices),
            (self._decimals, ExportChoice.DECIMALS in exporter.choices),
            (self._portal, ExportChoice.PARTS in exporter.choices),
            (self._upright, ExportChoice.UPRIGHT in exporter.choices),
        ):
            field.setVisible(is_shown)
            if field in self._labels:
                self._labels[field].setVisible(is_shown)

    def hide(self) -> None:
        """Offer nothing of it; what was chosen stays chosen."""
        for field in (self._lines, self._headers, self._decimals, self._portal, self._upright):
            field.hide()
        for label in self._labels.values():
            label.hide()

    def show_settings(self, settings: Settings) -> None:
        """Begin anew, as `settings` have them; a portal in no row of the table is shown by its name."""
        self._settings = settings
        self._headers.setChecked(settings.export_without_headers)
        self._decimals.setCurrentIndex(self._decimals.findData(settings.export_decimal_comma))
        self._upright.setChecked(settings.export_upright)
        if self._portal.findData(settings.export_portal) < 0:
            self._portal.addItem(settings.export_portal, settings.export_portal)
        self._portal.setCurrentIndex(self._portal.findData(settings.export_portal))
        if self._exporter is not None:
            self.show_for(self._exporter)

    @property
    def has_portal(self) -> bool:
        """Whether a portal is chosen, and the format is written in parts."""
        return not self._portal.isHidden() and bool(self._portal.currentData())

    @property
    def portal_field(self) -> QComboBox:
        return self._portal

    def kept(self) -> Settings:
        """The settings with what the fields say."""
        return replace(
            self._settings,
            export_without_headers=self._headers.isChecked(),
            export_decimal_comma=bool(self._decimals.currentData()),
            export_upright=self._upright.isChecked(),
            export_portal=str(self._portal.currentData()),
        )

    def options(self, *, pages: str) -> ExportOptions:
        assert self._exporter is not None
        options = export_options(self.kept(), self._exporter, pages=pages)
        if ExportChoice.PARTS not in self._exporter.choices:
            return options
        return replace(options, portal=chosen_portal(self._portal, self._settings))

    def _on_lines_chosen(self) -> None:
        chosen = self._lines.currentData()
        if self._exporter is not None and chosen is not None:
            is_usual = chosen == _usual_lines(self._exporter)
            self._settings = replace(self._settings, export_lines=_USUAL if is_usual else str(chosen))


def _lines_of(exporter: Exporter) -> tuple[tuple[str, str], ...]:
    if ExportChoice.LINES not in exporter.choices:
        return ()
    offered = ((tr("As on the page"), "kept"), (tr("Running text"), "joined"))
    return (
        (*offered, (tr("Columns as on paper"), "columns"))
        if ExportChoice.COLUMNS in exporter.choices
        else offered
    )


def _usual_lines(exporter: Exporter) -> str:
    return "kept" if exporter.keeps_lines else "joined"
