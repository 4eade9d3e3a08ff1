"""Fields for how what was read is to be written: format, place, names, and what the format understands."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from transcritor_gui.export import exporter_for, exporters
from transcritor_gui.i18n import tr
from transcritor_gui.model import ExportWish, portal_named
from transcritor_gui.settings import Settings
from transcritor_gui.ui.export.export_choices import ExportChoices
from transcritor_gui.ui.export.name_template_edit import NameTemplateEdit
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.folder_edit import FolderEdit
from transcritor_gui.ui.widgets.form import Problem, choice

__all__ = ["WishFields"]


class WishFields(QWidget):
    """`needs_folder`: nothing can be written beside the documents.

    How the text is written is asked as long as `ask_choices` does not say otherwise.
    `fault` is '' where all is well; a folder that is missing is one that can be made, unless what holds it is
    missing too.
    """

    changed = Signal()

    def __init__(
        self,
        wish: ExportWish,
        *,
        settings: Settings,
        needs_folder: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._needs_folder = needs_folder
        self._asks_choices = True
        self._settings = settings
        self._format = choice(
            self,
            tr("Format"),
            tuple((f"{exporter.label()} ({exporter.suffix})", exporter.format) for exporter in exporters()),
            wish.format,
        )
        self._place = choice(
            self,
            tr("Place"),
            ((tr("Beside the document"), True), (tr("In one folder"), False)),
            not wish.folder,
        )
        self._folder = FolderEdit(name=tr("Folder of the exports"), folder=wish.folder, parent=self)
        self._template = NameTemplateEdit(wish.name_template, self)
        self._problem = Problem(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * theme.GRID)
        self._grid.setVerticalSpacing(theme.GRID)
        self._grid.setColumnStretch(1, 1)
        self._choices = ExportChoices(_as_settings(wish, self._settings), self)
        self._choices.show_settings(_as_settings(wish, self._settings))
        self._lay_out()
        self._format.currentIndexChanged.connect(self._check)
        self._place.currentIndexChanged.connect(self._check)
        self._folder.changed.connect(self._check)
        self._template.changed.connect(self._check)
        self._choices.portal_field.currentIndexChanged.connect(self._check)
        self._check()

    def set_label_width(self, width: int) -> None:
        """Let the fields begin where those above them do."""
        self._grid.setColumnMinimumWidth(0, width)

    def ask_choices(self, *, asked: bool) -> None:
        """Whether how the text is written is asked; where it is not, what was shown stays."""
        if asked != self._asks_choices:
            self._asks_choices = asked
            self._check()

    def show_wish(self, wish: ExportWish) -> None:
        self._format.setCurrentIndex(max(0, self._format.findData(wish.format)))
        self._place.setCurrentIndex(self._place.findData(not wish.folder))
        self._folder.set_folder(wish.folder)
        self._template.set_template(wish.name_template)
        self._choices.show_settings(_as_settings(wish, self._settings))
        self._check()

    def show_format(self, format_name: str, name_template: str, *, folder: str) -> None:
        """Propose these; how the text is written stays."""
        self.show_wish(replace(self.wish(), format=format_name, name_template=name_template, folder=folder))

    def wish(self) -> ExportWish:
        kept = self._choices.kept()
        return ExportWish(
            format=str(self._format.currentData()),
            folder="" if self._is_beside else self._folder.folder,
            name_template=self._template.template,
            lines=kept.export_lines,
            without_headers=kept.export_without_headers,
            decimal_comma=kept.export_decimal_comma,
            upright=kept.export_upright,
            portal=kept.export_portal,
        )

    def fault(self) -> str:
        return self._problem.text

    @property
    def _is_beside(self) -> bool:
        return not self._needs_folder and bool(self._place.currentData())

    def _lay_out(self) -> None:
        row = self._add(0, tr("Format"), self._format)
        if self._needs_folder:
            self._place.hide()
            row = self._add(row, tr("Write to"), self._folder, wide=True)
        else:
            row = self._add(row, tr("Place"), self._place)
            row = self._add(row, "", self._folder, wide=True)
        row = self._add(row, tr("File name"), self._template, wide=True)
        after = self._choices.add_rows(self._grid, row, self)
        for each in range(row, after):
            item = self._grid.itemAtPosition(each, 1)
            field = None if item is None else item.widget()
            assert field is not None
            self._grid.setAlignment(field, Qt.AlignmentFlag.AlignLeft)
        row = after
        self._add(row, "", self._problem, wide=True)

    def _add(self, row: int, text: str, field: QWidget, *, wide: bool = False) -> int:
        if text:
            label = QLabel(text, self)
            label.setBuddy(field)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop if wide else Qt.AlignmentFlag(0))
        self._grid.addWidget(field, row, 1, Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft)
        return row + 1

    def _check(self) -> None:
        self._folder.setVisible(not self._is_beside)
        self._choices.show_for(exporter_for(str(self._format.currentData())))
        if not self._asks_choices:
            self._choices.hide()
        self._problem.say(self._found_fault())
        self.changed.emit()

    def _found_fault(self) -> str:
        if not self._is_beside and not self._folder.folder:
            return tr("Choose the folder to write to.")
        folder = "" if self._is_beside else self._folder.new_fault()
        return folder or self._template.fault() or self._portal_fault()

    def _portal_fault(self) -> str:
        name = str(self._choices.portal_field.currentData())
        if not self._choices.has_portal or portal_named(name, self._settings.portals) is not None:
            return ""
        return tr("There is no portal “{name}” in the table.", name=name)


def _as_settings(wish: ExportWish, settings: Settings) -> Settings:
    """As the fields of an export take them."""
    return replace(
        settings,
        export_lines=wish.lines,
        export_without_headers=wish.without_headers,
        export_decimal_comma=wish.decimal_comma,
        export_upright=wish.upright,
        export_portal=wish.portal,
    )
