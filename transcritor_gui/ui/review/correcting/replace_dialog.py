"""Find and replace in one document or in all that are selected, every place shown before it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs.correcting.occurrences import Occurrence
from transcritor_gui.ui.review.correcting.place_delegate import MARK_ROLE, PlaceDelegate
from transcritor_gui.ui.service.review_link import ReviewLink
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.scroll_bars import slim_scroll_bars

__all__ = ["ReplaceDialog"]

_TYPED_MS: Final = 300
"""It looks when typing has come to rest."""
_Index = QModelIndex | QPersistentModelIndex


class _Places(QAbstractListModel):
    """What was found, each place ticked until a person takes the tick away."""

    def __init__(self, names: Mapping[UUID, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._names = names
        self._found: tuple[Occurrence, ...] = ()
        self._left_out: set[int] = set()

    def show(self, found: tuple[Occurrence, ...]) -> None:
        self.beginResetModel()
        self._found, self._left_out = found, set()
        self.endResetModel()

    def chosen(self) -> tuple[Occurrence, ...]:
        return tuple(each for number, each in enumerate(self._found) if number not in self._left_out)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._found)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        each = self._found[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._told(each)[0]
            case _ if role == MARK_ROLE:
                return self._told(each)[1]
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Unchecked if index.row() in self._left_out else Qt.CheckState.Checked
        return None

    def _told(self, each: Occurrence) -> tuple[str, tuple[int, int]]:
        """The line of a place, and where in it the words stand that are to change."""
        start, end = each.mark
        words = each.before if each.before == each.after else f"{each.before} → {each.after}"
        page = tr("page {number}", number=each.page_index + 1)
        name = self._names.get(each.job_id, "") if len(self._names) > 1 else ""
        head = f"{name}, {page}:  " if name else f"{page[:1].upper()}{page[1:]}:  "
        begin = len(head) + start
        return f"{head}{each.context[:start]}{words}{each.context[end:]}", (begin, begin + len(words))

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._left_out.discard(index.row())
        else:
            self._left_out.add(index.row())
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


class ReplaceDialog(QDialog):
    """`documents` are names by job: the first is the one that is shown, the others the selected ones."""

    def __init__(
        self, link: ReviewLink, documents: Mapping[UUID, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._documents = dict(documents)
        self._is_asked = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Find and replace"))
        self._find = QLineEdit(self)
        self._find.setAccessibleName(tr("Find"))
        self._replacement = QLineEdit(self)
        self._replacement.setAccessibleName(tr("What is to stand there instead"))
        self._match_case = QCheckBox(tr("Capitals as they are typed"), self)
        self._match_case.setChecked(True)
        self._whole_words = QCheckBox(tr("Whole words only"), self)
        self._whole_words.setChecked(True)
        self._scope = QComboBox(self)
        self._scope.setAccessibleName(tr("Where to look"))
        self._scope.addItem(tr("In this document"))
        if len(documents) > 1:
            self._scope.addItem(
                ntr("In {count} selected document", "In {count} selected documents", len(documents))
            )
        self._places = _Places(self._documents, self)
        self._list = QListView(self)
        self._list.setModel(self._places)
        self._list.setItemDelegate(PlaceDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setSpacing(theme.GRID // 4)
        self._list.setAccessibleName(tr("Places found"))
        slim_scroll_bars(self._list)
        self._count = QLabel(self)
        self._button = QPushButton(tr("Replace"), self)
        self._button.setDefault(True)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPED_MS)
        self._timer.timeout.connect(self._look)
        for field in (self._find, self._replacement):
            field.textEdited.connect(self._timer.start)
        for box in (self._match_case, self._whole_words):
            box.toggled.connect(self._look)
        self._scope.currentIndexChanged.connect(self._look)
        self._places.dataChanged.connect(self._show_count)
        self._button.clicked.connect(self._replace)
        link.occurrences_found.connect(self._on_found)
        self._show_count()

    def _lay_out(self) -> None:
        fields = QFormLayout()
        fields.addRow(tr("Find:"), self._find)
        fields.addRow(tr("Replace by:"), self._replacement)
        fields.addRow(tr("Where:"), self._scope)
        choices = QHBoxLayout()
        choices.addWidget(self._match_case)
        choices.addWidget(self._whole_words)
        choices.addStretch(1)
        fields.addRow("", choices)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.addButton(self._button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.addLayout(fields)
        rows.addWidget(self._list, 1)
        rows.addWidget(self._count)
        rows.addWidget(buttons)
        self.resize(80 * theme.GRID, 60 * theme.GRID)

    def look_for(self, text: str) -> None:
        """Begin with this text."""
        self._find.setText(text)
        self._replacement.setText(text)
        self._replacement.setFocus()  # what is found stands there already
        self._replacement.selectAll()
        self._look()

    def _chosen_ids(self) -> Sequence[UUID]:
        ids = tuple(self._documents)
        return ids if self._scope.currentIndex() > 0 else ids[:1]

    def _look(self) -> None:
        self._is_asked = True
        self._link.find(
            self._chosen_ids(),
            self._find.text(),
            self._replacement.text(),
            match_case=self._match_case.isChecked(),
            whole_words=self._whole_words.isChecked(),
        )

    def _on_found(self, found: tuple[Occurrence, ...]) -> None:
        if self._is_asked:
            self._places.show(found)
            self._show_count()

    def _show_count(self) -> None:
        chosen, found = len(self._places.chosen()), self._places.rowCount()
        is_other = self._find.text() != self._replacement.text()
        if not self._find.text().strip():
            words = tr("Type what is to be found.")
        elif not found:
            words = tr("Nothing was found.")
        elif not is_other:
            found_words = ntr("{count} place found.", "{count} places found.", found)
            words = tr("{found} Type what is to stand there instead.", found=found_words)
        else:
            words = tr("{count} of {found} places will be replaced.", count=chosen, found=found)
        self._count.setText(words)
        self._list.setAccessibleDescription(words)
        self._button.setEnabled(chosen > 0 and is_other)

    def _replace(self) -> None:
        """Replace what is ticked; the list then shows what is left."""
        self._link.replace(self._places.chosen())
        self._look()
